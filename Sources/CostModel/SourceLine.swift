/// Where a row begins in its source file, in one number that the ledger can keep.
///
/// In a text it is the line, from 1; in a workbook's first sheet the row, from 1. A row of a further sheet has bit 30 set
/// and the sheet's index in bits 20–29: a text that long is refused, and a sheet has at most 2²⁰ rows.
package struct SourceLine: Hashable, Sendable, CustomStringConvertible {
    package let raw: Int32

    package init(raw: Int32) { self.raw = raw }

    /// `sheet` is the index of the sheet in the workbook, from 0; `row` is from 1.
    package init(sheet: Int, row: Int) {
        precondition(sheet >= 0 && sheet < Limits.sheetCountMax && row >= 0 && row <= Limits.sheetRowsMax)
        // Row 2²⁰, the last that Excel knows, would run into the sheet's bits.
        let row = Int32(min(row, Limits.sheetRowsMax - 1))
        raw = sheet == 0 ? row : 1 << 30 | Int32(sheet) << 20 | row
    }

    package var sheet: Int { raw & 1 << 30 == 0 ? 0 : Int(raw >> 20) & 1023 }

    package var number: Int { raw & 1 << 30 == 0 ? Int(raw) : Int(raw & 0xF_FFFF) }

    /// `14`, or `sheet 2, row 14`.
    package var description: String { sheet == 0 ? String(number) : "sheet \(sheet + 1), row \(number)" }
}
