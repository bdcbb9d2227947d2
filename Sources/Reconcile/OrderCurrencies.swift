import CostModel

/// Orders in a foreign currency are relieved in that currency: a PO of 10,000 EUR that was billed 10,000 EUR is fully relieved,
/// whatever the rates were. What is left is then worth what the report's rate says.
///
/// While `Orders` sets bills against lines, amounts of a foreign order are in its own minor units; `settle` ends that.
struct OrderCurrencies {
    /// By number without its letter suffix, as a bill may cite it: the one foreign currency of all its lines.
    private var currencies: [String: Currency] = [:]
    private let rates: ExchangeRates?
    private let books: Books

    init(_ books: Books) {
        self.books = books
        let foreign = books.snapshot.foreign
        let lines = foreign.isEmpty ? [] : books.entries(.purchaseOrderLine)
        guard lines.contains(where: { foreign[books.entry($0).id] != nil }) else {
            rates = nil
            return
        }
        rates = ExchangeRates(books.snapshot)
        var mixed: Set<String> = []
        for index in lines {
            let family = Self.family(Orders.normalized(books.texts[books.record(index).reference]))
            // An order in two currencies is relieved in the production's.
            let currency = foreign[books.entry(index).id]?.currency ?? books.currency
            if let other = currencies[family], other != currency { mixed.insert(family) }
            currencies[family] = currency
        }
        currencies = currencies.filter { !mixed.contains($0.key) && $0.value != books.currency }
    }

    private static func family(_ order: String) -> String { Orders.base(order) ?? order }

    /// The currency in which an order, as normalised, is relieved.
    func currency(of order: String) -> Currency {
        currencies.isEmpty ? books.currency : currencies[Self.family(order)] ?? books.currency
    }

    /// The minor units of an order's line while it is relieved.
    func ordered(_ index: Int, _ order: String) -> Int64 {
        guard currency(of: order) != books.currency else { return books.record(index).amountMinor }
        return books.snapshot.foreign[books.entry(index).id]!.minorUnits
    }

    /// What posted cost takes off an order: of the order's currency its own amount, else what it is worth there on its day.
    func relief(_ entry: Entry, _ order: String) -> Int64 {
        let currency = currency(of: order)
        guard currency != books.currency, let rates else { return entry.signedMinor }
        if let foreign = books.snapshot.foreign[entry.id], foreign.currency == currency {
            return entry.isReversal ? -foreign.minorUnits : foreign.minorUnits
        }
        let day = entry.record.date.isNone ? entry.period : entry.record.date
        let basis = books.snapshot.production.rates
        let row =
            rates.transaction(currency, basis: basis, on: basis == .period ? entry.period : day, in: entry.period)?.row
            ?? rates.report(currency, on: books.period, in: books.period)
        return row?.rate.taken(entry.signedMinor, of: books.currency, in: currency) ?? 0
    }

    func text(_ minorUnits: Int64, _ order: String) -> String {
        let currency = currency(of: order)
        let text = Money(minorUnits, currency).grouped
        return currency == books.currency ? text : "\(text) \(currency)"
    }

    /// Puts a relieved line into the production's currency, at the rate at which its entry is.
    func settle(_ line: inout OrderLine, entry index: Int) {
        let order = Orders.normalized(line.number)
        let own = currency(of: order)
        guard own != books.currency, let foreign = books.snapshot.foreign[books.entry(index).id] else { return }
        func converted(_ amount: Money) -> Money {
            Money(
                foreign.rate?.converted(amount.minorUnits, from: own, to: books.currency) ?? 0, books.currency)
        }
        func ownMoney(_ amount: Money) -> Money { Money(amount.minorUnits, own) }
        let left = max(line.amount - line.reduced - line.relieved, books.zero)
        line.foreign = OrderLine.Foreign(
            amount: ownMoney(line.amount), invoiced: ownMoney(line.relieved + line.overbilled),
            open: line.status == .open ? ownMoney(left) : .zero(own), rate: foreign.rate)
        let wasRelieved = !line.relieved.isZero
        line.amount = converted(line.amount)
        line.reduced = converted(line.reduced)
        line.overbilled = converted(line.overbilled)
        // What is left is rounded, and the rest of the line is what was relieved: the three add up.
        line.relieved = wasRelieved ? line.amount - line.reduced - converted(left) : books.zero
    }
}
