package import CostModel

/// A difference that turned up in a closed week and therefore counts in the open period: an adjustment, linked to both versions
/// of its row (domain 1.12). The closed report is not touched.
package struct ClosedChange: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A row of a closed week that no export had before.
        case late
        case changed
        /// The same amount on another account.
        case recoded
        /// Still in the export, and void there.
        case voided
        /// No longer in the export that speaks for its day.
        case vanished
    }

    package var kind: Kind
    /// The closed week to which the row belongs by its date.
    package var week: Day
    /// The row's own date, as it was; that of the new version for a late row.
    package var date: Day
    /// Codes as the report's lines have them; the two differ where the row was recoded. Blank where a side is missing.
    package var oldAccount: String
    package var newAccount: String
    package var vendor: String
    package var reference: String
    package var details: String
    /// What the row was as cost, and what it is now; zero for a side that is missing or no cost.
    package var old: Money
    package var new: Money
    package var oldOrigin: Origin?
    package var newOrigin: Origin?
    /// The source file because of which the old version was taken back; 0 where no file was.
    package var causeSourceID: Int32
    /// Ids of the linked pair in the ledger: the reversal of the old version, and the new posting; 0 for a missing side.
    package var reversal: Int64
    package var posting: Int64

    /// Its effect on this period's cost.
    package var difference: Money { new - old }
}

/// Every adjustment of a period, in order of closed week, account, date and entry.
struct ClosedChanges {
    private(set) var all: [ClosedChange] = []
    private let books: Books
    private let findings: Findings
    private let closed: Day
    /// Indices of entries of this period whose own week is closed.
    private var postings: [Int] = []
    private var reversals: [Int] = []
    /// What this period holds of weeks that are not closed.
    private var ofOpenWeeks: Int64 = 0

    /// The findings with their adjustments, and with the proof that these are all that the period has of closed weeks.
    static func added(to findings: Findings, _ books: Books) -> Findings {
        guard let closed = books.snapshot.closedThrough else { return findings }
        var changes = ClosedChanges(books, findings, closed)
        changes.sort()
        changes.pair()
        var findings = findings
        findings.closedChanges = changes.inOrder()
        let tieOut = changes.tieOut(findings.closedChanges)
        findings.tieOuts.append(tieOut)
        if !tieOut.passes { findings.diagnostics.append(Reconcile.failure(tieOut)) }
        return findings
    }

    private init(_ books: Books, _ findings: Findings, _ closed: Day) {
        (self.books, self.findings, self.closed) = (books, findings, closed)
    }

    /// One pass: what is of a closed week, and what takes back something of one.
    private mutating func sort() {
        let snapshot = books.snapshot
        for (index, entry) in snapshot.entries.enumerated()
        where books.isThere(entry) && entry.record.kind.costClass == .actual && snapshot.isThisPeriod(entry) {
            if let week = ownWeek(entry), week <= closed {
                if entry.isReversal { reversals.append(index) } else { postings.append(index) }
            } else if findings.lineOfEntry[index] >= 0 {
                ofOpenWeeks += entry.signedMinor
            }
        }
        // What came and went within the period is no difference.
        let ids = Set(postings.map { snapshot.entries[$0].id })
        let gone = Set(reversals.map { snapshot.entries[$0].reverses }).intersection(ids)
        guard !gone.isEmpty else { return }
        postings.removeAll { gone.contains(snapshot.entries[$0].id) }
        reversals.removeAll { gone.contains(snapshot.entries[$0].reverses) }
    }

    /// By its date; without one, a reversal is of the week in which the entry counted that it takes back.
    private func ownWeek(_ entry: Entry) -> Day? {
        if !entry.record.date.isNone { return books.snapshot.production.calendar.ownWeek(of: entry.record.date) }
        guard entry.isReversal, let original = original(of: entry) else { return nil }
        return books.snapshot.entries[original].period
    }

    /// Entries stand in order of id.
    private func original(of entry: Entry) -> Int? {
        let entries = books.snapshot.entries
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].id < entry.reverses { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].id == entry.reverses ? low : nil
    }

    private mutating func pair() {
        let pairing = ClosedPairs(books.snapshot, reversals: reversals, postings: postings)
        for (reversal, posting) in pairing.pairs { add(reversal, posting) }
        for reversal in pairing.reversals { add(reversal, nil) }
        for posting in pairing.postings { add(nil, posting) }
    }

    private mutating func add(_ reversal: Int?, _ posting: Int?) {
        let isCost = [reversal, posting].compactMap { $0 }.contains { findings.lineOfEntry[$0] >= 0 }
        guard isCost else { return }
        let (old, new) = (reversal.map(books.entry), posting.map(books.entry))
        let shown = (old ?? new)!
        let texts = books.texts
        var change = ClosedChange(
            kind: .late, week: ownWeek(shown) ?? closed, date: shown.record.date, oldAccount: account(reversal),
            newAccount: account(posting), vendor: texts[shown.record.party], reference: texts[shown.record.reference],
            details: texts[shown.record.details], old: amount(reversal), new: amount(posting),
            oldOrigin: old?.origin, newOrigin: new?.origin,
            causeSourceID: old.flatMap { books.snapshot.links[$0.id]?.causeSourceID } ?? 0,
            reversal: old?.id ?? 0, posting: new?.id ?? 0)
        change.kind = kind(change, new)
        all.append(change)
    }

    private func kind(_ change: ClosedChange, _ new: Entry?) -> ClosedChange.Kind {
        guard change.reversal != 0 else { return .late }
        guard let new else { return .vanished }
        if new.record.status == .void { return .voided }
        return change.oldAccount != change.newAccount && change.old == change.new ? .recoded : .changed
    }

    private func account(_ index: Int?) -> String {
        guard let index else { return "" }
        let line = Int(findings.lineOfEntry[index])
        return line >= 0 ? findings.lines[line].account.code : books.texts[books.record(index).account]
    }

    private func amount(_ index: Int?) -> Money {
        guard let index, findings.lineOfEntry[index] >= 0 else { return books.zero }
        return books.record(index).amount
    }

    private func inOrder() -> [ClosedChange] {
        all.sorted { left, right in
            func account(_ change: ClosedChange) -> String {
                change.oldAccount.isEmpty ? change.newAccount : change.oldAccount
            }
            if left.week != right.week { return left.week < right.week }
            if account(left) != account(right) { return account(left) < account(right) }
            return (left.date, max(left.reversal, left.posting)) < (right.date, max(right.reversal, right.posting))
        }
    }

    private func tieOut(_ changes: [ClosedChange]) -> TieOut {
        let period = findings.lines.reduce(books.zero) { $0 + $1.thisPeriod }
        return TieOut(
            name: "Changes to closed periods", leftName: "adjustments listed",
            left: changes.reduce(books.zero) { $0 + $1.difference },
            rightName: "cost this period less what is of open weeks",
            right: period - Money(ofOpenWeeks, books.currency),
            remedy: "the report of closed periods names every row")
    }
}
