package import CostModel
package import Reconcile
package import Sheets

extension ReportDefinition {
    /// The definition of a department's cut: the sheets that say the same of some accounts, with totals of what is shown only.
    /// nil where none of them does.
    package func cut(for department: String) -> ReportDefinition? {
        var cut = self
        cut.file = "\(file) - \(department)"
        cut.sheets = sheets.filter(\.rows.isForDepartments)
        for index in cut.sheets.indices { cut.sheets[index].totals.formIntersection([.category, .grand]) }
        return cut.sheets.isEmpty ? nil : cut
    }

    /// The departments of a production that get a cut of this report: those that name it, and those that name none where it
    /// has a sheet of account lines.
    package func departments(_ production: Production) -> [DepartmentAccounts] {
        production.reports.departments.filter { department in
            department.reports.isEmpty
                ? sheets.contains { $0.rows.isByAccount } : department.reports.contains(name)
        }
    }
}

extension Reports {
    /// A department's workbook; nil where the department has no figure, or the report no sheet for it.
    package static func build(
        _ definition: ReportDefinition, for department: DepartmentAccounts, snapshot: Snapshot, findings: Findings
    ) -> (definition: ReportDefinition, workbook: Workbook)? {
        guard let own = definition.cut(for: department.name),
            let (snapshot, findings) = DepartmentCut.of(department, snapshot, findings)
        else { return nil }
        return (own, build(own, snapshot: snapshot, findings: findings))
    }

    /// Warnings for the variances that the thresholds of these reports ask a note for.
    package static func missingNotes(_ definitions: [ReportDefinition], _ findings: Findings) -> [Diagnostic] {
        var thresholds = definitions.compactMap(\.notes)
        if let own = findings.production.reports.notes { thresholds.append(own) }
        return VarianceNote.missing(findings, thresholds)
    }
}

extension Workbook {
    /// Every sheet of a cut says what it is a cut of.
    mutating func say(_ cut: DepartmentCut) {
        for index in sheets.indices {
            sheets[index].footnotes.append(
                "\(cut.name) only: accounts \(cut.accounts.joined(separator: ", ")). Totals are of what is shown.")
        }
    }
}
