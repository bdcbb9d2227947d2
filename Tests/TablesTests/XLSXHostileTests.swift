import CostModel
import Foundation
import Tables
import TestSupport
import Testing

/// Cells of a book that is well but for one thing.
private let good = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"

private func parts(_ change: (inout [Book.Part]) -> Void) -> [Book.Part] {
    var parts = Book(good).parts
    change(&parts)
    return parts
}

private func sheet(_ text: String) -> [UInt8] { Zip.packed(replacing("xl/worksheets/sheet1.xml", text)) }

private func replacing(_ name: String, _ text: String) -> [Book.Part] {
    parts { parts in
        parts.removeAll { $0.name == name }
        parts.append((name, Array(text.utf8)))
    }
}

private func rows(_ text: String) -> [UInt8] { sheet("<worksheet><sheetData>\(text)</sheetData></worksheet>") }

private func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }

private struct Hostile: Sendable, CustomStringConvertible {
    var title: String
    var fault: ContainerFault
    var bytes: @Sendable () -> [UInt8]
    var description: String { title }

    init(_ title: String, _ fault: ContainerFault, _ bytes: @escaping @Sendable () -> [UInt8]) {
        (self.title, self.fault, self.bytes) = (title, fault, bytes)
    }
}

private let sheetPart = "xl/worksheets/sheet1.xml"
private let laugh =
    "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><worksheet><sheetData><row><c t=\"str\"><v>&c;</v></c></row></sheetData></worksheet>"
private let outside =
    "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>"

private let containers: [Hostile] = [
    Hostile("a zip without a workbook", .foreign(.zip)) { Zip.stored([("notes.txt", [1])]) },
    Hostile("a zip in a zip", .foreign(.zip)) { Zip.stored([("book.xlsx", Book(good).bytes)]) },
    Hostile("an empty zip", .foreign(.zip)) { Zip.stored([]) },
    Hostile("OpenDocument", .foreign(.openDocument)) { Zip.stored([("mimetype", [1]), ("content.xml", [1])]) },
    Hostile("Numbers", .foreign(.numbers)) { Zip.stored([("Index/Document.iwa", [1])]) },
    Hostile("a binary workbook", .foreign(.binaryWorkbook)) {
        Zip.stored(replacing("_rels/.rels", Book("").relationships([("a", "officeDocument", "xl/workbook.bin")])))
    },
    Hostile(
        "a word processor's document", .partDamaged(part: "word/document.xml", "no element found in line 1 of its XML")
    ) {
        Zip.stored([
            ("_rels/.rels", Array(Book("").relationships([("a", "officeDocument", "word/document.xml")]).utf8)),
            ("word/document.xml", []),
        ])
    },
    Hostile("a part twice", .partRepeated(part: sheetPart)) {
        Zip.stored(parts { $0.append((sheetPart, [1])) })
    },
    Hostile("a part twice in another spelling", .partRepeated(part: "XL\\worksheets\\SHEET1.xml")) {
        Zip.stored(parts { $0.append(("XL\\worksheets\\SHEET1.xml", [1])) })
    },
    Hostile("encrypted", .partEncrypted(part: "x")) {
        Zip.stored(parts { $0.append(("x", [1])) }, Zip.Lie(flags: 1))
    },
    Hostile("packed otherwise", .methodUnknown(part: "x")) {
        Zip.stored(parts { $0.append(("x", [1])) }, Zip.Lie(method: 12))
    },
    Hostile("larger than the file", .partsOverlap) {
        Zip.stored(parts { $0.append(("x", [1])) }, Zip.Lie(packedSize: 1 << 30))
    },
    Hostile("larger together than the file", .partsOverlap) {
        Zip.stored(parts { $0.append(("x", [1])) }, Zip.Lie(packedSize: 2000))
    },
    Hostile("too many parts", .entries(2006)) {
        Zip.stored(parts { $0 += (0..<2000).map { ("media/\($0)", []) } })
    },
    Hostile("more parts than are counted", .directory(bytes: 1_242_890)) {
        Zip.stored((0..<22_000).map { ("media/\($0)", []) }, Zip.Lie(countOfEntries: 1))
    },
    Hostile("a bomb that says so", .expansion(part: "x")) {
        Zip.stored(parts { $0.append(("x", [1])) }, Zip.Lie(method: 8, size: 1 << 30))
    },
    Hostile("a sheet that is not there", .partMissing(part: sheetPart)) {
        Zip.stored(parts { $0.removeAll { $0.name == sheetPart } })
    },
    Hostile("texts that are not there", .textMissing(line: 1)) { rows("<row><c t=\"s\"><v>0</v></c></row>") },
    Hostile("no sheets", .noSheet) { Zip.stored(replacing("xl/workbook.xml", "<workbook/>")) },
    Hostile("too many sheets", .sheets(Limits.sheetCountMax)) {
        Zip.stored(replacing("xl/workbook.xml", "<workbook>\(times(1001, "<sheet name=\"a\" id=\"s1\"/>"))</workbook>"))
    },
    Hostile("too many formats", .formats(Limits.cellFormatsMax)) {
        Zip.packed(replacing("xl/styles.xml", "<a><cellXfs>\(times(100_001, "<xf/>"))</cellXfs></a>"))
    },
]

