import CostModel

/// Reads the parts of an `EstimateInput` as of a week, keyed by the lines of the report that is made.
struct EstimateReader {
    private let lines: [CostLine]
    private let production: Production
    private var index: LineIndex
    private(set) var remarks: [EstimateRemark] = []

    init(_ lines: [CostLine], _ snapshot: Snapshot) {
        self.lines = lines
        production = snapshot.production
        index = LineIndex(lines, snapshot)
    }

    mutating func input(_ ground: Ground, _ history: inout History) -> EstimateInput {
        let forecasts = forecasts(ground.books)
        let said = remarks.count
        let deals = deals(ground.books)
        let fringes = fringes(ground.books, deals)
        // Where no estimate is made from deals, what is wrong with them changes no figure.
        let isUsed = forecasts.values.contains { [.deals, .fringes].contains($0.line.method) }
        if !isUsed { remarks.removeSubrange(said...) }
        return EstimateInput(
            lines: columns(ground), coverage: coverage(ground), schedule: Schedule(ground.books), deals: deals,
            fringes: fringes, forecasts: forecasts,
            expected: expected(ground.books, orders: ground.orders, bills: ground.books),
            held: held(forecasts, ground, &history))
    }

    /// The lines of the report with the columns of an earlier week.
    func columns(_ ground: Ground) -> [CostLine] {
        let byCode = ground.byCode
        return lines.map { line in
            var line = line
            let found = byCode[production.normalized(account: line.account.code)]
            let zero = Money.zero(production.currency)
            (line.toDate, line.openOrders) = (found?.toDate ?? zero, found?.openOrders ?? zero)
            line.accruals = found?.accruals ?? zero
            (line.budget, line.overages) = (found?.budget ?? zero, found?.overages ?? zero)
            line.transfers = found?.transfers ?? zero
            return line
        }
    }

    /// Open orders of each line, in minor units.
    mutating func open(_ orders: Orders, _ books: Books) -> [Int: Int64] {
        var open: [Int: Int64] = [:]
        for order in orders.lines where !order.open.isZero {
            guard let line = index.line(code: order.account) else { continue }
            open[line, default: 0] += order.open.minorUnits
        }
        return open
    }

    mutating func coverage(_ ground: Ground) -> Coverage {
        var last: [Int: Day] = [:]
        for (chart, day) in ground.labour.lastWeek {
            guard let line = index.line(code: ground.books.chart[chart].code) else { continue }
            last[line] = max(last[line] ?? day, day)
        }
        return Coverage(
            date: ground.books.period, lastWeekOfLine: last,
            history: WorkerHistory(ground.books, ground.labour.accruals, &index))
    }

    /// The forecast in force for each line: the latest date up to the week; of equal dates the later row.
    mutating func forecasts(_ books: Books) -> [Int: EstimateInput.Given] {
        var given: [Int: EstimateInput.Given] = [:]
        for entry in books.entries(.forecast) {
            let forecast = ForecastLine(books.record(entry), in: books.texts)
            guard forecast.date.isNone || forecast.date <= books.period else { continue }
            guard let line = line(of: entry, books, what: "Account"), !lines[line].isSuspense else { continue }
            // Of equal dates the later row of the file, however often either was edited.
            if let earlier = given[line] {
                let (left, right) = (books.entry(earlier.entry).origin, books.entry(entry).origin)
                if earlier.line.date > forecast.date { continue }
                if earlier.line.date == forecast.date, left.line > right.line { continue }
            }
            given[line] = EstimateInput.Given(line: forecast, entry: entry)
        }
        return given
    }

    mutating func deals(_ books: Books) -> [CrewEstimates.GivenDeal] {
        var deals: [CrewEstimates.GivenDeal] = []
        for entry in books.entries(.crewDeal) {
            let deal = CrewDeal(books.record(entry), in: books.texts)
            for word in deal.unknownKinds {
                remark(
                    .dealUnusable, entry, "Days", word, "is no kind of day; it pays nothing",
                    "some of: " + ShootDay.Kind.allCases.map(\.rawValue).joined(separator: ", "))
            }
            guard let line = index.line(books.record(entry).account, books.texts), !lines[line].isSuspense else {
                remark(
                    .dealUnusable, entry, "Account", deal.account,
                    "is no cost account of the chart: the deal is in no estimate",
                    nearest(to: deal.account) ?? "add the account to the chart")
                continue
            }
            deals.append(CrewEstimates.GivenDeal(deal: deal, line: line, entry: entry))
        }
        return deals
    }

