import CostModel

/// The estimate to complete of every line, by its method (domain 1.11), on the basis of total costs.
struct Estimates {
    private(set) var lines: [CostLine]
    private(set) var remarks: [EstimateRemark] = []
    let crew: CrewEstimates
    let input: EstimateInput
    let production: Production
    private var state: [State]

    private enum State { case untouched, underWay, done }

    init(_ input: EstimateInput, _ production: Production) {
        self.input = input
        self.production = production
        lines = input.lines
        // The lines may carry the estimate of another state of the ledger.
        for line in lines.indices {
            lines[line].remaining = .zero(production.currency)
            lines[line].forecast = .budgetRemaining
        }
        crew = CrewEstimates(input.deals, input.fringes, input.schedule, input.coverage, production.currency)
        state = Array(repeating: .untouched, count: lines.count)
        for line in lines.indices { estimate(line) }
    }

    var zero: Money { .zero(production.currency) }

    mutating func estimate(_ line: Int) {
        guard state[line] == .untouched else { return }
        state[line] = .underWay
        defer { state[line] = .done }
        guard let given = input.forecasts[line] else {
            // Nothing is expected of a code that nobody has budgeted.
            if lines[line].isSuspense { lines[line].forecast.method = .noEstimate } else { budgetRemaining(line) }
            return
        }
        lines[line].forecast.note = given.line.note
        lines[line].forecast.author = given.line.author
        lines[line].forecast.acknowledgedBy = given.line.acknowledgedBy
        lines[line].forecast.entry = given.entry
        apply(given, to: line)
        if lines[line].remaining.isNegative { reportNegative(line, given) }
    }

    private mutating func apply(_ given: EstimateInput.Given, to line: Int) {
        switch given.line.method {
        case .budgetRemaining: budgetRemaining(line)
        case .holdBudget:
            lines[line].forecast.method = .holdBudget
            lines[line].remaining = lines[line].workingBudget - lines[line].totalCost
        case .noEstimate: lines[line].forecast.method = .noEstimate
        case .holdFinalCost, .holdEstimate, .manual: typed(line, given)
        case .rateTimesUnits: rateTimesUnits(line, given)
        case .deals: stillToPay(line, .deals, crew.ofDeals[line])
        case .fringes: stillToPay(line, .fringes, crew.ofFringes[line])
        case .datedItems:
            lines[line].forecast.method = .datedItems
            lines[line].remaining = Money(input.expected[line] ?? 0, production.currency)
        case .percentOf: percentOf(line, given)
        case nil:
            budgetRemaining(line)
            let known = ForecastLine.Method.allCases.map(\.rawValue).joined(separator: ", ")
            unusable(
                given, "Method", given.line.methodText, "is no method; budget_remaining was used", "one of: \(known)")
        }
    }

    private mutating func budgetRemaining(_ line: Int) {
        let left = lines[line].workingBudget - lines[line].totalCost
        lines[line].remaining = max(left, zero)
        lines[line].forecast.method = .budgetRemaining
    }

    /// Somebody's number. A manual one holds the final cost of the week in which it was typed, unless the production says that
    /// the estimate is held.
    private mutating func typed(_ line: Int, _ given: EstimateInput.Given) {
        let method = given.line.method!
        guard let amount = given.line.amount else {
            budgetRemaining(line)
            unusable(
                given, "Amount", "", "is blank and the method is \(method.rawValue); budget_remaining was used",
                "write the amount; 0 where nothing more will be spent")
            return
        }
        lines[line].forecast.method = method
        if method == .holdFinalCost {
            lines[line].remaining = amount - lines[line].totalCost
        } else if method == .manual, let final = input.held[line] {
            lines[line].remaining = final - lines[line].totalCost
        } else {
            // On the basis of actuals the number that people give still holds the commitments.
            let commitments = lines[line].etcBasis == .actuals ? lines[line].commitments : zero
            lines[line].remaining = amount - commitments
        }
        if given.line.note.isEmpty || given.line.author.isEmpty { reportUnexplained(line, given) }
    }

    private mutating func stillToPay(_ line: Int, _ method: ForecastLine.Method, _ amount: Int64?) {
        lines[line].forecast.method = method
        lines[line].remaining = lessOrders(Money(amount ?? 0, production.currency), line)
    }

