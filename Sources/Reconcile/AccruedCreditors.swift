package import CostModel

/// Who is owed for what has been done and not billed (domain 1.6 and 1.12): the list that a final cost report carries.
///
/// Two things are on it. Accruals are in the report's accruals column, and this list sums to it. Orders whose goods or services have
/// come are in its column of open orders: a final report has to bill, accrue or close them.
package struct AccruedCreditors: Sendable {
    package enum Source: Int, Sendable, CaseIterable {
        /// Work that no register holds yet: in the accruals column.
        case timecards
        /// A booking or rental whose last day has passed.
        case ended
        /// An order that states no last day, dated up to the report: whether it has come is for somebody to say.
        case ordered
    }

    package struct Row: Hashable, Sendable {
        package var source: Source
        /// Vendor or worker.
        package var creditor: String
        /// As the report's line has it.
        package var account: String
        /// Order number; empty for timecards.
        package var reference: String
        /// Week ending of the work, last day of the service, or the order's date.
        package var through: Day
        package var amount: Money
        /// Of its first record.
        package var origin: Origin
    }

    /// Sums of one account; accounts without an accrual or an order are left out.
    package struct Sum: Hashable, Sendable {
        package var account: String
        /// The account's column of accruals.
        package var accruals: Money
        package var orders: Money
    }

    /// By source, then creditor, account, reference and day.
    package private(set) var rows: [Row] = []
    /// In the order of the report.
    package private(set) var byAccount: [Sum] = []

    /// Equals the report's accruals column.
    package var accruals: Money { sum { $0 == .timecards } }
    /// Part of the report's column of open orders.
    package var orders: Money { sum { $0 != .timecards } }
    private let zero: Money

    package init(_ snapshot: Snapshot, _ findings: Findings) { self.init(CostShares(snapshot, findings), findings) }

    private init(_ shares: CostShares, _ findings: Findings) {
        zero = .zero(shares.snapshot.production.currency)
        addTimecards(shares, findings)
        addOrders(shares)
        rows.sort { left, right in
            guard left.source == right.source else { return left.source.rawValue < right.source.rawValue }
            guard left.creditor == right.creditor else { return Findings.precedes(left.creditor, right.creditor) }
            return (left.account, left.reference, left.through, left.origin.line)
                < (right.account, right.reference, right.through, right.origin.line)
        }
        var sums: [Int: Sum] = [:]
        for row in rows {
            let line = shares.line(of: row.account)!
            var sum = sums[line] ?? Sum(account: row.account, accruals: zero, orders: zero)
            if row.source == .timecards { sum.accruals += row.amount } else { sum.orders += row.amount }
            sums[line] = sum
        }
        byAccount = sums.sorted { $0.key < $1.key }.map(\.value)
    }

    private func sum(_ isIn: (Source) -> Bool) -> Money {
        rows.reduce(zero) { isIn($1.source) ? $0 + $1.amount : $0 }
    }

    /// One row a worker, account and week.
    private mutating func addTimecards(_ shares: CostShares, _ findings: Findings) {
        struct Key: Hashable {
            var worker: String
            var line: Int
            var week: Day
        }
        let snapshot = shares.snapshot
        var places: [Key: Int] = [:]
        for accrual in findings.accruals where !accrual.isSuperseded && !accrual.amount.isZero {
            let entry = snapshot.entries[accrual.entry]
            guard let line = shares.line(of: snapshot.texts[entry.record.account]) else { continue }
            let name = snapshot.texts[entry.record.party]
            let week = findings.serviceWeek(entry.record)
            let key = Key(worker: Labour.workerKey(name), line: line, week: week)
            if let place = places[key] {
                rows[place].amount += accrual.amount
                continue
            }
            places[key] = rows.count
            rows.append(
                Row(
                    source: .timecards, creditor: name, account: shares.lines[line].account.code, reference: "",
                    through: week, amount: accrual.amount, origin: entry.origin))
        }
    }

    private mutating func addOrders(_ shares: CostShares) {
        let snapshot = shares.snapshot
        for (order, index) in shares.openOrders() {
            guard let line = shares.line(of: order.account) else { continue }
            let last = index.map { snapshot.entries[$0].record.weekEnding } ?? .none
            let through = last.isNone ? order.date : last
            // What is still to come is a commitment, and nobody is owed for it yet.
            guard through.isNone || through <= snapshot.period else { continue }
            rows.append(
                Row(
                    source: last.isNone ? .ordered : .ended, creditor: order.vendor,
                    account: shares.lines[line].account.code, reference: order.number, through: through,
                    amount: order.open, origin: order.origin))
        }
    }
}
