import CostModel
import Settings

extension ProfileFile {
    /// What is said about rows that are no records: groups, labels, totals, and rows to ignore; and about states.
    static func readRules(_ map: YAMLMapping, into profile: inout Profile) throws(SettingsFailure) {
        if let groups = try map.mapping("groups") {
            profile.groups = try readGroups(groups)
        }
        if let labels = try map.mapping("labels") {
            for name in labels.keys {
                profile.labels.append(.init(field: try field(name, name, labels), text: try labels.string(name)))
            }
            try labels.finish()
        }
        for entry in try map.mappings("totals") {
            let closes: Profile.Total.Closes = try entry.choice("closes", default: .all)
            var total = Profile.Total(test: try test(entry), closes: closes)
            if let text = try entry.optionalString("tolerance") {
                total.tolerance = try tolerance(text, entry)
            }
            profile.totals.append(total)
            try entry.finish()
        }
        for entry in try map.mappings("ignore") {
            profile.ignores.append(.init(test: try test(entry), reason: try entry.string("reason")))
            try entry.finish()
        }
        for entry in try map.mappings("states") {
            let names = Dictionary(uniqueKeysWithValues: RecordStatus.allCases.map { ($0.name, $0) })
            let status = try known("is", try entry.string("is"), in: names, entry)
            profile.states.append(.init(test: try test(entry), status: status))
            try entry.finish()
        }
        if let words = try map.mapping("words") {
            for name in words.keys {
                profile.words.append(.init(field: try field(name, name, words), words: try words.strings(name)))
            }
            try words.finish()
        }
        profile.isByName = try flag("by-name", map)
        try readStamp(map, into: &profile)
    }

    /// `{ account: { column: 1, when: rest-blank } }`, or the same with the field as a key: `{ field: account, column: 1 }`.
    private static func readGroups(_ map: YAMLMapping) throws(SettingsFailure) -> Profile.Groups {
        var rule = map
        var name = map.keys.first ?? ""
        if map.has("field") {
            name = try map.string("field")
        } else {
            guard map.keys.count == 1, let inner = try map.mapping(name) else {
                throw map.missing("field", hint: "{ account: { column: 1, when: rest-blank, take: first-word } }")
            }
            rule = inner
        }
        let groups = Profile.Groups(
            field: try field(name, name, map), column: columnName(try rule.optionalString("column") ?? "1"),
            when: try rule.choice("when", default: .restBlank), take: try rule.choice("take", default: .all),
            isAboveHeader: try flag("above-header", rule))
        try rule.finish()
        return groups
    }

    private static func readStamp(_ map: YAMLMapping, into profile: inout Profile) throws(SettingsFailure) {
        guard let stamp = try map.mapping("stamp") else { return }
        let text = try stamp.optionalString("day") ?? profile.days.first?.text ?? "yyyy-MM-dd"
        guard let pattern = DayPattern(text) else {
            throw stamp.failure(
                "day", "\"\(text)\" is no known pattern",
                hint: Suggestion.text(for: text, among: DayPattern.all.map(\.text)))
        }
        profile.stamp = .init(text: try stamp.string("after"), pattern: pattern)
        try stamp.finish()
    }

    /// An amount of the main unit with two decimals, as minor units.
    private static func tolerance(_ text: String, _ map: YAMLMapping) throws(SettingsFailure) -> Int64 {
        var copy = text
        let cell = copy.withUTF8 { NumberReader.money(nil, mark: .point).read(UnsafeRawBufferPointer($0)) }
        guard case .value(let value) = cell, value >= 0 else {
            throw map.failure("tolerance", "must be an amount such as 1.00")
        }
        return value
    }

    /// `column` and one of `equals`, `prefix`, `contains`, `one-of`, `blank`, `filled`; `and`: further tests of the same row.
    static func test(_ map: YAMLMapping) throws(SettingsFailure) -> Profile.Test {
        let column = columnName(try map.string("column"))
        var tests: [Profile.Test] = []
        let operations: [(String, Profile.Test.Operation)] = [
            ("equals", .equals), ("one-of", .equals), ("prefix", .prefix), ("contains", .contains),
        ]
        for (key, operation) in operations {
            let texts = try map.strings(key).filter { !$0.isEmpty }
            if !texts.isEmpty { tests.append(.init(column: column, operation: operation, texts: texts)) }
        }
        for (key, operation) in [("blank", Profile.Test.Operation.blank), ("filled", .filled)]
        where try flag(key, map) {
            tests.append(.init(column: column, operation: operation, texts: []))
        }
        guard tests.count == 1 else {
            throw map.missing("equals", hint: "one of: equals, one-of, prefix, contains, blank, filled")
        }
        for entry in try map.mappings("and") {
            tests[0].and.append(try test(entry))
            try entry.finish()
        }
        return tests[0]
    }

    /// A number is a column's number from 1; anything else is its heading.
    private static func columnName(_ text: String) -> Profile.ColumnName {
        Int(text).map { .number($0) } ?? .heading(text)
    }
}
