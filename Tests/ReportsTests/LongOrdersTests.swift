import CostModel
import Reports
import Sheets
import TestSupport
import Testing

@Test func `thousands of orders are streamed below their total`() throws {
    var builder = SnapshotBuilder()
    builder.account("3200-05", "Camera")
    for number in 1...2_100 { builder.order("\(number)", "3200-05", 1_00, on: "2026-05-01") }
    let sheet = try Fixture.workbook("weekly-cost", builder.snapshot).sheet("Open POs")
    #expect(sheet.lines.count == 1)
    #expect(sheet.detail?.count == 2_100)
    let total = sheet.lines[0].cells.compactMap { cell -> String? in
        if case .formula(let formula, .money(let sum)) = cell.value, sum.minorUnits == 2_100_00 { formula } else { nil }
    }
    #expect(total.count == 2, "ordered and open")
    #expect(total.allSatisfy { $0.hasPrefix("SUBTOTAL(109,") && $0.hasSuffix("\(sheet.lastRow + 1))") })
    let text = TextRenderer.render(sheet, rowLimit: 8)
    #expect(text.contains("2,100.00"))
    #expect(text.contains("… 2098 more rows"))
}
