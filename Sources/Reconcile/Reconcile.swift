package import CostModel

/// A snapshot reconciled with the budget. Pure: the same snapshot gives the same findings.
package enum Reconcile {
    package static func findings(of snapshot: Snapshot) -> Findings {
        // 1. The set-up in force, each column on its own, one line an account.     gives: lines without an estimate
        let ground = Ground(snapshot)
        var books = ground.books
        OrderChecks(ground.orders).report(&books)
        let purchases = PurchaseFindings(&books)
        let cards = Cards(&books)
        let files = LikelyAccounts.hinted(snapshot.diagnostics, &books)

        // 2. What will still be spent.                                             gives: lines
        var history = History(snapshot)
        var reader = EstimateReader(ground.table.lines, snapshot)
        let input = reader.input(ground, &history)
        let estimates = Estimates(input, snapshot.production)
        var lines = estimates.lines
        let lineOfEntry = ground.costs.lineOfEntry.map { $0 < 0 ? -1 : ground.table.lineOfCost[Int($0)] }
        for remark in reader.remarks + estimates.remarks {
            books.report(
                remark.code, at: remark.entry, field: remark.field, value: remark.value, remark.message,
                hint: remark.hint)
        }

        let currencies = Currencies(&books, lines, lineOfEntry, ground.orders.lines)
        for part in currencies.lines { lines[part.line].fxVarianceMinor += part.variance.minorUnits }

        // 3. Why it is not what it was.                                            gives: bridge
        let bridge = bridge(snapshot, ground, input, final: lines, &history, books)

        let cash = CashFindings(&books, cards, lines, ground.orders.lines)

        // 4. Does it tie?                                                          gives: tie-outs
        let shares = CostShares(
            snapshot, lines, lineOfEntry, orders: ground.orders.lines, accruals: ground.labour.accruals)
        DimensionChecks.report(shares, &books)
        let tieOuts =
            TieOuts.all(books, lines, ground.budgets, ground.labour, ground.orders, cards, bridge)
            + LedgerProofs.all(&books, shares) + cash.tieOuts(books, lines)
            + CurrencyProofs.all(books, lines, currencies)
        for tieOut in tieOuts where !tieOut.passes { books.diagnostics.report(failure(tieOut)) }

        var findings = Findings(
            production: snapshot.production, period: snapshot.period, reportNumber: snapshot.reportNumber, lines: lines,
            orders: ground.orders.lines, accruals: ground.labour.accruals, cards: cards.statements,
            schedule: input.schedule.status(at: snapshot.period, of: books),
            crew: estimates.crew.deals.map(CrewLine.init),
            bridge: bridge, tieOuts: tieOuts, coded: RuleUse.all(books), cash: cash,
            diagnostics: inOrder(files + books.diagnostics.all),
            lineOfEntry: lineOfEntry, labour: ground.labour.findings)
        (findings.currencies, findings.rates) = (currencies.lines, currencies.rates)
        findings.purchases = purchases
        findings.diagnostics += DepartmentCut.unused(findings)
        return ClosedChanges.added(to: findings, books)
    }

    /// Orders and estimates in other currencies are bridged at the rates of the last report; what today's make of them is the last
    /// step.
    private static func bridge(
        _ snapshot: Snapshot, _ ground: Ground, _ input: EstimateInput, final lines: [CostLine],
        _ history: inout History,
        _ books: Books
    ) -> Bridge {
        guard !snapshot.foreign.isEmpty, let previous = snapshot.previous else {
            return BridgeBuilder(snapshot, ground, input, final: lines, &history).bridge(books)
        }
        let frozen = Exchange.convert(snapshot, reportDate: previous.period)
        let frozenGround = Ground(frozen)
        var frozenHistory = History(frozen)
        var reader = EstimateReader(lines, frozen)
        let frozenInput = reader.input(frozenGround, &frozenHistory)
        return BridgeBuilder(frozen, frozenGround, frozenInput, final: lines, &frozenHistory).bridge(books)
    }

    static func failure(_ tieOut: TieOut) -> Diagnostic {
        Diagnostic(
            .error, .tieOutFailed, field: tieOut.name,
            "does not tie: \(tieOut.leftName) \(tieOut.left.grouped), \(tieOut.rightName) \(tieOut.right.grouped), "
                + "difference \((tieOut.left - tieOut.right).grouped)",
            hint: tieOut.remedy)
    }

    private static func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        diagnostics.sorted {
            ($0.file, $0.line == 0 ? .max : $0.line, $0.column, $0.code.rawValue, $0.message)
                < ($1.file, $1.line == 0 ? .max : $1.line, $1.column, $1.code.rawValue, $1.message)
        }
    }
}
