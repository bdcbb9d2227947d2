package import CostModel

/// Foreign amounts in the production's currency (domain 0: cost at the transaction's rate, budget at the locked rate,
/// orders and estimates at the report's). A pure stage between `Coding` and everything that adds amounts up.
///
/// Each entry is rounded once, half away from zero, and a reversal is the exact negative of what it takes back. The value of
/// an entry is fixed by the rates that the ledger had in the entry's own week; what had no rate then counts in the week in
/// which one came. The foreign side stays beside the entries, in `Snapshot.foreign`.
package struct Exchange {
    private var snapshot: Snapshot
    private let rates: ExchangeRates
    private let day: Day
    private let week: Day

    /// A snapshot all of whose amounts are in the production's currency. One without foreign amounts comes back as it is.
    /// What is already converted is converted anew: with an earlier `reportDate` it shows today's orders and estimates at that
    /// day's rates.
    package static func convert(_ source: Snapshot, reportDate: Day? = nil) -> Snapshot {
        let own = source.production.currency
        guard !source.foreign.isEmpty || source.entries.contains(where: { $0.record.currency != own }) else {
            return source
        }
        var exchange = Exchange(restored(source), reportDate ?? source.period)
        exchange.convertAll()
        exchange.balanceTransfers()
        exchange.convertReversals()
        return exchange.snapshot
    }

    /// The foreign amounts back in their entries.
    private static func restored(_ source: Snapshot) -> Snapshot {
        guard !source.foreign.isEmpty else { return source }
        var snapshot = source
        for index in snapshot.entries.indices {
            guard let foreign = source.foreign[snapshot.entries[index].id] else { continue }
            snapshot.entries[index].record.currency = foreign.currency
            snapshot.entries[index].record.amountMinor = foreign.minorUnits
            snapshot.entries[index].record.rate = foreign.unitRate
            if !foreign.allowances.isEmpty { snapshot.entries[index].record.set = foreign.allowances }
            snapshot.entries[index].period = foreign.period
        }
        snapshot.foreign = [:]
        return snapshot
    }

    private init(_ snapshot: Snapshot, _ day: Day) {
        self.snapshot = snapshot
        self.day = day
        week = snapshot.production.calendar.period(of: day)
        rates = ExchangeRates(snapshot)
    }

    private var own: Currency { snapshot.production.currency }

    private mutating func convertAll() {
        for index in snapshot.entries.indices {
            let entry = snapshot.entries[index]
            guard entry.record.currency != own, !entry.isReversal else { continue }
            convert(index, hasPercent: hasPercent(entry.record))
        }
    }

    /// A percentage is kept where a price is, and is no money.
    private func hasPercent(_ record: CostRecord) -> Bool {
        switch record.kind {
        case .forecast: ForecastLine(record, in: snapshot.texts).method == .percentOf
        case .fringe: snapshot.texts[record.type].lowercased() == "percent"
        default: false
        }
    }

    private mutating func convert(_ index: Int, hasPercent: Bool) {
        let entry = snapshot.entries[index]
        let record = entry.record
        var foreign = ForeignAmount(
            currency: record.currency, minorUnits: record.amountMinor, unitRate: record.rate, period: entry.period,
            use: Self.use(of: record.kind))
        let found = rate(for: entry, foreign.use)
        var amount: Int64 = 0
        var price = Rate(tenThousandths: 0)
        if let found, let minor = found.row.rate.converted(record.amountMinor, from: record.currency, to: own),
            let unit = found.row.rate.converted(record.rate)
        {
            (foreign.rate, foreign.rateDate, foreign.rateEntry) = (found.row.rate, found.row.date, found.row.entry)
            (amount, price) = (minor, unit)
            snapshot.entries[index].period = max(entry.period, found.week)
        }
        if record.kind == .forecast, !record.set.isEmpty { convertAllowances(index, &foreign) }
        snapshot.foreign[entry.id] = foreign
        snapshot.entries[index].record.currency = own
        snapshot.entries[index].record.amountMinor = amount
        snapshot.entries[index].record.rate = hasPercent ? record.rate : price
    }

    /// They are money in a text. What cannot be read stays as it is, and is said by whoever reads it.
    private mutating func convertAllowances(_ index: Int, _ foreign: inout ForeignAmount) {
        let record = snapshot.entries[index].record
        guard let allowances = ForecastLine(record, in: snapshot.texts).allowances else { return }
        foreign.allowances = record.set
        let minor = foreign.rate?.converted(allowances.minorUnits, from: record.currency, to: own) ?? 0
        snapshot.entries[index].record.set = snapshot.texts.intern(Decimals.text(minor, digits: own.minorDigits))
    }

    private func rate(for entry: Entry, _ use: ForeignAmount.Use) -> (row: ExchangeRates.Row, week: Day)? {
        let currency = entry.record.currency
        switch use {
        case .report:
            // A currency that the earlier report did not know has today's rate there: that it is new moves nothing by rates.
            let row =
                rates.report(currency, on: day, in: week)
                ?? rates.report(currency, on: snapshot.period, in: snapshot.period)
            return row.map { ($0, entry.period) }
        case .locked: return rates.locked(currency, in: entry.period)
        case .transaction:
            let basis = snapshot.production.rates
            let date = basis == .period || entry.record.date.isNone ? entry.period : entry.record.date
            return rates.transaction(currency, basis: basis, on: date, in: entry.period)
        }
    }

    static func use(of kind: RecordKind) -> ForeignAmount.Use {
        switch kind {
        case .budgetLine, .budgetChange: .locked
        case .ledgerLine, .invoiceLine, .pettyCashLine, .cardCoding, .payrollLine, .timecardDay, .cardTransaction,
            .payment, .floatMovement:
            .transaction
        case .account, .crewDeal, .shootDay, .forecast, .task, .document, .doodDay, .fringe, .vendorRate, .exchangeRate,
            .vendor, .match, .hotCostDay, .purchaseOrderLine, .expectedItem:
            .report
        }
    }

    /// A transfer that sums to zero in its currency does so when converted: what rounding leaves goes to its largest row.
    private mutating func balanceTransfers() {
        struct Key: Hashable { var number: TextID; var currency: Currency }
        let reversed = Set(snapshot.entries.lazy.filter(\.isReversal).map(\.reverses))
        var rows: [Key: [Int]] = [:]
        for (index, entry) in snapshot.entries.enumerated()
        where entry.record.kind == .budgetChange && !entry.isReversal && !reversed.contains(entry.id) {
            guard let foreign = snapshot.foreign[entry.id], foreign.rate != nil,
                BudgetChange(entry.record, in: snapshot.texts).kind == .transfer
            else { continue }
            rows[Key(number: entry.record.reference, currency: foreign.currency), default: []].append(index)
        }
        for rows in rows.values {
            let foreign = rows.reduce(Int64(0)) { $0 + snapshot.foreign[snapshot.entries[$1].id]!.minorUnits }
            let rest = rows.reduce(Int64(0)) { $0 + snapshot.entries[$1].record.amountMinor }
            guard foreign == 0, rest != 0 else { continue }
            let largest = rows.max {
                snapshot.entries[$0].record.amountMinor.magnitude < snapshot.entries[$1].record.amountMinor.magnitude
            }!
            snapshot.entries[largest].record.amountMinor -= rest
        }
    }

    /// A reversal takes back what was posted, at the rate at which it was.
    private mutating func convertReversals() {
        var places: [Int64: Int] = [:]
        for (index, entry) in snapshot.entries.enumerated() {
            if !entry.isReversal, snapshot.foreign[entry.id] != nil { places[entry.id] = index }
            guard entry.isReversal, entry.record.currency != own else { continue }
            guard let place = places[entry.reverses] else {
                convert(index, hasPercent: false)
                continue
            }
            let posted = snapshot.entries[place]
            var foreign = snapshot.foreign[posted.id]!
            foreign.period = entry.period
            snapshot.foreign[entry.id] = foreign
            snapshot.entries[index].record.currency = own
            snapshot.entries[index].record.amountMinor = posted.record.amountMinor
            snapshot.entries[index].record.rate = posted.record.rate
            snapshot.entries[index].period = max(entry.period, posted.period)
        }
    }
}