    /// What is already ordered for the same line is not estimated again (guard 1).
    func lessOrders(_ amount: Money, _ line: Int) -> Money {
        production.isNetOfCommitments ? max(amount - lines[line].openOrders, zero) : max(amount, zero)
    }

    /// Rate times the units left. For labour the count starts after the last week that a register or a timecard covers, so that
    /// a week without either is not forgotten (guard 2).
    private mutating func rateTimesUnits(_ line: Int, _ given: EstimateInput.Given) {
        let forecast = given.line
        guard forecast.units != nil || forecast.unit != nil else {
            budgetRemaining(line)
            let known = ForecastLine.Unit.allCases.map(\.rawValue).joined(separator: ", ")
            unusable(
                given, "Unit", forecast.unitText, "is no unit, and no units are given; budget_remaining was used",
                "one of: \(known)")
            return
        }
        guard forecast.rate.tenThousandths != 0 else {
            budgetRemaining(line)
            unusable(
                given, "Rate", "", "is blank or zero; budget_remaining was used",
                "write the rate, or the method none where nothing more will be spent")
            return
        }
        guard let fringe = forecast.fringe, let allowances = forecast.allowances else {
            budgetRemaining(line)
            let isFringe = forecast.fringe == nil
            unusable(
                given, isFringe ? "Fringe %" : "Allowances", isFringe ? forecast.fringeText : forecast.allowanceText,
                "is no number; budget_remaining was used", "write it as 18.5, or as 1,250.00")
            return
        }
        let units =
            forecast.units
            ?? Int32(
                input.schedule.left(
                    forecast.unit!, shootingUnit: forecast.shootingUnit, after: input.coverage.after(line: line)) * 100)
        let cost = forecast.cost(of: units, fringe: fringe, production.currency)
        lines[line].remaining = lessOrders(Money(cost, production.currency) + allowances, line)
        lines[line].forecast.method = .rateTimesUnits
        lines[line].forecast.unit = forecast.unit
        lines[line].forecast.units = units
        lines[line].forecast.rate = forecast.rate
        lines[line].forecast.overtime = forecast.overtime
        lines[line].forecast.fringe = fringe
        lines[line].forecast.allowances = allowances
    }

    // MARK: Shares of other lines

    /// A formula line: its final cost is a share of other lines' final cost or, after `budget:`, of their locked budget,
    /// to which the line's own transfers and overages are added (contingency is drawn down by transfers).
    private mutating func percentOf(_ line: Int, _ given: EstimateInput.Given) {
        let forecast = given.line
        lines[line].forecast.method = .percentOf
        lines[line].forecast.percent = forecast.percent
        lines[line].forecast.of = forecast.of
        let (members, unknown) = members(of: forecast.of, without: line)
        for word in unknown {
            unusable(
                given, "Of", word, "is no account, category or section; it counts as nothing", nearest(to: word))
        }
        var base = zero
        for other in members {
            if forecast.isOfBudget {
                base += lines[other].budget
                continue
            }
            guard state[other] != .underWay else {
                reportCircular(line, other, given)
                continue
            }
            estimate(other)
            base += lines[other].finalCost
        }
        var final = forecast.percent.of(base)
        if forecast.isOfBudget { final += lines[line].transfers + lines[line].overages }
        lines[line].remaining = final - lines[line].totalCost
    }

    mutating func remark(
        _ code: DiagnosticCode, _ given: EstimateInput.Given, _ field: String, _ value: String, _ message: String,
        _ hint: String
    ) {
        remarks.append(
            EstimateRemark(
                code: code, entry: given.entry, field: field, value: value, message: message, hint: hint))
    }
}

extension ForecastLine {
    var isOfBudget: Bool { of.hasPrefix("budget:") }

    /// Rate × units × (1 + overtime) × (1 + fringe) in minor units, rounded once.
    func cost(of units: Int32, fringe: Percent, _ currency: Currency) -> Int64 {
        let value =
            Int128(rate.tenThousandths) * Int128(units) * Int128(10_000 + overtime)
            * Int128(1_000_000 + fringe.millionths)
        return Decimals.rounded(
            value, over: 100 * 10_000 * 1_000_000 * Int128(Decimals.power(4 - currency.minorDigits)))
    }
}
