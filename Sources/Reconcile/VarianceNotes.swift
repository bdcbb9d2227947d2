package import CostModel

/// An account's variance with its explanation: what moved it since the last report, why it is there, and whose it is.
package struct VarianceNote: Hashable, Sendable {
    /// Index into `Findings.lines`.
    package var line: Int
    /// The threshold asks for a note.
    package var isRequired: Bool
    /// What changed since the last report, in the words of the bridge; empty where nothing did.
    package var what: String
    /// The note of the forecast row.
    package var why: String
    /// Who made the forecast row.
    package var owner: String

    package var isMissing: Bool { isRequired && why.isEmpty }

    /// Every account beyond the threshold; without a threshold every account with a variance.
    package static func all(_ findings: Findings, _ threshold: NoteThreshold?) -> [VarianceNote] {
        findings.lines.indices.compactMap { index in
            let line = findings.lines[index]
            let overrun = line.finalCost - line.workingBudget
            guard !overrun.isZero else { return nil }
            let isRequired = threshold?.asks(overrun: overrun, budget: line.workingBudget) ?? false
            guard isRequired || threshold == nil else { return nil }
            let bridge = findings.bridge.lines.indices.contains(index) ? findings.bridge.lines[index].text : ""
            return VarianceNote(
                line: index, isRequired: isRequired, what: bridge, why: line.forecast.note,
                owner: line.forecast.author)
        }
    }

    /// A warning for each account that owes a note by any of the thresholds.
    package static func missing(_ findings: Findings, _ thresholds: [NoteThreshold]) -> [Diagnostic] {
        let lines = Set(thresholds.flatMap { all(findings, $0).filter(\.isMissing).map(\.line) })
        return lines.sorted().map { index in
            let line = findings.lines[index]
            let overrun = line.finalCost - line.workingBudget
            let size = (overrun.isNegative ? -overrun : overrun).grouped
            return Diagnostic(
                DiagnosticCode.varianceUnexplained.severity, .varianceUnexplained, field: "Account",
                value: line.account.code,
                "ends \(size) \(overrun.isNegative ? "under" : "over") its working budget, and nobody has said why",
                hint: line.isSuspense
                    ? "recode what stands there"
                    : "give a note with its estimate, in forecast.csv or on the cost-to-complete sheet")
        }
    }
}
