import CostModel

/// Replaces what LibreOffice puts into a PDF of the moment at which it ran: the date, and identifiers that are made of it. Every
/// replacement is as long as what it replaces, so that all places in the file stay right.
enum PDFStamp {
    static func pin(_ bytes: [UInt8], date: Day) -> [UInt8] {
        var bytes = bytes
        let digits = date.description.filter { $0 != "-" } + "120000"
        if let place = last("/CreationDate(D:", in: bytes) { put(digits, &bytes, at: place, isDigit) }
        // The same pieces are blanked, then named after all the rest.
        let places = identifiers(bytes)
        for place in places { put(String(repeating: "0", count: 32), &bytes, at: place, isHex) }
        var builder = Fingerprint.Builder()
        bytes.withUnsafeBytes { builder.add($0) }
        let name = hex(builder.fingerprint.high) + hex(builder.fingerprint.low)
        for place in places { put(name, &bytes, at: place, isHex) }
        return bytes
    }

    /// Where the two parts of `/ID [ <…> <…> ]` and of `/DocChecksum /…` begin; they stand in the trailer.
    private static func identifiers(_ bytes: [UInt8]) -> [Int] {
        guard let trailer = last("trailer", in: bytes) else { return [] }
        var places: [Int] = []
        if let id = last("/ID [ <", in: bytes, from: trailer) {
            places.append(id)
            // `>`, a blank or a line's end, `<`.
            places.append(id + 32 + 3)
        }
        if let sum = last("/DocChecksum /", in: bytes, from: trailer) { places.append(sum) }
        return places
    }

    /// The place behind the last `pattern`.
    private static func last(_ pattern: StaticString, in bytes: [UInt8], from first: Int = 0) -> Int? {
        pattern.withUTF8Buffer { pattern in
            var place = bytes.count - pattern.count
            while place >= first {
                if bytes[place] == pattern[0], bytes[place..<place + pattern.count].elementsEqual(pattern) {
                    return place + pattern.count
                }
                place -= 1
            }
            return nil
        }
    }

    /// Only over characters of the kind that is meant: what stands otherwise there is left alone.
    private static func put(_ text: String, _ bytes: inout [UInt8], at place: Int, _ isExpected: (UInt8) -> Bool) {
        let range = place..<place + text.utf8.count
        guard range.upperBound <= bytes.count, bytes[range].allSatisfy(isExpected) else { return }
        bytes.replaceSubrange(range, with: text.utf8)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (0x41...0x46).contains(byte) }

    private static func hex(_ value: UInt64) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
