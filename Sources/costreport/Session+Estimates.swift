import CostModel
import Foundation
import Glibc
import Intake
import Ledger
import RoundTrip
import Settings
import Sheets
import Tables
import XLSX

/// What came of one workbook with estimates.
struct ReturnedWorkbook {
    /// Path below the production folder, or as it was given.
    var name: String
    var source: SourceBytes
    var form: ReturnedForm
    var author = ""
    var changes: [ForecastChange] = []
    var conflicts: [EstimateConflict] = []
    var remarks: [FormRemark] = []
    var alreadyThere: [String] = []
    /// What could not be written, and why.
    var faults: [Diagnostic] = []
    /// The forecast could not be written at all: the workbook is tried again.
    var isUnread = false

    var diagnostics: [Diagnostic] {
        faults + (conflicts.map(\.remark) + remarks).map { $0.diagnostic(name) }
    }

    /// What was done, for the ledger and the Exceptions sheet.
    var applied: [Diagnostic] {
        changes.map { change in
            Diagnostic(
                .note, .estimateApplied, file: name, field: change.address, value: change.account,
                "has a new row in the forecast: " + change.words, hint: "")
        }
    }
}

extension ForecastChange {
    /// `method budget_remaining to manual, amount blank to 5000.00`
    var words: String {
        fields.filter { $0.field != .date && $0.field != .author && $0.field != .acknowledged }.map { field in
            func shown(_ text: String) -> String {
                text.isEmpty ? "blank" : field.field == .note ? "\"\(text)\"" : text
            }
            return "\(field.field.rawValue) \(shown(field.was)) to \(shown(field.text))"
        }.joined(separator: ", ")
    }
}

/// A workbook that is refused: nothing is read from it, and nothing from those given with it.
struct WorkbookRefused: Error, CustomStringConvertible {
    var file: String
    var message: String
    var hint: String
    var description: String { "\(file): error: \(message)\n  hint: \(hint)" }
}

/// The forecast's file before and after.
struct ForecastEdition {
    var name: String
    var old: [UInt8]?
    var file: ForecastFile
    /// Permissions that the file keeps.
    var mode: mode_t = 0o640
}

extension Session {
    /// Under this name the ledger remembers workbooks whose estimates were read.
    static let estimatesFeed = "estimates read back"

    // MARK: Workbooks

    /// Reads a workbook as one of ours; throws what refuses it.
    func returned(_ source: SourceBytes, named name: String) throws(WorkbookRefused) -> ReturnedWorkbook {
        let form: ReturnedForm
        do throws(FormRefusal) {
            form = try ReturnedForm(source.bytes)
        } catch {
            var reason = error.message
            if case .unreadable(let problem) = error { reason += ": \(Diagnostic(problem, file: name).message)" }
            throw WorkbookRefused(file: name, message: reason, hint: error.hint)
        }
        guard form.isOf(folder.production) else {
            throw WorkbookRefused(
                file: name, message: "belongs to another production: \(form.sentence)",
                hint: "this one is \(folder.production.title); give the workbook to its own production")
        }
        return ReturnedWorkbook(name: name, source: source, form: form)
    }

    /// The workbook of the reports folder that went out as this one, if it is still the same.
    private func original(of form: ReturnedForm) -> RawWorkbook? {
        let period = Closing.folderName(form.period, Int(form[.revision]) ?? 0)
        let path = "\(folder.path)/reports/\(period)"
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
            .filter { $0.hasSuffix(".xlsx") && !$0.hasPrefix(".") && $0.hasPrefix(form[.file]) }.sorted()
        for name in names {
            guard let source = try? SourceBytes.read("\(path)/\(name)"),
                let hidden = try? RawWorkbook.read(source.bytes, where: { $0 == EstimateForm.sheetName }),
                OtherSheets.isOriginal(hidden, of: form)
            else { continue }
            return try? RawWorkbook.read(source.bytes)
        }
        return nil
    }

    // MARK: The forecast

