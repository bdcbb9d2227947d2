import CostModel
import Reconcile
import TestSupport
import Testing

extension SnapshotBuilder {
    mutating func float(
        _ kind: String, _ cents: Int64, on day: String, reference: String = "", custodian: String = "Sato, June"
    ) {
        add(.floatMovement) {
            $0.holder = $1(custodian)
            $0.type = $1(kind)
            $0.reference = $1(reference)
            $0.amountMinor = cents
            $0.date = Day(iso: day)!
        }
    }

    @discardableResult
    mutating func receipt(
        _ cents: Int64, on day: String = "2026-05-12", envelope: String = "JS01", vendor: String = "Corner Shop",
        number: String = "1", details: String = "Tape", account: String = "2000", custodian: String = "June Sato",
        status: RecordStatus = .open, period: String? = nil
    ) -> Int64 {
        add(.pettyCashLine, period: period) {
            $0.holder = $1(custodian)
            $0.reference = $1(envelope)
            $0.party = $1(vendor)
            $0.type = $1(number)
            $0.details = $1(details)
            $0.account = $1(account)
            $0.amountMinor = cents
            $0.date = Day(iso: day)!
            $0.status = status
        }
    }
}

private func findings(_ proof: PettyCashPolicies.Proof = .shown, _ fill: (inout SnapshotBuilder) -> Void) -> Findings {
    var builder = SnapshotBuilder()
    builder.account("2000", "Grip")
    builder.snapshot.production.policies.pettyCash.proof = proof
    fill(&builder)
    return Reconcile.findings(of: builder.snapshot)
}

/// 500 out, 109.12 spent and replenished, 100 back: 400 outstanding.
private func float(_ builder: inout SnapshotBuilder) {
    builder.float("advance", 500_00, on: "2026-05-01")
    builder.receipt(48_12)
    builder.receipt(61_00, number: "2")
    builder.float("replenishment", 109_12, on: "2026-05-13")
    builder.float("returned", 100_00, on: "2026-05-14")
}

@Test func `a float proves when cash, receipts in hand and unposted envelopes are what is outstanding`() {
    let findings = findings {
        float(&$0)
        $0.float("counted", 352_76, on: "2026-05-15")
        $0.float("receipts in hand", 29_00, on: "2026-05-15")
        $0.float("unposted envelope", 18_24, on: "2026-05-15", reference: "JS02")
    }
    let proof = findings.cash.floats[0]
    #expect(findings.cash.floats.count == 1)
    #expect(proof.outstanding.minorUnits == 400_00)
    #expect(
        [proof.advances, proof.replenishments, proof.receipts, proof.returned].map(\.minorUnits) == [
            500_00, 109_12, 109_12, 100_00,
        ])
    #expect([proof.onHand, proof.inHand, proof.unposted].map(\.minorUnits) == [352_76, 29_00, 18_24])
    #expect(proof.proves)
    #expect(findings.diagnostics.isEmpty)
}

@Test(arguments: [PettyCashPolicies.Proof.shown, .required])
func `money that is missing is a warning, and a failed tie-out where the proof is required`(
    proof: PettyCashPolicies.Proof
) {
    let findings = findings(proof) {
        float(&$0)
        $0.float("counted", 399_00, on: "2026-05-15")
    }
    #expect(findings.cash.floats[0].difference.minorUnits == 1_00)
    let codes: [DiagnosticCode] = proof == .shown ? [.floatDiffers] : [.floatDiffers, .tieOutFailed]
    #expect(Set(findings.diagnostics.map(\.code)) == Set(codes))
    #expect(findings.isDraft == (proof == .required))
    #expect(findings.diagnostics.contains { $0.line == 8 && $0.message.contains("1.00 less") })
}

@Test func `cash that moves after the count is added to it, and an envelope leaves the count when it is posted`() {
    let findings = findings {
        float(&$0)
        $0.float("counted", 381_76, on: "2026-05-10")
        $0.float("unposted envelope", 18_24, on: "2026-05-10", reference: "JS02")
        $0.receipt(18_24, on: "2026-05-09", envelope: "js02")
    }
    // After the count: +109.12 and -100.00.
    let proof = findings.cash.floats[0]
    #expect(proof.since.minorUnits == 9_12)
    #expect(proof.unposted.isZero)
    #expect(proof.outstanding.minorUnits == 381_76)
    #expect(proof.difference.minorUnits == 381_76 - 381_76 - 9_12)
}

