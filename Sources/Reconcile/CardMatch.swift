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
