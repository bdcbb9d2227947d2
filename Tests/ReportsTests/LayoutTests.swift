import CostModel
import Foundation
import Reconcile
import Reports
import Settings
import Sheets
import TestSupport
import Testing

private let worded = """
    title: Weekly
    file: Weekly Cost
    layout: [acme, bond]
    subtitle: For Acme only
    paper: a4
    notes: { over: 5000, percent: 10, when: either, side: over }
    header:
      left: [show, number, { text: Confidential }]
      right: [company, period, phase, sign]
    sheets:
      - name: Detail
        rows: accounts
        group: section
        columns: [account, { name: efc, heading: Est. final, band: WHERE WE END, width: 12.5 }, { name: variance, heading: Position }]
        totals: [section, grand]

    """

private func definition(_ text: String = worded) throws -> ReportDefinition {
    try ReportDefinition.read(YAMLMapping.parse(text, path: "weekly.yaml"))
}

@Test func `a definition has words, paper, thresholds and a header block of its own`() throws {
    let report = try definition()
    #expect(report.layouts == ["acme", "bond"])
    #expect(report.belongs(to: ["bond"]) && !report.belongs(to: ["standard"]))
    #expect(report.paper == .a4)
    #expect(
        report.notes
            == NoteThreshold(over: 5_000_0000, percent: Percent(millionths: 10_0000), when: .either, side: .over))
    #expect(report.header?.left == [.fact(.show), .fact(.number), .text("Confidential")])
    let workbook = Fixture.workbook(report, Fixture.snapshot())
    let sheet = workbook.sheet("Detail")
    #expect(workbook.paper == .a4)
    #expect(sheet.header.title == "Worked Example")
    #expect(sheet.header.subtitle == "Report no. 6 · Confidential")
    #expect(sheet.header.rightBelow == "2026-05-10 to 2026-05-16 · Principal photography · over budget is positive")
    #expect(sheet.columns.map(\.heading) == ["Account", "Est. final", "Position Over/(Under)"])
    #expect(sheet.columns[1].band == "WHERE WE END" && sheet.columns[1].width == 12.5)
}

@Test func `the sign stands in the heading of a variance whatever a studio calls it`() throws {
    let sheet = Fixture.workbook(try definition(), Fixture.snapshot(.underPositive)).sheet("Detail")
    #expect(sheet.columns[2].heading == "Position (Over)/Under")
}

@Test(
    arguments: [
        ("heading: Est. final", "heading: \"Est.\\nfinal\"", "heading: must be one line"),
        ("heading: Position", "heading: Over/(Under)", "heading: brackets say which sign"),
        ("width: 12.5", "width: wide", "width: \"wide\" is no width"),
        ("width: 12.5", "width: 500", "width: \"500\" is no width"),
        ("width: 12.5", "colour: red", "unknown key \"colour\""),
        ("name: efc", "name: ecf", "name: \"ecf\" is no column of accounts"),
        ("name: variance", "name: efc", "name: \"efc\" is there twice"),
        ("group: section", "group: episode", "group: \"episode\" is none"),
        ("paper: a4", "paper: foolscap", "paper: \"foolscap\" is none"),
        ("over: 5000, percent: 10, ", "", "\"over\" is missing"),
        ("over: 5000", "over: lots", "over: \"lots\" is not an amount"),
        ("when: either", "when: never", "when: \"never\" is none"),
        ("[show, number", "[show, nummer", "left: \"nummer\" is no fact of a report"),
        ("{ text: Confidential }", "{ txt: Confidential }", "\"text\" is missing"),
        ("  left: [show, number, { text: Confidential }]\n", "", "\"left\" is missing"),
        ("title: Weekly", "title: Weekly\nlogo: nothing.png", "logo: \"nothing.png\" cannot be read"),
        ("title: Weekly", "title: Weekly\nlogo: ../logo.png", "logo: must be a file beside"),
    ] as [(String, String, String)])
func `what is wrong in a layout is located`(part: String, by: String, message: String) throws {
    let text = worded.replacing(part, with: by)
    try #require(text != worded)
    let failure = #expect(throws: SettingsFailure.self) { try definition(text) }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
    #expect(failure?.line ?? 0 > 0)
}

