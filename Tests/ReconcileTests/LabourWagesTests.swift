import CostModel
import TestSupport
import Testing

@testable import Reconcile

@Test func `wages are known by worker, year and employer, and how far each worker is covered`() {
    var builder = SnapshotBuilder(period: "2026-05-16")
    builder.account("3200-10")
    builder.account("3200-20")
    builder.register("Ruiz, Ana", week: "2025-12-27", 400_00, on: "2025-12-31", hours: 800)
    builder.register("Ana Ruiz", week: "2026-05-02", 500_00, on: "2026-05-07", hours: 800, employer: "Block 3")
    builder.register("Ana Ruiz", week: "2026-05-02", 75_00, on: "2026-05-07", type: "Kit rental", employer: "Block 3")
    builder.card("Ruiz, Ana", on: "2026-05-01", "", rate: 50_0000, hours: (800, 0, 0))
    builder.card("Ruiz, Ana", on: "2026-05-05", "", rate: 50_0000, hours: (800, 0, 0))
    builder.card("Ruiz, Ana", on: "2026-05-06", "", account: "3200-20", rate: 50_0000, hours: (100, 0, 0))
    builder.register("Okoro, Ben", week: "2026-05-16", 75_00, on: "2026-05-16", type: "Per diem")
    builder.card("Okoro, Ben", on: "2026-05-11", "", account: "9999", rate: 10_0000, hours: (100, 0, 0))
    var books = Books(builder.snapshot)
    let labour = Labour(&books)
    typealias Key = Labour.WageKey
    #expect(
        labour.wagesOfWorker == [
            Key(worker: "ana ruiz", year: 2025, employer: ""): .init(gross: 400_00),
            Key(worker: "ana ruiz", year: 2026, employer: "Block 3"): .init(gross: 500_00),
            Key(worker: "ana ruiz", year: 2026, employer: ""): .init(accrued: [0: 400_00, 1: 50_00]),
        ])
    #expect(
        labour.lastDayOfWorker == ["ana ruiz": Day(iso: "2026-05-09")!, "ben okoro": Day(iso: "2026-05-16")!])
}
