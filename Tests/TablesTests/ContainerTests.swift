import CostModel
import Tables
import TestSupport
import Testing

private func grid(_ text: String) -> [[String]] { grid(Table.read(Array(text.utf8))) }

private func grid(_ table: Table) -> [[String]] {
    (0..<table.rowCount).map { row in (0..<table.width(ofRow: row)).map { table.string($0, ofRow: row) } }
}

private func calendar(_ events: String..., head: String = "") -> String {
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n\(head)"
        + events.map { "BEGIN:VEVENT\r\n\($0.replacing("\n", with: "\r\n"))\r\nEND:VEVENT\r\n" }.joined()
        + "END:VCALENDAR\r\n"
}

/// Subject, first day and time, last day and time.
private func times(_ text: String) -> [String] {
    grid(text).dropFirst().map { [$0[0], $0[1], $0[2], $0[3], $0[4]].filter { !$0.isEmpty }.joined(separator: " ") }
}

private let day = "DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260303\nSUMMARY:S\nUID:u"

@Test(
    arguments: [
        ("whole days end the day before", calendar(day), ["S 2026-03-02 2026-03-02"]),
        ("no end is one day", calendar("DTSTART;VALUE=DATE:20260302\nSUMMARY:S\nUID:u"), ["S 2026-03-02 2026-03-02"]),
        (
            "a length in place of an end", calendar("DTSTART:20260302T070000\nDURATION:PT13H\nSUMMARY:S\nUID:u"),
            ["S 2026-03-02 07:00 2026-03-02 20:00"]
        ),
        (
            "past midnight", calendar("DTSTART:20260302T180000\nDTEND:20260303T050000\nSUMMARY:S\nUID:u"),
            ["S 2026-03-02 18:00 2026-03-03 05:00"]
        ),
        (
            "a zone that is not described", calendar("DTSTART;TZID=Mars/Base:20260302T180000\nSUMMARY:S\nUID:u"),
            ["S 2026-03-02 18:00 2026-03-02 18:00"]
        ),
        (
            "repeated, with an exception", calendar(day + "\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE;VALUE=DATE:20260303"),
            ["S 2026-03-02 2026-03-02", "S 2026-03-04 2026-03-04", "S 2026-03-05 2026-03-05"]
        ),
        (
            "repeated by weekday until a day", calendar(day + "\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260311"),
            [
                "S 2026-03-02 2026-03-02", "S 2026-03-04 2026-03-04", "S 2026-03-09 2026-03-09",
                "S 2026-03-11 2026-03-11",
            ]
        ),
        (
            "one occurrence moved, one cancelled",
            calendar(
                day + "\nRRULE:FREQ=DAILY;COUNT=3",
                "DTSTART;VALUE=DATE:20260310\nRECURRENCE-ID;VALUE=DATE:20260303\nSUMMARY:M\nUID:u",
                "DTSTART;VALUE=DATE:20260304\nRECURRENCE-ID;VALUE=DATE:20260304\nSUMMARY:C\nSTATUS:CANCELLED\nUID:u"),
            ["S 2026-03-02 2026-03-02", "C 2026-03-04 2026-03-04", "M 2026-03-10 2026-03-10"]
        ),
        (
            "further days", calendar(day + "\nRDATE;VALUE=DATE:20260320"),
            ["S 2026-03-02 2026-03-02", "S 2026-03-20 2026-03-20"]
        ),
        (
            "a fold within a character",
            "\u{FEFF}" + calendar("DTSTART;VALUE=DATE:20260302\nSUMMARY:Caf\n \u{E9} \\, two\\nlines\nUID:u"),
            ["Café , two\nlines 2026-03-02 2026-03-02"]
        ),
        (
            "several calendars", calendar(day) + calendar(day.replacing("SUMMARY:S", with: "SUMMARY:T")),
            ["S 2026-03-02 2026-03-02", "T 2026-03-02 2026-03-02"]
        ),
        ("an empty one", calendar(), []),
    ] as [(String, String, [String])])
func `calendars`(name: String, text: String, wanted: [String]) {
    #expect(times(text) == wanted)
}

@Test func `an event without end is followed for two years`() {
    let endless = Table.read(Array(calendar(day + "\nRRULE:FREQ=YEARLY").utf8))
    #expect(endless.rowCount == 1 + 3)
    #expect(!endless.isRefused)
    #expect(endless.problems.count == 1)
}

@Test func `numbers of a JSON keep their digits`() {
    let text =
        "[{\"id\": 2520018000000073144, \"amount\": 12.10, \"tags\": [\"a\", \"b\"]},\n {\"amount\": -0.5e1, \"x\": {\"y\": null}, \"t\": \"\\u00e9\\ud83d\\ude00\"}]"
    #expect(
        grid(text) == [
            ["id", "amount", "tags", "x", "t"], ["2520018000000073144", "12.10", "a, b", "", ""],
            ["", "-0.5e1", "", "{\"y\":null}", "é😀"],
        ])
}

@Test(
    arguments: [
        "[{\"a\": 1}, ", "[{\"a\": 01}]", "[{\"a\" 1}]", "[{\"a\": \"\\ud800\"}]", "[{\"a\": tru}]", "[{\"a\": 1}] x",
        "[{\"a\": \"\u{1}\"}]",
        "{\"a\": 1}", "[]", String(repeating: "[", count: 100_000),
        "[" + String(repeating: "{\"a\":", count: 200) + "1" + String(repeating: "}", count: 200) + "]",
    ])
