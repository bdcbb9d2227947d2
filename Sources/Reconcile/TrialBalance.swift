package import CostModel

/// The trial balance of costs (domain 1.6): every account's beginning balance, debits, credits, net change and ending balance of the
/// period, balance-sheet accounts included where a feed posts to them.
///
/// The feeds of a production are not its books: a register or a bill says what was spent and not what paid for it. The other
/// side of such a feed is one line, *not in these feeds*, so that the totals cancel and what is missing is seen. A ledger that is
/// exported whole, with both sides, needs none.
package struct TrialBalance: Sendable {
    package enum Group: Int, Sendable, CaseIterable {
        case balance
        /// Cost: sums to columns 3 and 4 of the report.
        case expense
        /// Settlement that its source codes to no balance-sheet account: payment for cost that is counted elsewhere.
        case settlement
        /// The side that a feed does not give.
        case outside
    }

    package struct Row: Hashable, Sendable {
        package var group: Group
        /// Empty for settlement and the other side.
        package var code: String
        /// The account's name; the feed's for the other side.
        package var name: String
        package var beginning: Money
        package var debits: Money
        /// As a positive amount.
        package var credits: Money

        package var net: Money { debits - credits }
        package var ending: Money { beginning + net }
        fileprivate var isEmpty: Bool { beginning.isZero && debits.isZero && credits.isZero }
    }

    /// Balance sheet and cost in the order of the chart, codes that it lacks, settlement, the other sides by feed.
    package private(set) var rows: [Row] = []

    package func sum(_ group: Group, _ column: (Row) -> Money) -> Money {
        rows.filter { $0.group == group }.reduce(zero) { $0 + column($1) }
    }

    private let zero: Money

    package init(_ snapshot: Snapshot) {
        var books = Books(snapshot)
        self.init(&books)
    }

    /// Account by account and not by the report's lines: the tie-out with column 4 compares two ways.
    init(_ books: inout Books) {
        zero = books.zero
        let snapshot = books.snapshot
        var chart = books.chart.map { account in
            Row(account.accountClass == .balance ? .balance : .expense, account.code, account.name, books.zero)
        }
        var unknown: [Row] = []
        var placeOfCode: [String: Int] = [:]
        var settlement = Row(.settlement, "", "Settlement of cost counted elsewhere", books.zero)
        var outside = snapshot.feeds.map { Row(.outside, "", $0, books.zero) }
        for entry in snapshot.entries
        where books.isThere(entry) && entry.record.kind.costClass == .actual && entry.record.status != .void {
            let isNow = snapshot.isThisPeriod(entry)
            outside[Int(entry.feed)].add(-entry.signedMinor, isNow)
            let account = books.account(entry.record.account)
            let isBalance = account.map { books.chart[$0].accountClass == .balance } ?? false
            if entry.record.status == .settlement, !isBalance {
                settlement.add(entry.signedMinor, isNow)
            } else if let account {
                chart[account].add(entry.signedMinor, isNow)
            } else {
                let text = snapshot.texts[entry.record.account]
                let code = snapshot.production.normalized(account: text)
                let place = placeOfCode[code] ?? unknown.count
                if place == unknown.count {
                    placeOfCode[code] = place
                    unknown.append(
                        Row(.expense, text, text.isEmpty ? "No account given" : "Not in the chart", books.zero))
                }
                unknown[place].add(entry.signedMinor, isNow)
            }
        }
        unknown.sort { Findings.precedes($0.code, $1.code) }
        rows = (chart + unknown + [settlement]).filter { !$0.isEmpty }
        rows = Group.allCases.flatMap { group in rows.filter { $0.group == group } }
        // What a feed takes and gives is net of itself: a ledger with both sides leaves nothing.
        rows += outside.map(\.netted).filter { !$0.isEmpty }
    }
}

extension TrialBalance.Row {
    fileprivate init(_ group: TrialBalance.Group, _ code: String, _ name: String, _ zero: Money) {
        self.init(group: group, code: code, name: name, beginning: zero, debits: zero, credits: zero)
    }

    fileprivate mutating func add(_ minor: Int64, _ isThisPeriod: Bool) {
        if !isThisPeriod {
            beginning.minorUnits += minor
        } else if minor > 0 {
            debits.minorUnits += minor
        } else {
            credits.minorUnits -= minor
        }
    }

    fileprivate var netted: TrialBalance.Row {
        var row = self
        let zero = Money.zero(debits.currency)
        (row.debits, row.credits) = net.isNegative ? (zero, -net) : (net, zero)
        return row
    }
}
