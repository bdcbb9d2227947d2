import CostModel
import Reconcile
import Sheets

/// Foreign amounts by account and currency: as posted, at the budget's rate, and the difference, which is the FX variance.
enum CurrencyColumn: String, CatalogueColumn {
    case account
    case accountName = "account_name"
    case currency
    case foreignBudget = "foreign_budget"
    case budget
    case lockedRate = "locked_rate"
    case foreignCost = "foreign_cost"
    case cost
    case costAtLocked = "cost_at_locked"
    case costVariance = "cost_variance"
    case foreignOrders = "foreign_orders"
    case orders
    case ordersAtLocked = "orders_at_locked"
    case foreignEstimate = "foreign_estimate"
    case estimate
    case estimateAtLocked = "estimate_at_locked"
    case reportRate = "report_rate"
    case variance

    func entry(_ production: Production) -> CatalogueEntry {
        let rate = Column.Kind.number(digits: ConversionRate.digits)
        switch self {
        case .account: return CatalogueEntry("Account", .text, width: 10, "the account")
        case .accountName: return CatalogueEntry("Account name", .text, width: 22, "its name")
        case .currency: return CatalogueEntry("Currency", .text, width: 8.5, "the foreign currency")
        case .foreignBudget:
            return CatalogueEntry("Foreign", .rate, band: "Budget", width: 12.5, "budget lines in the currency")
        case .budget:
            return CatalogueEntry("Locked", .cents, band: "Budget", width: 12.5, "the same at the locked rate")
        case .lockedRate:
            return CatalogueEntry("Locked rate", rate, width: 11.5, "the rate of the budget")
        case .foreignCost:
            return CatalogueEntry("Foreign", .rate, band: "Cost to date", width: 12.5, "posted cost in the currency")
        case .cost:
            return CatalogueEntry("Posted", .cents, band: "Cost to date", width: 12.5, "the same as it was converted")
        case .costAtLocked:
            return CatalogueEntry("At locked", .cents, band: "Cost to date", width: 12.5, "the same at the locked rate")
        case .costVariance:
            return CatalogueEntry("FX variance", .cents, band: "Cost to date", width: 12.5, "posted less at locked")
        case .foreignOrders:
            return CatalogueEntry("Foreign", .rate, band: "Open POs", width: 12.5, "open orders in the currency")
        case .orders:
            return CatalogueEntry(
                "Report's rate", .cents, band: "Open POs", width: 12.5, "the same at the report's rate")
        case .ordersAtLocked:
            return CatalogueEntry("At locked", .cents, band: "Open POs", width: 12.5, "the same at the locked rate")
        case .foreignEstimate:
            return CatalogueEntry(
                "Foreign", .rate, band: "ETC", width: 12.5, "an estimate that is made in the currency")
        case .estimate:
            return CatalogueEntry("Report's rate", .cents, band: "ETC", width: 12.5, "the same at the report's rate")
        case .estimateAtLocked:
            return CatalogueEntry("At locked", .cents, band: "ETC", width: 12.5, "the same at the locked rate")
        case .reportRate:
            return CatalogueEntry("Report's rate", rate, width: 11.5, "the rate of open orders and estimates")
        case .variance:
            return CatalogueEntry(
                "FX variance", .cents, width: 12.5, isStrong: true, "what the rates have added, of all three",
                footnote:
                    "FX variance: cost as posted, open orders and estimates at the report's rate, less the same at the "
                    + "locked rate. Positive is dearer than the budget's rate.")
        }
    }

    /// In the currency itself; nil for the other columns.
    fileprivate func foreign(_ line: CurrencyLine) -> Money? {
        switch self {
        case .foreignBudget: line.foreignBudget
        case .foreignCost: line.foreignCost
        case .foreignOrders: line.foreignOrders
        case .foreignEstimate: line.foreignEstimate
        default: nil
        }
    }

    /// In the production's currency; nil for the other columns.
    fileprivate func amount(_ line: CurrencyLine) -> Money? {
        switch self {
        case .budget: line.budget
        case .cost: line.cost
        case .costAtLocked: line.costAtLocked
        case .costVariance: line.costVariance
        case .orders: line.orders
        case .ordersAtLocked: line.ordersAtLocked
        case .estimate: line.estimate
        case .estimateAtLocked: line.estimateAtLocked
        case .variance: line.variance
        default: nil
        }
    }
}

