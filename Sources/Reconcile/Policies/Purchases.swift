import CostModel

/// Something bought for the production by one person at one place: a petty-cash receipt, or a card charge with its coding.
struct Purchase {
    /// The row to cite: the receipt, the charge, or the coding line of a charge that is on no statement yet.
    var entry: Int
    var isCard: Bool
    /// Places of names that are compared.
    var holder: Int
    var vendor: Int
    var date: Day
    /// Minor units; of a charge what is not disputed of it.
    var amount: Int64
    var marks: PurchaseMarks
    /// nil where nobody has coded it yet, so nobody could have said.
    var hasReceipt: Bool?
    /// The day on which its receipt was handed in or it was posted, as far as is known.
    var settled: Day
    /// A charge's coding lines, or the purchase itself.
    var lines: [Int]
}

/// All purchases in force, in the order of the ledger: petty cash, then charges, then lines ahead of their statement.
struct Purchases {
    private(set) var all: [Purchase] = []
    private(set) var holders: ExpenseGroups
    private(set) var vendors: ExpenseGroups
    var pettyWords: PurchaseWords
    var cardWords: PurchaseWords

    init(_ books: Books, _ petty: PettyCash, _ cards: Cards) {
        let policies = books.snapshot.production.policies
        holders = ExpenseGroups(books.texts, key: Labour.workerKey)
        vendors = ExpenseGroups(books.texts, key: PartyName.key)
        pettyWords = PurchaseWords(policies.pettyCash.purchases, books)
        cardWords = PurchaseWords(policies.cards.purchases, books)
        addReceipts(books, petty)
        addCharges(books, cards)
        for index in cards.ahead { addLine(index, books) }
    }

    private mutating func addReceipts(_ books: Books, _ petty: PettyCash) {
        var custodians = petty.custodians
        var keys = TextMemo(books.texts, ExpenseGroups.plainKey)
        var receipts = TextMemo(books.texts, Receipt.isThere)
        for index in books.entries(.pettyCashLine) {
            let entry = books.entry(index)
            let record = entry.record
            guard record.status == .open || record.status == .closed else { continue }
            let key = PettyCash.EnvelopeKey(
                custodian: custodians.place(record.holder), envelope: keys[record.reference])
            let handedIn = record.reference.isEmpty ? record.date : petty.handedIn[key] ?? record.date
            all.append(
                Purchase(
                    entry: index, isCard: false, holder: holders.place(record.holder),
                    vendor: vendors.place(record.party), date: record.date, amount: record.amountMinor,
                    marks: pettyWords.marks(merchant: record.party, books.texts)
                        .union(pettyWords.marks(details: record.details, books.texts))
                        .union(pettyWords.marks(account: record.account, books.texts)),
                    hasReceipt: receipts[record.type],
                    settled: max(handedIn, Self.posted(entry, books)), lines: [index]))
        }
    }

    private mutating func addCharges(_ books: Books, _ cards: Cards) {
        let receipts = CardProof.receipts(cards, books)
        let first = all.count
        var placeOfCharge = [Int](repeating: -1, count: cards.charges.count)
        for (place, index) in cards.charges.enumerated() {
            let record = books.record(index)
            guard record.status == .open || record.status == .closed else { continue }
            // A charge that is disputed whole was bought by nobody.
            guard cards.disputed[place] == 0 || cards.disputed[place] != record.amountMinor else { continue }
            placeOfCharge[place] = all.count
            all.append(
                Purchase(
                    entry: index, isCard: true, holder: holders.place(record.holder),
                    vendor: vendors.place(record.party), date: record.date,
                    amount: record.amountMinor - cards.disputed[place],
                    marks: cardWords.marks(merchant: record.party, books.texts)
                        .union(cardWords.marks(details: record.details, books.texts))
                        .union(cardWords.marks(details: record.type, books.texts)),
                    hasReceipt: receipts[place], settled: record.date, lines: []))
        }
        for line in cards.lines where placeOfCharge[line.place] >= first {
            let entry = books.entry(line.entry)
            guard entry.record.status != .void else { continue }
            let place = placeOfCharge[line.place]
            all[place].lines.append(line.entry)
            all[place].marks.formUnion(cardWords.marks(details: entry.record.details, books.texts))
            all[place].marks.formUnion(cardWords.marks(account: entry.record.account, books.texts))
            all[place].settled = max(all[place].settled, Self.posted(entry, books))
        }
    }

    /// A coding line without its charge speaks for itself.
    private mutating func addLine(_ index: Int, _ books: Books) {
        let entry = books.entry(index)
        let record = entry.record
        all.append(
            Purchase(
                entry: index, isCard: true, holder: holders.place(record.holder), vendor: vendors.place(record.party),
                date: record.date, amount: record.amountMinor,
                marks: cardWords.marks(merchant: record.party, books.texts)
                    .union(cardWords.marks(details: record.details, books.texts))
                    .union(cardWords.marks(account: record.account, books.texts)),
                hasReceipt: Receipt.isThere(books.texts[record.tag]),
                settled: max(record.date, Self.posted(entry, books)),
                lines: [index]))
    }

    /// The first day of the week in which a late record was posted; its own day for others.
    private static func posted(_ entry: Entry, _ books: Books) -> Day {
        let calendar = books.snapshot.production.calendar
        let own = max(calendar.firstWeek, calendar.period(of: entry.record.date))
        return entry.period > own ? entry.period + -6 : entry.record.date
    }
}
