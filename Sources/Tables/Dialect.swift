/// What separates the fields of a file.
package struct Dialect: Hashable, Sendable {
    package var delimiter: UInt8
    package var quote: UInt8 = 0x22
    /// The file's first line was `sep=;` and said so itself.
    package var isStated = false

    package init(delimiter: UInt8, quote: UInt8 = 0x22, isStated: Bool = false) {
        self.delimiter = delimiter
        self.quote = quote
        self.isStated = isStated
    }

    package static let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

    package static func name(_ delimiter: UInt8) -> String {
        switch delimiter {
        case 0x2C: "comma"
        case 0x3B: "semicolon"
        case 0x09: "tab"
        case 0x7C: "pipe"
        default: String(UnicodeScalar(delimiter))
        }
    }

    package static func delimiter(named name: String) -> UInt8? { candidates.first { Self.name($0) == name } }

    /// The delimiter under which most of the first records have the same number of fields; of equals, the one that makes
    /// more fields. `sep=` on the first line decides.
    package static func detect(_ text: [UInt8]) -> Dialect {
        if text.starts(with: Array("sep=".utf8)), text.count > 4, candidates.contains(text[4]) {
            return Dialect(delimiter: text[4], isStated: true)
        }
        let sample = text.prefix(1 << 16)
        var best = (delimiter: candidates[0], share: 0, fields: 1)
        for delimiter in candidates {
            let counts = fieldCounts(sample, delimiter: delimiter)
            guard !counts.isEmpty else { continue }
            let tally = Dictionary(grouping: counts.filter { $0 > 1 }, by: { $0 }).mapValues(\.count)
            guard let mode = tally.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { continue }
            let share = mode.value * 20 / counts.count
            if (share, mode.key) > (best.share, best.fields) { best = (delimiter, share, mode.key) }
        }
        return Dialect(delimiter: best.delimiter)
    }

    /// Fields in each of the first 200 records that are not blank.
    private static func fieldCounts(_ text: ArraySlice<UInt8>, delimiter: UInt8) -> [Int] {
        var counts: [Int] = []
        var (fields, isQuoted, isFieldStart, isBlank) = (1, false, true, true)
        for byte in text {
            if byte == 0x22, isFieldStart || isQuoted {
                isQuoted.toggle()
                (isFieldStart, isBlank) = (false, false)
            } else if isQuoted {
                isFieldStart = false
            } else if byte == delimiter {
                fields += 1
                (isFieldStart, isBlank) = (true, false)
            } else if byte == 0x0A || byte == 0x0D {
                if !isBlank { counts.append(fields) }
                if counts.count == 200 { return counts }
                (fields, isFieldStart, isBlank) = (1, true, true)
            } else {
                (isFieldStart, isBlank) = (false, false)
            }
        }
        if !isBlank { counts.append(fields) }
        return counts
    }
}
