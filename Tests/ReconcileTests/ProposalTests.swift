import CostModel
import Reconcile
import TestSupport
import Testing

private func commitments(
    _ change: (inout MatchingPolicies) -> Void = { _ in }, _ fill: (inout SnapshotBuilder) -> Void
) -> Commitments {
    var builder = SnapshotBuilder()
    builder.account("3200-05")
    change(&builder.snapshot.production.policies.matching)
    fill(&builder)
    let snapshot = Matched(builder.snapshot).snapshot
    let findings = Reconcile.findings(of: snapshot)
    let plain = Reconcile.findings(of: builder.snapshot)
    if !snapshot.entries.contains(where: { $0.record.kind == .match }) { #expect(plain.lines == findings.lines) }
    return Commitments(snapshot, findings)
}

private func proposals(
    _ change: (inout MatchingPolicies) -> Void = { _ in }, _ fill: (inout SnapshotBuilder) -> Void
) -> [String] {
    commitments(change, fill).proposals.map { "\($0.kind) \($0.left.line) \($0.right.line)" }
}

extension SnapshotBuilder {
    fileprivate mutating func vendorOrder(
        _ number: String, _ cents: Int64, on day: String, vendor: String = "Bay Lumber"
    ) {
        add(.purchaseOrderLine) {
            $0.reference = $1(number)
            $0.party = $1(vendor)
            $0.account = $1("3200-05")
            $0.amountMinor = cents
            $0.date = Day(iso: day)!
        }
    }
}

/// The account stands on line 2, the order on line 3, the bill on line 4.
@Test(
    arguments: [
        ("2026-04-20", 1_200_00, "Bay Lumber", 0, ["order 3 4"]),
        ("2026-03-05", 1_200_00, "Bay Lumber", 0, ["order 3 4"]),
        ("2026-03-04", 1_200_00, "Bay Lumber", 0, []), ("2026-05-14", 1_200_00, "Bay Lumber", 0, ["order 3 4"]),
        ("2026-05-15", 1_200_00, "Bay Lumber", 0, []), ("2026-04-20", 1_200_01, "Bay Lumber", 0, []),
        ("2026-04-20", 1_224_00, "Bay Lumber", 2, ["order 3 4"]), ("2026-04-20", 1_224_01, "Bay Lumber", 2, []),
        ("2026-04-20", 1_200_00, "Tern Air", 0, []),
    ] as [(String, Int64, String, Int64, [String])])
func `an order and a bill of one vendor are proposed within the tolerances`(
    day: String, cents: Int64, vendor: String, percent: Int64, expected: [String]
) {
    let found = proposals({ $0.percent = Percent(millionths: percent * 10_000) }) {
        $0.vendorOrder("1041", cents, on: day, vendor: vendor)
        $0.bill(Bill())
    }
    #expect(found == expected)
}

@Test func `a bill that cites its order, and an order that has nothing open, are not proposed`() {
    #expect(
        proposals {
            $0.vendorOrder("1041", 1_200_00, on: "2026-05-01")
            $0.bill(Bill(order: "1041"))
            $0.bill(Bill(number: "9000", day: "2026-05-12"))
        } == [])
}

@Test func `a charge is proposed with the nearest bill, each bill once`() {
    let found = proposals {
        $0.bill(Bill(number: "9000", day: "2026-05-01"))
        $0.bill(Bill(number: "9050", day: "2026-05-09"))
        $0.bill(Bill(vendor: "BAY LUMBER 0412", number: "77", day: "2026-05-10", kind: .cardCoding))
        $0.bill(Bill(vendor: "BAY LUMBER 0412", number: "78", day: "2026-05-11", kind: .pettyCashLine))
        $0.bill(Bill(vendor: "BAY LUMBER 0412", number: "79", day: "2026-05-11", kind: .cardCoding))
    }
    #expect(found.sorted() == ["purchase 3 5", "purchase 4 6"] || found.sorted() == ["purchase 3 6", "purchase 4 5"])
    #expect(found.count == 2)
}

@Test func `a payment is proposed with the bill that it may pay, up to two months later`() {
    for (day, expected) in [("2026-07-03", ["payment 3 4"]), ("2026-07-04", [])] {
        let found = proposals {
            $0.bill(Bill())
            $0.bill(Bill(number: "CHK 5", day: day, kind: .payment))
        }
        #expect(found == expected)
    }
}

@Test func `what was denied is proposed no more, and the row to paste says what it is about`() {
    func fill(_ builder: inout SnapshotBuilder) {
        builder.vendorOrder("1041", 1_200_00, on: "2026-05-01")
        builder.bill(Bill())
    }
    let row = commitments { fill(&$0) }.proposals[0].row(on: Day(iso: "2026-05-16")!)
    #expect(row == "2026-05-16,order,PO 1041,\"invoice: Bay Lumber, LLC / 8841 / 2026-05-04 / 1200.00\",same,,")
    for right in ["invoice: Bay Lumber, LLC / 8841 / 2026-05-04 / 1200.00", "inbox/test.csv:4"] {
        let found = proposals {
            fill(&$0)
            $0.add(.match) {
                $0.type = $1("order")
                $0.reference = $1("PO 1041")
                $0.order = $1(right)
                $0.tag = $1("different")
            }
        }
        #expect(found == [])
    }
}