struct CurrencySheet {
    private let grid: Grid<CurrencyColumn>
    private let context: Context

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = CurrencySheet(grid: Grid(definition, context.header, context.production), context: context)
        let lines = context.findings.currencies
        let first = sheet.grid.nextRow
        for line in lines { sheet.add(line) }
        if lines.isEmpty {
            sheet.grid.addNote("Everything is in \(context.production.currency).")
        } else {
            sheet.addTotal(lines, rows: [first...first + lines.count - 1])
        }
        sheet.grid.set(frozenColumns: 3)
        return sheet.grid.sheet
    }

    private func add(_ line: CurrencyLine) {
        let at = grid.nextRow
        let account = context.findings.lines[line.line].account
        grid.add(.detail) { column in
            if let foreign = column.foreign(line) {
                return Cell(.number(foreign.minorUnits, digits: foreign.currency.minorDigits))
            }
            switch column {
            case .account: return .text(account.code)
            case .accountName: return .text(account.name)
            case .currency: return .text("\(line.currency)")
            case .lockedRate: return Self.rate(line.lockedRate)
            case .reportRate: return Self.rate(line.reportRate)
            case .costVariance: return difference(line.costVariance, [(.cost, .costAtLocked)], at)
            case .variance:
                return difference(
                    line.variance,
                    [(.cost, .costAtLocked), (.orders, .ordersAtLocked), (.estimate, .estimateAtLocked)],
                    at)
            default: return column.amount(line).map { .money($0) } ?? .blank
            }
        }
    }

    private static func rate(_ rate: ConversionRate?) -> Cell {
        rate.map { Cell(.number($0.hundredMillionths, digits: ConversionRate.digits)) } ?? .blank
    }

    /// Live where all of the columns are printed.
    private func difference(_ amount: Money, _ pairs: [(CurrencyColumn, CurrencyColumn)], _ at: Int) -> Cell {
        var terms: [String] = []
        for (left, right) in pairs {
            guard let left = grid.address(left, at), let right = grid.address(right, at) else { return .money(amount) }
            terms.append("\(left)-\(right)")
        }
        return .formula("ROUND(\(terms.joined(separator: "+")),\(amount.currency.minorDigits))", amount)
    }

    private func addTotal(_ lines: [CurrencyLine], rows: [ClosedRange<Int>]) {
        grid.add(.grand) { column in
            if column == .account { return .text("Total") }
            guard column.amount(lines[0]) != nil else { return .blank }
            return grid.sum(column, rows, lines.reduce(context.zero) { $0 + column.amount($1)! })
        }
    }
}

/// The rates that were used, and for how much.
enum ExchangeRateColumn: String, CatalogueColumn {
    case currency, date, kind, rate, count, amount, source, file, row

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .currency: CatalogueEntry("Currency", .text, width: 9, "the foreign currency")
        case .date: CatalogueEntry("Date", .day, width: 11, "from when it is valid")
        case .kind: CatalogueEntry("Kind", .text, width: 9, "daily, period, report or locked")
        case .rate:
            CatalogueEntry(
                "Rate", .number(digits: ConversionRate.digits), width: 12.5,
                "what one unit is worth in the production's currency")
        case .count: CatalogueEntry("Records", .number(digits: 0), width: 9, "records in force that it converted")
        case .amount: CatalogueEntry("Foreign amount", .rate, width: 15, "their sum in the currency")
        case .source: CatalogueEntry("Source", .text, width: 24, "where the rate comes from")
        case .file: CatalogueEntry("Source file", .text, width: 32, "the file that it was read from")
        case .row: CatalogueEntry("Row", .number(digits: 0), width: 7, "the line of that file")
        }
    }
}

enum ExchangeRateSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<ExchangeRateColumn>(definition, context.header, context.production)
        let files = Dictionary(context.snapshot.files.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        for use in context.findings.rates {
            grid.add(.detail) { column in
                switch column {
                case .currency: .text("\(use.currency)")
                case .date: .day(use.date)
                case .kind: .text(use.kind.rawValue)
                case .rate: Cell(.number(use.rate.hundredMillionths, digits: ConversionRate.digits))
                case .count: Cell(.number(Int64(use.count), digits: 0))
                case .amount: Cell(.number(use.amount.minorUnits, digits: use.currency.minorDigits))
                case .source: .text(use.source)
                case .file: .text(files[use.origin.sourceID] ?? "")
                case .row: Cell(.number(Int64(SourceLine(raw: use.origin.line).number), digits: 0))
                }
            }
        }
        if context.findings.rates.isEmpty { grid.addNote("No exchange rate was used.") }
        grid.set(frozenColumns: 1)
        return grid.sheet
    }
}
