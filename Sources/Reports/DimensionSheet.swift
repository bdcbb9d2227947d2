import CostModel
import Reconcile
import Sheets

/// Cost by the values of a dimension, by account below them, and by residency below tax tags.
enum DimensionColumn: String, CatalogueColumn {
    case value, description
    case thisPeriod = "this_period"
    case payroll, invoices
    case pettyCash = "petty_cash"
    case cards, ledger, purchases
    case toDate = "to_date"
    case openOrders = "open_orders"
    case accruals
    case totalCost = "total_cost"

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .value: CatalogueEntry("Value", .text, width: 22, "the value, or the account below it")
        case .description:
            CatalogueEntry("Description", .text, width: 34, "its name in production.yaml, or the account's name")
        case .thisPeriod: CatalogueEntry("This period", .cents, width: 14, "posted in the report's week")
        case .payroll: CatalogueEntry("Wages", .cents, width: 14, "payroll register lines to date")
        case .invoices: CatalogueEntry("Invoices", .cents, width: 14, "bills of vendors to date")
        case .pettyCash: CatalogueEntry("Petty cash", .cents, width: 14, "petty-cash receipts to date")
        case .cards: CatalogueEntry("Cards", .cents, width: 14, "coded card charges to date")
        case .ledger: CatalogueEntry("Ledger", .cents, width: 14, "what the accounting program posted to date")
        case .purchases: CatalogueEntry("Expenditure", .cents, width: 14, "posted to date and no wages")
        case .toDate: CatalogueEntry("To date", .cents, width: 15, "posted from the start")
        case .openOrders: CatalogueEntry("Open POs", .cents, width: 14, "what purchase orders have still to come")
        case .accruals: CatalogueEntry("Accruals", .cents, width: 14, "work that no payroll register holds yet")
        case .totalCost:
            CatalogueEntry("Total cost", .cents, width: 15, isStrong: true, "to date, open orders and accruals")
        }
    }

    func minor(_ figures: DimensionFigures) -> Int64? {
        switch self {
        case .value, .description: nil
        case .thisPeriod: figures.thisPeriod
        case .payroll: figures.posted(.payroll)
        case .invoices: figures.posted(.invoices)
        case .pettyCash: figures.posted(.pettyCash)
        case .cards: figures.posted(.cards)
        case .ledger: figures.posted(.ledger)
        case .purchases: figures.toDate - figures.posted(.payroll)
        case .toDate: figures.toDate
        case .openOrders: figures.openOrders
        case .accruals: figures.accruals
        case .totalCost: figures.totalCost
        }
    }

    /// The column of the cost report that the total has to equal.
    func amount(_ line: CostLine) -> Money? {
        switch self {
        case .thisPeriod: line.thisPeriod
        case .toDate: line.toDate
        case .openOrders: line.openOrders
        case .accruals: line.accruals
        case .totalCost: line.totalCost
        case .value, .description, .payroll, .invoices, .pettyCash, .cards, .ledger, .purchases: nil
        }
    }
}

struct DimensionSheet {
    private let grid: Grid<DimensionColumn>
    private let context: Context
    private let dimension: Dimension

    /// One row a value.
    static func values(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = DimensionSheet(definition, context)
        let table = DimensionTable(sheet.dimension, context.snapshot, context.findings)
        let first = sheet.grid.nextRow
        for row in table.rows {
            let title = sheet.title(row)
            sheet.add(.detail, title.text, row.name, row.figures, role: title.role)
        }
        sheet.finish(table.total, table.rows.isEmpty ? [] : [first...sheet.grid.nextRow - 1])
        return sheet.grid.sheet
    }

    /// Accounts below each value, in the order of the cost report, with a total for each category.
    static func accounts(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = DimensionSheet(definition, context)
        sheet.grid.set(heading: "\(sheet.dimension.title) or account", of: .value)
        let table = DimensionTable(sheet.dimension, context.snapshot, context.findings)
        let totals = table.rows.map { sheet.addAccounts($0) }
        sheet.finish(table.total, Formula.ranges(totals))
        return sheet.grid.sheet
    }

    /// Tax tags by residency of the payee.
    static func residency(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = DimensionSheet(definition, context)
        sheet.grid.set(heading: "Payee residency", of: .description)
        sheet.grid.note("Payee residency: from the vendor's record; not known where there is none.")
        let rows = ResidencyTable(context.snapshot, context.findings).rows
        let first = sheet.grid.nextRow
        for row in rows {
            let isGiven = !row.tag.isEmpty
            sheet.add(
                .detail, isGiven ? row.tag : "Untagged", row.residency.isEmpty ? "not known" : row.residency,
                row.figures, role: isGiven ? .plain : .alarm)
        }
        let total = rows.reduce(DimensionFigures()) { $0 + $1.figures }
        sheet.finish(total, rows.isEmpty ? [] : [first...sheet.grid.nextRow - 1])
        return sheet.grid.sheet
    }

