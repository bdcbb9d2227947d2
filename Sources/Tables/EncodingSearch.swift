import Glibc

/// Which encoding a text without a byte order mark is written in, when it is not UTF-8. Judged by its beginning.
enum EncodingSearch {
    static let bytesLookedAt = 1 << 16

    /// UTF-16 of text that is Latin for the most part: every other byte is NUL.
    static func utf16(_ source: [UInt8]) -> TextEncoding? {
        let count = min(source.count, 4096) & ~1
        guard count >= 4, source.count % 2 == 0 else { return nil }
        var (even, odd) = (0, 0)
        for index in stride(from: 0, to: count, by: 2) {
            if source[index] == 0 { even += 1 }
            if source[index + 1] == 0 { odd += 1 }
        }
        let half = count / 2
        if odd * 10 >= half * 6, even * 20 <= half { return .utf16LittleEndian }
        if even * 10 >= half * 6, odd * 20 <= half { return .utf16BigEndian }
        return nil
    }

    /// Shift-JIS, Mac Roman or Windows-1252: the first two only where the bytes leave no doubt.
    static func eightBit(_ source: [UInt8]) -> TextEncoding {
        if isShiftJIS(source) { return .shiftJIS }
        return isMacRoman(source) ? .macRoman : .windows1252
    }

    /// Every byte beyond ASCII belongs to a pair or is half-width kana, and full-width kana are among them.
    private static func isShiftJIS(_ source: [UInt8]) -> Bool {
        let text = source.prefix(bytesLookedAt)
        var (index, pairs, kana) = (0, 0, 0)
        while index < text.count {
            let lead = text[index]
            guard lead >= 0x80 else {
                index += 1
                continue
            }
            if lead >= 0xA1, lead <= 0xDF {
                index += 1
                continue
            }
            guard (lead >= 0x81 && lead <= 0x9F) || (lead >= 0xE0 && lead <= 0xFC) else { return false }
            // What the end of the part cuts in two says nothing.
            guard index + 1 < text.count else { return source.count > text.count && kana > 0 }
            let trail = text[index + 1]
            guard trail >= 0x40, trail <= 0xFC, trail != 0x7F else { return false }
            pairs += 1
            if (lead == 0x82 && trail >= 0x9F && trail <= 0xF1) || (lead == 0x83 && trail <= 0x96) { kana += 1 }
            index += 2
        }
        return kana >= 2 && kana * 8 >= pairs
    }

    /// Lines end with a lone CR, as on a Mac of old; or there are bytes that Windows-1252 does not have. And letters of Mac Roman
    /// stand where letters should, more often than letters of Windows-1252.
    private static func isMacRoman(_ source: [UInt8]) -> Bool {
        let text = source.prefix(bytesLookedAt)
        let undefined: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
        let hasOnlyCR = text.contains(0x0D) && !text.contains(0x0A)
        guard hasOnlyCR || text.contains(where: undefined.contains) else { return false }
        var (mac, windows) = (0, 0)
        for index in text.indices where text[index] >= 0x80 {
            let byte = text[index]
            let before = index > 0 ? text[index - 1] : 0x20
            let after = index + 1 < text.count ? text[index + 1] : 0x20
            func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }
            guard isLetter(before) || isLetter(after) else { continue }
            if byte <= 0x9F || [0xA7, 0xAE, 0xAF, 0xBE, 0xBF, 0xCA, 0xD2, 0xD3, 0xD4, 0xD5].contains(byte) { mac += 1 }
            if byte >= 0xC0 || [0x92, 0x93, 0x94, 0x91, 0x8A, 0x9A].contains(byte) { windows += 1 }
        }
        return mac > windows
    }
}

/// The C library's converter, closed exactly once.
struct CharacterConverter: ~Copyable {
    private let handle: iconv_t

    /// nil when this system does not know the encoding.
    init?(from name: String) {
        handle = iconv_open("UTF-8", name)
        if handle == iconv_t(bitPattern: -1) { return nil }
    }

    deinit { iconv_close(handle) }

    /// The text as UTF-8, and the offset in it of the first bytes that are none; those become U+FFFD.
    func utf8(_ source: [UInt8]) -> (bytes: [UInt8], invalid: Int?) {
        var result = [UInt8]()
        result.reserveCapacity(source.count + source.count / 4)
        var invalid: Int?
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var offset = 0
        while offset < source.count {
            let (read, written) = convert(source, from: offset, into: &buffer)
            result += buffer[..<written]
            offset += read
            if read == 0, written == 0 {
                invalid = invalid ?? result.count
                result += [0xEF, 0xBF, 0xBD]
                offset += 1
            }
        }
        return (result, invalid)
    }

    private func convert(_ source: [UInt8], from offset: Int, into buffer: inout [UInt8]) -> (read: Int, written: Int) {
        source.withUnsafeBytes { input in
            buffer.withUnsafeMutableBytes { output in
                var from = Optional(
                    UnsafeMutablePointer(mutating: (input.baseAddress! + offset).assumingMemoryBound(to: CChar.self)))
                var to = Optional(output.baseAddress!.assumingMemoryBound(to: CChar.self))
                var (left, room) = (input.count - offset, output.count)
                _ = iconv(handle, &from, &left, &to, &room)
                return (input.count - offset - left, output.count - room)
            }
        }
    }
}
