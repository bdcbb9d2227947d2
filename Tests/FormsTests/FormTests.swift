import CostModel
import Forms
import Foundation
import Sheets
import TestSupport
import Testing

private let header = Sheet.Header(
    title: "Night Ferry", subtitle: "Test no. 1", right: "Night Ferry, LLC", rightBelow: "USD", isDraft: false)
private let facts = FormFacts(
    report: "test", number: "6r1", period: Day(iso: "2026-05-16")!, currency: .usd, variance: .overPositive,
    basis: .totalCosts, isDraft: true)

/// One column of texts, one of figures, both also as detail rows.
private func workbook(_ texts: [String], _ values: [Cell.Value] = []) -> Workbook {
    var sheet = Sheet(
        name: "Vendors", header: header,
        columns: [Column("Vendor", .text).named("vendor"), Column("Amount", .cents).named("amount")])
    for index in 0..<max(texts.count, values.count) {
        let value = index < values.count ? values[index] : .blank
        sheet.lines.append(
            Line(.detail, [index < texts.count ? .text(texts[index]) : .blank, Cell(value)]))
    }
    sheet.lines += [.spacer, Line(.grand, [.text("Total"), .formula("SUM(B5:B6)", Money(-5, .usd))])]
    sheet.detail = Texts(texts)
    sheet.footnotes = ["Computed in \"cents\"."]
    return Workbook(title: "Night Ferry: Test", company: "NF", date: Day(iso: "2026-05-16")!, sheets: [sheet])
}

private struct Texts: DetailRows {
    var texts = CostModel.Texts()
    private var ids: [TextID] = []
    var count: Int { ids.count }

    init(_ all: [String]) { ids = all.map { texts.intern($0) } }

    func write(_ range: Range<Int>, to sink: inout some DetailSink) {
        for row in range {
            sink.text(ids[row])
            sink.money(Money(Int64(row) - 1, .usd))
            sink.endRow()
        }
    }
}

/// What the CSV file of the workbook's only sheet has.
private func csv(_ workbook: Workbook) throws -> String {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let paths = try CSVForm.write(workbook, named: "Test", in: folder)
    #expect(paths == ["\(folder)/csv/Test - Vendors.csv"])
    return try String(contentsOfFile: paths[0], encoding: .utf8)
}

private func json(_ workbook: Workbook) throws -> String {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try JSONForm.write(workbook, facts, to: "\(folder)/Test.json")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["Test.json"])
    return try String(contentsOfFile: "\(folder)/Test.json", encoding: .utf8)
}

@Test(arguments: [
    ("Otto", "Otto"), ("Otto, Karl", "\"Otto, Karl\""), ("the \"Ritz\"", "\"the \"\"Ritz\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("=1+1", "'=1+1"), ("+49 30", "'+49 30"), ("-", "'-"), ("@home", "'@home"),
    ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("=HYPERLINK(\"http://x\",1)", "\"'=HYPERLINK(\"\"http://x\"\",1)\""),
    ("'=1", "''=1"), ("''-", "'''-"), ("'Til Dawn", "'Til Dawn"), ("a=b", "a=b"), ("'", "'"), (" =1", " =1"),
    ("😀", "😀"), ("Łódź <script>", "Łódź <script>"),
])
func `a text is one field, and no spreadsheet takes it for a formula`(text: String, field: String) throws {
    let rows = try csv(workbook([text]))
    #expect(
        rows
            == "sheet_row,row_kind,vendor,amount\r\n5,detail,\(field),\r\n7,grand,Total,-0.05\r\n8,detail,\(field),-0.01\r\n"
    )
}

@Test(arguments: [
    (Cell.Value.money(Money(0, .usd)), "0.00", "\"0.00\""),
    (.money(Money(-5, .usd)), "-0.05", "\"-0.05\""),
    (.money(Money(123_456_789_012_345, .usd)), "1234567890123.45", "\"1234567890123.45\""),
    (.money(Money(.min, .usd)), "-92233720368547758.08", "\"-92233720368547758.08\""),
    (.money(Money(-1234, jpy)), "-1234", "{\"amount\": \"-1234\", \"currency\": \"JPY\"}"),
    (.money(Money(7, kwd)), "0.007", "{\"amount\": \"0.007\", \"currency\": \"KWD\"}"),
    (.number(-125, digits: 2), "-1.25", "{\"number\": \"-1.25\"}"),
    (.number(0, digits: 0), "0", "{\"number\": \"0\"}"),
    (.formula("A1", .money(Money(100, .usd))), "1.00", "\"1.00\""),
    (.day(Day(iso: "2024-02-29")!), "2024-02-29", "{\"day\": \"2024-02-29\"}"),
    (.text("Feed"), "Feed", "{\"text\": \"Feed\"}"), (.blank, "", "null"),
])
func `a figure is exact, whatever the sheet prints`(value: Cell.Value, field: String, form: String) throws {
    let book = workbook([], [value])
    #expect(try csv(book).contains("\r\n5,detail,,\(field)\r\n"))
    #expect(try json(book).contains("{\"row\": 5, \"kind\": \"detail\", \"cells\": [null,\(form)]},"))
}

@Test func `hostile texts come back from both forms as they were`() throws {
    let texts = ["\u{1}\u{8}\u{1F}", "\\\"", "a\r\nb", "\u{202E}cod", "</script>", "=cmd|' /C calc'!A0", "x\u{2028}y"]
    let object = try JSONSerialization.jsonObject(with: Data(json(workbook(texts)).utf8)) as? [String: Any]
    let sheet = try #require((object?["sheets"] as? [[String: Any]])?.first)
    let rows = try #require(sheet["rows"] as? [[String: Any]])
    #expect(rows.map { ($0["cells"] as? [Any])?[0] as? String } == texts + ["Total"] + texts)
    #expect(sheet["notes"] as? [String] == ["Computed in \"cents\"."])
    #expect(object?["draft"] as? Bool == true && object?["number"] as? String == "6r1")
    let text = try csv(workbook(texts))
    for text in texts where text.hasPrefix("=") { #expect(!text.contains(",\(text)")) }
    #expect(text.contains("\u{1}\u{8}\u{1F}") && text.contains("\"a\r\nb\""))
}

@Test func `columns have the names of the definition, or else names of their own`() throws {
    var book = workbook(["x"])
    book.sheets[0].columns = [Column("Est. final cost", .text), Column("", .cents)]
    #expect(try csv(book).hasPrefix("sheet_row,row_kind,est_final_cost,column_2\r\n"))
    book.sheets[0].columns = [Column("Same", .text), Column("Same", .cents)]
    #expect(try csv(book).hasPrefix("sheet_row,row_kind,same,same_2\r\n"))
}

@Test func `a form that cannot be written leaves the old file and no other`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try JSONForm.write(workbook(["x"]), facts, to: "\(folder)/Test.json")
    let before = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/Test.json"))
    // A folder where the file should be: written, and then it cannot have its name.
    try FileManager.default.createDirectory(atPath: "\(folder)/Other.json/x", withIntermediateDirectories: true)
    let failure = #expect(throws: FormFailure.self) {
        try JSONForm.write(workbook(["y"]), facts, to: "\(folder)/Other.json")
    }
    #expect(failure?.description.hasPrefix("\(folder)/Other.json: error: cannot be written") == true)
    #expect(throws: FormFailure.self) { try JSONForm.write(workbook(["y"]), facts, to: "/nowhere/Test.json") }
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/Test.json")) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["Other.json", "Test.json"])
}
