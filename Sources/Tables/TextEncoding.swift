/// How the characters of a file are written.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    /// UTF-8 behind a byte order mark, as Excel and Windows programs write it.
    case utf8Marked = "utf-8-bom"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"
    case macRoman = "macintosh"
    case shiftJIS = "shift-jis"

    /// As the C library calls it; nil for those that are decoded here.
    var converterName: String? {
        switch self {
        case .macRoman: "MACINTOSH"
        case .shiftJIS: "CP932"
        case .utf8, .utf8Marked, .utf16LittleEndian, .utf16BigEndian, .windows1252, .latin1: nil
        }
    }
}

/// The text of a file as UTF-8, whatever it was written in.
package struct DecodedText: Sendable {
    package let encoding: TextEncoding
    /// True when nothing in the file says what it is written in, only that it cannot be UTF-8.
    package let isAssumed: Bool
    /// UTF-8 from `start` on; what comes before is the byte order mark.
    package let bytes: [UInt8]
    package let start: Int
    /// Offset in `bytes` of the first thing that is no character of the encoding; nil when all is well.
    package let firstInvalid: Int?

    /// `declared` by the profile, else by the byte order mark, else UTF-8 when it is that strictly, else what its bytes look like:
    /// UTF-16, Shift-JIS or Mac Roman where that is beyond doubt, Windows-1252 otherwise.
    /// A byte order mark beats the declaration: it is a statement of the file itself.
    package init(_ source: [UInt8], declared: TextEncoding? = nil) {
        let marked = DecodedText.mark(of: source)
        let chosen = marked ?? declared.map { $0 == .utf8Marked ? .utf8 : $0 }
        if let chosen {
            self.init(source, in: chosen, isMarked: marked != nil, isAssumed: false)
        } else if let encoding = EncodingSearch.utf16(source) {
            self.init(source, in: encoding, isMarked: false, isAssumed: false)
        } else if firstInvalidUTF8(source, from: 0) == nil {
            self.init(.utf8, bytes: source, firstInvalid: nil)
        } else {
            self.init(source, in: EncodingSearch.eightBit(source), isMarked: false, isAssumed: true)
        }
    }

    private init(_ source: [UInt8], in encoding: TextEncoding, isMarked: Bool, isAssumed: Bool) {
        switch encoding {
        case .utf8, .utf8Marked:
            let start = encoding == .utf8Marked ? 3 : 0
            self.init(encoding, bytes: source, start: start, firstInvalid: firstInvalidUTF8(source, from: start))
        case .utf16LittleEndian, .utf16BigEndian:
            let (bytes, invalid) = utf8(
                ofUTF16: source, from: isMarked ? 2 : 0, isLittleEndian: encoding == .utf16LittleEndian)
            self.init(encoding, bytes: bytes, firstInvalid: invalid)
        case .windows1252, .latin1:
            let (bytes, invalid) = utf8(ofWindows1252: source, isStrict: encoding == .windows1252)
            self.init(encoding, isAssumed: isAssumed, bytes: bytes, firstInvalid: invalid)
        case .macRoman, .shiftJIS:
            guard let converter = CharacterConverter(from: encoding.converterName!) else {
                self.init(encoding, isAssumed: isAssumed, bytes: [], firstInvalid: 0)
                return
            }
            let (bytes, invalid) = converter.utf8(source)
            self.init(encoding, isAssumed: isAssumed, bytes: bytes, firstInvalid: invalid)
        }
    }

    private init(
        _ encoding: TextEncoding, isAssumed: Bool = false, bytes: [UInt8], start: Int = 0, firstInvalid: Int?
    ) {
        self.encoding = encoding
        self.isAssumed = isAssumed
        self.bytes = bytes
        self.start = start
        self.firstInvalid = firstInvalid
    }

    private static func mark(of bytes: [UInt8]) -> TextEncoding? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8Marked }
        if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        return nil
    }

    /// The line, from 1, that holds the byte at `offset`. CRLF, LF and a lone CR end a line each.
    package func line(at offset: Int) -> Int {
        var line = 1
        for index in start..<min(offset, bytes.count) {
            let byte = bytes[index]
            if byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)) { line += 1 }
        }
        return line
    }
}

