import CostModel
import TestSupport
import Testing

@testable import Reconcile

@Test func `rentals cover no days of a worker and are no wages, and accrued hours are those of the clock`() {
    var builder = SnapshotBuilder(period: "2026-05-16")
    builder.account("3200-10")
    builder.account("3200-20")
    var agreement = LabourAgreement(name: "Crew", from: Day(iso: "2026-04-01")!)
    agreement.penaltyAccount = "3200-20"
    agreement.meal = .init(
        firstWithin: 21_600, thenWithin: nil, steps: [.init(seconds: 1_800, amountMinor: 7_50, repeats: true)])
    builder.snapshot.production.labour = LabourRules(agreements: [agreement])
    builder.register("Ana Ruiz", week: "2026-05-02", 500_00, on: "2026-05-07", type: "Wages", hours: 800)
    builder.register("Ana Ruiz", week: "2026-05-16", 75_00, on: "2026-05-16", type: "Kit rental")
    builder.card("Ruiz, Ana", on: "2026-05-05", "in 7.0; out 13.5", rate: 50_0000)
    let ground = Ground(builder.snapshot)
    var index = LineIndex(ground.table.lines, builder.snapshot)
    let history = WorkerHistory(ground.books, ground.labour.accruals, &index)
    #expect(history.lastDay == ["ana ruiz": Day(iso: "2026-05-09")!])
    #expect(history.paid.values.map(\.gross) == [500_00])
    #expect(history.accrued.map(\.hours) == [650, 0])
    #expect(history.accrued.map(\.amount) == [325_00, 7_50])
    #expect(history.accrued.map(\.line) == [0, 1])
}
