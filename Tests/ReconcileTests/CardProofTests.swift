import CostModel
import Reconcile
import TestSupport
import Testing

extension SnapshotBuilder {
    @discardableResult
    mutating func charge(
        _ cents: Int64, on day: String = "2026-05-12", reference: String = "", merchant: String = "OTTO RENTALS",
        category: String = "", holder: String = "Ana Ruiz", status: RecordStatus = .open
    ) -> Int64 {
        add(.cardTransaction) {
            $0.amountMinor = cents
            $0.date = Day(iso: day)!
            $0.reference = $1(reference)
            $0.party = $1(merchant)
            $0.type = $1(category)
            $0.holder = $1(holder)
            $0.status = status
        }
    }

    mutating func coding(
        _ cents: Int64, on day: String = "2026-05-12", reference: String = "", account: String = "2000",
        receipt: String = "Y", details: String = "", isDisputed: Bool = false, holder: String = "Ana Ruiz",
        merchant: String = "OTTO RENTALS"
    ) {
        add(.cardCoding) {
            $0.amountMinor = cents
            $0.date = Day(iso: day)!
            $0.reference = $1(reference)
            $0.account = $1(account)
            $0.party = $1(merchant)
            $0.holder = $1(holder)
            $0.tag = $1(receipt)
            $0.details = $1(details)
            if isDisputed {
                $0.type = $1("disputed")
                $0.status = .void
            }
        }
    }
}

private func findings(_ rules: CodingRules? = nil, _ fill: (inout SnapshotBuilder) -> Void) -> Findings {
    var builder = SnapshotBuilder()
    builder.account("2000", "Grip")
    builder.snapshot.production.coding = rules
    fill(&builder)
    return Reconcile.findings(of: Coding(builder.snapshot).snapshot)
}

@Test func `a statement is what is coded, uncoded and disputed of it`() {
    let findings = findings {
        $0.charge(100_00, reference: "1")
        $0.charge(60_00, reference: "2")
        $0.charge(-10_00, reference: "3")
        $0.charge(25_00, reference: "4", merchant: "MARSH ROAD FUEL")
        $0.charge(-500_00, merchant: "PAYMENT", status: .settlement)
        $0.coding(100_00, reference: "1")
        $0.coding(40_00, reference: "2", receipt: "N")
        $0.coding(20_00, reference: "2", receipt: "", isDisputed: true)
        $0.coding(-10_00, reference: "3")
    }
    let proof = findings.cash.statements[0]
    #expect(proof.statement.minorUnits == 175_00)
    #expect([proof.coded, proof.uncoded, proof.disputed].map(\.minorUnits) == [130_00, 25_00, 20_00])
    #expect(proof.payments.minorUnits == -500_00)
    #expect(proof.withoutReceipt == 1)
    #expect(findings.cards.map(\.disputed.minorUnits) == [20_00])
    #expect(findings.lines[0].toDate.minorUnits == 130_00)
    #expect(findings.diagnostics.map(\.code) == [.cardUncoded])
    #expect(findings.tieOuts.allSatisfy { $0.passes })
    #expect(findings.tieOuts.contains { $0.name == "Disputed charges" })
}

@Test(arguments: [nil, CodingRules(rules: [], uncodedCards: .suspense)])
func `a disputed charge is no cost, in suspense neither`(rules: CodingRules?) {
    let findings = findings(rules) {
        $0.charge(60_00, reference: "2")
        $0.coding(60_00, reference: "2", isDisputed: true)
    }
    #expect(findings.lines.allSatisfy { $0.toDate.isZero })
    #expect(findings.cash.statements.map(\.disputed.minorUnits) == [60_00])
    #expect(findings.diagnostics.isEmpty)
}

@Test func `a dispute that only part of a charge is coded besides says both`() {
    let findings = findings {
        $0.charge(100_00, reference: "1")
        $0.coding(30_00, reference: "1", isDisputed: true)
        $0.coding(60_00, reference: "1")
    }
    #expect(findings.cash.statements.map(\.uncoded.minorUnits) == [10_00])
    #expect(findings.diagnostics.map(\.code) == [.cardCodingDiffers])
    #expect(findings.diagnostics[0].message.contains("60.00 of 100.00 is coded, 30.00 disputed"))
}

@Test func `a dispute without a reference finds its charge by day and amount, and leaves its twin uncoded`() {
    let findings = findings {
        $0.charge(42_00)
        $0.charge(42_00)
        $0.coding(42_00, isDisputed: true)
    }
    #expect(findings.cash.statements.map { [$0.disputed, $0.uncoded].map(\.minorUnits) } == [[42_00, 42_00]])
}

@Test func `every statement is coded, uncoded and disputed, whatever the log says`() {
    forAll(cases: 100) { generator in
        var builder = SnapshotBuilder()
        builder.account("2000")
        var wanted: Int64 = 0
        for number in 0..<Int.random(in: 1...20, using: &generator) {
            let cents = Int64.random(in: -100_00...100_00, using: &generator)
            let holder = ["Ana Ruiz", "Bo Marsh"].randomElement(using: &generator)!
            builder.charge(cents, reference: "\(number)", holder: holder)
            wanted += cents
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                builder.coding(
                    Int64.random(in: -50_00...50_00, using: &generator), reference: "\(number)",
                    isDisputed: Bool.random(using: &generator), holder: holder)
            }
        }
        let findings = Reconcile.findings(of: builder.snapshot)
        let charged = findings.cash.statements.reduce(Int64(0)) { $0 + $1.statement.minorUnits }
        let cost = findings.lines.reduce(Int64(0)) { $0 + $1.toDate.minorUnits }
        let coded = findings.cash.statements.reduce(Int64(0)) { $0 + $1.coded.minorUnits }
        return charged == wanted && cost == coded && findings.tieOuts.allSatisfy { $0.passes }
    }
}
