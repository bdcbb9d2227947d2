/// The rule tables by which timecards are priced (domain 1.9), from `labour.yaml`. All of it is dated data of the user: no rate,
/// no number of hours and no penalty has a default that costs money.
package struct LabourRules: Hashable, Sendable {
    /// In the order of the file: the first that is in force on a day and applies to a worker's row prices it.
    package var agreements: [LabourAgreement]

    package init(agreements: [LabourAgreement]) { self.agreements = agreements }
}

/// What one agreement, or the production's own rule, pays for a day. Times are seconds, multiples ten-thousandths.
package struct LabourAgreement: Hashable, Sendable {
    package var name: String
    package var from: Day
    /// The last day; nil for no end.
    package var until: Day?
    package var applies = Scope()
    /// Ascending; hours before the first tier are straight time.
    package var daily: [Tier] = []
    package var minimum = Minimum.none
    /// Over the work week; ascending.
    package var weekly: [Tier] = []
    package var weeklyCounts = WeeklyCount.straight
    /// The weekday on which the work week ends; nil for the production's.
    package var weekEnds: Weekday?
    package var sixthDay: SpecialDay?
    package var seventhDay: SpecialDay?
    /// Which day is the sixth.
    package var dayCount = DayCount.worked
    package var holidays: [Holiday] = []
    package var night: Night?
    package var meal: Meal?
    package var rest: Rest?
    package var rounding: Rounding?
    package var untimed = Untimed.paid
    /// How many days the rate of a weekly deal pays for.
    package var weekDays: Int = 5
    /// The account on which meal and rest penalties accrue; empty for that of the row.
    package var penaltyAccount = ""
    /// The line of `labour.yaml` on which it begins.
    package var line = 0

    package init(name: String, from: Day) {
        self.name = name
        self.from = from
    }

    package func isInForce(on day: Day) -> Bool { from <= day && day <= (until ?? day) }

    /// 1.0 as a multiple.
    package static let straight: Int64 = 10_000

    /// Who it is for: every list that is not empty must hold the row's word.
    package struct Scope: Hashable, Sendable {
        package var departments: [String] = []
        package var occupations: [String] = []
        /// Beginnings of account codes.
        package var accounts: [String] = []
        package var workers: [String] = []
        package init() {}
    }

    package struct Tier: Hashable, Sendable {
        package var after: Int64
        package var times: Int64
        /// Counted from the call, meals included, and not in hours worked.
        package var isElapsed: Bool

        package init(after: Int64, times: Int64, isElapsed: Bool = false) {
            self.after = after
            self.times = times
            self.isElapsed = isElapsed
        }
    }

    package enum Minimum: Hashable, Sendable {
        case none
        case seconds(Int64)
        /// The guaranteed hours of the worker's deal.
        case deal
    }

    package enum WeeklyCount: String, Hashable, Sendable, CaseIterable { case straight, all }
    package enum DayCount: String, Hashable, Sendable, CaseIterable { case worked, calendar }
    /// What the hours of a row without clock times are.
    package enum Untimed: String, Hashable, Sendable, CaseIterable { case paid, worked }

    /// The sixth or seventh day, or a holiday.
    package struct SpecialDay: Hashable, Sendable {
        /// Of every hour, unless the day's table says more.
        package var times: Int64
        /// The day's own table in place of the agreement's; nil where it has none.
        package var daily: [Tier]?

        package init(times: Int64, daily: [Tier]? = nil) {
            self.times = times
            self.daily = daily
        }
    }

    package struct Holiday: Hashable, Sendable {
        package var date: Day
        package var day: SpecialDay
        package init(date: Day, day: SpecialDay) {
            self.date = date
            self.day = day
        }
    }

    /// A premium on the hours worked between two times of the clock.
    package struct Night: Hashable, Sendable {
        package enum Base: String, Hashable, Sendable, CaseIterable { case straight, paid }
        package var from: Int64
        package var to: Int64
        /// Ten-thousandths of the hour's pay: 10 % is 1,000.
        package var premium: Int64
        /// Of straight time, or of what the hour is paid.
        package var of: Base

        package init(from: Int64, to: Int64, premium: Int64, of: Base) {
            (self.from, self.to, self.premium, self.of) = (from, to, premium, of)
        }
    }

    package struct Meal: Hashable, Sendable {
        package struct Step: Hashable, Sendable {
            package var seconds: Int64
            /// Minor units, and seconds of straight time.
            package var amountMinor: Int64
            package var baseSeconds: Int64
            /// It is charged again and again.
            package var repeats: Bool

            package init(seconds: Int64, amountMinor: Int64, baseSeconds: Int64 = 0, repeats: Bool = false) {
                self.seconds = seconds
                self.amountMinor = amountMinor
                self.baseSeconds = baseSeconds
                self.repeats = repeats
            }
        }

        package var firstWithin: Int64
        /// From the end of a meal to the next or the wrap; nil where one meal is enough.
        package var thenWithin: Int64?
        /// Lateness up to this costs nothing.
        package var grace: Int64
        /// A shorter break is no meal.
        package var minimum: Int64
        package var steps: [Step]

        package init(firstWithin: Int64, thenWithin: Int64?, grace: Int64 = 0, minimum: Int64 = 0, steps: [Step]) {
            self.firstWithin = firstWithin
            self.thenWithin = thenWithin
            self.grace = grace
            self.minimum = minimum
            self.steps = steps
        }
    }

    /// The rest between two days; what is short of it is invaded.
    package struct Rest: Hashable, Sendable {
        package var seconds: Int64
        /// Of straight time, for each invaded hour.
        package var times: Int64
        /// Minor units, once.
        package var amountMinor: Int64

        package init(seconds: Int64, times: Int64, amountMinor: Int64) {
            self.seconds = seconds
            self.times = times
            self.amountMinor = amountMinor
        }
    }

    package struct Rounding: Hashable, Sendable {
        package enum Way: String, Hashable, Sendable, CaseIterable { case up, down, nearest }
        package var to: Int64
        package var way: Way
        package init(to: Int64, way: Way) {
            self.to = to
            self.way = way
        }

        package func rounded(_ seconds: Int64) -> Int64 {
            switch way {
            case .up: (seconds + to - 1) / to * to
            case .down: seconds / to * to
            case .nearest: (seconds + to / 2) / to * to
            }
        }
    }
}
