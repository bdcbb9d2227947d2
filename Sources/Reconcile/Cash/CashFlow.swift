package import CostModel

/// One week of cash, by the days on which money moved (domain 1.6). What goes out is positive.
package struct CashWeek: Hashable, Sendable {
    package var ending: Day
    /// After the report's week: nothing of it has happened.
    package var isProjected: Bool
    package var opening: Money
    package var funding: Money
    package var payroll: Money
    package var vendors: Money
    package var pettyCash: Money
    package var cards: Money
    package var other: Money
    /// Purchase orders, timecards and estimates, in the weeks in which they are expected to be paid.
    package var orders: Money
    package var accruals: Money
    package var estimate: Money

    package var out: Money { payroll + vendors + pettyCash + cards + other + orders + accruals + estimate }
    package var closing: Money { opening + funding - out }
}

/// Cash by week: what moved up to the report's date, and what is expected to move after it.
///
/// Payroll counts by the registers' run dates, floats by their movements, cards by the payments on their statements. Payments that the
/// check register marks so settle the same money and are set aside, unless the class has no records of its own.
package struct CashFlow: Hashable, Sendable {
    package var weeks: [CashWeek] = []
    /// Dated before the opening balance, which holds it: in no week.
    package var before: Money
    /// Payments of the register that other records show: payroll, floats and statements.
    package var setAside: Money
    package var openingBalance: Money
    /// Classes that have records of their own beside the check register.
    var own: Set<PaymentPurpose> = []

    init(zero: Money) {
        (before, setAside, openingBalance) = (zero, zero, zero)
    }

    package var isEmpty: Bool { weeks.isEmpty }

    /// Actual money out less funding, of the weeks.
    var actual: Money {
        weeks.filter { !$0.isProjected }.reduce(before) { $0 + $1.out - $1.funding }
    }

    var projected: Money { weeks.filter(\.isProjected).reduce(before - before) { $0 + $1.out } }
}

/// Puts money into weeks.
struct CashFlowBuilder {
    private(set) var flow: CashFlow
    private let books: Books
    private let opening: Day
    private var byWeek: [Day: CashWeek] = [:]

    init(_ books: Books, _ lines: [CostLine], _ orders: [OrderLine], _ petty: PettyCash) {
        self.books = books
        flow = CashFlow(zero: books.zero)
        let balances = books.entries(.payment).map { books.record($0) }.filter {
            $0.status != .void && Payments.purpose($0, books.texts) == .opening
        }
        opening = balances.map(\.date).min() ?? .none
        flow.openingBalance = balances.reduce(books.zero) { $0 + $1.amount }
        if addPayroll() { flow.own.insert(.payroll) }
        if addFloats(petty) { flow.own.insert(.pettyCash) }
        if addCards() { flow.own.insert(.card) }
        addPayments()
        project(lines, orders)
        finish()
    }

    // MARK: What has moved

    private mutating func add(_ day: Day, _ amount: Int64, _ column: WritableKeyPath<CashWeek, Money>) {
        let isFunding = column == \CashWeek.funding
        guard opening.isNone || day >= opening else {
            flow.before.minorUnits += isFunding ? -amount : amount
            return
        }
        let ending = books.snapshot.production.calendar.period(of: day)
        self[week: ending, false][keyPath: column].minorUnits += amount
    }

    private subscript(week ending: Day, isProjected: Bool) -> CashWeek {
        get { byWeek[ending] ?? .empty(ending, isProjected, books.zero) }
        set { byWeek[ending] = newValue }
    }

    private mutating func addPayroll() -> Bool {
        for index in books.entries(.payrollLine) {
            let record = books.record(index)
            guard record.status == .open || record.status == .closed else { continue }
            add(record.date, record.amountMinor, \.payroll)
        }
        return !books.entries(.payrollLine).isEmpty
    }

