import CLibcsv
import Glibc
import CostModel

/// Reads delimited text through libcsv.
///
/// libcsv reports fields and row ends but no positions, and skips blank lines. Fed one physical line at a time it tells both:
/// a row that ends does so in the line just fed, and a line after which nothing has begun was blank.
package enum CSVReader {
    package static func read(_ text: [UInt8], dialect: Dialect) -> Table {
        var table = Table(text: text, dialect: dialect)
        table.fieldBytes.reserveCapacity(text.count)
        table.fields.reserveCapacity(text.count / 8)
        table.rows.reserveCapacity(text.count / 64)
        let parser = Parser(dialect)
        text.withUnsafeBytes { bytes in
            var lines = PhysicalLines(bytes)
            while let range = lines.next() {
                let hasGoneOn = parser.feed(UnsafeRawBufferPointer(rebasing: bytes[range]), at: range.lowerBound, into: &table)
                guard hasGoneOn else { return }
            }
            parser.finish(into: &table)
        }
        return table
    }
}

/// Ranges of the lines of a text, each with its end: LF, CRLF or a lone CR.
private struct PhysicalLines {
    private let bytes: UnsafeRawBufferPointer
    private var start = 0
    /// With no CR but before an LF, an LF ends every line, and memchr finds it.
    private let hasLoneCR: Bool

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        var found = false
        var from = 0
        while let base = bytes.baseAddress, from < bytes.count, let hit = memchr(base + from, 0x0D, bytes.count - from) {
            let index = base.distance(to: UnsafeRawPointer(hit))
            if index + 1 >= bytes.count || bytes[index + 1] != 0x0A {
                found = true
                break
            }
            from = index + 2
        }
        hasLoneCR = found
    }

    mutating func next() -> Range<Int>? {
        guard start < bytes.count, let base = bytes.baseAddress else { return nil }
        var end = bytes.count
        if hasLoneCR {
            var index = start
            while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
            end = min(index + 1, bytes.count)
            if index + 1 < bytes.count, bytes[index] == 0x0D, bytes[index + 1] == 0x0A { end = index + 2 }
        } else if let hit = memchr(base + start, 0x0A, bytes.count - start) {
            end = base.distance(to: UnsafeRawPointer(hit)) + 1
        }
        defer { start = end }
        return start..<end
    }
}

/// Owns a libcsv parser, and the table that its callbacks fill.
private final class Parser {
    private var parser = csv_parser()
    private var target: UnsafeMutablePointer<Table>?
    private var rowEnded = false
    private var line = 0
    private var rowLine = 1
    private var rowOffset = 0
    private var isRowOpen = false

    init(_ dialect: Dialect) {
        csv_init(&parser, 0)
        csv_set_delim(&parser, dialect.delimiter)
        csv_set_quote(&parser, dialect.quote)
        // libcsv strips blanks around fields unless nothing is a blank: a value is what stands between the delimiters.
        csv_set_space_func(&parser) { _ in 0 }
        csv_set_blk_size(&parser, 4096)
    }

    deinit { csv_free(&parser) }

    /// False when a field has grown past its limit.
    func feed(_ bytes: UnsafeRawBufferPointer, at offset: Int, into table: inout Table) -> Bool {
        line += 1
        if !isRowOpen { (rowLine, rowOffset) = (line, offset) }
        rowEnded = false
        withUnsafeMutablePointer(to: &table) { pointer in
            target = pointer
            _ = csv_parse(&parser, bytes.baseAddress, bytes.count, onField, onRow, Unmanaged.passUnretained(self).toOpaque())
            target = nil
        }
        if rowEnded {
            isRowOpen = false
        } else if parser.pstate == 0 {
            table.rows.append(
                Table.Row(
                    firstField: UInt32(table.fields.count), fieldCount: 0, line: Int32(line), offset: UInt32(offset)))
            isRowOpen = false
        } else {
            isRowOpen = true
        }
        guard parser.entry_pos <= Limits.fieldBytesMax else {
            table.oversizedLine = rowLine
            return false
        }
        return true
    }

    func finish(into table: inout Table) {
        // State 2 with `quoted`: inside a quoted field whose quote was never closed.
        if parser.pstate == 2, parser.quoted != 0 { table.unclosedQuoteLine = rowLine }
        withUnsafeMutablePointer(to: &table) { pointer in
            target = pointer
            _ = csv_fini(&parser, onField, onRow, Unmanaged.passUnretained(self).toOpaque())
            target = nil
        }
    }

    private let onField: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
        bytes, count, context in
        let parser = Unmanaged<Parser>.fromOpaque(context!).takeUnretainedValue()
        let start = UInt32(parser.target!.pointee.fieldBytes.count)
        if count > 0 {
            parser.target!.pointee.fieldBytes.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        }
        parser.target!.pointee.fields.append(Table.Field(start: start, count: UInt32(count)))
    }

    private let onRow: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { _, context in
        let parser = Unmanaged<Parser>.fromOpaque(context!).takeUnretainedValue()
        parser.rowEnded = true
        let first = parser.target!.pointee.rows.last.map { $0.firstField + $0.fieldCount } ?? 0
        let count = UInt32(parser.target!.pointee.fields.count) - first
        parser.target!.pointee.rows.append(
            Table.Row(
                firstField: first, fieldCount: count, line: Int32(parser.rowLine), offset: UInt32(parser.rowOffset)))
    }
}
