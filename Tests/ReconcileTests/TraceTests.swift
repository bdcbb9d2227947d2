import CostModel
import Reconcile
import TestSupport
import Testing

/// A production of random postings, orders, budget lines and changes, some of them on codes that the chart lacks.
private func randomLedger(_ random: inout SeededGenerator) -> Snapshot {
    var builder = SnapshotBuilder()
    let codes = ["2000-10", "2000-20", "4500-10"]
    for code in codes { builder.account(code) }
    builder.account("B1", type: "balance")
    var posted: [(id: Int64, code: String, cents: Int64, day: String)] = []
    for number in 0..<Int.random(in: 1...40, using: &random) {
        let code = (codes + ["B1", "9999"]).randomElement(using: &random)!
        let cents = Int64.random(in: -50_000...500_000, using: &random)
        let day = "2026-05-\(Int.random(in: 10...16, using: &random))"
        switch Int.random(in: 0..<5, using: &random) {
        case 0: builder.order("\(number)", codes.randomElement(using: &random)!, abs(cents), on: day)
        case 1: builder.budget(code, cents)
        case 2: builder.change("\(number)", "overage", codes.randomElement(using: &random)!, cents, on: day)
        default:
            let order = Bool.random(using: &random) ? "\(Int.random(in: 0...number, using: &random))" : ""
            posted.append((builder.cost(code, cents, on: day, order: order), code, cents, day))
        }
    }
    for entry in posted where Int.random(in: 0..<5, using: &random) == 0 {
        builder.add(.invoiceLine, reverses: entry.id) {
            $0.account = $1(entry.code)
            $0.amountMinor = entry.cents
            $0.date = Day(iso: entry.day)!
        }
    }
    return builder.snapshot
}

@Test func `every figure of every account is the sum of the records behind it`() {
    forAll(cases: 200) { random in
        let snapshot = randomLedger(&random)
        let findings = Reconcile.findings(of: snapshot)
        return findings.lines.allSatisfy { line in
            guard let trace = Trace(account: line.account.code, snapshot: snapshot, findings: findings) else {
                return false
            }
            return trace.sum(.toDate) == line.toDate && trace.sum(.openOrders) == line.openOrders
                && trace.sum(.accruals) == line.accruals && trace.sum(.budget) == line.budget
                && trace.sum(.overages) == line.overages && trace.sum(.transfers) == line.transfers
                && trace.items.allSatisfy { !$0.file.isEmpty && $0.line > 0 && $0.sha256.count == 64 }
        }
    }
}

@Test func `the identities of the cost report hold on every line`() {
    forAll(cases: 200) { random in
        let findings = Reconcile.findings(of: randomLedger(&random))
        return findings.lines.allSatisfy { line in
            line.totalCost == line.toDate + line.commitments && line.finalCost == line.totalCost + line.estimate
                && line.workingBudget == line.budget + line.overages + line.transfers
                && line.variance(.overPositive) == line.finalCost - line.workingBudget
                && line.variance(.underPositive) == -line.variance(.overPositive)
                && line.varianceChange(.overPositive) == line.finalCostChange
                    - (line.workingBudget - line.previousWorkingBudget)
                && !line.openOrders.isNegative
        } && findings.tieOuts.filter { $0.name != "Working budget" }.allSatisfy { $0.passes }
    }
}
