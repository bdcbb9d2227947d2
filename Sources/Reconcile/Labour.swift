import CostModel

/// Timecards against the payroll register (domain 1.9, the key rule): a timecard week is an accrual that the register for
/// the same worker and week supersedes; never both. Rows with clock times are priced by the agreement that applies to them.
struct Labour {
    var accruals: [Accrual] = []
    /// By chart index: accrued and not superseded.
    var accruedByAccount: [Int: Int64] = [:]
    /// By account as written, where the chart lacks it.
    var accruedUnknown: [(code: String, amount: Int64)] = []
    /// By chart index: the latest week ending, up to the report date, that a register or a timecard covers.
    var lastWeek: [Int: Day] = [:]
    /// For the sheets.
    private(set) var findings = LabourFindings()

    private var workers: Workers

    private struct WorkerWeek: Hashable { var worker: Int32; var week: Day }

    init(_ books: inout Books) {
        workers = Workers(books)
        let registered = registerWeeks(&books)
        let deals = Deals(books, &workers)
        let open = books.entries(.timecardDay).filter { books.record($0).status != .void }
        let prices = rulePrices(open, deals, &books)
        var unpricedWeeks: Set<WorkerWeek> = []
        var weeks: [WorkerWeek: LabourWeek] = [:]

        for (place, index) in open.enumerated() {
            let record = books.record(index)
            let week = WorkerWeek(worker: workers.number(record.party, books), week: weekEnding(record, books))
            let register = registered[week]
            let rule = prices.isEmpty || prices[place].agreement < 0 ? nil : prices[place]
            let price = price(record, rule, week.worker, deals, books)
            add(index, price, rule, isSuperseded: register != nil, &books)
            cover(record, week.week, &books)
            var sum = weeks[week] ?? LabourWeek(week.week, workers.texts[Int(week.worker)], register, books.currency)
            sum.accrued.minorUnits += price ?? 0
            weeks[week] = sum
            if rule == nil, register == nil { checkAgreement(index, &books) }
            if price == nil, register == nil, unpricedWeeks.insert(week).inserted { reportUnpriced(index, &books) }
        }
        // The sheets show this report alone; earlier states of the ledger are looked at for their amounts.
        guard books.period == books.snapshot.period else { return }
        findings.weeks = LabourWeek.inOrder(weeks.values, books.texts)
        findings.hotCosts = HotCosts(&books, deals, &workers).rows
    }

    // MARK: Register

    /// Worker-weeks that a register holds, with their wages; the accounts it covers on the way.
    private mutating func registerWeeks(_ books: inout Books) -> [WorkerWeek: Int64] {
        var weeks: [WorkerWeek: Int64] = [:]
        var words = NotWages(books)
        for index in books.entries(.payrollLine) {
            let record = books.record(index)
            guard record.status != .void else { continue }
            let week = weekEnding(record, books)
            if record.leg == 0 { cover(record, week, &books) }
            // A row of kit rental or mileage alone says nothing about the hours of the week.
            guard words.isWork(record, books.texts) else { continue }
            let worker = WorkerWeek(worker: workers.number(record.party, books), week: week)
            weeks[worker, default: 0] += record.leg == 0 && words.isWages(record, books.texts) ? record.amountMinor : 0
        }
        return weeks
    }

    private mutating func cover(_ record: CostRecord, _ week: Day, _ books: inout Books) {
        guard week <= books.period, let account = books.account(record.account) else { return }
        lastWeek[account] = max(lastWeek[account] ?? week, week)
    }

    private func weekEnding(_ record: CostRecord, _ books: Books) -> Day {
        books.snapshot.production.calendar.period(of: record.weekEnding.isNone ? record.date : record.weekEnding)
    }

    // MARK: Accruals

    private mutating func add(
        _ index: Int, _ price: Int64?, _ rule: RowPrice?, isSuperseded: Bool, _ books: inout Books
    ) {
        let record = books.record(index)
        let hours =
            rule.map { $0.straight + $0.half + $0.double }
            ?? Int64(record.quantity) + Int64(record.hours15) + Int64(record.hours20)
        var parts: [(amount: Int64, account: String)] = [(price ?? 0, "")]
        if let rule, price != nil, let labour = books.snapshot.production.labour, rule.penalties != 0 {
            let account = labour.agreements[Int(rule.agreement)].penaltyAccount
            if !account.isEmpty { parts = [(rule.wages + rule.night, ""), (rule.penalties, account)] }
        }
        for part in parts {
            accruals.append(
                Accrual(
                    entry: index, amount: Money(part.amount, books.currency), isSuperseded: isSuperseded,
                    isUnpriced: price == nil, account: part.account,
                    hours: part.account.isEmpty ? hours : 0))
            guard !isSuperseded, price != nil else { continue }
            accrue(part.amount, record, part.account, &books)
        }
        if books.snapshot.production.labour != nil, books.period == books.snapshot.period {
            findings.timecards.append(
                TimecardPrice(index, record, rule, price, isSuperseded: isSuperseded, books.currency))
        }
    }

    private mutating func accrue(_ amount: Int64, _ record: CostRecord, _ other: String, _ books: inout Books) {
        let account = other.isEmpty ? books.account(record.account) : books.account(code: other)
        if let account {
            // A timecard coded to the balance sheet would be somebody's mistake, and no cost.
            guard books.chart[account].accountClass != .balance else { return }
            accruedByAccount[account, default: 0] += amount
            return
        }
        let code = other.isEmpty ? books.texts[record.account] : other
        if !other.isEmpty, !accruedUnknown.contains(where: { $0.code == code }) { reportAccount(code, &books) }
        if let place = accruedUnknown.firstIndex(where: { $0.code == code }) {
            accruedUnknown[place].amount += amount
        } else {
            accruedUnknown.append((code, amount))
        }
    }

