/// Finds the most plausible reading of a record whose quotes do not come out even, so that it spoils itself and no other.
///
/// Every way to cut the line into cells has a price: a quote that is no quote, a quote that nobody doubled, a delimiter that is
/// missing, a number of cells that is not the usual one. The cheapest way is the reading.
struct RowRepair {
    private let bytes: UnsafeRawBufferPointer
    private let dialect: Dialect

    /// A longer record is left as it is: its cells cannot be told apart by looking at all the ways.
    private static let bytesMax = 1 << 15
    private static let widthMax = 128
    private static let linesMax = 6
    /// What a reading costs more for each line that it takes for the text of a cell though it is a record by itself.
    private static let swallowedRecord = 15

    struct Mended {
        var cells: [CellSpan]
        /// Where the record's line ends, and how many lines it has.
        var end: Int
        var lines: Int
    }

    init(_ bytes: UnsafeRawBufferPointer, _ dialect: Dialect) {
        self.bytes = bytes
        self.dialect = dialect
    }

    /// The best reading of the record at `start`, of its first line or of more; nil when none is better than the plain one, which ends
    /// at `plainEnd`. `usual`: cells that it should have.
    func mend(from start: Int, plainEnd: Int, usual: Int) -> Mended? {
        guard usual <= RowRepair.widthMax else { return nil }
        var best: (cost: Int, mended: Mended)?
        var (end, lines, swallowed) = (lineEnd(from: start), 1, 0)
        while end - start <= RowRepair.bytesMax {
            let paths = CellPaths(bytes, dialect, start..<end, usual: usual)
            if let (price, cells) = paths.cheapest(), price + swallowed < best?.cost ?? .max {
                best = (price + swallowed, Mended(cells: cells, end: end, lines: lines))
            }
            if best?.cost == 0 || lines == RowRepair.linesMax || end >= bytes.count || behind(end) >= plainEnd { break }
            let next = behind(end)
            end = lineEnd(from: next)
            lines += 1
            if usual > 1, isRecord(next..<end, usual) { swallowed += RowRepair.swallowedRecord }
        }
        return best?.mended
    }

    private func isRecord(_ line: Range<Int>, _ usual: Int) -> Bool {
        guard line.count <= RowRepair.bytesMax else { return false }
        return CellPaths(bytes, dialect, line, usual: usual).cheapest().map { $0.cost == 0 } ?? false
    }

    /// The first line alone, without quotes: for a record that is open to the end of the file and too long to be looked at.
    func firstLine(from start: Int) -> Mended {
        let end = lineEnd(from: start)
        var cells: [CellSpan] = []
        var begin = start
        for offset in start..<end where bytes[offset] == dialect.delimiter.rawValue {
            cells.append(CellSpan(start: begin, end: offset))
            begin = offset + 1
        }
        return Mended(cells: cells + [CellSpan(start: begin, end: end)], end: end, lines: 1)
    }

    /// The line at `start` when it has the usual number of cells with another delimiter, and nothing else is odd about it.
    func otherDelimiter(from start: Int, usual: Int) -> Mended? {
        guard usual > 2 else { return nil }
        let range = start..<lineEnd(from: start)
        for byte in [0x2C, 0x09, 0x3B, 0x7C, 0x20] as [UInt8] where byte != dialect.delimiter.rawValue {
            // `Prepared by Ann` has three words, and is no record of three cells.
            if let cells = plainCells(range, delimiter: byte), cells.count == usual,
                byte != 0x20 || cells.contains(where: \.isQuoted)
            {
                return Mended(cells: cells, end: range.upperBound, lines: 1)
            }
        }
        return nil
    }

    /// The cell as it is meant: without the marks of its escapes.
    func append(_ cell: CellSpan, to buffer: inout [UInt8]) {
        guard cell.isQuoted else {
            buffer += bytes[cell.start..<cell.end]
            return
        }
        var offset = cell.start
        while offset < cell.end {
            let next = offset + 1 < cell.end ? bytes[offset + 1] : 0
            let isDoubled = bytes[offset] == dialect.quote && next == dialect.quote
            let isMarked = dialect.hasBackslashes && bytes[offset] == 0x5C && (next == dialect.quote || next == 0x5C)
            if isDoubled || isMarked { offset += 1 }
            buffer.append(bytes[offset])
            offset += 1
        }
    }

    /// The cells of a line with another delimiter; nil when a quote stands where it should not.
    private func plainCells(_ range: Range<Int>, delimiter: UInt8) -> [CellSpan]? {
        var cells: [CellSpan] = []
        var start = range.lowerBound
        while true {
            var end = start
            if start < range.upperBound, bytes[start] == dialect.quote {
                end = start + 1
                while end < range.upperBound, bytes[end] != dialect.quote { end += 1 }
                guard end < range.upperBound else { return nil }
                cells.append(CellSpan(start: start + 1, end: end, isQuoted: true))
                end += 1
                guard end == range.upperBound || bytes[end] == delimiter else { return nil }
            } else {
                while end < range.upperBound, bytes[end] != delimiter {
                    if bytes[end] == dialect.quote { return nil }
                    end += 1
                }
                cells.append(CellSpan(start: start, end: end))
            }
            if end == range.upperBound { return cells }
            start = end + 1
        }
    }

    private func lineEnd(from start: Int) -> Int {
        var offset = start
        while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
        return offset
    }

    /// Behind the line end at `lineEnd`.
    func behind(_ lineEnd: Int) -> Int {
        let isPair = bytes[lineEnd] == 0x0D && lineEnd + 1 < bytes.count && bytes[lineEnd + 1] == 0x0A
        return lineEnd + (isPair ? 2 : 1)
    }
}
