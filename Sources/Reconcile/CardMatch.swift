import CostModel

/// The lines of the coding log, each against the charge that it codes.
struct CardMatch {
    /// What the log codes of each charge, in minor units of the charge's own currency.
    var coded: [Int64]
    /// Minor units of each charge that the log says are disputed: neither cost nor uncoded.
    var disputed: [Int64]
    /// Entries of the log that found a charge, each with the charge's place.
    var found: [(entry: Int, place: Int)] = []
    /// The latest week in which a line of the log was posted for each charge; none where there is no line.
    var week: [Day]
    /// Entries of the log that are on no statement.
    var unmatched: [Int] = []

    /// Without a reference a charge is known by its day, its amount and whose card it is on.
    private struct Likeness: Hashable { var date: Day; var amount: Money; var holder: String }

    /// By the statement's reference; a coding without one by date and amount.
    init(charges: [Int], log: [Int], _ books: Books) {
        coded = [Int64](repeating: 0, count: charges.count)
        disputed = coded
        week = [Day](repeating: .none, count: charges.count)
        var byReference: [String: Int] = [:]
        var byLikeness: [Likeness: [Int]] = [:]
        for (place, index) in charges.enumerated() where books.record(index).status == .open {
            let record = books.record(index)
            let reference = Self.reference(books.texts[record.reference])
            if !reference.isEmpty { byReference[reference] = place }
            byLikeness[Self.likeness(index, books), default: []].append(place)
        }
        let dispute = Self.dispute(books)
        for index in log {
            let record = books.record(index)
            let isDisputed = Self.isDisputed(record, dispute)
            guard
                record.status == .open || record.status == .closed || isDisputed || books.isMatchedSettlement(index)
            else { continue }
            let place =
                byReference[Self.reference(books.texts[record.reference])]
                ?? byLikeness[Self.likeness(index, books)]?.first { coded[$0] == 0 && disputed[$0] == 0 }
            guard let place else {
                unmatched.append(index)
                continue
            }
            let amount = books.own(index, like: charges[place])
            if isDisputed { disputed[place] += amount } else { coded[place] += amount }
            found.append((index, place))
            week[place] = max(week[place], books.entry(index).period)
        }
        matchSplits(charges, byLikeness, dispute, books)
    }

    /// One purchase on several rows, none with a reference: rows of one day, holder and merchant that sum to a charge.
    private struct Split: Hashable { var date: Day; var holder: String; var merchant: String; var currency: Currency }

    private mutating func matchSplits(
        _ charges: [Int], _ byLikeness: [Likeness: [Int]], _ dispute: TextID?, _ books: Books
    ) {
        var splits: [Split: [Int]] = [:]
        for index in unmatched where !Self.isDisputed(books.record(index), dispute) {
            let record = books.record(index)
            guard Self.reference(books.texts[record.reference]).isEmpty else { continue }
            let likeness = Self.likeness(index, books)
            let split = Split(
                date: likeness.date, holder: likeness.holder, merchant: Labour.workerKey(books.texts[record.party]),
                currency: likeness.amount.currency)
            splits[split, default: []].append(index)
        }
        var matched: Set<Int> = []
        for rows in splits.values.sorted(by: { $0[0] < $1[0] }) where rows.count > 1 {
            var whole = Self.likeness(rows[0], books)
            for row in rows.dropFirst() { whole.amount += books.own(row) }
            guard let place = byLikeness[whole]?.first(where: { coded[$0] == 0 && disputed[$0] == 0 }) else { continue }
            for row in rows {
                coded[place] += books.own(row, like: charges[place])
                found.append((row, place))
                week[place] = max(week[place], books.entry(row).period)
                matched.insert(row)
            }
        }
        unmatched.removeAll { matched.contains($0) }
    }

    /// The word by which the log marks a disputed row; nil where no record has it.
    static func dispute(_ books: Books) -> TextID? { books.texts.id(of: "disputed") }

    /// A disputed row is void, so that it is no cost anywhere, and says why.
    static func isDisputed(_ record: CostRecord, _ dispute: TextID?) -> Bool {
        record.status == .void && dispute != nil && record.type == dispute
    }

    private static func likeness(_ index: Int, _ books: Books) -> Likeness {
        let record = books.record(index)
        return Likeness(
            date: record.date, amount: books.own(index), holder: Labour.workerKey(books.texts[record.holder]))
    }

    /// Statements print references in apostrophes; spreadsheets drop one of them.
    static func reference(_ text: String) -> String {
        String(text.filter { $0 != "'" && !$0.isWhitespace }).uppercased()
    }
}