func `what is no JSON table is refused with its place`(text: String) {
    let table = Table.read(Array(text.utf8))
    #expect(table.container == .json)
    #expect(table.isRefused)
    #expect(!table.problems.isEmpty)
}

@Test func `a Trello board is read to the headings of Trello's CSV`() throws {
    let board = """
        {"id": "b", "name": "Prep", "lists": [{"id": "l", "name": "To do", "closed": false}],
         "members": [{"id": "m", "username": "ana"}],
         "customFields": [{"id": "f", "name": "Amount"}, {"id": "g", "name": "Kind", "options": [{"id": "o", "value": {"text": "Rental"}}]}],
         "cards": [{"id": "c", "name": "Crane", "closed": true, "due": "2026-03-02T17:00:00.000Z", "dueComplete": true, "idList": "l",
          "idMembers": ["m"], "labels": [{"name": "Camera", "color": "green"}], "badges": {"checkItems": 4, "checkItemsChecked": 1},
          "customFieldItems": [{"idCustomField": "f", "value": {"number": "1200.50"}}, {"idCustomField": "g", "idValue": "o"}]}]}
        """
    let table = grid(board)
    let card = Dictionary(zip(table[0], table[1]), uniquingKeysWith: { first, _ in first })
    let wanted = [
        "Card Name": "Crane", "Labels": "Camera (green)", "Members": "ana", "List Name": "To do", "Board Name": "Prep",
        "Archived": "true", "Due Complete": "true", "Amount": "1200.50", "Kind": "Rental",
        "Checklist Item Total Count": "4",
    ]
    for (heading, value) in wanted { #expect(card[heading] == value, "\(heading)") }
}

@Test func `a schedule's days are counted from its start, without its days off`() {
    func schedule(_ board: String, _ events: String = "{\"type\": \"start\", \"date\": \"2026-03-06T08:00:00.000Z\"}")
        -> String
    {
        """
        {"universalScheduleStandard": {"breakdowns": [{"id": "1", "scene": "12", "pages": 2.375, "type": "scene", "elements": ["e"]},
         {"id": "2", "scene": "14", "pages": 0.125, "type": "strip"}], "categories": [{"id": "k", "name": "Set"}],
         "elements": [{"id": "e", "name": "DECK", "category": "k"}], "calendars": [{"id": "c", "daysOff": [0, 6], "events": [\(events)]}],
         "stripboards": [{"name": "B", "calendar": "c", "boards": [{"name": "stripboard", "breakdownIds": \(board)}]}]}}
        """
    }
    let dated = grid(schedule("[[\"1\"], [\"2\"]]"))
    #expect(dated[1][0...6] == ["2026-03-06", "1", "shoot", "Main", "12", "", "DECK"])
    #expect(dated[1][9] == "2 3/8")
    // A weekend lies between.
    #expect(dated[2][0...4] == ["2026-03-09", "2", "shoot", "Main", "14"])
    let undated = Table.read(Array(schedule("[\"1\", \"2\"]").utf8))
    #expect(grid(undated)[1][0...4] == ["", "", "scene", "Main", "12"])
    #expect(undated.problems.count == 1)
    #expect(!undated.isRefused)
}

@Test func `legs of an IIF that do not add up are reported, and lists are rows of their own kind`() {
    let text =
        "!TRNS\tDATE\tAMOUNT\n!SPL\tAMOUNT\tDATE\n!ENDTRNS\n!VEND\tNAME\nVEND\tOtto\nTRNS\t3/2/26\t-5.00\nSPL\t\"1,005.00\"\t3/2/26\nENDTRNS\n"
    let table = Table.read(Array(text.utf8))
    #expect(table.container == .iif)
    #expect(
        grid(table) == [
            ["Record", "DATE", "AMOUNT"], ["VEND", "", ""], ["TRNS", "3/2/26", "-5.00"], ["SPL", "3/2/26", "1,005.00"],
            ["ENDTRNS", "", ""],
        ])
    #expect(table.line(ofRow: 3) == 7)
    #expect(table.problems.count == 1)
    #expect(!table.isRefused)
}

@Test func `a breakdown is read, and every way to cut it short is refused or whole`() {
    func record(_ type: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [0x23, 0, 0, 0, UInt8(payload.count + 2), 0, type, 0] + payload
    }
    let head: [UInt8] =
        Array("SSI*".utf8) + [UInt8](repeating: 0, count: 10) + Array("Synopsis\0Cast Members\0".utf8) + [0]
    let whole =
        head + record(1, [1] + Array("1\t14A\tEXT. FERRY - DECK - NIGHT\t\0".utf8))
        + record(2, [1, 0, 1] + Array("ANA\0".utf8)) + record(3, [1, 0, 0, 0, 19, 0])
    #expect(
        grid(Table.read(whole)) == [
            ["Scene", "Int/Ext", "Set", "Time of Day", "Pages", "Synopsis", "Cast Members"],
            ["14A", "EXT", "FERRY - DECK", "NIGHT", "2 3/8", "", "ANA"],
        ])
    for length in 4..<whole.count { _ = Table.read(Array(whole[..<length])) }
    forAll(cases: 500) { random in
        var bytes = whole
        bytes[Int.random(in: 4..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        return Table.read(bytes).rowCount >= 1
    }
}
