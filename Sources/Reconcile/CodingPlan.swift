import CostModel

/// What the rules say today against what the last report showed: one decision for each entry that would count otherwise.
struct CodingPlan {
    private(set) var decisions: [CodingDecision] = []
    /// About the rules themselves, each at its line of `coding.yaml`.
    private(set) var diagnostics: [Diagnostic] = []

    private let books: Books
    private let rules: CodingRules
    private var matcher: RuleMatcher
    /// The latest decision of each entry.
    private var held: [Int64: CodingDecision] = [:]
    private var isKnown: [Bool] = []
    private var isUsed: [Bool]

    init(_ books: Books) {
        self.books = books
        rules = books.snapshot.production.coding ?? CodingRules(rules: [], uncodedCards: .listed)
        matcher = RuleMatcher(rules.rules, books.snapshot)
        isUsed = Array(repeating: false, count: rules.rules.count)
        for decision in books.snapshot.decisions { held[decision.entry] = decision }
        checkAccounts()
    }

    private mutating func checkAccounts() {
        for rule in rules.rules {
            let code = rule.values.account
            let isKnown =
                code.isEmpty || books.accountIndex[books.snapshot.production.normalized(account: code)] != nil
            self.isKnown.append(isKnown)
            guard !isKnown else { continue }
            let near = books.nearestAccount(to: code).map { "did you mean \($0)? " } ?? ""
            diagnostics.append(
                Diagnostic(
                    .error, .codingAccountUnknown, file: "coding.yaml", line: rule.line, field: rule.name, value: code,
                    "is not in the chart; what the rule codes stays in suspense",
                    hint: near + "correct the rule, or add the account to the chart"))
        }
    }

    mutating func decide() {
        for kind in RecordKind.allCases where kind.isCoded && kind != .cardTransaction {
            for index in books.entries(kind) { decide(index) }
        }
        decideCharges()
        decisions.sort { $0.entry < $1.entry }
        for (rule, isUsed) in zip(rules.rules, isUsed) where !isUsed {
            diagnostics.append(
                Diagnostic(
                    .note, .codingRuleUnused, file: "coding.yaml", line: rule.line, field: rule.name,
                    "has never coded a record",
                    hint: "no record is like it, or an earlier rule or the record's own account comes first"))
        }
    }

    private mutating func decide(_ index: Int) {
        let entry = books.entry(index)
        guard entry.record.status == .open || entry.record.status == .closed else { return }
        let (rule, values) = choose(entry)
        let state: CodingDecision.State = values.isEmpty ? .source : .coded
        keep(state, rule, values, entry, from: entry.period)
    }

    /// The coding log comes first, then the rules; a charge that neither codes counts as it stands, or is only listed.
    private mutating func decideCharges() {
        let charges = books.entries(.cardTransaction)
        let match = CardMatch(charges: charges, log: books.entries(.cardCoding), books)
        for (place, index) in charges.enumerated() {
            let entry = books.entry(index)
            guard entry.record.status == .open || entry.record.status == .closed else { continue }
            let (rule, values) = choose(entry)
            let hasAccount = !values.account.isEmpty || (rule != nil && !entry.record.account.isEmpty)
            if !match.week[place].isNone {
                keep(.source, nil, CodingValues(), entry, from: max(entry.period, match.week[place]))
            } else if hasAccount {
                keep(.coded, rule, values, entry, from: entry.period)
            } else if rules.uncodedCards == .suspense {
                keep(.counted, rule, values, entry, from: entry.period)
            } else {
                keep(.source, nil, CodingValues(), entry, from: entry.period)
            }
        }
    }

    /// The rule that holds and what it changes of the record.
    private mutating func choose(_ entry: Entry) -> (rule: Int?, values: CodingValues) {
        guard let place = matcher.firstRule(for: entry, books.texts) else { return (nil, CodingValues()) }
        isUsed[place] = true
        let rule = rules.rules[place]
        let (record, texts, wanted) = (entry.record, books.texts, rule.values)
        func filled(_ wanted: String, _ own: TextID) -> String {
            own.isEmpty || (rule.replaces && texts[own] != wanted) ? wanted : ""
        }
        var values = CodingValues(
            account: isKnown[place] ? filled(wanted.account, record.account) : "",
            set: filled(wanted.set, record.set), department: filled(wanted.department, record.department))
        // Tags add up; of an episode or another word that both name, the record's stands unless the rule replaces it.
        if !wanted.tag.isEmpty, texts[record.tag] != wanted.tag {
            let own = texts[record.tag]
            let sum = TagWords(own).adding(TagWords(wanted.tag), replaces: rule.replaces).text
            if sum != own { values.tag = sum }
        }
        return (place, values)
    }

    private mutating func keep(
        _ state: CodingDecision.State, _ rule: Int?, _ values: CodingValues, _ entry: Entry, from week: Day
    ) {
        let period = books.snapshot.firstOpen.map { max($0, week) } ?? week
        let name = state == .source ? "" : rule.map { rules.rules[$0].name } ?? ""
        let decision = CodingDecision(entry: entry.id, period: period, state: state, rule: name, values: values)
        let last = held[entry.id] ?? CodingDecision(entry: entry.id, period: period, state: .source)
        guard !decision.saysTheSame(as: last) || decision.rule != last.rule else { return }
        decisions.append(decision)
    }
}
