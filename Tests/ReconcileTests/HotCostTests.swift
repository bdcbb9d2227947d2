import CostModel
import Reconcile
import TestSupport
import Testing

private func set() -> SnapshotBuilder {
    var builder = SnapshotBuilder()
    builder.account("3200-10")
    var agreement = LabourAgreement(name: "Crew", from: Day(iso: "2026-04-01")!)
    agreement.daily = [.init(after: 8 * 3_600, times: 15_000)]
    agreement.rest = .init(seconds: 10 * 3_600, times: 10_000, amountMinor: 0)
    agreement.meal = .init(
        firstWithin: 6 * 3_600, thenWithin: nil, steps: [.init(seconds: 1_800, amountMinor: 7_50, repeats: true)])
    builder.snapshot.production.labour = LabourRules(agreements: [agreement])
    builder.deal("Ruiz, Ana", 50_0000)
    return builder
}

@Test func `a day of the set is laid beside its plan and changes no figure`() throws {
    var builder = set()
    builder.hotCost("planned", on: "2026-05-12", "Ruiz, Ana", "in 7.0; meal 13.0-13.5; out 17.5")
    builder.hotCost("actual", on: "2026-05-12", "Ana Ruiz", "in 7.0; meal 13.5-14.0; out 22.5")
    builder.hotCost("actual", on: "2026-05-13", "Ana Ruiz", "in 7.5; out 12.5")
    let findings = Reconcile.findings(of: builder.snapshot)
    let rows = findings.labour.hotCosts
    #expect(rows.map(\.date.description) == ["2026-05-12", "2026-05-13"])
    #expect(rows[0].planned.worked == 10 * 3_600 && rows[0].actual.worked == 15 * 3_600)
    #expect(rows[0].planned.money == 550_00)
    #expect(rows[0].actual.money == 932_50)  // 8 + 7 x 1.5, half an hour late
    #expect(rows[0].actual.overtime == 7 * 3_600 && rows[0].actual.mealLate == 1_800)
    #expect(rows[0].actual.mealPenalty == 7_50)
    // Nine hours of rest: one is invaded.
    #expect(rows[1].actual.money == 300_00 && rows[1].actual.restPenalty == 50_00)
    #expect(!rows[1].planned.isThere)
    #expect(findings.lines.allSatisfy(\.isEmpty) && findings.accruals.isEmpty && findings.diagnostics.isEmpty)
}

@Test func `people without a name are counted, and without an agreement paid at straight time`() {
    var builder = set()
    builder.snapshot.production.labour = nil
    builder.hotCost("planned", on: "2026-05-12", department: "Grip", "in 7.0; out 17.0", count: "4", rate: 32_0000)
    builder.hotCost("actual", on: "2026-05-12", department: "Grip", "in 7.0; out 17.5", count: "4")
    builder.hotCost("actual", on: "2026-05-12", "Nobody, Jo", "in 7.0; out 17.5")
    let rows = Reconcile.findings(of: builder.snapshot).labour.hotCosts
    #expect(rows.map(\.name) == ["Nobody, Jo", "Grip"])
    #expect(rows[0].actual.money == nil)
    #expect(rows[1].planned.money == 1_280_00 && rows[1].actual.money == 1_344_00)
    #expect(rows[1].actual.worked == 42 * 3_600)
}

@Test(
    arguments: [
        ("24", 24_0000), ("2 3/8", 2_3750), ("7/8", 8750), ("2.375", 2_3750), ("1,250", 1_250_0000), ("x", nil),
        ("", nil),
        ("1/0", nil), ("3/8 2", nil), ("-1", nil),
    ] as [(String, Int64?)])
func `a count is whole, a decimal or in eighths`(text: String, value: Int64?) {
    var builder = set()
    builder.hotCost("actual", on: "2026-05-12", item: "Pages", count: text, rate: 10_0000)
    let findings = Reconcile.findings(of: builder.snapshot)
    #expect(findings.labour.hotCosts.first?.actual.count == value)
    #expect(findings.labour.hotCosts.first?.actual.money == value.map { $0 / 10 })
    #expect(findings.diagnostics.map(\.code) == (value == nil ? [.hotCostUnreadable] : []))
}

@Test func `days before the report's week are not on the list`() {
    var builder = set()
    for day in ["2026-05-09", "2026-05-10", "2026-05-18"] {
        builder.hotCost("planned", on: day, item: "Setups", count: "20")
    }
    let rows = Reconcile.findings(of: builder.snapshot).labour.hotCosts
    #expect(rows.map(\.date.description) == ["2026-05-10", "2026-05-18"])
}

@Test func `a row with neither clock nor measure is said`() {
    var builder = set()
    builder.hotCost("actual", on: "2026-05-12", "Ruiz, Ana")
    builder.hotCost("actual", on: "2026-05-13", "Ruiz, Ana", "in 7.0; out ?")
    let findings = Reconcile.findings(of: builder.snapshot)
    #expect(findings.diagnostics.map(\.code) == [.hotCostUnreadable, .clockUnreadable, .hotCostUnreadable])
}
