import CostModel
import Reconcile
import Sheets

/// The ledger in detail, the field's bible: every posted distribution line by account and date (domain 1.6).
enum LedgerColumn: String, CatalogueColumn {
    case account
    case accountName = "account_name"
    case date, week, kind, reference, party, order, description, department
    case episode, location, set, unit, tag, tax
    case thisPeriod = "this_period"
    case amount, balance
    case accountTotal = "account_total"
    case file, row

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .account: CatalogueEntry("Account", .text, width: 9, "the code that the posting counts under")
        case .accountName: CatalogueEntry("Account name", .text, width: 24, "the name of the account")
        case .date: CatalogueEntry("Date", .day, width: 10.5, "posting date of the document")
        case .week: CatalogueEntry("Week posted", .day, width: 10.5, "the week ending in which it counts")
        case .kind: CatalogueEntry("Kind", .text, width: 10, "what kind of document it is")
        case .reference: CatalogueEntry("Reference", .text, width: 14, "the document's own number")
        case .party: CatalogueEntry("Vendor or worker", .text, width: 27, "vendor, worker, payee or merchant")
        case .order: CatalogueEntry("PO", .text, width: 8, "the purchase order that it cites")
        case .description: CatalogueEntry("Description", .text, width: 32, "the document's text")
        case .department: CatalogueEntry("Department", .text, width: 14, "as the document gives it")
        case .episode, .location, .set, .unit, .tag, .tax:
            CatalogueEntry(
                dimension!.title, .text, width: 10,
                "the \(dimension!.title.lowercased()); printed where some cost names one")
        case .thisPeriod:
            CatalogueEntry("This period", .cents, width: 14, "the amount, where it is posted in this period")
        case .amount: CatalogueEntry("Amount", .cents, width: 14, "what it adds to the account; a reversal is negative")
        case .balance: CatalogueEntry("Balance", .cents, width: 14, "the account with this line and those before it")
        case .accountTotal:
            CatalogueEntry(
                "Account total", .cents, width: 14, "cost to date of the account, on its last line",
                footnote: "Account total: on the last line of each account; it is the account's cost to date.")
        case .file: CatalogueEntry("Source file", .text, width: 37, "the file that it was read from")
        case .row: CatalogueEntry("Row", .number(digits: 0), width: 7, "the line of that file")
        }
    }

    var dimension: Dimension? { Dimension(rawValue: rawValue) }
}

enum LedgerSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        var definition = definition
        definition.columns.removeAll { name in
            guard let dimension = Dimension(rawValue: name), let used = context.dimensions else { return false }
            return !used.contains(dimension)
        }
        let grid = Grid<LedgerColumn>(definition, context.header, context.production)
        let rows = LedgerRows(context, grid.columns)
        addTotal(grid, context, count: rows.count)
        grid.set(detail: rows)
        grid.set(frozenColumns: 1, hasFilter: rows.count > 0)
        return grid.sheet
    }

    /// Above the rows, where it follows the filter: all of the period, all to date.
    private static func addTotal(_ grid: Grid<LedgerColumn>, _ context: Context, count: Int) {
        let snapshot = context.snapshot
        let plan = context.transactions!.index
        func total(_ order: [Int32]) -> Money {
            Money(order.reduce(0) { $0 + snapshot.entries[Int($1)].signedMinor }, context.production.currency)
        }
        let rows = grid.nextRow + 1...grid.nextRow + max(count, 1)
        let title = grid.columns.first { $0 != .amount && $0 != .thisPeriod && $0 != .accountTotal }
        grid.add(.category) { column in
            switch column {
            case .amount, .thisPeriod, .accountTotal:
                let amount = total(column == .thisPeriod ? plan.inPeriod : plan.all)
                guard count > 0, let place = grid.place(column) else { return .money(amount) }
                return .formula("SUBTOTAL(109,\(Formula.range(rows, place)))", amount)
            case title: return .text("Total")
            default: return .blank
            }
        }
    }
}
