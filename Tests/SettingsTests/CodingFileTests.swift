import CostModel
import Settings
import Testing

private let good = """
    rules:
      - name: camera-rental
        feed: [card, bills]
        kind: [card-transaction, invoice-line]
        when: { party: { contains: OTTO }, type: { one-of: [Bill, Charge] }, amount: { from: 1, to: 250.50 } }
        set: { account: 2210-00, set: "015", tag: ep101, department: Camera, episode: 101, location: Pier 4, unit: 2nd, tax: QW }
      - name: fringe
        leg: 2
        when:
          holder: { equals: Gaffer }
        set: { account: 0110 }
        replace: yes
    uncoded_cards: listed

    """

private func read(_ text: String) throws -> CodingRules {
    try CodingFile.read(YAMLMapping.parse(text, path: "coding.yaml"), currency: .usd)
}

@Test func `a coding file is read`() throws {
    let coding = try read(good)
    #expect(coding.uncodedCards == .listed)
    #expect(
        coding.rules == [
            CodingRule(
                name: "camera-rental", feeds: ["card", "bills"], kinds: [.cardTransaction, .invoiceLine],
                tests: [
                    .text(.party, .contains, ["OTTO"]), .text(.type, .oneOf, ["Bill", "Charge"]),
                    .amount(from: 1_00, to: 250_50),
                ],
                values: CodingValues(
                    account: "2210-00", set: "015", tag: "ep101; episode 101; location Pier 4; unit 2nd; tax QW",
                    department: "Camera"),
                line: 2),
            CodingRule(
                name: "fringe", leg: 1, tests: [.text(.holder, .equals, ["Gaffer"])], replaces: true,
                values: CodingValues(account: "0110"), line: 7),
        ])
    #expect(try read("rules: []\n") == CodingRules(rules: [], uncodedCards: .suspense))
}

@Test(
    arguments: [
        ("name: fringe", "name: camera-rental", "7:11: error: name: two rules are named", "its own name"),
        ("name: fringe", "nam: fringe", "\"name\" is missing", "is \"nam\" meant to be it?"),
        ("kind: [card-transaction,", "kind: [card-transactions,", "is no kind of record", "\"card-transaction\"?"),
        ("kind: [card-transaction,", "kind: [account,", "is no kind of record that has an account", ""),
        ("party: { contains", "partie: { contains", "5:13: error: unknown key \"partie\"", "did you mean \"party\"?"),
        ("{ contains: OTTO }", "{ contain: OTTO }", "unknown key \"contain\"", "did you mean \"contains\"?"),
        ("{ contains: OTTO }", "{ contains: \"\" }", "contains: must not be empty", ""),
        ("{ contains: OTTO }", "{}", "party: says nothing to compare with", "one-of"),
        ("{ contains: OTTO }", "OTTO", "party: must hold `key: value` lines", ""),
        ("from: 1,", "from: 1.005,", "from: \"1.005\" is not an amount", "250.00"),
        ("from: 1,", "from: 900,", "amount: ends before it begins", ""),
        ("leg: 2", "leg: 0", "leg: \"0\" is no number", "gross"),
        ("replace: yes", "replace: maybe", "replace: must be yes or no", ""),
        ("replace: yes", "replaces: yes", "unknown key \"replaces\"", "did you mean \"replace\"?"),
        ("set: { account: 0110 }", "set: { acount: 0110 }", "unknown key \"acount\"", "did you mean \"account\"?"),
        ("set: { account: 0110 }", "set: {}", "set: sets nothing", "account"),
        ("    set: { account: 0110 }\n", "", "\"set\" is missing", "account"),
        ("    when:\n      holder: { equals: Gaffer }\n", "", "\"when\" is missing", "party"),
        ("holder: { equals: Gaffer }", "{}", "when: looks at nothing", "party, holder"),
        ("uncoded_cards: listed", "uncoded_cards: list", "none of the choices", "did you mean \"listed\"?"),
        ("uncoded_cards:", "uncoded:", "unknown key \"uncoded\"", ""),
        ("leg: 2", "leg: 2\n    leg: 1", "there twice", "keep one"),
    ] as [(String, String, String, String)])
func `what is wrong in a coding file is located and the nearest word named`(
    part: String, by: String, message: String, hint: String
) {
    let text = good.replacing(part, with: by)
    #expect(text != good)
    let failure = #expect(throws: SettingsFailure.self) { try read(text) }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
    #expect(failure?.hint.contains(hint) == true || hint.isEmpty, "\(failure?.hint ?? "")")
}

@Test(
    arguments: [
        ("12", 12_00), ("12.5", 12_50), ("-0.01", -1), ("0", 0), ("12.345", nil), ("1,000", nil), ("", nil), ("-", nil),
        (".5", nil), ("1.", nil), ("99999999999999", nil), ("１", nil),
    ] as [(String, Int64?)])
func `an amount of a rule is plain digits`(text: String, minor: Int64?) {
    #expect(Decimals.minorUnits(text, digits: 2) == minor)
}
