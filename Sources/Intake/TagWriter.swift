import CostModel

/// Episode, location, unit and tax tag of a row, as words of its tag: `night; episode 101; location Pier 4` (`TagWords`).
///
/// The rows of a file name few different ones, mostly in runs: the tag of the row before is looked at first, and texts are put
/// together byte by byte.
struct TagWriter: Sendable {
    /// By `Dimension`, for those that are words.
    struct Values: Hashable, Sendable {
        private var ids: [TextID] = Array(repeating: .empty, count: Dimension.words.count)

        subscript(dimension: Dimension) -> TextID {
            get { ids[Self.place(dimension)] }
            set { ids[Self.place(dimension)] = newValue }
        }

        fileprivate mutating func set(to other: Values) {
            for place in ids.indices { ids[place] = other.ids[place] }
        }

        private static func place(_ dimension: Dimension) -> Int {
            switch dimension {
            case .episode: 0
            case .location: 1
            case .unit: 2
            case .tax: 3
            case .set, .tag: preconditionFailure("\(dimension) is a field of the record")
            }
        }
    }

    /// Some column, label or group of the profile fills one.
    let isUsed: Bool
    /// What the profile gives every row.
    var fixed = Values()
    var values = Values()
    private var last: (tag: TextID, values: Values, written: TextID)?
    private var buffer: [UInt8] = []

    init(_ profile: Profile) {
        isUsed =
            profile.columns.contains { $0.field.word != nil } || profile.labels.contains { $0.field.word != nil }
            || profile.groups?.field.word != nil
    }

    mutating func begin() {
        if isUsed { values.set(to: fixed) }
    }

    /// The tag with the words behind it; the tag itself when there are none.
    mutating func tag(_ tag: TextID, in texts: inout Texts) -> TextID {
        if let last, last.tag == tag, last.values == values { return last.written }
        buffer.removeAll(keepingCapacity: true)
        texts.withBytes(of: tag) { buffer.append(contentsOf: $0) }
        for dimension in Dimension.words where !values[dimension].isEmpty {
            if !buffer.isEmpty { buffer += [0x3B, 0x20] }
            buffer.append(contentsOf: dimension.rawValue.utf8)
            buffer.append(0x20)
            texts.withBytes(of: values[dimension]) { bytes in
                // A semicolon would begin another word.
                for byte in bytes { buffer.append(byte == 0x3B ? 0x2C : byte) }
            }
        }
        let written = buffer.withUnsafeBytes { texts.intern($0) }
        last = (tag, values, written)
        return written
    }
}

extension RowReader {
    /// Into the record, or into the words of its tag.
    @inline(__always)
    mutating func setText(_ field: Field, _ text: TextID, in record: inout CostRecord) {
        if let word = field.word { words.values[word] = text } else { record.setText(field, text) }
    }

    func text(_ field: Field, of record: CostRecord) -> TextID {
        if let word = field.word { return words.values[word] }
        return record.text(field)
    }
}

extension Field {
    static let words: Set<Field> = [.episode, .location, .unit, .tax]
}
