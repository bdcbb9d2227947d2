import CostModel

/// All that a report calls cost, one share at a time: postings, open purchase orders, accruals. Whoever divides cost by something
/// other than accounts goes through these, so that every division has the same total.
struct CostShares {
    let snapshot: Snapshot
    let lines: [CostLine]
    private let lineOfEntry: [Int32]
    private let orders: [OrderLine]
    private let accruals: [Accrual]
    /// By the account's code as compared; balance-sheet accounts have no line.
    private let lineOfCode: [String: Int]

    init(_ snapshot: Snapshot, _ findings: Findings) {
        self.init(
            snapshot, findings.lines, findings.lineOfEntry, orders: findings.orders, accruals: findings.accruals)
    }

    init(
        _ snapshot: Snapshot, _ lines: [CostLine], _ lineOfEntry: [Int32], orders: [OrderLine], accruals: [Accrual]
    ) {
        precondition(lineOfEntry.count == snapshot.entries.count)
        self.snapshot = snapshot
        self.lines = lines
        self.lineOfEntry = lineOfEntry
        self.orders = orders
        self.accruals = accruals
        let codes = lines.map { snapshot.production.normalized(account: $0.account.code) }
        lineOfCode = Dictionary(zip(codes, lines.indices), uniquingKeysWith: { first, _ in first })
    }

    /// The line of the report on which an account's cost stands; nil for the balance sheet.
    func line(of account: String) -> Int? { lineOfCode[snapshot.production.normalized(account: account)] }

    /// Calls `body` with entry, line of the report and figures. An order whose row is not in the ledger, which should not be,
    /// has the entry nil and counts all the same.
    func forEach(_ body: (Int?, Int, DimensionFigures) -> Void) {
        for index in snapshot.entries.indices where lineOfEntry[index] >= 0 {
            let entry = snapshot.entries[index]
            guard let kind = ExpenseKind(entry.record.kind) else { continue }
            body(
                index, Int(lineOfEntry[index]),
                DimensionFigures(
                    posted: entry.signedMinor, kind, isThisPeriod: snapshot.isThisPeriod(entry)))
        }
        for (order, entry) in openOrders() {
            if let line = line(of: order.account) {
                body(entry, line, DimensionFigures(openOrders: order.open.minorUnits))
            }
        }
        var lineOfText: [TextID: Int?] = [:]
        for accrual in accruals where !accrual.isSuperseded && !accrual.amount.isZero {
            let account = snapshot.entries[accrual.entry].record.account
            let line = lineOfText[account] ?? line(of: snapshot.texts[account])
            lineOfText[account] = line
            if let line { body(accrual.entry, line, DimensionFigures(accruals: accrual.amount.minorUnits)) }
        }
    }

    /// Orders that have something to come, each with the entry of its row: the one in force that stands at the same place.
    func openOrders() -> [(order: OrderLine, entry: Int?)] {
        let open = orders.filter { !$0.open.isZero }
        guard !open.isEmpty else { return [] }
        var places: [Origin: [Int]] = [:]
        var reversed: Set<Int64> = []
        for (index, entry) in snapshot.entries.enumerated() where entry.record.kind == .purchaseOrderLine {
            if entry.isReversal {
                reversed.insert(entry.reverses)
            } else {
                places[entry.origin, default: []].append(index)
            }
        }
        return open.map { order in
            let rows = (places[order.origin] ?? []).filter { !reversed.contains(snapshot.entries[$0].id) }
            let same = rows.first { snapshot.texts[snapshot.entries[$0].record.account] == order.account }
            return (order, same ?? rows.first)
        }
    }
}

/// Cost of one value of a dimension, or of one account below it, in minor units of the production's currency.
package struct DimensionFigures: Hashable, Sendable {
    /// Posted to date by `ExpenseKind`, then posted this period, open orders, accruals: one fixed-size value, since there may be as
    /// many as different tags.
    private var lanes = SIMD8<Int64>()
    private static let period = 5, orders = 6, accrued = 7

    package init() {}

    init(posted: Int64, _ kind: ExpenseKind, isThisPeriod: Bool) {
        lanes[kind.rawValue] = posted
        if isThisPeriod { lanes[Self.period] = posted }
    }

    init(openOrders: Int64) { lanes[Self.orders] = openOrders }
    init(accruals: Int64) { lanes[Self.accrued] = accruals }

    package func posted(_ kind: ExpenseKind) -> Int64 { lanes[kind.rawValue] }
    package var thisPeriod: Int64 { lanes[Self.period] }
    package var toDate: Int64 { ExpenseKind.allCases.reduce(0) { $0 + posted($1) } }
    package var openOrders: Int64 { lanes[Self.orders] }
    package var accruals: Int64 { lanes[Self.accrued] }
    /// T of domain 1.1.
    package var totalCost: Int64 { toDate + openOrders + accruals }
    package var isEmpty: Bool { lanes == SIMD8<Int64>() }

    package static func + (left: DimensionFigures, right: DimensionFigures) -> DimensionFigures {
        var sum = left
        sum += right
        return sum
    }

    package static func += (left: inout DimensionFigures, right: DimensionFigures) {
        for lane in 0..<SIMD8<Int64>.scalarCount { left.lanes[lane] += right.lanes[lane] }
    }
}
