import CostModel
import Tables
import TestSupport
import Testing

private func calendar(_ events: String..., head: String = "") -> [UInt8] {
    let text =
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n\(head)"
        + events.map { "BEGIN:VEVENT\n\($0)\nEND:VEVENT\n" }.joined() + "END:VCALENDAR\n"
    return Array(text.replacing("\n", with: "\r\n").utf8)
}

/// Subject, first day and time, last day and time, as they are read.
private func times(_ source: [UInt8]) -> [String] {
    let table = Table.read(source)
    return (1..<max(1, table.rowCount)).map { row in
        (0..<5).map { table.string($0, ofRow: row) }.filter { !$0.isEmpty }.joined(separator: " ")
    }
}

private func messages(_ source: [UInt8]) -> [String] {
    Table.read(source).problems.map { Diagnostic($0, file: "f").message }
}

private let day = "DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260303\nSUMMARY:S\nUID:u"
private let angeles = "DTSTART;TZID=America/Los_Angeles:20260302T200000\nSUMMARY:S\nUID:u"

@Test(
    arguments: [
        (
            "UTC is moved to the calendar's zone",
            calendar(
                "DTSTART:20260303T040000Z\nDTEND:20260303T050000Z\nSUMMARY:S\nUID:u",
                head: "X-WR-TIMEZONE:America/Los_Angeles\n"),
            ["S 2026-03-02 20:00 2026-03-02 21:00"]
        ),
        (
            "wall time stays over the change to summer time",
            calendar(
                "DTSTART:20260307T180000Z\nRRULE:FREQ=DAILY;COUNT=2\nSUMMARY:S\nUID:u",
                head: "X-WR-TIMEZONE:America/Los_Angeles\n")
                + calendar(
                    "DTSTART;TZID=America/Los_Angeles:20260307T100000\nRRULE:FREQ=DAILY;COUNT=2\nSUMMARY:T\nUID:t"),
            [
                "T 2026-03-07 10:00 2026-03-07 10:00", "S 2026-03-07 10:00 2026-03-07 10:00",
                "T 2026-03-08 10:00 2026-03-08 10:00", "S 2026-03-08 11:00 2026-03-08 11:00",
            ]
        ),
        (
            "an end of repetition in UTC is compared in the event's zone",
            calendar(angeles + "\nRRULE:FREQ=DAILY;UNTIL=20260304T040000Z"),
            ["S 2026-03-02 20:00 2026-03-02 20:00", "S 2026-03-03 20:00 2026-03-03 20:00"]
        ),
        (
            "an end of repetition that is a day holds that day",
            calendar(angeles + "\nRRULE:FREQ=DAILY;UNTIL=20260303"),
            ["S 2026-03-02 20:00 2026-03-02 20:00", "S 2026-03-03 20:00 2026-03-03 20:00"]
        ),
        (
            "exceptions and replacements in UTC",
            calendar(
                angeles + "\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260304T040000Z",
                "DTSTART;TZID=America/Los_Angeles:20260310T090000\nRECURRENCE-ID:20260305T040000Z\nSUMMARY:M\nUID:u"),
            ["S 2026-03-02 20:00 2026-03-02 20:00", "M 2026-03-10 09:00 2026-03-10 09:00"]
        ),
        (
            "several exceptions in one line, days alone for an event with times",
            calendar(angeles + "\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE;VALUE=DATE:20260303,20260304"),
            ["S 2026-03-02 20:00 2026-03-02 20:00", "S 2026-03-05 20:00 2026-03-05 20:00"]
        ),
        (
            "a replaced day alone for an event with times",
            calendar(
                angeles + "\nRRULE:FREQ=DAILY;COUNT=2",
                "DTSTART;VALUE=DATE:20260309\nRECURRENCE-ID;VALUE=DATE:20260303\nSUMMARY:M\nUID:u"),
            ["S 2026-03-02 20:00 2026-03-02 20:00", "M 2026-03-09 2026-03-09"]
        ),
        (
            "the third Friday of every second month",
            calendar(day.replacing("0302", with: "0320") + "\nRRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=3FR;COUNT=3"),
            ["S 2026-03-20 2026-03-20", "S 2026-05-15 2026-05-15", "S 2026-07-17 2026-07-17"]
        ),
        (
            "every leap day", calendar("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY;COUNT=2\nSUMMARY:S\nUID:u"),
            ["S 2024-02-29 2024-02-29", "S 2028-02-29 2028-02-29"]
        ),
        (
            "whole days over a change of month",
            calendar("DTSTART;VALUE=DATE:20260227\nDTEND;VALUE=DATE:20260304\nSUMMARY:S\nUID:u"),
            ["S 2026-02-27 2026-03-03"]
        ),
        (
            "whole days by their length", calendar("DTSTART;VALUE=DATE:20260302\nDURATION:P3D\nSUMMARY:S\nUID:u"),
            ["S 2026-03-02 2026-03-04"]
        ),
    ] as [(String, [UInt8], [String])])
