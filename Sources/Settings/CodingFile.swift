package import CostModel

/// Reads `coding.yaml`, which a production may have: the rules that code what its source does not.
package enum CodingFile {
    package static let name = "coding.yaml"

    package static func load(path: String, currency: Currency) throws(SettingsFailure) -> CodingRules {
        try read(YAMLMapping.load(path: path), currency: currency)
    }

    package static func read(_ map: YAMLMapping, currency: Currency) throws(SettingsFailure) -> CodingRules {
        var rules: [CodingRule] = []
        for entry in try map.mappings("rules") {
            let rule = try rule(entry, currency)
            guard !rules.contains(where: { $0.name == rule.name }) else {
                throw entry.failure("name", "two rules are named \"\(rule.name)\"", hint: "give each its own name")
            }
            rules.append(rule)
        }
        let uncoded: UncodedCards = try map.choice("uncoded_cards", default: .suspense)
        try map.finish()
        return CodingRules(rules: rules, uncodedCards: uncoded)
    }

    private static func rule(_ map: YAMLMapping, _ currency: Currency) throws(SettingsFailure) -> CodingRule {
        let name = try oneLine(map.string("name"), "name", map)
        let rule = CodingRule(
            name: name, feeds: try map.strings("feed"), kinds: try kinds(map), leg: try leg(map),
            tests: try tests(map, currency), replaces: try flag("replace", map), values: try values(map),
            line: map.line)
        try map.finish()
        return rule
    }

    private static func kinds(_ map: YAMLMapping) throws(SettingsFailure) -> [RecordKind] {
        var kinds: [RecordKind] = []
        for name in try map.strings("kind") {
            guard let kind = RecordKind(name: name), kind.isCoded else {
                throw map.failure(
                    "kind", "\"\(name)\" is no kind of record that has an account",
                    hint: Suggestion.text(
                        for: name, among: RecordKind.allCases.filter(\.isCoded).map(\.name)))
            }
            kinds.append(kind)
        }
        return kinds
    }

    private static func leg(_ map: YAMLMapping) throws(SettingsFailure) -> UInt8? {
        guard let text = try map.optionalString("leg") else { return nil }
        guard let number = UInt8(text), number >= 1 else {
            throw map.failure(
                "leg", "\"\(text)\" is no number of an amount",
                hint: "1 for the row's first account, such as gross; 2 for the next, such as fringe")
        }
        return number - 1
    }

    private static func flag(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> Bool {
        switch try map.optionalString(key) {
        case nil, "no", "false": return false
        case "yes", "true": return true
        default: throw map.failure(key, "must be yes or no")
        }
    }

    // MARK: When

    private static func tests(_ map: YAMLMapping, _ currency: Currency) throws(SettingsFailure) -> [CodingRule.Test] {
        guard let when = try map.mapping("when") else {
            throw map.missing("when", hint: "such as `when: { party: { contains: OTTO } }`")
        }
        var tests: [CodingRule.Test] = []
        for field in CodingField.allCases {
            guard let test = try when.mapping(field.rawValue) else { continue }
            tests += try textTests(test, field, in: when)
        }
        if let amount = try when.mapping("amount") { tests.append(try amountTest(amount, currency, in: when)) }
        try when.finish()
        guard !tests.isEmpty else {
            throw map.failure("when", "looks at nothing, so the rule would code everything", hint: fieldsHint)
        }
        return tests
    }

    private static let fieldsHint =
        "one or more of: " + CodingField.allCases.map(\.rawValue).joined(separator: ", ") + ", amount"

    private static func textTests(
        _ test: YAMLMapping, _ field: CodingField, in when: YAMLMapping
    ) throws(SettingsFailure) -> [CodingRule.Test] {
        var tests: [CodingRule.Test] = []
        for comparison in CodingRule.Comparison.allCases {
            let words = try test.strings(comparison.rawValue)
            guard test.has(comparison.rawValue) else { continue }
            guard !words.isEmpty, words.allSatisfy({ !$0.allSatisfy(\.isWhitespace) }) else {
                throw test.failure(comparison.rawValue, "must not be empty", hint: "the text to look for")
            }
            tests.append(.text(field, comparison, words))
        }
        try test.finish()
        guard !tests.isEmpty else {
            throw when.failure(
                field.rawValue, "says nothing to compare with",
                hint: "one of: " + CodingRule.Comparison.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return tests
    }

    private static func amountTest(
        _ test: YAMLMapping, _ currency: Currency, in when: YAMLMapping
    ) throws(SettingsFailure) -> CodingRule.Test {
        let (from, to) = (try amount("from", test, currency), try amount("to", test, currency))
        try test.finish()
        guard from != nil || to != nil else { throw when.failure("amount", "needs from, to or both") }
        if let from, let to, from > to { throw when.failure("amount", "ends before it begins") }
        return .amount(from: from, to: to)
    }

    private static func amount(
        _ key: String, _ map: YAMLMapping, _ currency: Currency
    ) throws(SettingsFailure) -> Int64? {
        guard let text = try map.optionalString(key) else { return nil }
        guard let amount = Decimals.minorUnits(text, digits: currency.minorDigits) else {
            throw map.failure(
                key, "\"\(text)\" is not an amount",
                hint: "plain digits, such as \(Decimals.text(25_000, digits: currency.minorDigits))")
        }
        return amount
    }

    // MARK: Set

    private static func values(_ map: YAMLMapping) throws(SettingsFailure) -> CodingValues {
        guard let set = try map.mapping("set") else {
            throw map.missing("set", hint: "such as `set: { account: 2210-00 }`")
        }
        func text(_ key: String) throws(SettingsFailure) -> String {
            try oneLine(set.optionalString(key) ?? "", key, set)
        }
        let tag = CodingValues.tag(
            try text("tag"), episode: try text("episode"), location: try text("location"), unit: try text("unit"),
            tax: try text("tax"))
        let values = CodingValues(
            account: try text("account"), set: try text("set"), tag: tag, department: try text("department"))
        try set.finish()
        guard !values.isEmpty else {
            throw map.failure(
                "set", "sets nothing", hint: "an account, set, tag, episode, location, unit, tax or department")
        }
        return values
    }

    /// Names and codes stand in cells and on the console: no line breaks or other control characters.
    private static func oneLine(_ text: String, _ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> String {
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw map.failure(key, "must be one line without control characters")
        }
        return text
    }
}