@Test(arguments: SheetDefinition.Group.allCases)
func `account lines recalculate however they are grouped`(group: SheetDefinition.Group) throws {
    var report = try Fixture.definition("weekly-cost")
    report.sheets = report.sheets.filter { [.categories, .accounts, .estimates].contains($0.rows) }
    for index in report.sheets.indices { report.sheets[index].group = group }
    let workbook = Fixture.workbook(report, Fixture.snapshot())
    expectRecalculates(workbook)
    let sheet = workbook.sheet("Cost Report")
    #expect((sheet.line(where: "Description", is: "Total category 2000") != nil) == (group == .category))
    #expect((sheet.line(where: "Description", is: "Production") != nil) == (group == .section))
    #expect((sheet.line(where: "Description", is: "Total production") != nil) == (group != .none))
    #expect(sheet.line(where: "Description", is: "Grand total") != nil)
}

@Test(arguments: ["bond-report", "aicp-actual"], [VarianceSign.overPositive, .underPositive])
func `every shipped layout recalculates`(name: String, sign: VarianceSign) throws {
    for basis in [ETCBasis.totalCosts, .actuals] {
        for accruals in [AccrualColumn.commitments, .ownColumn] {
            expectRecalculates(try Fixture.workbook(name, Fixture.snapshot(sign, basis, accruals)))
        }
    }
}

@Test func `a variance beyond the threshold without a note is marked and said`() throws {
    var snapshot = Fixture.snapshot()
    snapshot.production.reports.notes = NoteThreshold(over: 100_0000, percent: Percent(millionths: 1_0000))
    let findings = Reconcile.findings(of: snapshot)
    let missing = Reports.missingNotes([try Fixture.definition("bond-report")], findings)
    // Of the accounts beyond it, only suspense has no note; a note that is there is enough.
    #expect(missing.map(\.value) == ["9999-00"])
    #expect(missing.first?.severity == .warning)
    let notes = try Fixture.workbook("bond-report", snapshot).sheet("Variance Notes")
    #expect(notes.cell(notes.line(where: "Account", is: "9999-00"), "")?.value == .text("NOTE REQUIRED"))
    #expect(notes.cell(notes.line(where: "Account", is: "3200-05"), "Why")?.value == .text("B camera for 5 days"))
    #expect(notes.cell(notes.line(where: "Account", is: "3200-05"), "")?.value == .blank)
}

@Test(
    arguments: [
        (5_000_01, 50_000_00, nil, true), (5_000_00, 50_000_00, nil, false), (-5_000_01, 50_000_00, nil, true),
        (6_000_00, 100_000_00, 10, false), (6_000_00, 50_000_00, 10, true), (6_000_00, 0, 10, true),
        (0, 0, 10, false),
    ] as [(Int64, Int64, Int64?, Bool)])
func `a threshold asks beyond its amount and its share`(over: Int64, budget: Int64, percent: Int64?, asks: Bool) {
    let threshold = NoteThreshold(over: 5_000_0000, percent: percent.map { Percent(millionths: $0 * 1_0000) })
    #expect(threshold.asks(overrun: Money(over, .usd), budget: Money(budget, .usd)) == asks)
}

@Test func `either condition and one side are enough where the threshold says so`() {
    let either = NoteThreshold(over: 5_000_0000, percent: Percent(millionths: 10_0000), when: .either)
    #expect(either.asks(overrun: Money(200_00, .usd), budget: Money(1_000_00, .usd)))
    #expect(either.asks(overrun: Money(6_000_00, .usd), budget: Money(1_000_000_00, .usd)))
    let over = NoteThreshold(over: 0, percent: nil, side: .over)
    #expect(over.asks(overrun: Money(1, .usd), budget: Money(1_00, .usd)))
    #expect(!over.asks(overrun: Money(-1_00, .usd), budget: Money(1_00, .usd)))
}

