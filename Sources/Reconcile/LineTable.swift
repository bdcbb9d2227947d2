import CostModel

/// The columns laid side by side: a line for each cost account, then one for each suspense code.
struct LineTable {
    var lines: [CostLine] = []
    /// Chart index of each line; nil for suspense.
    var chartIndex: [Int?] = []
    /// Line of each index of `Costs`.
    var lineOfCost: [Int32]

    init(_ books: Books, _ costs: Costs, _ budgets: Budgets, _ labour: Labour, _ orders: Orders) {
        lineOfCost = Array(repeating: -1, count: costs.toDate.count)
        var previous: [String: ReportFigures.Line] = [:]
        for line in books.snapshot.previous?.lines ?? [] {
            previous[books.snapshot.production.normalized(account: line.account)] = line
        }
        for index in Self.order(books) {
            lineOfCost[index] = Int32(lines.count)
            chartIndex.append(index)
            var line = Self.empty(books.chart[index], isSuspense: false, books)
            line.thisPeriod.minorUnits = costs.thisPeriod[index]
            line.toDate.minorUnits = costs.toDate[index]
            line.openOrders.minorUnits = orders.openByAccount[index] ?? 0
            line.accruals.minorUnits = labour.accruedByAccount[index] ?? 0
            line.set(budgets.amounts[index])
            let code = books.snapshot.production.normalized(account: line.account.code)
            line.set(previous.removeValue(forKey: code))
            lines.append(line)
        }
        addSuspense(books, costs, budgets, labour, orders, previous)
    }

    /// By section as production.yaml orders them, unknown sections next, formula lines below the direct total last.
    private static func order(_ books: Books) -> [Int] {
        let sections = books.snapshot.production.sections
        func rank(_ account: Account) -> Int {
            if account.section == books.snapshot.production.contractual { return sections.count + 1 }
            return sections.firstIndex(of: account.section) ?? sections.count
        }
        return books.chart.indices.filter { books.chart[$0].accountClass != .balance }
            .sorted { (rank(books.chart[$0]), $0) < (rank(books.chart[$1]), $1) }
    }

    /// Codes that the chart lacks, wherever they turn up; a code of the last report that has gone keeps a line for its change.
    private mutating func addSuspense(
        _ books: Books, _ costs: Costs, _ budgets: Budgets, _ labour: Labour, _ orders: Orders,
        _ previous: [String: ReportFigures.Line]
    ) {
        var previous = previous
        let chartCount = books.chart.count
        let codes =
            costs.suspense + budgets.unknown.map(\.code) + labour.accruedUnknown.map(\.code)
            + orders.openUnknown.map(\.code) + previous.values.map(\.account)
        var seen: Set<String> = []
        for code in codes.sorted() {
            guard seen.insert(books.snapshot.production.normalized(account: code)).inserted else { continue }
            let same = { (other: String) in
                books.snapshot.production.normalized(account: other)
                    == books.snapshot.production.normalized(account: code)
            }
            var line = Self.empty(Self.suspenseAccount(code), isSuspense: true, books)
            for (place, other) in costs.suspense.enumerated() where same(other) {
                lineOfCost[chartCount + place] = Int32(lines.count)
                line.thisPeriod.minorUnits += costs.thisPeriod[chartCount + place]
                line.toDate.minorUnits += costs.toDate[chartCount + place]
            }
            for (other, amount) in orders.openUnknown where same(other) { line.openOrders.minorUnits += amount }
            for (other, amount) in labour.accruedUnknown where same(other) { line.accruals.minorUnits += amount }
            for (other, amounts) in budgets.unknown where same(other) { line.set(amounts) }
            line.set(previous.removeValue(forKey: books.snapshot.production.normalized(account: code)))
            chartIndex.append(nil)
            lines.append(line)
        }
    }

    private static func suspenseAccount(_ code: String) -> Account {
        Account(
            code: code, name: code.isEmpty ? "No account given" : "Not in the chart", category: "Suspense",
            categoryName: "Suspense", section: "", accountClass: .cost, department: "")
    }

    private static func empty(_ account: Account, isSuspense: Bool, _ books: Books) -> CostLine {
        let zero = books.zero
        return CostLine(
            account: account, isSuspense: isSuspense, thisPeriod: zero, toDate: zero, openOrders: zero, accruals: zero,
            remaining: zero, budget: zero, overages: zero, transfers: zero, forecast: .budgetRemaining,
            previousToDate: zero, previousFinalCost: zero, previousWorkingBudget: zero,
            etcBasis: books.snapshot.production.etcBasis)
    }
}

extension CostLine {
    fileprivate mutating func set(_ amounts: Budgets.Amounts) {
        budget.minorUnits += amounts.budget
        overages.minorUnits += amounts.overages
        transfers.minorUnits += amounts.transfers
    }

    fileprivate mutating func set(_ previous: ReportFigures.Line?) {
        previousToDate.minorUnits = previous?.toDate ?? 0
        previousFinalCost.minorUnits = previous?.finalCost ?? 0
        previousWorkingBudget.minorUnits = previous?.workingBudget ?? 0
    }
}
