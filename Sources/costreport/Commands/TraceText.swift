import CostModel
import Reconcile
import Sheets

/// A trace as people read it.
enum TraceText {
    static func show(_ cell: FoundCell, on console: Console) {
        console.data("\(cell.sheet)!\(cell.address)  \(cell.heading)  \(cell.text)")
        if !cell.formula.isEmpty { console.data("  = \(cell.formula)") }
        for other in cell.precedents {
            console.data("  " + padded(other.address, 22) + padded(other.text, 18, isRight: true) + "  \(other.label)")
        }
        if cell.formula.isEmpty {
            for field in cell.row where field.heading != cell.heading {
                console.data("  " + padded(field.heading, 22) + Diagnostic.printable(field.text))
            }
        }
        console.data("")
    }

    static func show(_ trace: Trace, _ findings: Findings, on console: Console) {
        let line = trace.line
        console.data("\(line.account.code)  \(line.account.name)  week ending \(findings.period)")
        let sign = findings.production.variance
        for (name, amount) in [
            ("This period", line.thisPeriod), ("To date", line.toDate), ("Open orders", line.openOrders),
            ("Accruals", line.accruals), ("Total cost", line.totalCost), ("ETC", line.estimate),
            ("EFC", line.finalCost),
            ("Budget", line.budget), ("Overages", line.overages), ("Transfers", line.transfers),
            ("Working budget", line.workingBudget), (sign.heading, line.variance(sign)),
            ("Last EFC", line.previousFinalCost), ("EFC change", line.finalCostChange),
        ] {
            console.data("  " + padded(name, 16) + padded(amount.grouped, 16, isRight: true))
        }
        show(trace.rule, on: console)
        if let bridge = trace.bridge { show(bridge, on: console) }
        for column in Trace.Item.Column.allCases { show(column, trace, on: console) }
    }

    private static func show(_ rule: Trace.Rule, on console: Console) {
        console.data("")
        console.data("ETC by \(rule.method)" + (rule.words.isEmpty ? "" : ": \(Diagnostic.printable(rule.words))"))
        if !rule.note.isEmpty {
            console.data("  \(Diagnostic.printable(rule.note))" + (rule.author.isEmpty ? "" : " (\(rule.author))"))
        }
        if !rule.file.isEmpty {
            console.data(
                "  \(rule.file):\(SourceLine(raw: Int32(clamping: rule.line)))  sha256 \(rule.sha256.prefix(12))")
        }
    }

    /// Last report's EFC, what moved it, this one's: the column adds up.
    private static func show(_ bridge: Bridge.Line, on console: Console) {
        console.data("")
        console.data("bridge")
        console.data("  " + padded("Last EFC", 24) + padded(bridge.previous.grouped, 16, isRight: true))
        for step in Bridge.Step.allCases where !bridge[step].isZero {
            let cause = bridge.cause(step)
            console.data(
                "  " + padded(step.title, 24) + padded(bridge[step].grouped, 16, isRight: true)
                    + (cause.isEmpty ? "" : "  \(Diagnostic.printable(cause))"))
        }
        console.data("  " + padded("EFC", 24) + padded(bridge.final.grouped, 16, isRight: true))
    }

    private static func show(_ column: Trace.Item.Column, _ trace: Trace, on console: Console) {
        let items = trace.items.filter { $0.column == column }
        guard !items.isEmpty else { return }
        console.data("")
        console.data("\(column.rawValue): \(items.count), sum \(trace.sum(column).grouped)")
        for item in items {
            let text = [item.kind, item.party, item.reference, item.details].filter { !$0.isEmpty }.joined(
                separator: " · ")
            console.data(
                "  \(padded(item.date.description, 10)) \(padded(item.amount.grouped, 14, isRight: true))  "
                    + "\(Diagnostic.printable(text))\(item.isReversal ? " (taken back)" : "")")
            if let foreign = item.foreign {
                let rate = item.exchangeRate.map { "at \($0)" } ?? "without a rate"
                console.data("             \(foreign.grouped) \(foreign.currency) \(rate)")
            }
            let rule = item.codedBy.isEmpty ? "" : "  coded by \(Diagnostic.printable(item.codedBy))"
            console.data(
                "             \(item.file):\(SourceLine(raw: Int32(clamping: item.line)))  sha256 \(item.sha256.prefix(12))\(rule)"
            )
        }
    }

    static func padded(_ text: String, _ width: Int, isRight: Bool = false) -> String {
        let blank = String(repeating: " ", count: max(0, width - text.count))
        return isRight ? blank + text : text + blank
    }
}
