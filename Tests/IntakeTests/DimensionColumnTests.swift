import CostModel
import Intake
import Settings
import Testing

private func profile(_ columns: String, key: String = "") -> String {
    """
    title: Log
    kind: invoice-line
    match: [Date, Vendor, Account, Amount]
    day: yyyy-MM-dd
    \(key)
    columns: { date: Date, party: Vendor, account: Account, \(columns) }
    amount: Amount

    """
}

private let log = """
    Date,Vendor,Account,Amount,Ep,Loc,Unit,Tax,Tags
    2026-05-12,Otto,3200-05,10.00,101,Pier 4,Main,QW,night
    2026-05-12,Otto,3200-05,10.00,101,Pier 4,Main,QW,night
    2026-05-12,Otto,3200-05,10.00,,,,,
    2026-05-12,Otto,3200-05,10.00,102,"Pier 4; north",,,

    """

@Test func `episode, location, unit and tax tag of a row become words of its tag`() throws {
    let read = try Read(log, profile("episode: Ep, location: Loc, unit: Unit, tax: Tax, tag: Tags"))
    #expect(read.headlines == [])
    #expect(
        read.lines { record, texts in [texts[record.tag]] } == [
            "night; episode 101; location Pier 4; unit Main; tax QW",
            "night; episode 101; location Pier 4; unit Main; tax QW", "", "episode 102; location Pier 4, north",
        ])
}

@Test func `a word may be the same in every record, mapped or joined`() throws {
    let read = try Read(
        log,
        profile(
            "episode: { text: \"200\" }, location: { join: [Loc, Unit], with: \"/\" }, "
                + "tax: { heading: Tax, map: { QW: Wages }, otherwise: NQ }"))
    #expect(
        read.lines { record, texts in [texts[record.tag]] } == [
            "episode 200; location Pier 4/Main; tax Wages", "episode 200; location Pier 4/Main; tax Wages",
            "episode 200",
            "episode 200; location Pier 4, north",
        ])
}

@Test func `a row whose words are blank has the fingerprint that it always had`() throws {
    let plain = try Read(log, profile("tag: { heading: None, optional: yes }"))
    let words = try Read(log, profile("episode: Ep, tag: { heading: None, optional: yes }"))
    let prints = [plain, words].map { read in
        read.reading.rows.map { $0.record.fingerprint(in: read.texts) }
    }
    #expect(prints[0][2] == prints[1][2])
    #expect(prints[0][0] != prints[1][0])
}

@Test func `a key cannot name a word of the tag, and a key of the tag holds the words`() throws {
    let failure = #expect(throws: SettingsFailure.self) {
        try ProfileFile.parse(profile("episode: Ep", key: "key: [party, episode]"), name: "p", path: "p.yaml")
    }
    #expect(failure?.description.contains("is a word of the tag") == true)
    let read = try Read(log, profile("episode: Ep", key: "key: [party, tag]"))
    let keys = read.reading.rows.map(\.key)
    #expect(keys[0] == keys[1])
    #expect(keys[0] != keys[3])
}
