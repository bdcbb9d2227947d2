/// A calendar day without time or time zone, as a count of days from 1970-01-01 (proleptic Gregorian).
package struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
    package var number: Int32

    package init(number: Int32) { self.number = number }

    /// `nil` unless this is a day of the calendar between 1900 and 2199, the years a production can mean.
    package init?(year: Int, month: Int, day: Int) {
        guard (1900...2199).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(year, month) else {
            return nil
        }
        // Days from civil: years run from March, so that the leap day is the last of the year.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads `yyyy-MM-dd`, and nothing else.
    package init?(iso text: some StringProtocol) {
        let parts = text.utf8.split(separator: 45, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            parts.allSatisfy({ $0.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        let values = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - 48) } }
        self.init(year: values[0], month: values[1], day: values[2])
    }

    /// No day: the value of an empty optional field in a `CostRecord`.
    package static let none = Day(number: .min)
    package var isNone: Bool { self == .none }

    package var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    package var weekday: Weekday { Weekday(rawValue: Int(((number % 7) + 7 + 4) % 7))! }

    /// `2026-05-16`; empty for `none`.
    package var description: String {
        if isNone { return "" }
        let (year, month, day) = civil
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    /// `Saturday 16 May 2026`, for headings.
    package var spelled: String {
        let (year, month, day) = civil
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return "\(weekday.name) \(day) \(months[month - 1]) \(year)"
    }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
    package static func + (day: Day, days: Int) -> Day { Day(number: day.number + Int32(days)) }
    package static func - (left: Day, right: Day) -> Int { Int(left.number) - Int(right.number) }

    static func length(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

package enum Weekday: Int, Sendable, CaseIterable {
    case sunday, monday, tuesday, wednesday, thursday, friday, saturday

    package var name: String {
        ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"][rawValue]
    }
}

/// The production's weeks: a period is a week, named by its last day (domain rule: period from the posting date).
package struct PeriodCalendar: Hashable, Sendable {
    package var weekEnds: Weekday
    /// The week ending of report no. 1.
    package var firstWeek: Day

    package init(weekEnds: Weekday, firstWeek: Day) {
        precondition(firstWeek.weekday == weekEnds)
        self.weekEnds = weekEnds
        self.firstWeek = firstWeek
    }

    /// The last day of the week that holds `day`.
    package func period(of day: Day) -> Day {
        day + (weekEnds.rawValue - day.weekday.rawValue + 7) % 7
    }

    /// 1 for the first week; zero and below for weeks before it.
    package func number(of period: Day) -> Int { (period - firstWeek) / 7 + 1 }
}
