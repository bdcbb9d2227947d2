import CostModel
import Glibc

/// Puts a table together cell by cell: for the readers of everything that is no delimited text.
struct TableBuilder: ~Copyable {
    private let container: Container
    private var bytes: GrowingBuffer<UInt8>
    private var ends: GrowingBuffer<UInt32>
    private var rows: GrowingBuffer<Table.Row>
    private var firstFieldOfRow = 0
    private var sheets: [Table.Sheet] = []
    private var hasNUL = false
    private(set) var problems: [TableProblem] = []

    init(format container: Container) {
        self.container = container
        bytes = GrowingBuffer(capacity: 1 << 12)
        ends = GrowingBuffer(capacity: 1 << 8)
        rows = GrowingBuffer(capacity: 1 << 6)
        ends.append(0)
    }

    var rowCount: Int { rows.count }

    /// Cells of all rows so far.
    var cellCount: Int { ends.count - 1 }

    /// Bytes of all cells so far.
    var byteCount: Int { bytes.count }

    /// Cells of the row that is being made.
    var width: Int { ends.count - 1 - firstFieldOfRow }

    /// The next cell of the row; UTF-8. What leaves 4 GiB is cut: readers refuse such a file by their own limits long before.
    mutating func cell(_ text: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: text)
        if let base = text.baseAddress, !hasNUL, memchr(base, 0, text.count) != nil { hasNUL = true }
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
    }

    mutating func cell(_ text: String) {
        var copy = text
        copy.withUTF8 { cell(UnsafeRawBufferPointer($0)) }
    }

    mutating func blankCell() { ends.append(UInt32(truncatingIfNeeded: bytes.count)) }

    /// Ends the row; one without cells is a blank line. `line` is that of a text, or the row in the current sheet.
    mutating func endRow(line: Int, offset: Int = 0) {
        let place =
            sheets.count > 1
            ? SourceLine(sheet: sheets.count - 1, row: line).raw : Int32(clamping: line)
        rows.append(
            Table.Row(firstField: UInt32(firstFieldOfRow), offset: UInt32(truncatingIfNeeded: offset), line: place))
        firstFieldOfRow = ends.count - 1
    }

    /// The rows after this belong to that sheet.
    mutating func beginSheet(_ name: String) { sheets.append(Table.Sheet(name: name, firstRow: rows.count)) }

    mutating func problem(_ problem: TableProblem) { problems.append(problem) }

    /// A table of texts that a reader has made of `sourceBytes` bytes. Refused when a text is repeated in it so often that it bursts:
    /// the name of a board on each of its cards, the description of an event on each of its days.
    static func table(
        _ container: Container, headings: [String], rows: [(line: Int, cells: [String])], problems: [TableProblem],
        sourceBytes: Int
    ) -> Table {
        let bytes = rows.reduce(0) { $0 + $1.cells.reduce(0) { $0 + $1.utf8.count } }
        let limit = max(Limits.tableFloorBytes, sourceBytes * Limits.repetitionMax)
        guard bytes <= limit else {
            return Table.refused(
                .remark(.limit("becomes a table of \(bytes) bytes; the limit is \(limit)")), container: container)
        }
        var builder = TableBuilder(format: container)
        for row in [(1, headings)] + rows {
            for cell in row.1 { builder.cell(cell) }
            builder.endRow(line: row.0)
        }
        for problem in problems { builder.problem(problem) }
        return builder.finish()
    }

    consuming func finish() -> Table {
        let rowCount = rows.count
        rows.append(Table.Row(firstField: UInt32(firstFieldOfRow), offset: 0, line: 0))
        let store = TableStore(
            bytes: UnsafeMutableRawPointer(bytes.pointer), ends: ends.pointer, rows: rows.pointer, rowCount: rowCount)
        var table = Table(
            container: container, text: DecodedText([]),
            dialect: Dialect(delimiter: .comma, reason: "the file is no delimited text"), sheets: sheets, store: store,
            isUnterminated: false, hasNUL: hasNUL)
        table.problems = problems
        return table
    }
}
