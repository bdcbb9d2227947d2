import CostModel

/// Which agreement prices a row, and what an hour at straight time is worth there.
struct LabourTerms {
    let agreements: [LabourAgreement]
    private let deals: Deals
    private var applying: [Who: [Int]] = [:]
    private var units: [Unit: Int64] = [:]

    private struct Who: Hashable { var worker: Int32; var department, occupation, account: TextID }
    private struct Unit: Hashable { var agreement: Int; var per: CrewDeal.Per; var hours: Int32 }

    /// A rate, and the weighted seconds that it pays for.
    struct Basis: Hashable {
        var rate: Int64
        var unit: Int64
        /// Seconds a day that the deal guarantees.
        var guaranteed: Int64 = 0

        /// Ten-thousandths an hour at straight time, for people.
        var hourly: Int64 { Decimals.scaled(rate, by: LabourTerms.hour, over: unit) }
    }

    static let hour: Int64 = 3_600 * LabourAgreement.straight

    init(_ agreements: [LabourAgreement], _ deals: Deals) {
        self.agreements = agreements
        self.deals = deals
    }

    /// Index of the first agreement in force that applies.
    mutating func agreement(for row: WorkRow, _ books: Books) -> Int? {
        guard !agreements.isEmpty else { return nil }
        let who = Who(
            worker: row.worker,
            department: row.department.isEmpty ? deals.departments[row.worker] ?? .empty : row.department,
            occupation: row.occupation.isEmpty ? deals.occupations[row.worker] ?? .empty : row.occupation,
            account: row.account)
        if applying[who] == nil { applying[who] = applying(to: who, row, books) }
        return applying[who]!.first { agreements[$0].isInForce(on: row.date) }
    }

    private func applying(to who: Who, _ row: WorkRow, _ books: Books) -> [Int] {
        let department = ExpenseGroups.plainKey(books.texts[who.department])
        let occupation = ExpenseGroups.plainKey(books.texts[who.occupation])
        let account = books.snapshot.production.normalized(account: books.texts[who.account])
        let worker = Labour.workerKey(books.texts[row.party])
        func holds(_ words: [String], _ test: (String) -> Bool) -> Bool { words.isEmpty || words.contains(where: test) }
        return agreements.indices.filter { index in
            let scope = agreements[index].applies
            return holds(scope.departments) { ExpenseGroups.plainKey($0) == department }
                && holds(scope.occupations) { ExpenseGroups.plainKey($0) == occupation }
                && holds(scope.accounts) { account.hasPrefix(books.snapshot.production.normalized(account: $0)) }
                && holds(scope.workers) { Labour.workerKey($0) == worker }
        }
    }

    /// The row's own rate an hour, else the deal of its day; nil when there is neither.
    mutating func basis(of row: WorkRow, _ agreement: Int) -> Basis? {
        if row.rate != 0 { return Basis(rate: row.rate, unit: Self.hour) }
        guard let deal = deals.deal(of: row.worker, account: row.account, on: row.date) else { return nil }
        let hours = deal.guaranteedHours == 0 ? 800 : deal.guaranteedHours
        let key = Unit(agreement: agreement, per: deal.per, hours: hours)
        let unit = units[key] ?? Self.unit(deal.per, hours, agreements[agreement])
        units[key] = unit
        return Basis(
            rate: deal.rate.tenThousandths, unit: unit,
            guaranteed: deal.per == .hour && deal.guaranteedHours == 0 ? 0 : Int64(hours) * 36)
    }

    /// Weighted seconds that a rate pays for, by the agreement's own tables: `$500/10` is 8 + 2 x 1.5 hours (domain 1.9) where
    /// time and a half begins after 8.
    private static func unit(_ per: CrewDeal.Per, _ hours: Int32, _ agreement: LabourAgreement) -> Int64 {
        var plain = LabourAgreement(name: "", from: agreement.from)
        plain.daily = agreement.daily
        plain.weekly = agreement.weekly
        plain.weeklyCounts = agreement.weeklyCounts
        var setting = LabourDay.Setting()
        var unit: Int64 = 0
        let days = per == .week ? agreement.weekDays : 1
        if per == .hour { return hour }
        for _ in 0..<days {
            let day = LabourDay(hours: Int64(hours) * 36, on: .none, plain, setting)
            unit += day.weighted
            (setting.weekStraight, setting.weekAll) = (day.weekStraight, day.weekAll)
        }
        return max(unit, 1)
    }
}

/// One row of work, of a timecard, a call sheet or a production report.
struct WorkRow {
    var entry: Int
    var worker: Int32
    var date: Day
    var party: TextID
    var account: TextID
    var department: TextID
    var occupation: TextID
    /// Ten-thousandths an hour; 0 where the deal says it.
    var rate: Int64
    var clock: ClockTimes.Reading
    /// Hundredths of hours as the row pays them.
    var straight: Int32
    var half: Int32
    var double: Int32

    init(_ entry: Int, _ worker: Int32, _ books: Books) {
        let record = books.record(entry)
        (self.entry, self.worker, date) = (entry, worker, record.date)
        (party, account, department, occupation) = (record.party, record.account, record.department, record.holder)
        rate = record.rate.tenThousandths
        (straight, half, double) = (record.quantity, record.hours15, record.hours20)
        clock = books.texts.withBytes(of: record.details, ClockTimes.read)
    }

    var hours: Int64 { Int64(straight) + Int64(half) + Int64(double) }
}

/// What a row comes to by the tables of an agreement.
struct RowPrice: Hashable {
    /// Index of the agreement; -1 where none applies, and the row is priced by the hours that it pays.
    var agreement: Int32 = -1
    var isUnpriced = false
    /// Minor units, each rounded once.
    var wages: Int64 = 0
    var night: Int64 = 0
    var meal: Int64 = 0
    var rest: Int64 = 0
    /// Hundredths of hours: the row's part of the day.
    var straight: Int64 = 0
    var half: Int64 = 0
    var double: Int64 = 0
    /// Of the whole day, on its first row: seconds.
    var mealLate: Int64 = 0
    var invaded: Int64 = 0
    var hourly: Int64 = 0

    var penalties: Int64 { meal + rest }
    var total: Int64 { wages + night + penalties }
}
