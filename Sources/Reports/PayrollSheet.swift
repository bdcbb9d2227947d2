import CostModel
import Reconcile
import Sheets

/// Labour by week of service.
enum PayrollColumn: String, CatalogueColumn {
    case week, workers
    case straight = "hours_st"
    case half = "hours_15x"
    case double = "hours_2x"
    case cost, accrued, total

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .week: CatalogueEntry("Week ending", .day, width: 13, "the week in which the work was done")
        case .workers: CatalogueEntry("Workers", .number(digits: 0), width: 9, "people at work")
        case .straight: CatalogueEntry("Hours ST", .number(digits: 2), width: 11, "hours at straight time")
        case .half: CatalogueEntry("Hours 1.5x", .number(digits: 2), width: 11, "hours at time and a half")
        case .double: CatalogueEntry("Hours 2x", .number(digits: 2), width: 11, "hours at double time")
        case .cost: CatalogueEntry("Cost on register", .cents, width: 15, "gross and fringe")
        case .accrued:
            CatalogueEntry(
                "Accrued from timecards", .cents, width: 15, "timecards that no register holds yet",
                footnote: "Accrued: timecards that no payroll register holds yet, at the deal's rate and without fringe. "
                    + "A register takes the place of its weeks' timecards.")
        case .total: CatalogueEntry("Total", .cents, width: 15, isStrong: true, "register and accrual")
        }
    }

    func hours(_ week: PayrollWeek) -> Int64? {
        switch self {
        case .straight: week.straight
        case .half: week.half
        case .double: week.double
        case .week, .workers, .cost, .accrued, .total: nil
        }
    }

    func amount(_ week: PayrollWeek) -> Money? {
        switch self {
        case .cost: week.cost
        case .accrued: week.accrued
        case .total: week.cost + week.accrued
        case .week, .workers, .straight, .half, .double: nil
        }
    }
}

enum PayrollSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<PayrollColumn>(definition, context.header, context.production)
        let weeks = PayrollWeek.all(context.snapshot, context.findings)
        let first = grid.nextRow
        for week in weeks {
            let at = grid.nextRow
            grid.add(.detail) { cell($0, week, at, grid) }
        }
        if weeks.isEmpty { grid.addNote("No payroll register and no timecard has been imported yet.") }
        let rows = weeks.isEmpty ? [] : [first...first + weeks.count - 1]
        grid.add(.grand) { column in
            switch column {
            case .week: .text("Total")
            case .workers: .blank
            case .straight, .half, .double:
                grid.sum(column, rows, weeks.reduce(0) { $0 + column.hours($1)! }, digits: 2)
            case .cost, .accrued, .total:
                grid.sum(column, rows, weeks.reduce(context.zero) { $0 + column.amount($1)! })
            }
        }
        grid.set(frozenColumns: 1)
        return grid.sheet
    }

    private static func cell(_ column: PayrollColumn, _ week: PayrollWeek, _ at: Int, _ grid: Grid<PayrollColumn>) -> Cell {
        if let hours = column.hours(week) { return Cell(.number(hours, digits: 2)) }
        switch column {
        case .week: return .day(week.weekEnding)
        case .workers: return Cell(.number(Int64(week.workers), digits: 0))
        case .total:
            guard let cost = grid.address(.cost, at), let accrued = grid.address(.accrued, at) else {
                return .money(week.cost + week.accrued)
            }
            return .formula("\(cost)+\(accrued)", week.cost + week.accrued)
        default: return .money(column.amount(week)!)
        }
    }
}