@Test func `contingency runs from the locked budget to what is left, and what is pending is in no figure`() throws {
    var builder = SnapshotBuilder()
    builder.account("2000-10", "UPM")
    builder.account("8100-00", "Contingency", category: "8000", section: "Contractual")
    builder.budget("2000-10", 1_000_00)
    builder.budget("8100-00", 500_00)
    builder.change("T1", "transfer", "8100-00", -200_00, on: "2026-05-12")
    builder.change("T1", "transfer", "2000-10", 200_00, on: "2026-05-12")
    builder.change("O1", "pending", "2000-10", 90_00, on: "2026-05-13")
    let book = try Fixture.workbook("bond-report", builder.snapshot)
    let contingency = book.sheet("Contingency")
    #expect(contingency.figure(contingency.line(where: "No.", is: "T1"), "Left")?.cents == 300_00)
    let pending = book.sheet("Pending Overages")
    #expect(pending.figure(pending.line(where: "No.", is: "O1"), "Amount")?.cents == 90_00)
    let detail = book.sheet("Detail")
    #expect(detail.figure(detail.line(where: "Account", is: "2000-10"), "Working budget")?.cents == 1_200_00)
    expectRecalculates(book)
}

@Test func `days behind are the shoot days left beyond those of the first schedule`() throws {
    var builder = SnapshotBuilder()
    builder.shootDays(20, from: "2026-05-04")
    for index in builder.snapshot.entries.indices.suffix(2) {
        builder.snapshot.entries[index].period = Day(iso: "2026-05-09")!
    }
    let findings = Reconcile.findings(of: builder.snapshot)
    #expect(findings.schedule.daysBehind == 2)
    #expect(findings.schedule.aheadBehind == "2 days behind the first schedule")
}

@Test func `a bid is set against what is spent and ordered, and contractual lines count as contracted`() throws {
    var builder = SnapshotBuilder()
    builder.account("114", "Location fees", category: "D")
    builder.account("901", "Insurance", category: "Y", section: "Contractual")
    builder.budget("114", 4_500_00)
    builder.budget("901", 300_00)
    builder.cost("114", 4_000_00, on: "2026-05-12")
    builder.order("77", "114", 1_000_00, on: "2026-05-12")
    let book = try Fixture.workbook("aicp-actual", builder.snapshot)
    let sheet = book.sheet("Bid and Actual")
    let line = sheet.line(where: "Line", is: "114")
    #expect(
        ["Bid", "Actual", "PO's", "Total", "Over/(Under)"].map { sheet.figure(line, $0)?.cents }
            == [4_500_00, 4_000_00, 1_000_00, 5_000_00, 500_00])
    #expect(sheet.cell(line, "% of bid")?.value == .formula("ROUND(100*I7/E7,1)", .number(111, digits: 1)))
    let total = sheet.line(where: "Description", is: "Grand total")
    #expect(sheet.figure(total, "Total")?.cents == 5_300_00)
    let summary = book.sheet("Summary")
    #expect(summary.figure(summary.line(where: "Line", is: "D"), "Total")?.formula == "'Bid and Actual'!H8")
    #expect(!book.sheets.contains { $0.columns.contains { $0.heading.contains("stimate to") } })
}

@Test func `a logo is a PNG of modest size beside the definition or in the production`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("logo-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
    let good = head + [0, 0, 0, 40, 0, 0, 0, 20] + Array(repeating: 0, count: 40)
    let wide = head + [0, 0, 16, 0, 0, 0, 0, 20] + Array(repeating: 0, count: 40)
    let text = "title: A\nfile: A\nlogo: logo.png\nsheets: [{ name: S, rows: orders, columns: [number] }]\n"
    try text.write(toFile: "\(folder)/a.yaml", atomically: true, encoding: .utf8)
    for (bytes, message) in [
        (good, ""), (wide, "4096 by 20 pixels"), (Array("GIF89a".utf8), "is not a PNG picture"),
        (good + Array(repeating: 0, count: Limits.logoBytesMax), "the limit is"),
    ] as [([UInt8], String)] {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/logo.png"))
        if message.isEmpty {
            #expect(try ReportDefinition.load(path: "\(folder)/a.yaml").logo == good)
        } else {
            let failure = #expect(throws: SettingsFailure.self) { try ReportDefinition.load(path: "\(folder)/a.yaml") }
            #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "")")
            #expect(failure?.line == 3)
        }
    }
}

@Test func `a production's own definition goes before the shipped one of its name`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("own-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try worded.write(toFile: "\(folder)/weekly-cost.yaml", atomically: true, encoding: .utf8)
    let all = try ReportDefinition.all(in: [folder, "\(repositoryRoot)/reports"], besides: [])
    #expect(all.first { $0.name == "weekly-cost" }?.title == "Weekly")
    #expect(all.count == (try ReportDefinition.all(in: "\(repositoryRoot)/reports")).count)
}
