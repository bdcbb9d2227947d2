import CostModel
import Tables

/// A profile resolved against one header: column numbers in place of headings, so that a row is read without looking up names.
struct Layout: Sendable {
    /// One cell to read into one field.
    struct Step: Sendable {
        var field: Field
        var column: Int
        var isNeeded: Bool
        /// Index of the map of words that it goes through; -1 for none.
        var map = -1
        /// Index of the cut that is made of it; -1 for none.
        var cut = -1
        var isDuration = false
        var takesCode = false
        /// The day stands somewhere in the text.
        var isFound = false
    }

    /// Cells to put together into one text.
    struct Join: Sendable {
        var field: Field
        var columns: [Int]
        var separator: [UInt8]
        /// Index of the map of words that it goes through; -1 for none.
        var map = -1
        /// Columns are in, meals out and in, and out; -1 where the file has none.
        var isClock = false
    }

    struct WordMap: Sendable {
        var pairs: [(text: FoldedText, word: String)]
        var otherwise: Profile.WordMap.Otherwise

        init(_ map: Profile.WordMap) {
            pairs = map.pairs.map { (FoldedText($0.text), $0.word) }
            otherwise = map.otherwise
        }
    }

    /// A cell of money, or two whose product is money.
    struct Slot: Sendable {
        var column: Int
        /// The price, where `column` is the quantity; else -1.
        var priceColumn = -1
        /// Where to look when `column` is blank; else -1.
        var otherColumn = -1
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
        var words: [FoldedText]
        var and: [Test] = []

        /// nil when the file has no such column: a rule about it cannot hold.
        init?(_ test: Profile.Test, _ header: Header, _ profile: Profile) {
            guard let column = header.column(test.column, profile) else { return nil }
            self.column = column
            operation = test.operation
            words = test.texts.map(FoldedText.init)
            for further in test.and {
                guard let further = Test(further, header, profile) else { return nil }
                and.append(further)
            }
        }

        @inline(__always)
        func holds(_ table: RawTable, _ row: Int) -> Bool {
            holdsAlone(table, row) && (and.isEmpty || and.allSatisfy { $0.holds(table, row) })
        }

        private func holdsAlone(_ table: RawTable, _ row: Int) -> Bool {
            let text = CellText.content(table.cell(column, ofRow: row))
            switch operation {
            case .equals: return words.contains { $0.equals(text) }
            case .prefix: return words.contains { $0.begins(text) }
            case .contains: return words.contains { $0.offset(in: text) != nil }
            case .blank: return text.isEmpty
            case .filled: return !text.isEmpty
            }
        }

        /// The bytes of the prefix with which `text` begins; 0 when it begins with none.
        func prefixLength(of text: UnsafeRawBufferPointer) -> Int {
            words.first { $0.begins(text) }?.count ?? 0
        }
    }

    let header: Header
    var steps: [Step] = []
    var joins: [Join] = []
    var maps: [WordMap] = []
    var cuts: [(after: FoldedText, until: FoldedText)] = []
    var spanColumn: Int?
    var spanTest: Test?
    /// Columns whose heading is a day; filled once the file's own date is known.
    var days: [(column: Int, day: Day)] = []
    var dayMap: WordMap?
    var daySkips: [FoldedText] = []
    var negations: [Test] = []
    /// The currency that the amount's heading names: `Amount (USD)`.
    var headingCurrency: String?
    var slots: [Slot] = []
    var legs: [Leg] = []
    var currencyColumn: Int?
    var groupColumn: Int?
    var totals: [(test: Test, closes: Profile.Total.Closes, tolerance: Int64)] = []
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
        for column in profile.columns { addColumn(column, isNeeded: needed.contains(column.field), profile) }
        spanColumn = profile.span.flatMap { header.column($0.heading, profile) }
        spanTest = profile.span?.when.flatMap { Test($0, header, profile) }
        dayMap = profile.wide?.map.map(WordMap.init)
        daySkips = profile.wide?.skip.map(FoldedText.init) ?? []
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
            lastNeededColumn = max(lastNeededColumn, slot.column, slot.priceColumn, slot.otherColumn)
        }
    }

    private mutating func addColumn(_ column: Profile.Column, isNeeded: Bool, _ profile: Profile) {
        switch column.source {
        case .text, .fileName: return
        case .join(let headings, let separator):
            let found = headings.map { header.column($0, profile) ?? -1 }
            let columns = column.isClock ? found : found.filter { $0 >= 0 }
            joins.append(
                Join(
                    field: column.field, columns: columns, separator: Array(separator.utf8), map: addMap(column.map),
                    isClock: column.isClock))
            if !column.isOptional { lastNeededColumn = max(lastNeededColumn, columns.max() ?? 0) }
        case .heading, .number:
            let index: Int? =
                switch column.source {
                case .heading(let heading): header.column(heading, profile)
                case .number(let number): number - 1
                case .text, .join, .fileName: nil
                }
            guard let index else { return }
            var step = Step(
                field: column.field, column: index, isNeeded: isNeeded && !column.isOptional,
                isDuration: column.isDuration, takesCode: column.takesCode, isFound: column.isFound)
            if let cut = column.cut {
                step.cut = cuts.count
                cuts.append((FoldedText(cut.after), FoldedText(cut.until)))
            }
            step.map = addMap(column.map)
            steps.append(step)
            if column.field == .date { dateColumn = index }
            if !column.isOptional { lastNeededColumn = max(lastNeededColumn, index) }
        }
    }

    private mutating func addMap(_ map: Profile.WordMap?) -> Int {
        guard let map else { return -1 }
        maps.append(WordMap(map))
        return maps.count - 1
    }

    private mutating func addSlots(_ amount: Profile.Amount, _ sign: Int64, _ profile: Profile) -> Range<Int> {
        let first = slots.count
        func column(_ heading: String) -> Int { header.column(heading, profile)! }
        if case .product = amount {
        } else {
            let titles = amount.headings.compactMap { header.column($0, profile) }.map { header.titles[$0] }
            let codes = titles.compactMap(Header.word(inBracketsOf:)).filter(CurrencySign.isCode)
            headingCurrency = headingCurrency ?? codes.first
        }
        switch amount {
        case .sum(let headings): slots += headings.map { Slot(column: column($0), sign: sign) }
        case .product(let quantity, let price):
            slots.append(Slot(column: column(quantity), priceColumn: column(price), sign: sign))
        case .debitCredit(let debit, let credit):
            slots += [Slot(column: column(debit), sign: sign), Slot(column: column(credit), sign: -sign)]
        case .either(let first, let second):
            slots.append(Slot(column: column(first), otherColumn: column(second), sign: sign))
        case .optional(let heading):
            if let column = header.column(heading, profile) {
                slots.append(Slot(column: column, sign: sign, isOptional: true))
            }
        }
        return first..<slots.count
    }

    private mutating func resolveRules(_ profile: Profile) {
        func test(_ test: Profile.Test) -> Test? { Test(test, header, profile) }
        // A rule about a column that the file does not have cannot hold.
        totals = profile.totals.compactMap { rule in test(rule.test).map { ($0, rule.closes, rule.tolerance) } }
        negations = profile.negations.compactMap(test)
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
