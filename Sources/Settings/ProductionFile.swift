package import CostModel

/// Reads `production.yaml`.
package enum ProductionFile {
    package static let name = "production.yaml"

    package static func load(path: String) throws(SettingsFailure) -> Production {
        try read(YAMLMapping.load(path: path))
    }

    package static func read(_ map: YAMLMapping) throws(SettingsFailure) -> Production {
        let title = try map.string("title")
        let company = try map.string("company")
        var production = Production(
            title: try oneLine(title, "title", map), company: try oneLine(company, "company", map),
            currency: try currency(map), calendar: try calendar(map),
            variance: try map.choice("variance"), etcBasis: try map.choice("etc_basis", default: .totalCosts),
            accrualsIn: try map.choice("accruals_in", default: .commitments),
            sections: try sections(map), contractual: try map.optionalString("contractual") ?? "Contractual",
            accountIgnores: try map.optionalString("account_codes_ignore") ?? "", feeds: try feeds(map))
        production.currencies = try currencies(map, besides: production.currency)
        production.rates = try map.choice("rates", default: .daily)
        production.forecastAnchor = try map.choice("forecast_anchor", default: .holdFinalCost)
        production.isNetOfCommitments = try flag("net_of_commitments", default: true, map)
        production.dimensions = try dimensions(map)
        production.reports = try reports(map)
        production.mail = try mail(map)
        production.backups = try backups(map)
        production.formats = try formats(map)
        try map.finish()
        return production
    }

    private static func flag(_ key: String, default standard: Bool, _ map: YAMLMapping) throws(SettingsFailure) -> Bool
    {
        switch try map.optionalString(key) {
        case nil: return standard
        case "yes": return true
        case "no": return false
        case let text?: throw map.failure(key, "\"\(text)\" is neither yes nor no")
        }
    }

    /// A title goes into mail headers and file names later: no line breaks or other control characters.
    private static func oneLine(_ text: String, _ key: String, _ map: YAMLMapping) throws(SettingsFailure) -> String {
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw map.failure(key, "must be one line without control characters")
        }
        return text
    }

    private static func currency(_ map: YAMLMapping) throws(SettingsFailure) -> Currency {
        let text = try map.string("currency")
        guard let currency = Currency(code: text) else {
            throw map.failure("currency", "\"\(text)\" is no ISO 4217 code", hint: "three capital letters, such as USD")
        }
        return currency
    }

    /// Foreign currencies, each once.
    private static func currencies(
        _ map: YAMLMapping, besides own: Currency
    ) throws(SettingsFailure) -> [Currency] {
        var currencies: [Currency] = []
        for text in try map.strings("currencies") {
            guard let currency = Currency(code: text) else {
                throw map.failure(
                    "currencies", "\"\(text)\" is no ISO 4217 code", hint: "three capital letters, such as EUR")
            }
            guard currency != own, !currencies.contains(currency) else {
                throw map.failure(
                    "currencies", currency == own ? "\(text) is the production's own" : "\(text) is there twice")
            }
            currencies.append(currency)
        }
        return currencies
    }

    private static func calendar(_ map: YAMLMapping) throws(SettingsFailure) -> PeriodCalendar {
        let text = try map.string("week_ends")
        let names = Weekday.allCases.map { $0.name.lowercased() }
        guard let index = names.firstIndex(of: text.lowercased()), let weekday = Weekday(rawValue: index) else {
            throw map.failure("week_ends", "\"\(text)\" is no weekday", hint: Suggestion.text(for: text, among: names))
        }
        let first = try map.string("first_week")
        guard let day = Day(iso: first) else {
            throw map.failure("first_week", "\"\(first)\" is not a day", hint: "write it as 2026-04-11")
        }
        guard day.weekday == weekday else {
            throw map.failure(
                "first_week", "\(first) is a \(day.weekday.name), and weeks end on \(weekday.name)",
                hint:
                    "the last day of the first report's week, such as \(PeriodCalendar.firstEnd(of: weekday, from: day))"
            )
        }
        return PeriodCalendar(weekEnds: weekday, firstWeek: day)
    }

    private static func sections(_ map: YAMLMapping) throws(SettingsFailure) -> [String] {
        let sections = try map.strings("sections")
        guard !sections.isEmpty else {
            throw map.missing("sections", hint: "the topsheet's sections in order, as the chart names them")
        }
        guard Set(sections).count == sections.count else { throw map.failure("sections", "a section is there twice") }
        return sections
    }

    private static func feeds(_ map: YAMLMapping) throws(SettingsFailure) -> [Feed] {
        var feeds: [Feed] = []
        for entry in try map.mappings("feeds") {
            let feed = Feed(
                name: try entry.string("name"), profile: try entry.string("profile"), files: try entry.string("files"))
            try entry.finish()
            guard !feeds.contains(where: { $0.name == feed.name }) else {
                throw entry.failure("name", "two feeds are named \"\(feed.name)\"", hint: "give each its own name")
            }
            guard !feed.files.hasPrefix("/"), !feed.files.split(separator: "/").contains("..") else {
                throw entry.failure("files", "must be below the production folder")
            }
            feeds.append(feed)
        }
        return feeds
    }
}

extension PeriodCalendar {
    /// The first day from `day` on that is a `weekday`.
    static func firstEnd(of weekday: Weekday, from day: Day) -> Day {
        day + (weekday.rawValue - day.weekday.rawValue + 7) % 7
    }
}
