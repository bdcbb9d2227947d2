import CostModel

/// Prices rows of work by the agreements: the rows of a worker in order of days, since overtime of the week, the sixth day and the
/// rest between two days look at the days before.
struct WorkDays {
    private var terms: LabourTerms
    private let rows: [WorkRow]
    private let productionWeekEnds: Weekday
    private let toMinor: Int64
    /// By place in `rows`.
    private(set) var prices: [RowPrice]
    /// Rows whose clock says nothing, and why.
    private(set) var troubles: [(entry: Int, message: String, hint: String)] = []
    /// Days whose paid hours are not those of the tables: entry of the first row, both.
    private(set) var differences: [(entry: Int, paid: [Int64], ruled: [Int64])] = []

    init(_ rows: [WorkRow], _ agreements: [LabourAgreement], _ deals: Deals, _ books: Books) {
        self.rows = rows
        terms = LabourTerms(agreements, deals)
        productionWeekEnds = books.snapshot.production.calendar.weekEnds
        toMinor = Decimals.power(4 - books.currency.minorDigits)
        prices = Array(repeating: RowPrice(), count: rows.count)
        let order = rows.indices.sorted {
            (rows[$0].worker, rows[$0].date, $0) < (rows[$1].worker, rows[$1].date, $1)
        }
        var first = 0
        var past = Past()
        while first < order.count {
            var end = first
            while end < order.count, rows[order[end]].worker == rows[order[first]].worker,
                rows[order[end]].date == rows[order[first]].date
            { end += 1 }
            if first == 0 || rows[order[first]].worker != rows[order[first - 1]].worker { past = Past() }
            price(Array(order[first..<end]), &past, books)
            first = end
        }
    }

    /// The days of the worker so far.
    private struct Past {
        var week = Day.none
        /// Days worked in the week.
        var days = 0
        var straight: Int64 = 0
        var all: Int64 = 0
        /// Seconds from the first day of all; nil before the first wrap.
        var wrap: Int64?

        mutating func enter(_ week: Day) {
            guard week != self.week else { return }
            self.week = week
            (days, straight, all) = (0, 0, 0)
        }
    }

    private mutating func price(_ day: [Int], _ past: inout Past, _ books: Books) {
        let date = rows[day[0]].date
        var found: Int?
        for row in day where found == nil { found = terms.agreement(for: rows[row], books) }
        let agreement = found.map { terms.agreements[$0] }
        let weekEnds = agreement?.weekEnds ?? productionWeekEnds
        let week = date + (weekEnds.rawValue - date.weekday.rawValue + 7) % 7
        past.enter(week)
        past.days += 1
        let midnight = Int64(date.number) * 86_400
        var clock = DayClock(day.map { rows[$0] })
        if let message = clock.trouble, agreement != nil {
            troubles.append((rows[day[0]].entry, message, DayClock.hint))
            clock = DayClock([])
        }
        if let times = clock.times, let before = past.wrap, midnight + times.call < before, agreement != nil {
            troubles.append(
                (rows[day[0]].entry, "begins before the wrap of the day before: no rest is reckoned", DayClock.hint))
        }
        guard let found, let agreement else {
            countPaid(day, &past)
            if let times = clock.times { past.wrap = midnight + times.wrap }
            return
        }
        var setting = LabourDay.Setting()
        setting.number = agreement.dayCount == .worked ? past.days : 7 - (week - date)
        (setting.weekStraight, setting.weekAll) = (past.straight, past.all)
        setting.rest = clock.times.flatMap { times in past.wrap.map { midnight + times.call - $0 } }
        var bases: [LabourTerms.Basis?] = []
        for row in day { bases.append(terms.basis(of: rows[row], found)) }
        setting.dealHours = bases.compactMap { $0?.guaranteed }.max() ?? 0

        let result: LabourDay
        let hours = day.reduce(Int64(0)) { $0 + rows[$1].hours }
        var weights = clock.weights
        if let times = clock.times {
            result = LabourDay(times, stretches: clock.stretches, on: date, agreement, setting)
            past.wrap = midnight + times.wrap
        } else if agreement.untimed == .worked, hours > 0 {
            result = LabourDay(hours: hours * 36, on: date, agreement, setting)
            weights = day.map { rows[$0].hours }
        } else {
            countPaid(day, &past)
            return
        }
        (past.straight, past.all) = (result.weekStraight, result.weekAll)
        var shares = Array(repeating: RowPrice(), count: day.count)
        for place in shares.indices { shares[place].agreement = Int32(found) }
        LabourMoney(day: result, agreement: agreement, toMinor: toMinor)
            .share(&shares, weights: weights, bases: bases)
        (shares[0].mealLate, shares[0].invaded) = (result.mealLate, result.invaded)
        for (place, row) in day.enumerated() { prices[row] = shares[place] }
        if clock.times != nil, hours > 0 { compare(day, result) }
    }