func `times of events`(name: String, source: [UInt8], wanted: [String]) {
    #expect(times(source) == wanted)
}

@Test func `a fold may cut a character in two, and lines end as they like`() {
    for end in ["\r\n", "\n", "\r"] {
        let head = "\u{FEFF}BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260302\nUID:u\nSUMMARY:Caf"
        let folded =
            Array(head.replacing("\n", with: end).utf8) + [0xC3] + Array("\(end) ".utf8) + [0xA9]
            + Array("\n\tx\nEND:VEVENT\nEND:VCALENDAR\n".replacing("\n", with: end).utf8)
        #expect(times(folded) == ["Caféx 2026-03-02 2026-03-02"])
        #expect(times(folded + folded).count == 2)
        #expect(Table.read(folded).problems.isEmpty)
    }
}

@Test func `a calendar that is not UTF-8 is read, and said`() {
    let table = Table.read(Array(calendar(day + "\nLOCATION:Caf#").map { $0 == 0x23 ? 0xE9 : $0 }))
    #expect(table.string(7, ofRow: 1) == "Café")
    #expect(table.problems == [.encodingAssumed(.windows1252)])
}

@Test func `a row has the line of its event`() {
    let table = Table.read(calendar(day.replacing("0302", with: "0305").replacing("0303", with: "0306"), day))
    #expect((0..<3).map { table.line(ofRow: $0) } == [1, 10, 4])
}

@Test(
    arguments: [
        ("no start", calendar("SUMMARY:S\nUID:u"), "the event \"S\" has no start that can be read and is left out"),
        (
            "a birthday without a year", calendar("DTSTART;VALUE=DATE:16040302\nRRULE:FREQ=YEARLY\nSUMMARY:S\nUID:u"),
            "the event \"S\" begins in the year 1604 and is left out"
        ),
        (
            "a rule that is none", calendar(day + "\nRRULE:FREQ=WEEKLY;BYDAY=XX"),
            "the event \"S\" has a RRULE that cannot be read and is left out"
        ),
        (
            "never", calendar(day + "\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
            "the event \"S\" repeats by a rule that never comes true; only its first time is read"
        ),
        (
            "endless, two years behind the latest event",
            calendar(
                day + "\nRRULE:FREQ=YEARLY",
                day.replacing("2026", with: "2028").replacing("UID:u", with: "UID:v\nSTATUS:CANCELLED")),
            "the event \"S\" repeats without end; it is read up to 2030-03-02"
        ),
        (
            "UTC and no zone", calendar("DTSTART:20260302T040000Z\nSUMMARY:S\nUID:u"),
            "writes times in UTC and names no time zone that is known here, so a late evening may be a day off"
        ),
        (
            "to-dos", calendar(day + "\nEND:VEVENT\nBEGIN:VTODO\nSUMMARY:T\nEND:VTODO\nBEGIN:VEVENT\n" + day),
            "holds 1 to-dos or journal entries, which are left out"
        ),
        (
            "this and all later ones",
            calendar(
                day + "\nRRULE:FREQ=DAILY;COUNT=3",
                "DTSTART;VALUE=DATE:20260303\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260303\nSUMMARY:M\nUID:u"),
            "the event \"M\" changes all later occurrences as well; only the one is changed here"
        ),
        (
            "text behind the calendar", calendar(day) + Array("-- \r\nsent from my phone\r\n".utf8),
            "has text outside of its calendars, which is left out"
        ),
    ] as [(String, [UInt8], String)])
func `what is left out of a calendar is said`(name: String, source: [UInt8], message: String) {
    #expect(messages(source) == [message])
    #expect(!Table.read(source).isRefused)
}

/// Made when it is needed: some are large, and a failing test prints its arguments.
private struct Refused: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var message: String
    var source: @Sendable () -> [UInt8]
    init(_ name: String, _ message: String, _ source: @escaping @Sendable () -> [UInt8]) {
        (testDescription, self.message, self.source) = (name, message, source)
    }
}

