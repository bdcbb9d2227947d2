import CostModel

/// Header fields as RFC 5322, 2047 and 2231 want them: ASCII, folded, and never with a line break from outside.
enum HeaderText {
    /// RFC 5322 2.1.1: what a line should not exceed.
    static let lineLength = 78

    static func refuseControls(_ text: String, in header: String) throws(HeaderFailure) {
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control && $0 != "\u{2028}" && $0 != "\u{2029}"
        }
        guard isPlain else { throw HeaderFailure(header: header) }
    }

    /// `Subject: …`, with its line ends.
    static func unstructured(_ name: String, _ text: String) throws(HeaderFailure) -> String {
        try refuseControls(text, in: name)
        let words = isASCII(text) ? text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) : nil
        // Blanks in a row, and words that fit no line, would not come through folding.
        if let words, !text.contains("  "), !text.contains("=?"),
            words.allSatisfy({ $0.utf8.count <= 60 && !$0.isEmpty })
        {
            return folded("\(name):", words, separator: "")
        }
        return folded("\(name):", encodedWords(text), separator: "")
    }

    /// `To: …`, an address at a time.
    static func addresses(_ name: String, _ addresses: [MailAddress]) throws(HeaderFailure) -> String {
        var items: [String] = []
        for address in addresses {
            try refuseControls(address.description, in: name)
            let name = phrase(address.name)
            // A long name stands on a line of its own, and the address on the next.
            let gap = name.utf8.count + address.address.utf8.count > 60 ? "\r\n " : " "
            items.append(address.name.isEmpty ? address.address : "\(name)\(gap)<\(address.address)>")
        }
        return folded("\(name):", items, separator: ",")
    }

    /// ` filename="Cost Report.xlsx"`, or the parts of RFC 2231; begins with `;`.
    static func parameter(_ name: String, _ value: String) throws(HeaderFailure) -> String {
        try refuseControls(value, in: name)
        if isASCII(value), value.utf8.count <= 60, !value.contains(where: { "\"\\%".contains($0) }) {
            return ";\r\n \(name)=\"\(value)\""
        }
        var pieces: [String] = []
        var piece = "UTF-8''"
        for character in value {
            let encoded = character.utf8.map { byte in
                isAttributeByte(byte) ? String(UnicodeScalar(byte)) : "%" + hex(byte)
            }.joined()
            if piece.utf8.count + encoded.utf8.count > 60 {
                pieces.append(piece)
                piece = ""
            }
            piece += encoded
        }
        pieces.append(piece)
        guard pieces.count > 1 else { return ";\r\n \(name)*=\(pieces[0])" }
        return pieces.enumerated().map { ";\r\n \(name)*\($0.offset)*=\($0.element)" }.joined()
    }

    /// A word that may be too long for a line of its own stands on one all the same.
    private static func folded(_ start: String, _ items: [String], separator: String) -> String {
        var lines: [String] = []
        var line = start
        for (index, item) in items.enumerated() {
            let text = item + (index < items.count - 1 ? separator : "")
            if line.utf8.count + 1 + text.utf8.count > lineLength, line != start {
                lines.append(line)
                line = ""
            }
            line += " " + text
        }
        return (lines + [line]).joined(separator: "\r\n") + "\r\n"
    }

    private static func phrase(_ name: String) -> String {
        guard isASCII(name) else { return encodedWords(name).joined(separator: "\r\n ") }
        let isAtoms = name.utf8.allSatisfy { isAttributeByte($0) || $0 == 32 }
        return isAtoms && !name.contains("=?") ? name : "\"\(name)\""
    }

    /// Encoded words of at most 60 bytes, so that the first fits behind the field's name; none cuts a character (RFC 2047 2 and 5).
    private static func encodedWords(_ text: String) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        func close() { words.append("=?UTF-8?B?\(Base64.text(bytes))?=") }
        for scalar in text.unicodeScalars {
            let next = Array(String(scalar).utf8)
            if bytes.count + next.count > 36 {
                close()
                bytes = []
            }
            bytes += next
        }
        close()
        return words
    }

    private static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { (32...126).contains($0) } }

    /// Letters, digits and the marks that are neither special in an address nor in a parameter.
    private static func isAttributeByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || "-_+!#$&".utf8.contains(byte)
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}

enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        append(bytes[...], to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Lines of 76 characters, each with its line end.
    static func lines(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count / 57 * 78 + 80)
        var start = 0
        while start < bytes.count {
            let end = min(start + 57, bytes.count)
            append(bytes[start..<end], to: &output)
            output += [13, 10]
            start = end
        }
        return output
    }

    private static func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let rest = bytes.endIndex - index
            let (a, b, c) = (bytes[index], rest > 1 ? bytes[index + 1] : 0, rest > 2 ? bytes[index + 2] : 0)
            output.append(alphabet[Int(a >> 2)])
            output.append(alphabet[Int(a & 3) << 4 | Int(b >> 4)])
            output.append(rest > 1 ? alphabet[Int(b & 15) << 2 | Int(c >> 6)] : 61)
            output.append(rest > 2 ? alphabet[Int(c & 63)] : 61)
            index += min(3, rest)
        }
    }
}
