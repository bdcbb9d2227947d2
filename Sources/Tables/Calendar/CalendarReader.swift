import CLibical
import CostModel

extension Table {
    /// A calendar as iCalendar (RFC 5545): one row an event, repeated events one row each time. A row's line is that on which its
    /// event begins.
    ///
    /// Days and times are those of the event's own zone, as people read them in their calendar; what is written in UTC is moved to
    /// the calendar's zone where that is known. `End Date` is the last day: iCalendar's end of whole days is the day after.
    static func readCalendar(_ source: [UInt8]) -> Table {
        guard source.count <= Limits.calendarBytesMax else {
            return refused(
                .remark(.limit("has \(source.count) bytes; calendars are read up to \(Limits.calendarBytesMax)")),
                container: .calendar)
        }
        var reader = CalendarReader()
        reader.run(source)
        let events = reader.isRefused ? [] : reader.events.sorted { $0.order < $1.order }
        return TableBuilder.table(
            .calendar, headings: CalendarReader.headings, rows: events.map { ($0.line, $0.cells) },
            problems: reader.problems, sourceBytes: source.count)
    }
}

struct CalendarReader {
    static let headings = [
        "Subject", "Start Date", "Start Time", "End Date", "End Time", "All Day Event", "Description", "Location",
        "Categories", "Status", "UID", "Calendar",
    ]

    private(set) var events: [CalendarEvent] = []
    private(set) var problems: [TableProblem] = []
    /// libical looks for the next occurrence of a rule up to the year 2582, which takes about a second where there is none.
    private var barrenCount = 0
    private static let barrenMax = 1

    var isRefused: Bool { problems.contains(where: \.refusesFile) }

    mutating func run(_ source: [UInt8]) {
        let lines = CalendarText(source)
        problems = lines.problems
        guard !isRefused else { return }
        guard let root = icalparser_parse_string(lines.text) else {
            problems.append(.remark(.damaged("is no iCalendar text")))
            return
        }
        defer { icalcomponent_free(root) }
        if lines.otherCount > 0 {
            remark(
                "holds \(lines.otherCount) to-dos or journal entries, which are left out", hint: "only events are read")
        }
        var lineNumbers = lines.eventLines[...]
        let calendars = root.components(ICAL_VCALENDAR_COMPONENT)
        for calendar in calendars.isEmpty ? [root] : calendars where !isRefused {
            read(calendar, lines: &lineNumbers)
        }
    }

    private mutating func remark(_ what: String, line: Int = 0, hint: String) {
        problems.append(.remark(SourceRemark(.containerRemark, line: line, what, hint: hint)))
    }

    private mutating func read(_ calendar: OpaquePointer, lines: inout ArraySlice<Int>) {
        let name = calendar.extra("X-WR-CALNAME")
        let zoneName = calendar.extra("X-WR-TIMEZONE")
        let zone = zoneName.isEmpty ? nil : calendar.timeZone(zoneName)
        let all = calendar.components(ICAL_VEVENT_COMPONENT).map {
            CalendarSource($0, line: lines.popFirst() ?? 1, calendar: name, zone: zone)
        }
        if zone == nil, all.contains(where: \.isUTC) {
            remark(
                "writes times in UTC and names no time zone that is known here, so a late evening may be a day off",
                hint: "export the calendar with its time zone")
        }
        // What replaces one occurrence of a repeated event takes its place.
        var replaced: [String: Set<CalendarMoment>] = [:]
        for source in all {
            if let moment = source.replaces { replaced[source.event.uid, default: []].insert(moment) }
        }
        let latest = all.map(\.event.start.date).filter { !$0.isNone }.max()
        for source in all where !isRefused {
            add(source, without: replaced[source.event.uid] ?? [], latest: latest)
        }
    }

    private mutating func add(_ source: CalendarSource, without replaced: Set<CalendarMoment>, latest: Day?) {
        for warning in source.warnings { remark(warning.what, line: source.event.line, hint: warning.hint) }
        guard !source.event.start.date.isNone else { return }
        var moments = [source.event.start]
        if source.replaces == nil {
            let found = source.occurrences(latest: latest)
            if let limit = found.limit {
                problems.append(.remark(.limit(limit)))
                return
            }
            moments = found.moments.filter { moment in
                !replaced.contains(moment)
                    && !(moment.isDay ? false : replaced.contains(CalendarMoment(date: moment.date)))
            }
            for warning in found.warnings { remark(warning.what, line: source.event.line, hint: warning.hint) }
            barrenCount += found.barrenCount
        }
        for moment in moments {
            var event = source.event
            event.start = moment
            event.end = source.end(of: moment)
            events.append(event)
        }
        if barrenCount > CalendarReader.barrenMax {
            problems.append(.remark(.limit("has more than one rule of repetition that never comes true")))
        } else if events.count > Limits.calendarEventsMax {
            problems.append(
                .remark(.limit("has more than \(Limits.calendarEventsMax) events, repeated ones counted")))
        }
    }
}

/// The parts of libical's tree.
extension OpaquePointer {
    /// Itself when it is of that kind, else its children that are.
    func components(_ kind: icalcomponent_kind) -> [OpaquePointer] {
        if icalcomponent_isa(self) == kind { return [self] }
        var children: [OpaquePointer] = []
        var child = icalcomponent_get_first_component(self, kind)
        while let found = child {
            children.append(found)
            child = icalcomponent_get_next_component(self, kind)
        }
        return children
    }

    func properties(_ kind: icalproperty_kind) -> [OpaquePointer] {
        var properties: [OpaquePointer] = []
        var property = icalcomponent_get_first_property(self, kind)
        while let found = property {
            properties.append(found)
            property = icalcomponent_get_next_property(self, kind)
        }
        return properties
    }

    /// The value of a property whose name begins with `X-`.
    func extra(_ name: String) -> String {
        for property in properties(ICAL_X_PROPERTY) {
            guard let found = icalproperty_get_x_name(property), String(cString: found).uppercased() == name else {
                continue
            }
            return icalproperty_get_x(property).map { String(cString: $0) } ?? ""
        }
        return ""
    }

    /// As the calendar describes it, else as the system knows it.
    func timeZone(_ name: String) -> OpaquePointer? {
        icalcomponent_get_timezone(self, name) ?? icaltimezone_get_builtin_timezone(name)
    }
}
