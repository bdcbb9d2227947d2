/// Finds the dialect of a text by trying those that it could be, on a bounded part of it.
///
/// A reading is good when its records have the same number of cells and its cells look like something: the product of both, as
/// van den Burg, Nazábal and Sutton proposed ("Wrangling messy CSV files by detecting row and type patterns", 2019).
struct DialectSearch {
    private let text: UnsafeRawBufferPointer
    /// Only what occurs is tried.
    private var occurs = [Int](repeating: 0, count: 256)

    /// The part that is looked at.
    static let bytesLookedAt = 1 << 16
    private static let recordsLookedAt = 120
    /// Below, one column of prose is the likelier reading.
    private static let scoreMin = 0.15

    private struct Candidate {
        var dialect: Dialect
        var score: Double
        var records: Int
        var agreeing: Int
        var usual: Int
    }

    init(_ whole: UnsafeRawBufferPointer) {
        text = UnsafeRawBufferPointer(rebasing: whole.prefix(DialectSearch.bytesLookedAt))
        for byte in text { occurs[Int(byte)] += 1 }
    }

    func best(declared: Dialect.Delimiter?) -> Dialect {
        let delimiters = declared.map { [$0] } ?? Dialect.Delimiter.allCases.filter { occurs[Int($0.rawValue)] > 0 }
        var candidates: [Candidate] = []
        for delimiter in delimiters {
            for quote in quotes(beside: delimiter.rawValue) {
                for hasBackslashes in backslashes(before: quote) {
                    for blanksMin in delimiter == .space ? [0, 2, 1] : [0] {
                        candidates.append(attempt(delimiter, quote, hasBackslashes, blanksMin))
                    }
                }
            }
        }
        // `max` returns the last of equals; the lists are in order of preference.
        guard let top = candidates.map(\.score).max(), let best = candidates.first(where: { $0.score == top }),
            top > DialectSearch.scoreMin
        else {
            return Dialect(
                delimiter: declared ?? .comma, quote: lonelyQuote, confidence: declared == nil ? .low : .stated,
                reason: declared == nil ? "no delimiter was found" : "the profile says so")
        }
        var dialect = best.dialect
        if declared != nil {
            dialect.confidence = .stated
            dialect.reason = "the profile says so"
            return dialect
        }
        let rival = candidates.filter { $0.dialect.delimiter != dialect.delimiter }.max { $0.score < $1.score }
        dialect.confidence = confidence(best, rival)
        if dialect.confidence == .tie { dialect.rival = rival?.dialect.delimiter }
        dialect.reason = "\(best.agreeing) of the first \(best.records) records have \(best.usual) cells with it"
        return dialect
    }

    private func confidence(_ best: Candidate, _ rival: Candidate?) -> Dialect.Confidence {
        if best.usual < 2 { return .low }
        guard let rival, rival.score > 0 else { return .high }
        let ratio = rival.score / best.score
        // A real tie: both readings make regular tables of more than one column.
        if ratio > 0.97, rival.usual > 1, rival.agreeing == rival.records { return .tie }
        return ratio > 0.66 ? .medium : .high
    }

    // MARK: What may be

    /// Quote characters that stand where a cell begins; the double quote always.
    private func quotes(beside delimiter: UInt8) -> [UInt8] {
        var quotes = [Dialect.quote]
        // Where double quotes stand around cells, apostrophes at the ends of others are text: `'0012'` keeps a number as it is.
        let double = pairs(Dialect.quote, delimiter)
        if double.opening > 0, double.opening == double.closing { return quotes }
        for quote in [0x27, 0x60] as [UInt8] where occurs[Int(quote)] > 1 {
            let (opening, closing) = pairs(quote, delimiter)
            // An apostrophe at the beginning of a word is one; as many must end cells as begin them.
            if opening >= 1, closing >= 1, abs(opening - closing) * 4 <= max(opening, closing) { quotes.append(quote) }
        }
        return quotes
    }

    private func pairs(_ quote: UInt8, _ delimiter: UInt8) -> (opening: Int, closing: Int) {
        var (opening, closing) = (0, 0)
        func isEdge(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0x0A || byte == 0x0D }
        for (index, byte) in text.enumerated() where byte == quote {
            if index == 0 || isEdge(text[index - 1]) { opening += 1 }
            if index + 1 == text.count || isEdge(text[index + 1]) { closing += 1 }
        }
        return (opening, closing)
    }

