import ArgumentParser
import CostModel
import Intake
import Settings
import Tables

/// `costreport inspect FILE…`
struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What is this file: encoding, dialect, profile, the table as read, problems.")

    @Argument(help: "The files.") var files: [String]
    @Flag(help: "One JSON object a file.") var json = false
    @Flag(help: "The table as clean CSV, UTF-8.") var csv = false
    @Flag(help: "A commented profile for a layout that none fits, to be completed by hand.") var draftProfile = false
    @Option(help: ArgumentHelp("The folder of the import profiles.", valueName: "dir")) var profiles: String?
    @Option(help: ArgumentHelp("Read by this profile, whatever the headings say.", valueName: "name")) var profile:
        String?
    @Option(help: ArgumentHelp("The currency of amounts.", valueName: "code")) var currency = "USD"

    func validate() throws {
        guard [json, csv, draftProfile].count(where: { $0 }) <= 1 else {
            throw ValidationError("--json, --csv and --draft-profile exclude each other.")
        }
        guard !draftProfile || files.count == 1 else { throw ValidationError("--draft-profile takes one file.") }
        guard Currency(code: currency) != nil else {
            throw ValidationError("\(currency) is no ISO 4217 code, such as USD.")
        }
    }

    func run() throws {
        let console = Console(isQuiet: false)
        try guarded(console) {
            let set = try ProfileSet.load([SharedData.folder("profiles", given: profiles)])
            let given = try profile.map { name throws(SettingsFailure) -> Profile in
                guard let profile = set[name] else {
                    throw SettingsFailure(
                        path: name, "is no profile", hint: Suggestion.text(for: name, among: set.names))
                }
                return profile
            }
            var hasErrors = false
            for file in files {
                let source = try SourceBytes.read(file)
                if !draftProfile, try EstimateInspection.show(source, asJSON: json, asCSV: csv, on: console) {
                    continue
                }
                if draftProfile {
                    try draft(source, set, console)
                    continue
                }
                let inspection = Intake.inspect(
                    source, profiles: set, currency: Currency(code: currency)!, profile: given)
                hasErrors = hasErrors || inspection.hasErrors
                if json {
                    console.data(try inspection.json())
                } else if csv {
                    print(inspection.csv, terminator: "")
                } else {
                    show(inspection, on: console)
                }
            }
            if hasErrors { throw ExitStatus.dataErrors }
        }
    }

    private func draft(_ source: SourceBytes, _ set: ProfileSet, _ console: Console) throws {
        let table = Table.read(source.bytes)
        guard let draft = ProfileDraft(table, file: source.path, profiles: set) else {
            for problem in table.problems { console.complain(Diagnostic(problem, file: source.path)) }
            throw ExitStatus.input
        }
        print(draft.text, terminator: "")
    }

    /// `comma`, and whatever is not as everywhere.
    private func dialect(_ inspection: Inspection) -> String {
        guard inspection.container == .text else { return inspection.container.rawValue }
        let dialect = inspection.dialect
        var text = Dialect.name(dialect.delimiter)
        if dialect.quote != Dialect.quote { text += ", quote \(UnicodeScalar(dialect.quote))" }
        if dialect.hasBackslashes { text += ", backslash before quotes" }
        if dialect.skipsBlanks { text += ", blanks behind delimiters" }
        return text
    }

    private func show(_ inspection: Inspection, on console: Console) {
        console.data("\(inspection.file)")
        console.data("  sha256    \(inspection.sha256)")
        console.data("  encoding  \(inspection.encoding.rawValue)")
        console.data(
            "  dialect   \(dialect(inspection)), "
                + "\(inspection.preamble) record\(inspection.preamble == 1 ? "" : "s") before the headings on line \(SourceLine(raw: Int32(clamping: inspection.header)))"
        )
        if inspection.dialect.confidence != .stated {
            console.data("  sure      \(inspection.dialect.confidence.rawValue): \(inspection.dialect.reason)")
        }
        console.data("  profile   \(inspection.profile ?? "none")")
        console.data(
            "  table     \(inspection.columns.count) columns, \(inspection.rows.count) rows, "
                + "\(inspection.ignored.count) other records set apart")
        console.data("")
        let shown = [inspection.columns] + inspection.rows.prefix(5)
        let widths = inspection.columns.indices.map { column in
            min(24, shown.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0)
        }
        for row in shown {
            let cells = widths.enumerated().map { column, width in
                let text = column < row.count ? Diagnostic.printable(row[column]) : ""
                let cut = text.count > width ? String(text.prefix(max(width - 1, 0))) + "…" : text
                return cut + String(repeating: " ", count: width - cut.count)
            }
            console.data("  " + cells.joined(separator: "  "))
        }
        if inspection.rows.count > 5 { console.data("  … \(inspection.rows.count - 5) more rows") }
        for diagnostic in inspection.diagnostics { console.complain(diagnostic) }
    }
}
