import CostModel
import Foundation
import Sheets
import TestSupport
import Testing
import XLSX

/// A workbook with one of everything that a reader can work with: charts, names, input cells, hidden parts, links.
private func live() -> Workbook {
    let header = Sheet.Header(
        title: "Night Ferry", subtitle: "Test no. 1", right: "Night Ferry, LLC", rightBelow: "USD", isDraft: false)
    var plan = Sheet(
        name: "Plan & Cost", header: header,
        columns: [
            Column("Week", .text), Column("Method", .text), Column("Units", .number(digits: 2)), Column("Cost", .money),
            Column("Key", .text),
        ])
    plan.columns[1].entry = .choice(["manual", "rate × units"])
    plan.columns[2].entry = .count
    plan.columns[3].entry = .amount
    plan.columns[4].isHidden = true
    for week in 1...3 {
        let cost = Money(Int64(week) * 1000_00, .usd)
        plan.lines.append(
            Line(
                .detail,
                [
                    .text("\(week)"), .text("manual", .input), Cell(.number(100, digits: 2), .input),
                    week == 3 ? .formula("D4*3", cost) : .money(cost, .input), .text("key-\(week)"),
                ]))
    }
    var board = Sheet(name: "Board", header: header, columns: (0..<6).map { _ in Column("", .text, width: 10) })
    board.showsHeadings = false
    var wide = Cell.formula("'Plan & Cost'!D4", Money(1000_00, .usd))
    (wide.span, wide.kind) = (3, .worded("cost of"))
    var over = Cell.money(Money(5_00, .usd))
    over.kind = .variance(.overPositive)
    board.lines =
        [
            Line(.tileFigure, [wide, .blank, .blank, over, .blank, .blank]),
            Line(.title, [.text("Left"), .blank, .blank, .text("Right")]),
        ] + Array(repeating: .room, count: 8)
    board.charts = [
        Chart(
            .lines, "Cost", rows: 5...12, columns: 0...5, description: "three weeks",
            series: [
                Chart.Series(
                    "Cost", .actual, categories: "'Plan & Cost'!$A$5:$A$7", values: "'Plan & Cost'!$D$5:$D$7")
            ])
    ]
    var key = Sheet(name: "_key", header: header, columns: [Column("Key", .text)], lines: [Line(.detail, [.text("k")])])
    key.isHidden = true
    var book = Workbook(
        title: "Live", company: "Night Ferry, LLC", date: Day(iso: "2026-05-16")!, sheets: [board, plan, key])
    book.names = [DefinedName("EFC", "'Plan & Cost'!$D$7")]
    book.paper = .a4
    book.logo = png
    return book
}

/// One grey pixel.
private let png: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
    0, 0,
    0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x68, 0, 0, 0, 0x82, 0, 0x81,
    0x77, 0xCD,
    0x72, 0xB6, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
]

@Test(.enabled(if: python != nil, "needs COSTREPORT_PYTHON"))
func `another library finds charts, names, input rules, locks and hidden parts where they belong`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/live.xlsx"
    try XLSXWriter.write(live(), to: path)
    let script = """
        import openpyxl, sys, zipfile, re
        book = openpyxl.load_workbook(sys.argv[1])
        board, plan, key = (book[n] for n in ("Board", "Plan & Cost", "_key"))
        print("charts", [len(s._charts) for s in book], [n for n in zipfile.ZipFile(sys.argv[1]).namelist() if "media" in n])
        print("names", {n: d.attr_text for n, d in book.defined_names.items() if not n.startswith("_")})
        print("state", [s.sheet_state for s in book], "paper", [s.page_setup.paperSize for s in book])
        print("locked", [s.protection.sheet for s in book], [s.protection.password for s in book])
        print("open", sorted(c.coordinate for r in plan for c in r if not c.protection.locked))
        print("hidden", plan.column_dimensions["E"].hidden, plan.column_dimensions["D"].hidden)
        for rule in sorted(plan.data_validations.dataValidation, key=lambda r: str(r.sqref)):
            print("rule", rule.sqref, rule.type, rule.operator, rule.formula1, rule.formula2)
        print("merged", [str(r) for r in board.merged_cells.ranges], "format", board["A4"].number_format, "value", board["A4"].value)
        print("marked", [str(r.sqref) for r in board.conditional_formatting])
        xml = zipfile.ZipFile(sys.argv[1]).read("xl/charts/chart1.xml").decode()
        print("cached", re.findall(r"<c:v>([^<]*)</c:v>", xml))
        """
    let result = try shell(python!, ["-c", script, path])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
        result.output == """
            charts [1, 0, 0] ['xl/media/image1.png']
            names {'EFC': "'Plan & Cost'!$D$7"}
            state ['visible', 'visible', 'hidden'] paper [9, 9, 9]
            locked [True, True, True] [None, None, None]
            open ['B5', 'B6', 'B7', 'C5', 'C6', 'C7', 'D5', 'D6']
            hidden True False
            rule B5:B7 list None "manual,rate × units" None
            rule C5:C7 decimal None 0 100000
            rule D5:D6 decimal None -10000000000000 10000000000000
            merged ['A4:C4'] format "cost of "#,##0;"cost of "(#,##0);"cost of –" value ='Plan & Cost'!D4
            marked ['D4']
            cached ['Cost', '1', '2', '3', '1000', '2000', '3000']

            """)
}

@Test func `a workbook with charts, a logo and hidden parts has the same bytes twice`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["one", "two"] { try XLSXWriter.write(live(), to: "\(folder)/\(name).xlsx") }
    #expect(
        try Data(contentsOf: URL(fileURLWithPath: "\(folder)/one.xlsx"))
            == Data(contentsOf: URL(fileURLWithPath: "\(folder)/two.xlsx")))
}

@Test func `the text picture leaves hidden parts out and prints cells over the columns that they cover`() {
    let text = TextRenderer.render(live())
    #expect(text.contains("cost of 1,000"))
    #expect(text.contains("[chart] Cost: three weeks"))
    #expect(!text.contains("key-1"))
    #expect(!text.contains("_key"))
}
