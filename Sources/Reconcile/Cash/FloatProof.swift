package import CostModel

/// What a custodian has still to account for, and what a count found of it (domain 1.7):
/// outstanding = advances + replenishments - accepted receipts - cash returned,
/// and it must be cash on hand + receipts not handed in + envelopes handed in and not posted.
package struct FloatProof: Hashable, Sendable {
    package var custodian: String
    package var advances: Money
    package var replenishments: Money
    /// Receipts of envelopes that are in the ledger.
    package var receipts: Money
    package var returned: Money
    /// Day of the latest count; none where the float was never counted.
    package var counted: Day
    package var onHand: Money
    /// Cash given out less cash returned after the day of the count: the count cannot hold it.
    package var since: Money
    package var inHand: Money
    package var unposted: Money
    /// The entry to cite: the latest count, else the latest movement; -1 where only receipts are known.
    package var entry: Int

    package var outstanding: Money { advances + replenishments - receipts - returned }
    package var accounted: Money { onHand + since + inHand + unposted }
    /// Positive: money is missing.
    package var difference: Money { outstanding - accounted }
    package var isCounted: Bool { !counted.isNone }
    package var proves: Bool { isCounted && difference.isZero }
}

extension FloatProof {
    init(_ custodian: String, _ movements: [FloatMovement], receipts: Int64, posted: Set<String>, _ books: Books) {
        let zero = books.zero
        func sum(_ chosen: (FloatMovement) -> Bool) -> Money {
            Money(movements.reduce(0) { chosen($1) ? $0 + $1.amount : $0 }, books.currency)
        }
        self.init(
            custodian: custodian, advances: sum { $0.kind == .advance },
            replenishments: sum { $0.kind == .replenishment }, receipts: Money(receipts, books.currency),
            returned: sum { $0.kind == .returned }, counted: .none, onHand: zero, since: zero, inHand: zero,
            unposted: zero, entry: -1)
        let counts = Set(movements.filter { $0.kind == .counted }.map(\.date)).sorted()
        let latest = movements.max { ($0.date, $0.entry) < ($1.date, $1.entry) }
        entry = latest?.entry ?? -1
        guard let day = counts.last else { return }
        let before = counts.dropLast().last ?? .none
        counted = day
        onHand = sum { $0.kind == .counted && $0.date == day }
        since =
            sum { ($0.kind == .advance || $0.kind == .replenishment) && $0.date > day }
            - sum { $0.kind == .returned && $0.date > day }
        // Receipts in hand are part of a count; what an earlier count found is history.
        let held = movements.filter { $0.kind == .receiptsInHand && $0.date > before }
        let heldDay = held.map(\.date).max() ?? .none
        inHand = sum { $0.kind == .receiptsInHand && $0.date == heldDay && $0.date > before }
        // An envelope has a number and leaves by it; without one it is part of its count.
        unposted = sum {
            $0.kind == .envelope && ($0.reference.isEmpty ? $0.date > before : !posted.contains($0.reference))
        }
        entry = movements.last { $0.kind == .counted && $0.date == day }!.entry
    }
}
