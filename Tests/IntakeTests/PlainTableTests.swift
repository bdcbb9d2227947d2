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
    Plain(
        name: "a heading too far to the right", text: table.replacing("Date,Vendor", with: "Date,,Vendor"),
        columns: columns, rows: rows),
    Plain(
        name: "keys and values above",
        text: "Production:,Harbor Lights,,\nWeek ending:,2026-05-02,,\n"
            + "Date,Vendor,Amount,Account\n2026-04-28,Otto,5.00,2210\n2026-04-29,Lens,6.00,2211\n",
        columns: ["Date", "Vendor", "Amount", "Account"],
        rows: ["2026-04-28|Otto|5.00|2210", "2026-04-29|Lens|6.00|2211"],
        ignored: ["1 above the header", "2 above the header"]),
    Plain(
        name: "keys and values, then a blank row",
        text: "Card:,0000-1111,,\nLimit:,5000.00,,\n,,,\n"
            + "Date,Vendor,Amount,Account\n2026-04-28,Otto,5.00,2210\n2026-04-29,Lens,6.00,2211\n",
        columns: ["Date", "Vendor", "Amount", "Account"],
        rows: ["2026-04-28|Otto|5.00|2210", "2026-04-29|Lens|6.00|2211"],
        ignored: ["1 above the header", "2 above the header", "3 blank"]),
    Plain(
        name: "days for headings", text: "Name,4/13/2026,4/14/2026\nAnn,8,10\nBo,10,8\n",
        columns: ["Name", "4/13/2026", "4/14/2026"], rows: ["Ann|8|10", "Bo|10|8"]),
    Plain(
        name: "years for headings", text: "Account,2024,2025\n1100,5.00,6.00\n1200,1.00,2.00\n",
        columns: ["Account", "2024", "2025"], rows: ["1100|5.00|6.00", "1200|1.00|2.00"]),
    Plain(
        name: "a short first row is no header", text: table.replacing("2026-03-02,Otto,5.00", with: "Otto came; late"),
        columns: columns, rows: ["Otto came; late"] + rows.dropFirst(), codes: [.rowRagged]),
    Plain(
        name: "names are no table of words", text: "Ann Lee\nBo Ray\nCy Fox\n", columns: ["Ann Lee"],
        rows: ["Bo Ray", "Cy Fox"]),
    Plain(
        name: "columns set apart by blanks",
        text: "Date        Vendor         Amount\n2026-03-02  Otto             5.00\n"
            + "2026-03-03  Pier 40, LLC     7.25\n",
        columns: columns, rows: Array(rows.prefix(2))),
    Plain(
        name: "apostrophes of a column stay beside double quotes",
        text: "Date,Vendor,Reference\n2026-03-02,\"Otto, A\",'0012'\n2026-03-03,\"Bo\",'0013'\n",
        columns: ["Date", "Vendor", "Reference"], rows: ["2026-03-02|Otto, A|'0012'", "2026-03-03|Bo|'0013'"]),
    Plain(
        name: "the separator line is no heading", text: "sep=|\nA|B|C\n1|'x|y'|2\n3|'z'|4\n", columns: ["A", "B", "C"],
        rows: ["1|x|y|2", "3|z|4"], ignored: ["1 separator line"]),
    Plain(
        name: "two tables of other widths, without a gap",
        text: table + "Code,Name\n1,\"a, b\"\n2,c\n",
        columns: columns, rows: rows, ignored: ["5 another table", "6 another table", "7 another table"]),
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
