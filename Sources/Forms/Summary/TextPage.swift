import CostModel
import Reconcile
package import Reports

/// The summary of a week as plain text, for mail programs that show no HTML and for a terminal.
package enum TextPage {
    package static let fileName = "Summary.txt"

    package static func render(_ summary: Summary, workbooks: [String]) -> String {
        let words = SummaryWords(summary: summary, workbooks: workbooks)
        var parts = [[summary.show, summary.subtitle, words.facts]]
        if summary.isDraft {
            parts.append(
                ["DRAFT: not for distribution", "These figures cannot be relied on until it is mended:"]
                    + words.troubles.map { "- \($0)" })
        }
        parts.append(words.tiles.map { row($0.label, $0.figure, $0.note) })
        parts += [sections(words), movements(words), weeks(words), exceptions(words), proof(words)]
        if !words.next.isEmpty { parts.append(["WHERE TO LOOK NEXT"] + words.next.map { "- \($0)" }) }
        parts.append([SummaryWords.rounding])
        return parts.filter { !$0.isEmpty }
            .map { $0.map { PlainText.visible($0) }.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private static func row(_ name: String, _ figure: String, _ note: String) -> String {
        let line = pad(name, 26) + " " + padLeft(figure, 16)
        return note.isEmpty ? line : "\(line)  \(note)"
    }

    private static func sections(_ words: SummaryWords) -> [String] {
        let summary = words.summary
        guard !summary.sections.isEmpty else { return [] }
        func line(_ name: String, _ figures: Summary.Figures) -> String {
            pad(name, 26) + " " + padLeft(SummaryWords.whole(figures.finalCost), 13) + " "
                + padLeft(SummaryWords.whole(figures.workingBudget), 13) + " "
                + padLeft(words.variance(figures.variance), 14)
        }
        return [
            "ESTIMATED FINAL COST AGAINST BUDGET",
            pad("", 26) + " " + padLeft("EFC", 13) + " " + padLeft("Budget", 13) + " "
                + padLeft(summary.sign.heading, 14),
        ] + summary.sections.map { line($0.name, $0.figures) } + [line("Grand total", summary.total)]
    }

    private static func movements(_ words: SummaryWords) -> [String] {
        let summary = words.summary
        guard let change = summary.change, !summary.movements.isEmpty else { return [] }
        var lines = ["WHAT MOVED SINCE THE LAST REPORT"]
        for movement in summary.movements {
            let account = "\(movement.account.code) \(movement.account.name)"
            lines.append(
                row(
                    account, SummaryWords.whole(movement.change),
                    "EFC \(SummaryWords.whole(movement.finalCost)), \(words.variance(movement.variance))"))
            if !movement.why.isEmpty { lines.append("    \(movement.why)") }
        }
        if let other = words.otherMovement { lines.append(row(other.name, SummaryWords.whole(other.change), "")) }
        return lines + [row("All accounts", SummaryWords.whole(change), "")]
    }

    private static func weeks(_ words: SummaryWords) -> [String] {
        let weeks = words.weeks(8)
        let days = words.summary.schedule
        var lines = weeks.map {
            pad($0.ending.description, 26) + " " + padLeft(SummaryWords.whole($0.cost), 16) + "  to date "
                + SummaryWords.whole($0.cumulative)
        }
        if !lines.isEmpty { lines.insert("COST BY WEEK", at: 0) }
        if days.total > 0 {
            lines.append("Shoot days: \(words.shootDays)")
        }
        return lines
    }

    private static func exceptions(_ words: SummaryWords) -> [String] {
        guard !words.summary.exceptions.isEmpty else { return [] }
        return ["EXCEPTIONS BY KIND"]
            + words.summary.exceptions.map { kind in
                padLeft("\(kind.count)", 5) + "  \(kind.severity == .error ? "ERROR " : "")\(words.words(kind.code))"
                    + words.place(kind)
            }
    }

    private static func proof(_ words: SummaryWords) -> [String] {
        let all = words.summary.tieOuts
        return all.isEmpty ? [] : ["PROOF"] + all.map { "\($0.passes ? "PASS" : "FAIL")  \($0.name)" }
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func padLeft(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
