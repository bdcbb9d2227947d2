package import CostModel
package import Tables

/// How the exports of one tool are read: a YAML of `profiles/` as a value. It arranges; it computes nothing.
package struct Profile: Sendable {
    /// Name of the file without `.yaml`.
    package let name: String
    package var title: String
    package var kind: RecordKind
    /// SHA-256 of the YAML's text.
    package let hash: String
    /// Headings that a record must hold to be the header.
    package var match: [String] = []
    /// Names of the columns of a file without a header, by position; empty where there is one.
    package var headings: [String] = []
    /// Each holds for one of the first records of a file without a header that this profile is for.
    package var begins: [Test] = []
    /// The one sheet of a workbook that is read; nil for all that have the header.
    package var sheet: String?
    package var encoding: TextEncoding?
    package var delimiter: Dialect.Delimiter?
    /// Of one order of day, month and year; of several orders, the one that the file's own days prove is taken.
    package var days: [DayPattern] = []
    package var mark: DecimalMark = .point
    package var coverage: FileReading.Coverage = .additions
    /// Fields whose values identify a record; none when its whole content does.
    package var key: [Field] = []
    package var columns: [Column] = []
    package var amount: Amount?
    /// Rows of which one of these holds have their amount with the other sign.
    package var negations: [Test] = []
    package var span: Span?
    /// Its rows have nothing by which they could be known: only a feed that names it is read by it.
    package var isByName = false
    package var wide: Wide?
    /// Charges are written as negative numbers there.
    package var isNegated = false
    package var legs: [Leg] = []
    /// A column that names the row's currency.
    package var currencyHeading: String?
    package var groups: Groups?
    package var labels: [Label] = []
    package var totals: [Total] = []
    package var ignores: [Ignore] = []
    package var states: [State] = []
    package var words: [Words] = []
    package var stamp: Stamp?
    /// Other names of a heading.
    package var aliases: [String: [String]] = [:]

    init(name: String, title: String, kind: RecordKind, hash: String) {
        self.name = name
        self.title = title
        self.kind = kind
        self.hash = hash
    }

    /// Where a field comes from.
    package struct Column: Hashable, Sendable {
        package enum Source: Hashable, Sendable {
            case heading(String)
            /// The column of that number, from 1.
            case number(Int)
            /// The same in every record.
            case text(String)
            /// The filled ones of these, with a text between them.
            case join([String], with: String)
            /// The first day written like this in the file's name.
            case fileName(DayPattern)

            var headings: [String] {
                switch self {
                case .heading(let heading): [heading]
                case .join(let headings, _): headings
                case .number, .text, .fileName: []
                }
            }
        }

        package var field: Field
        package var source: Source
        /// The heading may be absent, and its cells blank.
        package var isOptional = false
        /// Words to write in place of a text that contains another.
        package var map: WordMap?
        /// `13:12:00` is thirteen hours and a fifth.
        package var isDuration = false
        /// A join of in, meals out and in, and out: `in 7.0; meal 13.0-13.5; out 20.2`.
        package var isClock = false
        /// Of an account with its name, the code alone.
        package var takesCode = false
        /// The day stands somewhere in a longer text.
        package var isFound = false
        /// The part of the text that is meant; nil for all of it.
        package var cut: Cut?
    }

    /// What is added up to the amount.
    package enum Amount: Hashable, Sendable {
        case sum([String])
        /// Quantity and price, multiplied exactly and rounded half away from zero once.
        case product(String, String)
        case debitCredit(String, String)
        /// The first of the two that is filled.
        case either(String, String)
        /// May be absent or blank: then it is zero.
        case optional(String)

        var headings: [String] {
            switch self {
            case .sum(let headings): headings
            case .product(let first, let second), .debitCredit(let first, let second), .either(let first, let second):
                [first, second]
            case .optional(let heading): [heading]
            }
        }
    }

    /// A further posting of the same row, to another account.
    package struct Leg: Hashable, Sendable {
        package var amount: Amount
        package var accountHeading: String
    }

    /// A column of a rule: by heading or by number from 1.
    package enum ColumnName: Hashable, Sendable {
        case heading(String)
        case number(Int)
    }

    package struct Test: Hashable, Sendable {
        package enum Operation: Hashable, Sendable { case equals, prefix, contains, blank, filled }
        package var column: ColumnName
        package var operation: Operation
        /// One of which it must be; none for `blank` and `filled`.
        package var texts: [String]
        /// Tests of the same row that must hold as well.
        package var and: [Test] = []
    }

    package struct Total: Hashable, Sendable {
        /// The rows that it sums up.
        package enum Closes: String, Sendable, CaseIterable {
            /// All of the file, or all since the last total of this kind.
            case all
            /// Those since the group row that it names behind the prefix.
            case group
            /// Those since the last header; a new header must follow before there is data again.
            case block
        }
        package var test: Test
        package var closes: Closes
        /// By how many minor units the stated total may differ from the rows, since it is rounded.
        package var tolerance: Int64 = 0
    }

    package struct Ignore: Hashable, Sendable {
        package var test: Test
        package var reason: String
    }

    package struct State: Hashable, Sendable {
        package var test: Test
        package var status: RecordStatus
    }

    /// The words that a field may hold.
    package struct Words: Hashable, Sendable {
        package var field: Field
        package var words: [String]
    }

    /// The day behind `text` in the rows above the header: the date of the export.
    package struct Stamp: Hashable, Sendable {
        package var text: String
        package var pattern: DayPattern
    }

    /// The day that is the same in every record: as the file writes days, or as 2026-04-11.
    func fixedDay(_ field: Field, _ text: String) -> Day? {
        guard field == .date || field == .weekEnding else { return nil }
        var copy = text
        let written = copy.withUTF8 { bytes in days.lazy.compactMap { $0.read(UnsafeRawBufferPointer(bytes)) }.first }
        return written ?? Day(iso: text)
    }

    /// The day that a cell writes in one of the profile's patterns, with or without a time behind it.
    func day(_ text: UnsafeRawBufferPointer) -> Day? {
        for pattern in days {
            if let day = pattern.read(text) { return day }
        }
        for pattern in days {
            if let day = pattern.readTimestamp(text) { return day }
        }
        return nil
    }

    /// A heading and its other names.
    func names(of heading: String) -> [String] { [heading] + (aliases[heading] ?? []) }

    /// The days of the file are written in one order of several, and it must prove which.
    var hasSeveralOrders: Bool { Set(days.filter(\.isAmbiguous).map(\.order)).count > 1 }

    /// Every heading without which a file cannot be read.
    var neededHeadings: [String] {
        var headings = match
        for column in columns where !column.isOptional { headings += column.source.headings }
        if let span { headings.append(span.heading) }
        for amount in [amount].compactMap({ $0 }) + legs.map(\.amount) {
            if case .optional = amount { continue }
            headings += amount.headings
        }
        headings += legs.map(\.accountHeading)
        var seen: Set<String> = []
        return headings.filter { seen.insert($0).inserted }
    }
}

