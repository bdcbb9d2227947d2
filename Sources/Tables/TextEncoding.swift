/// How the bytes of a file stand for text.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf8BOM = "utf-8-bom"
    case utf16LE = "utf-16le"
    case utf16BE = "utf-16be"
    case windows1252 = "windows-1252"

    /// A byte order mark decides, then strict UTF-8; what is neither is taken for Windows-1252, the code page of most
    /// spreadsheets' CSV, which the caller has to say aloud.
    package static func detect(_ bytes: [UInt8]) -> TextEncoding {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8BOM }
        if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LE }
        if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BE }
        return firstInvalidUTF8(bytes) == nil ? .utf8 : .windows1252
    }

    /// The text as UTF-8 without a byte order mark; nil when the bytes are not text in this encoding.
    package func decode(_ bytes: [UInt8]) -> [UInt8]? {
        switch self {
        case .utf8: return Self.firstInvalidUTF8(bytes) == nil ? bytes : nil
        case .utf8BOM:
            let rest = Array(bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0))
            return Self.firstInvalidUTF8(rest) == nil ? rest : nil
        case .utf16LE: return Self.decode16(bytes, low: 0, high: 1)
        case .utf16BE: return Self.decode16(bytes, low: 1, high: 0)
        case .windows1252: return Self.decode1252(bytes)
        }
    }

    private static func decode16(_ bytes: [UInt8], low: Int, high: Int) -> [UInt8]? {
        guard bytes.count % 2 == 0 else { return nil }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in stride(from: 0, to: bytes.count, by: 2) {
            units.append(UInt16(bytes[index + low]) | UInt16(bytes[index + high]) << 8)
        }
        if units.first == 0xFEFF { units.removeFirst() }
        var text: [UInt8] = []
        text.reserveCapacity(units.count + units.count / 8)
        let isBroken = transcode(
            units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true) { text.append($0) }
        return isBroken ? nil : text
    }

    /// Bytes 0x80 to 0x9F; zero where Windows-1252 has nothing.
    private static let upper: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]

    private static func decode1252(_ bytes: [UInt8]) -> [UInt8]? {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 16)
        for byte in bytes {
            if byte < 0x80 {
                text.append(byte)
                continue
            }
            let code = byte < 0xA0 ? upper[Int(byte) - 0x80] : UInt16(byte)
            guard code != 0, let scalar = Unicode.Scalar(code) else { return nil }
            text.append(contentsOf: UTF8.encode(scalar)!)
        }
        return text
    }

    /// Offset of the first byte that is not UTF-8 (overlong forms and surrogates included); nil when all is.
    package static func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBytes { buffer in
            var index = 0
            let count = buffer.count
            while index < count {
                if index + 8 <= count,
                    buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                {
                    index += 8
                    continue
                }
                let length = sequenceLength(buffer, index)
                guard length > 0 else { return index }
                index += length
            }
            return nil
        }
    }

    private static func sequenceLength(_ buffer: UnsafeRawBufferPointer, _ index: Int) -> Int {
        let first = buffer[index]
        if first < 0x80 { return 1 }
        func isTail(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            index + offset < buffer.count && range.contains(buffer[index + offset])
        }
        switch first {
        case 0xC2...0xDF: return isTail(1) ? 2 : 0
        case 0xE0: return isTail(1, 0xA0...0xBF) && isTail(2) ? 3 : 0
        case 0xED: return isTail(1, 0x80...0x9F) && isTail(2) ? 3 : 0
        case 0xE1...0xEF: return isTail(1) && isTail(2) ? 3 : 0
        case 0xF0: return isTail(1, 0x90...0xBF) && isTail(2) && isTail(3) ? 4 : 0
        case 0xF1...0xF3: return isTail(1) && isTail(2) && isTail(3) ? 4 : 0
        case 0xF4: return isTail(1, 0x80...0x8F) && isTail(2) && isTail(3) ? 4 : 0
        default: return 0
        }
    }
}
