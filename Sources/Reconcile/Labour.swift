import CostModel

/// Timecards against the payroll register (domain 1.9, the key rule): a timecard week is an accrual that the register for
/// the same worker and week supersedes; never both.
struct Labour {
    var accruals: [Accrual] = []
    /// By chart index: accrued and not superseded.
    var accruedByAccount: [Int: Int64] = [:]
    /// By account as written, where the chart lacks it.
    var accruedUnknown: [(code: String, amount: Int64)] = []
    /// By chart index: the latest week ending, up to the report date, that a register or a timecard covers.
    var lastWeek: [Int: Day] = [:]

    private var workerOfText: [Int32]
    private var workers: [String: Int32] = [:]

    init(_ books: inout Books) {
        workerOfText = Array(repeating: -1, count: books.texts.count)
        let registered = registerWeeks(&books)
        let deals = dealsByWorker(books)
        var unpricedWeeks: Set<WorkerWeek> = []

        for index in books.entries(.timecardDay) {
            let record = books.record(index)
            guard record.status != .void else { continue }
            let week = WorkerWeek(worker: worker(record.party, books), week: weekEnding(record, books))
            let isSuperseded = registered.contains(week)
            let price = Self.price(record, deals: deals[week.worker] ?? [], books)
            accruals.append(
                Accrual(
                    entry: index, amount: Money(price ?? 0, books.currency), isSuperseded: isSuperseded,
                    isUnpriced: price == nil))
            cover(record, week.week, &books)
            guard !isSuperseded else { continue }
            if let price { accrue(price, record, &books) }
            if price == nil, unpricedWeeks.insert(week).inserted { reportUnpriced(index, &books) }
        }
    }

    private struct WorkerWeek: Hashable { var worker: Int32; var week: Day }

    /// Worker-weeks that a register holds; the accounts it covers on the way.
    private mutating func registerWeeks(_ books: inout Books) -> Set<WorkerWeek> {
        var weeks: Set<WorkerWeek> = []
        for index in books.entries(.payrollLine) {
            let record = books.record(index)
            let week = weekEnding(record, books)
            weeks.insert(WorkerWeek(worker: worker(record.party, books), week: week))
            if record.leg == 0 { cover(record, week, &books) }
        }
        return weeks
    }

    private mutating func cover(_ record: CostRecord, _ week: Day, _ books: inout Books) {
        guard week <= books.period, let account = books.account(record.account) else { return }
        lastWeek[account] = max(lastWeek[account] ?? week, week)
    }

    private mutating func accrue(_ amount: Int64, _ record: CostRecord, _ books: inout Books) {
        if let account = books.account(record.account) {
            // A timecard coded to the balance sheet would be somebody's mistake, and no cost.
            guard books.chart[account].accountClass != .balance else { return }
            accruedByAccount[account, default: 0] += amount
            return
        }
        let code = books.texts[record.account]
        if let place = accruedUnknown.firstIndex(where: { $0.code == code }) {
            accruedUnknown[place].amount += amount
        } else {
            accruedUnknown.append((code, amount))
        }
    }

    private func weekEnding(_ record: CostRecord, _ books: Books) -> Day {
        books.snapshot.production.calendar.period(of: record.weekEnding.isNone ? record.date : record.weekEnding)
    }

    private mutating func worker(_ id: TextID, _ books: Books) -> Int32 {
        let slot = Int(id.index)
        if workerOfText[slot] < 0 {
            let key = Self.workerKey(books.texts[id])
            workerOfText[slot] = workers[key] ?? Int32(workers.count)
            workers[key] = workerOfText[slot]
        }
        return workerOfText[slot]
    }

    /// `Ruiz, Ana` and `Ana  RUIZ` are one person.
    static func workerKey(_ name: String) -> String {
        let parts = name.lowercased().split(separator: ",", maxSplits: 1)
        let ordered = parts.count == 2 ? "\(parts[1]) \(parts[0])" : name.lowercased()
        return ordered.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private mutating func dealsByWorker(_ books: Books) -> [Int32: [(deal: CrewDeal, account: TextID)]] {
        var deals: [Int32: [(deal: CrewDeal, account: TextID)]] = [:]
        for index in books.entries(.crewDeal) {
            let record = books.record(index)
            let deal = CrewDeal(record, in: books.texts)
            // Allowances and flat deals pay no hours.
            guard [.hour, .day, .week].contains(deal.per) else { continue }
            deals[worker(record.party, books), default: []].append((deal, record.account))
        }
        return deals
    }

    /// Minor units of a timecard row; nil when neither the row nor a deal of the worker gives a rate.
    private static func price(
        _ record: CostRecord, deals: [(deal: CrewDeal, account: TextID)], _ books: Books
    ) -> Int64? {
        // Hundredths of half hours of straight time: 2 x ST + 3 x 1.5 + 4 x 2.0.
        let weighted = 2 * Int64(record.quantity) + 3 * Int64(record.hours15) + 4 * Int64(record.hours20)
        let toMinor = Decimals.power(4 - books.currency.minorDigits)
        if record.rate.tenThousandths != 0 {
            return Decimals.scaled(record.rate.tenThousandths, by: weighted, over: 200 * toMinor)
        }
        let open = deals.filter {
            ($0.deal.start.isNone || $0.deal.start <= record.date)
                && ($0.deal.finish.isNone || record.date <= $0.deal.finish)
        }
        // A raise is a later deal beside the first one.
        let ofAccount = open.filter { $0.account == record.account }
        let candidates = ofAccount.isEmpty ? open : ofAccount
        guard let deal = candidates.max(by: { $0.deal.start < $1.deal.start })?.deal else { return nil }
        return Decimals.scaled(deal.rate.tenThousandths, by: weighted, over: weightedUnit(of: deal) * toMinor)
    }

    /// What the deal's rate pays for, in hundredths of half hours of straight time (domain 1.9: `$500/10` is 8 + 2 x 1.5).
    static func weightedUnit(of deal: CrewDeal) -> Int64 {
        let hours = Int64(deal.guaranteedHours == 0 ? 800 : deal.guaranteedHours)
        let day = 2 * min(hours, 800) + 3 * min(max(hours - 800, 0), 400) + 4 * max(hours - 1_200, 0)
        return switch deal.per {
        case .hour: 200
        case .day: day
        case .week: 5 * day
        case .flat, .kitDay, .kitWeek, .perDiem: preconditionFailure("no timecard is priced by it")
        }
    }

    private func reportUnpriced(_ index: Int, _ books: inout Books) {
        let record = books.record(index)
        books.report(
            .dealMissing, at: index, field: "Name", value: books.texts[record.party],
            "has no deal and the timecard has no rate: the week ending \(weekEnding(record, books)) is not accrued",
            hint: "add the worker to schedule/deals.csv, with a start date not after \(record.date)")
    }
}
