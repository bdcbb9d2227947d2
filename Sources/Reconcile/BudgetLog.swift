package import CostModel

/// A transfer, an approved overage or one that waits for approval, as the register of budget changes has it.
package struct BudgetLogLine: Hashable, Sendable {
    package var change: BudgetChange
    package var by: String
    /// Index into `Findings.lines`; nil where the chart lacks the account.
    package var line: Int?

    /// Those in force, by date and number. What is dated behind the report's week has not happened yet; what waits is asked for
    /// whatever its date.
    package static func all(_ snapshot: Snapshot, _ findings: Findings) -> [BudgetLogLine] {
        var places: [String: Int] = [:]
        for (index, line) in findings.lines.enumerated() {
            places[findings.production.normalized(account: line.account.code)] = index
        }
        let changes = snapshot.entries.filter { $0.record.kind == .budgetChange }
        let gone = Set(changes.filter(\.isReversal).map(\.reverses))
        return changes.filter { !$0.isReversal && !gone.contains($0.id) }.map { entry in
            let change = BudgetChange(entry.record, in: snapshot.texts)
            return BudgetLogLine(
                change: change, by: snapshot.texts[entry.record.party],
                line: places[findings.production.normalized(account: change.account)])
        }.filter { $0.change.kind == .pending || $0.change.date <= snapshot.period }
            .sorted { ($0.change.date, $0.change.number) < ($1.change.date, $1.change.number) }
    }
}

extension Findings {
    /// The lines below the direct total that are named contingency.
    package var contingencyLines: [Int] {
        lines.indices.filter { index in
            let account = lines[index].account
            return account.section == production.contractual
                && "\(account.name) \(account.categoryName)".lowercased().contains("contingency")
                && !account.name.lowercased().contains("bond")
        }
    }

    /// What the direct accounts have still to cost: what a contingency has to last for.
    package var directToCome: Money {
        lines.filter { $0.account.section != production.contractual }
            .reduce(.zero(production.currency)) { $0 + $1.finalCost - $1.toDate }
    }
}
