import CLibical
import CostModel

/// One VEVENT: what it says, how long it takes, and when it takes place again.
struct CalendarSource {
    let event: CalendarEvent
    /// The occurrence of a repeated event whose place it takes.
    let replaces: CalendarMoment?
    let isUTC: Bool
    private let component: OpaquePointer
    private let zone: OpaquePointer?
    private let startTime: icaltimetype
    /// Whole days, or minutes.
    private let length: Int

    enum Occurrences {
        /// It takes place once.
        case none
        /// In order. `isCut` when it would go on.
        case moments([CalendarMoment], isCut: Bool)
        case refused(SourceRemark)
    }

    init?(_ component: OpaquePointer, calendar: String, zone: OpaquePointer?) {
        self.component = component
        self.zone = zone
        startTime = icalcomponent_get_dtstart(component)
        isUTC = icaltime_is_utc(startTime) != 0
        let start = CalendarSource.moment(startTime, zone)
        func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
        var event = CalendarEvent(start: start, end: start)
        event.subject = text(icalcomponent_get_summary(component))
        event.details = text(icalcomponent_get_description(component))
        event.location = text(icalcomponent_get_location(component))
        event.uid = text(icalcomponent_get_uid(component))
        event.calendar = calendar
        event.categories = CalendarReader.properties(component, ICAL_CATEGORIES_PROPERTY)
            .map { text(icalproperty_get_categories($0)) }.filter { !$0.isEmpty }.joined(separator: ", ")
        if let status = CalendarReader.properties(component, ICAL_STATUS_PROPERTY).first {
            event.status = text(icalproperty_status_to_string(icalproperty_get_status(status)))
        }
        let end = CalendarSource.moment(icalcomponent_get_dtend(component), zone)
        if start.date.isNone || end.date.isNone {
            length = start.isDay ? 1 : 0
        } else if start.isDay {
            length = max(1, end.date - start.date)
        } else {
            length = max(0, (end.date - start.date) * 1440 + end.minutes - start.minutes)
        }
        if let property = CalendarReader.properties(component, ICAL_RECURRENCEID_PROPERTY).first {
            replaces = CalendarSource.moment(icalproperty_get_recurrenceid(property), zone)
        } else {
            replaces = nil
        }
        self.event = event
    }

    /// The last day of whole days; the moment at which it ends otherwise.
    func end(of start: CalendarMoment) -> CalendarMoment {
        if start.isDay { return CalendarMoment(date: start.date + (length - 1), minutes: 0, isDay: true) }
        let minutes = start.minutes + length
        return CalendarMoment(date: start.date + minutes / 1440, minutes: minutes % 1440, isDay: false)
    }

    /// How long an event that repeats without end is followed, behind the latest event of the calendar that is written out.
    private static let horizonDays = 731

    func occurrences(latest: Day?) -> Occurrences {
        let rules = CalendarReader.properties(component, ICAL_RRULE_PROPERTY)
        let further = CalendarReader.properties(component, ICAL_RDATE_PROPERTY)
        guard !rules.isEmpty || !further.isEmpty else { return .none }
        var moments: Set<CalendarMoment> = [event.start]
        var isCut = false
        for property in rules {
            let rule = icalproperty_get_rrule(property)
            switch expand(rule, latest: latest) {
            case .none: break
            case .moments(let list, let cut):
                moments.formUnion(list)
                isCut = isCut || cut
            case .refused(let remark): return .refused(remark)
            }
        }
        for property in further {
            let date = icalproperty_get_rdate(property)
            let time = icaltime_is_null_time(date.time) != 0 ? date.period.start : date.time
            let moment = CalendarSource.moment(time, zone)
            if !moment.date.isNone { moments.insert(moment) }
        }
        for property in CalendarReader.properties(component, ICAL_EXDATE_PROPERTY) {
            let without = CalendarSource.moment(icalproperty_get_exdate(property), zone)
            // Some programs write the day alone for an event with a time.
            moments = moments.filter { $0 != without && !(without.isDay && !$0.isDay && $0.date == without.date) }
        }
        return .moments(moments.sorted { ($0.date, $0.minutes) < ($1.date, $1.minutes) }, isCut: isCut)
    }

    private func expand(_ rule: icalrecurrencetype, latest: Day?) -> Occurrences {
        let tooOften = [ICAL_SECONDLY_RECURRENCE, ICAL_MINUTELY_RECURRENCE, ICAL_HOURLY_RECURRENCE]
        guard !tooOften.contains(where: { $0 == rule.freq }) else {
            return .refused(.limit("the event \"\(event.subject)\" repeats more often than once a day"))
        }
        let isEndless = rule.count == 0 && icaltime_is_null_time(rule.until) != 0
        let horizon = max(latest ?? event.start.date, event.start.date) + CalendarSource.horizonDays
        guard let iterator = icalrecur_iterator_new(rule, startTime) else { return .none }
        defer { icalrecur_iterator_free(iterator) }
        var moments: [CalendarMoment] = []
        while true {
            let time = icalrecur_iterator_next(iterator)
            guard icaltime_is_null_time(time) == 0 else { return .moments(moments, isCut: false) }
            let moment = CalendarSource.moment(time, zone)
            // Beyond the years that a production can mean.
            guard !moment.date.isNone else { return .moments(moments, isCut: isEndless) }
            if isEndless, moment.date > horizon { return .moments(moments, isCut: true) }
            moments.append(moment)
            if moments.count > Limits.recurrencesMax {
                if isEndless { return .moments(moments, isCut: true) }
                return .refused(
                    .limit("the event \"\(event.subject)\" takes place more than \(Limits.recurrencesMax) times"))
            }
        }
    }

    /// As it is written; what is written in UTC in the calendar's zone, where there is one.
    private static func moment(_ time: icaltimetype, _ zone: OpaquePointer?) -> CalendarMoment {
        var time = time
        guard icaltime_is_null_time(time) == 0 else { return CalendarMoment(date: .none, minutes: 0, isDay: false) }
        if let zone, icaltime_is_utc(time) != 0, time.is_date == 0 { time = icaltime_convert_to_zone(time, zone) }
        let day = Day(year: Int(time.year), month: Int(time.month), day: Int(time.day)) ?? .none
        let isDay = time.is_date != 0
        return CalendarMoment(date: day, minutes: isDay ? 0 : Int(time.hour) * 60 + Int(time.minute), isDay: isDay)
    }
}
