import CostModel
import Foundation
import Sheets
import TestSupport
import Testing
import XLSX

/// Detail rows with everything that a transaction can hold.
private func rows(_ count: Int) -> DemoRows {
    var texts = Texts()
    let vendors = ["Otto & Söhne <Rentals>", "=HYPERLINK(\"http://x\")", " leading", "one\u{1}two", "😀 Films", ""]
        .map { texts.intern($0) }
    return DemoRows(count: count, texts: texts, vendors: vendors)
}

private struct DemoRows: DetailRows {
    let count: Int
    let texts: Texts
    let vendors: [TextID]

    func write(_ range: Range<Int>, to sink: inout some DetailSink) {
        for row in range {
            sink.shared(vendors[row % vendors.count])
            sink.day(row % 7 == 0 ? .none : Day(number: 20_000 + Int32(row % 365)))
            sink.money(Money(Int64(row) * 37 - 500_000, .usd))
            sink.number(Int64(row), digits: 0)
            sink.endRow()
        }
    }
}

private func demo(rows count: Int = 10_000) -> Workbook {
    let header = Sheet.Header(
        title: "Night Ferry", subtitle: "Test no. 1", right: "Night Ferry, LLC", rightBelow: "USD", isDraft: false)
    var small = Sheet(
        name: "Cost Report", header: header,
        columns: [
            Column("Account", .text), Column("Budget", .money, band: "BUDGET"),
            Column("Over/(Under)", .variance(.overPositive), band: "VARIANCE"), Column("Note", .prose),
        ])
    small.lines = [
        Line(
            .detail, [.text("0110-10"), .money(Money(1_234_567, .usd)), .money(Money(-50, .usd)), .text("=1+1")],
            outline: 1),
        Line(
            .grand,
            [
                .text("Total"), .formula("SUM(B6:B6)", Money(1_234_567, .usd)), .formula("C6", Money(-50, .usd)),
                Cell(.text(String(repeating: "a long note ", count: 20)), .input, link: "'Transactions'!A5"),
            ]),
    ]
    small.footnotes = ["Computed in cents."]
    var detail = Sheet(
        name: "Transactions", header: header,
        columns: [
            Column("Vendor", .text), Column("Date", .day), Column("Amount", .cents), Column("Row", .number(digits: 0)),
        ])
    detail.detail = rows(count)
    detail.hasFilter = true
    return Workbook(
        title: "Night Ferry", company: "Night Ferry, LLC", date: Day(iso: "2026-05-16")!, sheets: [small, detail])
}

@Test func `two writes of one workbook are the same bytes`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try XLSXWriter.write(demo(), to: "\(folder)/a.xlsx")
    try XLSXWriter.write(demo(), to: "\(folder)/b.xlsx")
    let (a, b) = (
        FileManager.default.contents(atPath: "\(folder)/a.xlsx"),
        FileManager.default.contents(atPath: "\(folder)/b.xlsx")
    )
    #expect(a != nil && a == b)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a.xlsx", "b.xlsx"])
}

@Test(.enabled(if: python != nil, "needs COSTREPORT_PYTHON")) func `readers that are not ours agree`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try XLSXWriter.write(demo(), to: "\(folder)/a.xlsx")
    let check = try shell(python!, ["\(repositoryRoot)/Tests/Tools/check_workbook.py", "\(folder)/a.xlsx"])
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    let script = """
        import openpyxl, sys
        w = openpyxl.load_workbook(sys.argv[1])
        t = w['Transactions']
        rows = list(t.iter_rows(min_row=5, values_only=True))
        print(len(rows), round(sum(r[2] for r in rows) * 100), rows[1][0], rows[0][0], repr(rows[2][0]), rows[4][0], rows[5][0], rows[7][1], t.dimensions, t.auto_filter.ref)
        print(t['B6'].number_format, t['C6'].number_format, w['Cost Report']['A6'].data_type, w['Cost Report']['D6'].data_type)
        """
    let read = try shell(python!, ["-c", script, "\(folder)/a.xlsx"])
    let sum = (0..<10_000).reduce(Int64(0)) { $0 + Int64($1) * 37 - 500_000 }
    #expect(
        read.output == """
            10000 \(sum) =HYPERLINK("http://x") Otto & Söhne <Rentals> ' leading' 😀 Films None None A1:D10004 A4:D10004
            d mmm yyyy #,##0.00_);(#,##0.00);"–"_) s s

            """, "\(read.errors)")
}

@Test(arguments: [
    ("", "cannot be the name"), ("a/b", "cannot be the name"),
    (String(repeating: "x", count: 32), "cannot be the name"),
    ("TRANSACTIONS", "two sheets"),
])
func `a sheet name that Excel refuses is refused first`(name: String, message: String) throws {
    var workbook = demo(rows: 1)
    workbook.sheets[0].name = name
    let failure = #expect(throws: XLSXFailure.self) { try XLSXWriter.write(workbook, to: "/nowhere/a.xlsx") }
    #expect(failure?.description.contains(message) == true)
}

@Test func `a folder that is not there is an error with the path`() throws {
    let failure = #expect(throws: XLSXFailure.self) { try XLSXWriter.write(demo(rows: 1), to: "/nowhere/a.xlsx") }
    #expect(failure?.description.hasPrefix("/nowhere/a.xlsx: error:") == true)
}

@Test func `a full disk leaves the old workbook and no other file`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    guard try shell("/bin/mount", ["-t", "tmpfs", "-o", "size=200k", "none", folder]).status == 0 else {
        print("not allowed to mount a small disk: skipped")
        return
    }
    defer { _ = try? shell("/bin/umount", [folder]) }
    try XLSXWriter.write(demo(rows: 1), to: "\(folder)/a.xlsx")
    let before = FileManager.default.contents(atPath: "\(folder)/a.xlsx")
    for rows in [12_000, 100_000] {
        #expect(throws: XLSXFailure.self) { try XLSXWriter.write(demo(rows: rows), to: "\(folder)/a.xlsx") }
    }
    #expect(FileManager.default.contents(atPath: "\(folder)/a.xlsx") == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.xlsx"])
}

@Test func `what a killed run left half written is removed, and nothing else`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in [".Cost Report.xlsx.tmp-77", ".hidden", "Cost Report.xlsx"] {
        try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    XLSXWriter.removeLeftovers(in: folder)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [".hidden", "Cost Report.xlsx"])
}
