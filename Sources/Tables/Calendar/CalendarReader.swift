import CLibical
import CostModel

extension Table {
    /// A calendar as iCalendar (RFC 5545): one row an event, repeated events one row each time.
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
        var builder = TableBuilder(format: .calendar)
        let rows = reader.isRefused ? [] : reader.events.sorted { $0.order < $1.order }.map(\.cells)
        for (index, row) in ([CalendarReader.headings] + rows).enumerated() {
            for cell in row { builder.cell(cell) }
            builder.endRow(line: index + 1)
        }
        for remark in reader.remarks { builder.problem(.remark(remark)) }
        return builder.finish()
    }
}

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

    var cells: [String] {
        let isAllDay = start.isDay
        return [
            subject, start.day, isAllDay ? "" : start.time, end.day, isAllDay ? "" : end.time,
            isAllDay ? "TRUE" : "FALSE",
            details, location, categories, status, uid, calendar,
        ]
    }

    var order: (String, String, String, String) { (start.day, start.time, uid, subject) }
}

/// A day, or a day and a time, as they are written: no zone.
struct CalendarMoment: Hashable {
    var date: Day
    var minutes: Int
    var isDay: Bool

    var day: String { date.isNone ? "" : date.description }
    var time: String { "\(two(minutes / 60)):\(two(minutes % 60))" }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

struct CalendarReader {
    static let headings = [
        "Subject", "Start Date", "Start Time", "End Date", "End Time", "All Day Event", "Description", "Location",
        "Categories", "Status", "UID", "Calendar",
    ]

    private(set) var events: [CalendarEvent] = []
    private(set) var remarks: [SourceRemark] = []

    var isRefused: Bool { remarks.contains { $0.code == .containerRefused || $0.code == .containerLimit } }

    mutating func run(_ source: [UInt8]) {
        let start = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard !source[start...].contains(0), let text = String(validating: source[start...], as: UTF8.self) else {
            remarks.append(.damaged("is no UTF-8 text"))
            return
        }
        guard CalendarReader.longestLine(source) <= Limits.fieldBytesMax else {
            remarks.append(.limit("has a line of more than \(Limits.fieldBytesMax) bytes"))
            return
        }
        guard let root = icalparser_parse_string(text) else {
            remarks.append(.damaged("is no iCalendar text"))
            return
        }
        defer { icalcomponent_free(root) }
        let calendars = CalendarReader.children(root, ICAL_VCALENDAR_COMPONENT)
        for calendar in calendars.isEmpty ? [root] : calendars where !isRefused { read(calendar) }
    }

    private mutating func read(_ calendar: OpaquePointer) {
        let name = CalendarReader.extra("X-WR-CALNAME", of: calendar)
        let zoneName = CalendarReader.extra("X-WR-TIMEZONE", of: calendar)
        let zone = zoneName.isEmpty ? nil : CalendarReader.zone(zoneName, in: calendar)
        let all = CalendarReader.children(calendar, ICAL_VEVENT_COMPONENT).compactMap {
            CalendarSource($0, calendar: name, zone: zone)
        }
        if zone == nil, all.contains(where: \.isUTC) {
            remarks.append(
                SourceRemark(
                    .containerRemark,
                    "writes times in UTC and names no time zone that is known here, so a late evening may be a day off",
                    hint: "export the calendar with its time zone"))
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
        guard !source.event.start.date.isNone else {
            remarks.append(
                SourceRemark(
                    .containerRemark, "the event \"\(source.event.subject)\" has no start and is left out",
                    hint: "give it a day in the calendar"))
            return
        }
        var moments = [source.event.start]
        if source.replaces == nil {
            let found = source.occurrences(latest: latest)
            switch found {
            case .none: break
            case .moments(let list, let isCut):
                moments = list.filter { !replaced.contains($0) }
                if isCut, let last = list.last {
                    remarks.append(
                        SourceRemark(
                            .containerRemark,
                            "the event \"\(source.event.subject)\" repeats without end; it is read up to \(last.day)",
                            hint: "give its repetition an end if days beyond count"))
                }
            case .refused(let remark):
                remarks.append(remark)
                return
            }
        }
        for moment in moments {
            var event = source.event
            event.start = moment
            event.end = source.end(of: moment)
            events.append(event)
        }
        if events.count > Limits.calendarEventsMax {
            remarks.append(.limit("has more than \(Limits.calendarEventsMax) events, repeated ones counted"))
        }
    }

    /// Bytes of the longest line, those that are folded below it counted with it.
    private static func longestLine(_ source: [UInt8]) -> Int {
        source.withUnsafeBytes { bytes in
            var (longest, current) = (0, 0)
            for index in bytes.indices {
                current += 1
                let isFolded = index + 1 < bytes.count && (bytes[index + 1] == 0x20 || bytes[index + 1] == 0x09)
                guard bytes[index] == 0x0A, !isFolded else { continue }
                longest = max(longest, current)
                current = 0
            }
            return max(longest, current)
        }
    }

    // MARK: libical

    static func children(_ parent: OpaquePointer, _ kind: icalcomponent_kind) -> [OpaquePointer] {
        var children: [OpaquePointer] = []
        if icalcomponent_isa(parent) == kind { return [parent] }
        var child = icalcomponent_get_first_component(parent, kind)
        while let found = child {
            children.append(found)
            child = icalcomponent_get_next_component(parent, kind)
        }
        return children
    }

    static func properties(_ component: OpaquePointer, _ kind: icalproperty_kind) -> [OpaquePointer] {
        var properties: [OpaquePointer] = []
        var property = icalcomponent_get_first_property(component, kind)
        while let found = property {
            properties.append(found)
            property = icalcomponent_get_next_property(component, kind)
        }
        return properties
    }

    private static func extra(_ name: String, of component: OpaquePointer) -> String {
        for property in properties(component, ICAL_X_PROPERTY) {
            guard let found = icalproperty_get_x_name(property), String(cString: found).uppercased() == name else {
                continue
            }
            return icalproperty_get_x(property).map { String(cString: $0) } ?? ""
        }
        return ""
    }

    private static func zone(_ name: String, in calendar: OpaquePointer) -> OpaquePointer? {
        if let own = icalcomponent_get_timezone(calendar, name) { return own }
        return icaltimezone_get_builtin_timezone(name)
    }
}
