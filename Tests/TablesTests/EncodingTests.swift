import CostModel
import Tables
import TestSupport
import Testing

private func utf16(_ text: String, little: Bool, mark: Bool = true) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit -> [UInt8] in
        little ? [UInt8(unit & 0xFF), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    }
}

private func text(_ decoded: DecodedText) -> String { String(decoding: decoded.bytes[decoded.start...], as: UTF8.self) }

private let sample = "é € 😀 \u{2019} z"

@Test(
    arguments: [
        (Array(sample.utf8), TextEncoding?.none, TextEncoding.utf8, sample),
        ([0xEF, 0xBB, 0xBF] + Array(sample.utf8), nil, .utf8Marked, sample),
        ([0xEF, 0xBB, 0xBF] + Array(sample.utf8), .windows1252, .utf8Marked, sample),
        (utf16(sample, little: true), nil, .utf16LittleEndian, sample),
        (utf16(sample, little: false), nil, .utf16BigEndian, sample),
        (utf16(sample, little: true, mark: false), .utf16LittleEndian, .utf16LittleEndian, sample),
        ([0x4F, 0x92, 0x44, 0xE9, 0x80], nil, .windows1252, "O\u{2019}Dé€"),
        ([0x4F, 0x92, 0x44], .windows1252, .windows1252, "O\u{2019}D"),
        (Array("é".utf8), .windows1252, .windows1252, "Ã©"),
        ([], nil, .utf8, ""),
        ([0xEF, 0xBB, 0xBF], nil, .utf8Marked, ""),
        ([0xFF, 0xFE], nil, .utf16LittleEndian, ""),
    ] as [([UInt8], TextEncoding?, TextEncoding, String)])
func `text is decoded as its mark, its profile or its bytes say`(
    bytes: [UInt8], declared: TextEncoding?, encoding: TextEncoding, wanted: String
) {
    let decoded = DecodedText(bytes, declared: declared)
    #expect(decoded.encoding == encoding)
    #expect(text(decoded) == wanted)
    #expect(decoded.firstInvalid == nil)
    #expect(decoded.isAssumed == (encoding == .windows1252 && declared == nil))
}

@Test(
    arguments: [
        ([0x61, 0x0A, 0xC3], TextEncoding.utf8, 2),
        ([0x61, 0x0D, 0x0A, 0xC0, 0xAF], .utf8, 2),
        ([0xE0, 0x80, 0x80], .utf8, 1),
        ([0xED, 0xA0, 0x80], .utf8, 1),
        ([0xF4, 0x90, 0x80, 0x80], .utf8, 1),
        ([0xF5, 0x80, 0x80, 0x80], .utf8, 1),
        ([0x80], .utf8, 1),
        (Array(repeating: 0x61, count: 30) + [0xFF], .utf8, 1),
        ([0xEF, 0xBB, 0xBF, 0x0A, 0x0A, 0xE9], .utf8Marked, 3),
        ([0xFF, 0xFE, 0x0A, 0x00, 0x00, 0xD8, 0x61, 0x00], .utf16LittleEndian, 2),
        ([0xFF, 0xFE, 0x00, 0xDC], .utf16LittleEndian, 1),
        ([0xFF, 0xFE, 0x61, 0x00, 0x0A], .utf16LittleEndian, 1),
        ([0x0A, 0x81], .windows1252, 2),
    ] as [([UInt8], TextEncoding, Int)])
func `what is no character is found, and its line`(bytes: [UInt8], encoding: TextEncoding, line: Int) {
    let decoded = DecodedText(bytes, declared: encoding)
    #expect(decoded.firstInvalid.map { decoded.line(at: $0) } == line)
    #expect(Table.read(bytes, encoding: encoding).problems.first == .encodingInvalid(encoding, line: line))
}

@Test func `strict UTF-8 is what Swift takes for UTF-8`() {
    forAll(cases: 3_000) { random in
        let pool: [UInt8] = [0x61, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xFF]
        let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in pool.randomElement(using: &random)! }
        return (DecodedText(bytes, declared: .utf8).firstInvalid == nil)
            == (String(validating: bytes, as: UTF8.self) != nil)
    }
}

@Test func `NUL bytes are noticed`() {
    let stray = Table.read([UInt8](repeating: 0x61, count: 40) + [0x2C, 0x00, 0x0A])
    #expect(stray.hasNUL)
    #expect(stray.problems.isEmpty)
    let unmarked = Table.read(utf16("Date,Amount\n1,2\n", little: true, mark: false))
    #expect(unmarked.problems.isEmpty)
    #expect(unmarked.text.encoding == .utf16LittleEndian)
    let binary = Table.read([0x61, 0x00, 0x00, 0x00, 0x62, 0x2C, 0x00, 0x00, 0x0A])
    #expect(binary.problems == [.notText(line: 1)])
}

@Test(
    arguments: [
        // "Café;12\r", with Mac Roman's é, and lone CR.
        (
            Array("Nom;Prix\rCaf".utf8) + [0x8E] + Array(";12\rThe".utf8) + [0x8F] + Array("\r".utf8),
            TextEncoding.macRoman, "Café"
        ),
        (Array("Nom;Prix\nCaf".utf8) + [0xE9] + Array(";12\n".utf8), .windows1252, "Café"),
        // "カメラ" and "です".
        (
            Array("a,b\n".utf8) + [0x83, 0x4A, 0x83, 0x81, 0x83, 0x89] + Array(",1\n".utf8) + [0x82, 0xC5, 0x82, 0xB7]
                + Array(",2\n".utf8), .shiftJIS, "カメラ"
        ),
        (utf16("a,b\nx,1\n", little: true, mark: false), .utf16LittleEndian, "x"),
        (utf16("a,b\nx,1\n", little: false, mark: false), .utf16BigEndian, "x"),
        (Array("a,b\n\u{201A}x,1\n".utf8), .utf8, "\u{201A}x"),
    ] as [([UInt8], TextEncoding, String)])
func `an encoding that nothing declares`(bytes: [UInt8], encoding: TextEncoding, cell: String) {
    let table = Table.read(bytes)
    #expect(table.text.encoding == encoding)
    #expect(table.string(0, ofRow: 1) == cell)
    #expect(table.text.firstInvalid == nil)
}

@Test func `a declared encoding is never overruled`() {
    let bytes = Array("a\r".utf8) + [0x8E, 0x0D]
    #expect(DecodedText(bytes, declared: .windows1252).encoding == .windows1252)
    #expect(String(decoding: DecodedText([0xE9, 0x85], declared: .latin1).bytes, as: UTF8.self) == "é\u{85}")
}
