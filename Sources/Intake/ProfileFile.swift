import CostModel
package import Settings
import Tables

/// Reads a profile's YAML. Every mistake in it is an error that names file, line and the nearest right word.
package enum ProfileFile {
    package static func load(path: String, name: String) throws(SettingsFailure) -> Profile {
        let source: SourceBytes
        do {
            source = try SourceBytes.read(path, limit: Limits.yamlBytesMax)
        } catch {
            throw SettingsFailure(path: path, Diagnostic(error, file: path).message)
        }
        guard let text = String(validating: source.bytes, as: UTF8.self) else {
            throw SettingsFailure(path: path, "is not UTF-8", hint: "save it as UTF-8")
        }
        return try parse(text, name: name, path: path)
    }

    package static func parse(_ text: String, name: String, path: String) throws(SettingsFailure) -> Profile {
        let map = try YAMLMapping.parse(text, path: path)
        let kindName = try map.string("kind")
        guard let kind = RecordKind(name: kindName) else {
            throw map.failure(
                "kind", "\"\(kindName)\" is no kind of record",
                hint: Suggestion.text(for: kindName, among: RecordKind.allCases.map(\.name)))
        }
        var profile = Profile(
            name: name, title: try map.string("title"), kind: kind, hash: SourceBytes.sha256(of: Array(text.utf8)))
        try readText(map, into: &profile)
        try readColumns(map, into: &profile)
        try readAmounts(map, into: &profile)
        try readWide(map, into: &profile)
        try readRules(map, into: &profile)
        try map.finish()
        try check(profile, map)
        return profile
    }

    /// What the file looks like: headings, encoding, days, numbers.
    private static func readText(_ map: YAMLMapping, into profile: inout Profile) throws(SettingsFailure) {
        profile.match = try map.strings("match")
        profile.headings = try map.strings("headings")
        for entry in try map.mappings("begins") {
            profile.begins.append(try test(entry))
            try entry.finish()
        }
        profile.sheet = try map.optionalString("sheet")
        guard !profile.match.isEmpty || !profile.headings.isEmpty else {
            throw map.missing(
                "match",
                hint: "the headings by which the header is known, such as [Date, Amount]; "
                    + "or `headings` for a file without a header")
        }
        if let name = try map.optionalString("encoding") {
            let names: [String: TextEncoding] = [
                "utf-8": .utf8, "windows-1252": .windows1252, "utf-16le": .utf16LittleEndian,
                "utf-16be": .utf16BigEndian, "iso-8859-1": .latin1, "macintosh": .macRoman, "shift-jis": .shiftJIS,
            ]
            profile.encoding = try known("encoding", name, in: names, map)
        }
        if let name = try map.optionalString("delimiter") {
            let all = Dialect.Delimiter.allCases
            let names = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) } + all.map { ($0.character, $0) })
            profile.delimiter = try known("delimiter", name, in: names, map)
        }
        for text in try map.strings("day") {
            guard let pattern = DayPattern(text) else {
                throw map.failure(
                    "day", "\"\(text)\" is no known pattern",
                    hint: Suggestion.text(for: text, among: DayPattern.all.map(\.text)))
            }
            guard pattern.hasYear else {
                throw map.failure(
                    "day", "\"\(text)\" has no year", hint: "such a pattern is for the headings of `wide`")
            }
            profile.days.append(pattern)
        }
        profile.mark = try map.choice("decimal", default: .point)
        let coverages: [String: FileReading.Coverage] = ["no": .additions, "dates": .dates, "all": .all]
        profile.coverage = try known("cumulative", try map.optionalString("cumulative") ?? "no", in: coverages, map)
        for name in try map.strings("key") { profile.key.append(try field("key", name, map)) }
    }

    private static func readColumns(_ map: YAMLMapping, into profile: inout Profile) throws(SettingsFailure) {
        guard let columns = try map.mapping("columns") else { throw map.missing("columns") }
        for name in columns.keys {
            let field = try field(name, name, columns)
            guard field != .amount else {
                throw columns.failure(name, "does not belong here", hint: "`amount:` stands beside `columns:`")
            }
            guard columns.isMapping(name), let column = try columns.mapping(name) else {
                let heading = try heading(name, columns, into: &profile)
                profile.columns.append(.init(field: field, source: .heading(heading)))
                continue
            }
            profile.columns.append(try self.column(field, column, into: &profile))
            try column.finish()
        }
        try columns.finish()
    }

    private static func readAmounts(_ map: YAMLMapping, into profile: inout Profile) throws(SettingsFailure) {
        profile.amount = try amount(map, into: &profile)
        profile.isNegated = try known(
            "sign", try map.optionalString("sign") ?? "as-is", in: ["as-is": false, "negate": true], map)
        for entry in try map.mappings("legs") {
            guard let amount = try amount(entry, into: &profile) else { throw entry.missing("amount") }
            profile.legs.append(.init(amount: amount, accountHeading: try heading("account", entry, into: &profile)))
            try entry.finish()
        }
        if map.has("currency") { profile.currencyHeading = try heading("currency", map, into: &profile) }
    }

    /// `amount: Total`, or a mapping with `heading`, `sum`, `times`, or `debit` and `credit`.
    private static func amount(_ map: YAMLMapping, into profile: inout Profile) throws(SettingsFailure) -> Profile
        .Amount?
    {
        guard map.has("amount") else { return nil }
        guard map.isMapping("amount"), let parts = try map.mapping("amount") else {
            return .sum([try heading("amount", map, into: &profile)])
        }
        var amounts: [Profile.Amount] = []
        for entry in try parts.mappings("negate-when") {
            profile.negations.append(try test(entry))
            try entry.finish()
        }
        let either = try parts.strings("first-filled")
        if either.count == 2 {
            amounts.append(.either(either[0], either[1]))
        } else if !either.isEmpty {
            throw parts.failure("first-filled", "must name two headings", hint: "[Foreign Amount, Amount]")
        }
        let sum = try parts.strings("sum")
        if !sum.isEmpty { amounts.append(.sum(sum)) }
        let times = try parts.strings("times")
        if times.count == 2 {
            amounts.append(.product(times[0], times[1]))
        } else if !times.isEmpty {
            throw parts.failure("times", "must name two headings", hint: "[Quantity, UnitAmount]")
        }
        if let debit = try parts.optionalString("debit") {
            amounts.append(.debitCredit(debit, try parts.string("credit")))
        }
        if parts.has("heading") {
            let heading = try heading("heading", parts, into: &profile)
            amounts.append(try flag("optional", parts) ? .optional(heading) : .sum([heading]))
        }
        try parts.finish()
        guard amounts.count == 1 else {
            throw map.failure("amount", "must have one of: heading, sum, times, first-filled, debit and credit")
        }
        return amounts[0]
    }

    /// A heading, or a list of a heading and its other names; those may stand under `aliases` as well.
    static func heading(
        _ key: String, _ map: YAMLMapping, into profile: inout Profile
    ) throws(SettingsFailure) -> String {
        let names = try map.strings(key)
        guard let first = names.first else { throw map.missing(key) }
        guard !names.contains("") else { throw map.failure(key, "must not be empty") }
        let others = names.dropFirst() + (key == "heading" ? try map.strings("aliases") : [])
        if !others.isEmpty { profile.aliases[first, default: []] += others }
        return first
    }

    private static func check(_ profile: Profile, _ map: YAMLMapping) throws(SettingsFailure) {
        let hasDays = profile.columns.contains { column in
            guard column.field == .date || column.field == .weekEnding else { return false }
            switch column.source {
            case .heading, .number: return true
            case .text, .join, .fileName: return false
            }
        }
        if hasDays, profile.days.isEmpty {
            throw map.missing("day", hint: "how the file writes days, such as MM/dd/yyyy")
        }
        var fields = Set(profile.columns.map(\.field)).union(profile.labels.map(\.field))
        guard profile.columns.count == Set(profile.columns.map(\.field)).count else {
            throw map.failure("columns", "a field is there twice")
        }
        if let groups = profile.groups { fields.insert(groups.field) }
        if profile.amount != nil { fields.insert(.amount) }
        if let wide = profile.wide { fields.formUnion([.date, wide.field]) }
        for field in profile.kind.neededFields.sorted(by: { $0.rawValue < $1.rawValue }) where !fields.contains(field) {
            throw map.failure("columns", "a record of kind \(profile.kind.name) needs the field \"\(field.rawValue)\"")
        }
        if profile.kind.costClass == .actual || profile.kind.costClass == .commitment, profile.amount == nil {
            throw map.missing("amount", hint: "the heading of the amount")
        }
        let texts = profile.labels.map(\.field) + (profile.groups.map { [$0.field] } ?? [])
        if let field = texts.first(where: { !$0.isText }) {
            throw map.failure("columns", "the field \"\(field.rawValue)\" is no text: it needs a column of its own")
        }
        try checkColumns(profile, map)
        if let field = profile.key.first(where: { $0.word != nil }) {
            throw map.failure(
                "key", "the field \"\(field.rawValue)\" is a word of the tag", hint: "name the tag: it holds them all")
        }
        if !fields.isDisjoint(with: Field.words) { fields.insert(.tag) }
        for field in profile.key where !fields.contains(field) {
            throw map.failure("key", "the field \"\(field.rawValue)\" has no column")
        }
    }

    static func field(_ key: String, _ name: String, _ map: YAMLMapping) throws(SettingsFailure) -> Field {
        guard let field = Field(rawValue: name) else {
            throw map.failure(
                key, "\"\(name)\" is no field", hint: Suggestion.text(for: name, among: Field.allCases.map(\.rawValue)))
        }
        return field
    }

    static func flag(_ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> Bool {
        let names = ["yes": true, "true": true, "no": false, "false": false]
        return try known(key, try map.optionalString(key) ?? "no", in: names, map)
    }

    static func known<Value>(
        _ key: String, _ text: String, in names: [String: Value], _ map: YAMLMapping
    ) throws(SettingsFailure) -> Value {
        guard let value = names[text] else {
            throw map.failure(
                key, "\"\(text)\" is none of the choices", hint: Suggestion.text(for: text, among: names.keys))
        }
        return value
    }
}