    mutating func fringes(_ books: Books, _ deals: [CrewEstimates.GivenDeal]) -> [CrewEstimates.GivenFringe] {
        var fringes: [CrewEstimates.GivenFringe] = []
        for entry in books.entries(.fringe) {
            let fringe = Fringe(books.record(entry), in: books.texts)
            guard fringe.kind != nil else {
                remark(
                    .fringeUnusable, entry, "Kind", fringe.kindText, "is no kind of fringe; it counts as nothing",
                    "one of: " + Fringe.Kind.allCases.map(\.rawValue).joined(separator: ", "))
                continue
            }
            guard let line = index.line(books.record(entry).account, books.texts), !lines[line].isSuspense else {
                remark(
                    .fringeUnusable, entry, "Account", fringe.account,
                    "is no cost account of the chart: the fringe is in no estimate",
                    nearest(to: fringe.account) ?? "add the account to the chart")
                continue
            }
            fringes.append(CrewEstimates.GivenFringe(fringe: fringe, line: line, entry: entry))
        }
        let packages = Set(fringes.map { $0.fringe.packageName.lowercased() })
        for given in deals where !given.deal.fringes.isEmpty && !packages.contains(given.deal.fringes.lowercased()) {
            remark(
                .dealUnusable, given.entry, "Fringes", given.deal.fringes,
                "is no package of the fringe table: nothing comes on top of these wages",
                "add it to schedule/fringes.csv, or correct the name")
        }
        return fringes
    }

    /// Items of `books` that are neither among the orders nor among the bills.
    mutating func expected(_ books: Books, orders: Orders, bills: Books) -> [Int: Int64] {
        let items = ExpectedItems(books, orders: orders, bills: bills, &index)
        remarks += items.remarks
        return items.unspent
    }

    /// The final cost that each manual estimate holds: cost and commitments of the week from which it counts, and the amount.
    mutating func held(
        _ forecasts: [Int: EstimateInput.Given], _ ground: Ground, _ history: inout History
    ) -> [Int: Money] {
        guard production.forecastAnchor == .holdFinalCost else { return [:] }
        var held: [Int: Money] = [:]
        var now: [String: CostLine]?
        for (line, given) in forecasts.sorted(by: { $0.key < $1.key }) where given.line.method == .manual {
            guard let amount = given.line.amount else { continue }
            let code = lines[line].account.code
            let week = week(of: given, ground.books)
            let then: CostLine?
            if week >= ground.books.period {
                if now == nil { now = ground.byCode }
                then = now![production.normalized(account: code)]
            } else {
                then = history.line(code, at: week)
            }
            guard let then else { continue }
            held[line] = amount + (production.etcBasis == .actuals ? then.toDate : then.totalCost)
        }
        return held
    }

    /// The week in which a forecast first counts: that of its date, but never one that was reported before it was known.
    private func week(of given: EstimateInput.Given, _ books: Books) -> Day {
        let calendar = production.calendar
        let own = given.line.date.isNone ? calendar.firstWeek : calendar.period(of: given.line.date)
        return max(own, calendar.firstWeek, books.entry(given.entry).period)
    }

    private mutating func line(of entry: Int, _ books: Books, what: String) -> Int? {
        let record = books.record(entry)
        if let line = index.line(record.account, books.texts), !lines[line].isSuspense { return line }
        let code = books.texts[record.account]
        remark(
            .forecastUnusable, entry, what, code, "is no cost account of the chart",
            nearest(to: code) ?? "add the account to the chart")
        return nil
    }

    private func nearest(to code: String) -> String? {
        let near = lines.map { ($0.account.code, Spelling.distance($0.account.code, code)) }.min { $0.1 < $1.1 }
        guard let near, near.1 <= max(2, code.count / 3) else { return nil }
        return "did you mean \(near.0)?"
    }

    private mutating func remark(
        _ code: DiagnosticCode, _ entry: Int, _ field: String, _ value: String, _ message: String, _ hint: String
    ) {
        remarks.append(
            EstimateRemark(code: code, entry: entry, field: field, value: value, message: message, hint: hint))
    }
}
