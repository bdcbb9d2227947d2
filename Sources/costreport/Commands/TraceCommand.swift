import ArgumentParser
import CostModel
import Foundation
import Reconcile
import Settings

/// `costreport trace DIR ACCOUNT`
struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "A figure, down to files and rows.")

    // The folder comes first and has a default, so it is told apart from the account by their number.
    @Argument(help: "The production folder, and the account.") var words: [String]
    @Flag(help: "Print one JSON object.") var json = false
    @Option(help: ArgumentHelp("The week ending.", valueName: "YYYY-MM-DD")) var period: Day?
    @Option(help: ArgumentHelp("The report date.", valueName: "YYYY-MM-DD")) var asOf: Day?
    @Option(help: ArgumentHelp("The folder of the shipped import profiles.", valueName: "dir")) var profiles: String?

    func validate() throws {
        guard (1...2).contains(words.count) else {
            throw ValidationError("Name an account: costreport trace DIR ACCOUNT")
        }
    }

    func run() throws {
        let console = Console(isQuiet: false)
        try guarded(console) {
            var options = ProductionOptions()
            options.folder = words.count == 2 ? words[0] : "."
            (options.quiet, options.json, options.timings) = (false, json, false)
            (options.asOf, options.profiles, options.reports) = (asOf, profiles, nil)
            let session = try Session(options)
            let (snapshot, findings, _) = try session.findings(period: session.period(given: period))
            guard let trace = Trace(account: words.last!, snapshot: snapshot, findings: findings) else {
                throw SettingsFailure(
                    path: options.folder, "the report has no account \"\(words.last!)\"",
                    hint: Suggestion.text(for: words.last!, among: findings.lines.map(\.account.code)))
            }
            if json { console.data(try Self.json(trace, findings)) } else { Self.show(trace, findings, on: console) }
        }
    }

    private static func show(_ trace: Trace, _ findings: Findings, on console: Console) {
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
        console.data(
            "  ETC by \(line.forecast.method.title)" + (line.forecast.note.isEmpty ? "" : ": \(line.forecast.note)"))
        for column in Trace.Item.Column.allCases {
            let items = trace.items.filter { $0.column == column }
            guard !items.isEmpty else { continue }
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
    }

    private static func padded(_ text: String, _ width: Int, isRight: Bool = false) -> String {
        let blank = String(repeating: " ", count: max(0, width - text.count))
        return isRight ? blank + text : text + blank
    }

    private struct Form: Encodable {
        struct Item: Encodable {
            var column: String, date: String, period: String, kind: String, party: String, reference: String
            var details: String, amount: String, file: String, line: Int, sha256: String, codedBy: String,
                reversal: Bool
            var foreignAmount: String?, currency: String?, exchangeRate: String?
        }
        var period: String
        var figures: JSONOutcome.Line
        var items: [Item]
    }

    private static func json(_ trace: Trace, _ findings: Findings) throws -> String {
        let form = Form(
            period: findings.period.description, figures: JSONOutcome.Line(trace.line, findings.production.variance),
            items: trace.items.map {
                Form.Item(
                    column: $0.column.rawValue, date: $0.date.description, period: $0.period.description, kind: $0.kind,
                    party: $0.party, reference: $0.reference, details: $0.details, amount: $0.amount.description,
                    file: $0.file, line: SourceLine(raw: Int32(clamping: $0.line)).number, sha256: $0.sha256,
                    codedBy: $0.codedBy, reversal: $0.isReversal,
                    foreignAmount: $0.foreign?.description, currency: $0.foreign?.currency.description,
                    exchangeRate: $0.exchangeRate?.description)
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(form), as: UTF8.self)
    }
}
