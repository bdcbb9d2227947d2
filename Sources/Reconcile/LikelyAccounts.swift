import CostModel

/// Where a record without an account most likely belongs, in words.
struct LikelyAccounts: Hashable {
    /// `3500-80 (4 x), 3500-90 (1 x)`, the likeliest first, with what they were found by.
    var accounts: String
    /// A line for `coding.yaml`.
    var rule: String

    static let countMax = 3

    /// What was said of rows without an account when they were read, with the likely accounts.
    static func hinted(_ diagnostics: [Diagnostic], _ books: inout Books) -> [Diagnostic] {
        guard diagnostics.contains(where: { $0.code == .accountMissing && $0.line > 0 }) else { return diagnostics }
        struct Place: Hashable { var file: String; var line: Int }
        var entries: [Place: Int] = [:]
        for kind in RecordKind.allCases where kind.isCoded {
            for index in books.entries(kind) where books.record(index).account.isEmpty {
                let (file, line) = books.place(index)
                entries[Place(file: file, line: line)] = index
            }
        }
        return diagnostics.map { found in
            guard found.code == .accountMissing, let index = entries[Place(file: found.file, line: found.line)] else {
                return found
            }
            var found = found
            found.hint = books.hint(found.hint, at: index)
            return found
        }
    }
}

/// What the coded records say about those that are not: which accounts a party, a merchant's chain and a department go to.
struct CodingEvidence {
    /// How often and when last.
    private struct Weight {
        var count = 0
        var latest = Day.none

        mutating func add(_ other: Weight) {
            count += other.count
            latest = max(latest, other.latest)
        }
    }
    private struct Key: Hashable { var text: String; var leg: UInt8 }
    private typealias Accounts = [Int: Weight]

    private var byParty: [Key: Accounts] = [:]
    private var byWords: [Key: Accounts] = [:]
    private var byDepartment: [Key: Accounts] = [:]
    private let codes: [String]

    init(_ books: inout Books) {
        struct Group: Hashable { var party: TextID, department: TextID, account: Int, leg: UInt8 }
        codes = books.chart.map(\.code)
        var groups: [Group: Weight] = [:]
        for kind in RecordKind.allCases where kind.isCoded {
            for index in books.entries(kind) {
                let record = books.record(index)
                guard record.status == .open || record.status == .closed, let account = books.account(record.account),
                    books.chart[account].accountClass != .balance
                else { continue }
                let group = Group(
                    party: record.party, department: record.department, account: account, leg: record.leg)
                groups[group, default: Weight()].add(Weight(count: 1, latest: record.date))
            }
        }
        for (group, weight) in groups {
            let party = books.texts[group.party]
            func key(_ text: String) -> Key { Key(text: text, leg: group.leg) }
            if !party.isEmpty {
                byParty[key(ExpenseGroups.plainKey(party)), default: [:]][group.account, default: Weight()].add(weight)
            }
            for words in Merchant.words(party) {
                byWords[key(words), default: [:]][group.account, default: Weight()].add(weight)
            }
            if !group.department.isEmpty {
                let department = ExpenseGroups.plainKey(books.texts[group.department])
                byDepartment[key(department), default: [:]][group.account, default: Weight()].add(weight)
            }
        }
    }

    /// By the same party, else by the first words of its name, else by the department; nil when nothing is known of them.
    func likely(for record: CostRecord, _ texts: Texts) -> LikelyAccounts? {
        let (party, department) = (texts[record.party], texts[record.department])
        let plain = ExpenseGroups.plainKey(party)
        if !plain.isEmpty, let accounts = byParty[Key(text: plain, leg: record.leg)] {
            return likely(
                accounts, record, texts, "of the same party", "party: { equals: \(YAMLText.quoted(party)) }", party)
        }
        for words in Merchant.words(party) where plain.contains(words) {
            guard let accounts = byWords[Key(text: words, leg: record.leg)] else { continue }
            return likely(
                accounts, record, texts, "of \(words.uppercased())",
                "party: { contains: \(YAMLText.quoted(words.uppercased())) }", words)
        }
        let key = Key(text: ExpenseGroups.plainKey(department), leg: record.leg)
        guard !department.isEmpty, let accounts = byDepartment[key] else { return nil }
        return likely(
            accounts, record, texts, "of the department", "department: { equals: \(YAMLText.quoted(department)) }",
            department)
    }

    /// Most often first, then latest, then by code.
    private func likely(
        _ accounts: Accounts, _ record: CostRecord, _ texts: Texts, _ why: String, _ test: String, _ name: String
    ) -> LikelyAccounts {
        let ranked = accounts.sorted { left, right in
            (right.value.count, right.value.latest, codes[left.key]) < (
                left.value.count, left.value.latest, codes[right.key]
            )
        }
        let list = ranked.prefix(LikelyAccounts.countMax).enumerated().map { place, account in
            "\(codes[account.key]) (\(account.value.count) \(place == 0 ? why : "times"))"
        }
        var rule = "- { name: \(YAMLText.name(name)), "
        if record.kind == .payrollLine { rule += "leg: \(record.leg + 1), " }
        let own = texts[record.account]
        if !own.isEmpty { rule += "replace: yes, " }
        rule += "when: { \(own.isEmpty ? "" : "account: { equals: \(YAMLText.quoted(own)) }, ")\(test) }, "
        rule += "set: { account: \(YAMLText.quoted(codes[ranked[0].key])) } }"
        return LikelyAccounts(accounts: list.joined(separator: ", "), rule: rule)
    }
}

/// The part of a merchant's name that its branches share.
private enum Merchant {
    /// The first two words and the first one, in lower case: words have no digits, and marks of payment services and
    /// company forms are none.
    static func words(_ name: String) -> [String] {
        let words = name.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "&" || $0 == "'") }
            .map(String.init).filter { word in word.allSatisfy { !$0.isNumber } && !noise.contains(word) }
        guard let first = words.first else { return [] }
        // A short first word alone says nothing.
        let single = first.count >= 4 ? [first] : []
        return words.count > 1 ? ["\(first) \(words[1])"] + single : single
    }

    private static let noise: Set<String> = [
        "the", "sq", "tst", "sp", "pp", "paypal", "llc", "inc", "ltd", "corp", "co",
    ]
}

/// Text as a rule that someone pastes needs it.
private enum YAMLText {
    /// In quotes unless it is letters, digits and inner blanks or dashes alone: codes such as `0110` stay text either way.
    static func quoted(_ text: String) -> String {
        let plain = text.allSatisfy { ($0.isASCII && ($0.isLetter || $0.isNumber)) || $0 == " " || $0 == "-" }
        if plain, text.first?.isLetter == true || text.first?.isNumber == true, text.last != " " { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.properties.generalCategory == .control: quoted += "?"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// `bay-street-bakery`
    static func name(_ text: String) -> String {
        let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? "new-rule" : words.prefix(4).joined(separator: "-")
    }
}
