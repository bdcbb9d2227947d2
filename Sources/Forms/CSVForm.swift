import CostModel
import Foundation
package import Sheets

/// A workbook as tables for other programs: one file a sheet, RFC 4180, UTF-8 without a mark, lines ended by CR LF.
///
/// The first two columns are the row's number in the workbook and what the row is; the others have the names of the report's
/// definition. Figures are exact, whatever the sheet prints.
package enum CSVForm {
    /// Of the files, below the folder of the period.
    package static let folder = "csv"

    /// The files of `workbook`, named `file` as a workbook, in order of its sheets; paths below the folder of the period.
    package static func names(_ workbook: Workbook, _ file: String) -> [String] {
        workbook.sheets.map { "\(folder)/\(file) - \($0.name).csv" }
    }

    /// Writes the files of a workbook below `target`, and returns their paths.
    package static func write(_ workbook: Workbook, named file: String, in target: String) throws(FormFailure)
        -> [String]
    {
        let below = "\(target)/\(folder)"
        do {
            try FileManager.default.createDirectory(
                atPath: below, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        } catch {
            throw FormFailure(path: below, reason: .cannotCreate(error.localizedDescription))
        }
        var paths: [String] = []
        for (sheet, name) in zip(workbook.sheets, names(workbook, file)) {
            try write(sheet, to: "\(target)/\(name)")
            paths.append("\(target)/\(name)")
        }
        return paths
    }

    package static func write(_ sheet: Sheet, to path: String) throws(FormFailure) {
        let file = try FormFile(path: path)
        var rows = CSVRows(headings: ["sheet_row", "row_kind"] + ColumnNames.of(sheet))
        try rows.write(sheet, to: file)
        try file.write(rows.output.drain())
        try file.publish()
    }
}

private struct CSVRows: RowWriter {
    var output = ByteText()

    init(headings: [String]) {
        for (index, heading) in headings.enumerated() {
            if index > 0 { output.put(0x2C) }
            output.field(heading)
        }
        end()
    }

    mutating func begin(_ row: Int, _ kind: RowKind) {
        output.decimal(Int64(row), digits: 0)
        output.put(0x2C)
        output.put(kind.rawValue)
    }

    mutating func blank() { output.put(0x2C) }

    mutating func text(_ text: UnsafeRawBufferPointer) {
        blank()
        output.field(text)
    }

    mutating func amount(_ amount: Money) { number(amount.minorUnits, digits: amount.currency.minorDigits) }

    mutating func number(_ value: Int64, digits: Int) {
        blank()
        output.decimal(value, digits: digits)
    }

    mutating func day(_ day: Day) {
        blank()
        if !day.isNone { output.put(day.description) }
    }

    mutating func end() {
        output.put(0x0D)
        output.put(0x0A)
    }
}