private let sheets: [Hostile] = [
    Hostile("entities that grow", .documentType(part: sheetPart)) { sheet(laugh) },
    Hostile("an entity from outside", .documentType(part: sheetPart)) { sheet(outside) },
    Hostile("a document type in the relationships", .documentType(part: "_rels/.rels")) {
        Zip.stored(replacing("_rels/.rels", "<!DOCTYPE a><Relationships/>"))
    },
    Hostile("a document type in the styles", .documentType(part: "xl/styles.xml")) {
        Zip.stored(replacing("xl/styles.xml", "<!DOCTYPE a SYSTEM \"http://localhost/\"><styleSheet/>"))
    },
    Hostile("a bomb that does not say so", .expansion(part: sheetPart)) {
        rows("<row><c><v>1</v></c></row>" + times(40_000_000, " "))
    },
    Hostile("nested too deep", .depth(part: sheetPart)) { sheet(times(100_000, "<a>")) },
    Hostile("too many names of elements", .names(part: sheetPart)) {
        rows((0..<5000).map { "<name\($0)/>" }.joined())
    },
    Hostile("too many names of attributes", .names(part: sheetPart)) {
        rows((0..<5000).map { "<row n\($0)=\"\"/>" }.joined())
    },
    Hostile("a tag without end", .tag(part: sheetPart)) { sheet("<worksheet a=\"\(times(1_500_000, "a"))") },
    Hostile("a comment without end", .tag(part: sheetPart)) { sheet("<worksheet><!--\(times(1_500_000, "a"))") },
    Hostile("a row far beyond the last", .rows(line: 1, row: 4_294_967_295)) {
        rows(good + "<row r=\"4294967295\"><c><v>1</v></c></row>")
    },
    Hostile("a row beyond counting", .rows(line: 0, row: .max)) { rows("<row r=\"99999999999999999999999\"/>") },
    Hostile("a row that is no number", .rows(line: 0, row: .max)) { rows("<row r=\"x\"/>") },
    Hostile("rows out of order", .orderBroken(line: 2)) { rows("<row r=\"2\"/><row r=\"1\"/>") },
    Hostile("a row twice", .orderBroken(line: 2)) { rows("<row r=\"2\"/><row r=\"2\"/>") },
    Hostile("row 0", .orderBroken(line: 0)) { rows("<row r=\"0\"/>") },
    Hostile("cells out of order", .orderBroken(line: 1)) { rows("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>") },
    Hostile("a cell twice", .orderBroken(line: 1)) { rows("<row r=\"1\"><c r=\"B1\"/><c r=\"B1\"/></row>") },
    Hostile("a cell of another row", .orderBroken(line: 1)) { rows("<row r=\"1\"><c r=\"A2\"/></row>") },
    Hostile("a cell nowhere", .orderBroken(line: 1)) { rows("<row r=\"1\"><c r=\"1A\"/></row>") },
    Hostile("XML that ends early", .partDamaged(part: sheetPart, "no element found in line 1 of its XML")) {
        sheet("<worksheet><sheetData>")
    },
    Hostile("no XML", .partDamaged(part: sheetPart, "not well-formed (invalid token) in line 1 of its XML")) {
        sheet("PK\u{1}\u{2}")
    },
    Hostile("a text without end among the shared ones", .textTooLong(part: "xl/sharedStrings.xml")) {
        var book = Book(good)
        book.strings = "<si><t>\(times(2_000_000, "ab"))</t></si>"
        return Zip.packed(book.parts)
    },
    Hostile("one text in a million cells", .tableTooLarge(line: 1)) {
        var book = Book(times(200, "<row>\(times(500, "<c t=\"s\"><v>0</v></c>"))</row>"))
        book.strings = "<si><t>\(times(1_000_000, "a"))</t></si>"
        return Zip.packed(book.parts)
    },
    Hostile("cells far to the right", .tableTooLarge(line: 16_281)) {
        rows((1...100_000).map { "<row r=\"\($0)\"><c r=\"SR\($0)\"><v>1</v></c></row>" }.joined())
    },
]

