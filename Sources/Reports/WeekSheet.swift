import CostModel
import Reconcile
import Sheets

/// Cost by week, and where it goes from there: what the curve of the dashboard draws.
enum WeekColumn: String, CatalogueColumn {
    case number, week, days, cost
    case toDate = "to_date"
    case forecast
    case workingBudget = "working_budget"

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .number: CatalogueEntry("Week", .text, width: 7, "number of the week's report")
        case .week: CatalogueEntry("Week ending", .day, width: 13, "last day of the week")
        case .days:
            CatalogueEntry(
                "Days", .number(digits: 0), width: 7, "days of the schedule in the week, whatever their kind")
        case .cost: CatalogueEntry("Cost in the week", .money, width: 13, "what counts in the week")
        case .toDate: CatalogueEntry("Cost to date", .money, width: 13, "from the start through the week")
        case .forecast:
            CatalogueEntry(
                "Forecast", .money, width: 13, "cost to date with the rest of the final cost, through the week",
                footnote:
                    "Forecast: what the estimated final cost has beyond the cost to date, spread over the weeks to "
                    + "come by their scheduled days.")
        case .workingBudget: CatalogueEntry("Working budget", .money, width: 13, "the whole of it, for comparison")
        }
    }
}

/// Which row holds which week, so that the dashboard can draw them.
struct WeekPlan {
    let sheet: String
    let rows: ClosedRange<Int>
    /// Those with a cost.
    private let actual: ClosedRange<Int>
    private let columns: [WeekColumn]

    init?(_ definition: SheetDefinition, _ grid: Grid<WeekColumn>, _ weeks: WeeklyCosts) {
        guard !weeks.weeks.isEmpty else { return nil }
        sheet = definition.name
        columns = grid.columns
        rows = grid.sheet.firstLineRow...grid.sheet.firstLineRow + weeks.weeks.count - 1
        actual = rows.lowerBound...rows.lowerBound + max(weeks.weeks.count { !$0.isForecast }, 1) - 1
    }

    /// `'Weekly Cost'!$C$6:$C$20`; of the weeks with a cost alone where that is asked.
    func range(_ column: WeekColumn, ofActual isActual: Bool = false) -> String? {
        let rows = isActual ? actual : rows
        guard let place = columns.firstIndex(of: column) else { return nil }
        let letter = Address.column(place)
        let name = "'\(sheet.replacing("'", with: "''"))'"
        return "\(name)!$\(letter)$\(rows.lowerBound + 1):$\(letter)$\(rows.upperBound + 1)"
    }
}

struct WeekSheet {
    private let grid: Grid<WeekColumn>
    private let context: Context
    private let weeks: WeeklyCosts

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = WeekSheet(
            grid: Grid(definition, context.header, context.production), context: context,
            weeks: context.summary.weeks)
        for week in sheet.weeks.weeks { sheet.add(week) }
        sheet.grid.set(frozenColumns: 1)
        return sheet.grid.sheet
    }

    private func add(_ week: WeeklyCosts.Week) {
        let at = grid.nextRow
        let isNow = week.ending == context.findings.period
        let budget = context.summary.total.workingBudget
        grid.add(.detail) { column in
            switch column {
            case .number: .text("\(context.production.calendar.number(of: week.ending))")
            case .week: .day(week.ending)
            case .days: Cell(.number(Int64(week.days), digits: 0))
            case .cost: week.isForecast ? .blank : .money(week.cost)
            case .toDate: week.isForecast ? .blank : toDate(week, at)
            // The forecast begins where the cost ends, so that the two lines meet.
            case .forecast: week.isForecast ? forecast(week) : isNow ? toDate(week, at) : .blank
            case .workingBudget:
                context.grandAddress(.workingBudget).map { .formula($0, budget) } ?? .money(budget)
            }
        }
    }

    private func toDate(_ week: WeeklyCosts.Week, _ at: Int) -> Cell {
        guard let cost = grid.place(.cost) else { return .money(week.cumulative) }
        let first = Address.cell(grid.sheet.firstLineRow, cost)
        let earlier =
            week.cumulative
            - weeks.weeks.prefix(at - grid.sheet.firstLineRow + 1).reduce(context.zero) {
                $0 + $1.cost
            }
        return .formula(
            "ROUND(SUM(\(first):\(Address.cell(at, cost)))\(Formula.plus(earlier)),\(digits))", week.cumulative)
    }

    private var digits: Int { context.production.currency.minorDigits }

    /// Whole minor units are shared out, so that a half is a half for us and for the spreadsheet.
    private func forecast(_ week: WeeklyCosts.Week) -> Cell {
        guard let final = context.grandAddress(.finalCost), let toDate = context.grandAddress(.toDate) else {
            return .money(week.cumulative)
        }
        let unit = Decimals.power(digits)
        let rest = "ROUND((\(final)-\(toDate))*\(unit),0)"
        let share = "ROUND(\(rest)*\(week.daysAhead)/\(weeks.daysAhead),0)/\(unit)"
        return .formula("ROUND(\(toDate)+\(share),\(digits))", week.cumulative)
    }
}
