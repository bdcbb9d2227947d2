import CLibical
import CostModel

/// One time that an event takes place.
struct CalendarEvent {
    var subject = ""
    var start: CalendarMoment
    var end: CalendarMoment
    var details = ""
    var location = ""
    var categories = ""
    var status = ""
    var uid = ""
    var calendar = ""
    /// Of the file, at which the event begins.
    var line = 1

    var cells: [String] {
        let isAllDay = start.isDay
        return [
            subject, start.day, isAllDay ? "" : start.time, end.day, isAllDay ? "" : end.time,
            isAllDay ? "TRUE" : "FALSE",
            details, location, categories, status, uid, calendar,
        ]
    }

    var order: (String, String, String, String, Int) { (start.day, start.time, uid, subject, line) }
}

/// A day, or a day and a time, as they are written: no zone.
struct CalendarMoment: Hashable, Comparable {
    /// `none` where there is none, or none that a production can mean.
    var date: Day
    var minutes = 0
    var isDay = true

    /// What is written in UTC is moved to `zone` where there is one.
    init(_ time: icaltimetype, zone: OpaquePointer?) {
        var time = time
        date = .none
        guard icaltime_is_null_time(time) == 0 else { return }
        if let zone, icaltime_is_utc(time) != 0, time.is_date == 0 { time = icaltime_convert_to_zone(time, zone) }
        date = Day(year: Int(time.year), month: Int(time.month), day: Int(time.day)) ?? .none
        isDay = time.is_date != 0
        minutes = isDay ? 0 : Int(time.hour) * 60 + Int(time.minute)
    }

    init(date: Day, minutes: Int = 0, isDay: Bool = true) {
        self.date = date
        self.minutes = minutes
        self.isDay = isDay
    }

    var day: String { date.isNone ? "" : date.description }
    var time: String { "\(two(minutes / 60)):\(two(minutes % 60))" }

    static func < (left: CalendarMoment, right: CalendarMoment) -> Bool {
        (left.date, left.minutes) < (right.date, right.minutes)
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
