import CostModel
import Tables
import TestSupport
import Testing

/// One cell alone, and how it reads.
private func text(of cell: String, _ change: (inout Book) -> Void = { _ in }) -> String {
    var book = Book("<row r=\"1\">\(cell)</row>")
    change(&book)
    let table = book.read()
    guard !table.isRefused, table.rowCount == 1, table.width(ofRow: 0) == 1 else {
        return "\(table.problems) \(rows(table))"
    }
    return table.string(0, ofRow: 0)
}

@Test(arguments: [
    // As Excel writes what was typed.
    ("1234.5", "1234.5"), ("1500", "1500"), ("-250", "-250"), ("0", "0"), ("0.125", "0.125"), ("-0.5", "-0.5"),
    ("1234.5599999999999", "1234.56"), ("0.30000000000000004", "0.3"), ("99.990000000000009", "99.99"),
    ("0.1", "0.1"), ("2.9999999999999999E-2", "0.03"), ("1.1000000000000001", "1.1"),
    ("9.9999999999999995E-7", "0.000001"),
    ("999999999999999.9", "1000000000000000"), ("-4.0999999999999996", "-4.1"),
    // Long ids, in full where the file has them in full.
    ("12345678901234", "12345678901234"), ("1208800011112222", "1208800011112222"),
    ("1.23456789012345E+16", "12345678901234500"), ("1E+21", "1000000000000000000000"),
    ("1e3", "1000"), ("1.5E+3", "1500"), ("1.5E-3", "0.0015"), ("-1.5e2", "-150"),
    // As other programs write it.
    ("1500.0", "1500"), ("12.70", "12.7"), ("0.0", "0"), ("-0", "0"), ("-0.0", "0"), ("007", "7"), (".5", "0.5"),
    ("5.", "5"), ("+3", "3"), ("1E-12", "0.000000000001"),
    // A sum that should be zero.
    ("1.4551915228366852E-11", "0"), ("-5.6843418860808015E-14", "0"),
    // No numbers: never another one.
    ("1,5", "1,5"), ("abc", "abc"), ("1E", "1E"), ("1E999999999", "1E999999999"), ("NaN", "NaN"), ("--1", "--1"),
    ("1.2.3", "1.2.3"), ("-", "-"), ("1E400", "1E400"),
])
func `a number reads as it was typed`(value: String, expected: String) {
    #expect(text(of: "<c r=\"A1\"><v>\(value)</v></c>") == expected)
    #expect(text(of: "<c r=\"A1\" t=\"n\" s=\"1\"><v>\(value)</v></c>") { $0.formats = ["0.00%"] } == expected)
}

