package import CostModel

/// One statement of one card: statement = coded + uncoded + disputed (domain 1.8). A statement is a file of the bank's; a charge that
/// several exports hold belongs to the first that brought it.
package struct CardProof: Hashable, Sendable {
    package var holder: String
    /// The file's place among the snapshot's files; -1 where it is none of them.
    package var file: Int32
    package var first: Day
    package var last: Day
    package var charges: Int
    package var statement: Money
    package var coded: Money
    package var disputed: Money
    package var payments: Money
    /// Charges that the log codes, and for which it names no receipt.
    package var withoutReceipt: Int

    package var uncoded: Money { statement - coded - disputed }

    static func all(_ cards: Cards, _ books: Books) -> [CardProof] {
        let hasReceipt = receipts(cards, books)
        var holders = ExpenseGroups(books.texts, key: Labour.workerKey)
        var places: [Key: Int] = [:]
        var proofs: [CardProof] = []
        for (place, index) in cards.charges.enumerated() {
            let entry = books.entry(index)
            guard entry.record.status != .void else { continue }
            let holder = holders.place(entry.record.holder)
            let key = Key(holder: holder, file: entry.origin.sourceID)
            let at = places[key] ?? proofs.count
            if at == proofs.count {
                places[key] = at
                proofs.append(
                    CardProof(
                        holder: holders.names[holder], file: entry.origin.sourceID, first: entry.record.date,
                        last: entry.record.date, charges: 0, statement: books.zero, coded: books.zero,
                        disputed: books.zero, payments: books.zero, withoutReceipt: 0))
            }
            proofs[at].first = min(proofs[at].first, entry.record.date)
            proofs[at].last = max(proofs[at].last, entry.record.date)
            guard entry.record.status != .settlement else {
                proofs[at].payments += entry.record.amount
                continue
            }
            proofs[at].charges += 1
            proofs[at].statement += entry.record.amount
            proofs[at].coded.minorUnits += cards.coded[place]
            proofs[at].disputed.minorUnits += cards.disputed[place]
            if hasReceipt[place] == false { proofs[at].withoutReceipt += 1 }
        }
        return proofs.sorted {
            $0.holder == $1.holder
                ? ($0.first, $0.file) < ($1.first, $1.file) : Findings.precedes($0.holder, $1.holder)
        }
    }

    private struct Key: Hashable { var holder: Int; var file: Int32 }

    /// For each charge, whether a line of its coding names a receipt; nil where nothing codes it, or all of it is disputed.
    static func receipts(_ cards: Cards, _ books: Books) -> [Bool?] {
        var receipts = [Bool?](repeating: nil, count: cards.charges.count)
        var words = TextMemo(books.texts, Receipt.isThere)
        for line in cards.lines {
            let entry = books.entry(line.entry)
            guard entry.record.status != .void else { continue }
            // The log has a column for the receipt; what a rule codes has none.
            let isThere = words[entry.record.tag] && books.snapshot.chargeOfLine[entry.id] == nil
            receipts[line.place] = receipts[line.place] == true || isThere
        }
        return receipts
    }
}
