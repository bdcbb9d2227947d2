import CLibical
import CostModel

/// One VEVENT: what it says, how long it takes, and when it takes place again.
struct CalendarSource {
    let event: CalendarEvent
    /// The occurrence of a repeated event whose place it takes.
    let replaces: CalendarMoment?
    let isUTC: Bool
    /// What of it cannot be used.
    private(set) var warnings: [Warning] = []
    private let component: OpaquePointer
    /// Its own, or the calendar's: where its times in UTC are read.
    private let zone: OpaquePointer?
    private let startTime: icaltimetype
    /// Whole days, or minutes.
    private let length: Int

    struct Warning: Hashable {
        var what: String
        var hint: String
    }

    /// The times at which an event takes place, in order, and what had to be left out.
    struct Occurrences {
        var moments: [CalendarMoment]
        var warnings: [Warning] = []
        /// Rules without any occurrence.
        var barrenCount = 0
        /// The limit for which the calendar is refused: a part of a schedule would pass for the whole of it.
        var limit: String?
    }

    init(_ component: OpaquePointer, line: Int, calendar: String, zone calendarZone: OpaquePointer?) {
        self.component = component
        startTime = icalcomponent_get_dtstart(component)
        isUTC = icaltime_is_utc(startTime) != 0
        let zone = isUTC ? calendarZone : startTime.zone ?? calendarZone
        self.zone = zone
        let start = CalendarMoment(startTime, zone: zone)
        func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
        var event = CalendarEvent(start: start, end: start)
        event.line = line
        event.subject = text(icalcomponent_get_summary(component))
        event.details = text(icalcomponent_get_description(component))
        event.location = text(icalcomponent_get_location(component))
        event.uid = text(icalcomponent_get_uid(component))
        event.calendar = calendar
        event.categories = component.properties(ICAL_CATEGORIES_PROPERTY)
            .map { text(icalproperty_get_categories($0)) }.filter { !$0.isEmpty }.joined(separator: ", ")
        if let status = component.properties(ICAL_STATUS_PROPERTY).first {
            event.status = text(icalproperty_status_to_string(icalproperty_get_status(status)))
        }
        let end = CalendarMoment(icalcomponent_get_dtend(component), zone: zone)
        if start.date.isNone || end.date.isNone {
            length = start.isDay ? 1 : 0
        } else if start.isDay {
            length = max(1, end.date - start.date)
        } else {
            length = max(0, (end.date - start.date) * 1440 + end.minutes - start.minutes)
        }
        replaces = component.properties(ICAL_RECURRENCEID_PROPERTY).first.map {
            CalendarMoment(icalproperty_get_recurrenceid($0), zone: zone)
        }
        self.event = event
        warnings = unusable()
    }

    /// The last day of whole days; the moment at which it ends otherwise.
    func end(of start: CalendarMoment) -> CalendarMoment {
        if start.isDay { return CalendarMoment(date: start.date + (length - 1)) }
        let minutes = start.minutes + length
        return CalendarMoment(date: start.date + minutes / 1440, minutes: minutes % 1440, isDay: false)
    }

    /// libical leaves out what it cannot read, and writes a note in its place.
    private func unusable() -> [Warning] {
        var warnings: [Warning] = []
        func warn(_ what: String, _ hint: String) {
            let warning = Warning(what: "the event \"\(event.subject)\" \(what)", hint: hint)
            if !warnings.contains(warning) { warnings.append(warning) }
        }
        if event.start.date.isNone {
            let year = Int(startTime.year)
            warn(
                icaltime_is_null_time(startTime) == 0
                    ? "begins in the year \(year) and is left out" : "has no start that can be read and is left out",
                "give it a day in the calendar")
            return warnings
        }
        let names = ["DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"]
        for note in component.properties(ICAL_XLICERROR_PROPERTY) {
            guard let text = icalproperty_get_xlicerror(note).map({ String(cString: $0) }),
                let name = names.first(where: { text.contains("in \($0) property") })
            else { continue }
            warn("has a \(name) that cannot be read and is left out", "is the event right? change it and export again")
        }
        if !component.properties(ICAL_EXRULE_PROPERTY).isEmpty {
            warn("has an EXRULE, which is not read", "take its occurrences out one by one, and export again")
        }
        for property in component.properties(ICAL_RECURRENCEID_PROPERTY)
        where icalproperty_get_first_parameter(property, ICAL_RANGE_PARAMETER) != nil {
            warn("changes all later occurrences as well; only the one is changed here", "check the later ones")
        }
        return warnings
    }
}

