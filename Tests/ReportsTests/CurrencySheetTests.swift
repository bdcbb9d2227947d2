import CostModel
import Reconcile
import Reports
import Sheets
import TestSupport
import Testing

/// Euros and yen beside dollars: a bill, a reversal, an order that is billed in part, a budget, an estimate.
func currencyShow() -> Snapshot {
    var builder = SnapshotBuilder()
    builder.snapshot.production.currencies = [eur, jpy]
    builder.snapshot.feeds = ["dollars", "euros", "mixed"]
    builder.account("3200-05", "Camera package")
    builder.account("3510-20", "Location fees")
    builder.rate(eur, "1.05", on: "2026-04-01", "locked")
    builder.rate(eur, "1.1", on: "2026-05-04")
    builder.rate(eur, "1.12", on: "2026-05-16", "report")
    builder.rate(jpy, "0.00641213", on: "2026-05-04")
    builder.cost("3200-05", 99_00, on: "2026-05-12")
    builder.foreign(.budgetLine, eur, 10_000_00, "3200-05", on: "2026-04-01")
    builder.foreign(.purchaseOrderLine, eur, 10_000_00, "3200-05", on: "2026-05-01", number: "7")
    builder.foreign(.invoiceLine, eur, 4_000_00, "3200-05", on: "2026-05-12", order: "7")
    builder.foreign(.forecast, eur, 2_000_00, "3200-05", on: "2026-05-01", type: "manual")
    let wrong = builder.foreign(.invoiceLine, jpy, 450_000, "3510-20", on: "2026-05-12")
    builder.foreign(.invoiceLine, jpy, 90_001, "3510-20", on: "2026-05-12")
    builder.takeBack(wrong, period: "2026-05-16")
    for index in builder.snapshot.entries.indices {
        let currency = builder.snapshot.entries[index].record.currency
        builder.snapshot.entries[index].feed = currency == .usd ? 0 : currency == eur ? 1 : 2
    }
    builder.snapshot.entries[6].feed = 2
    for (feed, minor) in [("dollars", 99_00), ("euros", 16_000_00), ("mixed", 540_001)] as [(String, Int64)] {
        var count = ImportCount()
        (count.rowsRead, count.rowsPosted, count.centsRead, count.centsPosted) = (3, 3, minor, minor)
        builder.snapshot.imports.append(
            ImportSummary(sourceID: 1, feed: feed, profile: "test", asOf: Day(iso: "2026-05-16")!, count: count))
    }
    return Exchange.convert(builder.snapshot)
}

private func words(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

@Test(arguments: ["weekly-cost", "currencies", "expense-report"])
func `reports of a production in several currencies recalculate`(name: String) throws {
    let snapshot = currencyShow()
    expectRecalculates(try Fixture.workbook(name, snapshot))
    #expect(
        Reports.isWorthwhile(
            try Fixture.definition("currencies"), snapshot: snapshot, findings: Reconcile.findings(of: snapshot)))
    #expect(
        !Reports.isWorthwhile(
            try Fixture.definition("currencies"), snapshot: Fixture.snapshot(),
            findings: Reconcile.findings(of: Fixture.snapshot())))
}

@Test(
    arguments: [
        ("Transactions", "4,400.00 4,000.00 EUR 1.10000000"), ("Transactions", "577.10 90,001 JPY 0.00641213"),
        ("Transactions", "(2,885.46) -450,000 JPY 0.00641213 reversal"),
        ("Open POs", "11,200.00 4,480.00 6,720.00 open 10,000.00 4,000.00 6,000.00 EUR 1.12000000"),
        ("Proof", "All files USD 99.00 99.00"), ("Proof", "Files in EUR EUR 16,000.00"),
        ("Proof", "Files in mixed mixed 540,001 540,001"),
        ("Proof", "PASS Money read from the files, EUR EUR read 16,000.00"),
    ])
func `both sides of a foreign amount are printed, and no sum is of two currencies`(sheet: String, line: String) throws {
    let text = TextRenderer.render(
        try Fixture.workbook("weekly-cost", currencyShow()).sheet(sheet), rowLimit: 60)
    #expect(text.split(separator: "\n").contains { words(String($0)).contains(line) }, "\(text)")
}

@Test func `a production in one currency prints no column for others`() throws {
    for sheet in try Fixture.workbook("weekly-cost", Fixture.snapshot()).sheets {
        #expect(!sheet.columns.contains { ["Currency", "Exchange rate", "Foreign amount"].contains($0.heading) })
    }
}
