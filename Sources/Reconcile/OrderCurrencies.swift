package import CostModel

/// Orders in a foreign currency are relieved in that currency: a PO of 10,000 EUR that was billed 10,000 EUR is fully relieved,
/// whatever the rates were. What is left is then worth what the report's rate says.
///
/// While `Orders` sets bills against lines, amounts of a foreign order are in its own minor units; `settle` ends that.
struct OrderCurrencies {
    /// By number without its letter suffix, as a bill may cite it: the one foreign currency of all its lines.
    private var currencies: [String: Currency] = [:]
    private let rates: ExchangeRates?
    // Not the books themselves: they are still being made while orders are read.
    private let snapshot: Snapshot
    private let period: Day
    private var own: Currency { snapshot.production.currency }

    init(_ books: Books) {
        (snapshot, period) = (books.snapshot, books.period)
        let foreign = books.snapshot.foreign
        let lines = foreign.isEmpty ? [] : books.entries(.purchaseOrderLine)
        guard lines.contains(where: { foreign[books.entry($0).id] != nil }) else {
            rates = nil
            return
        }
        rates = ExchangeRates(books.snapshot)
        var mixed: Set<String> = []
        for index in lines {
            let family = Self.family(OrderNumbers.normalized(books.texts[books.record(index).reference]))
            // An order in two currencies is relieved in the production's.
            let currency = foreign[books.entry(index).id]?.currency ?? books.currency
            if let other = currencies[family], other != currency { mixed.insert(family) }
            currencies[family] = currency
        }
        currencies = currencies.filter { !mixed.contains($0.key) && $0.value != books.currency }
    }

    private static func family(_ order: String) -> String { OrderNumbers.base(order) ?? order }

    /// The currency in which an order, as normalised, is relieved.
    func currency(of order: String) -> Currency {
        currencies.isEmpty ? own : currencies[Self.family(order)] ?? own
    }

    /// The amount of an order's line while it is relieved.
    func ordered(_ index: Int, _ order: String) -> Money {
        guard currency(of: order) != own else { return snapshot.entries[index].record.amount }
        return Money(snapshot.foreign[snapshot.entries[index].id]!.minorUnits, own)
    }

    /// What posted cost takes off an order: of the order's currency its own amount, else what it is worth there on its day.
    func relief(_ entry: Entry, _ order: String) -> Int64 {
        let currency = currency(of: order)
        guard currency != own, let rates else { return entry.signedMinor }
        if let foreign = snapshot.foreign[entry.id], foreign.currency == currency {
            // What is no cost yet takes nothing off.
            guard foreign.rate != nil else { return 0 }
            return entry.isReversal ? -foreign.minorUnits : foreign.minorUnits
        }
        let day = entry.record.date.isNone ? entry.period : entry.record.date
        let basis = snapshot.production.rates
        let row =
            rates.transaction(currency, basis: basis, on: basis == .period ? entry.period : day, in: entry.period)?.row
            ?? rates.report(currency, on: period, in: period)
        return row?.rate.taken(entry.signedMinor, of: own, in: currency) ?? 0
    }

    func text(_ minorUnits: Int64, _ order: String) -> String {
        let currency = currency(of: order)
        let text = Money(minorUnits, currency).grouped
        return currency == own ? text : "\(text) \(currency)"
    }

    /// Puts a relieved line into the production's currency, at the rate at which its entry is.
    func settle(_ line: inout OrderLine) {
        let currency = currency(of: OrderNumbers.normalized(line.number))
        guard currency != own, let side = snapshot.foreign[snapshot.entries[line.entry].id] else { return }
        func converted(_ amount: Money) -> Money {
            Money(side.rate?.converted(amount.minorUnits, from: currency, to: own) ?? 0, own)
        }
        func foreign(_ amount: Money) -> Money { Money(amount.minorUnits, currency) }
        let left = max(line.amount - line.reduced - line.relieved, .zero(own))
        line.foreign = OrderLine.Foreign(
            amount: foreign(line.amount), invoiced: foreign(line.relieved + line.overbilled), open: foreign(line.open),
            rate: side.rate)
        let wasRelieved = !line.relieved.isZero
        line.amount = converted(line.amount)
        line.reduced = converted(line.reduced)
        line.overbilled = converted(line.overbilled)
        // What is left is rounded, and the rest of the line is what was relieved: the three add up.
        line.relieved = wasRelieved ? line.amount - line.reduced - converted(left) : .zero(own)
    }
}

extension OrderLine {
    /// An order in its own currency.
    package struct Foreign: Hashable, Sendable {
        package var amount: Money
        /// Posted cost that cites it, in this currency; over-billing included.
        package var invoiced: Money
        package var open: Money
        /// nil when there is none.
        package var rate: ConversionRate?
    }
}
