import CostModel
import Reconcile
import TestSupport
import Testing

extension SnapshotBuilder {
    mutating func pay(
        _ vendor: String, _ cents: Int64, on day: String, number: String = "", purpose: String = "",
        method: String = "Check",
        status: RecordStatus = .open
    ) {
        add(.payment) {
            $0.party = $1(vendor)
            $0.amountMinor = cents
            $0.date = Day(iso: day)!
            $0.reference = $1(number)
            $0.tag = $1(purpose)
            $0.type = $1(method)
            $0.status = status
        }
    }

    mutating func document(_ kind: String, _ party: String, issued: String? = nil, expires: String? = nil) {
        add(.document) {
            $0.type = $1(kind)
            $0.party = $1(party)
            $0.date = issued.flatMap { Day(iso: $0) } ?? .none
            $0.weekEnding = expires.flatMap { Day(iso: $0) } ?? .none
        }
    }

    mutating func vendor(
        _ name: String, form: String, box: String = "Rents", number: String = "4471", received: String? = nil
    ) {
        add(.vendor) {
            $0.party = $1(name)
            $0.type = $1(form)
            $0.reference = $1(box)
            $0.tag = $1(number)
            $0.date = received.flatMap { Day(iso: $0) } ?? .none
        }
    }
}

private func findings(
    _ required: [RequiredDocument] = [], thresholds: [TaxFormThreshold] = [], _ fill: (inout SnapshotBuilder) -> Void
) -> Findings {
    var builder = SnapshotBuilder()
    builder.snapshot.production.policies.documents.required = required
    builder.snapshot.production.policies.documents.taxFormThresholds = thresholds
    fill(&builder)
    return Reconcile.findings(of: builder.snapshot)
}

@Test func `a payment needs a document that holds on its day`() {
    let findings = findings([RequiredDocument(document: "insurance")]) {
        $0.document("insurance", "OTTO RENTALS", issued: "2026-01-01", expires: "2026-05-12")
        $0.document("insurance", "Pier Paint", issued: "2026-05-14", expires: "2027-05-13")
        $0.document("contract", "Marsh & Sons")
        $0.pay("Otto Rentals, Inc.", 100_00, on: "2026-05-12")
        $0.pay("Otto Rentals, Inc.", 200_00, on: "2026-05-13")
        $0.pay("Pier Paint", 300_00, on: "2026-05-13")
        $0.pay("Marsh and Sons", 400_00, on: "2026-05-13")
        $0.pay("Marsh and Sons", 500_00, on: "2026-05-13", status: .void)
        $0.pay("Quayside Payroll", 600_00, on: "2026-05-13", purpose: "payroll")
    }
    let found = findings.cash.documents.map { "\($0.party) \($0.amount.minorUnits) \($0.isExpired)" }
    #expect(found == ["Otto Rentals, Inc. 20000 true", "Pier Paint 30000 true", "Marsh and Sons 40000 false"])
    #expect(findings.diagnostics.map(\.code) == [.documentExpired, .documentExpired, .documentMissing])
    // Both rows are cited: the payment's and the document's.
    #expect(findings.diagnostics[0].line == 6)
    #expect(findings.diagnostics[0].message.contains("ended on 2026-05-12 (inbox/test.csv:2)"))
    #expect(findings.diagnostics[1].message.contains("begins on 2026-05-14 (inbox/test.csv:3)"))
}

@Test func `bills and orders are judged whole, above the amount, on the accounts named`() {
    let rule = RequiredDocument(document: "w9", above: 500_00, accounts: ["33"], subjects: [.invoice, .order])
    let findings = findings([rule]) {
        for (account, cents, number) in [
            ("3300", 300_00, "7"), ("2000", 201_00, "7"), ("2000", 900_00, "8"), ("3300", 500_00, "9"),
        ]
            as [(String, Int64, String)]
        {
            $0.add(.invoiceLine) {
                $0.party = $1("Otto")
                $0.account = $1(account)
                $0.amountMinor = cents
                $0.reference = $1(number)
                $0.date = Day(iso: "2026-05-13")!
            }
        }
        $0.order("1041", "3300", 600_00, on: "2026-05-01")
        $0.pay("Otto", 9_000_00, on: "2026-05-13")
    }
    #expect(
        findings.cash.documents.map { "\($0.subject) \($0.reference) \($0.amount.minorUnits)" } == [
            "order 1041 60000", "invoice 7 50100",
        ])
}

@Test func `the vendor list's form counts as the document w9`() {
    let findings = findings([RequiredDocument(document: "W-9")]) {
        $0.vendor("Otto", form: "yes", received: "2026-05-15")
        $0.pay("Otto", 100_00, on: "2026-05-13")
    }
    #expect(findings.cash.documents.isEmpty)
}

