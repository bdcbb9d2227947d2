package import CostModel

/// The record of why forecasts moved since the last report: one row for each step of each account, old and new EFC, and for a
/// change that somebody made, who, when and why. The rows of a report sum to its change of EFC.
package struct EFCChange: Hashable, Sendable {
    /// Index into `Findings.lines`.
    package var line: Int
    package var step: Bridge.Step
    package var old: Money
    package var new: Money
    package var method: String
    /// Of the forecast row behind a manual change; else none and empty.
    package var date: Day
    package var author: String
    package var reason: String
    package var origin: Origin?

    package var change: Money { new - old }

    package static func all(_ findings: Findings, _ snapshot: Snapshot) -> [EFCChange] {
        findings.bridge.lines.flatMap { line in
            var reached = line.previous
            return Bridge.Step.allCases.filter { !line[$0].isZero }.map { step in
                let old = reached
                reached += line[step]
                return change(step, line, from: old, to: reached, findings, snapshot)
            }
        }
    }

    private static func change(
        _ step: Bridge.Step, _ line: Bridge.Line, from old: Money, to new: Money, _ findings: Findings,
        _ snapshot: Snapshot
    ) -> EFCChange {
        let forecast = findings.lines[line.line].forecast
        var change = EFCChange(
            line: line.line, step: step, old: old, new: new, method: forecast.method.title, date: .none, author: "",
            reason: line.cause(step), origin: nil)
        if [.manual, .rates].contains(step), let index = forecast.entry {
            let entry = snapshot.entries[index]
            (change.date, change.author) = (entry.record.date, forecast.author)
            change.origin = entry.origin
            if step == .manual, !forecast.note.isEmpty { change.reason = forecast.note }
        }
        return change
    }
}
