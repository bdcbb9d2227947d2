import CostModel
import Reconcile
import Reports
import Sheets
import TestSupport
import Testing

/// Floats, cards with a dispute, policies, payments and documents: something on every sheet.
func cashOffice() -> Snapshot {
    var books = SnapshotBuilder()
    books.account("2000", "Grip")
    books.budget("2000", 5_000_01)
    books.shootDays(15, from: "2026-05-11")
    books.snapshot.production.policies.pettyCash.purchases.singlePurchaseCap = 100_00
    books.snapshot.production.policies.pettyCash.envelopeCap = 100_00
    books.snapshot.production.policies.documents.required = [RequiredDocument(document: "insurance")]
    func add(_ kind: RecordKind, _ cents: Int64, _ texts: [WritableKeyPath<CostRecord, TextID>: String]) {
        books.add(kind) { record, intern in
            record.amountMinor = cents
            record.date = Day(iso: "2026-05-13")!
            for (path, text) in texts { record[keyPath: path] = intern(text) }
        }
    }
    for (kind, cents) in [("advance", 500_00), ("returned", 20_00), ("counted", 330_00)] as [(String, Int64)] {
        add(.floatMovement, cents, [\.holder: "June Sato", \.type: kind])
    }
    add(.floatMovement, 160_00, [\.holder: "June Sato", \.type: "unposted envelope", \.reference: "JS01"])
    add(.floatMovement, 70_00, [\.holder: "Bo Marsh", \.type: "advance"])
    add(.pettyCashLine, 150_00, [\.holder: "June Sato", \.reference: "JS01", \.party: "Shop", \.account: "2000"])
    add(.cardTransaction, 90_00, [\.holder: "Ana", \.party: "Otto", \.reference: "1"])
    add(.cardTransaction, 40_00, [\.holder: "Ana", \.party: "Ferry", \.reference: "2"])
    add(.cardCoding, 60_00, [\.holder: "Ana", \.party: "Otto", \.reference: "1", \.account: "2000", \.tag: "Y"])
    books.add(.cardCoding) {
        $0.amountMinor = 20_00
        $0.date = Day(iso: "2026-05-13")!
        $0.reference = $1("1")
        $0.type = $1("disputed")
        $0.status = .void
    }
    books.add(.vendor) { ($0.party, $0.type, $0.tag) = ($1("Otto"), $1("yes"), $1("123454471")) }
    books.add(.document) {
        $0.type = $1("insurance")
        $0.party = $1("Otto")
        $0.weekEnding = Day(iso: "2026-05-12")!
    }
    add(.payment, 300_00, [\.party: "Otto", \.reference: "1001", \.order: "77"])
    add(.payment, 5_000_00, [\.party: "Pier Bank", \.tag: "funding"])
    books.add(.payment) {
        $0.party = $1("Otto")
        $0.amountMinor = 99_00
        $0.date = Day(iso: "2026-05-12")!
        $0.status = .void
    }
    return books.snapshot
}

@Test(arguments: ["petty-cash-and-cards", "cash"])
func `the books of cash recalculate to what they hold, and are written where there is something in them`(name: String)
    throws
{
    let definition = try Fixture.definition(name)
    let (full, empty) = (cashOffice(), Fixture.snapshot())
    let findings = Reconcile.findings(of: full)
    #expect(Reports.isWorthwhile(definition, snapshot: full, findings: findings))
    #expect(!Reports.isWorthwhile(definition, snapshot: empty, findings: Reconcile.findings(of: empty)))
    #expect(findings.tieOuts.allSatisfy { $0.passes })
    expectRecalculates(Reports.build(definition, snapshot: full, findings: findings))
}

@Test func `the sheets say what proves, what differs and what is missing`() throws {
    let cards = try Fixture.workbook("petty-cash-and-cards", cashOffice())
    let floats = cards.sheet("Float Proof")
    let sato = floats.line(where: "Custodian", is: "June Sato")
    #expect(floats.figure(sato, "Outstanding")?.cents == 330_00)
    #expect(floats.figure(sato, "Difference")?.cents == 0)
    #expect(floats.cell(sato, "Proof")?.value == .text("PROVES"))
    #expect(floats.cell(floats.line(where: "Custodian", is: "Bo Marsh"), "Proof")?.value == .text("not counted"))
    let envelopes = cards.sheet("Envelope Proof")
    #expect(envelopes.figure(envelopes.line(where: "Envelope", is: "JS01"), "Difference")?.cents == 10_00)
    #expect(envelopes.figure(envelopes.line(where: "Envelope", is: "JS01"), "Over the cap")?.cents == 50_00)
    let statements = cards.sheet("Statement Proof")
    let ana = statements.line(where: "Card member", is: "Ana")
    #expect(statements.figure(ana, "Not coded")?.cents == 50_00)
    #expect(statements.figure(ana, "Not coded")?.formula?.hasPrefix("ROUND(") == true)
    #expect(statements.figure(ana, "Disputed")?.cents == 20_00)
    #expect(cards.sheet("Policy Exceptions").picture.contains("single_purchase_cap"))
}

@Test func `a void cheque is shown and takes nothing out of the bank, and a tax number shows four digits`() throws {
    let cash = try Fixture.workbook("cash", cashOffice())
    let checks = cash.sheet("Check Register")
    let void = checks.line(where: "State", is: "VOID")
    #expect(checks.figure(void, "Amount")?.cents == 99_00)
    #expect(checks.figure(void, "Paid")?.cents == 0)
    let total = checks.lines.last
    #expect(
        ["Paid", "Received", "Paid this period"].map { checks.figure(total, $0)?.cents } == [300_00, 5_000_00, 300_00])
    let vendors = cash.sheet("Vendor Payments")
    let otto = vendors.line(where: "Vendor", is: "Otto")
    #expect(vendors.cell(otto, "TIN")?.value == .text("4471"))
    #expect(vendors.cell(otto, "Form")?.value == .text("W-9 missing"))
    #expect(cash.sheet("Missing Documents").line(where: "State", is: "EXPIRED") != nil)
    let flow = cash.sheet("Cash Flow")
    #expect(flow.picture.contains("projected"))
    #expect(flow.figure(flow.line(where: "", is: "actual"), "Closing cash")?.cents == 4_150_00)
}

@Test func `payments by the thousand are streamed below their total`() throws {
    var builder = SnapshotBuilder()
    for number in 1...2_100 {
        builder.add(.payment) {
            $0.party = $1("Otto")
            $0.reference = $1("\(number)")
            $0.amountMinor = 1_00
            $0.date = Day(iso: "2026-05-12")!
            if number == 7 { $0.status = .void }
        }
    }
    let sheet = try Fixture.workbook("cash", builder.snapshot).sheet("Check Register")
    #expect(sheet.lines.count == 1)
    #expect(sheet.detail?.count == 2_100)
    #expect(sheet.figure(sheet.lines[0], "Paid")?.cents == 2_099_00)
    #expect(sheet.figure(sheet.lines[0], "Paid")?.formula?.hasSuffix("\(sheet.lastRow + 1))") == true)
    #expect(TextRenderer.render(sheet, rowLimit: 40).contains("VOID"))
}
