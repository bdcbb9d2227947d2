import CostModel

/// `dimensions:` of `production.yaml`: `{ episode: [{ code: 101, name: Pilot }], tax: [QW, QE], required: [episode], base_episode: "000" }`.
extension ProductionFile {
    static func dimensions(_ map: YAMLMapping) throws(SettingsFailure) -> DimensionRules {
        guard let section = try map.mapping("dimensions") else { return DimensionRules() }
        var rules = DimensionRules()
        for dimension in Dimension.allCases where section.has(dimension.rawValue) {
            rules.values[dimension] = try values(dimension, section)
        }
        for name in try section.strings("required") {
            guard let dimension = Dimension(rawValue: name) else {
                throw section.failure(
                    "required", "\"\(name)\" is no dimension",
                    hint: Suggestion.text(for: name, among: Dimension.allCases.map(\.rawValue)))
            }
            if !rules.required.contains(dimension) { rules.required.append(dimension) }
        }
        rules.baseEpisode = try section.optionalString("base_episode") ?? ""
        try section.finish()
        return rules
    }

    /// Codes, or `{ code, name }`.
    private static func values(
        _ dimension: Dimension, _ section: YAMLMapping
    ) throws(SettingsFailure) -> [DimensionRules.Value] {
        let key = dimension.rawValue
        var values: [DimensionRules.Value] = []
        if let codes = try? section.strings(key) {
            values = codes.map { DimensionRules.Value(code: $0) }
        } else {
            for entry in try section.mappings(key) {
                values.append(.init(code: try entry.string("code"), name: try entry.optionalString("name") ?? ""))
                try entry.finish()
            }
        }
        guard !values.isEmpty, values.allSatisfy({ !DimensionRules.key($0.code).isEmpty }) else {
            throw section.failure(key, "must list the codes that there are", hint: "[{ code: 101, name: Pilot }]")
        }
        guard Set(values.map { DimensionRules.key($0.code) }).count == values.count else {
            throw section.failure(key, "a code is there twice", hint: "case and blanks do not count")
        }
        for value in values
        where (value.code + value.name).unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw section.failure(key, "must be one line without control characters")
        }
        return values
    }
}