@Test func `each link counts what is joined and what stands alone`() {
    let chains = commitments {
        $0.vendorOrder("1041", 5_000_00, on: "2026-05-01")
        $0.bill(Bill(order: "1041"))
        $0.bill(Bill(number: "9000", day: "2026-05-14", cents: 70_00))
        $0.bill(Bill(number: "CHK 5, inv 8841", day: "2026-05-12", kind: .payment))
        $0.bill(Bill(number: "CHK 6", day: "2026-05-12", cents: 9_00, kind: .payment))
        $0.bill(Bill(number: "77", day: "2026-05-12", cents: 70_00, details: "inv 9000", kind: .cardCoding))
    }.chains
    #expect(
        chains.map { "\($0.link): \($0.matched) \($0.matchedAmount), \($0.alone) \($0.aloneAmount)" } == [
            "PO to bill: 1 1200.00, 1 70.00", "Bill to card, petty cash or ledger: 0 0.00, 1 70.00",
            "Bill to payment: 1 1200.00, 1 9.00",
        ])
}

@Test func `rentals are out, overdue or back at the report's date`() {
    func rental(
        _ builder: inout SnapshotBuilder, _ number: String, _ from: String, _ to: String, type: String = "rental",
        returned: String = "", status: RecordStatus = .open, order: String = ""
    ) {
        builder.add(.purchaseOrderLine) {
            $0.reference = $1(number)
            $0.account = $1("3200-05")
            $0.type = $1(type)
            $0.holder = $1(returned)
            $0.order = $1(order)
            $0.status = status
            $0.amountMinor = 100_00
            $0.date = Day(iso: from)!
            $0.weekEnding = Day(iso: to)!
        }
    }
    let rentals = commitments {
        rental(&$0, "late", "2026-05-01", "2026-05-12")
        rental(&$0, "today", "2026-05-10", "2026-05-16")
        rental(&$0, "next", "2026-05-17", "2026-05-18")
        rental(&$0, "back", "2026-05-01", "2026-05-12", returned: "5/12")
        rental(&$0, "billed", "2026-05-01", "2026-05-12", status: .closed)
        rental(&$0, "on order", "2026-05-01", "2026-05-14", status: .closed, order: "1041")
        rental(&$0, "hotel", "2026-05-01", "2026-05-03", type: "Hotel")
        rental(&$0, "void", "2026-05-01", "2026-05-03", status: .void)
    }.rentals
    #expect(
        rentals.map { "\($0.order.number) \($0.state.rawValue) \($0.daysOut) \($0.daysOverdue)" } == [
            "late OVERDUE 16 4", "on order OVERDUE 16 2", "today out 7 0", "next ahead 0 0", "hotel over 3 0",
            "back back 0 0", "billed back 0 0",
        ])
}

@Test func `the latest quote is compared with the latest order and bill that name the item`() {
    func rated(
        _ builder: inout SnapshotBuilder, _ kind: RecordKind, _ details: String, _ rate: Int64, on day: String,
        quantity: Int32 = 0, cents: Int64 = 0
    ) {
        builder.add(kind) {
            $0.party = $1("Bay Lumber, LLC")
            $0.reference = $1("1041")
            $0.details = $1(details)
            $0.rate = Rate(tenThousandths: rate)
            $0.quantity = quantity
            $0.amountMinor = cents
            $0.date = Day(iso: day)!
            $0.account = $1("3200-05")
        }
    }
    let rates = commitments {
        rated(&$0, .vendorRate, "Lens set", 1_400_0000, on: "2026-03-01")
        rated(&$0, .vendorRate, "LENS SET", 1_450_0000, on: "2026-04-01")
        rated(&$0, .vendorRate, "Lens set", 1_900_0000, on: "2026-06-01")
        rated(&$0, .vendorRate, "Crane", 900_0000, on: "2026-04-01")
        rated(&$0, .purchaseOrderLine, "2 x lens-set, week", 1_450_0000, on: "2026-04-10")
        rated(&$0, .invoiceLine, "Lens set", 1_480_0000, on: "2026-05-04")
        rated(&$0, .invoiceLine, "Lens set", 0, on: "2026-05-11", quantity: 300, cents: 4_500_00)
        rated(&$0, .invoiceLine, "Lens settings", 1_0000, on: "2026-05-12")
    }.rates
    #expect(rates.map(\.item) == ["Crane", "LENS SET"])
    #expect(rates.map(\.ordered?.tenThousandths) == [nil, 1_450_0000])
    #expect(rates.map(\.invoiced?.tenThousandths) == [nil, 1_500_0000])
    #expect(rates.map(\.drift?.tenThousandths) == [nil, 50_0000])
}
