import CostModel
import Reconcile
import Reports
import Sheets
import TestSupport
import Testing

var closedShow: Snapshot {
    var builder = SnapshotBuilder(period: "2026-05-23")
    builder.account("3200-05", "Camera")
    builder.account("3500-80", "Catering")
    let old = builder.cost("3200-05", 100_00, on: "2026-05-05")
    let record = builder.snapshot.entries[Int(old) - 1].record
    let reversal = builder.add(.invoiceLine, period: "2026-05-23", reverses: old) { copy, _ in copy = record }
    builder.snapshot.entries[Int(reversal) - 1].origin = builder.snapshot.entries[Int(old) - 1].origin
    builder.cost("3200-05", 130_00, on: "2026-05-05")
    builder.cost("3500-80", 33_00, on: "2026-05-13")
    for index in builder.snapshot.entries.indices.suffix(2) {
        builder.snapshot.entries[index].period = Day(iso: "2026-05-23")!
    }
    builder.snapshot.previous = ReportFigures(
        period: Day(iso: "2026-05-16")!,
        lines: [ReportFigures.Line(account: "3200-05", toDate: 100_00, finalCost: 100_00, workingBudget: 0)])
    builder.snapshot.closedThrough = Day(iso: "2026-05-16")!
    builder.snapshot.links[reversal] = PostingLink(key: nil, causeSourceID: 1)
    return builder.snapshot
}

@Test func `changes to closed periods stand by closed week and sum to their effect`() throws {
    let workbook = try Fixture.workbook("closed-periods", closedShow)
    let sheet = workbook.sheets[0]
    #expect(
        sheet.lines.map { $0.cells[0].value }
            == ["changed", "Total of report 5", "late", "Total of report 6", "Total of changes"].map { .text($0) })
    let changed = sheet.line(where: "Change", is: "changed")
    #expect(sheet.figure(changed, "As closed")?.cents == 100_00)
    #expect(sheet.figure(changed, "Difference")?.formula == "ROUND(J5-I5,2)")
    #expect(sheet.cell(changed, "Row as closed") == .text("inbox/test.csv:4", .muted))
    #expect(sheet.cell(changed, "Ledger entries") == .text("4 / 5", .muted))
    #expect(sheet.figure(sheet.lines.last, "Difference")?.cents == 63_00)
    #expect(expectRecalculates(workbook) > 5)
}

@Test func `the report of closed periods is written only where there is any change`() throws {
    let definition = try Fixture.definition("closed-periods")
    let (changed, plain) = (closedShow, SnapshotBuilder().snapshot)
    #expect(Reports.isWorthwhile(definition, snapshot: changed, findings: Reconcile.findings(of: changed)))
    #expect(!Reports.isWorthwhile(definition, snapshot: plain, findings: Reconcile.findings(of: plain)))
}

@Test func `a revision and a final report say so in the heading`() throws {
    let plain = SnapshotBuilder().snapshot
    var findings = Reconcile.findings(of: plain)
    let definition = try Fixture.definition("weekly-cost")
    func heading(_ edition: Edition) -> String {
        findings.edition = edition
        return Reports.build(definition, snapshot: plain, findings: findings).sheets[0].header.subtitle
    }
    #expect(heading(Edition()).hasSuffix("no. 6 · week ending Saturday 16 May 2026"))
    #expect(
        heading(Edition(revision: 1, reason: "An audit")).hasSuffix(
            "no. 6r1 · week ending Saturday 16 May 2026 · restated: An audit"))
    #expect(heading(Edition(isFinal: true)).hasPrefix("Final cost report no. 6 · "))
}
