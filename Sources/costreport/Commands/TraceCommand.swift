import ArgumentParser
import CostModel
import Foundation
import Reconcile
import Settings
import Sheets

/// `costreport trace DIR ACCOUNT|SHEET!CELL`
struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "A figure, down to files and rows, and why it moved.",
        discussion: """
            costreport trace MyShow 3500-80          an account: figures, bridge, rule, records, files, hashes
            costreport trace MyShow 'Topsheet!H12'   a cell of the workbooks: its formula, what that names, its account
            """)

    // The folder comes first and has a default, so it is told apart from the account by their number.
    @Argument(help: "The production folder, and the account or the cell.") var words: [String]
    @Flag(help: "Print one JSON object.") var json = false
    @Option(help: ArgumentHelp("The week ending.", valueName: "YYYY-MM-DD")) var period: Day?
    @Option(help: ArgumentHelp("The report date.", valueName: "YYYY-MM-DD")) var asOf: Day?
    @Option(help: ArgumentHelp("The folder of the shipped import profiles.", valueName: "dir")) var profiles: String?
    @Option(help: ArgumentHelp("The folder of the report definitions.", valueName: "dir")) var reports: String?

    func validate() throws {
        guard (1...2).contains(words.count) else {
            throw ValidationError("Name an account or a cell: costreport trace DIR ACCOUNT|SHEET!CELL")
        }
    }

    func run() throws {
        let console = Console(isQuiet: false)
        try guarded(console) {
            var options = ProductionOptions()
            options.folder = words.count == 2 ? words[0] : "."
            (options.quiet, options.json, options.timings) = (false, json, false)
            (options.asOf, options.profiles, options.reports, options.log) = (asOf, profiles, reports, nil)
            let session = try Session(options)
            let period = try session.period(given: period)
            if words.last!.contains("!") {
                try traceCell(words.last!, session, period, options.folder, console)
                return
            }
            let (snapshot, findings, _) = try session.findings(period: period)
            guard let trace = Trace(account: words.last!, snapshot: snapshot, findings: findings) else {
                throw SettingsFailure(
                    path: options.folder, "the report has no account \"\(words.last!)\"",
                    hint: Suggestion.text(for: words.last!, among: findings.lines.map(\.account.code)))
            }
            try print(nil, trace, findings, on: console)
        }
    }

    private func traceCell(_ reference: String, _ session: Session, _ period: Day, _ folder: String, _ console: Console)
        throws
    {
        let (snapshot, findings, workbooks) = try session.workbooks(period: period)
        let found = workbooks.lazy.compactMap { CellFinder($0).cell(reference) }.first
        guard let found else {
            let sheet = String(reference[..<reference.lastIndex(of: "!")!])
            let names = workbooks.flatMap { $0.sheets.map(\.name) }
            let hint =
                names.contains { $0.lowercased() == sheet.lowercased() }
                ? "the sheet has no figures there" : Suggestion.text(for: sheet, among: names)
            throw SettingsFailure(path: folder, "the workbooks have no cell \(reference)", hint: hint)
        }
        let trace = found["Account"].flatMap { Trace(account: $0, snapshot: snapshot, findings: findings) }
        try print(found, trace, findings, on: console)
    }

    private func print(_ cell: FoundCell?, _ trace: Trace?, _ findings: Findings, on console: Console) throws {
        if json {
            console.data(try TraceJSON(cell, trace, findings).text())
            return
        }
        if let cell { TraceText.show(cell, on: console) }
        if let trace { TraceText.show(trace, findings, on: console) }
    }
}
