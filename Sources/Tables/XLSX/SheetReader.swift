import CostModel
import Glibc

/// What all sheets of a workbook share.
struct WorkbookContext {
    let strings: SharedStrings
    let meanings: [NumberMeaning]
    let days: SerialDay
    /// See `WorkbookHandler`.
    let asksForCalculation: Bool
    /// Bytes that the table may take in memory.
    let tableBytesMax: Int
}

/// Puts the cells of one sheet after the other into a table.
///
/// A struct behind a pointer, and no String on the way of a cell: a sheet can have a million rows.
struct SheetReader: ~Copyable {
    private var builder = TableBuilder(format: .xlsx)
    private let context: WorkbookContext
    private var number = PlainNumber()
    /// A number or a day in the making.
    private var plain = Scratch()
    private var sheetCount = 0
    private var row = 0
    private var lastRowWritten = 0
    private var blankRowsLeft = Limits.blankRowsMax
    private var column = 0
    private var filledCount = 0
    private var uncomputed: [(line: Int, column: Int)] = []
    private var uncomputedCount = 0
    /// Why nothing more is read.
    private(set) var stopped: TableProblem?

    init(_ context: WorkbookContext) { self.context = context }

    mutating func beginSheet(_ name: String) {
        builder.beginSheet(name)
        sheetCount += 1
        (row, lastRowWritten, column) = (0, 0, 0)
    }

    /// Where the row is, for messages.
    var line: Int {
        Int(SourceLine(sheet: max(sheetCount - 1, 0), row: min(row, Limits.sheetRowsMax)).raw)
    }

    /// `position` is nil for a row that does not say its number: it follows the last one.
    mutating func beginRow(_ position: Int?) {
        let next = position ?? row + 1
        if next > Limits.sheetRowsMax {
            stop(.container(.rows(line: line, row: next)))
        } else if next <= row {
            stop(.container(.orderBroken(line: line)))
        } else {
            (row, column) = (next, 0)
        }
    }

    mutating func endRow() {
        guard builder.width > 0, stopped == nil else { return }
        builder.endRow(line: row)
        lastRowWritten = row
        checkSize()
    }

    /// `position` is that of the cell's own reference; nil when it has none and follows the last one.
    mutating func beginCell(_ position: (column: Int, row: Int)?) {
        guard let position else {
            column += 1
            return
        }
        guard position.column > column, position.row == row else { return stop(.container(.orderBroken(line: line))) }
        column = position.column
    }

    /// A cell as it stands in the file. `isComputed` says that it has a formula.
    mutating func endCell(_ kind: CellKind, style: Int, text: inout GrowingBuffer<UInt8>, isComputed: Bool) {
        guard stopped == nil else { return }
        if text.count == 0 {
            // A formula may well give an empty text; of a number, nothing was computed.
            if isComputed, kind != .text, kind != .shared { writeUncomputed() }
            return
        }
        let bytes = UnsafeRawBufferPointer(start: text.pointer, count: text.count)
        switch kind {
        case .text:
            CellEscapes.undo(&text)
            write(UnsafeRawBufferPointer(start: text.pointer, count: text.count))
        case .shared:
            let index = bytes.count < 10 ? bytes.reduce(0) { $1 &- 0x30 < 10 ? $0 * 10 + Int($1 - 0x30) : 1 << 40 } : -1
            guard let shared = context.strings.text(index) else { return stop(.container(.textMissing(line: line))) }
            write(shared)
        case .truth: writeTruth(bytes)
        case .error: write(bytes)
        case .day:
            if let day = SerialDay.plain(iso: bytes) { write(Array(day.utf8)) } else { write(bytes) }
        case .number: writeNumber(bytes, style: style, isComputed: isComputed)
        }
    }

    private mutating func writeNumber(_ text: UnsafeRawBufferPointer, style: Int, isComputed: Bool) {
        let meaning = style < context.meanings.count ? context.meanings[style] : .number
        if meaning == .number, !(isComputed && context.asksForCalculation), let plain = PlainNumber.plain(text) {
            return write(plain)
        }
        guard number.read(text) else { return write(text) }
        if isComputed, context.asksForCalculation, number.isZero { return writeUncomputed() }
        if meaning == .number, let plain = PlainNumber.plain(text) { return write(plain) }
        plain.bytes.removeAll()
        if meaning == .number || !context.days.write(number, as: meaning, to: &plain.bytes) {
            number.write(to: &plain.bytes)
        }
        write(plain.all)
    }

    private mutating func writeTruth(_ text: UnsafeRawBufferPointer) {
        switch String(decoding: text, as: UTF8.self) {
        case "1", "true": write(Array("TRUE".utf8))
        case "0", "false": write(Array("FALSE".utf8))
        default: write(text)
        }
    }

    /// The cell must not pass for a blank one: whoever needs its value meets an error.
    private mutating func writeUncomputed() {
        uncomputedCount += 1
        if uncomputed.count < Limits.diagnosticsPerCodeMax { uncomputed.append((line, column)) }
        write(Array("#CALC!".utf8))
    }

    private mutating func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0) } }

    private mutating func write(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 0 else { return }
        guard column <= Limits.columnCountMax else { return stop(.rowTooWide(line: line, cells: column)) }
        if builder.width == 0 { writeBlankRows() }
        while builder.width < column - 1 { builder.blankCell() }
        builder.cell(bytes)
        filledCount += 1
        if bytes.count > 4096 { checkSize() }
    }

    /// Rows in between that have no cells.
    private mutating func writeBlankRows() {
        let count = min(row - lastRowWritten - 1, blankRowsLeft)
        blankRowsLeft -= count
        for blank in 0..<count { builder.endRow(line: lastRowWritten + 1 + blank) }
    }

    private mutating func checkSize() {
        let bytes = builder.byteCount + builder.cellCount * 4 + builder.rowCount * MemoryLayout<Table.Row>.stride
        let isHollow = bytes > Limits.tableFloorBytes && builder.cellCount / Limits.blankCellsMax > filledCount
        if isHollow || bytes > context.tableBytesMax { stop(.container(.tableTooLarge(line: line))) }
    }

    private mutating func stop(_ problem: TableProblem) {
        if stopped == nil { stopped = problem }
    }

    /// The table of all sheets; one without rows when there was a `failure`.
    consuming func finish(_ failure: TableProblem?) -> Table {
        for (index, place) in uncomputed.enumerated() {
            let isLast = index == uncomputed.count - 1
            builder.problem(
                .formulaUncomputed(
                    line: place.line, column: place.column, more: isLast ? uncomputedCount - uncomputed.count : 0))
        }
        if builder.rowCount == 0 { builder.problem(.empty) }
        let table = builder.finish()
        // Half a workbook is none.
        return failure.map { Table.refused($0) } ?? table
    }
}

/// How a cell holds its value: its `t`.
enum CellKind {
    case number, text, shared, truth, error, day
}
