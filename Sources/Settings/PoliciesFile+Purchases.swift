import CostModel

/// The sections `petty_cash` and `cards` of `policies.yaml`.
extension PoliciesFile {
    static func pettyCash(_ map: YAMLMapping, _ currency: Currency) throws(SettingsFailure) -> PettyCashPolicies {
        var policies = PettyCashPolicies()
        policies.purchases = try purchases(map, currency)
        policies.envelopeCap = try PolicyValue.amount("envelope_cap", map, currency)
        policies.proof = try map.choice("proof", default: .shown)
        if let labour = try map.mapping("labour_in_cash") {
            policies.purchases.labourWords = try PolicyValue.words("words", labour)
            policies.purchases.labourAccounts = try PolicyValue.words("accounts", labour)
            try labour.finish()
        }
        try map.finish()
        return policies
    }

    static func cards(_ map: YAMLMapping, _ currency: Currency) throws(SettingsFailure) -> CardPolicies {
        var policies = CardPolicies()
        policies.purchases = try purchases(map, currency)
        try map.finish()
        return policies
    }

    /// What both sections may say.
    private static func purchases(_ map: YAMLMapping, _ currency: Currency) throws(SettingsFailure) -> PurchasePolicies
    {
        var policies = PurchasePolicies()
        policies.singlePurchaseCap = try PolicyValue.amount("single_purchase_cap", map, currency)
        policies.dailyCap = try PolicyValue.amount("daily_cap", map, currency)
        policies.bannedMerchants = try PolicyValue.words("banned_merchants", map)
        policies.bannedCategories = try PolicyValue.words("banned_categories", map)
        policies.bannedAccounts = try PolicyValue.words("banned_accounts", map)
        policies.receiptRequiredAbove = try PolicyValue.amount("receipt_required_above", map, currency)
        policies.receiptMaxAgeDays = try PolicyValue.days("receipt_max_age_days", map)
        policies.giftCards = try PolicyValue.words("gift_cards", map)
        policies.personalItems = try PolicyValue.words("personal_items", map)
        policies.flagsDuplicates = try PolicyValue.flag("duplicate_receipts", map)
        policies.flagsEmployment = try PolicyValue.flag("within_employment", map)
        if let split = try map.mapping("split_purchases") {
            guard let days = try PolicyValue.days("within_days", split) else { throw split.missing("within_days") }
            policies.splitWithinDays = days
            policies.splitCap = try PolicyValue.amount("cap", split, currency) ?? policies.singlePurchaseCap
            try split.finish()
            guard policies.splitCap != nil else {
                throw map.failure(
                    "split_purchases", "has no cap", hint: "give cap here, or single_purchase_cap beside it")
            }
        }
        if let assets = try map.mapping("assets") {
            guard let above = try PolicyValue.amount("above", assets, currency) else { throw assets.missing("above") }
            policies.assetsAbove = above
            policies.assetAccounts = try PolicyValue.words("accounts", assets)
            try assets.finish()
        }
        if let tips = try map.mapping("tips") {
            policies.tipWords = try PolicyValue.words("words", tips)
            guard !policies.tipWords.isEmpty else { throw tips.missing("words", hint: "such as [tip, gratuity]") }
            policies.tipsAbove = try PolicyValue.percent("above_percent", tips)
            try tips.finish()
        }
        return policies
    }
}

/// Values that policies are made of.
enum PolicyValue {
    static func amount(_ key: String, _ map: YAMLMapping, _ currency: Currency) throws(SettingsFailure) -> Int64? {
        guard let text = try map.optionalString(key) else { return nil }
        guard let amount = Decimals.minorUnits(text, digits: currency.minorDigits), amount >= 0 else {
            throw map.failure(
                key, "\"\(text)\" is not an amount",
                hint: "plain digits, such as \(Decimals.text(25_000, digits: currency.minorDigits))")
        }
        return amount
    }

    static func days(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> Int? {
        guard let text = try map.optionalString(key) else { return nil }
        guard let days = Int(text), (0...3_660).contains(days) else {
            throw map.failure(key, "\"\(text)\" is no number of days", hint: "a whole number, such as 30")
        }
        return days
    }

    static func percent(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> Percent {
        let text = try map.string(key)
        guard let value = Decimals.minorUnits(text, digits: 4), value >= 0 else {
            throw map.failure(key, "\"\(text)\" is no percentage", hint: "plain digits, such as 20")
        }
        return Percent(millionths: value)
    }

    static func words(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> [String] {
        let words = try map.strings(key)
        guard words.allSatisfy({ $0.contains { $0.isLetter || $0.isNumber } }) else {
            throw map.failure(key, "holds a word without a letter or a digit")
        }
        return words
    }

    static func flag(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> Bool {
        switch try map.optionalString(key) {
        case nil, "no": return false
        case "yes": return true
        default: throw map.failure(key, "must be yes or no")
        }
    }
}
