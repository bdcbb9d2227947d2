import CostModel

/// What the decisions of `matches.csv` make of the entries, week by week: a week is decided by what was in the ledger then, so
/// that what comes later moves none that was reported.
struct MatchPlan {
    /// For each entry that a decision touches, its states in order of weeks.
    private(set) var changes: [Int: [(week: Day, state: MatchState)]] = [:]
    /// As of the snapshot's week.
    private(set) var rows: [MatchOutcomes.Row] = []
    private(set) var diagnostics: [Diagnostic] = []

    private let snapshot: Snapshot
    private let decisions: [(entry: Int, decision: MatchDecision, left: MatchName, right: MatchName)]
    /// The week in which an entry was taken back.
    private var takenBack: [Int64: Day] = [:]

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        decisions = snapshot.entries.indices.filter {
            snapshot.entries[$0].record.kind == .match && !snapshot.entries[$0].isReversal
        }.map {
            let decision = MatchDecision(snapshot.entries[$0].record, in: snapshot.texts)
            return (
                $0, decision, MatchName(decision.left, snapshot.files), MatchName(decision.right, snapshot.files)
            )
        }
        for entry in snapshot.entries where entry.isReversal { takenBack[entry.reverses] = entry.period }
        let candidates = MatchCandidates(decisions.flatMap { [$0.left, $0.right] }, snapshot)
        for week in weeks(candidates.entries + candidates.orders) { decide(week, candidates) }
    }

    private func isInForce(_ index: Int, _ week: Day) -> Bool {
        let entry = snapshot.entries[index]
        return entry.period <= week && takenBack[entry.id].map { $0 > week } ?? true
    }

    /// Every week in which something comes or goes, and the snapshot's own.
    private func weeks(_ entries: [Int]) -> [Day] {
        var weeks: Set<Day> = [snapshot.period]
        for index in entries + decisions.map(\.entry) {
            weeks.insert(snapshot.entries[index].period)
            if let week = takenBack[snapshot.entries[index].id] { weeks.insert(week) }
        }
        return weeks.filter { $0 <= snapshot.period }.sorted()
    }

    private mutating func decide(_ week: Day, _ candidates: MatchCandidates) {
        let live = candidates.entries.filter {
            isInForce($0, week) && PurchaseDocuments.counts(snapshot.entries[$0].record)
        }
        var orders: [String: String] = [:]
        for index in candidates.orders where isInForce(index, week) {
            let number = snapshot.texts[snapshot.entries[index].record.reference]
            orders[OrderNumbers.normalized(number)] = number
        }
        let sides = MatchSides(live, orders: orders, snapshot)
        var links = MatchLinks(snapshot)
        for item in decisions where isInForce(item.entry, week) {
            let (left, right) = sides.find(item.left, item.right)
            links.add(item.entry, item.decision, left, right)
        }
        links.settle()
        note(links.states, live, week)
        if week == snapshot.period { (rows, diagnostics) = (links.rows, links.diagnostics) }
    }

    private mutating func note(_ states: [Int: MatchState], _ live: [Int], _ week: Day) {
        for index in live {
            let (state, last) = (states[index] ?? MatchState(), changes[index]?.last?.state ?? MatchState())
            if state != last { changes[index, default: []].append((week, state)) }
        }
    }
}

/// The entries that decisions may name: few of many.
struct MatchCandidates {
    private(set) var entries: [Int] = []
    /// Lines of the orders that are named.
    private(set) var orders: [Int] = []

    init(_ names: [MatchName], _ snapshot: Snapshot) {
        var leads: Set<String> = []
        var places: Set<MatchName> = []
        var numbers: Set<String> = []
        for name in names {
            switch name {
            case .order(let number): numbers.insert(number)
            case .row: places.insert(name)
            case .document(let key): leads.insert(Self.lead(key.drop { $0 != ":" }.dropFirst()))
            }
        }
        var isLead: [TextID: Bool] = [:]
        var isNumber: [TextID: Bool] = [:]
        for (index, entry) in snapshot.entries.enumerated() where !entry.isReversal {
            let record = entry.record
            if record.kind == .purchaseOrderLine {
                let isNamed =
                    isNumber[record.reference]
                    ?? numbers.contains(OrderNumbers.normalized(snapshot.texts[record.reference]))
                isNumber[record.reference] = isNamed
                if isNamed { orders.append(index) }
            } else if PurchaseDocuments.kinds.contains(record.kind) {
                // Without a party a document's name begins with its number, or its day.
                let text = record.party.isEmpty ? record.reference : record.party
                let isNamed =
                    text.isEmpty
                    || (isLead[text] ?? leads.contains(Self.lead(MatchName.key(snapshot.texts[text])[...])))
                if !text.isEmpty { isLead[text] = isNamed }
                let place = MatchName.row(sourceID: entry.origin.sourceID, line: entry.origin.line)
                if isNamed || (!places.isEmpty && places.contains(place)) { entries.append(index) }
            }
        }
    }

    private static func lead(_ key: Substring) -> String { String(key.prefix { $0 != "/" }) }
}
