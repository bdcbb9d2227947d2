import CostModel

/// Which line of the report a code belongs to, however it is spelled and whichever week is looked at.
struct LineIndex {
    private let lineOfCode: [String: Int]
    private let production: Production
    /// By text id: -1 for none, -2 for not yet asked.
    private var lineOfText: [Int32]

    init(_ lines: [CostLine], _ snapshot: Snapshot) {
        production = snapshot.production
        lineOfCode = Dictionary(
            lines.enumerated().map { (snapshot.production.normalized(account: $1.account.code), $0) },
            uniquingKeysWith: { first, _ in first })
        lineOfText = Array(repeating: -2, count: snapshot.texts.count)
    }

    func line(code: String) -> Int? { lineOfCode[production.normalized(account: code)] }

    mutating func line(_ id: TextID, _ texts: Texts) -> Int? {
        let slot = Int(id.index)
        if lineOfText[slot] == -2 { lineOfText[slot] = Int32(line(code: texts[id]) ?? -1) }
        return lineOfText[slot] < 0 ? nil : Int(lineOfText[slot])
    }
}
