import CostModel

/// One worker's day by the tables of an agreement: hours at each multiple, lateness of meals, invaded rest. No money yet: all of
/// it is whole seconds, so that the one rounding comes last.
struct LabourDay: Hashable {
    /// Seconds at straight time, up to time and a half, and above.
    var straight: Int64 = 0
    var half: Int64 = 0
    var double: Int64 = 0
    /// Seconds times ten-thousandths.
    var weighted: Int64 = 0
    /// The same within the hours of the night.
    var nightWeighted: Int64 = 0
    /// Worked, as rounded; without guaranteed hours.
    var worked: Int64 = 0
    /// Seconds by which meals came late, penalties in minor units, and in seconds of straight time.
    var mealLate: Int64 = 0
    var mealMinor: Int64 = 0
    var mealBase: Int64 = 0
    var invaded: Int64 = 0
    /// Seconds of the week that count towards weekly overtime, this day's included.
    var weekStraight: Int64 = 0
    var weekAll: Int64 = 0

    /// Paid above straight time.
    var overtime: Int64 { half + double }

    /// What a day has to know of the days before it and of the worker's deal.
    struct Setting {
        /// 1 for the first day of the work week.
        var number = 1
        var weekStraight: Int64 = 0
        var weekAll: Int64 = 0
        /// Seconds between the wrap before and this call; nil for the first day.
        var rest: Int64?
        /// Seconds a day that the deal guarantees.
        var dealHours: Int64 = 0
    }

    /// From the clock.
    init(
        _ times: ClockTimes, stretches: [ClockTimes.Span], on date: Day, _ agreement: LabourAgreement,
        _ setting: Setting
    ) {
        (weekStraight, weekAll) = (setting.weekStraight, setting.weekAll)
        let sum = stretches.reduce(0) { $0 + $1.length }
        pay(stretches, sum: sum, call: times.call, wrap: times.wrap, date, agreement, setting, hasClock: true)
        if let meal = agreement.meal { addMeals(times, meal) }
        if let rest = agreement.rest, let had = setting.rest, had >= 0 { invaded = max(0, rest.seconds - had) }
    }

    /// From a number of hours worked, of which no clock time is known.
    init(hours: Int64, on date: Day, _ agreement: LabourAgreement, _ setting: Setting) {
        (weekStraight, weekAll) = (setting.weekStraight, setting.weekAll)
        pay(
            [ClockTimes.Span(start: 0, end: hours)], sum: hours, call: 0, wrap: hours, date, agreement, setting,
            hasClock: false)
    }

    private mutating func pay(
        _ stretches: [ClockTimes.Span], sum: Int64, call: Int64, wrap: Int64, _ date: Day, _ agreement: LabourAgreement,
        _ setting: Setting, hasClock: Bool
    ) {
        let tables = DayTables(agreement, date, number: setting.number)
        worked = agreement.rounding?.rounded(sum) ?? sum
        var at: Int64 = 0
        for stretch in stretches {
            // Hours that are rounded away go at the end of the day.
            let length = min(stretch.length, worked - at)
            guard length > 0 else { continue }
            let span = ClockTimes.Span(start: stretch.start, end: stretch.start + length)
            add(span, worked: &at, call: call, tables, agreement, night: hasClock ? agreement.night : nil, counts: true)
        }
        if worked > at {
            let span = ClockTimes.Span(start: wrap, end: wrap + worked - at)
            add(span, worked: &at, call: call, tables, agreement, night: nil, counts: true)
        }
        let minimum: Int64 =
            switch agreement.minimum {
            case .none: 0
            case .seconds(let seconds): seconds
            case .deal: setting.dealHours
            }
        if minimum > at {
            let span = ClockTimes.Span(start: wrap, end: wrap + minimum - at)
            add(span, worked: &at, call: call, tables, agreement, night: nil, counts: false)
        }
    }

