import CostModel
package import Settings
import Tables

/// Reads profiles: one YAML file each, named as the file is.
package enum ProfileFile {
    package static func load(path: String, name: String) throws(SettingsFailure) -> Profile {
        let map = try YAMLMapping.load(path: path)
        let bytes: SourceBytes
        do { bytes = try SourceBytes.read(path) } catch { throw SettingsFailure(path: path, error.description) }
        return try read(map, name: name, hash: bytes.sha256)
    }

    package static func read(_ map: YAMLMapping, name: String, hash: String) throws(SettingsFailure) -> Profile {
        let kindName = try map.string("kind")
        guard let kind = RecordKind(name: kindName) else {
            throw map.failure(
                "kind", "\"\(kindName)\" is no kind of record",
                hint: Suggestion.text(for: kindName, among: RecordKind.allCases.map(\.name)))
        }
        let match = try map.strings("match")
        guard !match.isEmpty else { throw map.missing("match", hint: "the headings by which the export is known") }
        let day = try dayPattern(map, "day") ?? DayPattern("yyyy-MM-dd")!
        let profile = Profile(
            name: name, title: try map.string("title"), kind: kind, hash: hash, match: match,
            encoding: try encoding(map), delimiter: try delimiter(map), day: day,
            hasDecimalComma: try word(map, "decimal", [".": false, ",": true]) ?? false,
            coverage: try word(map, "cumulative", ["no": .additions, "dates": .dates, "all": .all]) ?? .additions,
            key: try fields(map, "key"), columns: try columns(map), amount: try amount(map, "amount"),
            legs: try legs(map), group: try group(map), labels: try labels(map), totals: try totals(map),
            ignores: try ignores(map), states: try states(map), stamp: try stamp(map, day))
        try map.finish()
        return profile
    }

    private static func encoding(_ map: YAMLMapping) throws(SettingsFailure) -> TextEncoding? {
        guard map.has("encoding") else { return nil }
        let encoding: TextEncoding = try map.choice("encoding")
        return encoding
    }

    private static func delimiter(_ map: YAMLMapping) throws(SettingsFailure) -> UInt8? {
        try word(map, "delimiter", Dictionary(uniqueKeysWithValues: Dialect.candidates.map { (Dialect.name($0), $0) }))
    }

    /// One of a few words.
    private static func word<Value>(
        _ map: YAMLMapping, _ key: String, _ words: [String: Value]
    ) throws(SettingsFailure) -> Value? {
        guard let text = try map.optionalString(key) else { return nil }
        guard let value = words[text] else {
            throw map.failure(key, "\"\(text)\" is none of the choices", hint: Suggestion.text(for: text, among: words.keys))
        }
        return value
    }

    private static func dayPattern(_ map: YAMLMapping, _ key: String) throws(SettingsFailure) -> DayPattern? {
        guard let text = try map.optionalString(key) else { return nil }
        guard let pattern = DayPattern(text) else {
            throw map.failure(key, "\"\(text)\" is no way to write a day", hint: "such as MM/dd/yyyy, d MMM yyyy or dd.MM.yy")
        }
        return pattern
    }

    private static func field(_ name: String, _ map: YAMLMapping, _ key: String) throws(SettingsFailure) -> Field {
        guard let field = Field(rawValue: name), field != .status else {
            throw map.failure(
                key, "\"\(name)\" is no field", hint: Suggestion.text(for: name, among: Field.allCases.map(\.rawValue)))
        }
        return field
    }

    private static func fields(_ map: YAMLMapping, _ key: String) throws(SettingsFailure) -> [Field] {
        var fields: [Field] = []
        for name in try map.strings(key) { fields.append(try field(name, map, key)) }
        return fields
    }

    private static func columns(_ map: YAMLMapping) throws(SettingsFailure) -> [Profile.ColumnRule] {
        guard let columns = try map.mapping("columns") else {
            throw map.missing("columns", hint: "field: heading, for every column that is read")
        }
        var rules: [Profile.ColumnRule] = []
        for name in columns.keys {
            let field = try field(name, columns, name)
            if field == .amount { throw columns.failure(name, "the amount has a key of its own", hint: "amount: heading") }
            guard columns.isMapping(name), let detail = try columns.mapping(name) else {
                rules.append(
                    Profile.ColumnRule(field: field, headings: try columns.strings(name), isOptional: false, fixed: nil))
                continue
            }
            let fixed = try detail.optionalString("text")
            let headings = try detail.strings("heading")
            guard (fixed == nil) == !headings.isEmpty else {
                throw columns.failure(name, "needs either a heading or a text")
            }
            let isOptional = try word(detail, "optional", ["yes": true, "no": false]) ?? false
            try detail.finish()
            rules.append(Profile.ColumnRule(field: field, headings: headings, isOptional: isOptional, fixed: fixed))
        }
        return rules
    }

    private static func amount(_ map: YAMLMapping, _ key: String) throws(SettingsFailure) -> Profile.AmountRule? {
        guard map.has(key) else { return nil }
        guard map.isMapping(key), let detail = try map.mapping(key) else {
            return Profile.AmountRule(form: .sum, parts: [try map.strings(key)], isNegated: false)
        }
        let isNegated = try word(detail, "sign", ["as-is": false, "negate": true]) ?? false
        var rule: Profile.AmountRule
        if detail.has("sum") {
            rule = .init(form: .sum, parts: try detail.strings("sum").map { [$0] }, isNegated: isNegated)
        } else if detail.has("times") {
            let parts = try detail.strings("times")
            guard parts.count == 2 else { throw detail.failure("times", "takes two headings") }
            rule = .init(form: .product, parts: parts.map { [$0] }, isNegated: isNegated)
        } else if detail.has("debit") || detail.has("credit") {
            rule = .init(
                form: .debitCredit, parts: [[try detail.string("debit")], [try detail.string("credit")]],
                isNegated: isNegated)
        } else {
            rule = .init(form: .sum, parts: [try detail.strings("heading")], isNegated: isNegated)
        }
        guard rule.parts.allSatisfy({ !$0.isEmpty }) else {
            throw map.failure(key, "names no heading", hint: "a heading, { sum: […] }, { times: […] } or { debit:, credit: }")
        }
        try detail.finish()
        return rule
    }

    private static func legs(_ map: YAMLMapping) throws(SettingsFailure) -> [Profile.Leg] {
        var legs: [Profile.Leg] = []
        for entry in try map.mappings("legs") {
            guard let amount = try amount(entry, "amount") else { throw entry.missing("amount") }
            legs.append(Profile.Leg(amount: amount, account: try entry.strings("account")))
            try entry.finish()
        }
        return legs
    }

    private static func group(_ map: YAMLMapping) throws(SettingsFailure) -> Profile.GroupRule? {
        guard let entry = try map.mapping("groups") else { return nil }
        let column = try entry.optionalString("column") ?? "1"
        guard let number = Int(column), number >= 1 else { throw entry.failure("column", "is a column number from 1") }
        let rule = Profile.GroupRule(
            field: try field(try entry.string("field"), entry, "field"), column: number - 1,
            takesFirstWord: try word(entry, "take", ["first-word": true, "all": false]) ?? false)
        try entry.finish()
        return rule
    }

    private static func labels(_ map: YAMLMapping) throws(SettingsFailure) -> [Profile.LabelRule] {
        guard let labels = try map.mapping("labels") else { return [] }
        var rules: [Profile.LabelRule] = []
        for name in labels.keys {
            rules.append(Profile.LabelRule(field: try field(name, labels, name), label: try labels.string(name)))
        }
        return rules
    }

    private static func test(_ entry: YAMLMapping) throws(SettingsFailure) -> Profile.CellTest {
        let forms: [(String, Profile.CellTest.Form)] = [("equals", .equals), ("prefix", .prefix), ("contains", .contains)]
        var test: Profile.CellTest?
        for (key, form) in forms {
            guard let text = try entry.optionalString(key) else { continue }
            guard test == nil else { throw entry.failure(key, "only one of equals, prefix, contains") }
            test = Profile.CellTest(column: try entry.string("column"), form: form, text: text.lowercased())
        }
        guard let test else { throw entry.missing("equals", hint: "equals, prefix or contains") }
        return test
    }

    private static func totals(_ map: YAMLMapping) throws(SettingsFailure) -> [Profile.TotalRule] {
        var rules: [Profile.TotalRule] = []
        for entry in try map.mappings("totals") {
            let closesGroup = try word(entry, "closes", ["group": true, "all": false]) ?? false
            rules.append(Profile.TotalRule(test: try test(entry), closesGroup: closesGroup))
            try entry.finish()
        }
        return rules
    }

    private static func ignores(_ map: YAMLMapping) throws(SettingsFailure) -> [Profile.IgnoreRule] {
        var rules: [Profile.IgnoreRule] = []
        for entry in try map.mappings("ignore") {
            rules.append(Profile.IgnoreRule(test: try test(entry), reason: try entry.string("reason")))
            try entry.finish()
        }
        return rules
    }

    private static func states(_ map: YAMLMapping) throws(SettingsFailure) -> [Profile.StateRule] {
        var rules: [Profile.StateRule] = []
        for entry in try map.mappings("states") {
            let name = try entry.string("is")
            guard let status = RecordStatus(name: name) else {
                throw entry.failure(
                    "is", "\"\(name)\" is no state", hint: Suggestion.text(for: name, among: RecordStatus.allCases.map(\.name)))
            }
            rules.append(Profile.StateRule(test: try test(entry), status: status))
            try entry.finish()
        }
        return rules
    }

    private static func stamp(_ map: YAMLMapping, _ day: DayPattern) throws(SettingsFailure) -> Profile.StampRule? {
        guard let entry = try map.mapping("stamp") else { return nil }
        let rule = Profile.StampRule(after: try entry.string("after"), day: try dayPattern(entry, "day") ?? day)
        try entry.finish()
        return rule
    }
}
