package import CostModel

/// A snapshot with the rules of `coding.yaml` applied: what the report is made of.
///
/// Pure: it reads the snapshot, its production's rules and what earlier reports decided. The ledger's entries stay as their
/// source has them. A decision that differs from the one a report has shown counts from the open week on, as a reversal
/// and a new posting, so that no reported week moves.
package struct Coding: Sendable {
    /// With the rules' accounts in the records, cost lines of coded card charges, and diagnostics that a rule has settled gone.
    package private(set) var snapshot: Snapshot
    /// Decisions that no report has kept yet, in order of entry.
    package private(set) var decisions: [CodingDecision] = []

    package init(_ source: Snapshot) {
        snapshot = source
        // Most productions begin without rules: nothing is copied for them.
        guard source.production.coding != nil || !source.decisions.isEmpty else { return }
        let books = Books(source)
        var plan = CodingPlan(books)
        if source.firstOpen.map({ $0 <= source.period }) ?? true { plan.decide() }
        decisions = plan.decisions
        var entries = CodedEntries(source)
        entries.apply(source.decisions.filter { $0.period <= source.period } + decisions)
        snapshot = entries.snapshot
        snapshot.diagnostics = MissingAccounts(snapshot).settled(source.diagnostics) + plan.diagnostics
    }
}

/// How often a rule has coded, for `costreport check`.
package struct RuleUse: Hashable, Sendable {
    package var rule: String
    /// Records in force that name the rule.
    package var records: Int
    package var amount: Money

    /// In the order of the rules.
    static func all(_ books: Books) -> [RuleUse] {
        var uses: [TextID: RuleUse] = [:]
        for kind in RecordKind.allCases {
            for index in books.entries(kind) where !books.entry(index).codedBy.isEmpty {
                let rule = books.entry(index).codedBy
                uses[rule, default: RuleUse(rule: books.texts[rule], records: 0, amount: books.zero)].records += 1
                uses[rule]!.amount.minorUnits += books.record(index).amountMinor
            }
        }
        let byName = Dictionary(uniqueKeysWithValues: uses.values.map { ($0.rule, $0) })
        return (books.snapshot.production.coding?.rules ?? []).map {
            byName[$0.name] ?? RuleUse(rule: $0.name, records: 0, amount: books.zero)
        }
    }
}
