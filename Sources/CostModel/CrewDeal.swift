/// What a worker is paid, or an allowance that he gets. Fields: party = worker, holder = occupation, department, account, rate,
/// type = hour|day|week|flat|kit-day|kit-week|per-diem, quantity = guaranteed hours a day, date = start, weekEnding = finish,
/// tag = unit, set = kinds of days that are paid, hours15 = guaranteed units, hours20 = overtime allowance in percent,
/// amount = most that a week may come to, reference = fringe package, order = employer of record.
package struct CrewDeal: Hashable, Sendable {
    package enum Per: String, Sendable, CaseIterable {
        case hour, day, week
        /// One sum for the whole job.
        case flat
        /// Box or kit rental, and living allowance: no wages.
        case kitDay = "kit-day"
        case kitWeek = "kit-week"
        case perDiem = "per-diem"

        package var isWages: Bool { [.hour, .day, .week, .flat].contains(self) }
        package var isWeekly: Bool { self == .week || self == .kitWeek }
    }

    package var worker: String
    package var occupation: String
    package var account: String
    package var rate: Rate
    package var per: Per
    /// Hundredths of hours a day that the rate covers; 0 stands for 8 hours.
    package var guaranteedHours: Int32
    package var start: Day
    package var finish: Day
    /// The shooting unit whose days count; empty for all of them.
    package var unit: String
    /// Kinds of days that are paid; empty for the usual ones.
    package var kinds: Set<ShootDay.Kind>
    /// Words of the paid kinds that are none.
    package var unknownKinds: [String]
    /// Hundredths of days or weeks that are paid in any case; 0 for none.
    package var guarantee: Int32
    /// Hundredths of percent on top of the rate.
    package var overtime: Int32
    /// Minor units that a week may come to; 0 for no limit.
    package var weeklyCap: Int64
    /// The fringes that come on top; empty for none.
    package var fringes: String
    package var employer: String

    package init(_ record: CostRecord, in texts: Texts) {
        precondition(record.kind == .crewDeal)
        worker = texts[record.party]
        occupation = texts[record.holder]
        account = texts[record.account]
        rate = record.rate
        per = Per(rawValue: texts[record.type].lowercased()) ?? .hour
        guaranteedHours = record.quantity
        start = record.date
        finish = record.weekEnding
        unit = texts[record.tag]
        let words = texts[record.set].lowercased().split { !$0.isLetter }.map(String.init)
        kinds = Set(words.compactMap(ShootDay.Kind.init(rawValue:)))
        unknownKinds = words.filter { ShootDay.Kind(rawValue: $0) == nil }
        guarantee = record.hours15
        overtime = record.hours20
        weeklyCap = record.amountMinor
        fringes = texts[record.reference]
        employer = texts[record.order]
    }

    /// The deal covers the day.
    package func holds(on day: Day) -> Bool { (start.isNone || start <= day) && (finish.isNone || day <= finish) }
}
