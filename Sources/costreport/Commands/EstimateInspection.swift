import CostModel
import RoundTrip
import Sheets
import Tables

/// `inspect` on a report that came back: whose it is, and what was edited.
enum EstimateInspection {
    struct JSON: Encodable {
        struct Dialect: Encodable { var delimiter = "", quote = "", preamble = 0, header = 0 }
        struct Profile: Encodable { var name: String, missing: [String] }
        struct Estimates: Encodable {
            var production: String, report: String, period: String, accounts: Int, edited: [String], savedBy: String
            var saved: String
        }
        var file: String, sha256: String
        var format = "xlsx", encoding = "utf-8"
        var dialect = Dialect()
        var profile: String
        var profiles: [Profile] = []
        var columns: [String], rows: [[String]]
        var ignored: [String] = []
        var estimates: Estimates
        var diagnostics: [JSONDiagnostic]
    }

    /// False for every other file.
    static func show(_ source: SourceBytes, asJSON: Bool, asCSV: Bool, on console: Console) throws -> Bool {
        guard RawWorkbook.hasSheet(EstimateForm.sheetName, in: source.bytes), let form = try? ReturnedForm(source.bytes)
        else { return false }
        let edits = FormEdits(form)
        let rows = edits.edits.flatMap { edit in
            edit.cells.map { [$0.address, edit.account, $0.heading, $0.was, $0.text] }
        }
        let columns = ["Cell", "Account", "Column", "Was", "Is"]
        let diagnostics = edits.remarks.map { $0.diagnostic(source.path) }
        if asJSON {
            let json = JSON(
                file: source.path, sha256: source.sha256, profile: Session.estimatesFeed, columns: columns, rows: rows,
                estimates: JSON.Estimates(
                    production: form[.title], report: form[.number], period: form[.period],
                    accounts: form.keys.count, edited: edits.edits.map(\.account),
                    savedBy: form.workbook.lastModifiedBy, saved: form.workbook.modified),
                diagnostics: diagnostics.map(JSONDiagnostic.init))
            console.data(try JSONText.of(json))
            return true
        }
        if asCSV {
            for row in [columns] + rows {
                console.data(row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ","))
            }
            return true
        }
        console.data(source.path)
        console.data("  sha256    \(source.sha256)")
        console.data("  report    \(form.sentence)")
        console.data("  estimates \(form.keys.count) accounts, \(edits.edits.count) edited; for `costreport forecast`")
        if !form.workbook.lastModifiedBy.isEmpty || !form.workbook.modified.isEmpty {
            console.data("  saved     \(form.workbook.modified) by \(form.workbook.lastModifiedBy)")
        }
        console.data("")
        for row in rows {
            console.data(
                "  \(row[0])  \(row[1]) \(row[2]): " + Diagnostic.printable("\"\(row[3])\" to \"\(row[4])\""))
        }
        for diagnostic in diagnostics { console.complain(diagnostic) }
        return true
    }
}