    /// In a file of one column.
    private var lonelyQuote: UInt8 { quotes(beside: 0x0A).count > 1 && occurs[0x22] == 0 ? 0x27 : Dialect.quote }

    private func backslashes(before quote: UInt8) -> [Bool] {
        guard occurs[0x5C] > 0 else { return [false] }
        for index in text.indices.dropLast() where text[index] == 0x5C && text[index + 1] == quote {
            return [false, true]
        }
        return [false]
    }

    // MARK: How good it is

    private func attempt(_ delimiter: Dialect.Delimiter, _ quote: UInt8, _ hasBackslashes: Bool, _ blanksMin: Int)
        -> Candidate
    {
        var dialect = Dialect(
            delimiter: delimiter, quote: quote, hasBackslashes: hasBackslashes, confidence: .high, reason: "")
        dialect.skipsBlanks = skipsBlanks(delimiter.rawValue, quote)
        dialect.blanksMin = blanksMin
        let reader = RecordReader(text, dialect)
        var record = RecordReader.Record()
        var offset = 0
        var widths: [Int: Int] = [:]
        var (cells, sensible, records, malformed, telling) = (0, 0.0, 0, 0, 0)
        while offset < text.count, records < DialectSearch.recordsLookedAt {
            reader.read(at: offset, into: &record)
            // What the end of the part cuts off says nothing, unless it is all there is.
            if record.end >= text.count, records > 0, text.count == DialectSearch.bytesLookedAt { break }
            offset = record.end
            guard !record.isBlankLine else { continue }
            records += 1
            widths[record.width, default: 0] += 1
            malformed += record.strayQuotes
            for cell in 0..<record.width {
                cells += 1
                let shape = record.withCell(cell, CellShape.init)
                if shape.isTyped || record.isQuoted(cell) { telling += 1 }
                switch shape {
                // A cell in quotes may hold anything: that is what they are for.
                case .other: sensible += record.isQuoted(cell) ? 0.6 : 0
                case .blank: sensible += 0.5
                case .words: sensible += 0.9
                case .number, .day, .time, .address: sensible += 1
                }
            }
        }
        let usual = widths.max { ($0.value * ($0.key - 1), $0.key) < ($1.value * ($1.key - 1), $1.key) }?.key ?? 1
        var pattern = 0.0
        for (width, count) in widths { pattern += Double(count) * Double(width - 1) / Double(width) }
        // Records of many kinds of width are no table.
        pattern /= Double(widths.count)
        let sense = cells == 0 ? 0 : sensible / Double(cells)
        var penalty = Double(records) / Double(records + 4 * malformed)
        // Blanks and colons stand inside of cells nearly everywhere.
        if delimiter == .space || delimiter == .colon || delimiter == .hash { penalty *= usual > 2 ? 0.6 : 0.2 }
        // Names have two words or three, and are no table for that.
        if delimiter == .space, blanksMin < 2, usual < 4, telling * 2 < cells { penalty = 0 }
        return Candidate(
            dialect: dialect, score: pattern * sense * (records == 0 ? 0 : penalty), records: records,
            agreeing: widths[usual] ?? 0, usual: usual)
    }

    /// Each delimiter outside of quotes has a blank behind it, and some quote stands behind such a blank.
    private func skipsBlanks(_ delimiter: UInt8, _ quote: UInt8) -> Bool {
        guard delimiter != 0x20, delimiter != 0x09, occurs[0x20] > 0 else { return false }
        var (isQuoted, isBehind, hasQuote) = (false, false, false)
        for (index, byte) in text.enumerated() {
            if byte == quote {
                if isBehind { hasQuote = true }
                isQuoted.toggle()
            } else if !isQuoted, byte == delimiter {
                guard index + 1 < text.count,
                    text[index + 1] == 0x20 || text[index + 1] == 0x0A || text[index + 1] == 0x0D
                else { return false }
            }
            isBehind = !isQuoted && (byte == 0x20 && (isBehind || index > 0 && text[index - 1] == delimiter))
        }
        return hasQuote
    }
}
