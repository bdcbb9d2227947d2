import CostModel
import Reconcile
import Sheets

/// The trial balance of costs: beginning, debits, credits, net change and end of every account; its totals cancel.
enum BalanceColumn: String, CatalogueColumn {
    case account, description, beginning, debits, credits, net, ending

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .account: CatalogueEntry("Account", .text, width: 11, "the code as the chart of accounts writes it")
        case .description: CatalogueEntry("Description", .text, width: 44, "the name of the account")
        case .beginning: CatalogueEntry("Beginning", .cents, width: 16, "the balance when the period began")
        case .debits: CatalogueEntry("Debits", .cents, width: 16, "posted this period with a plus")
        case .credits: CatalogueEntry("Credits", .cents, width: 16, "posted this period with a minus")
        case .net: CatalogueEntry("Net change", .cents, width: 16, "debits less credits")
        case .ending:
            CatalogueEntry(
                "Ending", .cents, width: 16, isStrong: true, "the balance at the end of the period",
                footnote: "Debit balances are positive, credit balances are in brackets.")
        }
    }

    func amount(_ row: TrialBalance.Row) -> Money? {
        switch self {
        case .account, .description: nil
        case .beginning: row.beginning
        case .debits: row.debits
        case .credits: row.credits
        case .net: row.net
        case .ending: row.ending
        }
    }
}

struct BalanceSheet {
    private let grid: Grid<BalanceColumn>
    private let context: Context
    private let balance: TrialBalance

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = BalanceSheet(
            grid: Grid(definition, context.header, context.production), context: context,
            balance: TrialBalance(context.snapshot))
        var totals: [Int] = []
        for group in TrialBalance.Group.allCases {
            if let total = sheet.add(group) { totals.append(total) }
        }
        sheet.addTotal(.grand, "Total: debits and credits cancel", sheet.balance.rows, Formula.ranges(totals))
        sheet.grid.note(
            "Not in these feeds: what paid for the cost of a feed that gives one side only (bills, payroll, cards, petty cash)."
        )
        sheet.grid.set(frozenColumns: sheet.grid.columns.prefix { $0 == .account || $0 == .description }.count)
        return sheet.grid.sheet
    }

    /// The rows of a group and their total; nil when it has none.
    private func add(_ group: TrialBalance.Group) -> Int? {
        let rows = balance.rows.filter { $0.group == group }
        guard !rows.isEmpty else { return nil }
        let first = grid.nextRow
        for row in rows {
            let at = grid.nextRow
            grid.add(.detail) { column in
                switch column {
                case .account: .text(row.code)
                case .description:
                    .text(group == .outside ? "Other side of \(row.name)" : row.name)
                default: cell(column, row, at)
                }
            }
        }
        let at = grid.nextRow
        addTotal(.section, Self.title(group), rows, [first...at - 1])
        return at
    }

    private static func title(_ group: TrialBalance.Group) -> String {
        switch group {
        case .balance: "Balance-sheet accounts"
        case .expense: "Expense accounts: cost to date"
        case .settlement: "Settlement"
        case .outside: "Not in these feeds"
        }
    }

    private func cell(_ column: BalanceColumn, _ row: TrialBalance.Row, _ at: Int) -> Cell {
        let amount = column.amount(row)!
        switch column {
        case .net:
            guard let debits = grid.address(.debits, at), let credits = grid.address(.credits, at) else { break }
            return .formula(rounded("\(debits)-\(credits)"), amount)
        case .ending:
            guard let beginning = grid.address(.beginning, at), let net = grid.address(.net, at) else { break }
            return .formula(rounded("\(beginning)+\(net)"), amount)
        default: break
        }
        return .money(amount)
    }

    private func rounded(_ formula: String) -> String {
        "ROUND(\(formula),\(context.production.currency.minorDigits))"
    }

    private func addTotal(
        _ kind: Line.Kind, _ title: String, _ rows: [TrialBalance.Row], _ ranges: [ClosedRange<Int>]
    ) {
        let place: BalanceColumn = grid.place(.description) == nil ? .account : .description
        grid.add(kind) { column in
            guard column != .account, column != .description else { return column == place ? .text(title) : .blank }
            let amount = rows.reduce(context.zero) { $0 + column.amount($1)! }
            guard let formula = grid.sumFormula(column, ranges) else { return .money(amount) }
            return .formula(rounded(formula), amount)
        }
    }
}
