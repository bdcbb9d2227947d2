import CostModel
import Reconcile
import Sheets

/// The purchase order log, as far as it still matters: what is open, and what was billed beyond the order.
enum OrderColumn: String, CatalogueColumn {
    case number, vendor, date, account
    case accountName = "account_name"
    case description, department, amount, invoiced, open, overbilled, status
    case foreignAmount = "foreign_amount"
    case foreignInvoiced = "foreign_invoiced"
    case foreignOpen = "foreign_open"
    case currency
    case exchangeRate = "exchange_rate"

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .number: CatalogueEntry("PO", .text, width: 14, "the order's number")
        case .vendor: CatalogueEntry("Vendor", .text, width: 30, "as the log gives it")
        case .date: CatalogueEntry("Date", .day, width: 10.5, "date of the order")
        case .account: CatalogueEntry("Account", .text, width: 9, "the account that the line is coded to")
        case .accountName: CatalogueEntry("Account name", .text, width: 26, "the name of that account")
        case .description: CatalogueEntry("Description", .text, width: 46, "the log's text")
        case .department: CatalogueEntry("Department", .text, width: 16, "as the log gives it")
        case .amount: CatalogueEntry("Amount", .cents, "the line as ordered")
        case .invoiced:
            CatalogueEntry(
                "Invoiced", .cents, "posted cost that cites the order",
                footnote: "Invoiced: posted cost that cites the order, set against its lines in turn.")
        case .open: CatalogueEntry("Open", .cents, isStrong: true, "what is still to come; the cost report's open POs")
        case .overbilled: CatalogueEntry("Over-billed", .cents, "posted beyond the whole order")
        case .status: CatalogueEntry("Status", .text, width: 11, "open, closed, void or over-billed")
        case .foreignAmount:
            CatalogueEntry(
                "Foreign amount", .rate, width: 14,
                "the line as ordered, in the order's currency; printed where the production declares any")
        case .foreignInvoiced:
            CatalogueEntry("Foreign invoiced", .rate, width: 14, "posted cost that cites it, in that currency")
        case .foreignOpen: CatalogueEntry("Foreign open", .rate, width: 14, "what is still to come, in that currency")
        case .currency: CatalogueEntry("Currency", .text, width: 9, "the order's currency, where it is another")
        case .exchangeRate:
            CatalogueEntry(
                "Exchange rate", .number(digits: ConversionRate.digits), width: 14,
                "the report's rate of that currency",
                footnote: production.currencies.isEmpty
                    ? ""
                    : "An order in another currency is relieved in that currency; what it is worth in "
                        + "\(production.currency) is at the report's rate.")
        }
    }

    func isPrinted(_ production: Production) -> Bool {
        switch self {
        case .foreignAmount, .foreignInvoiced, .foreignOpen, .currency, .exchangeRate: !production.currencies.isEmpty
        default: true
        }
    }

    /// Cells of an order's own currency: nil for other columns, blank for orders in the production's.
    func foreign(_ order: OrderLine) -> Cell? {
        let amount: Money?
        switch self {
        case .foreignAmount: amount = order.foreign?.amount
        case .foreignInvoiced: amount = order.foreign?.invoiced
        case .foreignOpen: amount = order.foreign?.open
        case .currency: return order.foreign.map { .text($0.amount.currency.description) } ?? .blank
        case .exchangeRate:
            guard let rate = order.foreign?.rate else { return .blank }
            return Cell(.number(rate.hundredMillionths, digits: ConversionRate.digits))
        default: return nil
        }
        return amount.map { Cell(.number($0.minorUnits, digits: $0.currency.minorDigits)) } ?? .blank
    }
}

