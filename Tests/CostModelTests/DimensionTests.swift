import CostModel
import Testing

@Test(
    arguments: [
        ("", "", ["", "", "", ""], ""),
        ("R-7", "R-7", ["", "", "", ""], "R-7"),
        (
            "ep101; episode 101; location Pier 4", "ep101", ["101", "Pier 4", "", ""],
            "ep101; episode 101; location Pier 4"
        ),
        (
            "tax QW; unit 2nd; night;reshoot", "night; reshoot", ["", "", "2nd", "QW"],
            "night; reshoot; unit 2nd; tax QW"
        ),
        // The first of two counts; an empty word and a capital letter are a free tag.
        (
            " episode  101 ;; episode 102; episode ; Unit base", "episode; Unit base", ["101", "", "", ""],
            "episode; Unit base; episode 101"
        ),
        ("units 2; taxi", "units 2; taxi", ["", "", "", ""], "units 2; taxi"),
    ] as [(String, String, [String], String)])
func `a tag is taken apart and put together`(text: String, tag: String, values: [String], written: String) {
    let words = TagWords(text)
    #expect(words.tag == tag)
    #expect(Dimension.words.map { words[$0] } == values)
    #expect(words.text == written)
    #expect(TagWords(words.text) == words)
}

@Test func `only a tag with words is taken apart`() {
    func isNeeded(_ text: String) -> Bool { Array(text.utf8).withUnsafeBytes(TagWords.isNeeded) }
    for text in ["episode 1", "a; b", "location x", " a", "tax QW"] { #expect(isNeeded(text), "\(text)") }
    for text in ["", "R-7", "episode", "taxi 4", "Unit 2"] { #expect(!isNeeded(text), "\(text)") }
    var texts = Texts()
    #expect(Dimension.tag.value(texts.intern("Unit 2"), in: texts) == "Unit 2")
    #expect(Dimension.unit.value(texts.intern("unit 2"), in: texts) == "2")
}

@Test(
    arguments: [
        ("R-7", "tax QW", false, "R-7; tax QW"), ("tax QE", "tax QW; episode 1", false, "tax QE; episode 1"),
        ("tax QE; episode 2", "tax QW", true, "episode 2; tax QW"), ("a", "b", false, "a; b"), ("a", "b", true, "b"),
        ("a", "a", false, "a"), ("", "b", false, "b"),
    ] as [(String, String, Bool, String)])
func `a rule's words come beside the record's own, or replace those of the same dimension`(
    own: String, rule: String, replaces: Bool, sum: String
) {
    #expect(TagWords(TagWords(own).adding(TagWords(rule), replaces: replaces).text) == TagWords(sum))
}

@Test func `a semicolon in a value begins no other word`() {
    #expect(TagWords(CodingValues.tag("", episode: "1; tax QW", location: ""))[.tax] == "")
    #expect(
        CodingValues.tag("t", episode: "1", location: "P", unit: "2", tax: "QW")
            == "t; episode 1; location P; unit 2; tax QW")
}
