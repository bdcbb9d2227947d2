import CostModel
import Reconcile
import Sheets

/// The labour worksheet: what each deal has still to be paid on the days that are left.
enum CrewColumn: String, CatalogueColumn {
    case account, description, worker, occupation, unit, per, rate
    case unitsDone = "units_done"
    case unitsLeft = "units_left"
    case overtime, fringes
    case estimate = "etc"
    case start, finish

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .account: CatalogueEntry("Account", .text, width: 9, "the code as the chart of accounts writes it")
        case .description: CatalogueEntry("Description", .text, width: 26, "the name of the account")
        case .worker: CatalogueEntry("Name", .text, width: 26, "the worker of the deal")
        case .occupation: CatalogueEntry("Occupation", .text, width: 26, "as the deal has it")
        case .unit: CatalogueEntry("Unit", .text, width: 9, "whose shooting days are paid; blank for all")
        case .per: CatalogueEntry("Per", .text, width: 9, "hour, day, week, flat, or an allowance")
        case .rate: CatalogueEntry("Rate", .rate, width: 12, "money for one of these")
        case .unitsDone:
            CatalogueEntry(
                "Units done", .number(digits: 2), width: 9,
                "days or weeks up to the last one that is paid or on a timecard")
        case .unitsLeft: CatalogueEntry("Units left", .number(digits: 2), width: 9, "days or weeks still to come")
        case .overtime: CatalogueEntry("OT %", .number(digits: 2), width: 8, "overtime allowance on top of the rate")
        case .fringes: CatalogueEntry("Fringes", .text, width: 14, "the package that comes on top, on its own account")
        case .estimate:
            CatalogueEntry(
                "Estimate to complete", .cents, width: 15, isStrong: true, "rate × units left with overtime",
                footnote:
                    "Before open orders of the same account are taken off. A line uses it where its method is deals.")
        case .start: CatalogueEntry("Start", .day, width: 11, "first day of the deal")
        case .finish: CatalogueEntry("Finish", .day, width: 11, "last day of the deal")
        }
    }
}

enum CrewSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<CrewColumn>(definition, context.header, context.production)
        let crew = context.findings.crew.sorted {
            ($0.line, $0.deal.start, $0.entry) < ($1.line, $1.deal.start, $1.entry)
        }
        let first = grid.nextRow
        for row in crew { add(row, to: grid, context) }
        if crew.isEmpty {
            grid.addNote("No deal has been imported yet.")
        } else {
            let total = Money(crew.reduce(0) { $0 + $1.amount }, context.production.currency)
            grid.add(.grand) { column in
                switch column {
                case .description: .text("Total")
                case .estimate: grid.sum(column, [first...grid.nextRow - 1], total)
                default: .blank
                }
            }
        }
        grid.set(frozenColumns: 3, hasFilter: !crew.isEmpty)
        return grid.sheet
    }

    private static func add(_ row: CrewLine, to grid: Grid<CrewColumn>, _ context: Context) {
        let account = context.findings.lines[row.line].account
        let isFlat = row.deal.per == .flat
        grid.add(.detail) { column in
            switch column {
            case .account: Cell(.text(account.code), .plain, link: context.accountLink(row.line))
            case .description: .text(account.name)
            case .worker: .text(row.deal.worker)
            case .occupation: .text(row.deal.occupation)
            case .unit: .text(row.deal.unit)
            case .per: .text(row.deal.per.rawValue.replacing("-", with: " "))
            case .rate: Cell(.number(row.deal.rate.tenThousandths, digits: 4))
            case .unitsDone: isFlat ? .blank : Cell(.number(row.unitsDone, digits: 2))
            case .unitsLeft: isFlat ? .blank : Cell(.number(row.unitsLeft, digits: 2))
            case .overtime: row.deal.overtime == 0 ? .blank : Cell(.number(Int64(row.deal.overtime), digits: 2))
            case .fringes: .text(row.deal.fringes)
            case .estimate: .money(Money(row.amount, context.production.currency))
            case .start: .day(row.deal.start)
            case .finish: .day(row.deal.finish)
            }
        }
    }
}