    /// Cuts a stretch wherever the multiple changes. `counts`: guaranteed hours that nobody worked are not of the week.
    private mutating func add(
        _ span: ClockTimes.Span, worked: inout Int64, call: Int64, _ tables: DayTables, _ agreement: LabourAgreement,
        night: LabourAgreement.Night?, counts: Bool
    ) {
        var at = span.start
        while at < span.end {
            let daily = tables.times(worked: worked, elapsed: at - call)
            var length = span.end - at
            if let next = tables.next(worked: worked, elapsed: at - call) { length = min(length, next) }
            var times = daily
            let isCounted = counts && (agreement.weeklyCounts == .all || daily == LabourAgreement.straight)
            if isCounted, !agreement.weekly.isEmpty {
                let week = agreement.weeklyCounts == .all ? weekAll : weekStraight
                for tier in agreement.weekly {
                    if week >= tier.after {
                        times = max(times, tier.times)
                    } else {
                        length = min(length, tier.after - week)
                    }
                }
            }
            count(length, times)
            if counts {
                weekAll += length
                if daily == LabourAgreement.straight { weekStraight += length }
            }
            if let night {
                let inNight = night.overlap(ClockTimes.Span(start: at, end: at + length))
                nightWeighted += inNight * (night.of == .paid ? times : LabourAgreement.straight)
            }
            at += length
            worked += length
        }
    }

    private mutating func count(_ seconds: Int64, _ times: Int64) {
        weighted += seconds * times
        if times <= LabourAgreement.straight {
            straight += seconds
        } else if times <= 15_000 {
            half += seconds
        } else {
            double += seconds
        }
    }

    /// Each started step of every wait for a meal that was too long.
    private mutating func addMeals(_ times: ClockTimes, _ rule: LabourAgreement.Meal) {
        var (from, within): (Int64, Int64?) = (times.call, rule.firstWithin)
        for meal in times.meals where meal.length >= rule.minimum {
            if let within { addLate(meal.start - from - within, rule) }
            (from, within) = (meal.end, rule.thenWithin)
        }
        if let within { addLate(times.wrap - from - within, rule) }
    }

    private mutating func addLate(_ late: Int64, _ rule: LabourAgreement.Meal) {
        guard late > rule.grace else { return }
        mealLate += late
        var left = late
        for step in rule.steps where left > 0 {
            let count = step.repeats ? (left + step.seconds - 1) / step.seconds : 1
            mealMinor += count * step.amountMinor
            mealBase += count * step.baseSeconds
            left -= count * step.seconds
        }
    }
}

/// The tables that hold on one day: the agreement's own or those of its sixth or seventh day and of a holiday; each hour is paid
/// by the highest of them, and multiples never multiply.
struct DayTables {
    private var floor: Int64 = LabourAgreement.straight
    private var tiers: [LabourAgreement.Tier] = []

    init(_ agreement: LabourAgreement, _ date: Day, number: Int) {
        let holiday = agreement.holidays.first { $0.date == date }?.day
        let special = [
            number == 7 ? agreement.seventhDay ?? agreement.sixthDay : number == 6 ? agreement.sixthDay : nil, holiday,
        ]
        .compactMap { $0 }
        for day in special {
            floor = max(floor, day.times)
            tiers += day.daily ?? agreement.daily
        }
        if special.isEmpty { tiers = agreement.daily }
    }

    func times(worked: Int64, elapsed: Int64) -> Int64 {
        var times = floor
        for tier in tiers where (tier.isElapsed ? elapsed : worked) >= tier.after { times = max(times, tier.times) }
        return times
    }

    /// Seconds until another tier begins.
    func next(worked: Int64, elapsed: Int64) -> Int64? {
        var next: Int64?
        for tier in tiers {
            let left = tier.after - (tier.isElapsed ? elapsed : worked)
            if left > 0 { next = min(next ?? left, left) }
        }
        return next
    }
}

extension LabourAgreement.Night {
    /// Seconds of `span` between the two times of the clock, of this night and those beside it.
    func overlap(_ span: ClockTimes.Span) -> Int64 {
        let length = to > from ? to - from : to + 86_400 - from
        return [-1, 0, 1, 2, 3].reduce(Int64(0)) { (sum: Int64, day: Int64) in
            let start = from + day * 86_400
            return sum + max(0, min(span.end, start + length) - max(span.start, start))
        }
    }
}
