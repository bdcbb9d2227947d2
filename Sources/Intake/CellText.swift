/// What a cell says, without what programs wrap around it. Nothing here allocates.
enum CellText {
    /// Without blanks at the ends: space, tab, line ends, no-break space, narrow no-break space, byte order mark.
    @inline(__always)
    static func trimmed(_ cell: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard cell.count > 0 else { return cell }
        // Most cells neither begin nor end with anything below "!" or beyond ASCII.
        if cell[0] &- 0x21 < 0x5E, cell[cell.count - 1] &- 0x21 < 0x5E { return cell }
        return trimmedSlowly(cell)
    }

    private static func trimmedSlowly(_ cell: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var (start, end) = (0, cell.count)
        while start < end {
            let length = blankLength(cell, at: start)
            if length == 0 { break }
            start += length
        }
        while end > start {
            if isASCIIBlank(cell[end - 1]) {
                end -= 1
            } else if end - start >= 2, cell[end - 1] & 0xC0 == 0x80, blankLength(cell, at: end - 2) == 2 {
                end -= 2
            } else if end - start >= 3, cell[end - 1] & 0xC0 == 0x80, blankLength(cell, at: end - 3) == 3 {
                end -= 3
            } else {
                break
            }
        }
        return UnsafeRawBufferPointer(rebasing: cell[start..<end])
    }

    /// The cell's own text: trimmed, without the leading apostrophe (and its closing one) and without the `="…"` with which
    /// spreadsheets and card companies keep numbers from being read as such.
    @inline(__always)
    static func content(_ cell: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let text = trimmed(cell)
        guard text.count > 1, text[0] == 0x27 || text[0] == 0x3D else { return text }
        return unwrapped(text)
    }

    private static func unwrapped(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        if text[0] == 0x3D {
            guard text.count >= 3, text[1] == 0x22, text[text.count - 1] == 0x22 else { return text }
            return trimmed(UnsafeRawBufferPointer(rebasing: text[2..<text.count - 1]))
        }
        let end = text.count > 2 && text[text.count - 1] == 0x27 ? text.count - 1 : text.count
        return trimmed(UnsafeRawBufferPointer(rebasing: text[1..<end]))
    }

    @inline(__always)
    static func isBlank(_ cell: UnsafeRawBufferPointer) -> Bool { trimmed(cell).isEmpty }

    @inline(__always)
    static func isASCIIBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    /// The length of the blank at `offset`; 0 when there is none.
    @inline(__always)
    static func blankLength(_ text: UnsafeRawBufferPointer, at offset: Int) -> Int {
        let byte = text[offset]
        if byte < 0x80 { return isASCIIBlank(byte) ? 1 : 0 }
        if byte == 0xC2 { return offset + 1 < text.count && text[offset + 1] == 0xA0 ? 2 : 0 }
        guard offset + 2 < text.count else { return 0 }
        switch (byte, text[offset + 1], text[offset + 2]) {
        // Thin space, figure space, narrow no-break space; the byte order mark.
        case (0xE2, 0x80, 0x89), (0xE2, 0x80, 0x87), (0xE2, 0x80, 0xAF), (0xEF, 0xBB, 0xBF): return 3
        default: return 0
        }
    }

    /// The code of an account that is written with its name, and with the accounts above it: 3300-30 of `Camera:3300-30 Package`. A
    /// name without digits in front is its own code.
    static func code(of text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let start = (text.lastIndex(of: 0x3A) ?? -1) + 1
        let last = trimmed(UnsafeRawBufferPointer(rebasing: text[start...]))
        let end = last.firstIndex(where: isASCIIBlank) ?? last.count
        let word = UnsafeRawBufferPointer(rebasing: last[..<end])
        return word.contains { $0 &- 0x30 < 10 } ? word : last
    }

    /// `#REF!`, `#DIV/0!`, `#N/A`, `########`: what a spreadsheet shows in place of a value.
    @inline(__always)
    static func isError(_ text: UnsafeRawBufferPointer) -> Bool {
        text.count > 2 && text[0] == 0x23 && isErrorWord(text)
    }

    /// `3.20262E+14`: an id that a spreadsheet took for a number.
    @inline(__always)
    static func isShortened(_ text: UnsafeRawBufferPointer) -> Bool {
        let count = text.count
        return count >= 5 && text[count - 3] == 0x2B && text[count - 4] | 0x20 == 0x65
            && text[0] &- 0x30 < 10 && text[count - 5] &- 0x30 < 10 && text[count - 1] &- 0x30 < 10
    }

    private static func isErrorWord(_ text: UnsafeRawBufferPointer) -> Bool {
        if text.allSatisfy({ $0 == 0x23 }) { return true }
        let words = [
            "#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#ERROR!", "#CALC!",
        ]
        return words.contains { FoldedText($0).equals(text) }
    }
}

/// A word to compare cells with, without regard to the case of ASCII letters.
struct FoldedText: Hashable, Sendable {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = text.utf8.map(FoldedText.lower) }

    var isEmpty: Bool { bytes.isEmpty }
    var count: Int { bytes.count }

    @inline(__always)
    func equals(_ text: UnsafeRawBufferPointer) -> Bool { text.count == bytes.count && isAt(0, of: text) }

    @inline(__always)
    func begins(_ text: UnsafeRawBufferPointer) -> Bool { text.count >= bytes.count && isAt(0, of: text) }

    /// Where the word is found first in `text`.
    func offset(in text: UnsafeRawBufferPointer) -> Int? {
        guard text.count >= bytes.count else { return nil }
        return (0...text.count - bytes.count).first { isAt($0, of: text) }
    }

    @inline(__always)
    private func isAt(_ offset: Int, of text: UnsafeRawBufferPointer) -> Bool {
        bytes.withUnsafeBufferPointer { word in
            for index in 0..<word.count where FoldedText.lower(text[offset + index]) != word[index] { return false }
            return true
        }
    }

    @inline(__always)
    static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }
}
