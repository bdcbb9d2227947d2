import CostModel
import Reconcile
import Sheets

/// Labour by person.
enum WorkerColumn: String, CatalogueColumn {
    case worker, weeks
    case straight = "hours_st"
    case half = "hours_15x"
    case double = "hours_2x"
    case gross, fringe, cost, accrued

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .worker: CatalogueEntry("Worker", .text, width: 32, "as the register names the person")
        case .weeks: CatalogueEntry("Weeks", .number(digits: 0), width: 8, "weeks of service on the register")
        case .straight: CatalogueEntry("Hours ST", .number(digits: 2), band: "ON THE REGISTER", width: 10, "hours at straight time")
        case .half: CatalogueEntry("Hours 1.5x", .number(digits: 2), band: "ON THE REGISTER", width: 10, "hours at time and a half")
        case .double: CatalogueEntry("Hours 2x", .number(digits: 2), band: "ON THE REGISTER", width: 10, "hours at double time")
        case .gross: CatalogueEntry("Gross", .cents, band: "ON THE REGISTER", width: 14, "pay before deductions")
        case .fringe:
            CatalogueEntry(
                "Fringe", .cents, band: "ON THE REGISTER", width: 14, "employer's taxes, benefits and fees",
                footnote: "Fringe: employer's taxes and benefits, and the payroll company's fee.")
        case .cost:
            CatalogueEntry("Cost", .cents, band: "ON THE REGISTER", width: 14, isStrong: true, "gross and fringe")
        case .accrued:
            CatalogueEntry(
                "Accrued", .cents, band: "NOT YET PAID", width: 14, "timecards that no register holds yet",
                footnote: "Accrued: timecards that no payroll register holds yet, at the deal's rate and without fringe.")
        }
    }

    func hours(_ expense: WorkerExpense) -> Int64? {
        switch self {
        case .straight: expense.straight
        case .half: expense.half
        case .double: expense.double
        case .worker, .weeks, .gross, .fringe, .cost, .accrued: nil
        }
    }

    func amount(_ expense: WorkerExpense) -> Money? {
        switch self {
        case .gross: expense.gross
        case .fringe: expense.fringe
        case .cost: expense.gross + expense.fringe
        case .accrued: expense.accrued
        case .worker, .weeks, .straight, .half, .double: nil
        }
    }
}

enum WorkerSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<WorkerColumn>(definition, context.header, context.production)
        let workers = WorkerExpense.all(context.snapshot, context.findings)
        let first = grid.nextRow
        for worker in workers {
            let at = grid.nextRow
            grid.add(.detail) { cell($0, worker, at, grid) }
        }
        if workers.isEmpty { grid.addNote("Nobody is on a payroll register or a timecard yet.") }
        let rows = workers.isEmpty ? [] : [first...first + workers.count - 1]
        grid.add(.grand) { column in
            if workers.first.flatMap(column.hours) != nil {
                return grid.sum(column, rows, workers.reduce(0) { $0 + column.hours($1)! }, digits: 2)
            }
            switch column {
            case .worker: return .text("Total")
            case .weeks: return grid.sum(column, rows, workers.reduce(0) { $0 + Int64($1.weeks) }, digits: 0)
            case .straight, .half, .double: return .blank
            case .gross, .fringe, .cost, .accrued:
                return grid.sum(column, rows, workers.reduce(context.zero) { $0 + column.amount($1)! })
            }
        }
        grid.set(frozenColumns: 1)
        return grid.sheet
    }

    private static func cell(_ column: WorkerColumn, _ worker: WorkerExpense, _ at: Int, _ grid: Grid<WorkerColumn>) -> Cell {
        if let hours = column.hours(worker) { return Cell(.number(hours, digits: 2)) }
        switch column {
        case .worker: return worker.worker.isEmpty ? .text("No name given", .muted) : .text(worker.worker)
        case .weeks: return Cell(.number(Int64(worker.weeks), digits: 0))
        case .cost:
            guard let gross = grid.address(.gross, at), let fringe = grid.address(.fringe, at) else {
                return .money(worker.gross + worker.fringe)
            }
            return .formula("\(gross)+\(fringe)", worker.gross + worker.fringe)
        default: return .money(column.amount(worker)!)
        }
    }
}
