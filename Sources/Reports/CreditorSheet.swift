import CostModel
import Reconcile
import Sheets

/// Accrued creditors: who is owed for what has been done and not billed.
enum CreditorColumn: String, CatalogueColumn {
    case source, creditor, account, description, reference, through, accruals, orders, file, row

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .source: CatalogueEntry("Source", .text, width: 26, "what says that it is owed")
        case .creditor: CatalogueEntry("Creditor", .text, width: 30, "vendor or worker")
        case .account: CatalogueEntry("Account", .text, width: 10, "the account of the cost")
        case .description: CatalogueEntry("Description", .text, width: 28, "the name of the account")
        case .reference: CatalogueEntry("PO", .text, width: 11, "the order's number")
        case .through:
            CatalogueEntry(
                "Through", .day, width: 11, "week ending of the work, last day of the service, or the order's date")
        case .accruals:
            CatalogueEntry(
                "Accrued", .cents, width: 15, isStrong: true, "in the report's accruals",
                footnote: "Accrued: work that no payroll register holds yet; the total is the report's accruals.")
        case .orders:
            CatalogueEntry(
                "On order", .cents, width: 15, "in the report's open orders",
                footnote: "On order: dated or due up to the report and not billed in full: accrue, bill or close it.")
        case .file: CatalogueEntry("Source file", .text, width: 37, "the file that it was read from")
        case .row: CatalogueEntry("Row", .number(digits: 0), width: 7, "the line of that file")
        }
    }
}

struct CreditorSheet {
    private let grid: Grid<CreditorColumn>
    private let context: Context

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = CreditorSheet(grid: Grid(definition, context.header, context.production), context: context)
        let creditors = AccruedCreditors(context.snapshot, context.findings)
        var totals: [Int] = []
        for source in AccruedCreditors.Source.allCases {
            let rows = creditors.rows.filter { $0.source == source }
            if !rows.isEmpty { totals.append(sheet.add(rows, source)) }
        }
        if creditors.rows.isEmpty { sheet.grid.addNote("Nobody is owed for anything that is not billed.") }
        sheet.addTotal(
            .grand, "Total", creditors.accruals, creditors.orders, Formula.ranges(totals))
        sheet.addAccounts(creditors)
        sheet.grid.set(frozenColumns: 2)
        return sheet.grid.sheet
    }

    private static func title(_ source: AccruedCreditors.Source) -> String {
        switch source {
        case .timecards: "Timecards"
        case .ended: "PO, service ended"
        case .ordered: "PO, receipt to be confirmed"
        }
    }

    private func add(_ rows: [AccruedCreditors.Row], _ source: AccruedCreditors.Source) -> Int {
        let files = Dictionary(
            context.snapshot.files.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let names = Dictionary(
            context.findings.lines.map { ($0.account.code, $0.account.name) }, uniquingKeysWith: { first, _ in first })
        let first = grid.nextRow
        for row in rows {
            grid.add(.detail, outline: 1) { column in
                switch column {
                case .source: .text(Self.title(source))
                case .creditor: row.creditor.isEmpty ? .text("Nobody named", .muted) : .text(row.creditor)
                case .account: .text(row.account)
                case .description: .text(names[row.account] ?? "")
                case .reference: .text(row.reference)
                case .through: .day(row.through)
                case .accruals: source == .timecards ? .money(row.amount) : .blank
                case .orders: source == .timecards ? .blank : .money(row.amount)
                case .file: .text(files[row.origin.sourceID] ?? "")
                case .row: Cell(.number(Int64(SourceLine(raw: row.origin.line).number), digits: 0))
                }
            }
        }
        let at = grid.nextRow
        let sum = rows.reduce(context.zero) { $0 + $1.amount }
        let isAccrued = source == .timecards
        addTotal(
            .category, "Total \(Self.title(source))", isAccrued ? sum : context.zero,
            isAccrued ? context.zero : sum, [first...at - 1])
        return at
    }

    private func addTotal(
        _ kind: Line.Kind, _ title: String, _ accruals: Money, _ orders: Money, _ rows: [ClosedRange<Int>]
    ) {
        let place = grid.columns.first
        grid.add(kind) { column in
            switch column {
            case .accruals: grid.sum(column, rows, accruals)
            case .orders: grid.sum(column, rows, orders)
            default: column == place ? .text(title) : .blank
            }
        }
    }

    /// The same by account: the first amount is the account's column of accruals on the cost report.
    private func addAccounts(_ creditors: AccruedCreditors) {
        guard !creditors.byAccount.isEmpty else { return }
        let names = Dictionary(
            context.findings.lines.map { ($0.account.code, $0.account.name) }, uniquingKeysWith: { first, _ in first })
        grid.addSpacer()
        let first = grid.nextRow
        for sum in creditors.byAccount {
            grid.add(.detail) { column in
                switch column {
                case .source: .text("By account", .muted)
                case .account: .text(sum.account)
                case .description: .text(names[sum.account] ?? "")
                case .accruals: .money(sum.accruals)
                case .orders: .money(sum.orders)
                case .creditor, .reference, .through, .file, .row: .blank
                }
            }
        }
        addTotal(
            .section, "Total by account", creditors.accruals, creditors.orders, [first...grid.nextRow - 1])
    }
}
