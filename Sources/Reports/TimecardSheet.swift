import CostModel
import Reconcile
import Sheets

/// Timecards as the agreements of `labour.yaml` price them.
enum TimecardColumn: String, CatalogueColumn {
    case worker, date, department, account, call, meals, wrap
    case straight = "hours_st"
    case half = "hours_15x"
    case double = "hours_2x"
    case base, night, meal
    case rest = "forced_call"
    case amount, accrued, agreement, state

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .worker: CatalogueEntry("Worker", .text, width: 26, "as the timecard gives the name")
        case .date: CatalogueEntry("Date", .day, width: 10.5, "the day worked")
        case .department: CatalogueEntry("Department", .text, width: 16, "as the timecard gives it")
        case .account: CatalogueEntry("Account", .text, width: 10, "on which the row accrues")
        case .call: CatalogueEntry("In", .text, width: 7, "the call, as the timecard has it")
        case .meals: CatalogueEntry("Meals", .text, width: 14, "out and in, as the timecard has them")
        case .wrap: CatalogueEntry("Out", .text, width: 7, "the wrap; past midnight it goes on above 24")
        case .straight: CatalogueEntry("Hours ST", .number(digits: 2), width: 9, "hours at straight time")
        case .half: CatalogueEntry("Hours 1.5x", .number(digits: 2), width: 9, "hours at up to time and a half")
        case .double: CatalogueEntry("Hours 2x", .number(digits: 2), width: 9, "hours above time and a half")
        case .base: CatalogueEntry("Base", .rate, width: 10, "what an hour at straight time is worth")
        case .night: CatalogueEntry("Night", .cents, width: 11, "the premium for hours of the night")
        case .meal: CatalogueEntry("Meal penalty", .cents, width: 11, "for meals that came late")
        case .rest: CatalogueEntry("Forced call", .cents, width: 11, "for a rest that was invaded")
        case .amount:
            CatalogueEntry(
                "Amount", .cents, width: 13, isStrong: true, "wages, premium and penalties",
                footnote:
                    "Hours and money are the row's part of the worker's day. Superseded rows are on the payroll register and count nothing."
            )
        case .accrued:
            CatalogueEntry(
                "Accrued", .cents, width: 13, "the amount where no register supersedes it: the cost report's accruals")
        case .agreement:
            CatalogueEntry("Agreement", .text, width: 20, "by which it is priced; blank: by the hours paid")
        case .state: CatalogueEntry("State", .text, width: 12, "accrued, superseded or no rate")
        }
    }

    func minor(_ card: TimecardPrice) -> Int64? {
        switch self {
        case .night: card.night
        case .meal: card.meal
        case .rest: card.rest
        case .amount: card.total
        case .accrued: card.isSuperseded ? 0 : card.total
        default: nil
        }
    }

    func hours(_ card: TimecardPrice) -> Int64? {
        switch self {
        case .straight: card.straight
        case .half: card.half
        case .double: card.double
        default: nil
        }
    }
}

enum TimecardSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<TimecardColumn>(definition, context.header, context.production)
        let cards = inOrder(context)
        if cards.isEmpty { grid.addNote("No labour.yaml, or no timecard: nothing is priced by an agreement.") }
        // The totals stand above the rows and follow the filter.
        let rows = grid.nextRow + 1...grid.nextRow + max(cards.count, 1)
        let title = grid.columns.first
        grid.add(.category) { column in
            if column == title { return .text("Total") }
            guard let place = grid.place(column), let first = cards.first else { return .blank }
            let formula = "SUBTOTAL(109,\(Formula.range(rows, place)))"
            if column.minor(first) != nil {
                let sum = cards.reduce(Int64(0)) { $0 + column.minor($1)! }
                return .formula(formula, Money(sum, context.production.currency))
            }
            guard column.hours(first) != nil else { return .blank }
            return Cell(.formula(formula, .number(cards.reduce(0) { $0 + column.hours($1)! }, digits: 2)))
        }
        grid.set(detail: TimecardRows(cards, grid.columns, context))
        grid.set(frozenColumns: 2, hasFilter: !cards.isEmpty)
        return grid.sheet
    }

    /// By worker, day and row of the file.
    private static func inOrder(_ context: Context) -> [TimecardPrice] {
        let texts = context.snapshot.texts
        let cards = context.findings.labour.timecards
        func record(_ card: TimecardPrice) -> CostRecord { context.snapshot.entries[card.entry].record }
        let names = Set(cards.map { record($0).party }).map { ($0, texts[$0]) }
            .sorted { Findings.precedes($0.1, $1.1) }
        let ranks = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1.0, $0) })
        return cards.map { ($0, ranks[record($0).party]!, record($0).date) }
            .sorted { ($0.1, $0.2, $0.0.entry) < ($1.1, $1.2, $1.0.entry) }.map(\.0)
    }
}