extension CalendarSource {
    /// How long an event that repeats without end is followed, behind the latest event of the calendar that is written out.
    private static let horizonDays = 731

    func occurrences(latest: Day?) -> Occurrences {
        var moments: Set<CalendarMoment> = [event.start]
        var result = Occurrences(moments: [])
        let horizon = max(latest ?? event.start.date, event.start.date) + CalendarSource.horizonDays
        for property in component.properties(ICAL_RRULE_PROPERTY) {
            let found = expand(icalproperty_get_rrule(property), horizon: horizon)
            moments.formUnion(found.moments)
            result.warnings += found.warnings
            result.barrenCount += found.barrenCount
            if let limit = found.limit {
                result.limit = limit
                return result
            }
            // Each takes about a second.
            if result.barrenCount > 1 { break }
        }
        for property in component.properties(ICAL_RDATE_PROPERTY) {
            let date = icalproperty_get_rdate(property)
            let time = icaltime_is_null_time(date.time) != 0 ? date.period.start : date.time
            let moment = CalendarMoment(time, zone: zone)
            if !moment.date.isNone { moments.insert(moment) }
        }
        // Some programs write the day alone for an event with a time.
        var daysWithout: Set<Day> = []
        for property in component.properties(ICAL_EXDATE_PROPERTY) {
            let without = CalendarMoment(icalproperty_get_exdate(property), zone: zone)
            moments.remove(without)
            if without.isDay, !event.start.isDay { daysWithout.insert(without.date) }
        }
        if !daysWithout.isEmpty { moments = moments.filter { !daysWithout.contains($0.date) } }
        result.moments = moments.sorted()
        return result
    }

    private func expand(_ rule: icalrecurrencetype, horizon: Day) -> Occurrences {
        var rule = rule
        var result = Occurrences(moments: [])
        func warn(_ what: String) {
            result.warnings.append(
                Warning(
                    what: "the event \"\(event.subject)\" \(what)",
                    hint: "give its repetition an end if days beyond count"))
        }
        let tooOften = [ICAL_SECONDLY_RECURRENCE, ICAL_MINUTELY_RECURRENCE, ICAL_HOURLY_RECURRENCE]
        guard !tooOften.contains(where: { $0 == rule.freq }) else {
            result.limit = "the event \"\(event.subject)\" repeats more often than once a day"
            return result
        }
        let until = rule.until
        let isBounded = rule.count > 0 || icaltime_is_null_time(until) == 0
        // Without it libical stops at nothing but its own end of time, which tells rules that never come true.
        rule.until = icaltime_null_time()
        let iterator = icalrecur_iterator_new(rule, startTime)
        defer { if let iterator { icalrecur_iterator_free(iterator) } }
        var isFirst = true
        while let iterator {
            let time = icalrecur_iterator_next(iterator)
            guard icaltime_is_null_time(time) == 0 else { break }
            isFirst = false
            let moment = CalendarMoment(time, zone: zone)
            if moment.date.isNone || CalendarSource.isBehind(time, moment, until) { break }
            if !isBounded, moment.date > horizon {
                warn("repeats without end; it is read up to \(result.moments.last?.day ?? event.start.day)")
                break
            }
            guard result.moments.count < Limits.recurrencesMax else {
                result.limit = "the event \"\(event.subject)\" takes place more than \(Limits.recurrencesMax) times"
                return result
            }
            result.moments.append(moment)
        }
        if isFirst {
            result.barrenCount = 1
            warn("repeats by a rule that never comes true; only its first time is read")
        }
        return result
    }

    private static func isBehind(_ time: icaltimetype, _ moment: CalendarMoment, _ until: icaltimetype) -> Bool {
        guard icaltime_is_null_time(until) == 0 else { return false }
        // A day alone, for an event with times, means all of that day.
        if until.is_date != 0 { return moment.date > CalendarMoment(until, zone: nil).date }
        return icaltime_compare(time, until) > 0
    }
}
