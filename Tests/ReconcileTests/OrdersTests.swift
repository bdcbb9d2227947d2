import CostModel
import Reconcile
import TestSupport
import Testing

private func ledger(_ fill: (inout SnapshotBuilder) -> Void) -> Findings {
    var builder = SnapshotBuilder()
    builder.account("3200-05", "Camera")
    builder.account("3510-20", "Locations")
    fill(&builder)
    return Reconcile.findings(of: builder.snapshot)
}

@Test func `an invoice relieves the order's line of its own account first`() {
    let findings = ledger {
        $0.order("1041", "3510-20", 1_000_00, on: "2026-05-01")
        $0.order("1041", "3200-05", 500_00, on: "2026-05-01")
        $0.cost("3200-05", 700_00, on: "2026-05-10", order: "PO-1041")
    }
    #expect(findings.orders.map(\.open.minorUnits) == [800_00, 0])
    #expect(findings.diagnostics.isEmpty)
}

@Test(
    arguments: [
        (RecordStatus.open, 200_00, 300_00, 0), (.open, 700_00, 0, 200_00), (.closed, 100_00, 0, 0), (.void, 0, 0, 0),
        (.void, 50_00, 0, 50_00), (.closed, 600_00, 0, 100_00),
    ] as [(RecordStatus, Int64, Int64, Int64)])
func `open is what is left, void and closed are zero, over-billing is flagged`(
    status: RecordStatus, billed: Int64, open: Int64, over: Int64
) {
    let findings = ledger {
        $0.order("1041", "3200-05", 500_00, on: "2026-05-01", status: status)
        if billed != 0 { $0.cost("3200-05", billed, on: "2026-05-10", order: "1041") }
    }
    #expect(findings.orders[0].open.minorUnits == open)
    #expect(findings.orders[0].overbilled.minorUnits == over)
    #expect(findings.diagnostics.map(\.code) == (over > 0 ? [.orderOverbilled] : []))
    #expect(findings.lines[0].openOrders.minorUnits == open)
}

@Test func `a bill for the bare number relieves the suffixed orders`() {
    let findings = ledger {
        $0.order("1042-A", "3200-05", 100_00, on: "2026-05-01")
        $0.order("1042-B", "3200-05", 100_00, on: "2026-05-01")
        $0.cost("3200-05", 150_00, on: "2026-05-10", order: "1042")
    }
    #expect(findings.orders.map(\.open.minorUnits) == [0, 50_00])
}

@Test func `an order that nobody knows is reported and the cost counts`() {
    let findings = ledger { $0.cost("3200-05", 150_00, on: "2026-05-10", order: "9") }
    #expect(findings.diagnostics.map(\.code) == [.orderUnknown])
    #expect(findings.lines[0].toDate.minorUnits == 150_00)
}

@Test func `a credit memo opens the order again`() {
    let findings = ledger {
        $0.order("1", "3200-05", 500_00, on: "2026-05-01")
        $0.cost("3200-05", 500_00, on: "2026-05-03", order: "1")
        $0.cost("3200-05", -120_00, on: "2026-05-10", order: "1")
    }
    #expect(findings.orders[0].open.minorUnits == 120_00)
}
