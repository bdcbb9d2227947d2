import CostModel
import Reconcile
import Sheets

/// Call sheet beside production report.
enum HotCostColumn: String, CatalogueColumn {
    case date, department, name, account
    case plannedCall = "planned_in"
    case plannedWrap = "planned_out"
    case call = "in"
    case meals
    case wrap = "out"
    case plannedHours = "planned_hours"
    case hours
    case hoursOver = "hours_over"
    case plannedOvertime = "planned_overtime"
    case overtime
    case mealLate = "meal_late"
    case plannedCount = "planned_count"
    case count
    case countOver = "count_over"
    case mealPenalty = "meal_penalty"
    case rest = "forced_call"
    case planned, actual, over

    func entry(_ production: Production) -> CatalogueEntry {
        let (plan, day) = ("Call sheet", "Production report")
        return switch self {
        case .date: CatalogueEntry("Date", .day, width: 10.5, "the day of the set")
        case .department: CatalogueEntry("Department", .text, width: 15, "as the call sheet gives it")
        case .name: CatalogueEntry("Person or measure", .text, width: 26, "who, or what is counted")
        case .account: CatalogueEntry("Account", .text, width: 9, "as the call sheet gives it")
        case .plannedCall: CatalogueEntry("Call", .text, band: plan, width: 7, "the call")
        case .plannedWrap: CatalogueEntry("Est. wrap", .text, band: plan, width: 8, "the estimated wrap")
        case .call: CatalogueEntry("In", .text, band: day, width: 7, "when work began")
        case .meals: CatalogueEntry("Meals", .text, band: day, width: 13, "meals out and in")
        case .wrap: CatalogueEntry("Out", .text, band: day, width: 7, "when it ended")
        case .plannedHours: hours("Planned", "hours as planned, without meals")
        case .hours: hours("Actual", "hours as they were, without meals")
        case .hoursOver: hours("Over", "actual less planned hours")
        case .plannedOvertime: minutes("OT planned", "paid above straight time, as planned")
        case .overtime: minutes("OT actual", "paid above straight time")
        case .mealLate: minutes("Meal late", "by which meals came late")
        case .plannedCount: count("Planned", "plates, pages, setups, heads as planned")
        case .count: count("Actual", "as they were")
        case .countOver: count("Over", "actual less planned")
        case .mealPenalty: money("Meal penalty", "for late meals, within the actual amount")
        case .rest: money("Forced call", "for an invaded rest, within the actual amount")
        case .planned: money("Planned", "by the deals and the agreements of labour.yaml")
        case .actual: money("Actual", "the same for the day as it was")
        case .over:
            CatalogueEntry(
                "Over/(Under)", .cents, band: "Money", width: 12, isStrong: true, "actual less planned",
                footnote:
                    "An estimate of the day from call sheet and production report: it is posted nowhere and in no other figure. The payroll register decides."
            )
        }
        func hours(_ heading: String, _ meaning: String) -> CatalogueEntry {
            CatalogueEntry(heading, .number(digits: 2), band: "Hours", width: 8.5, meaning)
        }
        func minutes(_ heading: String, _ meaning: String) -> CatalogueEntry {
            CatalogueEntry(heading, .number(digits: 0), band: "Minutes", width: 8, meaning)
        }
        func count(_ heading: String, _ meaning: String) -> CatalogueEntry {
            CatalogueEntry(heading, .number(digits: 2), band: "Count", width: 8.5, meaning)
        }
        func money(_ heading: String, _ meaning: String) -> CatalogueEntry {
            CatalogueEntry(heading, .cents, band: "Money", width: 12, meaning)
        }
    }

    /// Of a person: hundredths of hours, or minutes.
    func time(_ row: HotCostRow) -> (value: Int64, digits: Int)? {
        func hours(_ seconds: Int64) -> Int64 { (seconds + 18) / 36 }
        return switch self {
        case .plannedHours: (hours(row.planned.worked), 2)
        case .hours: (hours(row.actual.worked), 2)
        case .hoursOver: (hours(row.actual.worked) - hours(row.planned.worked), 2)
        case .plannedOvertime: ((row.planned.overtime + 30) / 60, 0)
        case .overtime: ((row.actual.overtime + 30) / 60, 0)
        case .mealLate: ((row.actual.mealLate + 30) / 60, 0)
        default: nil
        }
    }

