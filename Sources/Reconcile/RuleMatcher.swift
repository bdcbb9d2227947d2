import CostModel

/// Finds the first rule of `coding.yaml` that holds for a record. A text is compared with a rule's words once, however many
/// records have it.
struct RuleMatcher {
    let rules: [CodingRule]
    private var tests: [[TextTest]] = []
    private let feeds: [[Bool]]
    /// Some rule speaks of records that have an account.
    let looksAtCoded: Bool
    /// Of the production's currency.
    private let digits: Int

    private struct TextTest {
        let field: CodingField
        let comparison: CodingRule.Comparison
        let words: [String]
        /// By text: 0 not asked, 1 holds, 2 does not.
        var known: [UInt8]
    }

    init(_ rules: [CodingRule], _ snapshot: Snapshot) {
        self.rules = rules
        digits = snapshot.production.currency.minorDigits
        looksAtCoded = rules.contains { $0.replaces || $0.values.account.isEmpty }
        feeds = rules.map { rule in snapshot.feeds.map { rule.feeds.isEmpty || rule.feeds.contains($0) } }
        tests = rules.map { rule in
            rule.tests.compactMap { test in
                guard case .text(let field, let comparison, let words) = test else { return nil }
                return TextTest(
                    field: field, comparison: comparison, words: words.map(ExpenseGroups.plainKey),
                    known: Array(repeating: 0, count: snapshot.texts.count))
            }
        }
    }

    /// Index of the rule; nil when none holds. A rule that sets an account is for records without one, unless it replaces.
    mutating func firstRule(for entry: Entry, _ texts: Texts) -> Int? {
        let isCoded = !entry.record.account.isEmpty
        guard !isCoded || looksAtCoded else { return nil }
        for index in rules.indices {
            let rule = rules[index]
            if isCoded, !rule.replaces, !rule.values.account.isEmpty { continue }
            guard feeds[index].isEmpty || feeds[index][Int(entry.feed)], holds(rule, entry.record) else { continue }
            if tests[index].indices.allSatisfy({ holds(index, $0, entry.record, texts) }) { return index }
        }
        return nil
    }

    private func holds(_ rule: CodingRule, _ record: CostRecord) -> Bool {
        if !rule.kinds.isEmpty, !rule.kinds.contains(record.kind) { return false }
        if let leg = rule.leg, leg != record.leg { return false }
        return rule.tests.allSatisfy { test in
            guard case .amount(let from, let to) = test else { return true }
            // A rule writes amounts with the production's digits; the record has those of its own currency.
            let amount = Int128(record.amountMinor) * Int128(Decimals.power(digits))
            let scale = Int128(Decimals.power(record.currency.minorDigits))
            return (from.map { Int128($0) * scale <= amount } ?? true)
                && (to.map { amount <= Int128($0) * scale } ?? true)
        }
    }

    private mutating func holds(_ rule: Int, _ test: Int, _ record: CostRecord, _ texts: Texts) -> Bool {
        let id = tests[rule][test].field.text(of: record)
        let slot = Int(id.index)
        if tests[rule][test].known[slot] == 0 {
            let text = ExpenseGroups.plainKey(texts[id])
            let holds = tests[rule][test].words.contains { word in
                switch tests[rule][test].comparison {
                case .equals, .oneOf: text == word
                case .prefix: text.hasPrefix(word)
                case .contains: text.contains(word)
                }
            }
            tests[rule][test].known[slot] = holds ? 1 : 2
        }
        return tests[rule][test].known[slot] == 1
    }
}