/// Timecards by the thousand, as streamed rows.
private struct TimecardRows: DetailRows {
    private(set) var texts: Texts
    private let cards: [TimecardPrice]
    private let entries: [Entry]
    private let columns: [TimecardColumn]
    private let currency: Currency
    private var agreements: [TextID] = []
    private var states: [TextID] = []
    /// Of the timecards' clock texts: in, meals, out.
    private var clocks: [TextID: [TextID]] = [:]

    init(_ cards: [TimecardPrice], _ columns: [TimecardColumn], _ context: Context) {
        (self.cards, self.columns, entries) = (cards, columns, context.snapshot.entries)
        currency = context.production.currency
        texts = context.snapshot.texts
        for agreement in context.production.labour?.agreements ?? [] { agreements.append(texts.intern(agreement.name)) }
        for state in ["accrued", "superseded", "no rate"] { states.append(texts.intern(state)) }
        for card in cards {
            let details = entries[card.entry].record.details
            guard clocks[details] == nil else { continue }
            clocks[details] = ClockText(texts[details]).parts.map { texts.intern($0) }
        }
    }

    var count: Int { cards.count }

    func write(_ range: Range<Int>, to sink: inout some DetailSink) {
        for row in range {
            for column in columns { write(column, cards[row], to: &sink) }
            sink.endRow()
        }
    }

    private func write(_ column: TimecardColumn, _ card: TimecardPrice, to sink: inout some DetailSink) {
        let record = entries[card.entry].record
        if let minor = column.minor(card) { return sink.money(Money(minor, currency)) }
        if let hours = column.hours(card) { return sink.number(hours, digits: 2) }
        switch column {
        case .worker: shared(record.party, to: &sink)
        case .date: sink.day(record.date)
        case .department: shared(record.department, to: &sink)
        case .account: shared(record.account, to: &sink)
        case .call: shared(clocks[record.details]![0], to: &sink)
        case .meals: shared(clocks[record.details]![1], to: &sink)
        case .wrap: shared(clocks[record.details]![2], to: &sink)
        case .base: sink.number(card.hourly, digits: 4)
        case .agreement: shared(card.agreement.map { agreements[$0] } ?? .empty, to: &sink)
        case .state: sink.shared(states[card.isSuperseded ? 1 : card.isUnpriced ? 2 : 0])
        default: sink.blank()
        }
    }

    private func shared(_ id: TextID, to sink: inout some DetailSink) {
        if id.isEmpty { sink.blank() } else { sink.shared(id) }
    }
}

/// `in 7.0; meal 13.0-13.5; out 20.2` in three parts; blank ones for another text.
struct ClockText {
    var parts = ["", "", ""]

    init(_ text: String) {
        let pieces = text.components(separatedBy: "; ")
        guard pieces.count >= 2, pieces[0].hasPrefix("in "), pieces.last!.hasPrefix("out ") else { return }
        let meals = pieces.dropFirst().dropLast().map { $0.hasPrefix("meal ") ? String($0.dropFirst(5)) : $0 }
        parts = [String(pieces[0].dropFirst(3)), meals.joined(separator: ", "), String(pieces.last!.dropFirst(4))]
    }
}

extension String {
    /// Foundation's, without Foundation.
    fileprivate func components(separatedBy separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
