/// How the cells of a text table are set apart.
package struct Dialect: Hashable, Sendable {
    package enum Delimiter: UInt8, Sendable, CaseIterable {
        case comma = 0x2C
        case tab = 0x09
        case semicolon = 0x3B
        case pipe = 0x7C

        package var name: String {
            switch self {
            case .comma: "comma"
            case .tab: "tab"
            case .semicolon: "semicolon"
            case .pipe: "pipe"
            }
        }

        package var character: String { String(UnicodeScalar(rawValue)) }
    }

    package static let quote: UInt8 = 0x22

    /// As profiles spell it.
    package static func name(_ delimiter: Delimiter) -> String { delimiter.name }

    package var delimiter: Delimiter
    /// The first line is `sep=;`: a word to Excel, no data.
    package var hasSeparatorLine: Bool
    /// In words, what the choice rests on.
    package var reason: String

    package init(delimiter: Delimiter, hasSeparatorLine: Bool = false, reason: String) {
        self.delimiter = delimiter
        self.hasSeparatorLine = hasSeparatorLine
        self.reason = reason
    }

    /// The dialect of `text`: what its first line says, else what the profile declares, else the delimiter with which most
    /// of the first records have the same number of cells.
    package static func detect(_ text: UnsafeRawBufferPointer, declared: Delimiter? = nil) -> Dialect {
        if let delimiter = separatorLine(text) {
            return Dialect(delimiter: delimiter, hasSeparatorLine: true, reason: "the first line says so")
        }
        if let declared { return Dialect(delimiter: declared, reason: "the profile says so") }
        let candidates = Delimiter.allCases.map { ($0, widths(text, delimiter: $0.rawValue)) }
        let best = candidates.max { $0.1.score < $1.1.score }!
        guard best.1.score > 0 else {
            return Dialect(delimiter: .comma, reason: "no delimiter was found")
        }
        // `max` returns the last of equals; the list is in order of preference.
        let (delimiter, found) = candidates.first { $0.1.score == best.1.score }!
        return Dialect(
            delimiter: delimiter,
            reason: "\(found.agreeing) of the first \(found.records) records have \(found.usual) cells with it")
    }

    /// `sep=;`, with or without quotes around it.
    private static func separatorLine(_ text: UnsafeRawBufferPointer) -> Delimiter? {
        let end = text.prefix(16).firstIndex { $0 == 0x0A || $0 == 0x0D } ?? min(text.count, 16)
        var line = text[..<end]
        if line.first == quote, line.last == quote, line.count > 2 { line = line.dropFirst().dropLast() }
        guard line.count == 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=" else {
            return nil
        }
        return Delimiter(rawValue: line.last!)
    }

    private struct Widths {
        var records = 0
        var agreeing = 0
        var usual = 0
        /// Records that agree, weighted by how many cells they agree on: a comma inside of prose agrees now and then on two.
        var score: Int { usual < 2 ? 0 : agreeing * (usual - 1) }

        init(_ counts: [Int: Int]) {
            // In order of size, so that ties are always settled alike.
            for (cells, count) in counts.sorted(by: { $0.key > $1.key }) {
                records += count
                if usual == 0 || count * (cells - 1) > score { (usual, agreeing) = (cells, count) }
            }
        }
    }

    private static let recordsLookedAt = 200
    private static let bytesLookedAt = 1 << 18

    /// Counts the cells of the first records, quotes respected. Blank lines are no records.
    private static func widths(_ text: UnsafeRawBufferPointer, delimiter: UInt8) -> Widths {
        var counts: [Int: Int] = [:]
        var records = 0
        var cells = 1
        var isQuoted = false
        var previous: UInt8 = 0x0A
        var isBlank = true
        for byte in text.prefix(bytesLookedAt) {
            let isAtStart = previous == 0x0A || previous == 0x0D || previous == delimiter
            if byte == quote, isQuoted || isAtStart || previous == quote {
                // A doubled quote closes and opens again.
                isQuoted.toggle()
                isBlank = false
            } else if !isQuoted, byte == 0x0A || byte == 0x0D {
                if !isBlank {
                    counts[cells, default: 0] += 1
                    records += 1
                    if records == recordsLookedAt { return Widths(counts) }
                }
                (cells, isBlank) = (1, true)
            } else {
                if !isQuoted, byte == delimiter { cells += 1 }
                isBlank = false
            }
            previous = byte
        }
        if !isBlank { counts[cells, default: 0] += 1 }
        return Widths(counts)
    }
}
