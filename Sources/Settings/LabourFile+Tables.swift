import CostModel

/// The tables of an agreement.
extension LabourFile {
    static func scope(_ map: YAMLMapping) throws(SettingsFailure) -> LabourAgreement.Scope {
        var scope = LabourAgreement.Scope()
        guard let applies = try map.mapping("applies") else { return scope }
        scope.departments = try applies.strings("department")
        scope.occupations = try applies.strings("occupation")
        scope.accounts = try applies.strings("account")
        scope.workers = try applies.strings("worker")
        try applies.finish()
        return scope
    }

    /// `[{ after: 8, times: 1.5 }, { after: 12, times: 2 }]`, ascending.
    static func tiers(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> [LabourAgreement.Tier] {
        var tiers: [LabourAgreement.Tier] = []
        for entry in try map.mappings(key) {
            let after = try needed(
                try hours("after", entry), "after", entry, "the hours after which it begins, such as 8")
            let times = try needed(try times(entry), "times", entry, "such as 1.5")
            let tier = LabourAgreement.Tier(after: after, times: times, isElapsed: try flag("elapsed", entry))
            try entry.finish()
            if let last = tiers.last, last.isElapsed == tier.isElapsed,
                last.after >= tier.after || last.times >= tier.times
            {
                throw entry.failure(
                    "after", "the steps of \(key) must ascend, in hours and in times",
                    hint: "such as [{ after: 8, times: 1.5 }, { after: 12, times: 2 }]")
            }
            tiers.append(tier)
        }
        return tiers
    }

    static func minimum(_ map: YAMLMapping) throws(SettingsFailure) -> LabourAgreement.Minimum {
        if try map.optionalString("minimum_hours") == "deal" { return .deal }
        return try hours("minimum_hours", map, to: 24).map { .seconds($0) } ?? .none
    }

    /// `{ times: 1.5, daily: [{ after: 12, times: 2 }] }`
    static func specialDay(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> LabourAgreement.SpecialDay? {
        guard let entry = try map.mapping(key) else { return nil }
        let day = try specialDay(entry)
        try entry.finish()
        return day
    }

    private static func specialDay(_ entry: YAMLMapping) throws(SettingsFailure) -> LabourAgreement.SpecialDay {
        let times = try needed(try times(entry), "times", entry, "of every hour, such as 1.5")
        guard entry.has("daily") else { return LabourAgreement.SpecialDay(times: times) }
        return LabourAgreement.SpecialDay(times: times, daily: try tiers("daily", entry))
    }

    /// `{ times: 2, dates: [2026-05-25] }`, or a list of such.
    static func holidays(_ map: YAMLMapping) throws(SettingsFailure) -> [LabourAgreement.Holiday] {
        var holidays: [LabourAgreement.Holiday] = []
        for entry in try map.mappings("holidays") {
            let day = try specialDay(entry)
            for text in try entry.strings("dates") {
                guard let date = Day(iso: text) else {
                    throw entry.failure("dates", "\"\(text)\" is not a day", hint: "write it as 2026-05-25")
                }
                guard !holidays.contains(where: { $0.date == date }) else {
                    throw entry.failure("dates", "\(date) is there twice", hint: "keep one of the two")
                }
                holidays.append(LabourAgreement.Holiday(date: date, day: day))
            }
            if !entry.has("dates") { throw entry.missing("dates", hint: "such as [2026-05-25]") }
            try entry.finish()
        }
        return holidays
    }

    /// `{ from: 20.0, to: 6.0, percent: 10, of: straight }`, or `times: 1.1` in place of the percentage.
    static func night(_ map: YAMLMapping) throws(SettingsFailure) -> LabourAgreement.Night? {
        guard let entry = try map.mapping("night") else { return nil }
        let from = try needed(try hours("from", entry, to: 24), "from", entry, "a time of the clock, such as 20.0")
        let to = try needed(try hours("to", entry, to: 24), "to", entry, "a time of the clock, such as 6.0")
        let percent = try number("percent", entry, digits: 2, from: 0, to: 100_000)
        let times = try times(entry)
        guard (percent == nil) != (times == nil) else {
            throw map.failure("night", "needs one of `percent` and `times`", hint: "percent: 10 is times: 1.1")
        }
        guard from != to else { throw entry.failure("to", "is where it begins") }
        let of: LabourAgreement.Night.Base = try entry.choice("of", default: .straight)
        try entry.finish()
        return LabourAgreement.Night(
            from: from, to: to, premium: percent ?? (times! - LabourAgreement.straight), of: of)
    }

    static func meal(_ map: YAMLMapping, _ currency: Currency) throws(SettingsFailure) -> LabourAgreement.Meal? {
        guard let entry = try map.mapping("meal") else { return nil }
        let first = try needed(
            try hours("first_within", entry, to: 24), "first_within", entry, "hours from the call, such as 6.0")
        let then = try hours("then_within", entry, to: 24)
        let grace = try number("grace_minutes", entry, digits: 0, from: 0, to: 600) ?? 0
        let minimum = try number("minimum_minutes", entry, digits: 0, from: 0, to: 600) ?? 0
        var steps: [LabourAgreement.Meal.Step] = []
        for item in try entry.mappings("steps") {
            if steps.last?.repeats == true {
                throw item.failure("minutes", "nothing may follow a step with `every`")
            }
            steps.append(try step(item, currency))
        }
        guard !steps.isEmpty else {
            throw entry.missing("steps", hint: "such as [{ minutes: 30, amount: 7.50 }, { every: 30, amount: 12.50 }]")
        }
        try entry.finish()
        return LabourAgreement.Meal(
            firstWithin: first, thenWithin: then, grace: grace * 60, minimum: minimum * 60, steps: steps)
    }

    /// `{ minutes: 30, amount: 7.50 }`; `every` in place of `minutes` repeats it; `hours` is pay at straight time.
    private static func step(
        _ map: YAMLMapping, _ currency: Currency
    ) throws(SettingsFailure) -> LabourAgreement.Meal.Step {
        let once = try number("minutes", map, digits: 0, from: 1, to: 1_440)
        let every = try number("every", map, digits: 0, from: 1, to: 1_440)
        guard (once == nil) != (every == nil) else {
            throw map.failure("minutes", "a step needs one of `minutes` and `every`")
        }
        let amount = try money("amount", map, currency)
        let base = try hours("hours", map, to: 24)
        guard amount != nil || base != nil else { throw map.missing("amount", hint: "or `hours` of straight time") }
        try map.finish()
        return LabourAgreement.Meal.Step(
            seconds: (once ?? every!) * 60, amountMinor: amount ?? 0, baseSeconds: base ?? 0, repeats: every != nil)
    }

    /// `{ hours: 10, times: 1 }`, or `amount` in place of `times`.
    static func rest(_ map: YAMLMapping, _ currency: Currency) throws(SettingsFailure) -> LabourAgreement.Rest? {
        guard let entry = try map.mapping("rest") else { return nil }
        let seconds = try needed(
            try hours("hours", entry, to: 48), "hours", entry, "the rest between two days, such as 10")
        let times = try times(entry, from: 0)
        let amount = try money("amount", entry, currency)
        guard (times == nil) != (amount == nil) else {
            throw map.failure(
                "rest", "needs one of `times` and `amount`", hint: "times: 1 pays each invaded hour once more")
        }
        try entry.finish()
        return LabourAgreement.Rest(seconds: seconds, times: times ?? 0, amountMinor: amount ?? 0)
    }

    static func rounding(_ map: YAMLMapping) throws(SettingsFailure) -> LabourAgreement.Rounding? {
        guard let entry = try map.mapping("round_hours") else { return nil }
        let to = try needed(
            try hours("to", entry, from: 1, to: 1), "to", entry, "0.1 for tenths, 0.25 for quarters of an hour")
        let way: LabourAgreement.Rounding.Way = try entry.choice("way")
        try entry.finish()
        return LabourAgreement.Rounding(to: to, way: way)
    }

    private static func money(
        _ key: String, _ map: YAMLMapping, _ currency: Currency
    ) throws(SettingsFailure) -> Int64? {
        try number(key, map, digits: currency.minorDigits, from: 0, to: 100_000_000)
    }

    private static func flag(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> Bool {
        switch try map.optionalString(key) {
        case nil, "no", "false": return false
        case "yes", "true": return true
        default: throw map.failure(key, "must be yes or no")
        }
    }
}
