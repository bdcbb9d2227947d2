import CostModel

/// What one deal still comes to: its units on the days that are left, times its rate (domain 1.11, `rate_x_units` per person).
///
/// Units are counted in 1/42,000, so that thirds and sevenths of a week and hundredths of a guarantee are whole numbers.
struct DealEstimate {
    static let unit: Int128 = 42_000

    let deal: CrewDeal
    let line: Int
    let entry: Int
    /// In 1/42,000 of a day or a week.
    let unitsDone: Int128
    let unitsLeft: Int128
    /// Days still to be paid and the units of each, in order; a guarantee beyond the schedule falls on the last of them.
    let days: [(date: Day, units: Int128)]
    /// What it comes to, in minor units of the production's currency.
    let amount: Int64
    /// When a sum for the whole job falls due: with the deal's end, else with the last day of the schedule on which it is paid.
    private let due: Day

    /// `after`: the last day that a register or a timecard of the worker covers.
    init(_ deal: CrewDeal, line: Int, entry: Int, after: Day, spent: Int64, _ schedule: Schedule, _ currency: Currency)
    {
        self.deal = deal
        self.line = line
        self.entry = entry
        let units = Self.units(of: deal, schedule)
        let done = units.filter { $0.date <= after }.reduce(0) { $0 + $1.units }
        var left = units.filter { $0.date > after }
        let missing = Int128(deal.guarantee) * Self.unit / 100 - done - left.reduce(0) { $0 + $1.units }
        if deal.guarantee > 0, missing > 0, deal.per != .flat {
            if left.isEmpty { left = [(max(after + 1, deal.start), 0)] }
            left[left.count - 1].units += missing
        }
        unitsDone = done
        unitsLeft = left.reduce(0) { $0 + $1.units }
        days = left
        due = deal.finish.isNone ? schedule.paidDays(deal).last ?? max(after + 1, deal.start) : deal.finish
        if deal.per == .flat {
            amount = max(0, Self.minor(Self.unit, deal, currency) - spent)
        } else if deal.weeklyCap > 0 {
            let weeks = Dictionary(grouping: left) { schedule.calendar.period(of: $0.date) }
            amount = weeks.values.reduce(0) { sum, days in
                sum + min(deal.weeklyCap, Self.minor(days.reduce(0) { $0 + $1.units }, deal, currency))
            }
        } else {
            amount = Self.minor(unitsLeft, deal, currency)
        }
    }

    /// The units of every day on which the deal is paid. A week is shared out over the days of the schedule that are paid in it,
    /// so that a deal that begins, ends or changes in the middle of a week has its part.
    private static func units(of deal: CrewDeal, _ schedule: Schedule) -> [(date: Day, units: Int128)] {
        guard deal.per != .flat else { return [] }
        let days = schedule.paidDays(deal)
        guard deal.per.isWeekly else { return days.filter(deal.holds(on:)).map { ($0, unit) } }
        var daysOfWeek: [Day: Int128] = [:]
        for day in days { daysOfWeek[schedule.calendar.period(of: day), default: 0] += 1 }
        return days.filter(deal.holds(on:)).map { ($0, unit / daysOfWeek[schedule.calendar.period(of: $0)]!) }
    }

    /// Rate × units × (1 + overtime), rounded once. An hourly rate pays the guaranteed hours of each day.
    private static func minor(_ units: Int128, _ deal: CrewDeal, _ currency: Currency) -> Int64 {
        var value = Int128(deal.rate.tenThousandths) * units * Int128(10_000 + deal.overtime)
        var divisor = unit * 10_000 * Int128(Decimals.power(4 - currency.minorDigits))
        if deal.per == .hour {
            var day = deal
            day.per = .day
            value *= Int128(Labour.weightedUnit(of: day))
            divisor *= 200
        }
        return Decimals.rounded(value, over: divisor)
    }

    /// Hours that a day of the deal covers, in hundredths.
    var hoursOfDay: Int64 { Int64(deal.guaranteedHours == 0 ? 800 : deal.guaranteedHours) }

    /// The amount day by day: whole minor units that sum to it, each day's the difference of two rounded running shares.
    var shares: [(date: Day, amount: Int64)] {
        if days.isEmpty { return amount == 0 ? [] : [(due, amount)] }
        guard unitsLeft > 0 else { return [] }
        var running: Int128 = 0
        var given: Int64 = 0
        return days.map { day in
            running += day.units
            let upTo = Decimals.rounded(Int128(amount) * running, over: unitsLeft)
            defer { given = upTo }
            return (day.date, upTo - given)
        }
    }
}
