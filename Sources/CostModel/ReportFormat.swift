/// The forms that a report can be written in.
package enum ReportFormat: String, Sendable, CaseIterable {
    /// The workbook, which the others are copies of.
    case xlsx
    /// One file a sheet.
    case csv
    /// One file a report.
    case json
    /// Printed by LibreOffice.
    case pdf
    /// The page of the week, `Summary.html` and `Summary.txt`.
    case html
}
