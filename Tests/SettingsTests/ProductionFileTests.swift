import CostModel
import Settings
import Testing

private let good = """
    title: Night Ferry
    company: "Night Ferry, LLC"
    currency: USD
    week_ends: saturday
    first_week: 2026-04-11
    variance: under_positive
    sections: [Above the line, Production]
    feeds:
      - { name: chart, profile: chart, files: budget/accounts.csv }

    """

@Test func `a production file is read`() throws {
    let production = try ProductionFile.read(YAMLMapping.parse(good, path: "p.yaml"))
    #expect(production.title == "Night Ferry")
    #expect(production.variance.heading == "(Over)/Under")
    #expect(production.etcBasis == .totalCosts)
    #expect(production.feeds == [Feed(name: "chart", profile: "chart", files: "budget/accounts.csv")])
    #expect(production.contractual == "Contractual")
    #expect(production.currencies.isEmpty && production.rates == .daily)
}

@Test func `foreign currencies are declared`() throws {
    let text = good + "currencies: [EUR, JPY]\nrates: period\n"
    let production = try ProductionFile.read(YAMLMapping.parse(text, path: "p.yaml"))
    #expect(production.currencies.map(\.description) == ["EUR", "JPY"])
    #expect(production.rates == .period)
}

@Test(arguments: [
    ("variance: under_positive\n", "", "p.yaml:1:1: error: \"variance\" is missing", "over_positive, under_positive"),
    ("variance: under_positive", "variance: over", "6:11: error: variance: \"over\" is none", "over_positive"),
    ("company:", "compani:", "p.yaml:1:1: error: \"company\" is missing", ""),
    ("feeds:", "etc_bases: actuals\nfeeds:", "unknown key \"etc_bases\"", "did you mean \"etc_basis\"?"),
    ("2026-04-11", "2026-04-12", "is a Sunday, and weeks end on Saturday", "2026-04-18"),
    ("saturday", "satruday", "no weekday", "did you mean \"saturday\"?"),
    ("USD", "usd", "no ISO 4217 code", "USD"),
    ("title:", "company: x\ntitle:", "there twice", "keep one"),
    ("Night Ferry\n", "&a Night Ferry\n", "anchors and aliases", ""),
    ("files: budget/accounts.csv", "files: ../secret.csv", "below the production folder", ""),
    ("profile: chart", "profil: chart", "\"profile\" is missing", ""),
    ("feeds:", "currencies: [EUR, EUR]\nfeeds:", "EUR is there twice", ""),
    ("feeds:", "currencies: [USD]\nfeeds:", "USD is the production's own", ""),
    ("feeds:", "currencies: [Euro]\nfeeds:", "\"Euro\" is no ISO 4217 code", "EUR"),
    ("feeds:", "rates: weekly\nfeeds:", "rates: \"weekly\" is none", "daily, period"),
])
func `what is wrong is located and the nearest choice named`(part: String, by: String, message: String, hint: String) {
    let text = good.replacing(part, with: by)
    #expect(text != good)
    let failure = #expect(throws: SettingsFailure.self) {
        try ProductionFile.read(YAMLMapping.parse(text, path: "p.yaml"))
    }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
    #expect(failure?.hint.contains(hint) == true, "\(failure?.hint ?? "")")
}

@Test func `scalars stay text`() throws {
    let map = try YAMLMapping.parse("a: 0110\nb: NO\nc: 12:30\nd: [1, 2.50]\nno: x\n", path: "x")
    #expect(try map.string("a") == "0110")
    #expect(try map.string("b") == "NO")
    #expect(try map.string("c") == "12:30")
    #expect(try map.strings("d") == ["1", "2.50"])
    #expect(try map.string("no") == "x")
}

private let dimensions = """
    dimensions:
      episode: [{ code: 101, name: Pilot }, { code: 102 }]
      tax: [QW, QE]
      required: [episode, tax]
      base_episode: "000"

    """

@Test func `dimensions are read in their order`() throws {
    let rules = try ProductionFile.read(YAMLMapping.parse(good + dimensions, path: "p.yaml")).dimensions
    #expect(
        rules
            == DimensionRules(
                values: [
                    .episode: [.init(code: "101", name: "Pilot"), .init(code: "102")],
                    .tax: [.init(code: "QW"), .init(code: "QE")],
                ], required: [.episode, .tax], baseEpisode: "000"))
    #expect(try ProductionFile.read(YAMLMapping.parse(good, path: "p.yaml")).dimensions.isEmpty)
}

@Test(arguments: [
    ("[QW, QE]", "[QW, qw]", "tax: a code is there twice"), ("[QW, QE]", "[]", "tax: must list the codes"),
    ("tax: [QW", "taxes: [QW", "unknown key \"taxes\""), ("[episode, tax]", "[epsiode]", "\"epsiode\" is no dimension"),
    ("name: Pilot", "title: Pilot", "unknown key \"title\""), ("code: 102", "name: x", "\"code\" is missing"),
])
func `what is wrong in the dimensions is located`(part: String, by: String, message: String) {
    let text = good + dimensions.replacing(part, with: by)
    let failure = #expect(throws: SettingsFailure.self) {
        try ProductionFile.read(YAMLMapping.parse(text, path: "p.yaml"))
    }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
}
