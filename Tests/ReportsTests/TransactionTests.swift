import CostModel
import Reconcile
import Reports
import Sheets
import TestSupport
import Testing

private func rows(_ sheet: Sheet) -> [[Cell.Value]] {
    var sink = CellSink(sheet.detail!.texts)
    sheet.detail!.write(0..<sheet.detail!.count, to: &sink)
    return sink.rows
}

@Test func `postings stand by account, date and entry, with file and row`() throws {
    let sheet = try Fixture.workbook("weekly-cost", Fixture.snapshot()).sheet("Transactions")
    let all = rows(sheet)
    #expect(all.allSatisfy { $0.count == sheet.columns.count })
    let location = all.filter { $0[0] == .text("3510-20") }
    #expect(location.map { $0[10] } == [500_00, -500_00, 70_250_01].map { .money(Money($0, .usd)) })
    #expect(location.map { $0[11] } == [.blank, .text("reversal"), .blank])
    #expect(location[1][3] == .day(Day(iso: "2026-05-16")!))
    #expect(location[1][12] == .text("inbox/test.csv"))
    #expect(all.allSatisfy { $0[0] != .text("1000-00") }, "a bank posting is no cost")
}

@Test func `a document posted in a later week is marked late`() throws {
    var builder = SnapshotBuilder()
    builder.account("1")
    builder.add(.invoiceLine, period: "2026-05-16") {
        $0.account = $1("1")
        $0.amountMinor = 5_00
        $0.date = Day(iso: "2026-04-20")!
    }
    let sheet = try Fixture.workbook("weekly-cost", builder.snapshot).sheet("This Period")
    #expect(rows(sheet).map { $0[11] } == [.text("late")])
}

@Test func `the sum above the rows is exact and follows the filter`() throws {
    let workbook = try Fixture.workbook("weekly-cost", Fixture.snapshot())
    for (name, heading) in [("Transactions", "To date"), ("This Period", "This period")] {
        let sheet = workbook.sheet(name)
        let last = sheet.lastRow + 1
        let sum = sheet.figure(sheet.lines[0], "Amount")
        #expect(sum?.formula == "SUBTOTAL(109,K6:K\(last))")
        let top = workbook.sheet("Topsheet")
        #expect(sum?.cents == top.figure(top.lines.first { $0.kind == .grand }, heading)?.cents)
        #expect(sheet.hasFilter)
    }
}

@Test func `an account leads to its first posting, a category to its accounts`() throws {
    let workbook = try Fixture.workbook("weekly-cost", Fixture.snapshot())
    let report = workbook.sheet("Cost Report")
    let transactions = workbook.sheet("Transactions")
    let all = rows(transactions)
    for (index, line) in report.lines.enumerated() where line.outline == 1 {
        guard case .text(let code) = line.cells[0].value else { continue }
        let first = all.firstIndex { $0[0] == .text(code) }
        #expect(line.cells[0].link == first.map { "'Transactions'!A\(transactions.firstDetailRow + $0 + 1)" }, "row \(index)")
    }
    let top = workbook.sheet("Topsheet")
    #expect(top.cell(top.line(where: "Account", is: "3200"), "Account")?.link == "'Cost Report'!A10")
    #expect(report.lines[10 - 1 - report.firstLineRow].cells[0].value == .text("3200"))
}

@Test func `any chunks give the same rows`() throws {
    let detail = try Fixture.workbook("weekly-cost", Fixture.snapshot()).sheet("Transactions").detail!
    var whole = CellSink(detail.texts)
    detail.write(0..<detail.count, to: &whole)
    var parts = CellSink(detail.texts)
    for start in stride(from: 0, to: detail.count, by: 3) {
        detail.write(start..<min(start + 3, detail.count), to: &parts)
    }
    #expect(whole.rows == parts.rows)
    #expect(whole.rows.count == detail.count)
}

@Test func `the order is that of a plain sort, whatever the postings`() throws {
    let definition = try Fixture.definition("weekly-cost")
    forAll(cases: 30) { random in
        var builder = SnapshotBuilder()
        for code in 1...4 { builder.account("\(code)") }
        for number in 0..<Int.random(in: 0...60, using: &random) {
            let day = Day(iso: "1969-12-20")! + Int.random(in: 0...30, using: &random)
            builder.cost("\(Int.random(in: 0...5, using: &random))", Int64(number), on: "\(day)")
        }
        let findings = Reconcile.findings(of: builder.snapshot)
        let sheet = Reports.build(definition, snapshot: builder.snapshot, findings: findings).sheet("Transactions")
        let entries = builder.snapshot.entries
        let wanted = entries.indices.filter { findings.lineOfEntry[$0] >= 0 }.sorted {
            (findings.lineOfEntry[$0], entries[$0].record.date, $0) < (findings.lineOfEntry[$1], entries[$1].record.date, $1)
        }
        return rows(sheet).map { $0[10] } == wanted.map { .money(Money(entries[$0].signedMinor, .usd)) }
    }
}

@Test func `preparing the snapshot changes nothing that is printed`() throws {
    let plain = Fixture.snapshot()
    var prepared = plain
    Reports.prepare(&prepared)
    for name in ["This Period", "Transactions"] {
        let sheets = [plain, prepared].map { try? Fixture.workbook("weekly-cost", $0).sheet(name) }
        #expect(rows(sheets[0]!) == rows(sheets[1]!))
    }
    let detail = try Fixture.workbook("weekly-cost", prepared).sheet("Transactions").detail!
    #expect(detail.texts.count == prepared.texts.count, "no text had to be added, so the pool is shared")
}
