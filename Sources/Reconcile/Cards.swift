import CostModel

/// Card statements against the coding log (domain 1.8): cost is recognised on coding; each charge has to be coded in full.
/// A rule of `coding.yaml` codes what the log does not.
struct Cards {
    var statements: [CardStatement] = []
    /// Coded and on no statement.
    var unmatched: Int64 = 0
    /// What is coded of foreign charges at the charge's rate, beyond what the lines that code them cost at theirs.
    var exchangeDifference: Money

    init(_ books: inout Books) {
        exchangeDifference = books.zero
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
                let missing = books.worth(books.own(index).minorUnits - coded[place], of: index)
                statement.charges += record.amount
                statement.chargeCount += 1
                statement.coded += record.amount - Money(missing, books.currency)
                if books.foreign(index) != nil { exchangeDifference.minorUnits += record.amountMinor - missing }
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

    /// What is coded of each charge, by the coding log and by rules, in minor units of the charge's own currency.
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
            guard let place = places[lines[books.entry(index).id]!] else { continue }
            coded[place] += books.own(index, like: charges[place])
            noteDifference(index, of: charges[place], books)
        }
        for (index, place) in match.found { noteDifference(index, of: charges[place], books) }
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

    /// Cost of a line that codes a foreign charge, taken off what the charge says is coded.
    private mutating func noteDifference(_ index: Int, of charge: Int, _ books: Books) {
        if books.foreign(charge) != nil { exchangeDifference.minorUnits -= books.record(index).amountMinor }
    }

    private func report(_ index: Int, coded: Int64, _ books: inout Books) {
        let record = books.record(index)
        let merchant = books.texts[record.party]
        let holder = books.texts[record.holder]
        let own = books.own(index)
        if coded == 0 {
            books.report(
                .cardUncoded, at: index, field: "Description", value: merchant,
                "\(record.amount.grouped) on the card of \(holder) is not coded and "
                    + (books.hasSuspenseForCards ? "stands in suspense" : "therefore in no account"),
                hint: books.hint("enter it in the coding log with its account and reference", at: index))
        } else {
            books.report(
                .cardCodingDiffers, at: index, field: "Amount", value: record.amount.description,
                "\(merchant): \(Money(coded, own.currency).grouped) of \(own.grouped) is coded"
                    + (own.currency == books.currency ? "" : " (\(own.currency))"),
                hint: "the coded amounts of one reference must sum to the charge")
        }
    }
}
