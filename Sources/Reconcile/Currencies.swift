package import CostModel

/// What one account has in one foreign currency, and what the rates have made of it since the budget was locked.
package struct CurrencyLine: Hashable, Sendable {
    /// Index into `Findings.lines`.
    package var line: Int
    package var currency: Currency
    /// Posted cost, in the currency and as it was converted when it was posted.
    package var foreignCost: Money
    package var cost: Money
    /// The same at the locked rate.
    package var costAtLocked: Money
    /// Open purchase orders, in the currency and at the report's rate.
    package var foreignOrders: Money
    package var orders: Money
    package var ordersAtLocked: Money
    /// An estimate that the forecast gives in the currency, and at the report's rate.
    package var foreignEstimate: Money
    package var estimate: Money
    package var estimateAtLocked: Money
    /// B0, which is always at the locked rate.
    package var foreignBudget: Money
    package var budget: Money
    /// nil when there is none.
    package var lockedRate: ConversionRate?
    package var reportRate: ConversionRate?

    /// What the rates have added to the cost to date.
    package var costVariance: Money { cost - costAtLocked }
    /// The same of all three: positive is dearer than the budget's rate.
    package var variance: Money {
        costVariance + (orders - ordersAtLocked) + (estimate - estimateAtLocked)
    }
}

/// One exchange rate and what was converted at it.
package struct RateUse: Hashable, Sendable {
    package var currency: Currency
    package var date: Day
    package var kind: ExchangeRate.Kind
    package var rate: ConversionRate
    package var source: String
    package var origin: Origin
    /// Entries in force that were converted at it.
    package var count: Int
    /// Their sum in the currency.
    package var amount: Money
}

/// The foreign amounts of a report by account and currency (domain 0: the FX variance is its own line).
struct Currencies {
    private(set) var lines: [CurrencyLine] = []
    private(set) var rates: [RateUse] = []
    private struct Key: Hashable { var line: Int; var currency: Currency }
    private var places: [Key: Int] = [:]
    private let table: ExchangeRates

    init(_ books: inout Books, _ costLines: [CostLine], _ lineOfEntry: [Int32], _ orders: [OrderLine]) {
        guard !books.snapshot.foreign.isEmpty else {
            table = ExchangeRates(Snapshot(production: books.snapshot.production, period: books.period))
            return
        }
        table = ExchangeRates(books.snapshot)
        var lineOfAccount: [String: Int] = [:]
        for (place, line) in costLines.enumerated() {
            let code = books.snapshot.production.normalized(account: line.account.code)
            lineOfAccount[code] = lineOfAccount[code] ?? place
        }
        func line(of account: String) -> Int? {
            lineOfAccount[books.snapshot.production.normalized(account: account)]
        }
        addCosts(books, lineOfEntry)
        for order in orders {
            guard let foreign = order.foreign, let line = line(of: order.account), !foreign.open.isZero else {
                continue
            }
            update(line, foreign.open.currency, books) {
                $0.foreignOrders += foreign.open
                $0.orders += order.open
            }
        }
        addBudget(books, line)
        addEstimates(books, costLines)
        for place in lines.indices { value(place, books) }
        lines = lines.filter { !$0.isEmpty }.sorted {
            ($0.line, $0.currency.description) < ($1.line, $1.currency.description)
        }
        addRates(books)
        report(&books)
    }

    private mutating func update(
        _ line: Int, _ currency: Currency, _ books: Books, _ change: (inout CurrencyLine) -> Void
    ) {
        let key = Key(line: line, currency: currency)
        if places[key] == nil {
            places[key] = lines.count
            let (zero, none) = (books.zero, Money.zero(currency))
            lines.append(
                CurrencyLine(
                    line: line, currency: currency, foreignCost: none, cost: zero, costAtLocked: zero,
                    foreignOrders: none, orders: zero, ordersAtLocked: zero, foreignEstimate: none, estimate: zero,
                    estimateAtLocked: zero, foreignBudget: none, budget: zero,
                    lockedRate: table.locked(currency, in: books.period)?.row.rate,
                    reportRate: table.report(currency, on: books.period, in: books.period)?.rate))
        }
        change(&lines[places[key]!])
    }

