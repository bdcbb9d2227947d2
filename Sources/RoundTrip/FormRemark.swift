package import CostModel
import Sheets

/// Something to say about one cell of a workbook that came back: where it is, what was there and what is there.
package struct FormRemark: Hashable, Sendable {
    package var code: DiagnosticCode
    package var sheet: String
    /// Index of the sheet in the workbook.
    package var sheetIndex: Int
    /// From 0; nil when the whole sheet is meant.
    package var row: Int?
    package var column: Int?
    package var account: String
    package var heading: String
    package var was: String
    package var found: String
    package var message: String
    package var hint: String

    /// `Cost to Complete!G12`
    package var address: String {
        guard let row, let column else { return sheet }
        return "\(sheet)!\(Address.cell(row, column))"
    }

    /// `file` as the user knows it.
    package func diagnostic(_ file: String) -> Diagnostic {
        let what = [heading.isEmpty ? "" : "\(heading)", account.isEmpty ? "" : "of \(account)"]
            .filter { !$0.isEmpty }.joined(separator: " ")
        let was = row == nil || column == nil ? "" : "; it was \(self.was.isEmpty ? "blank" : "\"\(self.was)\"")"
        return Diagnostic(
            code.severity, code, file: file,
            line: row.map { Int(SourceLine(sheet: min(sheetIndex, Limits.sheetCountMax - 1), row: $0 + 1).raw) } ?? 0,
            column: column.map { $0 + 1 } ?? 0, field: [address, what].filter { !$0.isEmpty }.joined(separator: ", "),
            value: found, message + was, hint: hint)
    }
}
