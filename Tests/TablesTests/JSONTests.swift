import CostModel
import Tables
import TestSupport
import Testing

private func grid(_ text: String) -> [[String]] {
    let table = Table.read(Array(text.utf8))
    return (0..<table.rowCount).map { row in (0..<table.width(ofRow: row)).map { table.string($0, ofRow: row) } }
}

@Test(
    arguments: [
        ("[{\"a\": 1, \"a\": 2}]", 1, 11, "the name \"a\" stands twice in one object"),
        ("[{\"a\": \"\\u+1F4\"}]", 1, 9, "an escape is none"),
        ("[{\"a\": \"\\x\"}]", 1, 9, "an escape is none"),
        ("[\n {\"a\": 1}\n] ]", 3, 3, "something follows the end of the JSON"),
        ("[{\"a\": 1},\n  {\"b\": .5}]", 2, 9, "is no JSON value"),
        ("[{\"a\": \"x\n\"}]", 1, 10, "a control character stands in a text"),
        ("[{\"a\": 1}", 1, 10, "a comma or a closing bracket is missing"),
        ("[{\"a\": \"x", 1, 10, "a text is never closed"),
    ] as [(String, Int, Int, String)])
func `what is wrong with a JSON has its place`(text: String, line: Int, column: Int, message: String) {
    let problems = Table.read(Array(text.utf8)).problems.map { Diagnostic($0, file: "f") }
    #expect(problems.map { [$0.line, $0.column] } == [[line, column]])
    #expect(problems.map(\.message) == [message])
}

@Test(arguments: ["a key for each object", "blank cells by the million", "too many values", "a long name on each card"])
func `a JSON that would burst is refused`(name: String) {
    let text =
        switch name {
        case "a key for each object": "[" + (0..<100_000).map { "{\"k\($0)\":1}" }.joined(separator: ",") + "]"
        case "blank cells by the million":
            "[{" + (0..<500).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
                + String(repeating: ",{\"k\":1}", count: 100_000) + "]"
        case "too many values": "{\"a\":[" + String(repeating: "0,", count: 1_000_000) + "0]}"
        default:
            "{\"name\":\"\(String(repeating: "x", count: 1 << 19))\",\"lists\":[],\"cards\":[{}"
                + String(repeating: ",{}", count: 10_000) + "]}"
        }
    let table = Table.read(Array(text.utf8))
    let isRefused = table.isRefused && table.rowCount <= 1
    #expect(isRefused)
}

@Test func `a list within one object is the table`() {
    #expect(
        grid("{\"n\": 2, \"rows\": [{\"b\": true, \"a\": null}, {\"a\": \"x\"}]}") == [
            ["b", "a"], ["true", ""], ["", "x"],
        ])
}

/// Two shoot days around a weekend and a holiday, on two boards.
private func schedule(
    board: String = "[[\"1\"], [\"2\", \"9\"]]", more: String = "", start: String = "2026-03-06T08:00:00.000Z"
) -> String {
    """
    {"universalScheduleStandard": {
      "breakdowns": [
        {"id": "1", "scene": "12", "pages": 0.25, "type": "scene", "elements": ["s", "c", "d"]},
        {"id": "2", "scene": "14", "pages": 1, "type": "scene"}, {"id": "3", "scene": "20", "type": "strip"},
        {"id": "8", "type": "day"}, {"id": "9", "type": "banner"}],
      "categories": [
        {"id": "k", "name": "Sets", "ucid": 0}, {"id": "l", "name": "Performers", "ucid": 100, "elements": ["c", "d"]}],
      "elements": [{"id": "s", "name": "DECK", "category": "k"}, {"id": "c", "name": "MARA"}, {"id": "d", "name": "ILO"}],
      "calendars": [{"id": "x", "daysOff": [0, 6], "events": [
        {"type": "start", "date": "\(start)"}, {"type": "dayOff", "name": "holiday", "date": "2026-03-09T08:00:00.000Z"}]}],
      "stripboards": [{"calendar": "x", "boards": [
        {"name": "stripboard", "breakdownIds": \(board)}\(more), {"name": "boneyard", "breakdownIds": ["3"]}]}]}}
    """
}

@Test(
    arguments: [
        ("lists", schedule(), ["2026-03-06 1 Main 12", "2026-03-10 2 Main 14"]),
        (
            "strips that end a day", schedule(board: "[\"1\", \"8\", \"2\"]"),
            ["2026-03-06 1 Main 12", "2026-03-10 2 Main 14"]
        ),
        (
            "strips that head a day", schedule(board: "[\"8\", \"1\", \"8\", \"2\"]"),
            ["2026-03-06 1 Main 12", "2026-03-10 2 Main 14"]
        ),
        (
            "a second unit", schedule(more: ", {\"name\": \"Second unit\", \"breakdownIds\": [[\"3\"]]}"),
            ["2026-03-06 1 Main 12", "2026-03-10 2 Main 14", "2026-03-06 1 Second unit 20"]
        ),
        ("no days", schedule(board: "[\"1\", \"2\"]"), ["Main 12", "Main 14"]),
    ])
func `shoot days of a schedule`(name: String, text: String, wanted: [String]) {
    let rows = grid(text).dropFirst().filter { !$0[4].isEmpty }
    #expect(rows.map { [$0[0], $0[1], $0[3], $0[4]].filter { !$0.isEmpty }.joined(separator: " ") } == wanted)
}

@Test func `sets and cast are found by number or by name, days off are rows, and a late time is doubted`() {
    let rows = grid(schedule())
    #expect(rows[1][6] == "DECK")
    #expect(rows[1][9...10] == ["2/8", "MARA, ILO"])
    #expect(rows.last?[0...3] == ["2026-03-09", "", "holiday", "Main"])
    #expect(Table.read(Array(schedule().utf8)).problems.isEmpty)
    #expect(Table.read(Array(schedule(start: "2026-03-05T23:00:00.000Z").utf8)).problems.count == 1)
}

@Test func `no change of bytes and no cut of a JSON brings the reader down`() {
    for whole in [Array(schedule().utf8), Array("[{\"a\": \"\\ud83d\\ude00\", \"b\": [1.5e-3, {\"c\": null}]}]".utf8)] {
        for length in 0..<whole.count { _ = Table.read(Array(whole[..<length])) }
        forAll(cases: 400) { random in
            var bytes = whole
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            return Table.read(bytes).rowCount >= 0
        }
    }
}
