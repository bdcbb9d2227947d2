import CostModel
import Reconcile
import Sheets

/// The purchase order log, every line of it.
enum OrderLogColumn: String, CatalogueColumn {
    case number, vendor, date, end, type, account, description, amount, reduced, invoiced, open, overbilled, lapsed
    case status
    case lastInvoice = "last_invoice"
    case age

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .number: CatalogueEntry("PO", .text, width: 13, "the order's number")
        case .vendor: CatalogueEntry("Vendor", .text, width: 28, "as the log gives it")
        case .date: CatalogueEntry("Date", .day, width: 10.5, "date of the order, or first day of a rental or booking")
        case .end: CatalogueEntry("End", .day, width: 10.5, "last day of a blanket order, a rental or a booking")
        case .type: CatalogueEntry("Type", .text, width: 10, "blanket, rental, or what a list of bookings says")
        case .account: CatalogueEntry("Account", .text, width: 9, "the account that the line is coded to")
        case .description: CatalogueEntry("Description", .text, width: 34, "the log's text")
        case .amount: CatalogueEntry("Amount", .cents, width: 13, "the line as ordered; zero when it is void")
        case .reduced: CatalogueEntry("Reduced", .cents, width: 12, "taken off by change orders")
        case .invoiced:
            CatalogueEntry(
                "Invoiced", .cents, width: 13, "posted cost that cites the order",
                footnote: "Invoiced: posted cost that cites the order, less credits, set against its lines in turn.")
        case .open:
            CatalogueEntry(
                "Open", .cents, width: 13, isStrong: true, "what is still to come; the cost report's open POs")
        case .overbilled: CatalogueEntry("Over-billed", .cents, width: 12, "posted beyond the whole order")
        case .lapsed:
            CatalogueEntry("Not used", .cents, width: 12, "what a blanket order had left when it ended: not committed")
        case .status: CatalogueEntry("Status", .text, width: 11, "open, closed, void, ended or over-billed")
        case .lastInvoice: CatalogueEntry("Last invoice", .day, width: 11, "date of the latest cost that cites it")
        case .age: CatalogueEntry("Days", .number(digits: 0), width: 7, "days from its date to the report's")
        }
    }
}

enum OrderLogSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<OrderLogColumn>(definition, context.header, context.production)
        let orders = context.findings.orders
        var places: [String: Int] = [:]
        for (index, line) in context.findings.lines.enumerated() { places[line.account.code] = index }
        grid.addRows(
            orders,
            totals: [
                (.amount, \.amount), (.reduced, \.reduced), (.invoiced, { $0.relieved + $0.overbilled }),
                (.open, \.open),
                (.overbilled, \.overbilled), (.lapsed, \.lapsed),
            ]
        ) { column, order in
            cell(
                column, order, at: context.findings.period,
                link: places[order.account].flatMap { context.accountLink($0) })
        }
        if orders.isEmpty { grid.addNote("No order log has been imported yet.") }
        grid.set(frozenColumns: 2, hasFilter: !orders.isEmpty)
        return grid.sheet
    }

    private static func cell(_ column: OrderLogColumn, _ order: OrderLine, at date: Day, link: String?) -> Cell {
        let isOver = !order.overbilled.isZero
        return switch column {
        case .number: .text(order.number)
        case .vendor: .text(order.vendor)
        case .date: .day(order.date)
        case .end: .day(order.end)
        case .type: .text(order.type.isEmpty && order.isBlanket ? "blanket" : order.type)
        case .account: Cell(.text(order.account), .plain, link: link)
        case .description: .text(order.details)
        case .amount: .money(order.amount)
        case .reduced: .money(order.reduced)
        case .invoiced: .money(order.relieved + order.overbilled)
        case .open: .money(order.open)
        case .overbilled: .money(order.overbilled, isOver ? .alarm : .plain)
        case .lapsed: .money(order.lapsed)
        case .status: .text(status(order), isOver ? .alarm : order.open.isZero ? .muted : .plain)
        case .lastInvoice: .day(order.lastBilled)
        case .age: order.date.isNone ? .blank : Cell(.number(Int64(date - order.date), digits: 0))
        }
    }

    private static func status(_ order: OrderLine) -> String {
        if !order.overbilled.isZero { return "over-billed" }
        return order.status == .open && order.hasEnded ? "ended" : order.status.name
    }
}

/// Rentals and bookings, what is overdue first.
enum RentalColumn: String, CatalogueColumn {
    case state, due, number, vendor, item, type, start, days
    case daysOverdue = "days_overdue"
    case rate, amount, open, order

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .state:
            CatalogueEntry(
                "State", .text, width: 10, "OVERDUE, out, ahead, over (a service that has ended) or back",
                footnote: "At the report's date. Days out count the first and the last day.")
        case .due: CatalogueEntry("Due back", .day, width: 11, "its last day")
        case .number: CatalogueEntry("No.", .text, width: 13, "number of the rental or booking")
        case .vendor: CatalogueEntry("Vendor", .text, width: 28, "whose it is")
        case .item: CatalogueEntry("Item", .text, width: 36, "what it is")
        case .type: CatalogueEntry("Type", .text, width: 10, "rental, hotel, flight, car")
        case .start: CatalogueEntry("From", .day, width: 11, "its first day")
        case .days: CatalogueEntry("Days out", .number(digits: 0), width: 9, "days up to the report's date")
        case .daysOverdue: CatalogueEntry("Overdue", .number(digits: 0), width: 9, "days since it was due back")
        case .rate: CatalogueEntry("Rate", .rate, width: 11, "price of one day, night or week, as the list has it")
        case .amount: CatalogueEntry("Amount", .cents, width: 13, "what it costs in all")
        case .open:
            CatalogueEntry(
                "Open", .cents, width: 13, isStrong: true, "still committed by it; zero where an order is cited")
        case .order: CatalogueEntry("PO", .text, width: 11, "the order that commits it")
        }
    }
}

enum RentalSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<RentalColumn>(definition, context.header, context.production)
        let rentals = context.commitments.rentals
        grid.addRows(rentals, totals: [(.open, \.order.open)]) { column, rental in cell(column, rental) }
        if rentals.isEmpty { grid.addNote("No rental or booking with an end date has been imported yet.") }
        grid.set(frozenColumns: 2, hasFilter: !rentals.isEmpty)
        return grid.sheet
    }

    private static func cell(_ column: RentalColumn, _ rental: Rental) -> Cell {
        let order = rental.order
        let role: Cell.Role =
            rental.state == .overdue ? .alarm : rental.state == .back || rental.state == .over ? .muted : .plain
        return switch column {
        case .state: .text(rental.state.rawValue, role)
        case .due: .day(order.end)
        case .number: .text(order.number)
        case .vendor: .text(order.vendor)
        case .item: .text(order.details)
        case .type: .text(order.type)
        case .start: .day(order.date)
        case .days: rental.daysOut == 0 ? .blank : Cell(.number(Int64(rental.daysOut), digits: 0))
        case .daysOverdue:
            rental.daysOverdue == 0 ? .blank : Cell(.number(Int64(rental.daysOverdue), digits: 0), .alarm)
        case .rate: order.rate.tenThousandths == 0 ? .blank : Cell(.number(order.rate.tenThousandths, digits: 4))
        case .amount: .money(order.amount)
        case .open: .money(order.open)
        case .order: .text(rental.cites)
        }
    }
}
