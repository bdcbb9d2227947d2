import CostModel

/// The records of one file, whatever its container: every cell as UTF-8 bytes, every record with its line.
///
/// Cells lie side by side in one block of memory and are never Strings: a million rows cost two allocations. Blank lines
/// are rows without cells, so that every record of the file is accounted for. Immutable once made.
package struct Table: Sendable {
    package struct Row: Sendable {
        /// Index of its first cell; those of the next row follow its last one.
        package var firstField: UInt32
        /// Where it begins in the text.
        var offset: UInt32
        /// Line of the file on which it begins, from 1.
        package var line: Int32
    }

    package let container: Container
    /// Empty for containers that are no text.
    package let text: DecodedText
    package let dialect: Dialect
    /// The sheets of a workbook, in its order; empty for everything else.
    package let sheets: [Sheet]
    /// What was found while the text was taken apart, in order of lines.
    package internal(set) var problems: [TableProblem] = []
    /// The last record has no line end.
    package let isUnterminated: Bool
    /// Some cell holds a NUL byte.
    package let hasNUL: Bool
    let store: TableStore

    /// A sheet of a workbook.
    package struct Sheet: Hashable, Sendable {
        package let name: String
        /// Index of its first row in the table.
        package let firstRow: Int
    }

    init(
        container: Container = .text, text: DecodedText, dialect: Dialect, sheets: [Sheet] = [], store: TableStore,
        isUnterminated: Bool, hasNUL: Bool
    ) {
        self.container = container
        self.text = text
        self.dialect = dialect
        self.sheets = sheets
        self.store = store
        self.isUnterminated = isUnterminated
        self.hasNUL = hasNUL
    }

    /// No row of it may be used: it is cut short or cannot be understood.
    package var isRefused: Bool { problems.contains { $0.refusesFile } }

    package var rowCount: Int { store.rowCount }

    /// Number of cells of a row; 0 for a blank line.
    @inlinable
    package func width(ofRow row: Int) -> Int { raw.width(ofRow: row) }

    /// Line of the text, or `SourceLine.raw` for a workbook: on which the row begins, from 1.
    package func line(ofRow row: Int) -> Int { Int(store.rows[row].line) }

    /// Index of the sheet that a row belongs to; 0 for everything but workbooks.
    package func sheet(ofRow row: Int) -> Int { max(0, (sheets.lastIndex { $0.firstRow <= row } ?? 0)) }

    /// The bytes of a cell; empty where the row has no such cell. Valid as long as the table lives.
    package func cell(_ column: Int, ofRow row: Int) -> UnsafeRawBufferPointer { raw.cell(column, ofRow: row) }

    /// The cell as a String: for messages and for `inspect`.
    package func string(_ column: Int, ofRow row: Int) -> String {
        String(decoding: cell(column, ofRow: row), as: UTF8.self)
    }

    /// The cells by pointer, for loops over rows. Valid as long as the table lives.
    package var raw: RawTable {
        RawTable(bytes: UnsafeRawPointer(store.bytes), ends: UnsafePointer(store.ends), rows: UnsafePointer(store.rows))
    }
}

/// The memory of a `Table`, borrowed: what loops over rows read from.
package struct RawTable {
    package let bytes: UnsafeRawPointer
    /// `ends[i]` is where cell `i` begins and cell `i - 1` ends.
    package let ends: UnsafePointer<UInt32>
    package let rows: UnsafePointer<Table.Row>

    @inlinable
    package func width(ofRow row: Int) -> Int { Int(rows[row + 1].firstField - rows[row].firstField) }

    @inlinable
    package func cell(_ column: Int, ofRow row: Int) -> UnsafeRawBufferPointer {
        let field = Int(rows[row].firstField) + column
        guard field < Int(rows[row + 1].firstField) else { return UnsafeRawBufferPointer(start: bytes, count: 0) }
        let start = Int(ends[field])
        return UnsafeRawBufferPointer(start: bytes + start, count: Int(ends[field + 1]) - start)
    }

    /// All the cells of a row, side by side.
    @inlinable
    package func cells(ofRow row: Int) -> UnsafeRawBufferPointer {
        let start = Int(ends[Int(rows[row].firstField)])
        return UnsafeRawBufferPointer(start: bytes + start, count: Int(ends[Int(rows[row + 1].firstField)]) - start)
    }
}

/// The memory of a table, never written once it is here: hence safe to share.
final class TableStore: @unchecked Sendable {
    let bytes: UnsafeMutableRawPointer
    let ends: UnsafeMutablePointer<UInt32>
    let rows: UnsafeMutablePointer<Table.Row>
    let rowCount: Int

    init(
        bytes: UnsafeMutableRawPointer, ends: UnsafeMutablePointer<UInt32>, rows: UnsafeMutablePointer<Table.Row>,
        rowCount: Int
    ) {
        self.bytes = bytes
        self.ends = ends
        self.rows = rows
        self.rowCount = rowCount
    }

    deinit {
        bytes.deallocate()
        ends.deallocate()
        rows.deallocate()
    }
}

/// Something wrong with the text of a file, before anybody asks what it means.
package enum TableProblem: Error, Hashable, Sendable {
    case empty
    /// What the bytes look like; nothing in the file says so.
    case encodingAssumed(TextEncoding)
    case encodingInvalid(TextEncoding, line: Int)
    /// NUL bytes all over, and no byte order mark: UTF-16 that does not say so, or no text at all.
    case notText(line: Int)
    case quoteUnclosed(line: Int, column: Int)
    /// A quote that was taken as a character: closed nowhere sensible.
    case quoteStray(line: Int, column: Int)
    /// The cells of a row could only be told apart by taking delimiters for granted that are not there.
    case delimiterMended(line: Int)
    /// Two readings make as much sense.
    case dialectTie(Dialect.Delimiter, Dialect.Delimiter)
    case cellTooLong(line: Int)
    case rowTooWide(line: Int, cells: Int)
    case container(ContainerFault)
    /// What a reader of calendars, boards or breakdowns has to say.
    case remark(SourceRemark)
    /// A formula of a workbook whose value was never computed; its cell reads `#CALC!`. The last that is told one by one
    /// says how many there are besides.
    case formulaUncomputed(line: Int, column: Int, more: Int)

    package var refusesFile: Bool {
        switch self {
        case .empty, .encodingAssumed, .quoteStray, .delimiterMended, .dialectTie, .formulaUncomputed: false
        case .remark(let remark): [.containerRefused, .containerLimit, .fileTruncated].contains(remark.code)
        case .encodingInvalid, .notText, .quoteUnclosed, .cellTooLong, .rowTooWide, .container: true
        }
    }
}
