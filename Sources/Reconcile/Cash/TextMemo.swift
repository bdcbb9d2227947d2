import CostModel

/// What a text means, found once a distinct text: a million records repeat a few thousand of them.
struct TextMemo<Meaning> {
    private var meanings: [Meaning?]
    private let texts: Texts
    private let find: (String) -> Meaning

    init(_ texts: Texts, _ find: @escaping (String) -> Meaning) {
        self.texts = texts
        self.find = find
        meanings = Array(repeating: nil, count: texts.count)
    }

    subscript(id: TextID) -> Meaning {
        mutating get {
            if let meaning = meanings[Int(id.index)] { return meaning }
            let meaning = find(texts[id])
            meanings[Int(id.index)] = meaning
            return meaning
        }
    }
}
