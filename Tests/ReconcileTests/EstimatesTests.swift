import CostModel
import Reconcile
import TestSupport
import Testing

private func ledger(_ basis: ETCBasis = .totalCosts, _ fill: (inout SnapshotBuilder) -> Void) -> Findings {
    var builder = SnapshotBuilder(basis: basis)
    builder.account("2000-10", "Crew", category: "2000")
    builder.account("2000-99", "Fringes", category: "2000", type: "formula")
    builder.account("8000-10", "Contingency", category: "8000", section: "Contractual", type: "formula")
    builder.account("B100", "Bank", category: "B", section: "", type: "balance")
    fill(&builder)
    return Reconcile.findings(of: builder.snapshot)
}

@Test(
    arguments: [
        (100_00, 30_00, 20_00, 50_00, 100_00), (100_00, 130_00, 0, 0, 130_00), (0, 10_00, 0, 0, 10_00),
    ] as [(Int64, Int64, Int64, Int64, Int64)])
func `budget remaining ends at the budget or at the cost`(
    budget: Int64, cost: Int64, ordered: Int64, estimate: Int64, final: Int64
) {
    let findings = ledger {
        $0.budget("2000-10", budget)
        $0.cost("2000-10", cost, on: "2026-05-12")
        $0.order("1", "2000-10", ordered, on: "2026-05-12")
    }
    #expect(findings.lines[0].estimate.minorUnits == estimate)
    #expect(findings.lines[0].finalCost.minorUnits == final)
}

@Test func `an order for the remaining days is not counted twice`() {
    let findings = ledger {
        $0.shootDays(40, from: "2026-04-20")
        $0.order("1", "2000-10", 1_500_00, on: "2026-05-12")
        $0.forecast("2000-10", "rate_x_units", unit: "shoot_day", rate: 100_0000)
    }
    #expect(findings.lines[0].estimate.minorUnits == 500_00)
    #expect(findings.lines[0].finalCost.minorUnits == 2_000_00)
}

@Test func `a formula line follows the lines that it is a share of`() {
    let findings = ledger {
        $0.budget("2000-10", 1_000_00)
        $0.budget("8000-10", 100_00)
        $0.cost("2000-10", 1_200_00, on: "2026-05-12")
        $0.cost("2000-99", 50_00, on: "2026-05-12")
        $0.forecast("2000-99", "percent_of", rate: 225_000, of: "2000")
        $0.forecast("8000-10", "percent_of", rate: 100_000, of: "budget:direct")
        $0.change("T1", "transfer", "8000-10", -30_00, on: "2026-05-12")
        $0.change("T1", "transfer", "2000-10", 30_00, on: "2026-05-12")
    }
    #expect(findings.lines[1].finalCost.minorUnits == 270_00)
    #expect(findings.lines[1].estimate.minorUnits == 220_00)
    #expect(findings.lines[2].finalCost.minorUnits == 70_00)
    #expect(findings.diagnostics.isEmpty)
}

@Test func `a formula that depends on itself is an error, not an endless loop`() {
    let findings = ledger {
        $0.forecast("2000-99", "percent_of", rate: 100_000, of: "8000-10")
        $0.forecast("8000-10", "percent_of", rate: 100_000, of: "2000-99")
    }
    #expect(findings.diagnostics.map(\.code) == [.forecastCircular])
}

@Test func `the latest forecast up to the report counts`() {
    let findings = ledger {
        $0.forecast("2000-10", "manual", cents: 10_00, on: "2026-05-20")
        $0.forecast("2000-10", "manual", cents: 30_00, on: "2026-05-12")
        $0.forecast("2000-10", "manual", cents: 20_00, on: "2026-05-01")
    }
    #expect(findings.lines[0].estimate.minorUnits == 30_00)
}

@Test func `a negative estimate is shown and flagged`() {
    let findings = ledger(.actuals) {
        $0.order("1", "2000-10", 50_00, on: "2026-05-12")
        $0.forecast("2000-10", "manual", cents: 30_00, on: "2026-05-16")
    }
    #expect(findings.lines[0].estimate.minorUnits == 30_00)
    #expect(findings.lines[0].finalCost.minorUnits == 30_00)
    #expect(findings.diagnostics.map(\.code) == [.estimateNegative])
}

@Test(arguments: [
    ("2000-11", "rate_x_units", "shoot_day", "did you mean 2000-10?"), ("2000-10", "guess", "", "budget_remaining"),
    ("2000-10", "rate_x_units", "moon", "shoot_day"),
])
func `an unusable forecast names the nearest choice`(account: String, method: String, unit: String, hint: String) {
    let findings = ledger { $0.forecast(account, method, unit: unit, rate: 1) }
    #expect(findings.diagnostics.map(\.code) == [.forecastUnusable])
    #expect(findings.diagnostics[0].hint.contains(hint))
}

@Test func `unknown accounts stand in suspense with cost, orders and budget`() {
    let findings = ledger {
        $0.cost("2000-1O", 10_00, on: "2026-05-12")
        $0.order("1", "2000-1O", 20_00, on: "2026-05-12")
        $0.budget("2000-1O", 5_00)
        $0.cost("B100", 99_00, on: "2026-05-12")
    }
    let suspense = findings.lines.filter(\.isSuspense)
    #expect(suspense.map(\.account.code) == ["2000-1O"])
    #expect(suspense[0].finalCost.minorUnits == 30_00)
    #expect(suspense[0].budget.minorUnits == 5_00)
    #expect(Set(findings.diagnostics.map(\.code)) == [.accountUnknown, .budgetAccountUnknown])
    #expect(findings.diagnostics.allSatisfy { $0.hint.contains("did you mean 2000-10?") })
    #expect(findings.tieOuts.allSatisfy { $0.passes })
    #expect(findings.lineOfEntry.last == -1)
}

@Test func `reversals count in the period in which they were posted`() {
    let findings = ledger {
        let first = $0.cost("2000-10", 10_00, on: "2026-04-20")
        $0.add(.invoiceLine, period: "2026-05-16", reverses: first) {
            $0.account = $1("2000-10")
            $0.amountMinor = 10_00
            $0.date = Day(iso: "2026-04-20")!
        }
        $0.cost("2000-10", 12_00, on: "2026-05-12")
    }
    #expect(findings.lines[0].thisPeriod.minorUnits == 2_00)
    #expect(findings.lines[0].toDate.minorUnits == 12_00)
}

@Test func `an unbalanced transfer is an error and fails its proof`() {
    let findings = ledger { $0.change("T1", "transfer", "2000-10", 30_00, on: "2026-05-12") }
    #expect(findings.diagnostics.map(\.code).contains(.transferUnbalanced))
    #expect(findings.tieOuts.filter { !$0.passes }.map(\.name) == ["Working budget", "Budget transfers"])
    #expect(findings.isDraft)
}
