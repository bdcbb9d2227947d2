/// What a cost is divided by beside its account (domain 1.4): every record of money may name one value of each.
///
/// `set` is a field of the record. The others are words of its tag, `QW-7; episode 101; location Pier 4`, which is how profiles and
/// `coding.yaml` write them: fields of their own would have changed the fingerprint of every row.
package enum Dimension: String, Sendable, CaseIterable {
    case episode, location, set, unit
    /// Free tags: what the tag says besides the others. Several of one record are one value, `night; reshoot`.
    case tag
    /// Tax-credit tag: QW, QE, NQ, … as the production's incentive names them.
    case tax

    /// As sheets head it.
    package var title: String {
        switch self {
        case .episode: "Episode"
        case .location: "Location"
        case .set: "Set"
        case .unit: "Unit"
        case .tag: "Tag"
        case .tax: "Tax tag"
        }
    }

    /// Those that are words of the tag, in the order in which they are written there.
    package static let words: [Dimension] = [.episode, .location, .unit, .tax]
}

/// A record's tag, taken apart.
package struct TagWords: Hashable, Sendable {
    /// By `Dimension.words`; empty where the tag does not say.
    private var values: [String] = Array(repeating: "", count: Dimension.words.count)
    /// The rest, put together by `; `.
    package var tag = ""

    package init() {}

    /// Of two words for one dimension the first counts: a rule of `coding.yaml` adds its own behind those of the source.
    package init(_ text: String) {
        var free: [Substring] = []
        for part in text.split(separator: ";") {
            let part = Self.trimmed(part)
            guard !part.isEmpty else { continue }
            guard let (place, value) = Self.word(part) else {
                free.append(part)
                continue
            }
            if values[place].isEmpty { values[place] = String(value) }
        }
        tag = free.joined(separator: "; ")
    }

    package subscript(dimension: Dimension) -> String {
        get {
            if let place = Dimension.words.firstIndex(of: dimension) { return values[place] }
            return dimension == .tag ? tag : ""
        }
        set {
            // A semicolon would begin another word.
            let value = newValue.replacing(";", with: ",")
            if let place = Dimension.words.firstIndex(of: dimension) { values[place] = value } else { tag = newValue }
        }
    }

    /// The tag as records hold it.
    package var text: String {
        var parts = tag.isEmpty ? [] : [tag]
        for (dimension, value) in zip(Dimension.words, values) where !value.isEmpty {
            parts.append("\(dimension.rawValue) \(value)")
        }
        return parts.joined(separator: "; ")
    }

    /// With what `other` says of dimensions that this one leaves open, or of all that it names when it `replaces` them. Free tags
    /// of both stand side by side.
    package func adding(_ other: TagWords, replaces: Bool) -> TagWords {
        var sum = self
        for place in values.indices where !other.values[place].isEmpty && (values[place].isEmpty || replaces) {
            sum.values[place] = other.values[place]
        }
        if tag.isEmpty || (replaces && !other.tag.isEmpty) {
            sum.tag = other.tag
        } else if !other.tag.isEmpty, tag != other.tag {
            sum.tag = tag + "; " + other.tag
        }
        return sum
    }

    /// False where `text` is one free tag as it stands: most tags are, and there may be as many as rows.
    package static func isNeeded(for text: UnsafeRawBufferPointer) -> Bool {
        guard let first = text.first else { return false }
        if first == 0x20 || text.last == 0x20 || text.contains(0x3B) { return true }
        return Dimension.words.contains { dimension in
            let word = dimension.rawValue.utf8
            return text.count > word.count && text[word.count] == 0x20 && text.starts(with: word)
        }
    }

    /// `episode 101`; the words are written small, so that a tag `Unit base` is one.
    private static func word(_ part: Substring) -> (place: Int, value: Substring)? {
        for (place, dimension) in Dimension.words.enumerated() where part.hasPrefix(dimension.rawValue) {
            let rest = part.dropFirst(dimension.rawValue.count)
            guard rest.first == " " else { continue }
            let value = trimmed(rest)
            if !value.isEmpty { return (place, value) }
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

/// What `dimensions:` of `production.yaml` says: which values there are, and which a cost has to name. Nothing is said by default,
/// and then every value is good.
package struct DimensionRules: Hashable, Sendable {
    package struct Value: Hashable, Sendable {
        package var code: String
        /// For people; may be empty.
        package var name: String

        package init(code: String, name: String = "") {
            self.code = code
            self.name = name
        }
    }

    /// In the order of the file, which is that of the reports. A dimension that is not there takes any value.
    package var values: [Dimension: [Value]]
    /// A cost that names none of these is listed.
    package var required: [Dimension]
    /// The episode of a series on which the others are consolidated; it must carry no cost (domain 1.4). Empty for none.
    package var baseEpisode: String

    package init(values: [Dimension: [Value]] = [:], required: [Dimension] = [], baseEpisode: String = "") {
        self.values = values
        self.required = required
        self.baseEpisode = baseEpisode
    }

    package var isEmpty: Bool { self == DimensionRules() }

    /// As values are compared: without regard to case and runs of blanks. `101` and `0101` are two.
    package static func key(_ value: String) -> String {
        value.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// The one place that reads a dimension off a record; whoever loops over records asks once a distinct text.
extension Dimension {
    /// The text of a record in which the dimension is named.
    package func text(of record: CostRecord) -> TextID { self == .set ? record.set : record.tag }

    /// What that text names; empty for none.
    package func value(_ id: TextID, in texts: Texts) -> String {
        if self == .set || id.isEmpty { return texts[id] }
        guard texts.withBytes(of: id, TagWords.isNeeded) else { return self == .tag ? texts[id] : "" }
        return TagWords(texts[id])[self]
    }
}
