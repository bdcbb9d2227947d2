import CostModel
import Reconcile
import Sheets

/// The curve, the weeks and the sections, side by side.
struct DashboardCharts {
    let context: Context
    let dashboard: String
    let sectionRows: ClosedRange<Int>?

    func all(_ rows: ClosedRange<Int>) -> [Chart] {
        let curve = curve(rows)
        let week = weekly(rows)
        let sections = sections(rows, at: curve == nil ? 0...13 : 10...13)
        return [curve, week, sections].compactMap { $0 }
    }

    private func curve(_ rows: ClosedRange<Int>) -> Chart? {
        guard let weeks = context.weeks, let names = weeks.range(.number) ?? weeks.range(.week) else { return nil }
        var series: [Chart.Series] = []
        for (column, name, role) in [
            (WeekColumn.workingBudget, "Working budget", Chart.Role.budget), (.forecast, "Forecast", .forecast),
            (.toDate, "Cost to date", .actual),
        ] {
            guard let values = weeks.range(column) else { continue }
            series.append(Chart.Series(name, role, categories: names, values: values))
        }
        guard !series.isEmpty else { return nil }
        let total = context.summary.total
        return Chart(
            .lines, "Cost against budget, by week", rows: rows, columns: 0...5,
            description: "cost to date \(total.toDate.grouped), forecast to \(total.finalCost.grouped), working budget "
                + total.workingBudget.grouped,
            series: series)
    }

    private func weekly(_ rows: ClosedRange<Int>) -> Chart? {
        guard let weeks = context.weeks, let values = weeks.range(.cost, ofActual: true),
            let names = weeks.range(.number, ofActual: true) ?? weeks.range(.week, ofActual: true)
        else { return nil }
        return Chart(
            .columns, "Cost in the week", rows: rows, columns: 6...9,
            description: "cost of each week; \(context.summary.total.thisPeriod.grouped) since the last report",
            series: [Chart.Series("Cost in the week", .actual, categories: names, values: values)])
    }

    private func sections(_ rows: ClosedRange<Int>, at columns: ClosedRange<Int>) -> Chart? {
        guard let sectionRows else { return nil }
        func range(_ column: Int) -> String {
            let letter = Address.column(column)
            let name = "'\(dashboard.replacing("'", with: "''"))'"
            return "\(name)!$\(letter)$\(sectionRows.lowerBound + 1):$\(letter)$\(sectionRows.upperBound + 1)"
        }
        return Chart(
            .bars, "EFC against working budget", rows: rows, columns: columns,
            description: context.summary.sections.map {
                "\($0.name) \($0.figures.finalCost.grouped) of \($0.figures.workingBudget.grouped)"
            }.joined(separator: ", "),
            series: [
                Chart.Series("EFC", .actual, categories: range(0), values: range(4)),
                Chart.Series("Working budget", .budget, categories: range(0), values: range(5)),
            ])
    }
}