struct OrderSheet {
    private let grid: Grid<OrderColumn>
    private let context: Context
    private let lineOfAccount: [String: Int]
    /// From here on the orders are streamed: thousands are read by filter, not by click.
    private static let longFrom = 2_000

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        var places: [String: Int] = [:]
        for (index, line) in context.findings.lines.enumerated() {
            let code = context.production.normalized(account: line.account.code)
            places[code] = places[code] ?? index
        }
        let orders = context.findings.orders.filter { !$0.open.isZero || !$0.overbilled.isZero }
        let sheet = OrderSheet(
            grid: Grid(definition, context.header, context.production), context: context, lineOfAccount: places)
        if orders.count >= longFrom { return sheet.long(orders) }
        let first = sheet.grid.nextRow
        for order in orders { sheet.add(order) }
        if orders.isEmpty { sheet.grid.addNote("No purchase order is open or over-billed.") }
        sheet.addTotal(orders, rows: orders.isEmpty ? [] : [first...first + orders.count - 1])
        sheet.grid.set(frozenColumns: 1)
        return sheet.grid.sheet
    }

    /// The total stands above the rows and follows the filter, as on the sheets of transactions.
    private func long(_ orders: [OrderLine]) -> Sheet {
        let rows = grid.nextRow + 1...grid.nextRow + orders.count
        func total(_ column: OrderColumn, _ amount: (OrderLine) -> Money) -> Cell {
            let sum = orders.reduce(context.zero) { $0 + amount($1) }
            return grid.place(column).map { .formula("SUBTOTAL(109,\(Formula.range(rows, $0)))", sum) } ?? .blank
        }
        let title = grid.columns.first
        grid.add(.category) { column in
            switch column {
            case .amount: total(column, \.amount)
            case .invoiced: total(column) { $0.relieved + $0.overbilled }
            case .open: total(column, \.open)
            case .overbilled: total(column, \.overbilled)
            default: column == title ? .text(context.totalTitle("Total")) : .blank
            }
        }
        let names = context.findings.lines.map(\.account.name)
        grid.set(
            detail: OrderRows(orders, columns: grid.columns) { order in
                lineOfAccount[context.production.normalized(account: order.account)].map { names[$0] } ?? ""
            })
        grid.set(frozenColumns: 1, hasFilter: true)
        return grid.sheet
    }

    private func add(_ order: OrderLine) {
        let at = grid.nextRow
        let line = lineOfAccount[context.production.normalized(account: order.account)]
        let isOver = !order.overbilled.isZero
        grid.add(.detail) { column in
            switch column {
            case .number: .text(order.number)
            case .vendor: .text(order.vendor)
            case .date: .day(order.date)
            case .account:
                Cell(.text(order.account), .plain, link: line.flatMap { context.accountLink($0) })
            case .accountName: .text(line.map { context.findings.lines[$0].account.name } ?? "")
            case .description: .text(order.details)
            case .department: .text(order.department)
            case .amount: .money(order.amount)
            case .invoiced: .money(order.relieved + order.overbilled)
            case .open: open(order, at)
            case .overbilled: .money(order.overbilled, isOver ? .alarm : .plain)
            case .status: .text(isOver ? "over-billed" : order.status.name, isOver ? .alarm : .plain)
            case .foreignAmount, .foreignInvoiced, .foreignOpen, .currency, .exchangeRate: column.foreign(order)!
            }
        }
    }

    private func open(_ order: OrderLine, _ at: Int) -> Cell {
        let invoiced = order.relieved + order.overbilled
        guard order.open == max(order.amount - invoiced, context.zero), let amount = grid.address(.amount, at),
            let billed = grid.address(.invoiced, at)
        else { return .money(order.open) }
        return .formula("MAX(0,ROUND(\(amount)-\(billed),\(context.production.currency.minorDigits)))", order.open)
    }

    private func addTotal(_ orders: [OrderLine], rows: [ClosedRange<Int>]) {
        func total(_ amount: (OrderLine) -> Money) -> Money { orders.reduce(context.zero) { $0 + amount($1) } }
        let title = grid.columns.first
        grid.add(.grand) { column in
            switch column {
            case .amount: grid.sum(column, rows, total(\.amount))
            case .invoiced: grid.sum(column, rows, total { $0.relieved + $0.overbilled })
            case .open: grid.sum(column, rows, total(\.open))
            case .overbilled: grid.sum(column, rows, total(\.overbilled))
            default: column == title ? .text(context.totalTitle("Total")) : .blank
            }
        }
    }
}

/// Orders by the thousand, as streamed rows.
private struct OrderRows: DetailRows {
    let texts: Texts
    let count: Int
    private let orders: [OrderLine]
    private let columns: [OrderColumn]
    /// The text cells of each row in column order.
    private let cells: [TextID]
    private let textColumns: Int

    init(_ orders: [OrderLine], columns: [OrderColumn], accountName: (OrderLine) -> String) {
        var texts = Texts()
        var cells: [TextID] = []
        for order in orders {
            for column in columns {
                if let text = Self.text(order, column, accountName) { cells.append(texts.intern(text)) }
            }
        }
        (self.texts, self.orders, self.columns, self.cells) = (texts, orders, columns, cells)
        count = orders.count
        textColumns = cells.count / max(orders.count, 1)
    }

    private static func text(_ order: OrderLine, _ column: OrderColumn, _ accountName: (OrderLine) -> String) -> String?
    {
        switch column {
        case .number: order.number
        case .vendor: order.vendor
        case .account: order.account
        case .accountName: accountName(order)
        case .description: order.details
        case .department: order.department
        case .status: order.overbilled.isZero ? order.status.name : "over-billed"
        case .currency: order.foreign?.amount.currency.description ?? ""
        case .date, .amount, .invoiced, .open, .overbilled, .foreignAmount, .foreignInvoiced, .foreignOpen,
            .exchangeRate:
            nil
        }
    }

    func write(_ range: Range<Int>, to sink: inout some DetailSink) {
        for row in range {
            var next = row * textColumns
            for column in columns {
                switch column {
                case .date: sink.day(orders[row].date)
                case .amount: sink.money(orders[row].amount)
                case .invoiced: sink.money(orders[row].relieved + orders[row].overbilled)
                case .open: sink.money(orders[row].open)
                case .overbilled: sink.money(orders[row].overbilled)
                case .foreignAmount, .foreignInvoiced, .foreignOpen, .exchangeRate:
                    if case .number(let value, let digits) = column.foreign(orders[row])?.value {
                        sink.number(value, digits: digits)
                    } else {
                        sink.blank()
                    }
                case .number, .vendor, .account, .accountName, .description, .department, .status, .currency:
                    sink.shared(cells[next])
                    next += 1
                }
            }
            sink.endRow()
        }
    }
}