    private mutating func addFloats(_ petty: PettyCash) -> Bool {
        var isAny = false
        for movement in petty.movements.all {
            switch movement.kind {
            case .advance, .replenishment: add(movement.date, movement.amount, \.pettyCash)
            case .returned: add(movement.date, -movement.amount, \.pettyCash)
            case .counted, .receiptsInHand, .envelope: continue
            }
            isAny = true
        }
        return isAny
    }

    /// Statements write their payments as credits.
    private mutating func addCards() -> Bool {
        var isAny = false
        for index in books.entries(.cardTransaction) where books.record(index).status == .settlement {
            add(books.record(index).date, -books.record(index).amountMinor, \.cards)
            isAny = true
        }
        return isAny
    }

    private mutating func addPayments() {
        for index in books.entries(.payment) {
            let record = books.record(index)
            guard record.status != .void else { continue }
            let amount = Payments.out(record, books.texts)
            let purpose = Payments.purpose(record, books.texts)
            guard !flow.own.contains(purpose) else {
                flow.setAside.minorUnits += amount
                continue
            }
            switch purpose {
            case .opening: continue
            case .funding: add(record.date, -amount, \.funding)
            case .payroll: add(record.date, amount, \.payroll)
            case .pettyCash: add(record.date, amount, \.pettyCash)
            case .card: add(record.date, amount, \.cards)
            case .vendor: add(record.date, amount, \.vendors)
            case .other: add(record.date, amount, \.other)
            }
        }
    }

    // MARK: What is expected

    private mutating func project(_ lines: [CostLine], _ orders: [OrderLine]) {
        let calendar = books.snapshot.production.calendar
        let next = books.period + 7
        var due: [Origin: Day] = [:]
        for index in books.entries(.purchaseOrderLine) {
            let record = books.record(index)
            let day = record.weekEnding.isNone ? record.date : max(record.date, record.weekEnding)
            let origin = books.entry(index).origin
            due[origin] = max(due[origin] ?? day, day)
        }
        for order in orders where !order.open.isZero {
            let week = max(calendar.period(of: due[order.origin] ?? order.date), next)
            self[week: week, true].orders += order.open
        }
        let accrued = lines.reduce(books.zero) { $0 + $1.accruals }
        if !accrued.isZero { self[week: next, true].accruals += accrued }
        spread(lines.reduce(Int64(0)) { $0 + $1.remaining.minorUnits })
    }

    /// Evenly over the weeks to the last day of the schedule or the last expected item; the parts sum to the whole.
    private mutating func spread(_ estimate: Int64) {
        guard estimate != 0 else { return }
        let days = books.entries(.shootDay) + books.entries(.expectedItem)
        let last = days.map { books.record($0).date }.max() ?? .none
        let end = last.isNone ? books.period : books.snapshot.production.calendar.period(of: last)
        let count = Int64(max(1, (end - books.period) / 7))
        var given: Int64 = 0
        for week in 1...count {
            let upTo = Decimals.scaled(estimate, by: week, over: count)
            self[week: books.period + 7 * Int(week), true].estimate.minorUnits += upTo - given
            given = upTo
        }
    }

    /// Every week from the first to the last, each opening with what the one before closes with.
    private mutating func finish() {
        guard let first = byWeek.keys.min(), let last = byWeek.keys.max() else { return }
        var cash = flow.openingBalance
        var ending = min(first, books.period)
        while ending <= max(last, books.period) {
            var week = self[week: ending, ending > books.period]
            week.opening = cash
            cash = week.closing
            flow.weeks.append(week)
            ending = ending + 7
        }
    }
}

extension CashWeek {
    fileprivate static func empty(_ ending: Day, _ isProjected: Bool, _ zero: Money) -> CashWeek {
        CashWeek(
            ending: ending, isProjected: isProjected, opening: zero, funding: zero, payroll: zero, vendors: zero,
            pettyCash: zero, cards: zero, other: zero, orders: zero, accruals: zero, estimate: zero)
    }
}
