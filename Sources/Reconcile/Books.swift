import CostModel

/// The snapshot's set-up records in force, with the look-ups that every stage needs: chart, budget, deals, schedule.
///
/// Texts are resolved once a distinct text, not once a record: the look-up tables are indexed by `TextID`.
struct Books {
    let snapshot: Snapshot
    /// The week as of which the ledger is looked at: the report's, or an earlier one that it is compared with.
    let period: Day
    /// Accounts in the order of the chart; the first of two with one code counts.
    var chart: [Account] = []
    /// By normalised code.
    var accountIndex: [String: Int] = [:]
    /// Entries that no reversal takes back, by kind.
    var current: [RecordKind: [Int]] = [:]
    var diagnostics = Diagnostics()

    /// For each text id, the chart index of the account that it names; -1 for none, -2 for not yet asked.
    private var accountOfText: [Int32]
    /// Made when somebody first asks for it.
    private var evidence: CodingEvidence?

    var texts: Texts { snapshot.texts }
    var currency: Currency { snapshot.production.currency }
    var zero: Money { .zero(currency) }

    /// `period` looks at an earlier state of the same ledger: later entries are not there.
    init(_ snapshot: Snapshot, asOf period: Day? = nil) {
        self.snapshot = snapshot
        self.period = period ?? snapshot.period
        accountOfText = Array(repeating: -2, count: snapshot.texts.count)
        current = Self.inForce(snapshot.entries, self.period)
        readChart()
    }

    func entry(_ index: Int) -> Entry { snapshot.entries[index] }
    func record(_ index: Int) -> CostRecord { snapshot.entries[index].record }
    func entries(_ kind: RecordKind) -> [Int] { current[kind] ?? [] }

    /// The foreign side of an entry; nil where it is in the production's currency.
    func foreign(_ index: Int) -> ForeignAmount? {
        snapshot.foreign.isEmpty ? nil : snapshot.foreign[snapshot.entries[index].id]
    }

    /// The amount of an entry as its document has it, in the document's currency.
    func own(_ index: Int) -> Money { foreign(index)?.amount ?? record(index).amount }

    /// What an entry is in the currency of another one: its own amount where both are in one currency, else what it is worth there
    /// at the other one's rate.
    func own(_ index: Int, like other: Int) -> Int64 {
        let (amount, currency) = (own(index), own(other).currency)
        if amount.currency == currency { return amount.minorUnits }
        guard let side = foreign(other) else { return record(index).amountMinor }
        return side.rate?.taken(record(index).amountMinor, of: self.currency, in: currency) ?? 0
    }

    /// A part of an entry, given in its own minor units, in the production's currency: of the whole entry exactly its amount.
    func worth(_ minorUnits: Int64, of index: Int) -> Int64 {
        guard let side = foreign(index) else { return minorUnits }
        if minorUnits == side.minorUnits { return record(index).amountMinor }
        return side.rate?.converted(minorUnits, from: side.currency, to: currency) ?? 0
    }

    /// Whoever goes through all entries leaves out those that are not there yet.
    func isThere(_ entry: Entry) -> Bool { entry.period <= period }

    /// The chart index of the account that a record names; nil sends it to suspense.
    mutating func account(_ id: TextID) -> Int? {
        let slot = Int(id.index)
        if accountOfText[slot] == -2 {
            let code = snapshot.production.normalized(account: texts[id])
            accountOfText[slot] = Int32(accountIndex[code] ?? -1)
        }
        return accountOfText[slot] < 0 ? nil : Int(accountOfText[slot])
    }

    /// The chart index of an account that settings name.
    func account(code: String) -> Int? { accountIndex[snapshot.production.normalized(account: code)] }

    /// File and line of an entry, for a diagnostic.
    func place(_ index: Int) -> (file: String, line: Int) {
        let origin = snapshot.entries[index].origin
        let file = snapshot.files.first { $0.id == origin.sourceID }?.name ?? ""
        return (file, Int(origin.line))
    }

    mutating func report(
        _ code: DiagnosticCode, at index: Int, field: String = "", value: String = "", _ message: String, hint: String
    ) {
        let (file, line) = place(index)
        diagnostics.report(
            Diagnostic(
                code.severity, code, file: file, line: line, field: field, value: value, message, hint: hint),
            code: code, file: file)
    }

    /// A decision of `matches.csv` made it settlement: no cost, yet its charge is coded and its envelope holds it.
    func isMatchedSettlement(_ index: Int) -> Bool {
        !snapshot.matches.settled.isEmpty && snapshot.matches.settled.contains(snapshot.entries[index].id)
    }

    /// A card charge that nobody has coded is cost.
    var hasSuspenseForCards: Bool { snapshot.production.coding?.uncodedCards == .suspense }

    /// The accounts to which an entry without a good one most likely belongs, what to do, and the rule that would do it.
    mutating func hint(_ remedy: String, at index: Int) -> String {
        if evidence == nil { evidence = CodingEvidence(&self) }
        guard let likely = evidence!.likely(for: record(index), texts) else { return remedy }
        return "likely \(likely.accounts); \(remedy); or in coding.yaml: \(likely.rule)"
    }

    /// The code of the chart that is spelled most like `code`.
    func nearestAccount(to code: String) -> String? {
        let near = chart.map { ($0.code, Spelling.distance($0.code, code)) }.min { $0.1 < $1.1 }
        guard let near, near.1 <= max(2, code.count / 3) else { return nil }
        return near.0
    }

    private static func inForce(_ entries: [Entry], _ period: Day) -> [RecordKind: [Int]] {
        var reversed: Set<Int64> = []
        for entry in entries where entry.isReversal && entry.period <= period { reversed.insert(entry.reverses) }
        var current: [RecordKind: [Int]] = [:]
        for kind in RecordKind.allCases { current[kind] = [] }
        for (index, entry) in entries.enumerated() where !entry.isReversal && entry.period <= period {
            if !reversed.isEmpty, reversed.contains(entry.id) { continue }
            current[entry.record.kind]!.append(index)
        }
        return current
    }

    private mutating func readChart() {
        let sections = snapshot.production.sections + [snapshot.production.contractual]
        for index in entries(.account) {
            let account = Account(record(index), in: texts)
            let code = snapshot.production.normalized(account: account.code)
            if accountIndex[code] != nil {
                report(
                    .accountDuplicate, at: index, field: "Account", value: account.code,
                    "is in the chart twice; the first line counts", hint: "remove one of the two lines")
                continue
            }
            if account.accountClass != .balance, !sections.contains(account.section) {
                report(
                    .sectionUnknown, at: index, field: "Section", value: account.section,
                    "is no section of production.yaml; its accounts print after the others",
                    hint: "one of: " + sections.joined(separator: ", "))
            }
            accountIndex[code] = chart.count
            chart.append(account)
        }
    }
}
