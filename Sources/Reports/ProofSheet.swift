import CostModel
import Reconcile
import Sheets

/// Why the figures can be trusted: pairs of numbers that must be equal, and what became of every row of every file.
///
/// Two tables share the columns: the headings are those of the tie-outs, and a line of its own names them for the files.
enum ProofColumn: String, CatalogueColumn {
    case result, check, currency
    case leftName = "left_name"
    case left
    case rightName = "right_name"
    case right, difference
    case centsRefused = "cents_refused"
    case centsIgnored = "cents_ignored"
    case rowsRead = "rows_read"
    case rowsPosted = "rows_posted"
    case rowsUnchanged = "rows_unchanged"
    case rowsRefused = "rows_refused"
    case rowsIgnored = "rows_ignored"

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .result: CatalogueEntry("Result", .text, width: 8, "PASS or FAIL")
        case .check: CatalogueEntry("Check", .text, width: 38, "what must be equal; below: the file")
        case .currency:
            CatalogueEntry(
                "Currency", .text, width: 9, "of both numbers; below: of the file; printed where there are several",
                footnote: "mixed: the feed has rows in several currencies. Its minor units are counted together: that "
                    + "proves that none is lost, and is no amount of money.")
        case .leftName:
            CatalogueEntry("One way", .text, width: 26, "where the first number comes from; below: the feed")
        case .left: CatalogueEntry("Amount", .cents, width: 15, "the first number; below: money read")
        case .rightName:
            CatalogueEntry(
                "Other way", .prose, width: 34,
                "where the second number comes from; below: the first 12 digits of the file's SHA-256")
        case .right: CatalogueEntry("Amount", .cents, width: 15, "the second number; below: money posted")
        case .difference: CatalogueEntry("Difference", .cents, width: 15, "must be nothing; below: money unchanged")
        case .centsRefused: CatalogueEntry("", .cents, width: 13, "below: money of refused rows")
        case .centsIgnored:
            CatalogueEntry("", .cents, width: 13, "below: money of rows ignored by rule (totals, headings)")
        case .rowsRead: CatalogueEntry("", .number(digits: 0), width: 8, "below: rows read")
        case .rowsPosted: CatalogueEntry("", .number(digits: 0), width: 8, "below: rows posted")
        case .rowsUnchanged:
            CatalogueEntry("", .number(digits: 0), width: 9, "below: rows that the ledger already held")
        case .rowsRefused: CatalogueEntry("", .number(digits: 0), width: 8, "below: rows refused")
        case .rowsIgnored: CatalogueEntry("", .number(digits: 0), width: 8, "below: rows ignored by rule")
        }
    }

    /// The heading over the table of files.
    var fileHeading: String {
        switch self {
        case .result: "Result"
        case .check: "File"
        case .currency: "Currency"
        case .leftName: "Feed"
        case .left: "Money read"
        case .rightName: "SHA-256"
        case .right: "Posted"
        case .difference: "Unchanged"
        case .centsRefused: "Refused"
        case .centsIgnored: "Ignored"
        case .rowsRead: "Rows read"
        case .rowsPosted: "Posted"
        case .rowsUnchanged: "Unchanged"
        case .rowsRefused: "Refused"
        case .rowsIgnored: "Ignored"
        }
    }
}

extension ProofColumn {
    func isPrinted(_ production: Production) -> Bool { self != .currency || !production.currencies.isEmpty }
}

