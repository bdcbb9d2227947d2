/// A text of a record, as an index into the run's `Texts`. Equal ids mean equal text. `empty` is no text.
package struct TextID: Hashable, Sendable {
    package var index: UInt32
    package init(index: UInt32) { self.index = index }
    package static let empty = TextID(index: 0)
    package var isEmpty: Bool { index == 0 }
}

/// The texts of a run, each kept once: vendors, accounts and references repeat by the thousand.
///
/// A record holds 4-byte ids in place of Strings, so that a million records neither allocate nor count references;
/// grouping by vendor is grouping by integer; and the workbook's shared strings are these ids.
package struct Texts: Sendable {
    private var bytes: [UInt8] = []
    /// Start of each text in `bytes`; one more entry than there are texts.
    private var starts: [UInt32] = [0, 0]
    /// Open addressing: index + 1, or 0 for a free slot. Never more than half full.
    private var slots: [UInt32] = Array(repeating: 0, count: 1 << 12)

    package init() {}

    /// How many texts there are, the empty one included.
    package var count: Int { starts.count - 1 }

    package mutating func intern(_ text: some StringProtocol) -> TextID {
        var copy = String(text)
        return copy.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
    }

    package mutating func intern(_ text: UnsafeRawBufferPointer) -> TextID {
        guard text.count > 0 else { return .empty }
        precondition(bytes.count + text.count < Int(UInt32.max), "more than 4 GB of text")
        var slot = Int(truncatingIfNeeded: Fingerprint.hash64(text)) & (slots.count - 1)
        while slots[slot] != 0 {
            let candidate = Int(slots[slot] - 1)
            if equals(candidate, text) { return TextID(index: UInt32(candidate)) }
            slot = (slot + 1) & (slots.count - 1)
        }
        let index = UInt32(count)
        bytes.append(contentsOf: text)
        starts.append(UInt32(bytes.count))
        slots[slot] = index + 1
        if count * 2 > slots.count { grow() }
        return TextID(index: index)
    }

    /// The id of a text that is already there.
    package func id(of text: some StringProtocol) -> TextID? {
        if text.isEmpty { return .empty }
        var copy = String(text)
        return copy.withUTF8 { buffer in
            let raw = UnsafeRawBufferPointer(buffer)
            var slot = Int(truncatingIfNeeded: Fingerprint.hash64(raw)) & (slots.count - 1)
            while slots[slot] != 0 {
                let candidate = Int(slots[slot] - 1)
                if equals(candidate, raw) { return TextID(index: UInt32(candidate)) }
                slot = (slot + 1) & (slots.count - 1)
            }
            return nil
        }
    }

    package subscript(id: TextID) -> String {
        withBytes(of: id) { String(decoding: $0, as: UTF8.self) }
    }

    package func withBytes<Result>(of id: TextID, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let range = Int(starts[Int(id.index)])..<Int(starts[Int(id.index) + 1])
        return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// The texts in place, for a loop over many records that lets nothing move meanwhile.
    package struct Pointers {
        fileprivate let bytes: UnsafeRawPointer?
        fileprivate let starts: UnsafePointer<UInt32>

        /// Start and length; valid inside `withPointers` only.
        package subscript(id: TextID) -> (start: UnsafeRawPointer?, count: Int) {
            let (start, end) = (Int(starts[Int(id.index)]), Int(starts[Int(id.index) + 1]))
            return (bytes.map { $0 + start }, end - start)
        }
    }

    package func withPointers<Result>(_ body: (Pointers) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBytes { bytes in
            try starts.withUnsafeBufferPointer { starts in
                try body(Pointers(bytes: bytes.baseAddress, starts: starts.baseAddress!))
            }
        }
    }

    private func equals(_ index: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        let start = Int(starts[index])
        guard Int(starts[index + 1]) - start == text.count else { return false }
        return bytes.withUnsafeBytes { pool in
            for offset in 0..<text.count where pool[start + offset] != text[offset] { return false }
            return true
        }
    }

    private mutating func grow() {
        var bigger = [UInt32](repeating: 0, count: slots.count * 4)
        for index in 1..<count {
            let range = Int(starts[index])..<Int(starts[index + 1])
            var slot =
                bytes.withUnsafeBytes {
                    Int(truncatingIfNeeded: Fingerprint.hash64(UnsafeRawBufferPointer(rebasing: $0[range])))
                } & (bigger.count - 1)
            while bigger[slot] != 0 { slot = (slot + 1) & (bigger.count - 1) }
            bigger[slot] = UInt32(index) + 1
        }
        slots = bigger
    }
}
