import CostModel

/// Text in the making, as UTF-8. A million rows go through it, so that no String is made for a cell.
struct ByteText {
    private(set) var bytes: [UInt8] = []

    var count: Int { bytes.count }

    /// What was written so far; begins anew.
    mutating func drain() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func put(_ byte: UInt8) { bytes.append(byte) }

    /// `-1234.50` for (-123450, 2): every decimal that the value has, no grouping.
    mutating func decimal(_ value: Int64, digits: Int) {
        if value < 0 { bytes.append(0x2D) }
        let start = bytes.count
        var (rest, places) = (value.magnitude, 0)
        repeat {
            if places == digits, digits > 0 { bytes.append(0x2E) }
            bytes.append(0x30 + UInt8(rest % 10))
            rest /= 10
            places += 1
        } while rest > 0 || places <= digits
        bytes[start...].reverse()
    }

    // MARK: Texts between quotes

    /// A field of RFC 4180: between quotes where it has to be.
    ///
    /// A text that a spreadsheet would take for a formula gets an apostrophe in front. So does one that has apostrophes there
    /// already, so that the text can be had back: one apostrophe less where a formula's sign follows.
    mutating func field(_ text: UnsafeRawBufferPointer) {
        let first = text.first { $0 != 0x27 }
        let isGuarded = first.map { Self.opensFormula($0) } ?? false
        let isQuoted = text.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        if isQuoted { bytes.append(0x22) }
        if isGuarded { bytes.append(0x27) }
        if isQuoted {
            for byte in text {
                if byte == 0x22 { bytes.append(0x22) }
                bytes.append(byte)
            }
            bytes.append(0x22)
        } else {
            bytes.append(contentsOf: text)
        }
    }

    /// `= + - @`, tab and carriage return.
    private static func opensFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
        default: false
        }
    }

    /// A string of JSON.
    mutating func string(_ text: UnsafeRawBufferPointer) {
        bytes.append(0x22)
        if text.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
            for byte in text { escape(byte) }
        } else {
            bytes.append(contentsOf: text)
        }
        bytes.append(0x22)
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x22, 0x5C: bytes += [0x5C, byte]
        case 0x0A: put("\\n")
        case 0x0D: put("\\r")
        case 0x09: put("\\t")
        case 0..<0x20:
            put("\\u00")
            for nibble in [byte >> 4, byte & 15] { bytes.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble) }
        default: bytes.append(byte)
        }
    }

    mutating func field(_ text: String) {
        var text = text
        text.withUTF8 { field(UnsafeRawBufferPointer($0)) }
    }

    mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { string(UnsafeRawBufferPointer($0)) }
    }
}
