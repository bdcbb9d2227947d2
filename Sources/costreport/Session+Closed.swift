import CostModel
import Foundation
import Ledger
import Reconcile
import Reports

/// A closed period as it was kept.
struct ClosedReport {
    var closing: Closing
    var number: Int
    /// `report` of the manifest.
    var report: JSONValue?
    var manifestPath: String
    /// A later week was asked for, and the production has its final report.
    var isPast: Bool

    var sentence: String {
        let name = "\(closing.isFinal ? "final report" : "report") \(number), week ending \(closing.period)"
        return isPast
            ? "the production has its \(name): no report comes after it"
            : "\(name), is closed: its files are kept as they are"
    }
}

/// Files came after the final report.
struct ProductionFinished: Error, CustomStringConvertible {
    var files: [String]
    var period: Day

    var description: String {
        let list = files.prefix(5).joined(separator: ", ") + (files.count > 5 ? " and \(files.count - 5) more" : "")
        return """
            error: nothing was posted: the production has its final report, of the week ending \(period)
              \(list)
              hint: `costreport import --after-final` posts late cost, and `costreport report --period \(period) --revise \
            REASON` restates the final report with it
            """
    }
}

extension Session {
    func refuseAfterFinal(_ files: [String]) throws {
        guard let final = try ledger.closings().first(where: \.isFinal) else { return }
        throw ProductionFinished(files: files, period: final.period)
    }

    /// The kept report of a closed period, and the final report for every week behind it; nil for an open period.
    func closedReport(_ period: Day, _ only: [String], _ formats: [ReportFormat]?) throws -> Outcome? {
        let closings = try ledger.closings().filter { $0.revision == 0 }
        guard let closing = closings.first(where: { $0.period == period || ($0.isFinal && $0.period < period) }) else {
            return nil
        }
        let wanted = try definitions(only)
        let bytes = try ledger.manifest(of: closing.period, revision: 0) ?? []
        let manifest = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        let number = folder.production.calendar.number(of: closing.period)
        var outcome = Outcome()
        outcome.closed = ClosedReport(
            closing: closing, number: number, report: manifest?["report"],
            manifestPath: "\(folder.path)/reports/\(closing.folderName)/\(Closing.manifestName)",
            isPast: closing.period < period)
        outcome.workbooks = closing.files.filter { file in
            guard let format = ReportFiles.format(of: file.name), formats?.contains(format) ?? true else {
                return false
            }
            return only.isEmpty || wanted.contains { ReportFiles.isPart(file.name, of: $0.file) }
        }.map { ClosedFolder.path(closing, $0, below: folder.path) }
        for format in formats ?? [] where !closing.files.contains(where: { ReportFiles.format(of: $0.name) == format })
        {
            console.complain(
                "the week ending \(closing.period) was closed without \(format.rawValue); `formats` in production.yaml says "
                    + "what a closing keeps")
        }
        return outcome
    }

    /// A run whose week is closed has posted into the first open one: what is wrong there is said.
    func add(_ imports: [ImportSummary], to outcome: inout Outcome) throws {
        outcome.importDiagnostics = unclaimed
        guard let open = imports.map(\.asOf).max() else { return }
        outcome.importDiagnostics = try findings(period: open).findings.diagnostics
        console.say("what is new counts in the week ending \(open), the first that is open")
    }

    /// Closed files that are gone or changed.
    func changedFiles() throws -> [Diagnostic] {
        ClosedFolder.changes(try ledger.closings(), below: folder.path)
    }
}
