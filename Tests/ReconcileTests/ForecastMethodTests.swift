import CostModel
import Reconcile
import TestSupport
import Testing

/// The methods of an estimate, one production each: budget 1,000, cost 400 in the report's week, an open order of 100.
private func line(
    _ method: String, cents: Int64? = nil, on day: String = "2026-05-12", unit: String = "",
    units: Int32 = CostRecord.notGiven, rate: Int64 = 0, basis: ETCBasis = .totalCosts,
    _ change: (inout SnapshotBuilder) -> Void = { _ in }
) -> (line: CostLine, codes: [DiagnosticCode]) {
    var builder = SnapshotBuilder(basis: basis)
    builder.account("3510-20", "Location fees", category: "3500")
    builder.budget("3510-20", 1_000_00)
    builder.cost("3510-20", 400_00, on: "2026-05-12")
    builder.order("1041", "3510-20", 100_00, on: "2026-05-12")
    builder.forecast("3510-20", method, unit: unit, units: units, rate: rate, cents: cents, on: day)
    change(&builder)
    let findings = Reconcile.findings(of: builder.snapshot)
    return (findings.lines[0], findings.diagnostics.map(\.code))
}

@Test(
    arguments: [
        ("budget_remaining", nil, 500_00, 1_000_00), ("hold_budget", nil, 500_00, 1_000_00),
        ("hold_efc", 1_200_00, 700_00, 1_200_00), ("hold_etc", 800_00, 800_00, 1_300_00),
        ("manual", 800_00, 800_00, 1_300_00), ("none", nil, 0, 500_00), ("dated_items", nil, 0, 500_00),
        ("deals", nil, 0, 500_00), ("fringes", nil, 0, 500_00),
    ] as [(String, Int64?, Int64, Int64)])
func `each method gives its estimate and its end`(method: String, typed: Int64?, estimate: Int64, final: Int64) {
    let (line, codes) = line(method, cents: typed)
    #expect(line.estimate.minorUnits == estimate)
    #expect(line.finalCost.minorUnits == final)
    #expect(line.forecast.method.rawValue == method)
    #expect(codes == [])
}

@Test(
    arguments: [
        ("hold_budget", nil, 600_00, 1_000_00), ("hold_efc", 1_200_00, 800_00, 1_200_00),
        ("hold_etc", 800_00, 800_00, 1_200_00), ("manual", 800_00, 800_00, 1_200_00),
    ] as [(String, Int64?, Int64, Int64)])
func `on the basis of actuals the estimate holds what is on order`(
    method: String, typed: Int64?, estimate: Int64, final: Int64
) {
    let (line, _) = line(method, cents: typed, basis: .actuals)
    #expect(line.estimate.minorUnits == estimate)
    #expect(line.finalCost.minorUnits == final)
}

@Test(
    arguments: [("manual", 1_100_00), ("hold_efc", 900_00), ("hold_etc", 1_600_00)] as [(String, Int64)])
func `cost that posts later lowers a typed estimate, unless the estimate is held`(method: String, final: Int64) {
    // Typed in the week of May 9, when cost was 150 and orders 50.
    let (line, _) = line(method, cents: 900_00, on: "2026-05-05") {
        $0.cost("3510-20", 150_00, on: "2026-05-04")
        $0.order("1040", "3510-20", 50_00, on: "2026-05-04")
    }
    #expect(line.finalCost.minorUnits == final)
}

@Test func `the estimate is held where the production says so`() {
    let (line, _) = line("manual", cents: 900_00, on: "2026-05-05") {
        $0.snapshot.production.forecastAnchor = .holdEstimate
    }
    #expect(line.estimate.minorUnits == 900_00)
}

@Test func `hold budget may come out negative, and says so`() {
    let (line, codes) = line("hold_budget") { $0.cost("3510-20", 700_00, on: "2026-05-13") }
    #expect(line.estimate.minorUnits == -200_00)
    #expect(line.finalCost.minorUnits == 1_000_00)
    #expect(codes == [.estimateNegative])
}

@Test func `overtime, fringes and allowances come on top of rate times units, rounded once`() {
    let (line, _) = line("none") {
        $0.forecast(
            "3510-20", "rate_x_units", unit: "shoot_day", units: 3_00, rate: 333_3333, on: "2026-05-13",
            overtime: 12_50,
            fringe: "18.5", allowances: "1,250.00")
    }
    // 333.3333 x 3 x 1.125 x 1.185 = 1,333.1249 and 1,250.00 on top, less the order of 100.
    #expect(line.estimate.minorUnits == 133_312 + 125_000 - 10_000)
}

@Test func `orders are left in the estimate where the production says so`() {
    let (line, _) = line("rate_x_units", unit: "week", units: 2_00, rate: 300_0000) {
        $0.snapshot.production.isNetOfCommitments = false
    }
    #expect(line.estimate.minorUnits == 600_00)
}

@Test(arguments: ["manual", "hold_efc", "hold_etc"])
func `a typed estimate without an amount is unusable, without a reason it is unexplained`(method: String) {
    #expect(line(method).codes == [.forecastUnusable])
    let (_, codes) = line("none") {
        $0.forecast("3510-20", method, cents: 900_00, note: "", on: "2026-05-13")
    }
    #expect(codes == [.forecastUnexplained])
}

@Test func `an expected item leaves when its order or its bill is there`() {
    let (line, codes) = line("dated_items") {
        for (order, bill, cents) in [("1041", "", 100_00), ("9", "", 20_00), ("", "A-7", 3_00), ("", "A-8", 1)] {
            $0.add(.expectedItem) {
                $0.account = $1("3510-20")
                $0.date = Day(iso: "2026-06-02")!
                $0.details = $1("Ferry")
                $0.order = $1(order)
                $0.reference = $1(bill)
                $0.amountMinor = Int64(cents)
            }
        }
        $0.add(.invoiceLine) {
            $0.account = $1("3510-20")
            $0.date = Day(iso: "2026-05-13")!
            $0.reference = $1("a-7")
            $0.amountMinor = 3_00
        }
    }
    #expect(line.estimate.minorUnits == 20_01)
    #expect(codes == [])
}

@Test func `an item whose day has passed is said, and one that looks ordered too`() {
    let (line, codes) = line("dated_items") {
        $0.add(.expectedItem) {
            $0.account = $1("3510-20")
            $0.date = Day(iso: "2026-05-14")!
            $0.details = $1("Ferry")
            $0.amountMinor = 100_00
        }
    }
    #expect(line.estimate.minorUnits == 100_00)
    #expect(codes == [.itemOverdue, .itemPerhapsOrdered])
}
