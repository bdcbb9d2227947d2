import CostModel
import RoundTrip
import Sheets
import Tables
import Testing

private func remarks(_ edit: (inout Workbook) -> Void) throws -> [String] {
    FormEdits(try ReturnedForm(FormBook.bytes(edit))).remarks.map { remark in
        "\(remark.code.rawValue) \(remark.address) \(remark.account) \(remark.was) \(remark.found)"
    }
}

@Test func `rows are known by their key, whatever their order`() throws {
    let form = try ReturnedForm(
        FormBook.bytes { book in
            FormBook.typed([("10", "rate", FormBook.number("3100")), ("30", "note", .text("Two desks"))])(&book)
            book.sheets[0].lines.swapAt(0, 2)
            book.sheets[0].lines.insert(Line(.category, [.blank, .text("Office")]), at: 1)
            for index in book.sheets[0].lines.indices where book.sheets[0].lines[index].cells.count > 2 {
                book.sheets[0].lines[index].cells.swapAt(2, 9)
            }
            book.sheets[0].columns.swapAt(2, 9)
        })
    let edits = FormEdits(form)
    #expect(edits.remarks.isEmpty && edits.isMoved)
    #expect(edits.edits.map(\.account) == ["10", "30"])
    #expect(edits.edits[0].cells.map(\.address) == ["Cost to Complete!F8"])
    #expect(edits.edits[1].cells.map(\.address) == ["Cost to Complete!C5"])
}

@Test func `what was done to rows and locked cells is said cell by cell`() throws {
    let description = try remarks { $0.sheets[0].lines[1].cells[1] = .text("Cameras") }
    #expect(description == ["cell-locked Cost to Complete!B6 20 Camera Cameras"])
    let twice = try remarks { $0.sheets[0].lines.append($0.sheets[0].lines[3]) }
    #expect(twice == ["estimate-cell Cost to Complete!K8 40  40"])
    let unknown = try remarks { $0.sheets[0].lines[2].cells[10] = .text("99") }
    #expect(unknown == ["estimate-remark Cost to Complete 30  ", "estimate-cell Cost to Complete!K7 99  99"])
    let deleted = try remarks { $0.sheets[0].lines.remove(at: 3) }
    #expect(deleted == ["estimate-remark Cost to Complete 40  "])
    let inserted = try remarks {
        var cells = Array(repeating: Cell.blank, count: 11)
        cells[6] = Cell(FormBook.number("77"))
        $0.sheets[0].lines.insert(Line(.detail, cells), at: 1)
    }
    #expect(inserted == ["estimate-cell Cost to Complete!G6   77"])
}

@Test func `a row whose account reads otherwise than its key gives nothing`() throws {
    let form = try ReturnedForm(
        FormBook.bytes { book in
            FormBook.typed([("10", "rate", FormBook.number("3100"))])(&book)
            // Sorted without the hidden column.
            book.sheets[0].lines[0].cells[0] = .text("20")
        })
    let edits = FormEdits(form)
    #expect(edits.edits.isEmpty)
    #expect(edits.remarks.map(\.code) == [.cellLocked, .estimateCell])
}

@Test func `a workbook without its form is refused with the reason`() throws {
    #expect(throws: FormRefusal.noForm) { try ReturnedForm(FormBook.bytes { $0.sheets.removeLast() }) }
    #expect(throws: FormRefusal.noKeys(sheet: "Cost to Complete")) {
        try ReturnedForm(FormBook.bytes { $0.sheets[0].columns[10].heading = "Mine" })
    }
    #expect(throws: FormRefusal.newerVersion("2")) {
        try ReturnedForm(FormBook.bytes { $0.sheets[1].lines[0].cells[2] = .text("2") })
    }
    #expect(throws: (any Error).self) { try ReturnedForm(Array("Date,Account\n".utf8)) }
    #expect(RawWorkbook.hasSheet(EstimateForm.sheetName, in: try FormBook.bytes()))
    #expect(!RawWorkbook.hasSheet(EstimateForm.sheetName, in: try FormBook.bytes { $0.sheets.removeLast() }))
}

@Test func `a change on any other sheet is said where the workbook that went out is at hand`() throws {
    func book(_ edit: (inout Workbook) -> Void) throws -> [UInt8] {
        try FormBook.bytes { book in
            var other = Sheet(
                name: "Topsheet", header: FormBook.header, columns: [Column("A", .text), Column("B", .cents)])
            other.lines = [
                Line(.detail, [.text("Grips"), .money(Money(100, .usd))]),
                Line(.grand, [.text("Total"), .formula("SUM(B5:B5)", Money(100, .usd))]),
            ]
            book.sheets.insert(other, at: 0)
            edit(&book)
        }
    }
    let original = try RawWorkbook.read(book { _ in })
    let form = try ReturnedForm(
        book {
            $0.sheets[0].lines[0].cells[0] = .text("Grip")
            $0.sheets[0].lines[1].cells[1] = .money(Money(1, .usd))
        })
    #expect(OtherSheets.isOriginal(original, of: form))
    let said = OtherSheets.remarks(form, FormEdits(form), original: original).map {
        "\($0.address) \($0.was) \($0.found)"
    }
    #expect(said == ["Topsheet!A5 Grips Grip", "Topsheet!B6 =SUM(B5:B5) 0.01"])
}

@Test func `a patch is one that the patch program takes`() {
    let old = Array("a\nb\nc\nd\n".utf8)
    #expect(
        ForecastPatch.text("f.csv", old: old, new: old + Array("e\n".utf8), notes: ["by R"])
            == "# by R\n--- a/f.csv\n+++ b/f.csv\n@@ -2,3 +2,4 @@\n b\n c\n d\n+e\n")
    #expect(
        ForecastPatch.text("f.csv", old: Array("a\nb".utf8), new: Array("a\nb\nc\n".utf8), notes: [])
            == "--- a/f.csv\n+++ b/f.csv\n@@ -1,2 +1,3 @@\n a\n-b\n\\ No newline at end of file\n+b\n+c\n")
    #expect(
        ForecastPatch.text("f.csv", old: nil, new: Array("a\n".utf8), notes: [])
            == "--- /dev/null\n+++ b/f.csv\n@@ -0,0 +1,1 @@\n+a\n")
}
