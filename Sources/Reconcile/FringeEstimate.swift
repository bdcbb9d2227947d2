import CostModel

/// What fringes come to on wages that are accrued and on wages still to be earned, for one fringe account (domain 1.5, 1.9).
///
/// The base is that of each worker under each employer: what a register has paid in the year uses up the ceiling first, then the
/// accrued timecards, then the days to come in order. A rate counts from the day on which it takes effect.
struct FringeEstimate {
    /// Wages of one day, week or timecard on which no fringe is posted yet.
    struct Wages: Hashable {
        var date: Day
        var amount: Int64
        /// Hundredths.
        var hours: Int64
    }

    /// One worker under one employer and package.
    struct Base: Hashable, Comparable {
        var worker: String
        var employer: String
        var package: String

        static func < (left: Base, right: Base) -> Bool {
            (left.worker, left.employer, left.package) < (right.worker, right.employer, right.package)
        }
    }

    let history: WorkerHistory
    let calendar: PeriodCalendar
    let digits: Int

    /// Minor units of one fringe (its rates one after the other) on the wages of one base, each rate and year rounded once.
    func amount(_ rates: [Fringe], on wages: [Wages], of base: Base) -> Int64 {
        let rates = rates.filter { $0.employer.isEmpty || $0.employer.lowercased() == base.employer }
            .sorted { $0.from < $1.from }
        guard !rates.isEmpty else { return 0 }
        var total: Int64 = 0
        var pots: [Pot: Int128] = [:]
        var used: [Int: Int128] = [:]
        var seenDays: Set<Day> = []
        var seenWeeks = paidWeeks(base)
        for part in wages.sorted(by: { ($0.date, $0.amount, $0.hours) < ($1.date, $1.amount, $1.hours) }) {
            guard let place = rates.lastIndex(where: { $0.from.isNone || $0.from <= part.date }) else { continue }
            let rate = rates[place]
            let year = rate.isYearly ? part.date.civil.year : 0
            let isNewDay = seenDays.insert(part.date).inserted
            let isNewWeek = seenWeeks.insert(calendar.period(of: part.date)).inserted
            let units: Int128
            switch rate.kind {
            case .percent: units = Int128(part.amount)
            case .hour: units = Int128(part.hours)
            case .day: units = isNewDay ? 100 : 0
            case .week: units = isNewWeek ? 100 : 0
            case .flat: units = used[year] == nil && !hasPaid(base, year) ? 100 : 0
            case nil: continue
            }
            let before = used[year] ?? worth(usedByRegister(rate, base, year), rate)
            var part = worth(units, rate)
            if let ceiling = rate.ceiling { part = max(0, min(part, Int128(ceiling) * fineness(rate) - before)) }
            used[year] = before + part
            pots[Pot(rate: place, year: year), default: 0] += part
        }
        for (pot, worth) in pots { total += money(worth, rates[pot.rate]) }
        return total
    }

    private struct Pot: Hashable { var rate: Int; var year: Int }

    /// What a ceiling counts: wages for a percentage, for the others money, as fine as a rate times hundredths of units.
    private func worth(_ units: Int128, _ rate: Fringe) -> Int128 {
        rate.kind == .percent ? units : units * Int128(rate.rate.tenThousandths)
    }

    /// How many of `worth` are one minor unit.
    private func fineness(_ rate: Fringe) -> Int128 {
        rate.kind == .percent ? 1 : 100 * Int128(Decimals.power(4 - digits))
    }

    private func money(_ worth: Int128, _ rate: Fringe) -> Int64 {
        if rate.kind == .percent {
            return Decimals.rounded(worth * Int128(rate.percent.millionths), over: 1_000_000)
        }
        return Decimals.rounded(worth, over: fineness(rate))
    }

    // MARK: What the register has used up

    private func paid(_ base: Base, _ year: Int) -> [WorkerHistory.Paid] {
        history.paid.filter { key, _ in
            key.worker == base.worker && (year == 0 || key.year == year)
                && (key.employer.isEmpty || base.employer.isEmpty || key.employer == base.employer)
        }.map(\.value)
    }

    private func hasPaid(_ base: Base, _ year: Int) -> Bool { !paid(base, year).isEmpty }
    private func paidWeeks(_ base: Base) -> Set<Day> { paid(base, 0).reduce(into: []) { $0.formUnion($1.weeks) } }

    private func usedByRegister(_ rate: Fringe, _ base: Base, _ year: Int) -> Int128 {
        paid(base, year).reduce(0) { sum, paid in
            switch rate.kind {
            case .percent: sum + Int128(paid.gross)
            case .hour: sum + Int128(paid.hours)
            case .week: sum + Int128(paid.weeks.count * 100)
            case .day, .flat, nil: sum
            }
        }
    }
}
