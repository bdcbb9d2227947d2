import CostModel

/// What registers and timecards say of each worker so far: which weeks are covered, what was paid, what is accrued.
struct WorkerHistory {
    struct YearOfEmployer: Hashable { var worker: String; var employer: String; var year: Int }
    struct OnLine: Hashable { var worker: String; var line: Int }

    struct Paid: Hashable {
        /// Gross wages in minor units, and hours in hundredths.
        var gross: Int64 = 0
        var hours: Int64 = 0
        var weeks: Set<Day> = []
    }

    /// Wages of a timecard that no register holds yet.
    struct Accrued: Hashable {
        var worker: String
        var line: Int?
        var account: TextID
        var date: Day
        var amount: Int64
        var hours: Int64
    }

    /// The last day of the latest week that a register or a timecard covers, up to the report.
    private(set) var lastDay: [String: Day] = [:]
    /// By calendar year of the pay date; the employer is empty where the register names none.
    private(set) var paid: [YearOfEmployer: Paid] = [:]
    /// Gross wages posted to each line.
    private(set) var spent: [OnLine: Int64] = [:]
    private(set) var accrued: [Accrued] = []

    private var keyOfText: [TextID: String] = [:]

    init(_ books: Books, _ accruals: [Accrual], _ index: inout LineIndex) {
        let calendar = books.snapshot.production.calendar
        var words = NotWages(books)
        for entry in books.entries(.payrollLine) {
            let record = books.record(entry)
            guard record.leg == 0, record.status != .void else { continue }
            let worker = key(record.party, books)
            let week = calendar.period(of: record.weekEnding.isNone ? record.date : record.weekEnding)
            let year = YearOfEmployer(
                worker: worker, employer: books.texts[record.order].lowercased(), year: record.date.civil.year)
            if let line = index.line(record.account, books.texts) {
                spent[OnLine(worker: worker, line: line), default: 0] += record.amountMinor
            }
            // Kit rental, living allowance and the like are paid through the register and say nothing about days worked.
            if words.isWork(record, books.texts) { cover(worker, week, books) }
            guard words.isWages(record, books.texts) else { continue }
            paid[year, default: Paid()].gross += record.amountMinor
            paid[year]!.hours += Int64(record.quantity) + Int64(record.hours15) + Int64(record.hours20)
            paid[year]!.weeks.insert(week)
        }
        for accrual in accruals {
            let record = books.record(accrual.entry)
            let worker = key(record.party, books)
            cover(worker, calendar.period(of: record.weekEnding.isNone ? record.date : record.weekEnding), books)
            guard !accrual.isSuperseded, !accrual.amount.isZero else { continue }
            let line =
                accrual.account.isEmpty
                ? index.line(record.account, books.texts) : index.line(code: accrual.account)
            accrued.append(
                Accrued(
                    worker: worker, line: line, account: record.account, date: record.date,
                    amount: accrual.amount.minorUnits, hours: accrual.hours))
        }
    }

    /// Gross posted and accrued for a worker on a line: what is already spent of a flat deal.
    func spent(by worker: String, on line: Int) -> Int64 {
        (spent[OnLine(worker: worker, line: line)] ?? 0)
            + accrued.reduce(0) { $1.worker == worker && $1.line == line ? $0 + $1.amount : $0 }
    }

    private mutating func cover(_ worker: String, _ week: Day, _ books: Books) {
        guard week <= books.period else { return }
        lastDay[worker] = max(lastDay[worker] ?? week, week)
    }

    private mutating func key(_ id: TextID, _ books: Books) -> String {
        if let known = keyOfText[id] { return known }
        let key = Labour.workerKey(books.texts[id])
        keyOfText[id] = key
        return key
    }
}