/// Offset of the first byte that is not part of well-formed UTF-8 (no overlong forms, no surrogates); nil when there is none.
private func firstInvalidUTF8(_ bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { buffer -> Int? in
        var offset = start
        while offset < buffer.count {
            // Exports are ASCII nearly everywhere: eight bytes at a time.
            while offset + 8 <= buffer.count,
                buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                offset += 8
            }
            guard offset < buffer.count else { break }
            let length = sequenceLength(buffer, at: offset)
            guard length > 0 else { return offset }
            offset += length
        }
        return nil
    }
}

/// The length of the well-formed sequence at `offset`; 0 when it is none.
private func sequenceLength(_ buffer: UnsafeRawBufferPointer, at offset: Int) -> Int {
    let lead = buffer[offset]
    if lead < 0x80 { return 1 }
    let length = lead >= 0xC2 && lead <= 0xDF ? 2 : lead & 0xF0 == 0xE0 ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0
    guard length > 0, offset + length <= buffer.count else { return 0 }
    for index in 1..<length where buffer[offset + index] & 0xC0 != 0x80 { return 0 }
    let second = buffer[offset + 1]
    switch lead {
    case 0xE0: return second >= 0xA0 ? 3 : 0
    case 0xED: return second <= 0x9F ? 3 : 0
    case 0xF0: return second >= 0x90 ? 4 : 0
    case 0xF4: return second <= 0x8F ? 4 : 0
    default: return length
    }
}

private func utf8(ofUTF16 source: [UInt8], from start: Int, isLittleEndian: Bool) -> (bytes: [UInt8], invalid: Int?) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count / 2 + source.count / 8)
    var invalid: Int?
    var offset = start
    func unit(_ at: Int) -> UInt16 {
        let (first, second) = (UInt16(source[at]), UInt16(source[at + 1]))
        return isLittleEndian ? second << 8 | first : first << 8 | second
    }
    while offset + 1 < source.count {
        let first = unit(offset)
        offset += 2
        var scalar = UInt32(first)
        if first & 0xFC00 == 0xD800, offset + 1 < source.count, unit(offset) & 0xFC00 == 0xDC00 {
            scalar = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(unit(offset) & 0x3FF))
            offset += 2
        } else if first & 0xF800 == 0xD800 {
            invalid = invalid ?? bytes.count
            scalar = 0xFFFD
        }
        append(scalar, to: &bytes)
    }
    if offset < source.count { invalid = invalid ?? bytes.count }
    return (bytes, invalid)
}

/// The characters that Windows-1252 has at 0x80–0x9F in place of control codes; 0 where it has none.
private let windows1252High: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
]

/// `isStrict` false reads 0x80–0x9F as the control codes that ISO 8859-1 has there.
private func utf8(ofWindows1252 source: [UInt8], isStrict: Bool) -> (bytes: [UInt8], invalid: Int?) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count + source.count / 16)
    var invalid: Int?
    for byte in source {
        guard byte >= 0x80 else {
            bytes.append(byte)
            continue
        }
        var scalar = UInt32(byte)
        if byte < 0xA0, isStrict { scalar = windows1252High[Int(byte) - 0x80] }
        if scalar == 0 {
            invalid = invalid ?? bytes.count
            scalar = 0xFFFD
        }
        append(scalar, to: &bytes)
    }
    return (bytes, invalid)
}

private func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: bytes.append(UInt8(scalar))
    case 0x80..<0x800:
        bytes.append(UInt8(0xC0 | scalar >> 6))
        bytes.append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
        bytes.append(UInt8(0xE0 | scalar >> 12))
        bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
        bytes.append(UInt8(0x80 | scalar & 0x3F))
    default:
        bytes.append(UInt8(0xF0 | scalar >> 18))
        bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
        bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
        bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
}