private let refused = [
    Refused("cut short", "ends before the end of its VCALENDAR") { Array(calendar(day).dropLast(20)) },
    Refused("a wrong end", "ends a VEVENT that has not begun") { calendar(day + "\nBEGIN:VALARM\nEND:VEVENT") },
    Refused("nested without end", "is nested more than 16 deep") {
        calendar(String(repeating: "BEGIN:X\n", count: 100_000) + String(repeating: "END:X\n", count: 100_000))
    },
    Refused("every second", "the event \"S\" repeats more often than once a day") {
        calendar(day + "\nRRULE:FREQ=SECONDLY")
    },
    Refused("a million times", "the event \"S\" takes place more than 2000 times") {
        calendar(day + "\nRRULE:FREQ=DAILY;COUNT=1000000")
    },
    Refused("until the end of the century", "the event \"S\" takes place more than 2000 times") {
        calendar(day + "\nRRULE:FREQ=DAILY;UNTIL=20990101")
    },
    Refused("rules by the thousand", "has more than 10000 rules of repetition") {
        calendar(day + String(repeating: "\nRRULE:FREQ=DAILY;COUNT=1", count: 10_001))
    },
    Refused("rules that never come true", "has more than one rule of repetition that never comes true") {
        calendar(day + String(repeating: "\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", count: 9_000))
    },
    Refused("a line of a megabyte", "has a line of more than 1048576 bytes") {
        calendar(day + "\nDESCRIPTION:" + String(repeating: "x", count: 1 << 20))
    },
    Refused("a folded line of a megabyte", "has a line of more than 1048576 bytes") {
        calendar(day + "\nDESCRIPTION:" + String(repeating: "xxxxxxxx\n ", count: 1 << 17))
    },
]

@Test(arguments: refused)
private func `calendars that are refused`(one: Refused) {
    let table = Table.read(one.source())
    #expect(table.problems.last.map { Diagnostic($0, file: "f").message } == one.message)
    let isRefused = table.isRefused && table.rowCount <= 1
    #expect(isRefused)
}

@Test func `a long text on each of two thousand days is refused before it fills the memory`() {
    let long = calendar(day + "\nRRULE:FREQ=DAILY;COUNT=2000\nDESCRIPTION:" + String(repeating: "x", count: 1_000_000))
    let isLongRefused = Table.read(long).isRefused
    #expect(isLongRefused)
    let isOnceRefused = Table.read(calendar(day + "\nDESCRIPTION:" + String(repeating: "x", count: 1_000_000)))
        .isRefused
    #expect(!isOnceRefused)
}

@Test func `no change of bytes and no cut brings the reader down`() {
    let whole = calendar(
        angeles + "\nDTEND;TZID=America/Los_Angeles:20260302T210000\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=5"
            + "\nEXDATE;TZID=America/Los_Angeles:20260304T200000\nRDATE:20260320T200000Z\nCATEGORIES:a,b\\,c",
        "DTSTART;VALUE=DATE:20260310\nRECURRENCE-ID;VALUE=DATE:20260309\nSUMMARY:M\nUID:u\nDURATION:P2D",
        head: "X-WR-TIMEZONE:America/Los_Angeles\n")
    for length in 0..<whole.count { _ = Table.read(Array(whole[..<length])) }
    forAll(cases: 600) { random in
        var bytes = whole
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 15..<bytes.count, using: &random)
            switch Int.random(in: 0...2, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            default: bytes.insert(UInt8.random(in: 0x20...0x7E, using: &random), at: place)
            }
        }
        let table = Table.read(bytes)
        return table.isRefused || table.rowCount >= 1
    }
}
