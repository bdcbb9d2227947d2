import CostModel

/// One side of a decision, as it is found in a week.
struct MatchSide {
    /// Empty for a document.
    var order = ""
    /// Entries, in order of the ledger.
    var rows: [Int] = []
    var kind: RecordKind = .purchaseOrderLine
    var role: PurchaseDocument.Role = .bill
    var date: Day = .none
    var amount: Int64 = 0

    var isOrder: Bool { !order.isEmpty }
    var first: Int { rows.first ?? 0 }

    /// The place in the chain bill, petty cash, card, payment: of two documents of one purchase the earlier is its cost.
    var rank: Int {
        switch (kind, role) {
        case (.invoiceLine, _): 0
        case (_, .bill): 1
        case (.pettyCashLine, _): 2
        case (.ledgerLine, _): 3
        case (.cardCoding, _): 4
        default: 5
        }
    }

    func isBefore(_ other: MatchSide) -> Bool { (rank, date, first) < (other.rank, other.date, other.first) }
}

/// The documents and orders of one week by the names that decisions call them.
struct MatchSides {
    private let snapshot: Snapshot
    private let documents: PurchaseDocuments
    private var byKey: [String: [Int]] = [:]
    private let rows: [Int: [Int]]
    private var byRow: [MatchName: [Int]] = [:]
    private let orders: [String: String]

    /// `entries` in force; `orders`: numbers as written by number as normalised.
    init(_ entries: [Int], orders: [String: String], _ snapshot: Snapshot) {
        self.snapshot = snapshot
        self.orders = orders
        documents = PurchaseDocuments(entries, snapshot)
        rows = documents.rows(of: Set(documents.all.indices))
        for (place, document) in documents.all.enumerated() {
            byKey[MatchName.key(MatchName.text(document, snapshot)), default: []].append(place)
        }
        for index in entries {
            let origin = snapshot.entries[index].origin
            byRow[.row(sourceID: origin.sourceID, line: origin.line), default: []].append(index)
        }
    }

    /// Both sides of a decision; nil for what is not there. Two alike names mean two documents.
    func find(_ left: MatchName, _ right: MatchName) -> (left: MatchSide?, right: MatchSide?) {
        let found = all(left)
        return left == right ? (found.first, found.dropFirst().first) : (found.first, all(right).first)
    }

    private func all(_ name: MatchName) -> [MatchSide] {
        switch name {
        case .order(let number):
            guard let written = orders[number] else { return [] }
            return [MatchSide(order: written)]
        case .row:
            guard let entries = byRow[name], let first = entries.first else { return [] }
            return [side(entries, first)]
        case .document(let key): return (byKey[key] ?? []).map { side(rows[$0]!, documents.all[$0].first) }
        }
    }

    private func side(_ entries: [Int], _ first: Int) -> MatchSide {
        let record = snapshot.entries[first].record
        let place = documents.entries.firstIndex(of: first)!
        return MatchSide(
            rows: entries, kind: record.kind, role: documents.all[Int(documents.documentOfEntry[place])].role,
            date: record.date, amount: entries.reduce(0) { $0 + snapshot.entries[$1].record.amountMinor })
    }
}
