import CostModel

/// The estimate to complete of every line, by its method (domain 1.11), on the basis of total costs.
struct Estimates {
    private(set) var lines: [CostLine]
    private let schedule: Schedule
    private let lastWeek: [Int: Day]
    private let chartIndex: [Int?]
    private var given: [Int: (line: ForecastLine, entry: Int)] = [:]
    private var state: [State]

    private enum State { case untouched, underWay, done }

    /// `chartIndex[i]` is the chart index of `lines[i]`, nil for suspense.
    init(_ lines: [CostLine], chartIndex: [Int?], lastWeek: [Int: Day], _ books: inout Books) {
        self.lines = lines
        self.chartIndex = chartIndex
        self.lastWeek = lastWeek
        schedule = Schedule(books)
        state = Array(repeating: .untouched, count: lines.count)
        readForecast(&books)
        for line in lines.indices { estimate(line, &books) }
    }

    /// The forecast in force for each line: the latest date up to the report's week; of equal dates the later row.
    private mutating func readForecast(_ books: inout Books) {
        var lineOfChart: [Int: Int] = [:]
        for (line, chart) in chartIndex.enumerated() { if let chart { lineOfChart[chart] = line } }
        for index in books.entries(.forecast) {
            let forecast = ForecastLine(books.record(index), in: books.texts)
            guard forecast.date.isNone || forecast.date <= books.period else { continue }
            guard let chart = books.account(books.record(index).account), let line = lineOfChart[chart] else {
                let near = books.nearestAccount(to: forecast.account).map { "did you mean \($0)?" }
                unusable(
                    index, "Account", forecast.account, "is no cost account of the chart",
                    near ?? "add the account to the chart", &books)
                continue
            }
            // Of equal dates the later row of the file, however often either was edited.
            if let earlier = given[line] {
                let (left, right) = (books.entry(earlier.entry).origin, books.entry(index).origin)
                if earlier.line.date > forecast.date { continue }
                if earlier.line.date == forecast.date, left.line > right.line { continue }
            }
            given[line] = (forecast, index)
        }
    }

    private mutating func estimate(_ line: Int, _ books: inout Books) {
        guard state[line] == .untouched else { return }
        state[line] = .underWay
        defer { state[line] = .done }
        guard let (forecast, entry) = given[line] else {
            // Nothing is expected of a code that nobody has budgeted.
            if lines[line].isSuspense { lines[line].forecast.method = .noEstimate } else { budgetRemaining(line) }
            return
        }
        lines[line].forecast.note = forecast.note
        lines[line].forecast.author = forecast.author
        lines[line].forecast.acknowledgedBy = forecast.acknowledgedBy
        switch forecast.method {
        case .budgetRemaining: budgetRemaining(line)
        case .noEstimate: lines[line].forecast.method = .noEstimate
        case .manual:
            guard let amount = forecast.amount else {
                budgetRemaining(line)
                unusable(
                    entry, "Amount", "", "is blank and the method is manual; budget_remaining was used",
                    "write the amount; 0 where nothing more will be spent", &books)
                return
            }
            lines[line].forecast.method = .manual
            // On the basis of actuals the number that people give still holds the commitments.
            let commitments = lines[line].etcBasis == .actuals ? lines[line].commitments : books.zero
            lines[line].remaining = amount - commitments
        case .rateTimesUnits: rateTimesUnits(line, forecast, entry, &books)
        case .percentOf: percentOf(line, forecast, entry, &books)
        case nil:
            budgetRemaining(line)
            let known = ForecastLine.Method.allCases.map(\.rawValue).joined(separator: ", ")
            unusable(
                entry, "Method", forecast.methodText, "is no method; budget_remaining was used", "one of: \(known)",
                &books)
        }
        if lines[line].remaining.isNegative { reportNegative(line, entry, &books) }
    }

    private mutating func budgetRemaining(_ line: Int) {
        let left = lines[line].workingBudget - lines[line].totalCost
        lines[line].remaining = max(left, .zero(left.currency))
        lines[line].forecast.method = .budgetRemaining
    }

