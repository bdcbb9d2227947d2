import ArgumentParser
import CostModel
import Intake
import RoundTrip
import Sheets
import Tables

/// `costreport forecast DIR WORKBOOK…`
struct ForecastCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast", abstract: "Read edited estimates back from workbooks into the forecast.",
        discussion: """
            Only the shaded cells of the sheet of estimates are read. The patch to the forecast is printed; what both sides \
            have changed is listed and left alone.
            """)
    @OptionGroup var options: ProductionOptions
    @Argument(help: "Workbooks that came back.") var workbooks: [String]
    @Flag(help: "Print what would be written, and write nothing.") var dryRun = false
    @Option(help: ArgumentHelp("Who made the estimates; else who saved the workbook.", valueName: "name"))
    var author: String?
    @Option(help: ArgumentHelp("Why, for rows whose note was not changed.", valueName: "text")) var reason = ""

    func run() throws {
        let console = Console(isQuiet: options.quiet)
        try guarded(console) {
            let session = try Session(options)
            do {
                let outcome = try session.forecast(workbooks, author: author, reason: reason, isDryRun: dryRun)
                try outcome.print(on: session.console, asJSON: options.json)
                if outcome.needsAttention { throw ExitStatus.dataErrors }
            } catch let refused as WorkbookRefused {
                console.complain(Diagnostic.printable(refused.file + ": error: " + refused.message))
                console.complain("  hint: " + Diagnostic.printable(refused.hint))
                throw ExitStatus.input
            }
        }
    }
}

extension Session {
    /// Reads workbooks one after the other, each against what the one before has left. All of them, or none.
    func forecast(
        _ paths: [String], author: String?, reason: String, isDryRun: Bool
    ) throws -> ForecastOutcome {
        var workbooks: [ReturnedWorkbook] = []
        for path in paths {
            let name = path.hasPrefix(folder.path + "/") ? String(path.dropFirst(folder.path.count + 1)) : path
            workbooks.append(try returned(try SourceBytes.read(path), named: name))
        }
        try refuseAfterFinal(workbooks.map(\.name))
        var edition = try forecastEdition()
        for index in workbooks.indices {
            merge(&workbooks[index], into: &edition, author: author, reason: reason)
        }
        if !isDryRun {
            try write(edition)
            for workbook in workbooks where !workbook.isUnread {
                try remember(workbook, asOf: workbook.form.period)
            }
        }
        return ForecastOutcome(workbooks: workbooks, edition: edition, isDryRun: isDryRun)
    }
}

/// What was read back, as people and as programs read it.
struct ForecastOutcome {
    var workbooks: [ReturnedWorkbook]
    var edition: ForecastEdition
    var isDryRun: Bool

    /// Bounded, as everywhere.
    var diagnostics: [Diagnostic] {
        var all = Diagnostics()
        for diagnostic in workbooks.flatMap(\.diagnostics) { all.report(diagnostic) }
        return all.all
    }
    var needsAttention: Bool { diagnostics.contains { $0.severity != .note } }

    /// Who, when and what, above the lines of the file.
    var patch: String {
        var notes: [String] = []
        for workbook in workbooks where !workbook.changes.isEmpty {
            let who = workbook.author.isEmpty ? "nobody who is named" : workbook.author
            let saved = workbook.form.workbook.modified
            let when = saved.isEmpty ? "" : ", saved \(saved)"
            notes.append("\(workbook.name): \(workbook.form.sentence); by \(who)\(when)")
            for change in workbook.changes {
                let name = change.description.isEmpty ? "" : " \(change.description)"
                notes.append("  \(change.account)\(name) (\(change.address)): \(change.words)")
            }
        }
        guard edition.old != edition.file.bytes, !notes.isEmpty else { return "" }
        return ForecastPatch.text(edition.name, old: edition.old, new: edition.file.bytes, notes: notes)
    }

    func print(on console: Console, asJSON: Bool) throws {
        if asJSON { return console.data(try JSONText.of(JSON(self))) }
        let patch = patch
        // By bytes: a carriage return and a line feed are one character.
        if !patch.isEmpty { console.data(String(decoding: Array(patch.utf8).dropLast(), as: UTF8.self)) }
        for workbook in workbooks {
            let counts = [
                "\(workbook.changes.count) new \(workbook.changes.count == 1 ? "row" : "rows")",
                workbook.alreadyThere.isEmpty ? "" : "\(workbook.alreadyThere.count) as the forecast says already",
                workbook.conflicts.isEmpty
                    ? "" : "\(Set(workbook.conflicts.map(\.account)).count) with a conflict, left alone",
            ]
            console.say("\(workbook.name): " + counts.filter { !$0.isEmpty }.joined(separator: ", "))
            if workbook.author.isEmpty, !workbook.changes.isEmpty {
                console.say("  the workbook does not say who saved it: name the author with --author")
            }
        }
        for diagnostic in diagnostics where diagnostic.severity != .note || !console.isQuiet {
            console.complain(diagnostic)
        }
        if isDryRun {
            console.say("dry run: nothing was written")
        } else if edition.old != edition.file.bytes {
            console.say("the next `costreport run` posts it; until then reports show the estimates as they were")
        }
    }

    struct JSON: Encodable {
        struct Field: Encodable { var field: String, was: String, now: String }
        struct Change: Encodable { var account: String, cell: String, fields: [Field] }
        struct Conflict: Encodable {
            var account: String, field: String, base: String, ours: String, theirs: String, cell: String
        }
        struct Remark: Encodable {
            var severity: String, code: String, cell: String, account: String, was: String, found: String
            var message: String, hint: String
        }
        struct Workbook: Encodable {
            var file: String, report: String, period: String, author: String, modified: String, base: String
            var changes: [Change], conflicts: [Conflict], alreadyThere: [String], remarks: [Remark]
        }
        var workbooks: [Workbook]
        var forecast: String, patch: String
        var written: Bool
        var diagnostics: [JSONDiagnostic]

        init(_ outcome: ForecastOutcome) {
            workbooks = outcome.workbooks.map { workbook in
                Workbook(
                    file: workbook.name, report: workbook.form[.number], period: workbook.form[.period],
                    author: workbook.author, modified: workbook.form.workbook.modified, base: workbook.form[.base],
                    changes: workbook.changes.map { change in
                        Change(
                            account: change.account, cell: change.address,
                            fields: change.fields.map { Field(field: $0.field.rawValue, was: $0.was, now: $0.text) })
                    },
                    conflicts: workbook.conflicts.map {
                        Conflict(
                            account: $0.account, field: $0.field.rawValue, base: $0.base, ours: $0.ours,
                            theirs: $0.theirs, cell: $0.remark.address)
                    },
                    alreadyThere: workbook.alreadyThere,
                    remarks: workbook.remarks.map {
                        Remark(
                            severity: $0.code.severity.rawValue, code: $0.code.rawValue, cell: $0.address,
                            account: $0.account, was: $0.was, found: $0.found, message: $0.message, hint: $0.hint)
                    })
            }
            (forecast, patch) = (outcome.edition.name, outcome.patch)
            written = !outcome.isDryRun && outcome.edition.old != outcome.edition.file.bytes
            diagnostics = outcome.diagnostics.map(JSONDiagnostic.init)
        }
    }
}
