package import CostModel

/// Where the shoot stands at the report's date.
package struct ScheduleStatus: Hashable, Sendable {
    /// Shoot days up to the report date, and in all.
    package var done: Int
    package var total: Int
    /// The first and the last shoot day; none where there is no schedule.
    package var first = Day.none
    package var last = Day.none
    /// The same of the schedule as the first report had it; none for the first report.
    package var planned: Plan?
    /// Scheduled days of every kind by week ending; a date counts once, however many units work on it.
    package var days: [Day: Int] = [:]

    package struct Plan: Hashable, Sendable {
        package var done: Int
        package var total: Int
        package var last: Day
    }

    package init(done: Int, total: Int) { (self.done, self.total) = (done, total) }

    package var left: Int { total - done }

    /// Shoot days that are left now beyond those that the first schedule had left on the same day; negative when ahead.
    package var daysBehind: Int? { planned.map { left - ($0.total - $0.done) } }

    /// `2 days behind the first schedule`; empty where there is nothing to compare with.
    package var aheadBehind: String {
        guard let daysBehind, total > 0 else { return "" }
        guard daysBehind != 0 else { return "on schedule" }
        let count = Int(daysBehind.magnitude)
        return "\(count) day\(count == 1 ? "" : "s") \(daysBehind > 0 ? "behind" : "ahead of") the first schedule"
    }

    package func phase(at day: Day) -> String {
        guard total > 0 else { return "" }
        if day < first { return "Preparation" }
        return day > last ? "Wrap and post-production" : "Principal photography"
    }
}

extension Schedule {
    /// The schedule as the first report had it tells what ahead and behind mean.
    func status(at day: Day, of books: Books) -> ScheduleStatus {
        var status = status(at: day)
        let start = books.snapshot.production.calendar.firstWeek
        guard start < day, status.total > 0 else { return status }
        var days = books.snapshot
        days.entries.removeAll { $0.record.kind != .shootDay }
        let original = Schedule(Books(days, asOf: start)).status(at: day)
        guard original.total > 0 else { return status }
        status.planned = ScheduleStatus.Plan(done: original.done, total: original.total, last: original.last)
        return status
    }
}

extension Findings {
    /// The first day of the report's week.
    package var firstDay: Day { period + -6 }
}