    func minor(_ row: HotCostRow) -> Int64? {
        switch self {
        case .mealPenalty: row.actual.mealPenalty
        case .rest: row.actual.restPenalty
        case .planned: row.planned.money ?? 0
        case .actual: row.actual.money ?? 0
        case .over: (row.actual.money ?? 0) - (row.planned.money ?? 0)
        default: nil
        }
    }
}

struct HotCostSheet {
    private let grid: Grid<HotCostColumn>
    private let currency: Currency

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = HotCostSheet(
            grid: Grid(definition, context.header, context.production), currency: context.production.currency)
        let rows = context.findings.labour.hotCosts
        var ranges: [ClosedRange<Int>] = []
        var first = 0
        while first < rows.count {
            var end = first
            while end < rows.count, rows[end].date == rows[first].date { end += 1 }
            let start = sheet.grid.nextRow
            for row in rows[first..<end] { sheet.add(row) }
            let range = start...start + end - first - 1
            sheet.addTotal(.category, "Day", rows[first..<end], [range])
            ranges.append(range)
            first = end
        }
        if rows.isEmpty {
            sheet.grid.addNote("No call sheet and no production report of the week has been imported.")
        } else {
            sheet.addTotal(.grand, "All days", rows[...], ranges)
        }
        sheet.grid.set(frozenColumns: 3)
        return sheet.grid.sheet
    }

    private func add(_ row: HotCostRow) {
        let at = grid.nextRow
        grid.add(.detail) { column in
            if let time = column.time(row) {
                return row.isMeasure ? .blank : Cell(.number(time.value, digits: time.digits))
            }
            switch column {
            case .date: return .day(row.date)
            case .department: return .text(row.department)
            case .name: return .text(row.name)
            case .account: return .text(row.account)
            case .plannedCall: return .text(row.planned.call)
            case .plannedWrap: return .text(row.planned.wrap)
            case .call: return .text(row.actual.call)
            case .meals: return .text(row.actual.meals)
            case .wrap: return .text(row.actual.wrap)
            case .plannedCount: return count(row, row.planned.count)
            case .count: return count(row, row.actual.count)
            case .countOver: return count(row, row.actual.count - row.planned.count)
            case .planned: return money(row.planned, isMeasure: row.isMeasure)
            case .actual: return money(row.actual, isMeasure: row.isMeasure)
            case .over: return over(row, at)
            case .mealPenalty, .rest: return row.isMeasure ? .blank : .money(Money(column.minor(row)!, currency))
            default: return .blank
            }
        }
    }

    /// A measure without a rate is counted only.
    private func money(_ side: HotCostRow.Side, isMeasure: Bool) -> Cell {
        guard side.isThere else { return .blank }
        return side.money.map { .money(Money($0, currency)) } ?? (isMeasure ? .blank : .text("no rate", .alarm))
    }

    private func over(_ row: HotCostRow, _ at: Int) -> Cell {
        guard !row.isMeasure || row.planned.money != nil || row.actual.money != nil else { return .blank }
        let result = Money(HotCostColumn.over.minor(row)!, currency)
        guard let actual = grid.address(.actual, at), let planned = grid.address(.planned, at) else {
            return .money(result)
        }
        return .formula("ROUND(N(\(actual))-N(\(planned)),\(currency.minorDigits))", result)
    }

    /// Blank for people that the row does not count.
    private func count(_ row: HotCostRow, _ value: Int64) -> Cell {
        guard row.isMeasure || row.planned.count != 0 || row.actual.count != 0 else { return .blank }
        return Cell(.number(Decimals.scaled(value, by: 1, over: 100), digits: 2))
    }

    private func addTotal(
        _ kind: Line.Kind, _ title: String, _ rows: ArraySlice<HotCostRow>, _ ranges: [ClosedRange<Int>]
    ) {
        grid.add(kind) { column in
            if column == .name { return .text(title) }
            if column == .date, kind == .category { return .day(rows.first!.date) }
            if let digits = column.time(rows.first!)?.digits {
                let sum = rows.reduce(Int64(0)) { $0 + ($1.isMeasure ? 0 : column.time($1)!.value) }
                return grid.sum(column, ranges, sum, digits: digits)
            }
            guard column.minor(rows.first!) != nil else { return .blank }
            return grid.sum(column, ranges, Money(rows.reduce(0) { $0 + column.minor($1)! }, currency))
        }
    }
}
