import CostModel

/// Reads one record at a time under any dialect, and says what was odd about it.
///
/// libcsv is for the plain dialect, where a file is right or refused. This reader is for the rest: quotes and escapes that libcsv does
/// not know, and texts that no profile vouches for, where a stray quote must not swallow what follows.
struct RecordReader {
    private let text: UnsafeRawBufferPointer
    private let delimiter: UInt8
    private let quote: UInt8
    private let hasBackslashes: Bool
    private let skipsBlanks: Bool
    private let blanksMin: Int
    /// Bytes of a record after which a quote that is still open counts as never closed.
    var bytesMax = Limits.fieldBytesMax

    init(_ text: UnsafeRawBufferPointer, _ dialect: Dialect) {
        self.text = text
        delimiter = dialect.delimiter.rawValue
        quote = dialect.quote
        hasBackslashes = dialect.hasBackslashes
        skipsBlanks = dialect.skipsBlanks
        blanksMin = dialect.blanksMin
    }

    /// A record's cells side by side, without quotes and escapes. Made once and filled again for each record.
    struct Record {
        fileprivate(set) var bytes: [UInt8] = []
        fileprivate(set) var ends: [Int] = []
        /// Where each cell in quotes begins in the text; -1 for the others.
        fileprivate(set) var openings: [Int] = []
        /// Behind its line end.
        fileprivate(set) var end = 0
        /// A quote is open at the end of the text, or of the longest cell that is read.
        fileprivate(set) var isUnclosed = false
        /// Quotes inside of cells in quotes that are neither doubled nor followed by a delimiter.
        fileprivate(set) var strayQuotes = 0
        fileprivate(set) var isBlankLine = false
        /// A quote stands within a cell that has none around it.
        fileprivate(set) var hasBareQuotes = false

        var width: Int { ends.count }
        func isQuoted(_ cell: Int) -> Bool { openings[cell] >= 0 }

        func withCell<Result>(_ cell: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
            bytes.withUnsafeBytes { all in
                body(UnsafeRawBufferPointer(rebasing: all[(cell == 0 ? 0 : ends[cell - 1])..<ends[cell]]))
            }
        }

        fileprivate mutating func reset() {
            bytes.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
            openings.removeAll(keepingCapacity: true)
            (isUnclosed, isBlankLine, hasBareQuotes, strayQuotes) = (false, false, false, 0)
        }
    }

    /// The record that begins at `start`.
    func read(at start: Int, into record: inout Record) {
        record.reset()
        var offset = start
        if isLineEnd(offset) {
            record.isBlankLine = true
            record.end = behindLineEnd(offset)
            return
        }
        if blanksMin > 0 { offset = pastBlanks(offset) }
        while true {
            if skipsBlanks { offset = pastBlanks(offset) }
            if offset < text.count, text[offset] == quote {
                record.openings.append(offset)
                offset = quoted(from: offset + 1, into: &record)
            } else {
                record.openings.append(-1)
                offset = bare(from: offset, into: &record)
            }
            record.ends.append(record.bytes.count)
            guard offset < text.count, text[offset] == delimiter else { break }
            offset += 1
            guard blanksMin > 0 else { continue }
            offset = pastBlanks(offset)
            if offset >= text.count || isLineEnd(offset) { break }
        }
        record.end = behindLineEnd(offset)
    }

    private func bare(from start: Int, into record: inout Record) -> Int {
        var offset = start
        while offset < text.count, text[offset] != delimiter || !isDelimiter(offset), !isLineEnd(offset) {
            if hasBackslashes, text[offset] == 0x5C, offset + 1 < text.count, text[offset + 1] == quote { offset += 1 }
            if text[offset] == quote { record.hasBareQuotes = true }
            record.bytes.append(text[offset])
            offset += 1
        }
        return offset
    }

    /// A run of blanks that is long enough, where runs are delimiters.
    private func isDelimiter(_ offset: Int) -> Bool {
        guard blanksMin > 1 else { return true }
        let end = pastBlanks(offset)
        return end - offset >= blanksMin || end >= text.count || isLineEnd(end)
    }

    private func pastBlanks(_ start: Int) -> Int {
        var offset = start
        while offset < text.count, text[offset] == 0x20 { offset += 1 }
        return offset
    }

    /// The offset behind the closing quote and the blanks that follow it.
    private func quoted(from start: Int, into record: inout Record) -> Int {
        var offset = start
        while offset < text.count, record.bytes.count < bytesMax {
            let byte = text[offset]
            let next = offset + 1 < text.count ? text[offset + 1] : 0
            if hasBackslashes, byte == 0x5C, next == quote || next == 0x5C {
                // A backslash before the quote that closes is data.
                if next == quote, isCellEnd(offset + 2), !isEscapedBeforeEnd(offset) {
                    record.bytes.append(byte)
                    return closed(offset + 1)
                }
                record.bytes.append(next)
                offset += 2
            } else if byte != quote {
                record.bytes.append(byte)
                offset += 1
            } else if next == quote, offset + 1 < text.count {
                record.bytes.append(quote)
                offset += 2
            } else if isCellEnd(offset + 1) {
                return closed(offset)
            } else {
                record.strayQuotes += 1
                record.bytes.append(byte)
                offset += 1
            }
        }
        record.isUnclosed = true
        return offset
    }

    /// `\"` before a delimiter is an escaped quote when a further quote closes the cell on the same line: `"the \"big\", one"`.
    private func isEscapedBeforeEnd(_ backslash: Int) -> Bool {
        var offset = backslash + 2
        while offset < text.count, text[offset] != 0x0A, text[offset] != 0x0D {
            if text[offset] == quote { return text[offset - 1] != delimiter }
            offset += 1
        }
        return false
    }

    private func closed(_ quoteOffset: Int) -> Int {
        var offset = quoteOffset + 1
        while offset < text.count, text[offset] == 0x20, delimiter != 0x20 { offset += 1 }
        return offset
    }

    /// A delimiter, a line end or the end of the text, with blanks before it or not.
    private func isCellEnd(_ start: Int) -> Bool {
        var offset = start
        while offset < text.count, text[offset] == 0x20, delimiter != 0x20 { offset += 1 }
        return offset >= text.count || text[offset] == delimiter || isLineEnd(offset)
    }

    private func isLineEnd(_ offset: Int) -> Bool {
        offset < text.count && (text[offset] == 0x0A || text[offset] == 0x0D)
    }

    private func behindLineEnd(_ offset: Int) -> Int {
        guard isLineEnd(offset) else { return offset }
        let isPair = text[offset] == 0x0D && offset + 1 < text.count && text[offset + 1] == 0x0A
        return offset + (isPair ? 2 : 1)
    }
}