    /// `Ruiz, Ana` and `Ana  RUIZ` are one person.
    static func workerKey(_ name: String) -> String {
        let parts = name.lowercased().split(separator: ",", maxSplits: 1)
        let ordered = parts.count == 2 ? "\(parts[1]) \(parts[0])" : name.lowercased()
        return ordered.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

// MARK: Prices

extension Labour {
    /// By place in `entries`; empty without a `labour.yaml`.
    private mutating func rulePrices(_ entries: [Int], _ deals: Deals, _ books: inout Books) -> [RowPrice] {
        guard let labour = books.snapshot.production.labour else { return [] }
        let rows = entries.map { WorkRow($0, workers.number(books.record($0).party, books), books) }
        let days = WorkDays(rows, labour.agreements, deals, books)
        for trouble in days.troubles {
            books.report(
                .clockUnreadable, at: trouble.entry, field: "Clock",
                value: books.texts[books.record(trouble.entry).details], trouble.message, hint: trouble.hint)
        }
        for difference in days.differences {
            func hours(_ hours: [Int64]) -> String {
                hours.map { Decimals.text($0, digits: 2) }.joined(separator: " + ")
            }
            books.report(
                .timecardHoursDiffer, at: difference.entry, field: "Name",
                value: books.texts[books.record(difference.entry).party],
                "is paid \(hours(difference.paid)) hours at 1x, 1.5x and 2x; by the agreement it is "
                    + "\(hours(difference.ruled)), which counts",
                hint: "correct the card's hours or its clock times, or the tables of labour.yaml")
        }
        return days.prices
    }

    /// Minor units of a timecard row; nil when neither the row nor a deal of the worker gives a rate.
    private func price(_ record: CostRecord, _ rule: RowPrice?, _ worker: Int32, _ deals: Deals, _ books: Books)
        -> Int64?
    {
        if let rule { return rule.isUnpriced ? nil : rule.total }
        // Hundredths of half hours of straight time: 2 x ST + 3 x 1.5 + 4 x 2.0.
        let weighted = 2 * Int64(record.quantity) + 3 * Int64(record.hours15) + 4 * Int64(record.hours20)
        let toMinor = Decimals.power(4 - books.currency.minorDigits)
        if record.rate.tenThousandths != 0 {
            return Decimals.scaled(record.rate.tenThousandths, by: weighted, over: 200 * toMinor)
        }
        guard let deal = deals.deal(of: worker, account: record.account, on: record.date) else { return nil }
        return Decimals.scaled(deal.rate.tenThousandths, by: weighted, over: Self.weightedUnit(of: deal) * toMinor)
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

    /// A clock without hours is worth what an agreement says, and there is none.
    private func checkAgreement(_ index: Int, _ books: inout Books) {
        let record = books.record(index)
        guard record.quantity == 0, record.hours15 == 0, record.hours20 == 0, !record.details.isEmpty,
            case .times(let times) = books.texts.withBytes(of: record.details, ClockTimes.read), times.wrap > times.call
        else { return }
        books.report(
            .agreementMissing, at: index, field: "Name", value: books.texts[record.party],
            "has clock times and no paid hours, and no agreement applies on \(record.date): the row accrues nothing",
            hint: "add an agreement to labour.yaml, or the hours to the card")
    }

    private func reportAccount(_ code: String, _ books: inout Books) {
        books.diagnostics.report(
            Diagnostic(
                .error, .accountUnknown, file: "labour.yaml", field: "penalty_account", value: code,
                "is not in the chart: penalties accrue in suspense",
                hint: books.nearestAccount(to: code).map { "did you mean \($0)?" } ?? "add it to the chart"))
    }

    private func reportUnpriced(_ index: Int, _ books: inout Books) {
        let record = books.record(index)
        books.report(
            .dealMissing, at: index, field: "Name", value: books.texts[record.party],
            "has no deal and the timecard has no rate: the week ending \(weekEnding(record, books)) is not accrued",
            hint: "add the worker to schedule/deals.csv, with a start date not after \(record.date)")
    }
}

/// Which rows of a register are wages, by the words of the policy.
struct NotWages {
    private let words: [String]
    /// By earnings type.
    private var known: [TextID: Bool] = [:]

    init(_ books: Books) { words = books.snapshot.production.policies.labour.notWages.map(Self.plain) }

    /// The earnings type is none of the words.
    mutating func isWages(_ record: CostRecord, _ texts: Texts) -> Bool {
        if let isWages = known[record.type] { return isWages }
        let type = Self.plain(texts[record.type])
        let isWages = !words.contains { type.contains($0) }
        known[record.type] = isWages
        return isWages
    }

    /// It says something about the worker's week: wages, or hours under whatever name.
    mutating func isWork(_ record: CostRecord, _ texts: Texts) -> Bool {
        record.quantity != 0 || record.hours15 != 0 || record.hours20 != 0 || isWages(record, texts)
    }

    private static func plain(_ text: String) -> String {
        String(text.lowercased().map { "-_/".contains($0) ? " " : $0 })
    }
}
