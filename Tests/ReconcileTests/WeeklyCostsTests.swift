import CostModel
import Reconcile
import TestSupport
import Testing

@Test func `the curve runs through the cost to date and ends at the final cost`() {
    forAll(cases: 60) { random in
        var builder = SnapshotBuilder()
        builder.account("2000-10", "Crew", category: "2000")
        builder.budget("2000-10", Int64.random(in: 0...900_000_00, using: &random))
        builder.shootDays(Int.random(in: 1...40, using: &random), from: "2026-04-20")
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let day = Day(iso: "2026-04-06")! + Int.random(in: 0...40, using: &random)
            builder.cost("2000-10", Int64.random(in: -5_000_00...50_000_00, using: &random), on: day.description)
        }
        let findings = Reconcile.findings(of: builder.snapshot)
        let curve = WeeklyCosts(builder.snapshot, findings)
        let toDate = findings.lines.reduce(Money.zero(.usd)) { $0 + $1.toDate }
        let final = findings.lines.reduce(Money.zero(.usd)) { $0 + $1.finalCost }
        let actual = curve.weeks.filter { !$0.isForecast }
        return actual.last?.ending == findings.period && actual.last?.cumulative == toDate
            && actual.reduce(Money.zero(.usd)) { $0 + $1.cost } == toDate
            && (toDate == final || curve.weeks.last?.cumulative == final)
            && zip(curve.weeks, curve.weeks.dropFirst()).allSatisfy { $1.ending == $0.ending + 7 }
    }
}

@Test func `the rest goes to the weeks to come by their scheduled days`() throws {
    var builder = SnapshotBuilder()
    builder.account("2000-10", "Crew", category: "2000")
    builder.budget("2000-10", 100_000_00)
    builder.cost("2000-10", 40_000_00, on: "2026-05-13")
    // Weeks end on Saturdays: five days in the report's week and the next, two in the one behind.
    builder.shootDays(12, from: "2026-05-11")
    let curve = WeeklyCosts(builder.snapshot, Reconcile.findings(of: builder.snapshot))
    let ahead = curve.weeks.filter(\.isForecast)
    #expect(ahead.map(\.days).reduce(0, +) == curve.daysAhead)
    let shares = ahead.map { 40_000_00 + 60_000_00 * Int64($0.daysAhead) / Int64(curve.daysAhead) }
    #expect(ahead.map(\.cumulative.minorUnits).last == 100_000_00)
    for (week, share) in zip(ahead, shares) { #expect(abs(week.cumulative.minorUnits - share) <= 1) }
}
