package import CostModel

/// A snapshot reconciled with the budget. Pure: the same snapshot gives the same findings.
package enum Reconcile {
    package static func findings(of snapshot: Snapshot) -> Findings {
        // 1. The set-up in force.                   needs: snapshot         gives: chart, look-ups
        var books = Books(snapshot)

        // 2. Each column on its own.                needs: books            gives: amounts by account
        let costs = Costs(&books)
        let budgets = Budgets(&books)
        let labour = Labour(&books)
        let orders = Orders(&books)
        let cards = Cards(&books)
        let files = LikelyAccounts.hinted(snapshot.diagnostics, &books)

        // 3. One line an account.                   needs: the columns      gives: lines without an estimate
        let table = LineTable(books, costs, budgets, labour, orders)

        // 4. What will still be spent.              needs: lines, forecast  gives: lines
        var lines = Estimates(table.lines, chartIndex: table.chartIndex, lastWeek: labour.lastWeek, &books).lines

        let lineOfEntry = costs.lineOfEntry.map { $0 < 0 ? -1 : table.lineOfCost[Int($0)] }
        let currencies = Currencies(&books, lines, lineOfEntry, orders.lines)
        for part in currencies.lines { lines[part.line].fxVarianceMinor += part.variance.minorUnits }

        // 5. Does it tie?                           needs: all of it        gives: tie-outs
        var tieOuts = TieOuts.all(books, lines, budgets, labour, orders, cards)
        if let proof = CurrencyProofs.lockedCost(books, lines, currencies) { tieOuts.append(proof) }
        for tieOut in tieOuts where !tieOut.passes { books.diagnostics.report(failure(tieOut)) }

        return Findings(
            production: snapshot.production, period: snapshot.period, reportNumber: snapshot.reportNumber, lines: lines,
            orders: orders.lines, accruals: labour.accruals, cards: cards.statements,
            schedule: Schedule(books).status(at: snapshot.period), tieOuts: tieOuts,
            coded: RuleUse.all(books),
            diagnostics: inOrder(files + books.diagnostics.all),
            lineOfEntry: lineOfEntry, currencies: currencies.lines, rates: currencies.rates)
    }

    private static func failure(_ tieOut: TieOut) -> Diagnostic {
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