    /// The file of the forecast feed; made anew in memory where the production has none yet.
    func forecastEdition() throws(SettingsFailure) -> ForecastEdition {
        let settings = "\(folder.path)/\(ProductionFile.name)"
        guard let feed = folder.production.feeds.first(where: { profiles[$0.profile]?.kind == .forecast }) else {
            throw SettingsFailure(
                path: settings, "no feed has the profile forecast, so there is nowhere to write estimates",
                hint: "- { name: forecast, profile: forecast, files: forecast.csv }")
        }
        let names = try folder.claims().filter { $0.feed?.name == feed.name }.map(\.name)
        guard names.count <= 1 else {
            throw SettingsFailure(
                path: settings, "the feed \"\(feed.name)\" has \(names.count) files: \(names.joined(separator: ", "))",
                hint: "estimates are written to a forecast of one file")
        }
        let name = names.first ?? feed.files
        guard !name.contains(where: { "*?[".contains($0) }) else {
            throw SettingsFailure(
                path: settings, "the feed \"\(feed.name)\" has no file yet, and its pattern names none",
                hint: "write forecast.csv, or `files: forecast.csv`")
        }
        var status = stat()
        let isThere = lstat("\(folder.path)/\(name)", &status) == 0
        let source: SourceBytes
        do throws(SourceFailure) {
            source =
                isThere
                ? try SourceBytes.read("\(folder.path)/\(name)")
                : SourceBytes(path: name, bytes: Array(ForecastFile.newFile.utf8))
        } catch {
            throw SettingsFailure(path: "\(folder.path)/\(name)", Diagnostic(error, file: name).message)
        }
        do throws(ForecastFile.Fault) {
            let file = try ForecastFile(
                source, named: name, feed: feed.name, profiles[feed.profile]!, folder.production)
            return ForecastEdition(
                name: name, old: isThere ? source.bytes : nil, file: file,
                mode: isThere ? status.st_mode & 0o777 : 0o640)
        } catch {
            throw SettingsFailure(path: "\(folder.path)/\(name)", error.message, hint: error.hint)
        }
    }

    /// Merges a workbook into the forecast; the edition holds the outcome, nothing is written.
    func merge(_ workbook: inout ReturnedWorkbook, into edition: inout ForecastEdition, author: String?, reason: String)
    {
        let form = workbook.form
        workbook.author = author ?? form.workbook.lastModifiedBy
        let edits = FormEdits(form)
        var ours: [String: CurrentForecast] = [:]
        for (key, row) in edition.file.current { ours[key] = CurrentForecast(facts: row.facts, line: row.line) }
        let merged = EstimateMerge(
            form, edits, ours: ours, folder.production, author: workbook.author, reason: reason)
        workbook.remarks = edits.remarks + merged.remarks
        (workbook.conflicts, workbook.alreadyThere) = (merged.conflicts, merged.alreadyThere)
        if let original = original(of: form) {
            workbook.remarks += OtherSheets.remarks(form, edits, original: original)
        }
        add(merged.changes, of: &workbook, to: &edition)
    }

    /// Adds the rows of a workbook to the forecast. A row that would not read as it was typed stays out alone, and is named.
    private func add(_ all: [ForecastChange], of workbook: inout ReturnedWorkbook, to edition: inout ForecastEdition) {
        var changes = all
        while true {
            var file = edition.file
            do throws(ForecastFile.Fault) {
                for change in changes {
                    _ = try file.append(
                        change.row, account: change.account, edited: workbook.form.workbook.modified)
                }
                try file.verify(changes.map { (account: $0.account, facts: $0.row) })
                workbook.changes = changes
                edition.file = file
                return
            } catch {
                guard case .differs(let account) = error, changes.contains(where: { $0.account == account }) else {
                    workbook.isUnread = true
                    workbook.faults.append(
                        Diagnostic(
                            .warning, .estimateCell, file: workbook.name,
                            "was not read back: \(edition.name) \(error.message)", hint: error.hint))
                    return
                }
                changes.removeAll { $0.account == account }
                workbook.faults.append(
                    Diagnostic(
                        .warning, .estimateCell, file: workbook.name, field: account,
                        "the row of \(account) was not read back: what was typed there cannot stand in \(edition.name)",
                        hint:
                            "a rate or a percentage of nothing is no estimate: choose the method `none` for an account that is done"
                    ))
            }
        }
    }

    /// Puts the new forecast in the place of the old one, as a whole.
    func write(_ edition: ForecastEdition) throws(XLSXFailure) {
        guard edition.old != edition.file.bytes else { return }
        let path = "\(folder.path)/\(edition.name)"
        try WholeFile.write(edition.file.bytes, to: path)
        chmod(path, edition.mode)
    }

    /// Remembers that a workbook was read, with its bytes: the next run does not read it again.
    @discardableResult
    func remember(_ workbook: ReturnedWorkbook, asOf period: Day) throws -> ImportSummary {
        var reading = FileReading(
            feed: Self.estimatesFeed, profile: Self.estimatesFeed, profileHash: "", name: workbook.name,
            sha256: workbook.source.sha256, bytes: workbook.source.bytes, coverage: .additions)
        for diagnostic in workbook.applied + workbook.diagnostics { reading.diagnostics.report(diagnostic) }
        return try ledger.post(reading, texts: Texts(), asOf: period, calendar: folder.production.calendar)
    }
}