@Test func `vendor payments are by calendar year and day of payment, without cards and voids`() {
    let thresholds = [
        TaxFormThreshold(from: Day(iso: "2024-01-01")!, amount: 600_00),
        TaxFormThreshold(from: Day(iso: "2026-01-01")!, amount: 2_000_00),
    ]
    let findings = findings(thresholds: thresholds) {
        $0.vendor("Otto Rentals", form: "yes")
        $0.vendor("Marsh, Bo", form: "yes", received: "2026-01-02")
        $0.vendor("Gull Corp", form: "no")
        $0.pay("OTTO RENTALS, INC.", 599_99, on: "2025-12-31")
        $0.pay("Otto Rentals", 1_000_00, on: "2026-01-01")
        $0.pay("Otto Rentals", 1_000_00, on: "2026-05-01")
        $0.pay("Otto Rentals", 700_00, on: "2026-05-02", method: "Credit card")
        $0.pay("Otto Rentals", 5_000_00, on: "2026-05-03", status: .void)
        $0.pay("Marsh, Bo", 2_000_00, on: "2026-05-01")
        $0.pay("Gull Corp", 9_000_00, on: "2026-05-01")
        $0.pay("Nobody Knows", 10_00, on: "2026-05-01")
        $0.pay("Amex", 700_00, on: "2026-05-03", purpose: "card")
    }
    let rows = findings.cash.vendors.map {
        "\($0.year) \($0.vendor): \($0.paid.minorUnits) + \($0.byCard.minorUnits), \($0.form.rawValue)"
    }
    #expect(
        rows == [
            "2026 Gull Corp: 900000 + 0, none", "2026 Marsh, Bo: 200000 + 0, due",
            "2026 Nobody Knows: 1000 + 0, not on the vendor list", "2026 Otto Rentals: 200000 + 70000, W-9 missing",
            "2025 Otto Rentals: 59999 + 0, below threshold",
        ])
    #expect(findings.diagnostics.map(\.code) == [.taxFormMissing])
    #expect(findings.tieOuts.first { $0.name == "Vendor payments" }?.passes == true)
}

@Test
func
    `cash flows by the day of payment, each class from its own records, and what is to come is the final cost less the cost`()
    throws
{
    let findings = findings {
        $0.account("2000")
        $0.budget("2000", 10_000_00)
        $0.shootDays(10, from: "2026-05-18")
        $0.pay("Opening", 50_000_00, on: "2026-05-03", purpose: "opening")
        $0.pay("Pier Bank", 1_000_00, on: "2026-05-05", purpose: "funding")
        $0.pay("Otto", 300_00, on: "2026-05-02")
        $0.pay("Otto", 400_00, on: "2026-05-06")
        $0.pay("Otto", 444_00, on: "2026-05-06", status: .void)
        $0.pay("Quayside Payroll", 2_000_00, on: "2026-05-13", purpose: "payroll")
        $0.pay("June Sato", 100_00, on: "2026-05-13", purpose: "petty cash")
        $0.pay("Amex", 700_00, on: "2026-05-14", purpose: "card")
        $0.float("advance", 150_00, on: "2026-05-14")
        $0.add(.payrollLine) {
            $0.party = $1("Ruiz, Ana")
            $0.account = $1("2000")
            $0.amountMinor = 1_900_00
            $0.date = Day(iso: "2026-05-14")!
            $0.weekEnding = Day(iso: "2026-05-09")!
        }
        $0.order("1", "2000", 600_00, on: "2026-05-01")
        // A rental is paid when it ends.
        $0.add(.purchaseOrderLine) {
            $0.reference = $1("2")
            $0.account = $1("2000")
            $0.amountMinor = 100_00
            $0.date = Day(iso: "2026-05-04")!
            $0.weekEnding = Day(iso: "2026-05-26")!
        }
    }
    let flow = try #require(findings.cash.flow)
    #expect(flow.weeks.map { "\($0.ending)" } == ["2026-05-09", "2026-05-16", "2026-05-23", "2026-05-30"])
    #expect(flow.weeks.map(\.isProjected) == [false, false, true, true])
    #expect(flow.weeks[0].funding.minorUnits == 1_000_00)
    #expect(flow.weeks[0].vendors.minorUnits == 400_00)
    #expect(
        [flow.weeks[1].payroll, flow.weeks[1].pettyCash, flow.weeks[1].cards].map(\.minorUnits) == [
            1_900_00, 150_00, 700_00,
        ])
    #expect(flow.setAside.minorUnits == 2_100_00)
    #expect(flow.before.minorUnits == 300_00)
    #expect(flow.weeks.map(\.closing.minorUnits)[1] == 47_850_00)
    #expect(flow.weeks.map(\.orders.minorUnits) == [0, 0, 600_00, 100_00])
    // 10,000 budget less 1,900 cost less 700 ordered, over two weeks.
    #expect(flow.weeks.map(\.estimate.minorUnits) == [0, 0, 3_700_00, 3_700_00])
    #expect(findings.tieOuts.filter { $0.name.hasPrefix("Cash") }.map(\.passes) == [true, true])
    #expect(findings.lines.map(\.toDate.minorUnits) == [1_900_00])
}