    private mutating func addCosts(_ books: Books, _ lineOfEntry: [Int32]) {
        for (index, entry) in books.snapshot.entries.enumerated() where lineOfEntry[index] >= 0 {
            guard let foreign = books.snapshot.foreign[entry.id], foreign.rate != nil else { continue }
            update(Int(lineOfEntry[index]), foreign.currency, books) {
                $0.foreignCost.minorUnits += entry.isReversal ? -foreign.minorUnits : foreign.minorUnits
                $0.cost.minorUnits += entry.signedMinor
            }
        }
    }

    private mutating func addBudget(_ books: Books, _ line: (String) -> Int?) {
        for index in books.entries(.budgetLine) {
            guard let foreign = books.foreign(index), foreign.rate != nil,
                let line = line(books.texts[books.record(index).account])
            else { continue }
            update(line, foreign.currency, books) {
                $0.foreignBudget += foreign.amount
                $0.budget.minorUnits += books.record(index).amountMinor
            }
        }
    }

    /// Estimates of methods whose money is the forecast row's own, where that row is in another currency.
    private mutating func addEstimates(_ books: Books, _ costLines: [CostLine]) {
        let methods: Set<ForecastLine.Method> = [.manual, .rateTimesUnits, .holdEstimate]
        for (line, cost) in costLines.enumerated() where methods.contains(cost.forecast.method) {
            guard let index = cost.forecast.entry, let foreign = books.foreign(index), let rate = foreign.rate,
                let own = rate.taken(cost.remaining.minorUnits, of: books.currency, in: foreign.currency)
            else { continue }
            update(line, foreign.currency, books) {
                $0.foreignEstimate.minorUnits += own
                $0.estimate += cost.remaining
            }
        }
    }

    /// Sums at the locked rate, each rounded once. Without a locked rate nothing is known to have changed.
    private mutating func value(_ place: Int, _ books: Books) {
        let line = lines[place]
        func locked(_ foreign: Money, _ amount: Money) -> Money {
            let minor = line.lockedRate?.converted(foreign.minorUnits, from: foreign.currency, to: books.currency)
            return minor.map { Money($0, books.currency) } ?? amount
        }
        lines[place].costAtLocked = locked(line.foreignCost, line.cost)
        lines[place].ordersAtLocked = locked(line.foreignOrders, line.orders)
        if let report = line.reportRate, let rate = line.lockedRate {
            lines[place].estimateAtLocked = report.exchanged(line.estimate, for: rate)
        } else {
            lines[place].estimateAtLocked = line.estimate
        }
    }

    private mutating func addRates(_ books: Books) {
        var uses: [Int64: (count: Int, amount: Int64)] = [:]
        // Those that the variance compares belong to the list, though nothing may have been converted at them.
        for line in lines {
            let rows = [
                table.locked(line.currency, in: books.period)?.row,
                table.report(line.currency, on: books.period, in: books.period),
            ]
            for row in rows.compactMap({ $0 }) { uses[row.entry] = (0, 0) }
        }
        for kind in RecordKind.allCases {
            for index in books.entries(kind) {
                guard let foreign = books.foreign(index), foreign.rateEntry != 0 else { continue }
                uses[foreign.rateEntry, default: (0, 0)].count += 1
                uses[foreign.rateEntry]!.amount += foreign.minorUnits
            }
        }
        for entry in books.snapshot.entries where entry.record.kind == .exchangeRate && !entry.isReversal {
            guard let use = uses[entry.id] else { continue }
            let rate = ExchangeRate(entry.record, in: books.texts)
            rates.append(
                RateUse(
                    currency: rate.currency!, date: rate.date, kind: rate.kind, rate: rate.rate, source: rate.source,
                    origin: entry.origin, count: use.count, amount: Money(use.amount, rate.currency!)))
        }
        rates.sort {
            ($0.currency.description, $0.date, $0.kind.rawValue, $0.origin.line)
                < ($1.currency.description, $1.date, $1.kind.rawValue, $1.origin.line)
        }
    }
}

extension CurrencyLine {
    fileprivate var isEmpty: Bool {
        foreignCost.isZero && cost.isZero && foreignOrders.isZero && foreignEstimate.isZero && foreignBudget.isZero
    }
}
