import CostModel

/// The decisions of one week put together: who is counted, who is settlement, and what belongs to which order.
struct MatchLinks {
    /// By entry.
    private(set) var states: [Int: MatchState] = [:]
    private(set) var rows: [MatchOutcomes.Row] = []
    private(set) var diagnostics: [Diagnostic] = []

    private let snapshot: Snapshot
    private var pairs: [Pair] = []
    /// What is left of a bill for payments of it, by its first entry.
    private var unpaid: [Int: Int64] = [:]

    private struct Pair {
        var row: Int
        /// What is cost, and what is the same purchase again.
        var kept: MatchSide
        var again: MatchSide
    }

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    mutating func add(_ entry: Int, _ decision: MatchDecision, _ left: MatchSide?, _ right: MatchSide?) {
        rows.append(
            MatchOutcomes.Row(
                entry: entry, state: decision.isSame ? .confirmed : .denied, left: decision.left,
                right: decision.right, by: decision.by, note: decision.note, effect: "",
                settled: .zero(snapshot.production.currency)))
        let row = rows.count - 1
        guard decision.isSame else {
            rows[row].effect = "different purchases: both count"
            return
        }
        guard let left, let right else {
            let name = left == nil ? decision.left : decision.right
            let hint = "copy the row from the Matches sheet again; the record may have changed since"
            return refuse(row, value: name, "names no record in force, so the decision has no effect", hint)
        }
        if left.isOrder, right.isOrder {
            let hint = "one side has to be a bill, a receipt, a charge or a payment"
            return refuse(row, value: decision.right, "is an order like the other side: no effect", hint)
        }
        if left.isOrder || right.isOrder {
            return assign(row, left.isOrder ? left : right, left.isOrder ? right : left)
        }
        pairs.append(
            Pair(row: row, kept: left.isBefore(right) ? left : right, again: left.isBefore(right) ? right : left))
    }

    private mutating func assign(_ row: Int, _ order: MatchSide, _ document: MatchSide) {
        guard document.kind != .payment else {
            rows[row].effect = "a payment: settlement, no cost"
            return
        }
        for index in document.rows {
            states[index, default: MatchState()].order = order.order
            states[index]!.by = by(row)
        }
        rows[row].effect = "\(money(document.amount).grouped) relieves the order"
        report(row, document.first, "belongs to PO \(order.order): it relieves the order as if it cited it")
    }

    /// Of two documents of one purchase the later one becomes settlement, as far as the earlier ones reach.
    mutating func settle() {
        pairs.sort {
            ($0.again.rank, $0.again.date, $0.again.first, $0.row) < (
                $1.again.rank, $1.again.date, $1.again.first, $1.row
            )
        }
        var start = 0
        while start < pairs.count {
            var end = start + 1
            while end < pairs.count, pairs[end].again.first == pairs[start].again.first { end += 1 }
            settle(Array(pairs[start..<end]))
            start = end
        }
    }

    private mutating func settle(_ pairs: [Pair]) {
        let again = pairs[0].again
        guard again.kind != .payment else {
            for pair in pairs { rows[pair.row].effect = "a payment of the other: settlement, no cost" }
            return
        }
        let sign: Int64 = again.amount < 0 ? -1 : 1
        var rest = again.amount * sign
        let before = unpaid
        for pair in pairs {
            // A bill that was entered again is there in full; one that is paid by several charges is used up by them.
            let isCopy = pair.kept.rank == again.rank
            let left = isCopy ? pair.kept.amount : unpaid[pair.kept.first] ?? pair.kept.amount
            let taken = min(max(left * sign, 0), rest)
            if !isCopy { unpaid[pair.kept.first] = left - taken * sign }
            rest -= taken
        }
        guard rest == 0, again.amount != 0 else {
            unpaid = before
            for pair in pairs {
                refuse(
                    pair.row, value: rows[pair.row].right,
                    "\(money(again.amount).grouped) is \(money(rest).grouped) more than the document that it is matched with: "
                        + "no effect", "split what is beyond the bill into a line of its own, then confirm the rest")
            }
            return
        }
        for index in again.rows {
            states[index, default: MatchState()].isSettled = true
            states[index]!.by = by(pairs[0].row)
        }
        rows[pairs[0].row].settled = money(again.amount)
        for pair in pairs {
            rows[pair.row].effect = "\(money(again.amount).grouped) is settlement: counted once"
        }
        let other = snapshot.entries[pairs[0].kept.first]
        let file = snapshot.files.first { $0.id == other.origin.sourceID }?.name ?? ""
        report(
            pairs[0].row, again.first,
            "\(money(again.amount).grouped) is counted once, by \(file):\(SourceLine(raw: other.origin.line))")
    }

    private func by(_ row: Int) -> String { "match" + (rows[row].by.isEmpty ? "" : ", \(rows[row].by)") }

    private func money(_ amount: Int64) -> Money { Money(amount, snapshot.production.currency) }

    private func place(_ entry: Int) -> (file: String, line: Int) {
        let origin = snapshot.entries[entry].origin
        return (snapshot.files.first { $0.id == origin.sourceID }?.name ?? "", Int(origin.line))
    }

    private mutating func refuse(_ row: Int, value: String, _ message: String, _ hint: String) {
        (rows[row].state, rows[row].effect) = (.unusable, message)
        let (file, line) = place(rows[row].entry)
        diagnostics.append(
            Diagnostic(.warning, .matchUnusable, file: file, line: line, value: value, message, hint: hint))
    }

    private mutating func report(_ row: Int, _ entry: Int, _ message: String) {
        let (file, line) = place(entry)
        let (own, ownLine) = place(rows[row].entry)
        diagnostics.append(
            Diagnostic(
                .note, .matchApplied, file: file, line: line,
                value: snapshot.texts[snapshot.entries[entry].record.reference], message,
                hint: "decided in \(own):\(ownLine)" + (rows[row].by.isEmpty ? "" : " by \(rows[row].by)")))
    }
}
