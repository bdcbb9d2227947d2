import CostModel
import Reconcile
import Sheets

/// Cost by department and kind.
enum DepartmentColumn: String, CatalogueColumn {
    case department
    case periodPayroll = "period_payroll"
    case periodInvoices = "period_invoices"
    case periodPettyCash = "period_petty_cash"
    case periodCards = "period_cards"
    case periodLedger = "period_ledger"
    case thisPeriod = "this_period"
    case payroll, invoices
    case pettyCash = "petty_cash"
    case cards, ledger
    case toDate = "to_date"

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .department:
            CatalogueEntry(
                "Department", .text, width: 26, "the department of the document, else that of its account",
                footnote: "Department: as the document gives it, else that of its account.")
        case .periodPayroll: Self.kind("Payroll", "THIS PERIOD", "payroll register lines")
        case .periodInvoices: Self.kind("Invoices", "THIS PERIOD", "bills of vendors")
        case .periodPettyCash: Self.kind("Petty cash", "THIS PERIOD", "petty-cash receipts")
        case .periodCards: Self.kind("Cards", "THIS PERIOD", "coded card charges")
        case .periodLedger: Self.kind("Ledger", "THIS PERIOD", "what the accounting program posted")
        case .thisPeriod: Self.kind("Total", "THIS PERIOD", "all of the report's week", isStrong: true)
        case .payroll: Self.kind("Payroll", "TO DATE", "payroll register lines")
        case .invoices: Self.kind("Invoices", "TO DATE", "bills of vendors")
        case .pettyCash: Self.kind("Petty cash", "TO DATE", "petty-cash receipts")
        case .cards: Self.kind("Cards", "TO DATE", "coded card charges")
        case .ledger: Self.kind("Ledger", "TO DATE", "what the accounting program posted")
        case .toDate: Self.kind("Total", "TO DATE", "all from the start", isStrong: true)
        }
    }

    private static func kind(_ heading: String, _ band: String, _ meaning: String, isStrong: Bool = false) -> CatalogueEntry {
        CatalogueEntry(heading, .money, band: band, isStrong: isStrong, meaning)
    }

    static let periodKinds: [DepartmentColumn] = [
        .periodPayroll, .periodInvoices, .periodPettyCash, .periodCards, .periodLedger,
    ]
    static let kinds: [DepartmentColumn] = [.payroll, .invoices, .pettyCash, .cards, .ledger]

    func amount(_ expense: DepartmentExpense) -> Money? {
        switch self {
        case .department: nil
        case .periodPayroll: expense.thisPeriod(.payroll)
        case .periodInvoices: expense.thisPeriod(.invoices)
        case .periodPettyCash: expense.thisPeriod(.pettyCash)
        case .periodCards: expense.thisPeriod(.cards)
        case .periodLedger: expense.thisPeriod(.ledger)
        case .thisPeriod: expense.thisPeriod.reduce(.zero(expense.thisPeriod[0].currency), +)
        case .payroll: expense.toDate(.payroll)
        case .invoices: expense.toDate(.invoices)
        case .pettyCash: expense.toDate(.pettyCash)
        case .cards: expense.toDate(.cards)
        case .ledger: expense.toDate(.ledger)
        case .toDate: expense.toDate.reduce(.zero(expense.toDate[0].currency), +)
        }
    }
}

enum DepartmentSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<DepartmentColumn>(definition, context.header, context.production)
        let departments = DepartmentExpense.all(context.snapshot, context.findings)
        let first = grid.nextRow
        for department in departments {
            let at = grid.nextRow
            grid.add(.detail) { column in
                guard let amount = column.amount(department) else {
                    return department.department.isEmpty
                        ? .text("No department", .muted) : .text(department.department)
                }
                return cell(column, amount, at, grid)
            }
        }
        let rows = departments.isEmpty ? [] : [first...first + departments.count - 1]
        grid.add(.grand) { column in
            guard column != .department else { return .text("Total") }
            return grid.sum(column, rows, departments.reduce(context.zero) { $0 + column.amount($1)! })
        }
        grid.set(frozenColumns: 1)
        return grid.sheet
    }

    /// A total is the sum of its kinds where the sheet prints them all.
    private static func cell(
        _ column: DepartmentColumn, _ amount: Money, _ at: Int, _ grid: Grid<DepartmentColumn>
    ) -> Cell {
        let kinds: [DepartmentColumn] =
            switch column {
            case .thisPeriod: DepartmentColumn.periodKinds
            case .toDate: DepartmentColumn.kinds
            default: []
            }
        let addresses = kinds.compactMap { grid.address($0, at) }
        guard !kinds.isEmpty, addresses.count == kinds.count else { return .money(amount) }
        return .formula(addresses.joined(separator: "+"), amount)
    }
}
