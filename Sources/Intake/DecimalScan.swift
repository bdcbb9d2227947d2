/// What marks an amount as money of some currency.
enum CurrencyMark: Hashable {
    case dollar
    /// A symbol and the codes that it may stand for.
    case symbol(String, [String])
    case code(String)
}

/// A cursor over the bytes of a cell that knows the marks of written numbers.
struct Scan {
    private let bytes: UnsafeRawBufferPointer
    private var index = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    enum Mark { case none, group(UInt8), decimal }

    var isAtEnd: Bool { index >= bytes.count }
    var peek: UInt8 { index < bytes.count ? bytes[index] : 0 }
    mutating func advance() { index += 1 }

    private func starts(with text: StaticString) -> Bool {
        guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<text.utf8CodeUnitCount where bytes[index + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// Blank, tab, no-break space (U+00A0) and narrow no-break space (U+202F).
    private var blankLength: Int {
        if peek == 0x20 || peek == 0x09 { return 1 }
        if starts(with: "\u{A0}") { return 2 }
        if starts(with: "\u{202F}") { return 3 }
        return 0
    }

    mutating func skipBlanks() {
        while !isAtEnd, blankLength > 0 { index += blankLength }
    }

    /// Hyphen, minus sign, en dash, em dash.
    mutating func takeMinus() -> Bool {
        for dash in ["-", "\u{2212}", "\u{2013}", "\u{2014}"] as [StaticString] where starts(with: dash) {
            index += dash.utf8CodeUnitCount
            return true
        }
        return false
    }

    mutating func takeDigit() -> UInt8? {
        let digit = peek &- 0x30
        guard !isAtEnd, digit <= 9 else { return nil }
        index += 1
        return digit
    }

    /// -1 for CR, 1 for DR.
    mutating func takeCreditDebit() -> Int? {
        guard index + 2 == bytes.count || (index + 2 < bytes.count && bytes[index + 2] <= 0x20) else { return nil }
        let second = bytes[index + 1] & 0xDF
        guard second == 0x52 else { return nil }
        let sign = peek & 0xDF == 0x43 ? -1 : peek & 0xDF == 0x44 ? 1 : 0
        guard sign != 0 else { return nil }
        index += 2
        return sign
    }

    mutating func takeCurrency() -> CurrencyMark? {
        let symbols: [(StaticString, CurrencyMark)] = [
            ("US$", .code("USD")), ("C$", .code("CAD")), ("A$", .code("AUD")), ("$", .dollar),
            ("€", .symbol("€", ["EUR"])), ("Â£", .symbol("£", ["GBP"])), ("£", .symbol("£", ["GBP"])),
            ("¥", .symbol("¥", ["JPY", "CNY"])),
        ]
        for (text, mark) in symbols where starts(with: text) {
            index += text.utf8CodeUnitCount
            return mark
        }
        let letters = bytes[index...].prefix { ($0 & 0xDF) >= 0x41 && ($0 & 0xDF) <= 0x5A }
        guard letters.count == 3 else { return nil }
        index += 3
        return .code(String(decoding: letters, as: UTF8.self).uppercased())
    }

    /// What a separator at the cursor means; a grouping mark only counts between digits.
    func mark(hasDecimalComma: Bool) -> Mark {
        let decimal: UInt8 = hasDecimalComma ? 0x2C : 0x2E
        if peek == decimal { return .decimal }
        let length = markLength
        guard length > 0, index + length < bytes.count, bytes[index + length] &- 0x30 <= 9 else { return .none }
        if peek == (hasDecimalComma ? 0x2E : 0x2C) { return .group(peek) }
        if peek == 0x27 || starts(with: "\u{2019}") { return .group(0x27) }
        return blankLength > 0 ? .group(0x20) : .none
    }

    mutating func takeMark() { index += markLength }

    private var markLength: Int {
        if peek == 0x2C || peek == 0x2E || peek == 0x27 { return 1 }
        if starts(with: "\u{2019}") { return 3 }
        return blankLength
    }
}
