import CostModel
import Settings

extension ProfileFile {
    /// A column as a mapping: `heading`, `column`, `text`, `join` or `file-name`, and what is made of its text.
    static func column(
        _ field: Field, _ map: YAMLMapping, into profile: inout Profile
    ) throws(SettingsFailure) -> Profile.Column {
        var sources: [Profile.Column.Source] = []
        if let text = try map.optionalString("text") { sources.append(.text(text)) }
        if map.has("heading") { sources.append(.heading(try heading("heading", map, into: &profile))) }
        if let text = try map.optionalString("column") {
            guard let number = Int(text), number > 0 else {
                throw map.failure("column", "must be the number of a column, from 1")
            }
            sources.append(.number(number))
        }
        var joined = try map.strings("join")
        // `Call|In`: a heading and its other names.
        for place in joined.indices where joined[place].contains("|") {
            let names = joined[place].split(separator: "|").map(String.init)
            joined[place] = names[0]
            profile.aliases[names[0], default: []] += names.dropFirst()
        }
        if !joined.isEmpty { sources.append(.join(joined, with: try map.optionalString("with") ?? " ")) }
        if let text = try map.optionalString("file-name") {
            sources.append(.fileName(try pattern("file-name", text, map)))
        }
        guard sources.count == 1 else {
            throw map.missing("heading", hint: "one of: heading, column, text, join, file-name")
        }
        var column = Profile.Column(field: field, source: sources[0], isOptional: try flag("optional", map))
        column.map = try wordMap(map)
        if let kind = try map.optionalString("as") {
            column.isDuration = try known("as", kind, in: ["duration": true, "clock": false], map)
            column.isClock = kind == "clock"
        }
        column.isFound = try flag("find", map)
        let (after, until) = (try map.optionalString("after") ?? "", try map.optionalString("until") ?? "")
        if !after.isEmpty || !until.isEmpty { column.cut = .init(after: after, until: until) }
        if let take = try map.optionalString("take") {
            column.takesCode = try known("take", take, in: ["code": true], map)
        }
        return column
    }

    /// `map: { "shoot day": shoot }` and `otherwise`; nil when there is none.
    static func wordMap(_ map: YAMLMapping) throws(SettingsFailure) -> Profile.WordMap? {
        let otherwise = try map.optionalString("otherwise")
        guard let words = try map.mapping("map") else {
            if otherwise != nil { throw map.missing("map", hint: "{ \"shoot day\": shoot }") }
            return nil
        }
        var pairs: [Profile.WordMap.Pair] = []
        for key in words.keys { pairs.append(.init(text: key, word: try words.string(key))) }
        try words.finish()
        let rest: Profile.WordMap.Otherwise =
            switch otherwise {
            case nil, "keep"?: .keep
            case "ignore"?: .ignore
            case let word?: .word(word)
            }
        return .init(pairs: pairs, otherwise: rest)
    }

    /// `wide: { days: MM/dd, field: type, map: { W: work }, skip: [H], year: 2026 }`
    static func readWide(_ map: YAMLMapping, into profile: inout Profile) throws(SettingsFailure) {
        if let span = try map.mapping("span") {
            profile.span = try readSpan(span, into: &profile)
        }
        guard let wide = try map.mapping("wide") else { return }
        var year: Int?
        if let text = try wide.optionalString("year") {
            guard let number = Int(text), (1900...2199).contains(number) else {
                throw wide.failure("year", "must be a year in four digits")
            }
            year = number
        }
        var patterns: [DayPattern] = []
        for text in try wide.strings("days") { patterns.append(try pattern("days", text, wide)) }
        guard !patterns.isEmpty else { throw wide.missing("days", hint: "how the headings write days, such as MM/dd") }
        profile.wide = Profile.Wide(
            patterns: patterns,
            field: try field("field", try wide.string("field"), wide), map: try wordMap(wide),
            skip: try wide.strings("skip"), year: year)
        try wide.finish()
    }

    /// `{ to: End Date, last: excluded, when: { column: All day event, equals: "True" } }`
    private static func readSpan(
        _ map: YAMLMapping, into profile: inout Profile
    ) throws(SettingsFailure) -> Profile.Span {
        var span = Profile.Span(heading: try heading("to", map, into: &profile))
        if let last = try map.optionalString("last") {
            span.excludesLast = try known("last", last, in: ["included": false, "excluded": true], map)
        }
        if let when = try map.mapping("when") {
            span.when = try test(when)
            try when.finish()
        }
        try map.finish()
        return span
    }

    static func pattern(_ key: String, _ text: String, _ map: YAMLMapping) throws(SettingsFailure) -> DayPattern {
        guard let pattern = DayPattern(text) else {
            throw map.failure(
                key, "\"\(text)\" is no known pattern",
                hint: Suggestion.text(for: text, among: DayPattern.all.map(\.text)))
        }
        return pattern
    }

    /// What a column may be made of depends on its field.
    static func checkColumns(_ profile: Profile, _ map: YAMLMapping) throws(SettingsFailure) {
        for column in profile.columns {
            let name = column.field.rawValue
            let isDay = column.field == .date || column.field == .weekEnding
            switch column.source {
            case .text(let text) where !column.field.isText && profile.fixedDay(column.field, text) == nil:
                throw map.failure("columns", "\"\(text)\" is no value of the field \"\(name)\"")
            case .join where !column.field.isText:
                throw map.failure("columns", "the field \"\(name)\" is no text: it cannot be joined")
            case .fileName where !isDay:
                throw map.failure("columns", "the field \"\(name)\" is no day: the file's name cannot give it")
            default: break
            }
            if column.map != nil, !column.field.isText {
                throw map.failure("columns", "the field \"\(name)\" is no text: it has no words to map")
            }
            if column.isFound, !isDay {
                throw map.failure("columns", "the field \"\(name)\" is no day: it cannot be found in a text")
            }
            if column.cut != nil, !column.field.isText {
                throw map.failure("columns", "the field \"\(name)\" is no text: nothing can be cut from it")
            }
            if column.takesCode, !column.field.isText {
                throw map.failure("columns", "the field \"\(name)\" is no text: it has no code")
            }
            if column.isClock {
                guard case .join(let headings, _) = column.source, headings.count >= 2, headings.count % 2 == 0 else {
                    throw map.failure(
                        "columns", "the field \"\(name)\" needs `join: [In, Meal out, Meal in, Out]` to be a clock")
                }
            }
            if column.isDuration, ![.quantity, .hours15, .hours20].contains(column.field) {
                throw map.failure("columns", "the field \"\(name)\" holds no hours")
            }
        }
        let makesSeveral = profile.span != nil || profile.wide != nil
        if makesSeveral, profile.amount != nil || !profile.legs.isEmpty {
            throw map.failure(
                "amount", "a row that gives several days cannot have money: it would count more than once")
        }
        if let wide = profile.wide, !wide.field.isText || wide.field.word != nil, wide.field != .quantity {
            throw map.failure("wide", "the field \"\(wide.field.rawValue)\" cannot stand below days")
        }
    }
}
