import CostModel
package import Reconcile

extension ReportDefinition {
    /// `Weekly cost report`; `Final cost report` for the report of account lines of a final closing, and `… (final)` for the others.
    func title(_ findings: Findings) -> String {
        guard findings.edition.isFinal else { return title }
        return sheets.contains { $0.rows == .accounts } ? "Final cost report" : "\(title) (final)"
    }

    /// `Weekly cost report no. 6r1 · week ending Saturday 16 May 2026 · restated: a lost payroll batch`
    package func subtitle(_ findings: Findings) -> String {
        let edition = findings.edition
        return "\(title(findings)) no. \(findings.numberText) · week ending \(findings.period.spelled)"
            + (edition.revision == 0 ? "" : " · restated: \(edition.reason)")
    }
}
