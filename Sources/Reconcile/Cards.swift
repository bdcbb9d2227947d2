import CostModel

/// Card statements against the coding log (domain 1.8): cost is recognised on coding; each charge has to be coded in full.
/// A rule of `coding.yaml` codes what the log does not.
struct Cards {
    var statements: [CardStatement] = []
    /// Coded and on no statement.
    var unmatched: Int64 = 0

    init(_ books: inout Books) {
        let charges = books.entries(.cardTransaction)
        // Without a statement there is nothing to prove; the coded lines count all the same.
        guard !charges.isEmpty else { return }
        let coded = match(charges, &books)
        var byHolder: [String: CardStatement] = [:]
        for (place, index) in charges.enumerated() {
            let record = books.record(index)
            guard record.status != .void else { continue }
            let holder = books.texts[record.holder]
            var statement =
                byHolder[holder]
                ?? CardStatement(
                    holder: holder, charges: books.zero, coded: books.zero, uncoded: books.zero, payments: books.zero,
                    chargeCount: 0, uncodedCount: 0, open: [])
            if record.status == .settlement {
                statement.payments += record.amount
            } else {
                let missing = record.amountMinor - coded[place]
                statement.charges += record.amount
                statement.chargeCount += 1
                statement.coded += Money(coded[place], books.currency)
                statement.uncoded += Money(missing, books.currency)
                if missing != 0 {
                    statement.uncodedCount += 1
                    statement.open.append(.init(entry: index, uncoded: Money(missing, books.currency)))
                    report(index, coded: coded[place], &books)
                }
            }
            byHolder[holder] = statement
        }
        statements = byHolder.values.sorted { $0.holder < $1.holder }
    }

    /// Minor units coded for each charge, by the coding log and by rules.
    private mutating func match(_ charges: [Int], _ books: inout Books) -> [Int64] {
        let lines = books.snapshot.chargeOfLine
        let (log, ruled) = (
            books.entries(.cardCoding).filter { lines[books.entry($0).id] == nil },
            books.entries(.cardCoding).filter { lines[books.entry($0).id] != nil }
        )
        let match = CardMatch(charges: charges, log: log, books)
        var coded = match.coded
        var places: [Int64: Int] = [:]
        for (place, index) in charges.enumerated() { places[books.entry(index).id] = place }
        for index in ruled where !books.record(index).account.isEmpty {
            if let place = places[lines[books.entry(index).id]!] { coded[place] += books.record(index).amountMinor }
        }
        for index in match.unmatched {
            let record = books.record(index)
            unmatched += record.amountMinor
            books.report(
                .cardCodingUnmatched, at: index, field: "Merchant", value: books.texts[record.party],
                "\(record.amount.grouped) is coded and on no statement yet",
                hint: "check the reference; it settles itself if the charge is on the next statement")
        }
        return coded
    }

    private func report(_ index: Int, coded: Int64, _ books: inout Books) {
        let record = books.record(index)
        let merchant = books.texts[record.party]
        let holder = books.texts[record.holder]
        if coded == 0 {
            books.report(
                .cardUncoded, at: index, field: "Description", value: merchant,
                "\(record.amount.grouped) on the card of \(holder) is not coded and "
                    + (books.hasSuspenseForCards ? "stands in suspense" : "therefore in no account"),
                hint: books.hint("enter it in the coding log with its account and reference", at: index))
        } else {
            books.report(
                .cardCodingDiffers, at: index, field: "Amount", value: record.amount.description,
                "\(merchant): \(Money(coded, books.currency).grouped) of \(record.amount.grouped) is coded",
                hint: "the coded amounts of one reference must sum to the charge")
        }
    }
}
