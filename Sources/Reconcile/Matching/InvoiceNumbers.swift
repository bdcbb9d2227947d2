import CostModel

/// Numbers of bills, as they are compared when somebody may have typed one of them again.
enum InvoiceNumbers {
    /// Capitals and digits alone, without `INV` before them and zeros in front, O read as 0 and I as 1: `inv-0O412` is 412.
    /// nil for what has no digit: `cash` is no number.
    static func canonical(_ number: some StringProtocol) -> String? {
        var copy = String(number)
        return copy.withUTF8 { bytes in
            withCanonical(UnsafeRawBufferPointer(bytes)) { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// The same in place: a million bills have a million numbers.
    static func withCanonical<Result>(
        _ number: UnsafeRawBufferPointer, _ body: (UnsafeMutableRawBufferPointer) -> Result
    ) -> Result? {
        guard number.count > 0 else { return nil }
        return withUnsafeTemporaryAllocation(byteCount: number.count, alignment: 1) { buffer in
            var (count, hasDigit) = (0, false)
            for byte in number {
                let letter = (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
                let isDigit = (0x30...0x39).contains(letter)
                guard isDigit || (0x41...0x5A).contains(letter) else { continue }
                hasDigit = hasDigit || isDigit
                buffer[count] = letter
                count += 1
            }
            guard hasDigit else { return nil }
            var start = 0
            for prefix in prefixes where count >= prefix.count && buffer[..<prefix.count].elementsEqual(prefix) {
                start = prefix.count
                break
            }
            for place in start..<count {
                if buffer[place] == 0x4F { buffer[place] = 0x30 }
                if buffer[place] == 0x49 { buffer[place] = 0x31 }
            }
            while start < count - 1, buffer[start] == 0x30 { start += 1 }
            return body(UnsafeMutableRawBufferPointer(rebasing: buffer[start..<count]))
        }
    }

    private static let prefixes = ["INVOICE", "INV", "BILL"].map { Array($0.utf8) }

    /// The hash of the number as compared; nil where there is none.
    static func hash(_ number: UnsafeRawBufferPointer) -> UInt64? {
        withCanonical(number) { Fingerprint.hash64(UnsafeRawBufferPointer($0)) }
    }

    /// Alike for two numbers whose last two characters stand in either order; nil where they are the same character.
    static func swappedHash(_ number: UnsafeRawBufferPointer) -> UInt64? {
        withCanonical(number) { text in
            let last = text.count - 1
            guard last >= 2, text[last] != text[last - 1] else { return nil }
            if text[last] < text[last - 1] { text.swapAt(last, last - 1) }
            return Fingerprint.hash64(UnsafeRawBufferPointer(text))
        } ?? nil
    }

    /// What may be the number of a bill in a longer text.
    static func cited(in text: String) -> [String] {
        text.split { $0.isWhitespace || ",;:()[]#\"'/".contains($0) }.compactMap { canonical($0) }
            .filter { $0.utf8.count >= 3 }
    }
}
