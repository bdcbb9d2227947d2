import CostModel
import Tables
import TestSupport
import Testing

private struct Case: Sendable {
    var title: String
    var text: String
    var rows: [[String]]
    var lines: [Int]
}

private let cases = [
    Case(title: "plain", text: "a,b\n1,2\n", rows: [["a", "b"], ["1", "2"]], lines: [1, 2]),
    Case(title: "no last line end", text: "a,b\n1,2", rows: [["a", "b"], ["1", "2"]], lines: [1, 2]),
    Case(title: "CRLF", text: "a,b\r\n1,2\r\n", rows: [["a", "b"], ["1", "2"]], lines: [1, 2]),
    Case(title: "lone CR", text: "a,b\r1,2\r", rows: [["a", "b"], ["1", "2"]], lines: [1, 2]),
    Case(
        title: "mixed", text: "a,b\r\n1,2\r3,4\n5,6", rows: [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]],
        lines: [1, 2, 3, 4]),
    Case(
        title: "blank lines are rows without cells", text: "\na\n\r\n\rb\n", rows: [[], ["a"], [], [], ["b"]],
        lines: [1, 2, 3, 4, 5]),
    Case(
        title: "line ends within quotes", text: "a,\"x\ny\r\nz\rw\"\n2,3\n",
        rows: [["a", "x\ny\r\nz\rw"], ["2", "3"]],
        lines: [1, 5]),
    Case(title: "doubled quotes", text: "\"a \"\"b\"\", c\",d\n", rows: [["a \"b\", c", "d"]], lines: [1]),
    Case(title: "blanks stay", text: " a , b\t,\n", rows: [[" a ", " b\t", ""]], lines: [1]),
    Case(title: "quoted blanks stay", text: "\" a \",\"\"\n", rows: [[" a ", ""]], lines: [1]),
    Case(title: "a line of blanks is a cell", text: "a\n  \n", rows: [["a"], ["  "]], lines: [1, 2]),
    Case(
        title: "a quote inside of a cell is a character", text: "5\" nail,2\n", rows: [["5\" nail", "2"]], lines: [1]),
    Case(title: "empty cells", text: ",,\n,,", rows: [["", "", ""], ["", "", ""]], lines: [1, 2]),
    Case(title: "characters beyond ASCII", text: "ʤ,é\n€,😀\n", rows: [["ʤ", "é"], ["€", "😀"]], lines: [1, 2]),
    Case(title: "nothing", text: "", rows: [], lines: []),
]

@Test(arguments: cases)
private func `records come out exactly and know their lines`(one: Case) {
    let table = Table.read(Array(one.text.utf8), delimiter: .comma)
    #expect(rows(table) == one.rows, "\(one.title)")
    #expect(lines(table) == one.lines, "\(one.title)")
}

@Test(arguments: [
    ("a,b\n1,2\n", ",", "2 of the first 2 records have 2 cells with it"),
    ("a;b;c\n1,5;2,5;x\n", ";", "2 of the first 2 records have 3 cells with it"),
    ("a\tb, c\td\n1\t2, 3\t4\n", "\t", "2 of the first 2 records have 3 cells with it"),
    ("a|b\n1|2\n", "|", "2 of the first 2 records have 2 cells with it"),
    ("a;b;c\n\"x,y,z,w\";\"1;2\"\"\n3,4\";5\n", ";", "2 of the first 2 records have 3 cells with it"),
    ("title\n\na,b,c\n1,2,3\n4,5,6\n", ",", "3 of the first 4 records have 3 cells with it"),
    ("one\ntwo\n", ",", "no delimiter was found"),
    ("sep=;\na,b;c\n", ";", "the first line says so"),
    ("\"sep=\t\"\r\na,b\tc\n", "\t", "the first line says so"),
    ("sep=x\na,b\n", ",", "1 of the first 2 records have 2 cells with it"),
])
func `the delimiter is found and the reason said`(text: String, delimiter: String, reason: String) {
    let dialect = Table.read(Array(text.utf8)).dialect
    #expect(dialect.delimiter.character == delimiter)
    #expect(dialect.reason == reason)
}

