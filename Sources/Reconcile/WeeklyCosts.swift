package import CostModel

/// Cost by week and where it goes from there: the curve of the dashboard.
///
/// A week's cost is what counts in it, so that the last week's sum is the cost to date. What the final cost has beyond that is
/// spread over the weeks to come by their scheduled days of every kind; a schedule without any leaves it all to the next week.
package struct WeeklyCosts: Hashable, Sendable {
    package struct Week: Hashable, Sendable {
        package var ending: Day
        /// Scheduled days, whatever their kind; a date counts once.
        package var days: Int
        package var isForecast: Bool
        /// What counts in the week; zero for weeks to come.
        package var cost: Money
        /// Cost from the start through the week; forecast for weeks to come.
        package var cumulative: Money
        /// Days from the report's week to this one, this one included: what share of the rest is spent by then.
        package var daysAhead: Int
    }

    package private(set) var weeks: [Week] = []
    /// What the shares of the weeks to come add up to.
    package private(set) var daysAhead = 0

    /// A show of ten years is long enough for a curve.
    private static let weeksMax = 520

    /// No weeks: for reports that draw none.
    package init() {}

    package init(_ snapshot: Snapshot, _ findings: Findings) {
        let zero = Money.zero(findings.production.currency)
        var costs: [Day: Int64] = [:]
        for (index, line) in findings.lineOfEntry.enumerated() where line >= 0 {
            let entry = snapshot.entries[index]
            costs[entry.period, default: 0] += entry.signedMinor
        }
        let calendar = findings.production.calendar
        let first = min(costs.keys.min() ?? findings.period, calendar.firstWeek, findings.period)
        addActual(from: max(first, findings.period + -7 * Self.weeksMax), costs, findings, zero)
        addForecast(findings, zero)
    }

    private mutating func addActual(from first: Day, _ costs: [Day: Int64], _ findings: Findings, _ zero: Money) {
        var sum: Int64 = costs.filter { $0.key < first }.reduce(0) { $0 + $1.value }
        var ending = first
        while ending <= findings.period {
            let cost = costs[ending] ?? 0
            sum += cost
            weeks.append(
                Week(
                    ending: ending, days: findings.schedule.days[ending] ?? 0, isForecast: false,
                    cost: Money(cost, zero.currency), cumulative: Money(sum, zero.currency), daysAhead: 0))
            ending = ending + 7
        }
    }

    private mutating func addForecast(_ findings: Findings, _ zero: Money) {
        let ahead = findings.schedule.days.filter { $0.key > findings.period && $0.value > 0 }
        let last = ahead.keys.max() ?? findings.period + 7
        daysAhead = max(ahead.values.reduce(0, +), 1)
        let toDate = findings.lines.reduce(zero) { $0 + $1.toDate }
        let rest = findings.lines.reduce(zero) { $0 + $1.finalCost } - toDate
        guard !rest.isZero || !ahead.isEmpty else { return }
        var ending = findings.period + 7
        var days = 0
        while ending <= last, weeks.count < 2 * Self.weeksMax {
            days += ahead.isEmpty ? 1 : ahead[ending] ?? 0
            let share = Decimals.rounded(
                Int128(rest.minorUnits) * Int128(days), over: Int128(daysAhead))
            weeks.append(
                Week(
                    ending: ending, days: ahead[ending] ?? 0, isForecast: true, cost: zero,
                    cumulative: toDate + Money(share, zero.currency), daysAhead: days))
            ending = ending + 7
        }
    }
}
