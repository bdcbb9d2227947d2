/// Numbers of purchase orders, as people write them.
enum OrderNumbers {
    /// `PO-1041`, `po 1041` and `#1041` are 1041; zeros and suffixes stay.
    static func normalized(_ number: String) -> String {
        // Byte by byte: a log of a million bills cites orders a million times, and numbers are ASCII.
        var bytes: [UInt8] = []
        for byte in number.utf8 where byte > 0x20 { bytes.append((0x61...0x7A).contains(byte) ? byte - 0x20 : byte) }
        var rest = bytes[...]
        for prefix in [Array("P.O.".utf8), Array("PO".utf8)] where rest.starts(with: prefix) {
            // "POLICE-1" is no prefix: a separator or a digit has to follow.
            let tail = rest.dropFirst(prefix.count)
            if let next = tail.first, (0x30...0x39).contains(next) || separators.contains(next) { rest = tail }
        }
        while let first = rest.first, separators.contains(first) { rest.removeFirst() }
        return String(decoding: rest, as: UTF8.self)
    }

    private static let separators = Array("#-:.".utf8)

    /// The number without its letter suffix: 1042 of `1042-A`.
    static func base(_ number: String) -> String? {
        guard let dash = number.lastIndex(of: "-"), dash > number.startIndex else { return nil }
        let suffix = number[number.index(after: dash)...]
        guard !suffix.isEmpty, suffix.count <= 2, suffix.allSatisfy(\.isLetter) else { return nil }
        return String(number[..<dash])
    }

    /// Numbers in the order of counting: 999 before 1000.
    static func sortKey(_ number: String) -> String {
        let key = normalized(number)
        let digits = key.utf8.prefix { (0x30...0x39).contains($0) }.count
        return String(repeating: "0", count: max(0, 12 - digits)) + key
    }

    /// The last run of digits and what stands before it: `HL-` and 1042 of `HL-1042-A`.
    static func counted(_ normalized: String) -> (prefix: String, number: Int)? {
        let bytes = Array(normalized.utf8)
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        guard let last = bytes.lastIndex(where: isDigit) else { return nil }
        let first = (bytes[...last].lastIndex { !isDigit($0) } ?? -1) + 1
        guard last - first < 9, let number = Int(String(decoding: bytes[first...last], as: UTF8.self)) else {
            return nil
        }
        return (String(decoding: bytes[..<first], as: UTF8.self), number)
    }
}

extension Orders {
    static func normalized(_ number: String) -> String { OrderNumbers.normalized(number) }
}
