import CostModel

/// The ledger as of one week, column by column, before anything is estimated.
struct Ground {
    var books: Books
    let costs: Costs
    let budgets: Budgets
    let labour: Labour
    let orders: Orders
    let table: LineTable

    init(_ snapshot: Snapshot, asOf period: Day? = nil) {
        var books = Books(snapshot, asOf: period)
        costs = Costs(&books)
        budgets = Budgets(&books)
        labour = Labour(&books)
        orders = Orders(&books)
        table = LineTable(books, costs, budgets, labour, orders)
        self.books = books
    }

    /// The purchase order lines of an earlier week against the bills of this one: so what bills have relieved is told from what
    /// was ordered.
    func orders(of earlier: Ground) -> Orders {
        var books = books
        books.current[.purchaseOrderLine] = earlier.books.current[.purchaseOrderLine]
        return Orders(&books)
    }

    /// The lines of this week by normalised code.
    var byCode: [String: CostLine] {
        Dictionary(
            table.lines.map { (books.snapshot.production.normalized(account: $0.account.code), $0) },
            uniquingKeysWith: { first, _ in first })
    }
}

/// Totals of earlier weeks, which a typed estimate is anchored in; each week is looked at once.
struct History {
    private let snapshot: Snapshot
    private var weeks: [Day: [String: CostLine]] = [:]

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    mutating func line(_ code: String, at week: Day) -> CostLine? {
        if weeks[week] == nil { weeks[week] = Ground(Exchange.convert(snapshot, reportDate: week), asOf: week).byCode }
        return weeks[week]![snapshot.production.normalized(account: code)]
    }
}
