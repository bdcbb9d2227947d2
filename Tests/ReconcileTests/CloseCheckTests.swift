import CostModel
import Reconcile
import TestSupport
import Testing

private func reasons(
    isFinal: Bool = false, allowed: Set<String> = [], _ fill: (inout SnapshotBuilder) -> Void
) -> [String] {
    var builder = SnapshotBuilder()
    builder.account("3200-05", "Camera")
    builder.account("3500-80", "Catering")
    fill(&builder)
    builder.snapshot.production.policies.close.allowed = allowed
    var findings = Reconcile.findings(of: builder.snapshot)
    findings.edition.isFinal = isFinal
    return CloseCheck.reasons(findings, creditors: isFinal ? AccruedCreditors(builder.snapshot, findings) : nil).map {
        $0.account.isEmpty ? $0.code : "\($0.code) \($0.account)"
    }
}

@Test func `a clean week can be closed`() {
    let found = reasons {
        $0.budget("3200-05", 500_00)
        $0.cost("3200-05", 100_00, on: "2026-05-12")
    }
    #expect(found == [])
}

@Test func `every reason is given at once, and suspense once a code`() {
    let found = reasons {
        $0.cost("9999-99", 100_00, on: "2026-05-12")
        $0.cost("9999-99", 100_00, on: "2026-05-13")
        $0.cost("", 5_00, on: "2026-05-13")
        $0.order("77", "8888-88", 10_00, on: "2026-05-01")
        $0.cost("3200-05", 100_00, on: "2026-05-12")
        $0.forecast("3200-05", "manual", cents: -40_00)
        $0.change("T1", "transfer", "3200-05", 100_00, on: "2026-05-12")
        $0.snapshot.diagnostics = [Diagnostic(.error, .amountUnreadable, file: "inbox/x.csv", line: 3, "is no amount")]
    }
    #expect(
        found == [
            "account-missing", "account-unknown 8888-88", "account-unknown 9999-99",
            // Transfers do not sum to zero, and so the working budget is not that of the budget lines.
            "tie-out-failed", "tie-out-failed",
            "estimate-negative 3200-05", "transfer-unbalanced", "amount-unreadable",
        ])
}

@Test func `a suspense code that has been recoded since is no obstacle`() {
    let found = reasons {
        let id = $0.cost("9999-99", 100_00, on: "2026-05-06")
        let record = $0.snapshot.entries[Int(id) - 1].record
        $0.add(.invoiceLine, period: "2026-05-16", reverses: id) { copy, _ in copy = record }
        $0.cost("3200-05", 100_00, on: "2026-05-06")
        $0.snapshot.previous = ReportFigures(
            period: Day(iso: "2026-05-09")!,
            lines: [
                ReportFigures.Line(account: "9999-99", toDate: 100_00, finalCost: 100_00, workingBudget: 0),
                ReportFigures.Line(account: "3200-05", toDate: 100_00, finalCost: 100_00, workingBudget: 0),
            ])
        $0.snapshot.entries[$0.snapshot.entries.count - 1].period = Day(iso: "2026-05-09")!
        $0.snapshot.previous!.lines[1].toDate = 100_00
    }
    #expect(found == [])
}

@Test func `policy may allow codes, a failed tie-out never`() {
    let found = reasons(allowed: ["account-unknown", "estimate-negative", "transfer-unbalanced"]) {
        $0.cost("9999-99", 100_00, on: "2026-05-12")
        $0.cost("3200-05", 100_00, on: "2026-05-12")
        $0.forecast("3200-05", "manual", cents: -40_00)
        $0.change("T1", "transfer", "3200-05", 100_00, on: "2026-05-12")
    }
    #expect(Set(found) == ["tie-out-failed"])
}

@Test(arguments: [ETCBasis.totalCosts, .actuals])
func `a negative estimate is closed over only when somebody has acknowledged it`(basis: ETCBasis) {
    for name in ["", "R. Okafor"] {
        var builder = SnapshotBuilder(basis: basis)
        builder.account("3200-05", "Camera")
        builder.cost("3200-05", 100_00, on: "2026-05-12")
        builder.order("77", "3200-05", 60_00, on: "2026-05-01")
        builder.forecast("3200-05", "manual", cents: basis == .actuals ? 20_00 : -40_00, on: "2026-05-16")
        let last = builder.snapshot.entries.count - 1
        builder.snapshot.entries[last].record.holder = builder.snapshot.texts.intern(name)
        let findings = Reconcile.findings(of: builder.snapshot)
        #expect(findings.lines[0].remaining.minorUnits == -40_00)
        let codes = CloseCheck.reasons(findings, creditors: nil).map(\.code)
        #expect(codes == (name.isEmpty ? ["estimate-negative"] : []))
        #expect(CloseCheck.acknowledged(findings).map(\.forecast.acknowledgedBy) == (name.isEmpty ? [] : [name]))
    }
}

@Test func `a final report refuses what is still to be spent, and commitments without a name`() {
    let found = reasons(isFinal: true) {
        $0.budget("3200-05", 500_00)
        $0.forecast("3500-80", "none")
        $0.cost("3500-80", 30_00, on: "2026-05-12")
        $0.order("77", "3500-80", 60_00, on: "2026-05-01")
    }
    #expect(found == ["estimate-left 3200-05", "creditor-missing 3500-80"])
}

@Test func `a final report refuses orders that are still to come`() {
    let found = reasons(isFinal: true) {
        $0.forecast("3500-80", "none")
        $0.order("77", "3500-80", 60_00, on: "2026-05-18")
        let last = $0.snapshot.entries.count - 1
        $0.snapshot.entries[last].record.party = $0.snapshot.texts.intern("Otto")
        $0.snapshot.entries[last].period = Day(iso: "2026-05-16")!
    }
    #expect(found == ["commitment-left 3500-80"])
}
