import CostModel
import Sheets
import Testing

private func book() -> Workbook {
    let header = Sheet.Header(title: "", subtitle: "", right: "", rightBelow: "", isDraft: false)
    func money(_ cents: Int64) -> Money { Money(cents, .usd) }
    let columns = [Column("Account", .text), Column("Cost", .money)]
    var detail = Sheet(name: "Cost Report", header: header, columns: columns)
    detail.lines = [
        Line(.detail, [.text("2000-10"), .money(money(1_234_56))]),
        Line(.detail, [.text("O'Hara"), .money(money(-5))]),
    ]
    var top = Sheet(name: "Topsheet", header: header, columns: columns)
    top.lines = [
        Line(.grand, [.text("Total"), .formula("ROUND(SUM('Cost Report'!B5:B6)+B9,2)", money(1_234_51))])
    ]
    return Workbook(title: "", company: "", date: .none, sheets: [top, detail])
}

@Test(arguments: ["Topsheet!B5", "'topsheet'!$B$5"])
func `a cell is found with its formula and what the formula names`(reference: String) throws {
    let cell = try #require(CellFinder(book()).cell(reference))
    #expect(cell.heading == "Cost")
    #expect(cell.text == "1,234.51")
    #expect(cell.precedents.map(\.address) == ["'Cost Report'!B5", "'Cost Report'!B6"])
    #expect(cell.precedents.map(\.label) == ["2000-10", "O'Hara"])
    #expect(cell.precedents.map(\.text) == ["1,234.56", "(0.05)"])
}

@Test(arguments: ["Topsheet!B4", "Topsheet!C5", "Topsheet!B6", "Nowhere!B5", "Topsheet!5B", "B5"])
func `a cell that is not there is none`(reference: String) {
    #expect(CellFinder(book()).cell(reference) == nil)
}

@Test func `a cell of values shows its row`() throws {
    let cell = try #require(CellFinder(book()).cell("cost report!A6"))
    #expect(cell.formula == "")
    #expect(cell["Account"] == "O'Hara")
    #expect(cell["Cost"] == "(0.05)")
}