extension RecordKind {
    /// Fields without which a record of this kind means nothing. The account of a money record is not among them:
    /// such a row is kept, so that its cost is seen, and goes to suspense.
    var neededFields: Set<Field> {
        switch self {
        case .account: [.account]
        case .task: [.details]
        case .document: [.party]
        case .doodDay: [.party, .date]
        case .budgetLine: [.account]
        case .budgetChange: [.reference, .date, .account, .type]
        case .crewDeal: [.party, .account, .rate, .type]
        case .shootDay: [.date, .type]
        case .forecast: [.date, .account, .type]
        case .timecardDay: [.party, .date]
        case .payrollLine: [.party, .date, .weekEnding]
        case .purchaseOrderLine: [.reference, .date]
        case .ledgerLine, .invoiceLine, .pettyCashLine, .cardCoding, .cardTransaction, .floatMovement: [.date]
        case .payment: [.date, .party]
        case .fringe: [.reference, .type, .rate]
        case .vendorRate: [.party, .details, .rate]
        case .exchangeRate: [.date, .type, .rate]
        case .vendor: [.party]
        case .match: [.type]
        case .hotCostDay: [.date]
        case .expectedItem: [.account, .date]
        }
    }

    /// Cost that must land on an account.
    var needsAccount: Bool {
        switch costClass {
        case .actual, .accrual, .commitment: true
        case .forecast, .none: false
        }
    }
}
