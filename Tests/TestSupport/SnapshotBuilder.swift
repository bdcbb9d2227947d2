package import CostModel

/// A ledger by hand: `builder.add(.invoiceLine) { $0.account = $1("3500-80") … }` and then `snapshot`.
package struct SnapshotBuilder {
    package var snapshot: Snapshot
    private var line: Int32 = 1

    package init(
        period: String = "2026-05-16", variance: VarianceSign = .overPositive, basis: ETCBasis = .totalCosts,
        accruals: AccrualColumn = .commitments
    ) {
        let production = Production(
            title: "Worked Example", company: "Worked Example, LLC", currency: .usd,
            calendar: PeriodCalendar(weekEnds: .saturday, firstWeek: Day(iso: "2026-04-11")!), variance: variance,
            etcBasis: basis, accrualsIn: accruals, sections: ["Production", "Post"], contractual: "Contractual",
            accountIgnores: "", feeds: [])
        snapshot = Snapshot(production: production, period: Day(iso: period)!)
        snapshot.feeds = ["test"]
        snapshot.files = [
            SourceFile(id: 1, name: "inbox/test.csv", sha256: String(repeating: "ab", count: 32), byteCount: 1)
        ]
    }

    /// Appends an entry; `period` defaults to the week of the record's date, or the first of all weeks.
    @discardableResult
    package mutating func add(
        _ kind: RecordKind, period: String? = nil, reverses: Int64 = 0,
        _ fill: (inout CostRecord, (String) -> TextID) -> Void
    ) -> Int64 {
        var record = CostRecord(kind: kind, currency: .usd)
        var texts = snapshot.texts
        withUnsafeMutablePointer(to: &texts) { pool in fill(&record) { pool.pointee.intern($0) } }
        snapshot.texts = texts
        let own =
            record.date.isNone || kind.costClass == .none || kind.costClass == .forecast
            ? Day(iso: "1900-01-06")! : snapshot.production.calendar.period(of: record.date)
        let id = Int64(snapshot.entries.count + 1)
        line += 1
        snapshot.entries.append(
            Entry(
                id: id, record: record, origin: Origin(sourceID: 1, line: line), feed: 0,
                period: period.map { Day(iso: $0)! } ?? own, reverses: reverses))
        return id
    }

    package mutating func account(
        _ code: String, _ name: String = "Account", category: String = "2000", section: String = "Production",
        type: String = "cost"
    ) {
        add(.account) {
            $0.account = $1(code)
            $0.details = $1(name)
            $0.reference = $1(category)
            $0.tag = $1("Category \(category)")
            $0.set = $1(section)
            $0.type = $1(type)
        }
    }

    package mutating func budget(_ code: String, _ cents: Int64) {
        add(.budgetLine) {
            $0.account = $1(code)
            $0.amountMinor = cents
        }
    }

    package mutating func change(_ number: String, _ kind: String, _ code: String, _ cents: Int64, on day: String) {
        add(.budgetChange) {
            $0.reference = $1(number)
            $0.type = $1(kind)
            $0.account = $1(code)
            $0.amountMinor = cents
            $0.date = Day(iso: day)!
        }
    }

    @discardableResult
    package mutating func cost(
        _ code: String, _ cents: Int64, on day: String, order: String = "", kind: RecordKind = .invoiceLine
    ) -> Int64 {
        add(kind) {
            $0.account = $1(code)
            $0.amountMinor = cents
            $0.date = Day(iso: day)!
            $0.order = $1(order)
            $0.party = $1("Vendor of \(code)")
        }
    }

    package mutating func order(
        _ number: String, _ code: String, _ cents: Int64, on day: String, status: RecordStatus = .open
    ) {
        add(.purchaseOrderLine) {
            $0.reference = $1(number)
            $0.account = $1(code)
            $0.amountMinor = cents
            $0.date = Day(iso: day)!
            $0.status = status
        }
    }

    package mutating func forecast(
        _ code: String, _ method: String, unit: String = "", units: Int32 = CostRecord.notGiven, rate: Int64 = 0,
        of: String = "", cents: Int64? = 0, note: String = "Seen on set", author: String = "R. Okafor",
        on day: String = "2026-04-01", period: String? = nil,
        overtime: Int32 = 0, fringe: String = "", allowances: String = "", shootingUnit: String = ""
    ) {
        add(.forecast, period: period) {
            $0.account = $1(code)
            $0.type = $1(method)
            $0.tag = $1(unit)
            $0.quantity = units
            $0.rate = Rate(tenThousandths: rate)
            $0.order = $1(of)
            $0.amountMinor = cents ?? 0
            if cents == nil { $0.hours15 = CostRecord.notGiven }
            $0.details = $1(note)
            $0.party = $1(author)
            $0.date = Day(iso: day)!
            $0.hours20 = overtime
            $0.reference = $1(fringe)
            $0.set = $1(allowances)
            $0.department = $1(shootingUnit)
        }
    }

    /// Shoot days from Monday to Friday, beginning on `first`.
    package mutating func shootDays(_ count: Int, from first: String) {
        var day = Day(iso: first)!
        for number in 1...count {
            while day.weekday == .saturday || day.weekday == .sunday { day = day + 1 }
            add(.shootDay) {
                $0.date = day
                $0.type = $1("Shoot")
                $0.reference = $1("\(number)")
            }
            day = day + 1
        }
    }
}
