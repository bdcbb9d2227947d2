import CostModel
import Intake
import Settings
import TestSupport
import Testing

private let profile = """
    title: T
    kind: timecard-day
    match: [Date, Name]
    day: yyyy-MM-dd
    columns:
      date: Date
      party: Name
      account: { text: "2210" }
      details: { join: [Call|In, M1 Out, M1 In, M2 Out, M2 In, Wrap], as: clock, optional: true }

    """

@Test(
    arguments: [
        ("Call,M1 Out,M1 In,M2 Out,M2 In,Wrap", "7.0,13.0,13.5,,,20.2", "in 7.0; meal 13.0-13.5; out 20.2"),
        ("Call,M1 Out,M1 In,M2 Out,M2 In,Wrap", "7.0,,,13.0,13.5,20.2", "in 7.0; meal 13.0-13.5; out 20.2"),
        ("Call,M1 Out,M1 In,M2 Out,M2 In,Wrap", ",13.0,,,,", "in ?; meal 13.0-?; out ?"),
        ("Call,M1 Out,M1 In,M2 Out,M2 In,Wrap", ",,,,,", ""), ("In,Wrap", "7.0,15.0", "in 7.0; out 15.0"),
        ("Wrap,M1 In,M1 Out,In", "20:12,13:30,13:00,7:00", "in 7:00; meal 13:00-13:30; out 20:12"), ("Hrs", "8.0", ""),
    ] as [(String, String, String)])
func `cells of a clock become one text, each at its place`(headings: String, cells: String, clock: String) throws {
    let read = try Read("Date,Name,\(headings)\n2026-05-12,Ana,\(cells)\n", profile)
    #expect(read.lines { record, texts in [texts[record.details]] } == [clock])
    #expect(read.headlines.isEmpty)
}

@Test func `a clock has a column in, a column out, and pairs between them`() {
    for columns in ["[Call]", "[Call, M1 Out, Wrap]"] {
        let text = profile.replacing("[Call|In, M1 Out, M1 In, M2 Out, M2 In, Wrap]", with: columns)
        let failure = #expect(throws: SettingsFailure.self) { try ProfileFile.parse(text, name: "t", path: "t.yaml") }
        #expect(failure?.description.contains("to be a clock") == true)
    }
}
