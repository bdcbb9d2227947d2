import CostModel

/// The proofs of the ledger reports and of the dimensions: each division of the cost comes to the whole of it.
enum LedgerProofs {
    static func all(_ books: inout Books, _ shares: CostShares) -> [TieOut] {
        let balance = TrialBalance(&books)
        let lines = shares.lines
        func column(_ amount: (CostLine) -> Money) -> Money { lines.reduce(books.zero) { $0 + amount($1) } }
        var tieOuts = [
            TieOut(
                name: "Cost this period", leftName: "accounts of the report", left: column(\.thisPeriod),
                rightName: "net change of the expense accounts of the trial balance",
                right: balance.sum(.expense, \.net), remedy: "an account may be in the chart twice"),
            TieOut(
                name: "Trial balance", leftName: "cost to date of the report", left: column(\.toDate),
                rightName: "expense accounts at the end of the period", right: balance.sum(.expense, \.ending),
                remedy: "an account may be in the chart twice"),
        ]
        let used = DimensionsInUse(shares)
        for dimension in Dimension.allCases where used.contains(dimension) {
            tieOuts += proofs(DimensionTable(dimension, shares), column, books)
        }
        return tieOuts
    }

    private static func proofs(
        _ table: DimensionTable, _ column: ((CostLine) -> Money) -> Money, _ books: Books
    ) -> [TieOut] {
        let name = table.dimension.title
        var tieOuts = [
            TieOut(
                name: "\(name): cost to date", leftName: "accounts of the report", left: column(\.toDate),
                rightName: "all values and none given", right: Money(table.total.toDate, books.currency),
                remedy: "report this: a posting was left out")
        ]
        // The proof that incentives ask for: all tags together are the total cost.
        if table.dimension == .tax {
            tieOuts.append(
                TieOut(
                    name: "\(name): total cost", leftName: "accounts of the report", left: column(\.totalCost),
                    rightName: "all tags and untagged", right: Money(table.total.totalCost, books.currency),
                    remedy: "an order or a timecard is coded to a balance-sheet account"))
        }
        return tieOuts
    }
}