    /// Rate times the units left, less what is already ordered for the same line (guard 1). For labour the count starts after
    /// the last week that a register or a timecard covers, so that a week without either is not forgotten (guard 2).
    private mutating func rateTimesUnits(_ line: Int, _ forecast: ForecastLine, _ entry: Int, _ books: inout Books) {
        guard forecast.units != nil || forecast.unit != nil else {
            budgetRemaining(line)
            let known = ForecastLine.Unit.allCases.map(\.rawValue).joined(separator: ", ")
            unusable(
                entry, "Unit", forecast.unitText, "is no unit, and no units are given; budget_remaining was used",
                "one of: \(known)", &books)
            return
        }
        guard forecast.rate.tenThousandths != 0 else {
            budgetRemaining(line)
            unusable(
                entry, "Rate", "", "is blank or zero; budget_remaining was used",
                "write the rate, or the method none where nothing more will be spent", &books)
            return
        }
        let after = min(chartIndex[line].flatMap { lastWeek[$0] } ?? books.period, books.period)
        let units = forecast.units ?? Int32(schedule.left(forecast.unit!, after: after) * 100)
        let cost = Decimals.scaled(
            forecast.rate.tenThousandths, by: Int64(units),
            over: 100 * Decimals.power(4 - books.currency.minorDigits))
        let left = Money(cost, books.currency) - lines[line].openOrders
        lines[line].remaining = max(left, books.zero)
        lines[line].forecast.method = .rateTimesUnits
        lines[line].forecast.unit = forecast.unit
        lines[line].forecast.units = units
        lines[line].forecast.rate = forecast.rate
    }

    /// A formula line: its final cost is a share of other lines' final cost or, after `budget:`, of their locked budget,
    /// to which the line's own transfers and overages are added (contingency is drawn down by transfers).
    private mutating func percentOf(_ line: Int, _ forecast: ForecastLine, _ entry: Int, _ books: inout Books) {
        lines[line].forecast.method = .percentOf
        lines[line].forecast.percent = forecast.percent
        lines[line].forecast.of = forecast.of
        let isOfBudget = forecast.of.hasPrefix("budget:")
        let words = forecast.of.dropFirst(isOfBudget ? "budget:".count : 0).split(separator: " ").map(String.init)
        var base = books.zero
        for other in members(of: words, without: line, entry, &books) {
            if isOfBudget {
                base += lines[other].budget
                continue
            }
            guard state[other] != .underWay else {
                reportCircular(line, other, entry, &books)
                continue
            }
            estimate(other, &books)
            base += lines[other].finalCost
        }
        var final = forecast.percent.of(base)
        if isOfBudget { final += lines[line].transfers + lines[line].overages }
        lines[line].remaining = final - lines[line].totalCost
    }

    /// The lines that account codes, category codes, `section:NAME` (`_` for blanks) and `direct` stand for, each once.
    private func members(of words: [String], without line: Int, _ entry: Int, _ books: inout Books) -> [Int] {
        var members: Set<Int> = []
        let production = books.snapshot.production
        for word in words {
            let found: [Int]
            if word == "direct" {
                found = lines.indices.filter { production.sections.contains(lines[$0].account.section) }
            } else if word.hasPrefix("section:") {
                let name = word.dropFirst("section:".count).replacing("_", with: " ").lowercased()
                found = lines.indices.filter { lines[$0].account.section.lowercased() == name }
            } else {
                let code = production.normalized(account: word)
                let exact = lines.indices.filter { production.normalized(account: lines[$0].account.code) == code }
                found =
                    exact.isEmpty
                    ? lines.indices.filter { production.normalized(account: lines[$0].account.category) == code }
                    : exact
            }
            if found.isEmpty {
                unusable(
                    entry, "Of", word, "is no account, category or section; it counts as nothing",
                    books.nearestAccount(to: word).map { "did you mean \($0)?" } ?? "", &books)
            }
            members.formUnion(found)
        }
        members.remove(line)
        return members.sorted()
    }

    private func unusable(
        _ entry: Int, _ field: String, _ value: String, _ message: String, _ hint: String, _ books: inout Books
    ) {
        books.report(.forecastUnusable, at: entry, field: field, value: value, message, hint: hint)
    }

    private func reportCircular(_ line: Int, _ other: Int, _ entry: Int, _ books: inout Books) {
        books.report(
            .forecastCircular, at: entry, field: "Of", value: lines[other].account.code,
            "depends on \(lines[line].account.code) itself; it counts as nothing",
            hint: "a formula line may not be a share of a line that is a share of it")
    }

    private func reportNegative(_ line: Int, _ entry: Int, _ books: inout Books) {
        books.report(
            .estimateNegative, at: entry, field: "Account", value: lines[line].account.code,
            "has cost \(lines[line].totalCost.grouped) and is forecast to end at \(lines[line].finalCost.grouped): "
                + "the estimate to complete is negative",
            hint: "raise the forecast, or recode cost that does not belong there")
    }
}
