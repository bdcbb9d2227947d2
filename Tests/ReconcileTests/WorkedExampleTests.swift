import CostModel
import Reconcile
import TestSupport
import Testing

/// The worked example of the domain text: report 6, week ending 2026-05-16, shoot day 20 of 40.
private func workedExample(_ variance: VarianceSign, _ basis: ETCBasis) -> Findings {
    var builder = SnapshotBuilder(variance: variance, basis: basis)
    builder.shootDays(40, from: "2026-04-20")
    builder.account("2000-10", "UPM")
    builder.account("3200-05", "Camera package")
    builder.account("3510-20", "Location fees")
    builder.account("3500-80", "Catering")
    for (code, earlier, now, budget) in [
        ("2000-10", 30_000, 3_000, 60_000), ("3200-05", 32_000, 10_000, 88_000), ("3510-20", 65_750, 4_500, 120_000),
        ("3500-80", 33_500, 7_800, 90_000),
    ] as [(String, Int64, Int64, Int64)] {
        builder.cost(code, earlier * 100, on: "2026-05-06")
        builder.cost(code, now * 100, on: "2026-05-13")
        builder.budget(code, budget * 100)
    }
    builder.order("1041", "3200-05", 30_000_00, on: "2026-04-20")
    builder.order("1042", "3510-20", 22_000_00, on: "2026-04-20")
    builder.change("O7", "overage", "3510-20", 8_000_00, on: "2026-05-12")
    builder.forecast("2000-10", "rate_x_units", unit: "week", units: 900, rate: 3_000_0000)
    // On the basis of actuals people give the estimate with what is on order.
    builder.forecast("3200-05", "manual", cents: basis == .actuals ? 48_500_00 : 18_500_00, on: "2026-05-16")
    builder.forecast("3500-80", "rate_x_units", unit: "shoot_day", rate: 2_350_0000)
    builder.snapshot.previous = ReportFigures(
        period: Day(iso: "2026-05-09")!,
        lines: [
            ("2000-10", 30_000, 60_000), ("3200-05", 32_000, 88_000), ("3510-20", 65_750, 120_000),
            ("3500-80", 33_500, 90_000),
        ]
        .map { ReportFigures.Line(account: $0, toDate: $1 * 100, finalCost: $2 * 100, workingBudget: $2 * 100) })
    return Reconcile.findings(of: builder.snapshot)
}

@Test(arguments: VarianceSign.allCases, ETCBasis.allCases)
func `the worked example comes out to the cent`(variance: VarianceSign, basis: ETCBasis) {
    let findings = workedExample(variance, basis)
    #expect(findings.reportNumber == 6)
    #expect([findings.schedule.done, findings.schedule.total] == [20, 40])
    let sign: Int64 = variance == .underPositive ? 1 : -1
    let rows = findings.lines.map { line in
        [
            line.thisPeriod, line.toDate, line.openOrders, line.totalCost, line.estimate, line.finalCost, line.budget,
            line.overages, line.workingBudget, line.variance(variance), line.previousFinalCost, line.finalCostChange,
            line.varianceChange(variance),
        ].map { $0.minorUnits / 100 }
    }
    let withOrders: (Int64, Int64) -> Int64 = { basis == .totalCosts ? $0 : $0 + $1 }
    #expect(
        rows == [
            [3_000, 33_000, 0, 33_000, 27_000, 60_000, 60_000, 0, 60_000, 0, 60_000, 0, 0],
            [
                10_000, 42_000, 30_000, 72_000, withOrders(18_500, 30_000), 90_500, 88_000, 0, 88_000, -2_500 * sign,
                88_000,
                2_500, -2_500 * sign,
            ],
            [
                4_500, 70_250, 22_000, 92_250, withOrders(35_750, 22_000), 128_000, 120_000, 8_000, 128_000, 0, 120_000,
                8_000,
                0,
            ],
            [7_800, 41_300, 0, 41_300, 47_000, 88_300, 90_000, 0, 90_000, 1_700 * sign, 90_000, -1_700, 1_700 * sign],
        ])
    let total = findings.lines.reduce(Int64(0)) { $0 + $1.variance(variance).minorUnits }
    #expect(total == -800_00 * sign)
    #expect(findings.tieOuts.allSatisfy { $0.passes })
    #expect(!findings.isDraft)
}
