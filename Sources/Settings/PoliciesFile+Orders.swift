import CostModel

extension PoliciesFile {
    /// `orders: { stale_after_days: 30, number_gaps: yes, po_required_above: 500.00, exempt: { accounts: [6010] } }`
    static func orders(_ map: YAMLMapping, _ currency: Currency) throws(SettingsFailure) -> OrderPolicies {
        var policies = OrderPolicies()
        policies.staleAfterDays = try count("stale_after_days", map)
        policies.findsNumberGaps = try flag("number_gaps", map)
        for book in try map.mappings("numbers") { policies.books.append(try numberBook(book)) }
        policies.requiredAbove = try amount("po_required_above", map, currency)
        if let exempt = try map.mapping("exempt") {
            if exempt.has("kinds") { policies.exemptKinds = try costKinds("kinds", exempt) }
            policies.exemptAccounts = try exempt.strings("accounts")
            policies.exemptVendors = try exempt.strings("vendors")
            try exempt.finish()
        }
        try map.finish()
        return policies
    }

    /// `matching: { amount: 5.00, percent: 1, days: 10, order_days: 60, duplicate_days: 3 }`
    static func matching(_ map: YAMLMapping, _ currency: Currency) throws(SettingsFailure) -> MatchingPolicies {
        var policies = MatchingPolicies()
        policies.amount = try amount("amount", map, currency) ?? policies.amount
        if let text = try map.optionalString("percent") {
            guard let millionths = Decimals.minorUnits(text, digits: 4), (0...1_000_000).contains(millionths) else {
                throw map.failure("percent", "\"\(text)\" is no share", hint: "from 0 to 100, such as 2.5")
            }
            policies.percent = Percent(millionths: millionths)
        }
        policies.days = try count("days", map) ?? policies.days
        policies.orderDays = try count("order_days", map) ?? policies.orderDays
        policies.duplicateDays = try count("duplicate_days", map) ?? policies.duplicateDays
        policies.duplicateFrom = try amount("duplicate_from", map, currency) ?? policies.duplicateFrom
        try map.finish()
        return policies
    }

    private static func numberBook(_ map: YAMLMapping) throws(SettingsFailure) -> OrderPolicies.NumberBook {
        let prefix = try map.optionalString("prefix") ?? ""
        guard let from = try count("from", map) else { throw map.missing("from", hint: "the first number given out") }
        let to = try count("to", map) ?? .max
        guard from <= to else { throw map.failure("to", "is before the first number") }
        try map.finish()
        return OrderPolicies.NumberBook(prefix: prefix, from: from, to: to)
    }

    private static func costKinds(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> [RecordKind] {
        var kinds: [RecordKind] = []
        for name in try map.strings(key) {
            guard let kind = RecordKind(name: name), kind.costClass == .actual else {
                let known = RecordKind.allCases.filter { $0.costClass == .actual }.map(\.name)
                throw map.failure(
                    key, "\"\(name)\" is no kind of cost", hint: Suggestion.text(for: name, among: known))
            }
            kinds.append(kind)
        }
        return kinds
    }

    // MARK: Values

    private static func count(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> Int? {
        guard let text = try map.optionalString(key) else { return nil }
        guard let value = Int(text), (0...999_999_999).contains(value) else {
            throw map.failure(key, "\"\(text)\" is no whole number", hint: "plain digits, such as 30")
        }
        return value
    }

    private static func flag(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> Bool {
        guard let text = try map.optionalString(key) else { return false }
        guard text == "yes" || text == "no" else { throw map.failure(key, "must be yes or no") }
        return text == "yes"
    }

    private static func amount(_ key: String, _ map: YAMLMapping, _ currency: Currency) throws(SettingsFailure)
        -> Int64?
    {
        guard let text = try map.optionalString(key) else { return nil }
        guard let amount = Decimals.minorUnits(text, digits: currency.minorDigits), amount >= 0 else {
            throw map.failure(
                key, "\"\(text)\" is not an amount",
                hint: "plain digits, such as \(Decimals.text(25_000, digits: currency.minorDigits))")
        }
        return amount
    }
}