struct ProofSheet {
    private let grid: Grid<ProofColumn>
    private let context: Context

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = ProofSheet(grid: Grid(definition, context.header, context.production), context: context)
        for tieOut in context.findings.tieOuts { sheet.add(tieOut) }
        sheet.addFiles()
        sheet.grid.set(frozenColumns: 2)
        return sheet.grid.sheet
    }

    private static func result(_ passes: Bool) -> Cell { .text(passes ? "PASS" : "FAIL", passes ? .strong : .alarm) }

    private func add(_ tieOut: TieOut) {
        let at = grid.nextRow
        let difference = tieOut.left - tieOut.right
        grid.add(.detail) { column in
            switch column {
            case .result: return Self.result(tieOut.passes)
            case .check: return .text(tieOut.name)
            case .currency: return .text(Self.name(tieOut.left.currency))
            case .leftName: return .text(tieOut.leftName)
            case .left: return .money(tieOut.left)
            case .rightName: return .text(tieOut.rightName)
            case .right: return .money(tieOut.right)
            case .difference:
                guard let left = grid.address(.left, at), let right = grid.address(.right, at) else {
                    return .money(difference)
                }
                return .formula("ROUND(\(left)-\(right),\(difference.currency.minorDigits))", difference)
            default: return .blank
            }
        }
        guard !tieOut.passes else { return }
        grid.add(.detail) { column in
            switch column {
            case .check: .text("Where to look", .muted)
            case .leftName: .text(tieOut.remedy, .alarm)
            default: .blank
            }
        }
    }

    private func addFiles() {
        let imports = context.snapshot.imports
        guard !imports.isEmpty else { return }
        grid.addSpacer()
        grid.add(.category) { .text($0.fileHeading) }
        let files = Dictionary(context.snapshot.files.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let first = grid.nextRow
        let feeds = FeedCurrencies(context.snapshot)
        let currencies = imports.map { feeds.currency(ofFeed: $0.feed) }
        for (summary, currency) in zip(imports, currencies) {
            let file = files[summary.sourceID]
            let passes = summary.count.rowsTie && summary.count.centsTie
            grid.add(.detail) { column in
                switch column {
                case .result: Self.result(passes)
                case .check: .text(file?.name ?? "")
                case .leftName: .text(summary.feed)
                case .currency: .text(Self.name(currency))
                case .rightName: .text(String((file?.sha256 ?? "").prefix(12)), .muted)
                default: figure(column, summary.count, currency)
                }
            }
        }
        addSums(imports.map(\.count), currencies, first: first)
    }

    private static func name(_ currency: Currency) -> String { currency == .several ? "mixed" : "\(currency)" }

    private func figure(_ column: ProofColumn, _ count: ImportCount, _ currency: Currency) -> Cell {
        switch column {
        case .result, .check, .currency, .leftName, .rightName: .blank
        case .left, .right, .difference, .centsRefused, .centsIgnored: .money(Money(cents(column, count), currency))
        case .rowsRead, .rowsPosted, .rowsUnchanged, .rowsRefused, .rowsIgnored:
            Cell(.number(Int64(rows(column, count)), digits: 0))
        }
    }

    private func cents(_ column: ProofColumn, _ count: ImportCount) -> Int64 {
        switch column {
        case .left: count.centsRead
        case .right: count.centsPosted
        case .difference: count.centsUnchanged
        case .centsRefused: count.centsRefused
        case .centsIgnored: count.centsIgnored
        default: 0
        }
    }

    private func rows(_ column: ProofColumn, _ count: ImportCount) -> Int {
        switch column {
        case .rowsRead: count.rowsRead
        case .rowsPosted: count.rowsPosted
        case .rowsUnchanged: count.rowsUnchanged
        case .rowsRefused: count.rowsRefused
        case .rowsIgnored: count.rowsIgnored
        default: 0
        }
    }

    /// A sum for each currency: amounts of two are never added up.
    private func addSums(_ counts: [ImportCount], _ currencies: [Currency], first: Int) {
        let own = context.production.currency
        let others = Set(currencies).subtracting([own]).sorted { $0.description < $1.description }
        let all = [first...first + counts.count - 1]
        for currency in [own] + others {
            let members = counts.indices.filter { currencies[$0] == currency }
            let rows = Formula.ranges(members.map { first + $0 })
            grid.add(.grand) { column in
                switch column {
                case .result, .leftName, .rightName: return .blank
                case .currency: return .text(Self.name(currency))
                case .check:
                    return .text(others.isEmpty || currency == own ? "All files" : "Files in \(Self.name(currency))")
                case .left, .right, .difference, .centsRefused, .centsIgnored:
                    let sum = members.reduce(Int64(0)) { $0 + cents(column, counts[$1]) }
                    return grid.sum(column, rows, Money(sum, currency))
                case .rowsRead, .rowsPosted, .rowsUnchanged, .rowsRefused, .rowsIgnored:
                    guard currency == own else { return .blank }
                    return grid.sum(
                        column, all, counts.reduce(Int64(0)) { $0 + Int64(self.rows(column, $1)) }, digits: 0)
                }
            }
        }
    }
}
