import CostModel
import Tables
import TestSupport
import Testing

/// One spoiled row between rows in order: how it is read without a profile. The others must come out as they are.
private struct Spoiled: CustomTestStringConvertible, Sendable {
    var name: String
    /// The row as it stands in the file, and its cells.
    var line: String
    var cells: [String]
    var problem: Problem = .none
    var testDescription: String { name }

    enum Problem { case none, quote, delimiter }
}

private let before = ["D,\"Pier 40, LLC\",1", "E,\"Otto \"\"Bo\"\" Lee\",2", "F,plain,3", "G,\"x\ny\",4"]
private let after = ["M,\"Lens, House\",5", "N,\"48\"\"\",6", "O,plain,7", "P,\"u, v\",8"]
private let beforeCells = [
    ["D", "Pier 40, LLC", "1"], ["E", "Otto \"Bo\" Lee", "2"], ["F", "plain", "3"], ["G", "x\ny", "4"],
]
private let afterCells = [["M", "Lens, House", "5"], ["N", "48\"", "6"], ["O", "plain", "7"], ["P", "u, v", "8"]]

private let spoiled: [Spoiled] = [
    Spoiled(name: "in order", line: "J,\"a, b\",9", cells: ["J", "a, b", "9"]),
    Spoiled(name: "a quote before the first cell", line: "\"J,ab,9", cells: ["\"J", "ab", "9"], problem: .quote),
    Spoiled(name: "a quote before a cell", line: "J,\"ab,9", cells: ["J", "\"ab", "9"], problem: .quote),
    Spoiled(name: "a quote before the last cell", line: "J,ab,\"9", cells: ["J", "ab", "\"9"], problem: .quote),
    Spoiled(name: "a quote in place of a blank cell", line: "J,ab,\"", cells: ["J", "ab", "\""], problem: .quote),
    Spoiled(
        name: "a quote before a cell in quotes", line: "J,\"\"a, b\",9", cells: ["J", "\"a, b", "9"], problem: .none),
    Spoiled(
        name: "a quote before a cell, and one in quotes behind", line: "\"J,\"a, b\",9", cells: ["\"J", "a, b", "9"],
        problem: .quote),
    Spoiled(name: "a quote that nobody doubled", line: "J,\"5\" pipe, b\",9", cells: ["J", "5\" pipe, b", "9"]),
    Spoiled(
        name: "a quote at the end that nobody doubled", line: "J,\"pipe, 48\"\",9", cells: ["J", "pipe, 48\"", "9"],
        problem: .quote),
    Spoiled(name: "the same in a cell of two lines", line: "J,\"5\" pipe\nb\",9", cells: ["J", "5\" pipe\nb", "9"]),
    Spoiled(name: "inches", line: "J,5\" x 3\",9", cells: ["J", "5\" x 3\"", "9"]),
    Spoiled(
        name: "no delimiter before a quote", line: "J\"ab\",9", cells: ["J", "ab", "9"], problem: .delimiter),
    Spoiled(name: "as many cells as ever", line: "J\"a, b\",9", cells: ["J\"a", " b\"", "9"]),
    Spoiled(
        name: "no delimiter behind a quote", line: "J,\"a, b\"9", cells: ["J", "a, b", "9"], problem: .quote),
    Spoiled(
        name: "no delimiter between quotes", line: "\"J\"\"a, b\",9", cells: ["J", "a, b", "9"], problem: .delimiter),
    Spoiled(name: "no delimiter between words", line: "Jab,9", cells: ["Jab", "9"]),
    Spoiled(name: "a delimiter too many", line: "J,,\"a, b\",9", cells: ["J", "", "a, b", "9"]),
    Spoiled(name: "a quoted word in a short row", line: "J,\"a \"\"b\"\"\"", cells: ["J", "a \"b\""]),
    Spoiled(name: "a cell of two lines in a short row", line: "J,\"a\nb, c\"", cells: ["J", "a\nb, c"]),
    Spoiled(name: "a cell of two lines in a long row", line: "J,\"a\nb, c\",9,", cells: ["J", "a\nb, c", "9", ""]),
    Spoiled(name: "another delimiter", line: "J;ab;9", cells: ["J", "ab", "9"], problem: .delimiter),
    Spoiled(name: "words are no cells", line: "made by Ann", cells: ["made by Ann"]),
]

@Test(arguments: spoiled)
private func `one bad row spoils itself alone`(one: Spoiled) {
    for end in ["\n", "\r\n", "\r"] {
        let lines = before + [one.line] + after
        let table = Table.read(Array(lines.map { $0 + end }.joined().utf8), mends: true)
        let rows = (0..<table.rowCount).map { row in
            (0..<table.width(ofRow: row)).map { table.string($0, ofRow: row) }
        }
        #expect(rows == beforeCells + [one.cells] + afterCells)
        #expect(!table.isRefused)
        // The row behind knows its line, however many lines the bad one has.
        let bad = 6
        if rows.count == 9 { #expect(table.line(ofRow: 5) == bad + 1 + one.line.count { $0 == "\n" }) }
        let said = table.problems.map { problem -> Spoiled.Problem in
            if case .quoteStray(line: bad, _) = problem { return .quote }
            if case .delimiterMended(line: bad) = problem { return .delimiter }
            return .none
        }
        #expect(said == (one.problem == .none ? [] : [one.problem]))
    }
}

@Test func `a profile's strict reading refuses what inspect mends`() {
    let text = Array("A,B\n1,\"open\n2,3\n".utf8)
    #expect(Table.read(text, delimiter: .comma).isRefused)
    #expect(!Table.read(text, mends: true).isRefused)
}

@Test func `an open quote on each line is not looked for to the end of the file each time`() {
    let table = Table.read(Array(("A,B,C\n" + String(repeating: "a,\"b,c\n", count: 3_000)).utf8), mends: true)
    #expect(table.rowCount == 3_001)
    #expect(table.string(1, ofRow: 3_000) == "\"b")
}
