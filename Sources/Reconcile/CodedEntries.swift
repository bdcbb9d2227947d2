import CostModel

/// The entries of a snapshot as decisions have them. What is decided in an entry's own week changes the entry; what is
/// decided later takes it back in that later week and posts it anew. A card charge stays, and gets a cost line of its own.
struct CodedEntries {
    private(set) var snapshot: Snapshot
    private var nextID: Int64

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        nextID = (snapshot.entries.last?.id ?? 0) + 1
    }

    /// `decisions` in the order in which they were made: of one week the last counts.
    mutating func apply(_ decisions: [CodingDecision]) {
        guard !decisions.isEmpty else { return }
        var byEntry: [Int64: [CodingDecision]] = [:]
        for decision in decisions {
            while let last = byEntry[decision.entry]?.last, last.period >= decision.period {
                byEntry[decision.entry]!.removeLast()
            }
            byEntry[decision.entry, default: []].append(decision)
        }
        var reversals: [Int64: Int] = [:]
        for (index, entry) in snapshot.entries.enumerated() where entry.isReversal && byEntry[entry.reverses] != nil {
            reversals[entry.reverses] = index
        }
        for index in snapshot.entries.indices {
            let id = snapshot.entries[index].id
            guard let decisions = byEntry[id] else { continue }
            if snapshot.entries[index].record.kind == .cardTransaction {
                post(charge: index, decisions, reversal: reversals[id])
            } else {
                recode(index, decisions, reversal: reversals[id])
            }
        }
    }

    private mutating func recode(_ index: Int, _ decisions: [CodingDecision], reversal: Int?) {
        let source = snapshot.entries[index]
        var current = index
        for decision in decisions {
            let record = record(source.record, decision)
            let rule = snapshot.texts.intern(decision.rule)
            if record == snapshot.entries[current].record || decision.period <= source.period {
                snapshot.entries[current].record = record
                snapshot.entries[current].codedBy = rule
            } else {
                takeBack(current, in: decision.period)
                current = append(source, record, in: decision.period, rule)
            }
        }
        guard let reversal else { return }
        snapshot.entries[reversal].record = snapshot.entries[current].record
        snapshot.entries[reversal].reverses = snapshot.entries[current].id
        snapshot.entries[reversal].codedBy = snapshot.entries[current].codedBy
    }

    private mutating func post(charge index: Int, _ decisions: [CodingDecision], reversal: Int?) {
        let charge = snapshot.entries[index]
        var live: Int?
        for decision in decisions {
            let rule = snapshot.texts.intern(decision.rule)
            guard decision.state != .source else {
                if let line = live { takeBack(line, in: decision.period) }
                live = nil
                continue
            }
            var record = record(charge.record, decision)
            (record.kind, record.status) = (.cardCoding, .open)
            if let line = live, snapshot.entries[line].record == record {
                snapshot.entries[line].codedBy = rule
                continue
            }
            if let line = live { takeBack(line, in: decision.period) }
            live = append(charge, record, in: decision.period, rule)
            snapshot.chargeOfLine[snapshot.entries[live!].id] = charge.id
        }
        if let line = live, let reversal { takeBack(line, in: snapshot.entries[reversal].period) }
    }

    private mutating func record(_ source: CostRecord, _ decision: CodingDecision) -> CostRecord {
        var record = source
        let values = decision.values
        if !values.account.isEmpty { record.account = snapshot.texts.intern(values.account) }
        if !values.set.isEmpty { record.set = snapshot.texts.intern(values.set) }
        if !values.tag.isEmpty { record.tag = snapshot.texts.intern(values.tag) }
        if !values.department.isEmpty { record.department = snapshot.texts.intern(values.department) }
        return record
    }

    private mutating func takeBack(_ index: Int, in period: Day) {
        var reversal = snapshot.entries[index]
        (reversal.reverses, reversal.period) = (reversal.id, max(reversal.period, period))
        add(reversal)
    }

    private mutating func append(_ source: Entry, _ record: CostRecord, in period: Day, _ rule: TextID) -> Int {
        var entry = source
        (entry.record, entry.period, entry.codedBy) = (record, max(source.period, period), rule)
        add(entry)
        return snapshot.entries.count - 1
    }

    private mutating func add(_ entry: Entry) {
        snapshot.entries.append(entry)
        snapshot.entries[snapshot.entries.count - 1].id = nextID
        nextID += 1
    }
}
