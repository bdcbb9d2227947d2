import CostModel

/// Reads a JSON text strictly (RFC 8259), within limits of depth and size.
struct JSONParser {
    private let bytes: [UInt8]
    private var offset: Int
    private var values = 0

    struct Failure: Error {
        var offset: Int
        var what: String
        var isLimit = false
    }

    static func parse(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
        var parser = JSONParser(bytes)
        let value = try parser.value(depth: 0)
        parser.skipBlanks()
        guard parser.offset == bytes.count else { throw parser.failure("something follows the end of the JSON") }
        return value
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    private func failure(_ what: String) -> Failure { Failure(offset: offset, what: what) }

    private mutating func skipBlanks() {
        while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
    }

    private mutating func value(depth: Int) throws(Failure) -> JSONValue {
        guard depth <= Limits.jsonDepthMax else {
            throw Failure(offset: offset, what: "is nested more than \(Limits.jsonDepthMax) deep", isLimit: true)
        }
        values += 1
        guard values <= Limits.jsonValuesMax else {
            throw Failure(offset: offset, what: "holds more than \(Limits.jsonValuesMax) values", isLimit: true)
        }
        skipBlanks()
        guard offset < bytes.count else { throw failure("the JSON ends too early") }
        switch bytes[offset] {
        case 0x7B: return try object(depth)
        case 0x5B: return try list(depth)
        case 0x22: return .text(try text())
        case 0x74: return try word("true", .flag(true))
        case 0x66: return try word("false", .flag(false))
        case 0x6E: return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(Failure) -> JSONValue {
        guard bytes[offset...].starts(with: Array(word.utf8)) else { throw failure("is no JSON value") }
        offset += word.utf8.count
        return value
    }

    private mutating func object(_ depth: Int) throws(Failure) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = []
        var names: Set<String> = []
        offset += 1
        skipBlanks()
        if take(0x7D) { return .object(members) }
        while true {
            skipBlanks()
            guard offset < bytes.count, bytes[offset] == 0x22 else { throw failure("a name in quotes is missing") }
            let start = offset
            let key = try text()
            // Which of two would count? Readers differ.
            guard names.insert(key).inserted else {
                throw Failure(offset: start, what: "the name \"\(key.prefix(40))\" stands twice in one object")
            }
            skipBlanks()
            guard take(0x3A) else { throw failure("a colon is missing behind \"\(key.prefix(40))\"") }
            members.append((key, try value(depth: depth + 1)))
            skipBlanks()
            if take(0x7D) { return .object(members) }
            guard take(0x2C) else { throw failure("a comma or a closing brace is missing") }
        }
    }

    private mutating func list(_ depth: Int) throws(Failure) -> JSONValue {
        var items: [JSONValue] = []
        offset += 1
        skipBlanks()
        if take(0x5D) { return .list(items) }
        while true {
            items.append(try value(depth: depth + 1))
            skipBlanks()
            if take(0x5D) { return .list(items) }
            guard take(0x2C) else { throw failure("a comma or a closing bracket is missing") }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    private mutating func number() throws(Failure) -> JSONValue {
        let start = offset
        _ = take(0x2D)
        let first = offset
        func digits() -> Int { bytes[offset...].prefix { $0 &- 0x30 < 10 }.count }
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[first] != 0x30 else { throw failure("is no JSON value") }
        offset += whole
        if take(0x2E) {
            let count = digits()
            guard count > 0 else { throw failure("is no number") }
            offset += count
        }
        if take(0x65) || take(0x45) {
            if !take(0x2B) { _ = take(0x2D) }
            let count = digits()
            guard count > 0 else { throw failure("is no number") }
            offset += count
        }
        return .number(String(decoding: bytes[start..<offset], as: UTF8.self))
    }

    private mutating func text() throws(Failure) -> String {
        offset += 1
        var result: [UInt8] = []
        while true {
            guard offset < bytes.count else { throw failure("a text is never closed") }
            let byte = bytes[offset]
            if byte == 0x22 {
                offset += 1
                guard let text = String(validating: result, as: UTF8.self) else { throw failure("a text is no UTF-8") }
                return text
            }
            guard byte >= 0x20 else { throw failure("a control character stands in a text") }
            guard result.count < Limits.fieldBytesMax else {
                throw Failure(
                    offset: offset, what: "a text has more than \(Limits.fieldBytesMax) bytes", isLimit: true)
            }
            if byte == 0x5C {
                try escape(into: &result)
            } else {
                result.append(byte)
                offset += 1
            }
        }
    }

    private mutating func escape(into result: inout [UInt8]) throws(Failure) {
        guard offset + 1 < bytes.count else { throw failure("a text is never closed") }
        let plain: [UInt8: UInt8] = [
            0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
        ]
        if let byte = plain[bytes[offset + 1]] {
            result.append(byte)
            offset += 2
            return
        }
        guard bytes[offset + 1] == 0x75, let first = unit(offset + 2) else { throw failure("an escape is none") }
        offset += 6
        var scalar = UInt32(first)
        if first & 0xFC00 == 0xD800 {
            guard offset + 1 < bytes.count, bytes[offset] == 0x5C, bytes[offset + 1] == 0x75,
                let low = unit(offset + 2),
                low & 0xFC00 == 0xDC00
            else { throw failure("half of a character") }
            scalar = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(low & 0x3FF))
            offset += 6
        }
        guard let character = UnicodeScalar(scalar) else { throw failure("half of a character") }
        result += Array(String(character).utf8)
    }

    private func unit(_ start: Int) -> UInt16? {
        guard start + 4 <= bytes.count,
            bytes[start..<start + 4].allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 6 })
        else { return nil }
        return UInt16(String(decoding: bytes[start..<start + 4], as: UTF8.self), radix: 16)
    }
}