    /// Hours as the rows pay them count towards the week too.
    private func countPaid(_ day: [Int], _ past: inout Past) {
        for row in day {
            past.straight += Int64(rows[row].straight) * 36
            past.all += rows[row].hours * 36
        }
    }

    private mutating func compare(_ day: [Int], _ result: LabourDay) {
        let paid = [
            day.reduce(Int64(0)) { $0 + Int64(rows[$1].straight) }, day.reduce(Int64(0)) { $0 + Int64(rows[$1].half) },
            day.reduce(Int64(0)) { $0 + Int64(rows[$1].double) },
        ]
        let ruled = [result.straight, result.half, result.double].map { ($0 + 18) / 36 }
        if paid != ruled { differences.append((rows[day[0]].entry, paid, ruled)) }
    }
}

/// The clock of all rows of a worker's day.
struct DayClock {
    /// Call of the first row, wrap of the last, meals and gaps between rows; nil where no row has times.
    var times: ClockTimes?
    var stretches: [ClockTimes.Span] = []
    /// By row: its part of the day.
    var weights: [Int64] = []
    var trouble: String?

    static let hint = "write decimal hours that go on above 24 after midnight, in order: in, meals, out"

    init(_ rows: [WorkRow]) {
        var read: [ClockTimes] = []
        for row in rows {
            switch row.clock {
            case .times(let times): read.append(times)
            case .unreadable: trouble = "has clock times that cannot be read: its paid hours were used"
            case .none: break
            }
        }
        guard trouble == nil, !read.isEmpty else { return }
        guard read.count == rows.count else {
            trouble = "has clock times in some rows of the day and none in others: its paid hours were used"
            return
        }
        // Rows that repeat the times of the day share them.
        var distinct: [ClockTimes] = []
        for times in read where !distinct.contains(times) { distinct.append(times) }
        distinct.sort { ($0.call, $0.wrap) < ($1.call, $1.wrap) }
        var day = distinct[0]
        for next in distinct.dropFirst() {
            guard next.call >= day.wrap else {
                trouble = "has rows of one day whose times overlap: their paid hours were used"
                return
            }
            if next.call > day.wrap { day.meals.append(ClockTimes.Span(start: day.wrap, end: next.call)) }
            day.meals += next.meals
            day.wrap = next.wrap
        }
        times = day
        stretches = distinct.flatMap(\.stretches)
        weights = Self.weights(rows, read, isShared: distinct.count < read.count)
    }

    /// By hours: those of the clock, or those that rows pay which repeat one clock.
    private static func weights(_ rows: [WorkRow], _ read: [ClockTimes], isShared: Bool) -> [Int64] {
        guard isShared else { return read.map { $0.stretches.reduce(0) { $0 + $1.length } } }
        if rows.allSatisfy({ $0.hours > 0 }) { return rows.map(\.hours) }
        return read.map { times in
            60 * times.stretches.reduce(0) { $0 + $1.length } / Int64(read.count { $0 == times })
        }
    }
}