@Test func `a declared delimiter is not overruled, but for the file's own word`() {
    #expect(Table.read(Array("a;b;c\n1;2;3\n".utf8), delimiter: .comma).width(ofRow: 0) == 1)
    #expect(Table.read(Array("sep=;\na;b;c\n".utf8), delimiter: .comma).width(ofRow: 1) == 3)
}

@Test(arguments: [
    ("a,b\n1,\"open\n2,3\n", TableProblem.quoteUnclosed(line: 2, column: 3)),
    ("a,b\n\"x\ny\",\"open\n2,3\n", .quoteUnclosed(line: 3, column: 4)),
    ("\"open", .quoteUnclosed(line: 1, column: 1)),
    ("", .empty),
])
func `what cannot be taken apart is said`(text: String, problem: TableProblem) {
    let table = Table.read(Array(text.utf8), delimiter: .comma)
    #expect(table.problems == [problem])
    #expect(table.isRefused == (problem != .empty))
}

@Test func `a cell or a row beyond the limits ends the reading`() {
    let texts = [
        (String(repeating: "x,", count: 512) + "\n", TableProblem.rowTooWide(line: 1, cells: 513)),
        ("a\n\"" + String(repeating: "xy\n", count: 400_000), .cellTooLong(line: 2)),
        ("a\n" + String(repeating: "x", count: 1_100_000) + "\nb\n", .cellTooLong(line: 2)),
    ]
    for (text, problem) in texts {
        let isSame = Table.read(Array(text.utf8), delimiter: .comma).problems == [problem]
        #expect(isSame, "\(problem)")
    }
}

@Test func `the limits themselves are allowed`() {
    let wide = Table.read(Array((String(repeating: "x,", count: 511) + "\n").utf8), delimiter: .comma)
    #expect(wide.problems.isEmpty)
    let long = Table.read(Array(("a\n" + String(repeating: "x", count: 1 << 20) + "\nb\n").utf8), delimiter: .comma)
    #expect(long.problems.isEmpty)
    #expect(long.rowCount == 3)
}

@Test func `a cell's place is found by line and byte column`() {
    let table = Table.read(Array("é,bb\n\"q\n\"\"r\",c\n\n\"x\",,\"y\"\n".utf8), delimiter: .comma)
    #expect(table.place(ofCell: 1, inRow: 0) == (1, 4))
    #expect(table.place(ofCell: 0, inRow: 1) == (2, 1))
    #expect(table.place(ofCell: 1, inRow: 1) == (3, 6))
    #expect(table.place(ofCell: 2, inRow: 3) == (5, 6))
    #expect(table.place(ofCell: 3, inRow: 3) == (5, 0))
}

/// Writes rows in a random style of quotes and line ends: what comes back must be the rows, and the lines must be counted.
@Test func `what is written in any style is read back, with its lines`() {
    forAll(cases: 400) { random in
        let alphabet: [Character] = ["a", "\"", ",", ";", "\n", "\r\n", "\r", " ", "é", "-", "\t", "|"]
        let delimiter = Dialect.Delimiter.allCases.randomElement(using: &random)!
        let width = Int.random(in: 2...5, using: &random)
        var text = ""
        var line = 1
        var wantedRows: [[String]] = []
        var wantedLines: [Int] = []
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let row = (0..<width).map { _ in
                String((0..<Int.random(in: 0...6, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
            }
            wantedRows.append(row)
            wantedLines.append(line)
            text += row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: delimiter.character)
            let end = ["\n", "\r\n", "\r"].randomElement(using: &random)!
            text += end
            // A cell may end in CR with its quote behind it: line ends are counted within cells and between rows.
            line += row.reduce(1) { $0 + lineEnds($1) }
        }
        let table = Table.read(Array(text.utf8), delimiter: delimiter)
        return rows(table) == wantedRows && lines(table) == wantedLines && table.problems.isEmpty
            && (0..<table.rowCount).allSatisfy { row in
                let last = table.place(ofCell: width - 1, inRow: row)
                return last.line == table.line(ofRow: row) + wantedRows[row].dropLast().reduce(0) { $0 + lineEnds($1) }
            }
    }
}

private func lineEnds(_ text: String) -> Int {
    text.reduce(0) { $0 + ($1 == "\n" || $1 == "\r" || $1 == "\r\n" ? 1 : 0) }
}
