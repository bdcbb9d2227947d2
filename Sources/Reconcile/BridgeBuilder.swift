import CostModel

/// Exchanges the parts of the last report's estimate for those of this one.
struct BridgeBuilder {
    private let production: Production
    private let now: EstimateInput
    private let nowOrders: Orders
    private var states: [(step: Bridge.Step, input: EstimateInput, lines: [CostLine])] = []
    private let last: [CostLine]

    /// `final` are the lines of the report. `snapshot` may hold amounts at the last report's exchange rates; `now` and `ground`
    /// then come from the same amounts, and `final` from today's.
    init(_ snapshot: Snapshot, _ ground: Ground, _ now: EstimateInput, final: [CostLine], _ history: inout History) {
        production = snapshot.production
        self.now = now
        nowOrders = ground.orders
        last = final
        guard let previous = snapshot.previous else { return }
        let before = Ground(snapshot, asOf: previous.period)
        let relieved = ground.orders(of: before)
        var reader = EstimateReader(final, snapshot)
        var input = reader.input(before, &history)
        let oldForecasts = input.forecasts
        add(.settings, input)

        let open = reader.open(relieved, ground.books)
        for line in input.lines.indices {
            input.lines[line].toDate = now.lines[line].toDate
            input.lines[line].accruals = now.lines[line].accruals
            input.lines[line].openOrders.minorUnits = open[line] ?? 0
        }
        input.coverage = now.coverage
        // Units that somebody counts down by hand are used up by what is posted: only the difference is over the forecast.
        for (line, given) in now.forecasts {
            guard let old = rated(line, oldForecasts, given), let (before, left) = units(old, given.line), left < before
            else { continue }
            input.forecasts[line]!.line.units = left
        }
        input.expected = reader.expected(before.books, orders: relieved, bills: ground.books)
        add(.postings, input)

        for line in input.lines.indices { input.lines[line].openOrders = now.lines[line].openOrders }
        input.expected = reader.expected(before.books, orders: ground.orders, bills: ground.books)
        add(.orders, input)

        input.schedule = now.schedule
        add(.schedule, input)

        (input.deals, input.fringes) = (now.deals, now.fringes)
        for (line, given) in now.forecasts {
            guard rated(line, oldForecasts, given) != nil else { continue }
            let units = input.forecasts[line]!.line.units
            input.forecasts[line] = given
            input.forecasts[line]!.line.units = units
        }
        add(.rates, input)

        for line in input.lines.indices {
            input.lines[line].budget = now.lines[line].budget
            input.lines[line].overages = now.lines[line].overages
            input.lines[line].transfers = now.lines[line].transfers
        }
        add(.budget, input)

        (input.forecasts, input.expected, input.held) = (now.forecasts, now.expected, now.held)
        add(.manual, input)
    }

    /// The row of the last report that differs from today's in its rate or its units at most.
    private func rated(
        _ line: Int, _ old: [Int: EstimateInput.Given], _ given: EstimateInput.Given
    ) -> ForecastLine? {
        guard let old = old[line]?.line, let method = given.line.method, method.isRated, old.method == method,
            old.unit == given.line.unit, old.of == given.line.of, (old.units == nil) == (given.line.units == nil)
        else { return nil }
        return old
    }

    private func units(_ old: ForecastLine, _ new: ForecastLine) -> (Int32, Int32)? {
        guard let before = old.units, let left = new.units else { return nil }
        return (before, left)
    }

    private mutating func add(_ step: Bridge.Step, _ input: EstimateInput) {
        states.append((step, input, Estimates(input, production).lines))
    }

    func bridge(_ books: Books) -> Bridge {
        var bridge = Bridge()
        guard !states.isEmpty else { return bridge }
        let causes = BridgeCauses(states.map(\.input), now, nowOrders, books)
        bridge.lines = last.indices.map { index in
            let previous = last[index].previousFinalCost
            var steps = Bridge.Step.allCases.map { _ in Money.zero(production.currency) }
            var reached = previous
            for state in states {
                steps[state.step.rawValue] = state.lines[index].finalCost - reached
                reached = state.lines[index].finalCost
            }
            steps[Bridge.Step.exchange.rawValue] = last[index].finalCost - reached
            var line = Bridge.Line(
                line: index, previous: previous, steps: steps, causes: steps.map { _ in "" },
                final: last[index].finalCost)
            for step in Bridge.Step.allCases where !line[step].isZero {
                line.causes[step.rawValue] = causes.text(step, line: index, final: last[index])
            }
            return line
        }
        return bridge
    }
}
