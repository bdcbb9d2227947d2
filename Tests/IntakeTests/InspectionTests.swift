import CostModel
import Foundation
import Intake
import Tables
import TestSupport
import Testing

private func inspect(_ text: String, _ profiles: [Profile] = []) -> Inspection {
    Intake.inspect(SourceBytes(path: "in.csv", bytes: Array(text.utf8)), profiles: ProfileSet(profiles), currency: nil)
}

@Test func `the files of the spectrum come out exactly`() throws {
    let folder = repositoryRoot + "/Tests/Spectrum"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".csv") }.sorted()
    #expect(names.count >= 12)
    for name in names {
        let source = SourceBytes(path: name, bytes: try SourceBytes.read(folder + "/" + name).bytes)
        let inspection = Intake.inspect(source, profiles: ProfileSet(), currency: nil)
        try expectGolden(try inspection.json(), at: folder + "/" + name.replacing(".csv", with: ".json"))
        // What is written is the same table when it is read again.
        let again = Intake.inspect(
            SourceBytes(path: name, bytes: Array(inspection.csv.utf8)), profiles: ProfileSet(), currency: nil)
        #expect(again.columns == inspection.columns, "\(name)")
        #expect(again.rows == inspection.rows, "\(name)")
        #expect(again.csv == inspection.csv, "\(name)")
    }
}

@Test func `an unknown file is still shown as a table`() {
    let inspection = inspect(
        "Title,,\n\"as of today\",,\n,,\nName,Age,Town\nAna,31,Rome\n\nBo,,\"a,\n\"\"b\"\"\"\nCy,3,\n")
    #expect(inspection.columns == ["Name", "Age", "Town"])
    #expect(inspection.rows == [["Ana", "31", "Rome"], ["Bo", "", "a,\n\"b\""], ["Cy", "3", ""]])
    #expect(inspection.ignored.map(\.line) == [1, 2, 3, 6])
    #expect(inspection.header == 4)
    #expect(inspection.profile == nil)
    #expect(inspection.csv == "Name,Age,Town\r\nAna,31,Rome\r\nBo,,\"a,\n\"\"b\"\"\"\r\nCy,3,\r\n")
}

@Test func `the profile that fits is found`() {
    let header = "Date,Card Member,Merchant,Amount,Account,Set,Description,Receipt,PO #,Amex Ref\n"
    let inspection = inspect(
        header + "4/5/26,Ana,LAMP,$3.00,2700,004,Lamps,Y,,3202\nx,Ana,LAMP,$3.00,2700,,,,,\n", shipped.profiles)
    #expect(inspection.profile == "card-coding")
    #expect(inspection.fits.first?.name == "card-coding")
    #expect(inspection.fits.first?.missing == [])
    #expect(inspection.rows.count == 2)
    #expect(inspection.diagnostics.map(\.code) == [.dateUnreadable])
}

@Test func `of several profiles the one with more headings is taken, and a tie is an error`() throws {
    func profile(_ name: String, _ extra: String) throws -> Profile {
        try ProfileFile.parse(
            "title: x\nkind: invoice-line\nmatch: [Date, Amount]\nday: yyyy-MM-dd\ncolumns: { date: Date\(extra) }\namount: Amount\n",
            name: name, path: name)
    }
    let text = "Date,Amount,Vendor\n2026-04-01,1.00,A\n"
    let narrow = try profile("narrow", "")
    let wide = try profile("wide", ", party: { heading: Vendor, optional: yes }")
    #expect(inspect(text, [narrow, wide]).profile == "wide")
    let tie = inspect(text, [narrow, try profile("other", "")])
    #expect(tie.profile == nil)
    #expect(tie.diagnostics.map(\.message) == ["fits more than one profile: narrow, other"])
    let none = inspect("Day,Sum\n1,2\n", [narrow, wide])
    #expect(none.diagnostics.first?.hint.hasPrefix("it has no heading that any profile knows") == true)
    let near = inspect("Day,Amount\n1,2\n", [narrow, wide])
    #expect(
        near.diagnostics.first?.hint.hasPrefix("the nearest is narrow, which also needs \"Date\" (is that \"Day\"?);")
            == true)
}

@Test func `the same file and profiles give the same bytes, which are JSON`() throws {
    let text = "A,B\n\"\\\"\"\u{1B}\u{7F}\t\n\",\u{2028}é😀\n"
    let first = try inspect(text).json()
    #expect(try first == inspect(text).json())
    let object = try JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: Any]
    #expect(object?["rows"] as? [[String]] == [["\\\"\u{1B}\u{7F}\t\n", "\u{2028}é😀"]])
    #expect(
        object?.keys.sorted() == [
            "columns", "diagnostics", "dialect", "encoding", "file", "format", "ignored", "profile", "profiles", "rows",
            "sha256",
        ])
}

@Test func `inspecting nothing at all works`() {
    #expect(inspect("").rows.isEmpty)
    #expect(inspect("", shipped.profiles).diagnostics.map(\.code) == [.fileEmpty])
    #expect(inspect("\n\n").columns.isEmpty)
    #expect(inspect("\u{FEFF}").encoding == .utf8Marked)
}

@Test func `the name of a group stands in each of its rows`() throws {
    let profile = try ProfileFile.parse(
        """
        title: Grouped
        kind: ledger-line
        match: [Date, Amount]
        day: MM/dd/yyyy
        columns: { date: Date }
        amount: Amount
        groups: { field: account, column: 1, take: first-word }

        """, name: "grouped", path: "grouped.yaml")
    let inspection = inspect(
        ",Date,Amount\n2210 Camera,,\n,04/01/2026,1.00\n3510 Sites,,\n,04/02/2026,2.00\n", [profile])
    #expect(inspection.csv == ",Date,Amount\r\n2210,04/01/2026,1.00\r\n3510,04/02/2026,2.00\r\n")
    #expect(inspection.ignored.map(\.reason) == ["group", "group"])
}
