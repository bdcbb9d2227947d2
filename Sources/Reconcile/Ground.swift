import CostModel

/// The ledger as of one week, column by column, before anything is estimated.
struct Ground {
    var books: Books
    let costs: Costs
    let budgets: Budgets
    let labour: Labour
    let orders: Orders
    let table: LineTable

    /// `ordersOf`: take the purchase order lines of an earlier week, so that what bills have relieved is told from what was ordered.
    init(_ snapshot: Snapshot, asOf period: Day? = nil, ordersOf earlier: Books? = nil) {
        var books = Books(snapshot, asOf: period)
        if let earlier { books.current[.purchaseOrderLine] = earlier.current[.purchaseOrderLine] }
        costs = Costs(&books)
        budgets = Budgets(&books)
        labour = Labour(&books)
        orders = Orders(&books)
        table = LineTable(books, costs, budgets, labour, orders)
        self.books = books
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
