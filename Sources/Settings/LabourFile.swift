package import CostModel

/// Reads `labour.yaml`, which a production may have: the agreements by which timecards are priced.
package enum LabourFile {
    package static let name = "labour.yaml"

    package static func load(path: String, currency: Currency) throws(SettingsFailure) -> LabourRules {
        try read(YAMLMapping.load(path: path), currency: currency)
    }

    package static func read(_ map: YAMLMapping, currency: Currency) throws(SettingsFailure) -> LabourRules {
        let entries = try map.mappings("agreements")
        try map.finish()
        var agreements: [LabourAgreement] = []
        for entry in entries { agreements.append(try agreement(entry, currency)) }
        endEarlierVersions(&agreements)
        for (index, agreement) in agreements.enumerated() {
            for earlier in agreements[..<index] where hides(earlier, agreement) {
                throw entries[index].failure(
                    "name",
                    "\"\(agreement.name)\" overlaps with \"\(earlier.name)\" of line \(earlier.line), which comes first on the "
                        + "same days",
                    hint: "give the earlier one an `until`, or put the narrower one first")
            }
        }
        return LabourRules(agreements: agreements)
    }

    /// A version without an end ends on the day before the next version of its name begins.
    private static func endEarlierVersions(_ agreements: inout [LabourAgreement]) {
        for index in agreements.indices where agreements[index].until == nil {
            let (name, from) = (agreements[index].name, agreements[index].from)
            let next = agreements.filter { $0.name == name && $0.from > from }.map(\.from).min()
            agreements[index].until = next.map { $0 + -1 }
        }
    }

    /// On some day both are in force and are versions of one name, or the earlier one applies to all that the later one is for.
    private static func hides(_ earlier: LabourAgreement, _ later: LabourAgreement) -> Bool {
        let begin = max(earlier.from, later.from)
        guard begin <= earlier.until ?? begin, begin <= later.until ?? begin else { return false }
        if earlier.name == later.name { return true }
        func covers(_ wide: [String], _ narrow: [String], _ holds: (String, String) -> Bool) -> Bool {
            wide.isEmpty || (!narrow.isEmpty && narrow.allSatisfy { word in wide.contains { holds(word, $0) } })
        }
        let (wide, narrow) = (earlier.applies, later.applies)
        func same(_ left: String, _ right: String) -> Bool { left.lowercased() == right.lowercased() }
        return covers(wide.departments, narrow.departments, same) && covers(wide.occupations, narrow.occupations, same)
            && covers(wide.workers, narrow.workers, same) && covers(wide.accounts, narrow.accounts) { $0.hasPrefix($1) }
    }

    private static func agreement(_ map: YAMLMapping, _ currency: Currency) throws(SettingsFailure) -> LabourAgreement {
        let name = try map.string("name")
        guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw map.failure("name", "must be one line without control characters")
        }
        guard let from = try day("from", map) else {
            throw map.missing("from", hint: "its first day, such as 2026-04-01")
        }
        var agreement = LabourAgreement(name: name, from: from)
        agreement.line = map.line
        agreement.until = try day("until", map)
        if let until = agreement.until, until < from { throw map.failure("until", "lies before `from`") }
        agreement.applies = try scope(map)
        agreement.daily = try tiers("daily", map)
        agreement.minimum = try minimum(map)
        agreement.weekly = try tiers("weekly", map)
        if agreement.weekly.contains(where: \.isElapsed) {
            throw map.failure("weekly", "a week has no elapsed hours", hint: "leave `elapsed` out")
        }
        agreement.weeklyCounts = try map.choice("weekly_counts", default: .straight)
        agreement.weekEnds = try weekday(map)
        agreement.sixthDay = try specialDay("sixth_day", map)
        agreement.seventhDay = try specialDay("seventh_day", map)
        agreement.dayCount = try map.choice("day_count", default: .worked)
        agreement.holidays = try holidays(map)
        agreement.night = try night(map)
        agreement.meal = try meal(map, currency)
        agreement.rest = try rest(map, currency)
        agreement.rounding = try rounding(map)
        agreement.untimed = try map.choice("untimed", default: .paid)
        agreement.weekDays = Int(try number("week_days", map, digits: 0, from: 1, to: 7) ?? 5)
        agreement.penaltyAccount = try map.optionalString("penalty_account") ?? ""
        try map.finish()
        return agreement
    }

    // MARK: Values

    static func day(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> Day? {
        guard let text = try map.optionalString(key) else { return nil }
        guard let day = Day(iso: text) else {
            throw map.failure(key, "\"\(text)\" is not a day", hint: "write it as 2026-04-01")
        }
        return day
    }

    /// A plain decimal in units of 10^-digits.
    static func number(
        _ key: String, _ map: YAMLMapping, digits: Int, from: Int64, to: Int64
    ) throws(SettingsFailure) -> Int64? {
        guard let text = try map.optionalString(key) else { return nil }
        guard let value = Decimals.minorUnits(text, digits: digits), (from...to).contains(value) else {
            throw map.failure(
                key, "\"\(text)\" is not a number that can stand here",
                hint:
                    "from \(Decimals.text(from, digits: digits)) to \(Decimals.text(to, digits: digits)), at most \(digits) decimals"
            )
        }
        return value
    }

    /// Hours with at most two decimals, as seconds.
    static func hours(_ key: String, _ map: YAMLMapping, from: Int64 = 0, to: Int64 = 168) throws(SettingsFailure)
        -> Int64?
    {
        try number(key, map, digits: 2, from: from, to: to * 100).map { $0 * 36 }
    }

    static func needed<Value>(_ value: Value?, _ key: String, _ map: YAMLMapping, _ hint: String)
        throws(SettingsFailure)
        -> Value
    {
        guard let value else { throw map.missing(key, hint: hint) }
        return value
    }

    /// 1.5 as 15,000.
    static func times(_ map: YAMLMapping, from: Int64 = LabourAgreement.straight) throws(SettingsFailure) -> Int64? {
        try number("times", map, digits: 4, from: from, to: 100_000)
    }

    private static func weekday(_ map: YAMLMapping) throws(SettingsFailure) -> Weekday? {
        guard let text = try map.optionalString("week_ends") else { return nil }
        let names = Weekday.allCases.map { $0.name.lowercased() }
        guard let index = names.firstIndex(of: text.lowercased()) else {
            throw map.failure("week_ends", "\"\(text)\" is no weekday", hint: Suggestion.text(for: text, among: names))
        }
        return Weekday(rawValue: index)
    }
}