    private init(_ definition: SheetDefinition, _ context: Context) {
        dimension = definition.by ?? .tax
        grid = Grid(definition, context.header, context.production)
        self.context = context
        grid.set(heading: dimension.title, of: .value)
    }

    private func title(_ row: DimensionTable.Row) -> (text: String, role: Cell.Role) {
        switch row.kind {
        case .given: (row.value, .plain)
        case .unknown: ("\(row.value) (not in production.yaml)", .alarm)
        case .further: (row.value, .muted)
        case .noneGiven: dimension == .tax ? ("Untagged", .alarm) : ("None given", .muted)
        }
    }

    /// Returns the row of the value's total.
    private func addAccounts(_ row: DimensionTable.Row) -> Int {
        let (title, role) = title(row)
        grid.add(.category) { column in
            switch column {
            case .value: .text(title, role)
            case .description: .text(row.name)
            default: .blank
            }
        }
        var totals: [Int] = []
        var start = 0
        let lines = context.findings.lines
        func category(_ place: Int) -> String { lines[row.lines[place].line].account.category }
        while start < row.lines.count {
            var end = start + 1
            while end < row.lines.count, category(end) == category(start) { end += 1 }
            totals.append(addCategory(Array(row.lines[start..<end])))
            start = end
        }
        let at = grid.nextRow
        addSum(.section, "Total \(title)", "", row.figures, Formula.ranges(totals))
        return at
    }

    /// The accounts of one category and their total; one account is its own total.
    private func addCategory(_ members: [(line: Int, figures: DimensionFigures)]) -> Int {
        let first = grid.nextRow
        for (line, figures) in members {
            let account = context.findings.lines[line].account
            add(
                .detail, account.code, account.name, figures, role: .plain, outline: members.count == 1 ? 1 : 2)
        }
        guard members.count > 1 else { return first }
        let at = grid.nextRow
        let account = context.findings.lines[members[0].line].account
        let name = account.categoryName.isEmpty ? account.category : account.categoryName
        addSum(
            .category, "", "Total \(name)", members.reduce(DimensionFigures()) { $0 + $1.figures },
            [first...at - 1], outline: 1)
        return at
    }

    private func add(
        _ kind: Line.Kind, _ value: String, _ name: String, _ figures: DimensionFigures, role: Cell.Role,
        outline: UInt8 = 0
    ) {
        grid.add(kind, outline: outline) { column in
            switch column {
            case .value: .text(value, role)
            case .description: .text(name)
            default: .money(Money(column.minor(figures)!, context.production.currency))
            }
        }
    }

    private func addSum(
        _ kind: Line.Kind, _ value: String, _ name: String, _ figures: DimensionFigures,
        _ rows: [ClosedRange<Int>], outline: UInt8 = 0
    ) {
        grid.add(kind, outline: outline) { column in
            switch column {
            case .value: .text(value)
            case .description: .text(name)
            default: grid.sum(column, rows, Money(column.minor(figures)!, context.production.currency))
            }
        }
    }

    /// The total, and the proof: the cost report's own columns, and a difference of nothing.
    private func finish(_ total: DimensionFigures, _ rows: [ClosedRange<Int>]) {
        let at = grid.nextRow
        addSum(.grand, "Total", "", total, rows)
        func report(_ column: DimensionColumn) -> Money? {
            context.findings.lines.reduce(Money?.some(context.zero)) { sum, line in
                guard let sum, let amount = column.amount(line) else { return nil }
                return sum + amount
            }
        }
        grid.add(.detail) { column in
            column == .value ? .text("Cost report", .muted) : report(column).map { .money($0, .muted) } ?? .blank
        }
        grid.add(.detail) { column in
            if column == .value { return .text("Difference", .muted) }
            guard let amount = report(column), let address = grid.address(column, at),
                let other = grid.address(column, at + 1)
            else { return .blank }
            let difference = Money(column.minor(total)!, context.production.currency) - amount
            return .formula(
                "ROUND(\(address)-\(other),\(context.production.currency.minorDigits))", difference,
                difference.isZero ? .muted : .alarm)
        }
        grid.set(frozenColumns: grid.columns.prefix { $0 == .value || $0 == .description }.count)
    }
}
