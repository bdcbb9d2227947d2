package import CostModel

/// A snapshot with the decisions of `matches.csv` applied: each purchase is counted once.
///
/// Pure, and made after `Coding`. The ledger's entries stay as their source has them. A decision counts from the week in which
/// it came into the ledger: an entry of that week or a later one changes where it stands; an earlier one is taken back and
/// posted anew in that week, so that no reported week moves.
package struct Matched: Sendable {
    package private(set) var snapshot: Snapshot

    package init(_ source: Snapshot) {
        snapshot = source
        guard source.entries.contains(where: { $0.record.kind == .match }) else { return }
        let plan = MatchPlan(source)
        var entries = MatchedEntries(source)
        entries.apply(plan.changes)
        snapshot = entries.snapshot
        snapshot.matches.rows = plan.rows
        snapshot.diagnostics += plan.diagnostics
    }
}

/// What a decision makes of an entry, from a week on.
struct MatchState: Hashable {
    var isSettled = false
    /// The order that it belongs to; empty where its own field counts.
    var order = ""
    var by = ""
}

/// The entries of a snapshot as confirmed matches have them.
struct MatchedEntries {
    private(set) var snapshot: Snapshot
    private var nextID: Int64

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        nextID = (snapshot.entries.last?.id ?? 0) + 1
    }

    mutating func apply(_ changes: [Int: [(week: Day, state: MatchState)]]) {
        var reversals: [Int64: Int] = [:]
        let ids = Set(changes.keys.map { snapshot.entries[$0].id })
        for (index, entry) in snapshot.entries.enumerated() where entry.isReversal && ids.contains(entry.reverses) {
            reversals[entry.reverses] = index
        }
        for index in changes.keys.sorted() {
            apply(changes[index]!, to: index, reversal: reversals[snapshot.entries[index].id])
        }
    }

    private mutating func apply(_ changes: [(week: Day, state: MatchState)], to index: Int, reversal: Int?) {
        let source = snapshot.entries[index]
        var current = index
        var isSettled = false
        for (week, state) in changes {
            let record = record(source.record, state)
            let by = state.by.isEmpty || !source.codedBy.isEmpty ? source.codedBy : snapshot.texts.intern(state.by)
            isSettled = state.isSettled
            if week <= source.period {
                snapshot.entries[current].record = record
                snapshot.entries[current].codedBy = by
            } else if record != snapshot.entries[current].record {
                takeBack(current, in: week, by)
                current = append(source, record, in: week, by)
            }
        }
        if let reversal {
            snapshot.entries[reversal].record = snapshot.entries[current].record
            snapshot.entries[reversal].reverses = snapshot.entries[current].id
        } else if isSettled {
            snapshot.matches.settled.insert(snapshot.entries[current].id)
        }
    }

    private mutating func record(_ source: CostRecord, _ state: MatchState) -> CostRecord {
        var record = source
        if state.isSettled { record.status = .settlement }
        if !state.order.isEmpty { record.order = snapshot.texts.intern(state.order) }
        return record
    }

    private mutating func takeBack(_ index: Int, in week: Day, _ by: TextID) {
        var reversal = snapshot.entries[index]
        (reversal.reverses, reversal.period, reversal.codedBy) = (reversal.id, week, by)
        add(reversal)
    }

    private mutating func append(_ source: Entry, _ record: CostRecord, in week: Day, _ by: TextID) -> Int {
        var entry = source
        (entry.record, entry.period, entry.codedBy) = (record, week, by)
        add(entry)
        let index = snapshot.entries.count - 1
        // A cost line that a rule made of a card charge stays one.
        if let charge = snapshot.chargeOfLine[source.id] {
            snapshot.chargeOfLine[snapshot.entries[index].id] = charge
        }
        return index
    }

    private mutating func add(_ entry: Entry) {
        snapshot.entries.append(entry)
        snapshot.entries[snapshot.entries.count - 1].id = nextID
        nextID += 1
    }
}
