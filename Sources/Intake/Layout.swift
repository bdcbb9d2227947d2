import CostModel
import Tables

/// A profile resolved against one header: column numbers in place of headings, so that a row is read without looking up names.
struct Layout: Sendable {
    /// One cell to read into one field.
    struct Step: Sendable {
        var field: Field
        var column: Int
        var isNeeded: Bool
    }

    /// A cell of money, or two whose product is money.
    struct Slot: Sendable {
        var column: Int
        /// The price, where `column` is the quantity; else -1.
        var priceColumn = -1
        var sign: Int64 = 1
        /// Where the profile says that it may be blank.
        var isOptional = false
    }

    struct Leg: Sendable {
        var slots: Range<Int>
        /// -1 for the first leg, whose account is a step like any other.
        var accountColumn: Int
    }

    struct Test: Sendable {
        var column: Int
        var operation: Profile.Test.Operation
        var word: FoldedText

        @inline(__always)
        func holds(_ table: RawTable, _ row: Int) -> Bool {
            let text = CellText.content(table.cell(column, ofRow: row))
            switch operation {
            case .equals: return word.equals(text)
            case .prefix: return word.begins(text)
            case .contains: return word.offset(in: text) != nil
            }
        }
    }

    let header: Header
    var steps: [Step] = []
    var slots: [Slot] = []
    var legs: [Leg] = []
    var currencyColumn: Int?
    var groupColumn: Int?
    var totals: [(test: Test, closes: Profile.Total.Closes)] = []
    var ignores: [(test: Test, reason: String)] = []
    var states: [(test: Test, status: RecordStatus)] = []
    var words: [(column: Int, field: Field, words: [FoldedText])] = []
    var dateColumn: Int?
    /// The last column that the profile does not call optional: a row that ends before it lacks something.
    var lastNeededColumn = 0
    /// Columns that hold the match headings: what repeats them is the header again.
    var matchColumns: [Int] = []

    var width: Int { header.titles.count }

    /// All needed headings must be in `header`.
    init(_ profile: Profile, header: Header) {
        self.header = header
        let needed = profile.kind.neededFields
        for column in profile.columns {
            guard case .heading(let heading) = column.source, let index = header.column(heading, profile) else {
                continue
            }
            let isNeeded = needed.contains(column.field) && !column.isOptional
            steps.append(Step(field: column.field, column: index, isNeeded: isNeeded))
            if column.field == .date { dateColumn = index }
            if !column.isOptional { lastNeededColumn = max(lastNeededColumn, index) }
        }
        let sign: Int64 = profile.isNegated ? -1 : 1
        if let amount = profile.amount {
            legs.append(Leg(slots: addSlots(amount, sign, profile), accountColumn: -1))
        }
        for leg in profile.legs {
            let account = header.column(leg.accountHeading, profile)!
            legs.append(Leg(slots: addSlots(leg.amount, sign, profile), accountColumn: account))
        }
        resolveRules(profile)
        matchColumns = profile.match.compactMap { header.column($0, profile) }
        for slot in slots where !slot.isOptional {
            lastNeededColumn = max(lastNeededColumn, slot.column, slot.priceColumn)
        }
    }

    private mutating func addSlots(_ amount: Profile.Amount, _ sign: Int64, _ profile: Profile) -> Range<Int> {
        let first = slots.count
        func column(_ heading: String) -> Int { header.column(heading, profile)! }
        switch amount {
        case .sum(let headings): slots += headings.map { Slot(column: column($0), sign: sign) }
        case .product(let quantity, let price):
            slots.append(Slot(column: column(quantity), priceColumn: column(price), sign: sign))
        case .debitCredit(let debit, let credit):
            slots += [Slot(column: column(debit), sign: sign), Slot(column: column(credit), sign: -sign)]
        case .optional(let heading):
            if let column = header.column(heading, profile) {
                slots.append(Slot(column: column, sign: sign, isOptional: true))
            }
        }
        return first..<slots.count
    }

    private mutating func resolveRules(_ profile: Profile) {
        func test(_ test: Profile.Test) -> Test? {
            header.column(test.column, profile).map {
                Test(column: $0, operation: test.operation, word: FoldedText(test.text))
            }
        }
        // A rule about a column that the file does not have cannot hold.
        totals = profile.totals.compactMap { rule in test(rule.test).map { ($0, rule.closes) } }
        ignores = profile.ignores.compactMap { rule in test(rule.test).map { ($0, rule.reason) } }
        states = profile.states.compactMap { rule in test(rule.test).map { ($0, rule.status) } }
        groupColumn = profile.groups.flatMap { header.column($0.column, profile) }
        currencyColumn = profile.currencyHeading.flatMap { header.column($0, profile) }
        for rule in profile.words {
            guard let step = steps.first(where: { $0.field == rule.field }) else { continue }
            words.append((step.column, rule.field, rule.words.map(FoldedText.init)))
        }
    }

    /// The heading of a column as it stands in the file; its number where it has none.
    func title(_ column: Int) -> String {
        guard column < width, !header.titles[column].isEmpty else { return "column \(column + 1)" }
        return header.titles[column]
    }
}
