import CostModel
import Reconcile
import TestSupport
import Testing

/// Weeks 5 to 7, with rows that came late.
private var builder: SnapshotBuilder {
    var made = SnapshotBuilder(period: "2026-05-23")
    made.account("3200-05", "Camera")
    made.cost("3200-05", 100_00, on: "2026-05-06")
    made.cost("3200-05", 200_00, on: "2026-05-13")
    made.cost("3200-05", 400_00, on: "2026-05-20")
    return made
}

private func restated(
    _ snapshot: Snapshot, original: ReportFigures? = nil, isFinal: Bool = false
) -> Findings {
    Reconcile.findings(
        of: Restatement.snapshot(snapshot, period: Day(iso: "2026-05-16")!, original: original, isFinal: isFinal))
}

@Test func `a restated week has what is of its own days, whenever it came`() {
    var made = builder
    let late = made.cost("3200-05", 30_00, on: "2026-05-14")
    made.snapshot.entries[Int(late) - 1].period = Day(iso: "2026-05-23")!
    // Taken back two weeks later.
    let record = made.snapshot.entries[2].record
    made.add(.invoiceLine, period: "2026-05-30", reverses: 3) { copy, _ in copy = record }
    let findings = restated(made.snapshot)
    #expect(findings.period == Day(iso: "2026-05-16")!)
    #expect(findings.lines[0].toDate.minorUnits == 130_00)
    #expect(findings.lines[0].thisPeriod.minorUnits == 30_00)
    #expect(findings.isDraft == false)
}

@Test func `the week before is restated as cost to date and stands as final cost`() {
    var made = builder
    let late = made.cost("3200-05", 30_00, on: "2026-05-07")
    made.snapshot.entries[Int(late) - 1].period = Day(iso: "2026-05-23")!
    let original = ReportFigures(
        period: Day(iso: "2026-05-09")!,
        lines: [ReportFigures.Line(account: "3200-05", toDate: 100_00, finalCost: 900_00, workingBudget: 950_00)])
    let line = restated(made.snapshot, original: original).lines[0]
    #expect(line.previousToDate.minorUnits == 130_00)
    #expect(line.previousFinalCost.minorUnits == 900_00 && line.previousWorkingBudget.minorUnits == 950_00)
    #expect(line.thisPeriod.minorUnits == 200_00 && line.toDate.minorUnits == 330_00)
}

@Test func `set-up counts by its own dates, not by when it came`() {
    var made = builder
    made.change("O1", "overage", "3200-05", 50_00, on: "2026-05-12")
    made.change("O2", "overage", "3200-05", 70_00, on: "2026-05-19")
    for index in made.snapshot.entries.indices.suffix(2) {
        made.snapshot.entries[index].period = Day(iso: "2026-05-23")!
    }
    #expect(restated(made.snapshot).lines[0].overages.minorUnits == 50_00)
}

@Test func `a restated final report takes in what is dated behind it`() {
    #expect(restated(builder.snapshot).lines[0].toDate.minorUnits == 300_00)
    #expect(restated(builder.snapshot, isFinal: true).lines[0].toDate.minorUnits == 700_00)
}

@Test func `a rule's coding holds in the restated week`() {
    var made = builder
    made.account("3500-80", "Catering")
    made.snapshot.decisions = [
        CodingDecision(
            entry: 3, period: Day(iso: "2026-05-23")!, state: .coded, rule: "r",
            values: CodingValues(account: "3500-80"))
    ]
    made.snapshot.production.coding = nil
    let snapshot = Restatement.snapshot(
        made.snapshot, period: Day(iso: "2026-05-16")!, original: nil, isFinal: false)
    #expect(snapshot.decisions.map(\.period) == [Day(iso: "2026-05-16")!])
}
