/// Numbers of bills, as they are compared when somebody may have typed one of them again.
enum InvoiceNumbers {
    /// Capitals and digits alone, without `INV` before them and zeros in front, O read as 0 and I as 1: `inv-0O412` is 412.
    /// nil for what has no digit: `cash` is no number.
    static func canonical(_ number: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        for byte in number.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A: bytes.append(byte)
            case 0x61...0x7A: bytes.append(byte - 0x20)
            default: break
            }
        }
        guard bytes.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
        var rest = bytes[...]
        for prefix in prefixes where rest.starts(with: prefix) {
            rest = rest.dropFirst(prefix.count)
            break
        }
        var text: [UInt8] = rest.map { $0 == 0x4F ? 0x30 : $0 == 0x49 ? 0x31 : $0 }
        if let first = text.firstIndex(where: { $0 != 0x30 }) { text.removeFirst(first) } else { text = [0x30] }
        return String(decoding: text, as: UTF8.self)
    }

    private static let prefixes = ["INVOICE", "INV", "BILL"].map { Array($0.utf8) }

    /// Alike for two numbers whose last two characters stand in either order; nil where they are the same character.
    static func swapped(_ canonical: String) -> String? {
        let bytes = Array(canonical.utf8)
        guard bytes.count >= 3, bytes[bytes.count - 1] != bytes[bytes.count - 2] else { return nil }
        return String(decoding: bytes.dropLast(2) + bytes.suffix(2).sorted(), as: UTF8.self)
    }

    /// What may be the number of a bill in a longer text.
    static func cited(in text: String) -> [String] {
        text.split { $0.isWhitespace || ",;:()[]#\"'/".contains($0) }.compactMap { canonical($0) }
            .filter { $0.utf8.count >= 3 }
    }
}
