import CostModel
import Reconcile
import Reports
import Sheets
import TestSupport
import Testing

private func dashboard(_ snapshot: Snapshot) throws -> (workbook: Workbook, sheet: Sheet) {
    let workbook = try Fixture.workbook("weekly-cost", snapshot)
    return (workbook, workbook.sheet("Dashboard"))
}

private func texts(_ sheet: Sheet, _ kind: Line.Kind) -> [[String]] {
    sheet.lines.filter { $0.kind == kind }.map { line in
        zip(line.cells, sheet.columns).map { TextRenderer.shown($0, $1) }.filter { !$0.isEmpty }
    }
}

@Test func `the tiles say where the show ends, what moved, and whether the figures tie`() throws {
    let snapshot = Fixture.snapshot()
    let findings = Reconcile.findings(of: snapshot)
    let summary = Reports.summary(snapshot, findings, subtitle: "")
    let sheet = try dashboard(snapshot).sheet
    #expect(
        texts(sheet, .tileLabel) == [
            [
                "Estimated final cost", "Over/(Under)", "Change since last report", "Cost to date", "Contingency left",
                "Proof",
            ]
        ])
    let figures = try #require(texts(sheet, .tileFigure).first)
    let final = findings.lines.reduce(Money.zero(.usd)) { $0 + $1.finalCost }
    #expect(summary.total.finalCost == final)
    #expect(figures[0] == TextRenderer.shown(.money(final), Column("", .money)))
    // The fixture's last report is made up, and does not lead to this one's cost.
    #expect(findings.tieOuts.count { !$0.passes } == 1)
    #expect(figures[5] == "1 of \(findings.tieOuts.count) FAIL")
    // 5 % of 440,000, less what one transfer has drawn.
    let contingency = try #require(findings.lines.first { $0.account.code == "8100-00" })
    #expect(summary.contingency?.left == contingency.workingBudget)
    #expect(summary.contingency?.budget == contingency.budget)
    #expect(texts(sheet, .tileNote).first?.contains { $0.hasSuffix("of final · shoot day 20 of 40") } == true)
}

@Test func `the ten largest movements come first, and the rest is one line`() throws {
    var builder = SnapshotBuilder()
    for index in 1...13 {
        builder.account("20\(index + 10)-00", "Account \(index)", category: "2000")
        builder.budget("20\(index + 10)-00", 1000_00)
        builder.cost("20\(index + 10)-00", Int64(1000_00 + index * 100), on: "2026-05-13")
    }
    builder.snapshot.previous = ReportFigures(
        period: Day(iso: "2026-05-09")!,
        lines: (1...13).map { .init(account: "20\($0 + 10)-00", toDate: 0, finalCost: 1000_00, workingBudget: 1000_00) }
    )
    let findings = Reconcile.findings(of: builder.snapshot)
    let summary = Reports.summary(builder.snapshot, findings, subtitle: "")
    #expect(summary.movedCount == 13)
    #expect(summary.movements.map(\.account.name) == (4...13).reversed().map { "Account \($0)" })
    #expect(summary.movements.reduce(summary.otherMovement) { $0 + $1.change } == summary.change)
    #expect(summary.movements.allSatisfy { $0.steps.reduce(summary.zero) { $0 + $1.amount } == $0.change })
    let (workbook, sheet) = try dashboard(builder.snapshot)
    #expect(texts(sheet, .detail).contains { $0 == ["3 more accounts", "6"] })
    expectRecalculates(workbook)
}

@Test func `a first report says that there is nothing to compare with`() throws {
    var snapshot = Fixture.snapshot()
    snapshot.previous = nil
    let sheet = try dashboard(snapshot).sheet
    #expect(texts(sheet, .tileNote).first?.contains("the first report") == true)
    #expect(texts(sheet, .note) == [["This is the first report: there is no earlier one to compare with."]])
}

@Test func `sections add up to the show, and the charts draw cells that hold figures`() throws {
    for suspense in [true, false] {
        let snapshot = Fixture.snapshot(suspense: suspense)
        let summary = Reports.summary(snapshot, Reconcile.findings(of: snapshot), subtitle: "")
        #expect(summary.sections.reduce(summary.zero) { $0 + $1.figures.finalCost } == summary.total.finalCost)
        #expect(summary.sections.reduce(summary.zero) { $0 + $1.figures.toDate } == summary.total.toDate)
        let (workbook, sheet) = try dashboard(snapshot)
        #expect(sheet.charts.map(\.title).count == 3)
        for series in sheet.charts.flatMap(\.series) {
            for range in [series.categories, series.values] {
                let reference = try #require(CellFinder.references(range).first)
                let drawn = workbook.sheet(reference.sheet)
                #expect(reference.rows.lowerBound >= drawn.firstLineRow && reference.rows.upperBound <= drawn.lastRow)
                let values = reference.rows.map {
                    drawn.lines[$0 - drawn.firstLineRow].cells[reference.columns.lowerBound]
                }
                #expect(values.contains { $0.value != .blank }, "\(range)")
            }
        }
    }
}

@Test func `the names lead to the grand total`() throws {
    let workbook = try Fixture.workbook("weekly-cost", Fixture.snapshot())
    let finder = CellFinder(workbook)
    let efc = try #require(workbook.names.first { $0.name == "EFC" })
    let cell = try #require(finder.cell(efc.reference.replacing("$", with: "")))
    #expect(cell.heading == "Estimated final cost")
    #expect(cell.row.first?.text == "Grand total")
    #expect(workbook.names.map(\.name).contains("Over_Under"))
}

@Test func `every posting leads back to its account's row`() throws {
    let workbook = try Fixture.workbook("weekly-cost", Fixture.snapshot())
    let finder = CellFinder(workbook)
    for name in ["Transactions", "This Period"] {
        let sheet = workbook.sheet(name)
        #expect(sheet.columns[0].isLink)
        var rows = 0
        for link in sheet.detailLinks {
            rows += link.rows.count
            let target = try #require(finder.cell(link.location))
            for row in link.rows {
                let from = try #require(finder.cell("'\(name)'!\(Address.cell(row, 0))"))
                #expect(from.text == target.text)
            }
        }
        #expect(rows == sheet.detail?.count)
    }
}
