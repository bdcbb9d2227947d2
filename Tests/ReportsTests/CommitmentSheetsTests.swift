import CostModel
import Reconcile
import Reports
import Sheets
import TestSupport
import Testing

private func show(orders: Int = 3) -> Snapshot {
    var builder = SnapshotBuilder()
    builder.account("3200-05", "Camera package")
    for number in 0..<orders {
        builder.add(.purchaseOrderLine) {
            $0.reference = $1("\(1000 + number)")
            $0.party = $1("Bay Lumber")
            $0.account = $1("3200-05")
            $0.type = $1(number == 1 ? "rental" : "")
            $0.amountMinor = 1_000_00 + Int64(number)
            $0.date = Day(iso: "2026-05-04")!
            $0.weekEnding = number == 1 ? Day(iso: "2026-05-12")! : .none
        }
    }
    builder.add(.invoiceLine) {
        $0.party = $1("Bay Lumber, LLC")
        $0.reference = $1("8841")
        $0.order = $1("1000")
        $0.account = $1("3200-05")
        $0.amountMinor = 1_200_00
        $0.date = Day(iso: "2026-05-11")!
    }
    builder.add(.cardCoding) {
        $0.party = $1("BAY LUMBER 0412")
        $0.details = $1("inv 8841")
        $0.account = $1("3200-05")
        $0.amountMinor = 1_200_00
        $0.date = Day(iso: "2026-05-12")!
    }
    return builder.snapshot
}

@Test func `the order log sums to the open orders of the cost report, few and many`() throws {
    for count in [3, 2_500] {
        let snapshot = show(orders: count)
        let findings = Reconcile.findings(of: snapshot)
        let workbook = try Fixture.workbook("commitments", snapshot)
        expectRecalculates(workbook)
        let sheet = workbook.sheet("PO Log")
        let total = sheet.line(where: "PO", is: "Total")
        let open = findings.lines.reduce(Int64(0)) { $0 + $1.openOrders.minorUnits }
        #expect(sheet.figure(total, "Open")?.cents == open)
        #expect(sheet.figure(total, "Over-billed")?.cents == 200_00)
        #expect((sheet.detail?.count ?? sheet.lines.count - 1) == count)
    }
}

@Test func `what is due back and what may count twice stand on their sheets`() throws {
    let text = TextRenderer.render(try Fixture.workbook("commitments", show()))
    for words in ["OVERDUE", "TWICE?", "over-billed", "PO to bill"] { #expect(text.contains(words), "\(text)") }
}

@Test func `the commitments report is written only where there is an order, a rate or a question`() throws {
    let definition = try Fixture.definition("commitments")
    var builder = SnapshotBuilder()
    #expect(
        !Reports.isWorthwhile(
            definition, snapshot: builder.snapshot, findings: Reconcile.findings(of: builder.snapshot)))
    builder.account("1")
    builder.order("1", "1", 1, on: "2026-05-04")
    #expect(
        Reports.isWorthwhile(definition, snapshot: builder.snapshot, findings: Reconcile.findings(of: builder.snapshot))
    )
}
