import CostModel

/// B0, O and X by account, and what is wrong with them. Budget of an account that the chart lacks goes to its suspense line.
struct Budgets {
    struct Amounts: Hashable { var budget: Int64 = 0, overages: Int64 = 0, transfers: Int64 = 0 }

    /// By chart index.
    var amounts: [Amounts]
    /// By code as written.
    var unknown: [(code: String, amounts: Amounts)] = []
    /// Transfers by number, those of each must sum to zero.
    var transferSums: [(number: String, sum: Int64)] = []

    init(_ books: inout Books) {
        amounts = Array(repeating: Amounts(), count: books.chart.count)
        for index in books.entries(.budgetLine) {
            let amount = books.record(index).amountMinor
            add(at: index, &books, "Account") { $0.budget += amount }
        }
        addChanges(&books)
        reportEdits(books.entries(.budgetLine), &books)
    }

    /// The budget is locked by the first report (domain 0): what is edited later is a transfer or an overage that nobody approved.
    private func reportEdits(_ lines: [Int], _ books: inout Books) {
        guard let previous = books.snapshot.previous, books.period == books.snapshot.period else { return }
        for index in lines where books.entry(index).period > previous.period {
            let record = books.record(index)
            books.report(
                .budgetChanged, at: index, field: "Account", value: books.texts[record.account],
                "the budget line of \(record.amount.grouped) is new or has changed since the report of \(previous.period)",
                hint: "leave the locked budget as it was, and enter the difference as a transfer or an approved overage"
            )
        }
    }

    /// Changes count from their date on; a change dated after the report's week is still to come.
    private mutating func addChanges(_ books: inout Books) {
        var firstEntry: [String: Int] = [:]
        for index in books.entries(.budgetChange) {
            let change = BudgetChange(books.record(index), in: books.texts)
            guard change.date <= books.period, change.kind != .pending else { continue }
            add(at: index, &books, "Account") {
                switch change.kind {
                case .overage: $0.overages += change.amount.minorUnits
                case .transfer: $0.transfers += change.amount.minorUnits
                case .pending: break
                }
            }
            guard change.kind == .transfer else { continue }
            firstEntry[change.number] = firstEntry[change.number] ?? index
            if let place = transferSums.firstIndex(where: { $0.number == change.number }) {
                transferSums[place].sum += change.amount.minorUnits
            } else {
                transferSums.append((change.number, change.amount.minorUnits))
            }
        }
        for (number, sum) in transferSums where sum != 0 {
            books.report(
                .transferUnbalanced, at: firstEntry[number]!, field: "No", value: number,
                "moves \(Money(sum, books.currency).grouped) more into lines than out of them",
                hint: "the amounts of one transfer must sum to zero; extra money is an Overage")
        }
    }

    private mutating func add(at index: Int, _ books: inout Books, _ field: String, _ change: (inout Amounts) -> Void) {
        if let account = books.account(books.record(index).account) {
            change(&amounts[account])
            return
        }
        let code = books.texts[books.record(index).account]
        let near = books.nearestAccount(to: code).map { "did you mean \($0)?" } ?? "add the account to the chart"
        books.report(
            .budgetAccountUnknown, at: index, field: field, value: code,
            "is not in the chart; its \(books.record(index).amount.grouped) stands in suspense", hint: near)
        let place = unknown.firstIndex { $0.code == code } ?? unknown.count
        if place == unknown.count { unknown.append((code, Amounts())) }
        change(&unknown[place].amounts)
    }
}
