import CostModel
import Reconcile
import Sheets

/// Cash by week: what moved, then what is expected to move.
enum CashFlowColumn: String, CatalogueColumn {
    case week, state, opening, funding, payroll, vendors
    case pettyCash = "petty_cash"
    case cards, other, orders, accruals, estimate, out, closing

    func entry(_ production: Production) -> CatalogueEntry {
        func out(_ heading: String, _ meaning: String) -> CatalogueEntry {
            CatalogueEntry(heading, .cents, band: "Paid", width: 13, meaning)
        }
        func expected(_ heading: String, _ meaning: String, footnote: String = "") -> CatalogueEntry {
            CatalogueEntry(heading, .cents, band: "Expected", width: 13, meaning, footnote: footnote)
        }
        return switch self {
        case .week: CatalogueEntry("Week ending", .day, width: 12, "last day of the week")
        case .state: CatalogueEntry("", .text, width: 11, "actual or projected")
        case .opening: CatalogueEntry("Opening cash", .cents, width: 15, "closing cash of the week before")
        case .funding: CatalogueEntry("Funding in", .cents, width: 14, "draws and deposits")
        case .payroll: out("Payroll", "pay runs by their day")
        case .vendors: out("Vendors", "payments of the check register to vendors")
        case .pettyCash: out("Petty cash", "floats given out less cash returned")
        case .cards: out("Cards", "payments of card statements")
        case .other: out("Other", "other payments of the check register")
        case .orders: expected("Open POs", "open orders by their last day, at the earliest next week")
        case .accruals: expected("Timecards", "accrued timecards, next week")
        case .estimate:
            expected(
                "Estimate", "the estimate to complete, spread evenly to the last day of the schedule",
                footnote:
                    "Expected: open POs, accrued timecards and the estimate to complete, which together are the final cost "
                    + "less the cost to date. Bills that are posted and not paid yet are not projected, nor is funding."
            )
        case .out: CatalogueEntry("Money out", .cents, width: 15, "all that is paid or expected")
        case .closing:
            CatalogueEntry("Closing cash", .cents, width: 15, isStrong: true, "opening plus funding less money out")
        }
    }

    func amount(_ week: CashWeek) -> Money? {
        switch self {
        case .week, .state: nil
        case .opening: week.opening
        case .funding: week.funding
        case .payroll: week.payroll
        case .vendors: week.vendors
        case .pettyCash: week.pettyCash
        case .cards: week.cards
        case .other: week.other
        case .orders: week.orders
        case .accruals: week.accruals
        case .estimate: week.estimate
        case .out: week.out
        case .closing: week.closing
        }
    }

    static let outs: [CashFlowColumn] = [
        .payroll, .vendors, .pettyCash, .cards, .other, .orders, .accruals, .estimate,
    ]
}

struct CashFlowSheet {
    private let grid: Grid<CashFlowColumn>
    private let context: Context

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = CashFlowSheet(grid: Grid(definition, context.header, context.production), context: context)
        guard let flow = context.findings.cash.flow, !flow.isEmpty else {
            sheet.grid.addNote("No check register has been imported yet.")
            return sheet.grid.sheet
        }
        let actual = flow.weeks.filter { !$0.isProjected }
        let projected = flow.weeks.filter(\.isProjected)
        let rows = sheet.add(actual, "Actual to date", opening: flow.openingBalance, after: nil)
        let closing = sheet.grid.address(.closing, rows.upperBound)
        if !projected.isEmpty {
            sheet.grid.addSpacer()
            _ = sheet.add(
                projected, "Projected", opening: actual.last?.closing ?? flow.openingBalance, after: closing)
        }
        if !flow.setAside.isZero {
            sheet.grid.note(
                "Payments of \(flow.setAside.grouped) settle pay runs, floats or statements that are shown by their own records."
            )
        }
        if !flow.before.isZero {
            sheet.grid.note("\(flow.before.grouped) moved before the day of the opening balance, which holds it.")
        }
        sheet.grid.set(frozenColumns: 2)
        return sheet.grid.sheet
    }

    /// The weeks and their total; returns the rows of the weeks.
    private func add(_ weeks: [CashWeek], _ title: String, opening: Money, after: String?) -> ClosedRange<Int> {
        let first = grid.nextRow
        for (place, week) in weeks.enumerated() {
            let at = grid.nextRow
            let before = place == 0 ? after : grid.address(.closing, at - 1)
            grid.add(.detail) { column in
                switch column {
                case .week: .day(week.ending)
                case .state: .text(week.isProjected ? "projected" : "actual", week.isProjected ? .muted : .plain)
                case .opening: before.map { .formula($0, week.opening) } ?? .money(week.opening)
                case .out: sumOut(at, week.out)
                case .closing: closing(at, week.closing)
                default: column.amount(week)!.isZero ? .blank : .money(column.amount(week)!)
                }
            }
        }
        let rows = first...grid.nextRow - 1
        grid.add(.section) { column in
            switch column {
            case .week: .text(title)
            case .state, .opening: .blank
            case .closing:
                grid.address(.closing, rows.upperBound).map { .formula($0, weeks.last!.closing) }
                    ?? .money(weeks.last!.closing)
            default: grid.sum(column, [rows], weeks.reduce(context.zero) { $0 + column.amount($1)! })
            }
        }
        return rows
    }

    private var digits: Int { context.production.currency.minorDigits }

    private func sumOut(_ at: Int, _ amount: Money) -> Cell {
        let terms = CashFlowColumn.outs.compactMap { grid.address($0, at) }
        guard terms.count == CashFlowColumn.outs.count else { return .money(amount) }
        return .formula("ROUND(\(terms.joined(separator: "+")),\(digits))", amount)
    }

    private func closing(_ at: Int, _ amount: Money) -> Cell {
        guard let opening = grid.address(.opening, at), let funding = grid.address(.funding, at),
            let out = grid.address(.out, at)
        else { return .money(amount) }
        return .formula("ROUND(\(opening)+\(funding)-\(out),\(digits))", amount, amount.isNegative ? .alarm : .plain)
    }
}