@Test(arguments: containers + sheets)
private func `what would do harm is refused, and the reason said`(one: Hostile) {
    let table = Table.read(one.bytes())
    #expect(table.problems == [.container(one.fault)])
    let diagnostic = Diagnostic(table.problems.first ?? .empty, file: "book.xlsx")
    #expect(diagnostic.code == (one.fault.isLimit ? .containerLimit : .containerRefused))
    #expect(diagnostic.severity == .error && !diagnostic.hint.isEmpty)
}

@Test func `limits of every table hold for workbooks too`() {
    #expect(
        Table.read(rows("<row r=\"1\"><c r=\"SS1\"><v>1</v></c></row>")).problems == [.rowTooWide(line: 1, cells: 513)])
    #expect(
        Table.read(rows("<row r=\"1\"><c r=\"ZZZZZZZZZZ1\"><v>1</v></c></row>")).isRefused)
    let long = times(Limits.fieldBytesMax + 1, "a")
    for cell in ["<c t=\"str\"><v>\(long)</v></c>", "<c t=\"inlineStr\"><is><t>\(long)</t></is></c>"] {
        #expect(Table.read(rows("<row/><row>\(cell)</row>")).problems == [.cellTooLong(line: 2)])
    }
}

private let office: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
private let stream: [UInt8] = Array("xEEncryptedPackage".utf8).flatMap { byte -> [UInt8] in [byte, 0] }

private let beginnings: [(bytes: [UInt8], format: ForeignFormat)] = [
    (office + [0, 0], .oldWorkbook), (office + stream, .lockedWorkbook),
    (Array("%PDF-1.7\n".utf8), .pdf), (Array("\u{FEFF}\r\n <!DOCTYPE html><html>".utf8), .html),
    (Array("<table><tr><td>1</td></tr></table>".utf8), .html), (Array("<meta charset=utf-8><table>".utf8), .html),
    (Array("<?xml version=\"1.0\"?><html>".utf8), .html),
    (
        Array("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">".utf8),
        .xmlWorkbook
    ),
    ([0x50, 0x4B, 0x05, 0x06] + [UInt8](repeating: 0, count: 18), .zip), ([0x50, 0x4B, 0x07, 0x08], .zip),
]

@Test(arguments: beginnings)
private func `what is no table is known by its first bytes`(bytes: [UInt8], format: ForeignFormat) {
    #expect(Table.read(bytes).problems == [.container(.foreign(format))])
}

@Test func `a CSV is a CSV, whatever its name and its first character`() {
    for text in ["Date,Amount\n2026-03-02,5\n", "<none>,5\n", "%PDF,1\n", "PK,1\n"] {
        #expect(Table.read(Array(text.utf8)).container == .text)
        #expect(!Table.read(Array(text.utf8)).isRefused)
    }
}

private let whole: [UInt8] = {
    var book = Book(
        (1...40).map {
            "<row r=\"\($0)\"><c r=\"A\($0)\" t=\"s\"><v>\($0 % 2)</v></c><c r=\"B\($0)\" s=\"1\"><v>\(46000 + $0)</v></c>"
                + "<c r=\"C\($0)\"><f>1+\($0)</f><v>\($0).5</v></c><c r=\"E\($0)\" t=\"inlineStr\"><is><t>a&amp;b</t></is></c></row>"
        }.joined())
    book.strings = "<si><t>one</t></si><si><r><t>tw</t></r><r><t>o</t></r></si>"
    book.formats = ["yyyy-mm-dd"]
    return Zip.stored(book.parts)
}()

@Test func `a damaged workbook is a table or a reason, never a crash`() {
    let packed = Zip.packed(
        Book(times(50, "<row><c t=\"inlineStr\"><is><t>abc</t></is></c><c><v>12.5</v></c></row>")).parts)
    #expect(Table.read(whole).rowCount == 40 && Table.read(packed).rowCount == 50)
    forAll(cases: 300) { random in
        var bytes = Bool.random(using: &random) ? whole : packed
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            bytes[Int.random(in: 4..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            bytes.removeLast(Int.random(in: 1..<bytes.count - 4, using: &random))
        }
        let table = Table.read(bytes)
        return table.isRefused || table.rowCount > 0 || !table.problems.isEmpty
    }
}

/// Checksums do not shield what is behind them here: the XML itself is damaged.
@Test func `damaged XML in a sound container is a table or a reason`() {
    let sound = Book(
        "<row r=\"1\"><c r=\"A1\" s=\"1\"><f>1</f><v>1E5</v></c><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>a_x000D_</t></is></c></row>"
    )
    forAll(cases: 300) { random in
        var parts = sound.parts
        let index = Int.random(in: 1..<parts.count, using: &random)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<parts[index].data.count, using: &random)
            let alphabet = Array("<>/\"= 019AZrcvstf&;_x".utf8)
            parts[index].data[place] = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        }
        let table = Table.read(Zip.stored(parts))
        return table.isRefused || table.rowCount > 0 || !table.problems.isEmpty
    }
}
