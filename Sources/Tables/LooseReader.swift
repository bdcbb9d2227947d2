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
    private let reader: RecordReader
    private let mends: Bool
    /// Cells that most records have.
    private let usual: Int
    var builder = TableBuilder(format: .text)
    private(set) var problems: [TableProblem] = []
    private var record = RecordReader.Record()
    private var other = RecordReader.Record()
    private var line = 1

    /// Openings of one record that are tried.
    private static let attemptsMax = 24
    private static let problemsMax = 50

    init(_ text: UnsafeRawBufferPointer, _ dialect: Dialect, mends: Bool) {
        self.text = text
        self.mends = mends
        reader = RecordReader(text, dialect)
        usual = LooseReader.usualWidth(text, reader)
    }

    mutating func run() {
        var offset = 0
        while offset < text.count {
            reader.read(at: offset, into: &record)
            if mends, record.isMultiLine || record.isUnclosed || record.width != usual, !record.isBlankLine {
                mend(offset)
            }
            if record.isUnclosed {
                problems.append(.quoteUnclosed(line: line, column: (record.openings.last ?? offset) - offset + 1))
            }
            for cell in 0..<record.width { record.withCell(cell) { builder.cell($0) } }
            builder.endRow(line: line, offset: offset)
            if record.width > Limits.columnCountMax {
                problems.append(.rowTooWide(line: line, cells: record.width))
                return
            }
            line += lines(offset..<record.end)
            offset = max(record.end, offset + 1)
        }
    }

    /// Looks for the quote that should be a character, and reads the record again without it.
    private mutating func mend(_ start: Int) {
        let openings = record.openings.filter { $0 >= 0 }.prefix(LooseReader.attemptsMax)
        let isRegular = record.width == usual && !record.isUnclosed
        for opening in openings {
            reader.read(at: start, into: &other, literal: opening)
            guard !other.isMultiLine, !other.isUnclosed, other.width == usual else { continue }
            // A cell may well have several lines: then what is left below is no record.
            if isRegular || record.isMultiLine, !isFollowedByRecord(other.end) { continue }
            take(opening, start)
            return
        }
        // Nothing gives the right width: keep the damage to one line, if the lines below are in order without it.
        guard record.isMultiLine, !isRegular else { return }
        for opening in openings.reversed() {
            reader.read(at: start, into: &other, literal: opening)
            guard !other.isMultiLine, !other.isUnclosed, isFollowedByRecord(other.end) else { continue }
            take(opening, start)
            return
        }
    }

    private mutating func take(_ opening: Int, _ start: Int) {
        swap(&record, &other)
        if problems.count < LooseReader.problemsMax {
            problems.append(.quoteStray(line: line, column: opening - start + 1))
        }
    }

    /// The next record has the usual width, or there is none.
    private mutating func isFollowedByRecord(_ offset: Int) -> Bool {
        guard offset < text.count else { return true }
        var next = RecordReader.Record()
        reader.read(at: offset, into: &next)
        return next.isBlankLine || next.width == usual
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
