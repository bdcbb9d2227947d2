import CostModel
import Reconcile
import Sheets

/// What timecards came to beside what the register pays for the same worker and week.
enum LabourWeekColumn: String, CatalogueColumn {
    case week, worker, accrued, register, difference, state

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .week: CatalogueEntry("Week ending", .day, width: 13, "the week in which the work was done")
        case .worker: CatalogueEntry("Worker", .text, width: 30, "as first met")
        case .accrued: CatalogueEntry("Timecards", .cents, width: 15, "what the worker's timecards of the week come to")
        case .register:
            CatalogueEntry(
                "Register", .cents, width: 15, "gross of the payroll register for that week",
                footnote:
                    "Register: gross without rentals and reimbursements (policies.yaml: labour, not_wages). It takes the place of the timecards."
            )
        case .difference:
            CatalogueEntry(
                "Difference", .cents, width: 15, isStrong: true,
                "register less timecards; blank while no register has come")
        case .state: CatalogueEntry("State", .text, width: 13, "accrued or superseded")
        }
    }
}

enum LabourWeekSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<LabourWeekColumn>(definition, context.header, context.production)
        let weeks = context.findings.labour.weeks
        if weeks.isEmpty { grid.addNote("No timecard has been imported yet.") }
        let rows = grid.nextRow + 1...grid.nextRow + max(weeks.count, 1)
        let title = grid.columns.first
        func total(_ column: LabourWeekColumn, _ amount: (LabourWeek) -> Money?) -> Cell {
            let sum = weeks.reduce(context.zero) { $0 + (amount($1) ?? context.zero) }
            guard let place = grid.place(column), !weeks.isEmpty else { return .money(sum) }
            return .formula("SUBTOTAL(109,\(Formula.range(rows, place)))", sum)
        }
        grid.add(.category) { column in
            switch column {
            case .accrued: total(column, \.accrued)
            case .register: total(column, \.register)
            case .difference: total(column, \.difference)
            default: column == title ? .text("Total") : .blank
            }
        }
        grid.set(detail: LabourWeekRows(weeks, grid.columns, context))
        grid.set(frozenColumns: 2, hasFilter: !weeks.isEmpty)
        return grid.sheet
    }
}

/// Weeks of workers by the thousand, as streamed rows.
private struct LabourWeekRows: DetailRows {
    private(set) var texts: Texts
    private let weeks: [LabourWeek]
    private let columns: [LabourWeekColumn]
    private let (accrued, superseded): (TextID, TextID)

    init(_ weeks: [LabourWeek], _ columns: [LabourWeekColumn], _ context: Context) {
        (self.weeks, self.columns) = (weeks, columns)
        var texts = context.snapshot.texts
        (accrued, superseded) = (texts.intern("accrued"), texts.intern("superseded"))
        self.texts = texts
    }

    var count: Int { weeks.count }

    func write(_ range: Range<Int>, to sink: inout some DetailSink) {
        for week in weeks[range] {
            for column in columns {
                switch column {
                case .week: sink.day(week.week)
                case .worker: if week.worker.isEmpty { sink.blank() } else { sink.shared(week.worker) }
                case .accrued: sink.money(week.accrued)
                case .register: if let money = week.register { sink.money(money) } else { sink.blank() }
                case .difference: if let money = week.difference { sink.money(money) } else { sink.blank() }
                case .state: sink.shared(week.register == nil ? accrued : superseded)
                }
            }
            sink.endRow()
        }
    }
}
