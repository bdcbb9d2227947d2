import CostModel

/// What a side of a row of `matches.csv` names: an order, a row of a file, or a document by what it says, which a later export
/// says again.
enum MatchName: Hashable {
    /// The number as normalised.
    case order(String)
    case row(sourceID: Int32, line: Int32)
    /// As `key` makes it.
    case document(String)

    /// `PO 1041`, `inbox/bills.csv:5`, or `invoice: Bay Lumber / 8841 / 2026-05-10 / 1200.00`.
    init(_ text: String, _ files: [SourceFile]) {
        let text = text.trimmingBlanks
        if let colon = text.lastIndex(of: ":"), let line = Int32(text[text.index(after: colon)...]),
            let file = Self.file(named: String(text[..<colon]), files)
        {
            self = .row(sourceID: file.id, line: line)
        } else if text.uppercased().hasPrefix("PO "), !text.contains(" / ") {
            self = .order(OrderNumbers.normalized(text))
        } else {
            self = .document(Self.key(text))
        }
    }

    private static func file(named name: String, _ files: [SourceFile]) -> SourceFile? {
        files.first { $0.name == name } ?? files.last { $0.name.hasSuffix("/" + name) }
    }

    /// Capitals without blanks, quotes and the commas of amounts: a spreadsheet may have retouched them.
    static func key(_ text: String) -> String {
        String(text.uppercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "," && $0 != "'" })
    }

    /// A document by what it says.
    static func text(_ document: PurchaseDocument, _ snapshot: Snapshot) -> String {
        let parts = [
            snapshot.texts[document.party], snapshot.texts[document.reference], document.date.description,
            Money(document.amount, snapshot.production.currency).description,
        ]
        return "\(word(document.kind)): " + parts.filter { !$0.isEmpty }.map(oneLine).joined(separator: " / ")
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func word(_ kind: RecordKind) -> String {
        switch kind {
        case .invoiceLine: "invoice"
        case .ledgerLine: "ledger"
        case .pettyCashLine: "petty cash"
        case .cardCoding: "card"
        default: kind.name
        }
    }
}

extension String {
    var trimmingBlanks: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
