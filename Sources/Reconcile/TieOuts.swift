import CostModel

/// The proofs of a report: each compares two numbers that come from different ways through the program.
enum TieOuts {
    static func all(
        _ books: Books, _ lines: [CostLine], _ budgets: Budgets, _ labour: Labour, _ orders: Orders, _ cards: Cards,
        _ bridge: Bridge
    ) -> [TieOut] {
        var tieOuts = FileProofs.all(books)
        tieOuts += [costToDate(books, lines), fromLastReport(books, lines)].compactMap { $0 }
        tieOuts += [budget(books, lines), transfers(books, budgets), orderColumn(books, lines, orders)]
        tieOuts.append(accrualColumn(books, lines, labour))
        if let proof = cardProof(books, cards) { tieOuts.append(proof) }
        if let proof = bridgeProof(books, lines, bridge) { tieOuts.append(proof) }
        return tieOuts
    }

    private static func sum(_ lines: [CostLine], _ column: (CostLine) -> Money, _ books: Books) -> Money {
        lines.reduce(books.zero) { $0 + column($1) }
    }

    private static func isCost(_ entry: Entry) -> Bool {
        entry.record.kind.costClass == .actual && entry.record.status != .settlement && entry.record.status != .void
    }

    /// Column 4 against the postings themselves, with the balance sheet taken out by account code rather than by line.
    private static func costToDate(_ books: Books, _ lines: [CostLine]) -> TieOut {
        let balance = Set(
            books.chart.filter { $0.accountClass == .balance }
                .map { books.snapshot.production.normalized(account: $0.code) })
        var byAccount: [TextID: Int64] = [:]
        for entry in books.snapshot.entries where isCost(entry) {
            byAccount[entry.record.account, default: 0] += entry.signedMinor
        }
        let posted = byAccount.reduce(Int64(0)) { sum, account in
            let code = books.snapshot.production.normalized(account: books.texts[account.key])
            return balance.contains(code) ? sum : sum + account.value
        }
        return TieOut(
            name: "Cost to date", leftName: "accounts of the report", left: sum(lines, \.toDate, books),
            rightName: "postings in the ledger", right: Money(posted, books.currency),
            remedy: "an account may be in the chart twice")
    }

    /// A(t) = A(t-1) + what was posted since.
    private static func fromLastReport(_ books: Books, _ lines: [CostLine]) -> TieOut? {
        guard let previous = books.snapshot.previous else { return nil }
        let before = previous.lines.reduce(Int64(0)) { $0 + $1.toDate }
        let posted = sum(lines, \.thisPeriod, books).minorUnits
        return TieOut(
            name: "Cost to date from the last report", leftName: "last report and this period",
            left: Money(before + posted, books.currency), rightName: "cost to date", right: sum(lines, \.toDate, books),
            remedy: "the chart or an account's type may have changed since the report of \(previous.period)")
    }

    private static func budget(_ books: Books, _ lines: [CostLine]) -> TieOut {
        let budgetLines = books.entries(.budgetLine).reduce(Int64(0)) { $0 + books.record($1).amountMinor }
        let overages = books.entries(.budgetChange).map { BudgetChange(books.record($0), in: books.texts) }
            .filter { $0.kind == .overage && $0.date <= books.snapshot.period }
            .reduce(Int64(0)) { $0 + $1.amount.minorUnits }
        return TieOut(
            name: "Working budget", leftName: "accounts of the report", left: sum(lines, \.workingBudget, books),
            rightName: "budget lines and approved overages", right: Money(budgetLines + overages, books.currency),
            remedy: "a transfer that does not sum to zero, or a budget line on a balance-sheet account")
    }

    private static func transfers(_ books: Books, _ budgets: Budgets) -> TieOut {
        TieOut(
            name: "Budget transfers", leftName: "sum of all transfers",
            left: Money(budgets.transferSums.reduce(0) { $0 + $1.sum }, books.currency), rightName: "zero",
            right: books.zero, remedy: "the Exceptions sheet names the transfer")
    }

    private static func orderColumn(_ books: Books, _ lines: [CostLine], _ orders: Orders) -> TieOut {
        TieOut(
            name: "Open purchase orders", leftName: "accounts of the report", left: sum(lines, \.openOrders, books),
            rightName: "PO log less what was billed", right: orders.lines.reduce(books.zero) { $0 + $1.open },
            remedy: "an order is coded to a balance-sheet account")
    }

    private static func accrualColumn(_ books: Books, _ lines: [CostLine], _ labour: Labour) -> TieOut {
        let priced = labour.accruals.filter { !$0.isSuperseded }.reduce(books.zero) { $0 + $1.amount }
        return TieOut(
            name: "Accrued timecards", leftName: "accounts of the report", left: sum(lines, \.accruals, books),
            rightName: "timecards no register holds yet", right: priced,
            remedy: "a timecard is coded to a balance-sheet account")
    }

    /// The last report's EFC and every step since, against the EFC of this one.
    private static func bridgeProof(_ books: Books, _ lines: [CostLine], _ bridge: Bridge) -> TieOut? {
        guard let previous = books.snapshot.previous, !bridge.lines.isEmpty else { return nil }
        let before = Money(previous.lines.reduce(Int64(0)) { $0 + $1.finalCost }, books.currency)
        let steps = bridge.lines.reduce(books.zero) { $1.steps.reduce($0, +) }
        return TieOut(
            name: "EFC from the last report", leftName: "last report and the steps of the bridge", left: before + steps,
            rightName: "EFC of the accounts", right: sum(lines, \.finalCost, books),
            remedy: "the chart may hold an account of the last report twice")
    }

    /// Every coded line is on a statement or listed as not yet there.
    private static func cardProof(_ books: Books, _ cards: Cards) -> TieOut? {
        guard !cards.statements.isEmpty else { return nil }
        // A charge that counts without an account is not coded.
        let lines = books.entries(.cardCoding).filter {
            ([.open, .closed].contains(books.record($0).status) || books.isMatchedSettlement($0))
                && (books.snapshot.chargeOfLine[books.entry($0).id] == nil || !books.record($0).account.isEmpty)
        }
        let coded =
            lines
            .reduce(Int64(0)) { $0 + books.record($1).amountMinor }
        let matched = cards.statements.reduce(books.zero) { $0 + $1.charges - $1.uncoded - $1.disputed }
        return TieOut(
            name: "Card statements", leftName: "coding log and rules", left: Money(coded, books.currency),
            rightName: cards.statements.allSatisfy(\.disputed.isZero)
                ? "statement charges less uncoded, and coded ahead of the statement"
                : "statement charges less uncoded and disputed, and coded ahead of the statement",
            right: matched + Money(cards.unmatched - cards.exchangeDifference, books.currency),
            remedy: "two charges share one reference")
    }
}
