import CostModel

/// The days of the schedule in force, and how many are left.
struct Schedule {
    private var days: [ShootDay]
    private let calendar: PeriodCalendar

    init(_ books: Books) {
        days = books.entries(.shootDay).map { ShootDay(books.record($0), in: books.texts) }
        calendar = books.snapshot.production.calendar
    }

    /// Days of `unit` after `day`; a date counts once however many units work on it. Weeks are those that hold
    /// any day of the schedule: who is paid by the week is paid through the wrap.
    func left(_ unit: ForecastLine.Unit, after day: Day) -> Int {
        func dates(_ kind: ShootDay.Kind) -> Set<Day> {
            Set(days.filter { $0.kind == kind && $0.date > day }.map(\.date))
        }
        return switch unit {
        case .shootDay: dates(.shoot).count
        case .prepDay: dates(.prep).count
        case .wrapDay: dates(.wrap).count
        case .travelDay: dates(.travel).count
        case .holdDay: dates(.hold).count
        case .week: Set(days.filter { $0.date > day }.map { calendar.period(of: $0.date) }).count
        }
    }

    func status(at day: Day) -> ScheduleStatus {
        let dates = Set(days.filter { $0.kind == .shoot }.map(\.date))
        return ScheduleStatus(done: dates.count { $0 <= day }, total: dates.count)
    }
}
