import CostModel
import Glibc

extension Table {
    /// Takes the bytes of a file apart, by what they are, not by the file's name. Never fails: what is wrong is in `problems`,
    /// and `isRefused` says whether the rows may be used. `encoding` and `delimiter` are what the profile declares of a text;
    /// what is not declared is found out.
    ///
    /// `mends` is for a text that no profile vouches for: a stray quote spoils its own row and no other.
    package static func read(
        _ source: [UInt8], encoding: TextEncoding? = nil, delimiter: Dialect.Delimiter? = nil, mends: Bool = false
    ) -> Table {
        if let foreign = ForeignFormat.detect(source) {
            return refused(.container(.foreign(foreign)), container: .text)
        }
        return switch Container.detect(source) {
        case .xlsx: readXLSX(source)
        case .json: readJSON(source)
        case .sex: readSEX(source)
        case .calendar: readCalendar(source)
        case .iif: readIIF(readText(source, encoding: encoding, delimiter: .tab, mends: false))
        case .text:
            readText(source, encoding: encoding, delimiter: delimiter, mends: mends)
        }
    }

    private static func readText(
        _ source: [UInt8], encoding: TextEncoding?, delimiter: Dialect.Delimiter?, mends: Bool
    ) -> Table {
        let text = DecodedText(source, declared: encoding)
        let count = text.bytes.count - text.start
        return text.bytes.withUnsafeBytes { whole in
            let bytes = UnsafeRawBufferPointer(rebasing: whole[text.start...])
            let dialect = Dialect.detect(bytes, declared: delimiter)
            let nul = count == 0 ? nil : memchr(bytes.baseAddress!, 0, count)
            let firstNUL = nul.map { UnsafeRawPointer($0) - bytes.baseAddress! }
            if mends || !dialect.isPlain {
                var table = Table.readLoosely(text, dialect, mends: mends)
                table.problems = table.textProblems(firstNUL: firstNUL) + table.problems
                return table
            }
            var reader = TableReader(bytes)
            let store = reader.run(delimiter: dialect.delimiter.rawValue)
            var table = Table(
                text: text, dialect: dialect, store: store,
                isUnterminated: count > 0 && bytes[count - 1] != 0x0A && bytes[count - 1] != 0x0D, hasNUL: nul != nil)
            table.problems = table.textProblems(firstNUL: firstNUL) + table.problems(of: reader)
            return table
        }
    }

    /// What is wrong with the characters.
    private func textProblems(firstNUL: Int?) -> [TableProblem] {
        var problems: [TableProblem] = []
        if text.bytes.count == text.start { problems.append(.empty) }
        if text.isAssumed { problems.append(.encodingAssumed(text.encoding)) }
        if let offset = text.firstInvalid {
            problems.append(.encodingInvalid(text.encoding, line: text.line(at: offset)))
        }
        if let firstNUL, isHardlyText { problems.append(.notText(line: text.line(at: text.start + firstNUL))) }
        if dialect.confidence == .tie, let rival = dialect.rival {
            problems.append(.dialectTie(dialect.delimiter, rival))
        }
        return problems
    }

    private func problems(of reader: borrowing TableReader) -> [TableProblem] {
        var problems: [TableProblem] = []
        if let stopped = reader.stopped { problems.append(stopped) }
        if reader.isQuoteOpen, rowCount > 0 {
            let last = width(ofRow: rowCount - 1) - 1
            let place = place(ofCell: last, inRow: rowCount - 1)
            problems.append(.quoteUnclosed(line: place.line, column: place.column))
        }
        return problems
    }

    /// More than one byte in sixteen of the beginning is NUL: a stray NUL spoils a row, these spoil the file.
    private var isHardlyText: Bool {
        let beginning = text.bytes[text.start...].prefix(4096)
        return beginning.count { $0 == 0 } * 16 > beginning.count
    }