@Test(arguments: [
    ("<c r=\"A1\" t=\"b\"><v>1</v></c>", "TRUE"), ("<c r=\"A1\" t=\"b\"><v>0</v></c>", "FALSE"),
    ("<c r=\"A1\" t=\"b\"><v>true</v></c>", "TRUE"),
    ("<c r=\"A1\" t=\"e\"><v>#REF!</v></c>", "#REF!"), ("<c r=\"A1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "#DIV/0!"),
    ("<c r=\"A1\" t=\"str\"><f>A2</f><v>Grip &amp; Electric</v></c>", "Grip & Electric"),
    ("<c r=\"A1\" t=\"str\"><v>007</v></c>", "007"),
    ("<c r=\"A1\"><f>SUM(B1:B9)</f><v>1234.5</v></c>", "1234.5"),
    ("<c r=\"A1\"><f t=\"shared\" si=\"0\"/><v>12</v></c>", "12"),
    ("<c r=\"A1\"><v>12</v><f>6*2</f></c>", "12"),
    ("<c r=\"A1\" t=\"inlineStr\"><is><t>Otto Rentals</t></is></c>", "Otto Rentals"),
    (
        "<c r=\"A1\" t=\"inlineStr\"><is><r><rPr><b/></rPr><t>Otto </t></r><r><t>Rentals</t></r></is></c>",
        "Otto Rentals"
    ),
    ("<c r=\"A1\" t=\"inlineStr\"><is><t>課長</t><rPh sb=\"0\" eb=\"2\"><t>カチョウ</t></rPh></is></c>", "課長"),
    ("<c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> a </t></is></c>", " a "),
    ("<c r=\"A1\" t=\"inlineStr\"><is><t><![CDATA[<a>]]></t></is></c>", "<a>"),
    ("<c r=\"A1\" t=\"inlineStr\"><is><t>a_x000D_b_x005F_x_x00e9_</t></is></c>", "a\rb_xé"),
    ("<c r=\"A1\" t=\"inlineStr\"><is><t>_x_xD83D_ _x12</t></is></c>", "_x_xD83D_ _x12"),
    ("<c r=\"A1\" t=\"d\"><v>2026-03-02</v></c>", "2026-03-02"),
    ("<c r=\"A1\" t=\"d\"><v>2026-03-02T00:00:00</v></c>", "2026-03-02"),
    ("<c r=\"A1\" t=\"d\"><v>2026-03-02T07:30:00.000Z</v></c>", "2026-03-02 07:30:00"),
    ("<c r=\"A1\" t=\"d\"><v>T07:30</v></c>", "07:30:00"), ("<c r=\"A1\" t=\"d\"><v>soon</v></c>", "soon"),
    ("<c r=\"A1\" unknown=\"1\" t=\"str\"><v>a</v><extLst><ext><v>b</v></ext></extLst></c>", "a"),
    ("<x:c xmlns:x=\"x\" r=\"A1\"><x:v>5</x:v></x:c>", "5"),
])
func `each kind of cell reads as it shows`(cell: String, expected: String) {
    #expect(text(of: cell) == expected)
}

@Test(arguments: [
    ("<si><t>Vendor</t></si>", "Vendor"),
    ("<si><r><t>Lens </t></r><r><rPr><i/></rPr><t xml:space=\"preserve\">50 mm</t></r></si>", "Lens 50 mm"),
    ("<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/></si>", "東京"),
    ("<si><t>a_x000A_b</t></si>", "a\nb"), ("<si><t>Müller &lt;&#8364;&gt;</t></si>", "Müller <€>"),
])
func `shared strings are joined from their runs`(strings: String, expected: String) {
    let got = text(of: "<c r=\"A1\" t=\"s\"><v>0</v></c>") { $0.strings = strings }
    #expect(got == expected)
}

@Test(arguments: [
    ("yyyy\\-mm\\-dd", "46083", "2026-03-02"), ("m/d/yy", "46083", "2026-03-02"),
    ("d mmm yyyy;@", "46083", "2026-03-02"),
    ("[$-409]mmmm d, yyyy;@", "46083", "2026-03-02"), ("[$-F800]dddd, mmmm dd, yyyy", "46083", "2026-03-02"),
    ("mmm", "46083", "2026-03-02"), ("mm/yy", "46083", "2026-03-02"), ("m", "46083", "2026-03-02"),
    ("m/d/yy h:mm", "46083.291666666664", "2026-03-02 07:00:00"), ("m/d/yy h:mm", "46083", "2026-03-02"),
    ("yyyy-mm-dd", "46083.999999999", "2026-03-03"), ("dd.mm.yyyy hh:mm:ss", "46083.5", "2026-03-02 12:00:00"),
    ("h:mm AM/PM", "0.75", "18:00:00"), ("hh:mm", "46083.25", "06:00:00"), ("mm:ss", "0.5", "12:00:00"),
    ("[$-409]h:mm:ss AM/PM", "0.291666666666667", "07:00:00"), ("h:mm:ss.000", "0.5", "12:00:00"),
    ("[h]:mm", "1.0833333333333333", "26:00:00"), ("[hh]:mm:ss", "0.55", "13:12:00"), ("[mm]:ss", "0.5", "12:00:00"),
    ("[h]:mm", "5", "120:00:00"), ("[h]:mm", "-0.5", "-12:00:00"), ("[s]", "4.1666666666666664E-2", "01:00:00"),
    // None of them dates.
    ("#,##0.00", "46083", "46083"), ("0.00", "46083.5", "46083.5"), ("General", "46083", "46083"),
    ("@", "46083", "46083"),
    ("#,##0.00\\ \"days\"", "12.5", "12.5"), ("[Red]#,##0;[Red]-#,##0", "5", "5"), ("0.0\\d", "5", "5"),
    ("0_d_m", "5", "5"),
    ("&quot;day &quot;0", "5", "5"), ("[$USD] #,##0", "5", "5"), ("0.00E+00", "50000", "50000"), ("0%", "0.5", "0.5"),
    ("# ?/?", "0.5", "0.5"), ("#,##0.00 [$€-407]", "5", "5"), ("*-0", "5", "5"), ("yyyy", "-5", "-5"),
    // Out of the calendar: the number stays.
    ("yyyy-mm-dd", "2958465", "9999-12-31"), ("yyyy-mm-dd", "2958466", "2958466"),
    ("yyyy-mm-dd", "1E+10", "10000000000"),
    // The days that Lotus counted wrong.
    ("yyyy-mm-dd", "1", "1900-01-01"), ("yyyy-mm-dd", "59", "1900-02-28"), ("yyyy-mm-dd", "60", "1900-02-29"),
    ("yyyy-mm-dd", "61", "1900-03-01"), ("yyyy-mm-dd", "0", "1900-01-00"), ("m/d/yy h:mm", "0.5", "12:00:00"),
])
func `a format says whether a number is a day`(format: String, value: String, expected: String) {
    let got = text(of: "<c r=\"A1\" s=\"1\"><v>\(value)</v></c>") {
        $0.formats = [format.replacing("\"", with: "&quot;")]
    }
    #expect(got == expected, "\(format)")
}

@Test(arguments: [
    (14, "46083", "2026-03-02"), (15, "46083", "2026-03-02"), (16, "46083", "2026-03-02"), (17, "46083", "2026-03-02"),
    (18, "0.5", "12:00:00"), (19, "0.5", "12:00:00"), (20, "0.5", "12:00:00"), (21, "0.5", "12:00:00"),
    (22, "46083.5", "2026-03-02 12:00:00"), (27, "46083", "2026-03-02"), (36, "46083", "2026-03-02"),
    (45, "0.5", "12:00:00"), (46, "1.5", "36:00:00"), (47, "0.5", "12:00:00"), (50, "46083", "2026-03-02"),
    (58, "46083", "2026-03-02"), (0, "46083", "46083"), (1, "46083", "46083"), (4, "46083.5", "46083.5"),
    (9, "0.5", "0.5"), (37, "46083", "46083"), (44, "46083", "46083"), (48, "46083", "46083"), (49, "46083", "46083"),
])
func `built-in formats have no code in the file`(id: Int, value: String, expected: String) {
    #expect(text(of: "<c r=\"A1\" s=\"1\"><v>\(value)</v></c>") { $0.builtIns = [id] } == expected)
}

@Test(arguments: [
    ("44621", "2026-03-02"), ("0", "1904-01-01"), ("60", "1904-03-01"), ("44621.5", "2026-03-02 12:00:00"),
    ("0.5", "1904-01-01 12:00:00"), ("2957003", "9999-12-31"), ("2957004", "2957004"),
])
func `old Macs count from 1904`(value: String, expected: String) {
    let got = text(of: "<c r=\"A1\" s=\"1\"><v>\(value)</v></c>") {
        $0.formats = ["yyyy-mm-dd"]
        $0.workbookExtra = "<workbookPr date1904=\"1\"/>"
    }
    #expect(got == expected)
}

@Test(arguments: [
    ("<c r=\"A1\"><f>1+1</f></c>", ""), ("<c r=\"A1\"><f>1+1</f><v></v></c>", ""),
    ("<c r=\"A1\"><f>1+1</f><v/></c>", ""),
    ("<c r=\"A1\" s=\"1\"><f>TODAY()</f></c>", ""), ("<c r=\"A1\" t=\"b\"><f>A2=1</f></c>", ""),
    // Zero is what writers put there that do not compute, when the workbook asks to be computed.
    ("<c r=\"A1\"><f>SUM(B1:B9)</f><v>0</v></c>", "<calcPr fullCalcOnLoad=\"1\"/>"),
])
func `a formula that was never computed is no blank cell`(cell: String, workbook: String) {
    var book = Book("<row r=\"3\"><c r=\"A3\"><v>1</v></c>\(cell.replacing("A1\"", with: "C3\""))</row>")
    book.workbookExtra = workbook
    let table = book.read()
    #expect(rows(table) == [[], [], ["1", "", "#CALC!"]])
    #expect(table.problems == [.formulaUncomputed(line: 3, column: 3, more: 0)])
    #expect(!table.isRefused)
}

@Test func `formulas that give nothing or zero are taken at their word`() {
    #expect(text(of: "<c r=\"A1\"><f>1-1</f><v>0</v></c>") == "0")
    #expect(
        text(of: "<c r=\"A1\"><f>1+1</f><v>2</v></c>") { $0.workbookExtra = "<calcPr fullCalcOnLoad=\"1\"/>" } == "2")
    let table = Book("<row r=\"1\"><c r=\"A1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"B1\"><v>1</v></c></row>").read()
    #expect(rows(table) == [["", "1"]])
    #expect(table.problems.isEmpty)
}

@Test func `of many formulas without a value the first are told, and the rest counted`() {
    let table = Book((1...70).map { "<row><c><f>A\($0)</f></c></row>" }.joined()).read()
    #expect(table.problems.count == Limits.diagnosticsPerCodeMax)
    #expect(table.problems.first == .formulaUncomputed(line: 1, column: 1, more: 0))
    #expect(table.problems.last == .formulaUncomputed(line: 50, column: 1, more: 20))
}
