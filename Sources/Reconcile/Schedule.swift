import CostModel

/// The days of the schedule in force: shoot days of every source, and the day-out-of-days of people.
struct Schedule {
    private var days: [ShootDay]
    /// By worker key.
    private(set) var people: [String: [PersonDay]] = [:]
    let calendar: PeriodCalendar

    /// One day of one person of a day-out-of-days.
    struct PersonDay: Hashable {
        var date: Day
        var kind: ShootDay.Kind
    }

    /// What a deal pays that does not say: holds are paid by those who have agreed on them.
    static let usualKinds: Set<ShootDay.Kind> = [.prep, .shoot, .travel, .wrap]

    init(_ books: Books) {
        days = books.entries(.shootDay).map { ShootDay(books.record($0), in: books.texts) }
        calendar = books.snapshot.production.calendar
        for index in books.entries(.doodDay) {
            let record = books.record(index)
            guard record.status != .void, !record.date.isNone else { continue }
            people[Labour.workerKey(books.texts[record.party]), default: []]
                .append(PersonDay(date: record.date, kind: Self.kind(books.texts[record.type])))
        }
    }

    /// A day of work is a shoot day to whoever is paid; rehearsals and fittings are preparation.
    private static func kind(_ type: String) -> ShootDay.Kind {
        switch type.lowercased() {
        case "work", "shoot": .shoot
        case "hold": .hold
        case "travel": .travel
        case "wrap": .wrap
        default: .prep
        }
    }

    private func dates(_ kinds: Set<ShootDay.Kind>, unit: String, after day: Day) -> Set<Day> {
        let unit = unit.lowercased()
        return Set(
            days.filter { kinds.contains($0.kind) && $0.date > day && (unit.isEmpty || $0.unit.lowercased() == unit) }
                .map(\.date))
    }

    /// Days of `unit` after `day`; a date counts once however many units work on it. Weeks are those that hold
    /// any day of the schedule: who is paid by the week is paid through the wrap.
    func left(_ unit: ForecastLine.Unit, shootingUnit: String = "", after day: Day) -> Int {
        func count(_ kind: ShootDay.Kind) -> Int { dates([kind], unit: shootingUnit, after: day).count }
        return switch unit {
        case .shootDay: count(.shoot)
        case .prepDay: count(.prep)
        case .wrapDay: count(.wrap)
        case .travelDay: count(.travel)
        case .holdDay: count(.hold)
        case .week:
            Set(dates(Set(ShootDay.Kind.allCases), unit: shootingUnit, after: day).map { calendar.period(of: $0) })
                .count
        }
    }

    /// The days on which a deal is paid, in order, whether or not it holds on them: those of the person where a day-out-of-days
    /// has him, else those of his unit.
    func paidDays(_ deal: CrewDeal) -> [Day] {
        if let own = people[Labour.workerKey(deal.worker)] {
            let paid = deal.kinds.isEmpty ? own : own.filter { deal.kinds.contains($0.kind) }
            return Set(paid.map(\.date)).sorted()
        }
        let kinds = deal.kinds.isEmpty ? Self.usualKinds : deal.kinds
        return dates(kinds, unit: deal.unit, after: Day(number: .min)).sorted()
    }

    /// Shoot days of a unit after `day`, for saying what has moved.
    func shootDays(after day: Day) -> Int { dates([.shoot], unit: "", after: day).count }

    func status(at day: Day) -> ScheduleStatus {
        let dates = Set(days.filter { $0.kind == .shoot }.map(\.date))
        let scheduled = Set(days.map(\.date))
        var status = ScheduleStatus(done: dates.count { $0 <= day }, total: dates.count)
        (status.first, status.last) = (dates.min() ?? .none, dates.max() ?? .none)
        status.days = Dictionary(scheduled.map { (calendar.period(of: $0), 1) }, uniquingKeysWith: +)
        return status
    }
}