    /// Line and byte column, both from 1, at which a cell begins; its quote counts as part of it. Column 0 when the row has no
    /// such cell. Found by reading the row again: only messages need it.
    package func place(ofCell cell: Int, inRow row: Int) -> (line: Int, column: Int) {
        guard cell >= 0, cell < width(ofRow: row) else { return (line(ofRow: row), 0) }
        guard container == .text else { return (line(ofRow: row), cell + 1) }
        let bytes = text.bytes
        var offset = text.start + Int(raw.rows[row].offset)
        var (line, lineStart, current) = (line(ofRow: row), offset, 0)
        var isQuoted = false
        var isAtStart = true
        while current < cell, offset < bytes.count {
            let byte = bytes[offset]
            if byte == dialect.quote, isQuoted || isAtStart || bytes[offset - 1] == dialect.quote {
                isQuoted.toggle()
                isAtStart = false
            } else if !isQuoted, byte == dialect.delimiter.rawValue {
                current += 1
                isAtStart = true
            } else {
                isAtStart = false
                let endsLine =
                    byte == 0x0A || (byte == 0x0D && !(offset + 1 < bytes.count && bytes[offset + 1] == 0x0A))
                if endsLine { (line, lineStart) = (line + 1, offset + 1) }
            }
            offset += 1
        }
        return (line, offset - lineStart + 1)
    }
}

/// Feeds a text to libcsv line by line, and keeps the lines' numbers.
private struct TableReader: ~Copyable {
    private let bytes: UnsafeRawBufferPointer
    private(set) var stopped: TableProblem?
    private(set) var isQuoteOpen = false

    /// A line is fed in pieces of this size, so that a cell without end is noticed before it fills the memory.
    private static let pieceMax = 1 << 18

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func run(delimiter: UInt8) -> TableStore {
        let parser = CSVParser(delimiter: delimiter)
        let sink = UnsafeMutablePointer<FieldSink>.allocate(capacity: 1)
        sink.initialize(to: FieldSink(byteCount: bytes.count))
        defer {
            sink.deinitialize(count: 1)
            sink.deallocate()
        }
        var lines = LineEnds(bytes)
        var start = 0
        var line = 1
        while start < bytes.count, stopped == nil {
            let end = lines.end(from: start)
            if !sink.pointee.isInsideRecord {
                sink.pointee.begin(line: line, offset: start)
                if bytes[start] == 0x0A || bytes[start] == 0x0D {
                    // libcsv skips a blank line; here it is a row without cells.
                    sink.pointee.endRecord()
                    (start, line) = (end, line + 1)
                    continue
                }
            }
            feed(start..<end, to: parser, sink)
            (start, line) = (end, line + 1)
        }
        if stopped == nil { isQuoteOpen = !parser.finish(to: sink) }
        if stopped != nil, sink.pointee.isInsideRecord { sink.pointee.endRecord() }
        return sink.pointee.finish()
    }

    private mutating func feed(
        _ range: Range<Int>, to parser: borrowing CSVParser, _ sink: UnsafeMutablePointer<FieldSink>
    ) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(range.upperBound, start + TableReader.pieceMax)
            parser.feed(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), to: sink)
            start = end
            if max(parser.pendingBytes, sink.pointee.longest) > Limits.fieldBytesMax {
                stopped = .cellTooLong(line: sink.pointee.line)
                return
            }
        }
        if sink.pointee.widest > Limits.columnCountMax {
            stopped = .rowTooWide(line: sink.pointee.line, cells: sink.pointee.widest)
        }
    }
}

/// Finds the ends of physical lines: LF, CRLF, or a CR alone. The next LF and the next CR are kept,
/// so that a file of one kind is not searched for the other again at each line.
private struct LineEnds {
    private let bytes: UnsafeRawBufferPointer
    private var nextLF = -1
    private var nextCR = -1

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The offset behind the line that begins at `start`.
    mutating func end(from start: Int) -> Int {
        if nextLF < start { nextLF = find(0x0A, from: start) }
        if nextCR < start { nextCR = find(0x0D, from: start) }
        if nextCR < nextLF {
            let isPair = nextLF == nextCR + 1 && nextLF < bytes.count
            return isPair ? nextLF + 1 : nextCR + 1
        }
        return min(nextLF + 1, bytes.count)
    }

    private func find(_ byte: Int32, from start: Int) -> Int {
        guard let found = memchr(bytes.baseAddress! + start, byte, bytes.count - start) else { return bytes.count }
        return UnsafeRawPointer(found) - bytes.baseAddress!
    }
}
