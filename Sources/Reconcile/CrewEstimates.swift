import CostModel

/// Deals and fringes on the days that are left: what each line still has to pay. Computed as a whole, since the fringes of one
/// account stand on the wages of others.
struct CrewEstimates {
    private(set) var deals: [DealEstimate] = []
    /// Minor units by line.
    private(set) var ofDeals: [Int: Int64] = [:]
    private(set) var ofFringes: [Int: Int64] = [:]

    init(
        _ deals: [GivenDeal], _ fringes: [GivenFringe], _ schedule: Schedule, _ coverage: Coverage, _ currency: Currency
    ) {
        for given in deals {
            let worker = Labour.workerKey(given.deal.worker)
            let estimate = DealEstimate(
                given.deal, line: given.line, entry: given.entry, after: coverage.after(given.deal, line: given.line),
                spent: given.deal.per == .flat ? coverage.history.spent(by: worker, on: given.line) : 0, schedule,
                currency)
            self.deals.append(estimate)
            ofDeals[given.line, default: 0] += estimate.amount
        }
        addFringes(fringes, coverage, schedule.calendar, currency)
    }

    /// A deal of the file, on the line of its account.
    struct GivenDeal: Hashable {
        var deal: CrewDeal
        var line: Int
        var entry: Int
    }

    /// A fringe of the file, on the line where it is posted.
    struct GivenFringe: Hashable {
        var fringe: Fringe
        var line: Int
        var entry: Int
    }

    private mutating func addFringes(
        _ fringes: [GivenFringe], _ coverage: Coverage, _ calendar: PeriodCalendar, _ currency: Currency
    ) {
        guard !fringes.isEmpty else { return }
        let wages = wages(coverage)
        let estimate = FringeEstimate(
            history: coverage.history, calendar: calendar, digits: currency.minorDigits)
        struct Name: Hashable { var line: Int; var package: String; var name: String }
        let byName = Dictionary(grouping: fringes) {
            Name(line: $0.line, package: $0.fringe.packageName.lowercased(), name: $0.fringe.name.lowercased())
        }
        for (base, wages) in wages {
            for (name, rates) in byName where name.package == base.package {
                let sorted = rates.sorted { $0.entry < $1.entry }.map(\.fringe)
                ofFringes[name.line, default: 0] += estimate.amount(sorted, on: wages, of: base)
            }
        }
    }

    /// Wages without a fringe yet, by worker, employer and package: accrued timecards, then the days of the deals.
    private func wages(_ coverage: Coverage) -> [FringeEstimate.Base: [FringeEstimate.Wages]] {
        var wages: [FringeEstimate.Base: [FringeEstimate.Wages]] = [:]
        let byWorker = Dictionary(grouping: deals.filter { $0.deal.per.isWages && !$0.deal.fringes.isEmpty }) {
            Labour.workerKey($0.deal.worker)
        }
        for accrued in coverage.history.accrued {
            let own = byWorker[accrued.worker] ?? []
            let open = own.filter { $0.deal.holds(on: accrued.date) }
            let deal =
                open.first { $0.line == accrued.line } ?? open.first ?? own.first { $0.line == accrued.line }
                ?? own.first
            guard let deal else { continue }
            wages[Self.base(deal), default: []].append(
                .init(date: accrued.date, amount: accrued.amount, hours: accrued.hours))
        }
        for deal in deals where deal.deal.per.isWages && !deal.deal.fringes.isEmpty {
            for share in deal.shares {
                wages[Self.base(deal), default: []].append(
                    .init(date: share.date, amount: share.amount, hours: deal.deal.per == .flat ? 0 : deal.hoursOfDay))
            }
        }
        return wages
    }

    private static func base(_ deal: DealEstimate) -> FringeEstimate.Base {
        FringeEstimate.Base(
            worker: Labour.workerKey(deal.deal.worker), employer: deal.deal.employer.lowercased(),
            package: deal.deal.fringes.lowercased())
    }
}

/// Up to which day labour is paid or accrued: what comes after it is still to come (domain 1.11, guard 2).
struct Coverage {
    /// The report's date.
    var date: Day
    /// The latest week covered on each line.
    var lastWeekOfLine: [Int: Day]
    var history: WorkerHistory

    /// A line without labour counts from the report's date.
    func after(line: Int) -> Day { min(lastWeekOfLine[line] ?? date, date) }

    /// A worker of whom there is neither register nor timecard has everything still to come.
    func after(_ deal: CrewDeal, line: Int) -> Day {
        if let last = history.lastDay[Labour.workerKey(deal.worker)] { return min(last, date) }
        return deal.start.isNone ? after(line: line) : min(deal.start + -1, date)
    }
}
