import CostModel

extension Table {
    /// Reads a text under a dialect that libcsv does not know, or one that nothing vouches for.
    ///
    /// `mends` is for files without a profile: a quote that would swallow the rows below is taken as a character, so that one bad row
    /// spoils itself and nothing else. It is said which.
    static func readLoosely(_ text: DecodedText, _ dialect: Dialect, mends: Bool) -> Table {
        text.bytes.withUnsafeBytes { whole in
            var loose = LooseReader(UnsafeRawBufferPointer(rebasing: whole[text.start...]), dialect, mends: mends)
            loose.run()
            let bytes = whole[text.start...]
            var table = loose.builder.finish()
            table = Table(
                container: .text, text: text, dialect: dialect, store: table.store,
                isUnterminated: !bytes.isEmpty && bytes.last != 0x0A && bytes.last != 0x0D, hasNUL: table.hasNUL)
            table.problems = loose.problems
            return table
        }
    }
}

/// Goes through the records, mending as it goes.
private struct LooseReader: ~Copyable {
    private let text: UnsafeRawBufferPointer
    private let dialect: Dialect
    private var reader: RecordReader
    private let repair: RowRepair
    private let mends: Bool
    /// Cells that most records of the beginning have, and that the last records had.
    private let usual: Int
    private var recent: (width: Int, count: Int) = (0, 0)
    var builder = TableBuilder(format: .text)
    private(set) var problems: [TableProblem] = []
    private var record = RecordReader.Record()
    private var buffer: [UInt8] = []
    private var line = 1

    private static let problemsMax = 50
    /// How far a closing quote is looked for in a file where many are never closed.
    private static let bytesMin = 1 << 12
    /// So many records of one width in a row belong to a table of that width.
    private static let recentMin = 3

    init(_ text: UnsafeRawBufferPointer, _ dialect: Dialect, mends: Bool) {
        self.text = text
        self.dialect = dialect
        self.mends = mends
        reader = RecordReader(text, dialect)
        repair = RowRepair(text, dialect)
        usual = LooseReader.usualWidth(text, reader)
    }

    mutating func run() {
        var offset = 0
        while offset < text.count {
            reader.read(at: offset, into: &record)
            var width = record.width
            var end = record.end
            if mends, dialect.blanksMin == 0, !record.isBlankLine, let mended = mended(offset) {
                width = mended.cells.count
                end = mended.end
                // Else a file with an open quote on each line would be read to its end for each line.
                if record.isUnclosed { reader.bytesMax = max(LooseReader.bytesMin, reader.bytesMax / 2) }
                write(mended)
                say(mended, at: offset)
            } else {
                if record.isUnclosed {
                    problems.append(.quoteUnclosed(line: line, column: (record.openings.last ?? offset) - offset + 1))
                }
                for cell in 0..<width { record.withCell(cell) { builder.cell($0) } }
            }
            if record.isBlankLine { width = 0 }
            builder.endRow(line: line, offset: offset)
            if width > Limits.columnCountMax {
                problems.append(.rowTooWide(line: line, cells: width))
                return
            }
            if width > 0 { recent = recent.width == width ? (width, recent.count + 1) : (width, 1) }
            line += lines(offset..<end)
            offset = max(end, offset + 1)
        }
    }

    /// The cells that the next record should have.
    private var expected: Int { recent.count >= LooseReader.recentMin ? recent.width : usual }

    /// A better reading of the record at `start`; nil when it is in order, or nothing is better.
    private mutating func mended(_ start: Int) -> RowRepair.Mended? {
        let isUsual = record.width == expected
        if !isUsual, record.width * 2 <= expected || record.isUnclosed,
            let other = repair.otherDelimiter(from: start, usual: expected)
        {
            return behindLineEnd(other)
        }
        let hasQuotes = record.openings.contains { $0 >= 0 }
        let isOdd = record.strayQuotes > 0 || record.isUnclosed
        // A record without quotes may have any width: it is as it stands there.
        guard isOdd || (!isUsual && (hasQuotes || record.hasBareQuotes)) else { return nil }
        guard let better = repair.mend(from: start, plainEnd: record.end, usual: expected) else {
            return record.isUnclosed ? behindLineEnd(repair.firstLine(from: start)) : nil
        }
        // Where all quotes come out even, no line end is taken out of them.
        let whole = behindLineEnd(better)
        return isPlain(better) || (!isOdd && whole.end != record.end) ? nil : whole
    }

    /// The cheapest reading is the plain one.
    private mutating func isPlain(_ mended: RowRepair.Mended) -> Bool {
        guard !record.isUnclosed, mended.cells.count == record.width else { return false }
        buffer.removeAll(keepingCapacity: true)
        for (index, cell) in mended.cells.enumerated() {
            repair.append(cell, to: &buffer)
            if buffer.count != record.ends[index] { return false }
        }
        return buffer == record.bytes
    }

    private func behindLineEnd(_ mended: RowRepair.Mended) -> RowRepair.Mended {
        var whole = mended
        if whole.end < text.count { whole.end = repair.behind(whole.end) }
        return whole
    }

    private mutating func write(_ mended: RowRepair.Mended) {
        for cell in mended.cells {
            buffer.removeAll(keepingCapacity: true)
            repair.append(cell, to: &buffer)
            buffer.withUnsafeBytes { builder.cell($0) }
        }
    }

    /// Says which quote was taken as a character, or that it was the delimiters.
    private mutating func say(_ mended: RowRepair.Mended, at start: Int) {
        guard problems.count < LooseReader.problemsMax else { return }
        let stray = mended.cells.first { !$0.isQuoted && $0.start < $0.end && text[$0.start] == dialect.quote }
        if let stray {
            problems.append(.quoteStray(line: line, column: stray.start - start + 1))
        } else if record.strayQuotes > 0 || record.isUnclosed || mended.cells.count == record.width {
            problems.append(.quoteStray(line: line, column: 0))
        } else {
            problems.append(.delimiterMended(line: line))
        }
    }

    private func lines(_ range: Range<Int>) -> Int {
        var count = 0
        for index in range {
            let byte = text[index]
            if byte == 0x0A || (byte == 0x0D && !(index + 1 < text.count && text[index + 1] == 0x0A)) { count += 1 }
        }
        return count
    }

    /// The width that most of the first records have, weighted by their cells.
    private static func usualWidth(_ text: UnsafeRawBufferPointer, _ reader: RecordReader) -> Int {
        var counts: [Int: Int] = [:]
        var record = RecordReader.Record()
        var (offset, records) = (0, 0)
        while offset < text.count, records < 200 {
            reader.read(at: offset, into: &record)
            offset = max(record.end, offset + 1)
            guard !record.isBlankLine else { continue }
            records += 1
            counts[record.width, default: 0] += 1
        }
        return counts.max { ($0.value * $0.key, $0.key) < ($1.value * $1.key, $1.key) }?.key ?? 1
    }
}
