package import CostModel

/// What one department has spent, by kind.
package struct DepartmentExpense: Hashable, Sendable {
    /// Empty for cost that names no department, in an account that has none.
    package var department: String
    /// By `ExpenseKind.rawValue`.
    package var thisPeriod: [Money]
    package var toDate: [Money]

    package func thisPeriod(_ kind: ExpenseKind) -> Money { thisPeriod[kind.rawValue] }
    package func toDate(_ kind: ExpenseKind) -> Money { toDate[kind.rawValue] }

    /// In order of name. A record's own department counts, else that of its account; together they are all posted cost.
    package static func all(_ snapshot: Snapshot, _ findings: Findings) -> [DepartmentExpense] {
        let none = [Money](repeating: .zero(findings.production.currency), count: ExpenseKind.allCases.count)
        var groups = ExpenseGroups(snapshot.texts)
        // The chart's spelling is the one that is shown.
        let groupOfLine = findings.lines.map { groups.place($0.account.department) }
        var totals = groups.names.map { DepartmentExpense(department: $0, thisPeriod: none, toDate: none) }
        findings.forEachCost(in: snapshot) { _, entry, line in
            guard let kind = ExpenseKind(entry.record.kind) else { return }
            let own = entry.record.department
            let place = own.isEmpty ? groupOfLine[line] : groups.place(own)
            if place == totals.count {
                totals.append(DepartmentExpense(department: groups.names[place], thisPeriod: none, toDate: none))
            }
            totals[place].toDate[kind.rawValue].minorUnits += entry.signedMinor
            if snapshot.isThisPeriod(entry) {
                totals[place].thisPeriod[kind.rawValue].minorUnits += entry.signedMinor
            }
        }
        return totals.filter { !($0.toDate + $0.thisPeriod).allSatisfy(\.isZero) }
            .sorted { Findings.precedes($0.department, $1.department) }
    }
}