@Test func `only the latest count is one, and receipts found by an earlier one are history`() {
    let findings = findings {
        $0.float("advance", 100_00, on: "2026-05-01")
        $0.float("counted", 60_00, on: "2026-05-08")
        $0.float("receipts in hand", 40_00, on: "2026-05-08")
        $0.float("counted", 55_00, on: "2026-05-15")
        $0.float("counted", 25_00, on: "2026-05-15")
        $0.float("receipts in hand", 20_00, on: "2026-05-14")
    }
    let proof = findings.cash.floats[0]
    #expect([proof.onHand, proof.inHand].map(\.minorUnits) == [80_00, 20_00])
    #expect(proof.proves)
}

@Test func `the petty-cash log's own advances and returns count, and movements are no cost`() {
    let findings = findings {
        for (details, cents) in [("Advance", 500_00), ("Cash returned", -390_88), ("Replenish", 20_00)]
            as [(String, Int64)]
        {
            $0.receipt(cents, vendor: "", number: "", details: details, account: "", status: .settlement)
        }
        $0.receipt(109_12)
        $0.receipt(5_00, status: .void)
    }
    let proof = findings.cash.floats[0]
    #expect(
        [proof.advances, proof.replenishments, proof.receipts, proof.returned].map(\.minorUnits) == [
            500_00, 20_00, 109_12, 390_88,
        ])
    #expect(proof.outstanding.minorUnits == 20_00)
    #expect(!proof.isCounted)
    #expect(findings.lines[0].toDate.minorUnits == 109_12)
}

@Test func `a movement that both lists hold is said, and both count`() {
    let findings = findings {
        $0.float("advance", 500_00, on: "2026-05-12")
        $0.receipt(500_00, vendor: "", number: "", details: "Advance", account: "", status: .settlement)
    }
    #expect(findings.diagnostics.map(\.code) == [.floatMovementTwice])
    #expect(findings.cash.floats[0].advances.minorUnits == 1_000_00)
}

@Test func `a word that is no movement is said and counts nothing`() {
    let findings = findings { $0.float("IOU", 500_00, on: "2026-05-01") }
    #expect(findings.diagnostics.map(\.code) == [.floatMovementUnknown])
    #expect(findings.cash.floats.isEmpty)
}

@Test func `a float that has to prove and was never counted is said`() {
    let findings = findings(.required) { $0.float("advance", 500_00, on: "2026-05-01") }
    #expect(findings.diagnostics.map(\.code) == [.floatDiffers])
    #expect(findings.diagnostics[0].message.contains("never counted"))
}

@Test func `an envelope is held against its top sheet, and its lines need a receipt, a vendor and an account`() {
    let findings = findings {
        $0.receipt(48_12)
        $0.receipt(61_00, vendor: "", number: "no")
        $0.receipt(1_00, number: "3", account: "")
        $0.float("unposted envelope", 110_00, on: "2026-05-13", reference: "JS01")
    }
    let envelope = findings.cash.envelopes[0]
    #expect(envelope.receipts.minorUnits == 110_12)
    #expect(envelope.difference.minorUnits == -12)
    #expect(
        [envelope.lines, envelope.withoutReceipt, envelope.withoutVendor, envelope.withoutAccount] == [3, 1, 1, 1])
    #expect(!envelope.isWhole)
    #expect(findings.diagnostics.map(\.code) == [.envelopeDiffers])
}

/// The formula again, from the rows alone.
@Test func `outstanding is the sum of the rows whatever they are`() {
    forAll(cases: 100) { generator in
        var builder = SnapshotBuilder()
        builder.account("2000")
        var wanted: [String: Int64] = [:]
        for _ in 0..<Int.random(in: 1...30, using: &generator) {
            let custodian = ["Sato, June", "Bo Marsh", "Ana Ruiz"].randomElement(using: &generator)!
            let cents = Int64.random(in: -50_00...500_00, using: &generator)
            let day = "2026-05-\(Int.random(in: 10...15, using: &generator))"
            switch Int.random(in: 0..<4, using: &generator) {
            case 0:
                builder.float("advance", cents, on: day, custodian: custodian)
                wanted[custodian, default: 0] += cents
            case 1:
                builder.float("replenishment", cents, on: day, custodian: custodian)
                wanted[custodian, default: 0] += cents
            case 2:
                builder.float("returned", cents, on: day, custodian: custodian)
                wanted[custodian, default: 0] -= cents < 0 ? -cents : cents
            default:
                let id = builder.receipt(cents, on: day, custodian: custodian)
                if Bool.random(using: &generator) {
                    builder.add(.pettyCashLine, period: "2026-05-16", reverses: id) { record, _ in
                        record.amountMinor = cents
                    }
                } else {
                    wanted[custodian, default: 0] -= cents
                }
            }
        }
        let floats = Reconcile.findings(of: builder.snapshot).cash.floats
        return floats.allSatisfy { $0.outstanding.minorUnits == wanted[$0.custodian] ?? 0 }
    }
}
