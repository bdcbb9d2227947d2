import CostModel
import Foundation
import Reconcile

/// What a command found, as people and as programs read it.
struct Outcome {
    var imports: [ImportSummary] = []
    var findings: Findings?
    /// Diagnostics when there are no findings: an import alone.
    var importDiagnostics: [Diagnostic] = []
    /// Every file of a report that was written, whatever its form.
    var workbooks: [String] = []
    /// Set where the period is closed: nothing was computed or written, and the workbooks are the kept ones.
    var closed: ClosedReport?
    /// What was queued and sent; nil where reports are not mailed.
    var mail: MailOutcome?
    /// The reports of missed weeks that were made first, in order.
    var caughtUp: [Outcome] = []

    var diagnostics: [Diagnostic] { findings?.diagnostics ?? importDiagnostics }
    var hasErrors: Bool {
        (findings?.isDraft ?? importDiagnostics.contains { $0.severity == .error })
            || caughtUp.contains(where: \.hasErrors)
    }

    func print(on console: Console, asJSON: Bool) throws {
        if asJSON {
            console.data(try json())
            return
        }
        for outcome in caughtUp { try outcome.print(on: console, asJSON: false) }
        if !imports.isEmpty { console.say(importLine) }
        if let findings {
            console.say(reportLine(findings))
            console.say(figuresLine(findings))
        }
        if let closed { console.say(closed.sentence) }
        printDiagnostics(on: console)
        for workbook in workbooks where !console.isQuiet { console.data(workbook) }
    }

    private var importLine: String {
        func sum(_ rows: (ImportCount) -> Int) -> Int { imports.reduce(0) { $0 + rows($1.count) } }
        return "imported \(imports.count) file\(imports.count == 1 ? "" : "s"): \(sum(\.rowsPosted)) rows posted, "
            + "\(sum(\.rowsUnchanged)) unchanged, \(sum(\.rowsRefused)) refused, \(sum(\.rowsIgnored)) ignored by rule"
    }

    private func reportLine(_ findings: Findings) -> String {
        let schedule = findings.schedule
        let days = schedule.total > 0 ? ", shoot day \(schedule.done) of \(schedule.total)" : ""
        return "report \(findings.reportNumber), week ending \(findings.period)\(days)"
            + (findings.isDraft ? ", DRAFT" : "")
    }

    private func figuresLine(_ findings: Findings) -> String {
        func sum(_ column: (CostLine) -> Money) -> String {
            findings.lines.reduce(.zero(findings.production.currency)) { $0 + column($1) }.grouped
        }
        let sign = findings.production.variance
        return "  this period \(sum(\.thisPeriod)), cost to date \(sum(\.toDate)), EFC \(sum(\.finalCost)), "
            + "working budget \(sum(\.workingBudget)), \(sign.heading) \(sum { $0.variance(sign) })"
    }

    private func printDiagnostics(on console: Console) {
        let counts = Severity.allCases.map { severity in
            (severity, diagnostics.count { $0.severity == severity })
        }.filter { $0.1 > 0 }
        guard !counts.isEmpty else { return }
        let text = counts.map { "\($0.1) \($0.0.rawValue)\($0.1 == 1 ? "" : "s")" }.joined(separator: ", ")
        let isTrouble = hasErrors || diagnostics.contains { $0.severity == .warning }
        if isTrouble || !console.isQuiet { console.complain("needs attention: \(text)") }
        for diagnostic in diagnostics.sorted(by: { $0.severity < $1.severity }) where diagnostic.severity != .note {
            console.complain(diagnostic)
        }
        if diagnostics.contains(where: { $0.severity == .note }) {
            console.say("  the notes stand on the Exceptions sheet, and in --json")
        }
    }

    private func json() throws -> String {
        try JSONText.of(try JSONOutcome(self))
    }
}
