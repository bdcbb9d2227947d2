/// What a cell looks like, for telling a right reading of a text from a wrong one, and a header from data.
package enum CellShape: Hashable, Sendable {
    case blank
    /// A number, an amount with its sign of currency, a percentage.
    case number
    case day
    case time
    /// An address of the web or of mail.
    case address
    /// Words, without the characters that set cells apart.
    case words
    /// Anything else: prose with commas, what is left of a cell that was cut in two.
    case other

    /// Says what a column holds; a header's cell is none of these.
    package var isTyped: Bool { self == .number || self == .day || self == .time || self == .address }

    package init(_ cell: UnsafeRawBufferPointer) {
        var (start, end) = (0, cell.count)
        while start < end, cell[start] == 0x20 || cell[start] == 0x09 { start += 1 }
        while end > start, cell[end - 1] == 0x20 || cell[end - 1] == 0x09 { end -= 1 }
        let text = UnsafeRawBufferPointer(rebasing: cell[start..<end])
        if text.isEmpty {
            self = .blank
        } else if CellShape.isNumber(text) {
            self = .number
        } else if CellShape.isTime(text) {
            self = .time
        } else if CellShape.isDay(text) {
            self = .day
        } else if CellShape.isAddress(text) {
            self = .address
        } else {
            self = text.count <= 512 && text.allSatisfy(CellShape.isWordly) ? .words : .other
        }
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    private static func isWordly(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x27, 0x2C, 0x3B, 0x7C, 0x09, 0x5E, 0x7E, 0x5C, 0x0A, 0x0D, 0x1F, 0x60: false
        default: byte >= 0x20
        }
    }

    /// Digits with at most the marks that numbers have, and a sign of currency.
    private static func isNumber(_ text: UnsafeRawBufferPointer) -> Bool {
        guard text.count <= 24 else { return false }
        var (digits, marks, letters) = (0, 0, 0)
        for byte in text {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x2E, 0x2C: marks += 1
            // Signs, brackets, blanks, per cent, dollar, and the bytes of other signs of currency.
            case 0x2B, 0x2D, 0x28, 0x29, 0x20, 0x25, 0x24, 0x80...0xFF: break
            case 0x41...0x5A: letters += 1
            default: return false
            }
        }
        let isScientific = letters == 1 && text.contains(0x45)
        // `2026-03-02` is a day, `12-34-56` an account.
        let dashes = text.dropFirst().count { $0 == 0x2D }
        return digits > 0 && marks <= digits && (letters == 0 || letters == 3 || isScientific)
            && dashes <= (isScientific ? 1 : 0)
            || digits == 0 && letters == 0 && text.allSatisfy { $0 == 0x2D }
    }

    /// `7:00`, `20:12:00`, `09:00 AM`.
    private static func isTime(_ text: UnsafeRawBufferPointer) -> Bool {
        guard text.count <= 12, text.count >= 4, let colon = text.firstIndex(of: 0x3A), colon <= 3, colon > 0 else {
            return false
        }
        return text.allSatisfy { isDigit($0) || $0 == 0x3A || $0 == 0x20 || $0 == 0x2E || "apmAPM".utf8.contains($0) }
    }

    /// Three groups set apart by `-`, `/`, `.` or blanks, two of them of digits, one of four digits or all of two; with a time behind
    /// it or not.
    private static func isDay(_ text: UnsafeRawBufferPointer) -> Bool {
        guard text.count >= 6, text.count <= 32 else { return false }
        var groups: [(digits: Int, letters: Int)] = [(0, 0)]
        for byte in text {
            if isDigit(byte) {
                groups[groups.count - 1].digits += 1
            } else if (byte | 0x20) &- 0x61 < 26 {
                groups[groups.count - 1].letters += 1
            } else if [0x2D, 0x2F, 0x2E, 0x20, 0x2C, 0x3A, 0x2B].contains(byte) {
                if groups[groups.count - 1] != (0, 0) { groups.append((0, 0)) }
            } else {
                return false
            }
        }
        let first = groups.filter { $0 != (0, 0) }.prefix(3)
        guard first.count == 3 else { return false }
        let numbers = first.filter { $0.letters == 0 && $0.digits <= 4 }
        let names = first.filter { $0.digits == 0 && $0.letters >= 3 && $0.letters <= 9 }
        let isStamped = first.last.map { $0.digits >= 2 && $0.letters <= 1 } ?? false
        guard numbers.count == 3 || (numbers.count == 2 && (names.count == 1 || isStamped)) else { return false }
        return first.contains { $0.digits == 4 } || numbers.allSatisfy { $0.digits <= 2 }
    }

    private static func isAddress(_ text: UnsafeRawBufferPointer) -> Bool {
        let word = String(decoding: text.prefix(8), as: UTF8.self).lowercased()
        if word.hasPrefix("http://") || word.hasPrefix("https://") || word.hasPrefix("www.") {
            return !text.contains(0x20)
        }
        guard let at = text.firstIndex(of: 0x40), at > 0 else { return false }
        return text[at...].contains(0x2E) && text.allSatisfy { $0 > 0x20 && $0 != 0x2C && $0 != 0x3B }
    }
}
