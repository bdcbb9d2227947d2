import CostModel
import Intake
import Tables
import TestSupport
import Testing

/// Files without a profile: what `inspect` makes of them.
private struct Plain: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    var columns: [String]
    var rows: [String]
    var ignored: [String] = []
    var codes: [DiagnosticCode] = []
    var testDescription: String { name }
}

private let table =
    "Date,Vendor,Amount\n2026-03-02,Otto,5.00\n2026-03-03,\"Pier 40, LLC\",7.25\n2026-03-04,Lens House,1.00\n"
private let columns = ["Date", "Vendor", "Amount"]
private let rows = ["2026-03-02|Otto|5.00", "2026-03-03|Pier 40, LLC|7.25", "2026-03-04|Lens House|1.00"]

private let files: [Plain] = [
    Plain(name: "a plain table", text: table, columns: columns, rows: rows),
    Plain(
        name: "semicolons and tabs",
        text: table.replacing("\"Pier 40, LLC\"", with: "Pier 40, LLC").replacing(",0", with: ",0")
            .replacing("Date,Vendor,Amount", with: "Date;Vendor;Amount").replacing("02,Otto,5", with: "02;Otto;5")
            .replacing("03,Pier 40, LLC,7", with: "03;Pier 40, LLC;7").replacing(
                "04,Lens House,1", with: "04;Lens House;1"),
        columns: columns, rows: rows),
    Plain(name: "lone CR", text: table.replacing("\n", with: "\r"), columns: columns, rows: rows),
    Plain(
        name: "mixed line ends", text: table.replacing("5.00\n", with: "5.00\r\n").replacing("7.25\n", with: "7.25\r"),
        columns: columns, rows: rows),
    Plain(
        name: "apostrophes for quotes", text: table.replacing("\"", with: "'"), columns: columns, rows: rows),
    Plain(
        name: "backslashes before quotes",
        text: table.replacing("\"Pier 40, LLC\"", with: "\"Pier \\\"40\\\", LLC\""), columns: columns,
        rows: rows.map { $0.replacing("Pier 40", with: "Pier \"40\"") }),
    Plain(
        name: "a backslash before the closing quote is data",
        text: "\"A\",\"B\"\n\"x\\\",\"1\"\n\"y\",\"2\"\n\"z\\\\\",\"3\"\n", columns: ["A", "B"],
        rows: ["x\\|1", "y|2", "z\\\\|3"]),
    Plain(
        name: "blanks behind commas", text: table.replacing(",", with: ", ").replacing("40,  LLC", with: "40, LLC"),
        columns: columns, rows: rows),
    Plain(
        name: "a preamble, counted in records", text: "\"Stock\nlist\"\nmade today\n\n" + table, columns: columns,
        rows: rows,
        ignored: ["1 above the header", "3 above the header", "4 blank"]),
    Plain(
        name: "a header of two rows", text: "Posting,,Net\n" + table,
        columns: ["Posting Date", "Vendor", "Net Amount"],
        rows: rows),
    Plain(
        name: "no header", text: String(table.dropFirst("Date,Vendor,Amount\n".count)),
        columns: ["column 1", "column 2", "column 3"], rows: rows),
    Plain(name: "nothing but a header", text: "Date,Vendor,Amount\n", columns: columns, rows: []),
    Plain(
        name: "one column", text: "Vendor\nOtto Rentals\nPier 40\n", columns: ["Vendor"],
        rows: ["Otto Rentals", "Pier 40"]),
    Plain(
        name: "totals, groups and notes below",
        text: table + "Camera,,\n2026-03-05,Otto,2.00\nTOTAL,,15.25\n\nPrepared by A\n",
        columns: columns, rows: rows + ["2026-03-05|Otto|2.00"],
        ignored: ["5 group", "7 total", "8 blank", "9 below the table"]),
    Plain(
        name: "two tables: the larger is shown", text: table + "\nCode,Name,Rate,Unit\n1,a,2.00,day\n",
        columns: columns, rows: rows,
        ignored: ["5 blank", "6 another table", "7 another table"]),
    Plain(
        name: "a blank row inside", text: table + "\n2026-03-05,Otto,2.00\n", columns: columns,
        rows: rows + ["2026-03-05|Otto|2.00"],
        ignored: ["5 blank"]),
    Plain(
        name: "trailing empty columns", text: table.replacing("\n", with: ",,\n"), columns: columns,
        rows: rows),
    Plain(
        name: "a cell too many, a cell too few", text: table + "2026-03-05,Otto,Berlin,2.00\n2026-03-06,Otto\n",
        columns: columns,
        rows: rows + ["2026-03-05|Otto|Berlin|2.00", "2026-03-06|Otto"], codes: [.rowRagged]),
    Plain(
        name: "a stray quote spoils its own row", text: table + "2026-03-05,\"Otto,2.00\n2026-03-06,\"Pier, 9\",3.00\n",
        columns: columns,
        rows: rows + ["2026-03-05|\"Otto|2.00", "2026-03-06|Pier, 9|3.00"], codes: [.quoteStray]),
    Plain(
        name: "the header again", text: table + "Date,Vendor,Amount\n2026-03-05,Otto,2.00\n", columns: columns,
        rows: rows + ["2026-03-05|Otto|2.00"], ignored: ["5 header again"]),
    Plain(name: "nothing", text: "", columns: [], rows: [], codes: [.fileEmpty]),
]

@Test(arguments: files) private func `a file that no profile knows is read as the table that it is`(file: Plain) {
    let source = SourceBytes(path: "in.csv", bytes: Array(file.text.utf8))
    let found = Intake.inspect(source, profiles: ProfileSet(), currency: .usd)
    #expect(found.columns == file.columns)
    #expect(found.rows.map { $0.joined(separator: "|") } == file.rows)
    #expect(found.ignored.map { "\($0.line) \($0.reason)" } == file.ignored)
    var codes: [DiagnosticCode] = []
    for diagnostic in found.diagnostics where !codes.contains(diagnostic.code) { codes.append(diagnostic.code) }
    #expect(codes == file.codes)
}

@Test func `a heading that is nearly there is named`() throws {
    let source = SourceBytes(path: "in.csv", bytes: Array("Date,Description,Cardmember,Amount,Reference\n".utf8))
    let found = Intake.inspect(source, profiles: ProfileSet([shipped["amex"]!]), currency: .usd)
    let hint = found.diagnostics.first { $0.code == .profileUnknown }?.hint ?? ""
    #expect(hint.contains("the nearest is amex, which also needs \"Card Member\" (is that \"Cardmember\"?)"), "\(hint)")
}

@Test func `two delimiters that make as much sense are a question`() {
    let source = SourceBytes(path: "in.csv", bytes: Array("x|y;z\nu|v;w\nr|s;t\n".utf8))
    let found = Intake.inspect(source, profiles: ProfileSet(), currency: .usd)
    #expect(found.diagnostics.map(\.code) == [.dialectTie])
}
