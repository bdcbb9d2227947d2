import CostModel
import Tables
import TestSupport
import Testing

private func cell(_ place: String, _ value: String) -> String { "<c r=\"\(place)\"><v>\(value)</v></c>" }

@Test(
    arguments: [
        (
            "cells by their places", "<row r=\"1\">\(cell("B1", "1"))\(cell("D1", "2"))</row>", [["", "1", "", "2"]],
            [1]
        ),
        (
            "cells without a place", "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>",
            [["1", "", "2"], ["3"]], [1, 2]
        ),
        (
            "both", "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
            [[], ["", "1", "2"], ["3"]], [1, 2, 3]
        ),
        (
            "blank rows between",
            "<row r=\"2\">\(cell("A2", "1"))</row><row r=\"3\"/><row r=\"5\">\(cell("A5", "2"))</row>",
            [[], ["1"], [], [], ["2"]], [1, 2, 3, 4, 5]
        ),
        (
            "formats without a value are no cells",
            "<row r=\"1\">\(cell("A1", "1"))<c r=\"B1\" s=\"1\"/><c r=\"XFD1\" s=\"1\"/></row><row r=\"2\"><c r=\"A2\"/></row>",
            [["1"]], [1]
        ),
        ("beyond Z", "<row r=\"1\">\(cell("AB1", "1"))</row>", [Array(repeating: "", count: 27) + ["1"]], [1]),
        (
            "other things between",
            "<row r=\"1\"><extLst/>\(cell("A1", "1"))</row><!-- --><other><row r=\"1\"/></other>",
            [["1"]], [1]
        ),
        ("nothing", "", [], []),
    ] as [(String, String, [[String]], [Int])])
func `cells and rows keep their places`(title: String, sheet: String, expected: [[String]], numbers: [Int]) {
    let table = Book(sheet).read()
    #expect(rows(table) == expected, "\(title) \(table.problems)")
    #expect(lines(table) == numbers, "\(title)")
    #expect(table.problems == (expected.isEmpty ? [.empty] : []))
    #expect(table.container == .xlsx)
}

@Test func `sheets come in the order of their tabs, and only what no person can open is left out`() {
    var book = Book("")
    book.sheets = ["Cover", "Lookup", "Costs", "Notes"].map { ($0, "<row r=\"2\">\(cell("B2", "7"))</row>") }
    book.sheetAttributes = ["", "state=\"veryHidden\"", "state=\"hidden\"", ""]
    let table = book.read()
    #expect(table.sheets.map(\.name) == ["Cover", "Costs", "Notes"])
    #expect(table.sheets.map(\.firstRow) == [0, 2, 4])
    #expect(lines(table) == [1, 2] + [(1, 1), (1, 2), (2, 1), (2, 2)].map { Int(SourceLine(sheet: $0, row: $1).raw) })
    #expect((0..<6).map { table.sheet(ofRow: $0) } == [0, 0, 1, 1, 2, 2])
    let place = table.place(ofCell: 1, inRow: 3)
    #expect(place.line == Int(SourceLine(sheet: 1, row: 2).raw) && place.column == 2)
}

@Test func `strict workbooks say the same under other addresses`() {
    var book = Book("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>")
    book.strings = "<si><t>strict</t></si>"
    book.namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    book.relationshipBase = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    #expect(rows(book.read()) == [["strict"]])
}

@Test func `parts are found where the relationships say, whatever they are called`() {
    let relation = Book("").relationships
    let sheet =
        "<x:worksheet xmlns:x=\"m\"><x:dimension ref=\"A1:XFD1048576\"/><x:sheetData><x:row r=\"1\">"
        + "<x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>odd</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"
    let book =
        "<x:workbook xmlns:x=\"m\" xmlns:q=\"r\"><x:sheets><x:sheet name=\"One\" sheetId=\"9\" q:id=\"z\"/>"
        + "<x:sheet name=\"Chart\" sheetId=\"2\" q:id=\"c\"/></x:sheets></x:workbook>"
    for (target, place) in [
        ("/data/tab.bin", "data/tab.bin"), ("../data/tab.bin", "data/tab.bin"), ("tab.bin", "odd/tab.bin"),
        ("./sub/../Tab.bin", "odd/tab.BIN"), ("sub\\tab.bin", "odd\\sub\\tab.bin"),
    ] {
        let table = Table.read(
            Zip.packed([
                ("_rels/.rels", Array(relation([("a", "officeDocument", "/odd/book.xml")]).utf8)),
                ("odd/book.xml", Array(book.utf8)),
                (
                    "odd/_rels/book.xml.rels",
                    Array(relation([("z", "worksheet", target), ("c", "chartsheet", "chart.xml")]).utf8)
                ),
                (place, Array(sheet.utf8)),
            ]))
        #expect(rows(table) == [["odd"]], "\(target) \(table.problems)")
        #expect(table.sheets.map(\.name) == ["One"])
    }
}

@Test func `XML in UTF-16 is XML`() {
    let text =
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet><sheetData><row><c t=\"str\"><v>é€😀</v></c></row>"
        + "</sheetData></worksheet>"
    var parts = Book("").parts.filter { $0.name != "xl/worksheets/sheet1.xml" }
    let units: [UInt8] = text.utf16.map { [UInt8($0 & 255), UInt8($0 >> 8)] }.reduce([0xFF, 0xFE], +)
    parts.append(("xl/worksheets/sheet1.xml", units))
    #expect(rows(Table.read(Zip.stored(parts))) == [["é€😀"]])
}

@Test func `cells that lie across the pieces in which a sheet is unpacked are whole`() {
    let all = (1...9000).map {
        "<row r=\"\($0)\"><c r=\"A\($0)\" t=\"inlineStr\"><is><t>row &amp; \($0)</t></is></c>\(cell("C\($0)", "\($0).25"))</row>"
    }
    let table = Table.read(Zip.packed(Book(all.joined()).parts))
    #expect(rows(table) == (1...9000).map { ["row & \($0)", "", "\($0).25"] })
}

@Test func `a stray cell far below costs no million rows`() {
    let table = Book("<row r=\"1\">\(cell("A1", "1"))</row><row r=\"1048576\">\(cell("A1048576", "2"))</row>").read()
    #expect(table.rowCount == Limits.blankRowsMax + 2)
    #expect(table.string(0, ofRow: table.rowCount - 1) == "2")
    #expect(table.line(ofRow: table.rowCount - 1) == 1_048_575 || table.line(ofRow: table.rowCount - 1) == 1_048_576)
    #expect(!table.isRefused)
}
