import CostModel

/// Card statements against the coding log (domain 1.8): cost is recognised on coding; each charge has to be coded in full, or
/// disputed: statement = coded + uncoded + disputed.
/// A rule of `coding.yaml` codes what the log does not.
struct Cards {
    var statements: [CardStatement] = []
    /// Coded and on no statement.
    var unmatched: Int64 = 0
    /// Charges in force, and every coding line in force that belongs to one, with the charge's place among them.
    private(set) var charges: [Int] = []
    private(set) var lines: [(entry: Int, place: Int)] = []
    /// Coding lines that are on no statement.
    private(set) var ahead: [Int] = []
    /// Minor units of each charge.
    private(set) var coded: [Int64] = []
    private(set) var disputed: [Int64] = []
    /// What is coded of foreign charges at the charge's rate, beyond what the lines that code them cost at theirs.
    private(set) var exchangeDifference: Int64 = 0

    init(_ books: inout Books) {
        charges = books.entries(.cardTransaction)
        // Without a statement there is nothing to prove; the coded lines count all the same.
        guard !charges.isEmpty else {
            ahead = books.entries(.cardCoding).filter { [.open, .closed].contains(books.record($0).status) }
            return
        }
        match(&books)
        var byHolder: [String: CardStatement] = [:]
        for (place, index) in charges.enumerated() {
            let record = books.record(index)
            guard record.status != .void else { continue }
            let holder = books.texts[record.holder]
            var statement =
                byHolder[holder]
                ?? CardStatement(
                    holder: holder, charges: books.zero, coded: books.zero, uncoded: books.zero,
                    disputed: books.zero, payments: books.zero, chargeCount: 0, uncodedCount: 0, open: [])
            if record.status == .settlement {
                statement.payments += record.amount
            } else {
                let missing = record.amountMinor - coded[place] - disputed[place]
                statement.charges += record.amount
                statement.chargeCount += 1
                statement.coded += Money(coded[place], books.currency)
                statement.disputed += Money(disputed[place], books.currency)
                statement.uncoded += Money(missing, books.currency)
                if missing != 0 {
                    statement.uncodedCount += 1
                    statement.open.append(
                        .init(
                            entry: index, uncoded: Money(missing, books.currency),
                            disputed: Money(disputed[place], books.currency)))
                    report(index, coded: coded[place], disputed: disputed[place], &books)
                }
            }
            byHolder[holder] = statement
        }
        statements = byHolder.values.sorted { $0.holder < $1.holder }
    }

    /// Finds what the coding log and rules code of each charge.
    private mutating func match(_ books: inout Books) {
        let chargeOfLine = books.snapshot.chargeOfLine
        let (log, ruled) = (
            books.entries(.cardCoding).filter { chargeOfLine[books.entry($0).id] == nil },
            books.entries(.cardCoding).filter { chargeOfLine[books.entry($0).id] != nil }
        )
        let match = CardMatch(charges: charges, log: log, books)
        (coded, disputed, lines) = (match.coded, match.disputed, match.found)
        var places: [Int64: Int] = [:]
        for (place, index) in charges.enumerated() { places[books.entry(index).id] = place }
        for index in ruled {
            guard let place = places[chargeOfLine[books.entry(index).id]!] else { continue }
            lines.append((index, place))
            if !books.record(index).account.isEmpty { coded[place] += books.own(index, like: charges[place]) }
        }
        convert(books)
        for index in match.unmatched {
            let record = books.record(index)
            guard record.status != .void else {
                reportAhead(index, "disputed", &books)
                continue
            }
            ahead.append(index)
            unmatched += record.amountMinor
            reportAhead(index, "coded", &books)
        }
    }

    /// A foreign charge is coded in full when its own amount is, whatever the rates were: from here on in the production's currency.
    private mutating func convert(_ books: Books) {
        guard !books.snapshot.foreign.isEmpty else { return }
        for (place, index) in charges.enumerated() where books.foreign(index) != nil {
            let missing = books.worth(books.own(index).minorUnits - coded[place] - disputed[place], of: index)
            disputed[place] = books.worth(disputed[place], of: index)
            coded[place] = books.record(index).amountMinor - missing - disputed[place]
            exchangeDifference += coded[place]
        }
        for (entry, place) in lines where books.foreign(charges[place]) != nil {
            let record = books.record(entry)
            let isUncoded = record.account.isEmpty && books.snapshot.chargeOfLine[books.entry(entry).id] != nil
            if record.status != .void, !isUncoded { exchangeDifference -= record.amountMinor }
        }
    }

    private func reportAhead(_ index: Int, _ state: String, _ books: inout Books) {
        let record = books.record(index)
        books.report(
            .cardCodingUnmatched, at: index, field: "Merchant", value: books.texts[record.party],
            "\(record.amount.grouped) is \(state) and on no statement yet",
            hint: "check the reference; it settles itself if the charge is on the next statement")
    }

    private func report(_ index: Int, coded: Int64, disputed: Int64, _ books: inout Books) {
        let record = books.record(index)
        let merchant = books.texts[record.party]
        let holder = books.texts[record.holder]
        if coded == 0, disputed == 0 {
            books.report(
                .cardUncoded, at: index, field: "Description", value: merchant,
                "\(record.amount.grouped) on the card of \(holder) is not coded and "
                    + (books.hasSuspenseForCards ? "stands in suspense" : "therefore in no account"),
                hint: books.hint("enter it in the coding log with its account and reference", at: index))
        } else {
            books.report(
                .cardCodingDiffers, at: index, field: "Amount", value: record.amount.description,
                "\(merchant): \(Money(coded, books.currency).grouped) of \(record.amount.grouped) is coded"
                    + (disputed == 0 ? "" : ", \(Money(disputed, books.currency).grouped) disputed"),
                hint: "the coded amounts of one reference must sum to the charge")
        }
    }
}
