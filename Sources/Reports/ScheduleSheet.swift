import CostModel
import Reconcile
import Sheets

/// Where the shoot stands against the schedule of the first report.
enum ScheduleColumn: String, CatalogueColumn {
    case measure, planned, now, difference

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .measure: CatalogueEntry("", .text, width: 44, "what is counted")
        case .planned:
            CatalogueEntry("First schedule", .number(digits: 0), width: 12, "as the first report had the shoot days")
        case .now: CatalogueEntry("Now", .number(digits: 0), width: 12, isStrong: true, "as they are scheduled now")
        case .difference: CatalogueEntry("Difference", .number(digits: 0), width: 12, "now less first")
        }
    }
}

enum ScheduleSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<ScheduleColumn>(definition, context.header, context.production)
        let status = context.findings.schedule
        guard status.total > 0 else {
            grid.addNote("There is no shooting schedule.")
            return grid.sheet
        }
        let planned = status.planned
        add("Shoot days scheduled", planned?.total, status.total, to: grid)
        add("Shoot days up to \(context.findings.period)", planned?.done, status.done, to: grid)
        add("Shoot days left", planned.map { $0.total - $0.done }, status.left, to: grid)
        let phase = status.phase(at: context.findings.period)
        let state = status.aheadBehind
        grid.addNote(phase + (state.isEmpty ? "." : ", \(state)."))
        let wasLast = planned.map { ", in the first schedule \($0.last)" } ?? ""
        grid.addNote("First shoot day \(status.first), last \(status.last)\(wasLast).")
        return grid.sheet
    }

    private static func add(_ name: String, _ planned: Int?, _ now: Int, to grid: Grid<ScheduleColumn>) {
        let at = grid.nextRow
        grid.add(.detail) { column in
            switch column {
            case .measure: return .text(name)
            case .planned: return planned.map { Cell(.number(Int64($0), digits: 0)) } ?? .blank
            case .now: return Cell(.number(Int64(now), digits: 0))
            case .difference:
                guard let planned else { return .blank }
                let value = Cell.Value.number(Int64(now - planned), digits: 0)
                guard let old = grid.address(.planned, at), let new = grid.address(.now, at) else { return Cell(value) }
                return Cell(.formula("\(new)-\(old)", value))
            }
        }
    }
}
