import CostModel
import Reconcile
import TestSupport
import Testing

/// Week 6 is closed; week 7 is reported.
private struct ClosedWeek {
    var builder = SnapshotBuilder(period: "2026-05-23")
    private var keys: [Int64: Fingerprint] = [:]

    init() {
        builder.account("3200-05", "Camera")
        builder.account("3500-80", "Catering")
        builder.account("0100-10", "Bank", type: "balance")
        builder.snapshot.previous = ReportFigures(period: Day(iso: "2026-05-16")!, lines: [])
        builder.snapshot.closedThrough = Day(iso: "2026-05-16")!
    }

    /// A posting of week 6, or of week 7 with the date of week 6.
    @discardableResult
    mutating func post(
        _ code: String, _ cents: Int64, on day: String = "2026-05-13", in period: String = "2026-05-23",
        vendor: String = "Otto", reference: String = "", key: UInt64? = nil, status: RecordStatus = .open
    ) -> Int64 {
        let id = builder.add(.invoiceLine, period: period) {
            $0.account = $1(code)
            $0.amountMinor = cents
            $0.date = Day(iso: day) ?? .none
            $0.party = $1(vendor)
            $0.reference = $1(reference)
            $0.status = status
        }
        keys[id] = key.map { Fingerprint(high: $0, low: 0) }
        link(id, key: keys[id], cause: 0)
        return id
    }

    mutating func takeBack(_ id: Int64) {
        let record = builder.snapshot.entries[Int(id) - 1].record
        let reversal = builder.add(record.kind, period: "2026-05-23", reverses: id) { copy, _ in copy = record }
        builder.snapshot.entries[Int(reversal) - 1].origin = builder.snapshot.entries[Int(id) - 1].origin
        link(reversal, key: keys[id], cause: 1)
    }

    private mutating func link(_ id: Int64, key: Fingerprint?, cause: Int32) {
        builder.snapshot.links[id] = PostingLink(key: key, causeSourceID: cause)
    }

    var findings: Findings {
        var snapshot = builder.snapshot
        // What the closed report showed as cost to date.
        let closed = snapshot.entries.filter { $0.period <= Day(iso: "2026-05-16")! && $0.record.kind == .invoiceLine }
        snapshot.previous!.lines = closed.map {
            ReportFigures.Line(
                account: snapshot.texts[$0.record.account], toDate: $0.signedMinor, finalCost: 0, workingBudget: 0)
        }
        return Reconcile.findings(of: snapshot)
    }
}

private func week(
    _ fill: (inout ClosedWeek) -> Void
) -> (changes: [ClosedChange], said: [String], total: Int64, isTied: Bool) {
    var made = ClosedWeek()
    fill(&made)
    let findings = made.findings
    let changes = findings.closedChanges
    let said = changes.map { "\($0.kind.rawValue) \($0.old) \($0.new)" }
    let proof = findings.tieOuts.first { $0.name == "Changes to closed periods" }
    return (changes, said, changes.reduce(0) { $0 + $1.difference.minorUnits }, proof?.passes == true)
}

private let closed = "2026-05-16"

@Test func `a row that turns up late is an adjustment, and one of an open week is none`() {
    let result = week {
        $0.post("3200-05", 100_00, in: closed)
        $0.post("3200-05", 33_00)
        $0.post("3200-05", 50_00, on: "2026-05-20")
    }
    #expect(result.said == ["late 0.00 33.00"])
    #expect(result.isTied)
    #expect(result.changes[0].week == Day(iso: closed)!)
    #expect(result.changes[0].posting == 5 && result.changes[0].reversal == 0)
}

@Test func `a row that has gone names the file that lacks it`() {
    let result = week { $0.takeBack($0.post("3200-05", 100_00, in: closed)) }
    #expect(result.said == ["vanished 100.00 0.00"])
    #expect(result.changes[0].causeSourceID == 1 && result.changes[0].newOrigin == nil)
    #expect(result.total == -100_00 && result.isTied)
}

@Test(
    arguments: [
        // By the profile's key, whatever else has changed.
        ("Otto", "", 7, "Otto Nemenz", "", 7, 110_00, "3200-05", "changed 100.00 110.00"),
        // By vendor and number.
        ("Otto", "B1", nil, "Otto", "B1", nil, 110_00, "3200-05", "changed 100.00 110.00"),
        // By number, the vendor being another.
        ("Otto", "B1", nil, "Nemenz", "B1", nil, 110_00, "3200-05", "changed 100.00 110.00"),
        // By vendor, date and amount.
        ("Otto", "", nil, "Otto", "", nil, 100_00, "3500-80", "recoded 100.00 100.00"),
        // By vendor, date and text.
        ("Otto", "", nil, "Otto", "", nil, 90_00, "3200-05", "changed 100.00 90.00"),
        // The vendor is spelled otherwise.
        ("Otto", "", nil, "OTTO", "", nil, 100_00, "3200-05", "changed 100.00 100.00"),
    ] as [(String, String, UInt64?, String, String, UInt64?, Int64, String, String)])
func `two versions of one row are a pair`(
    vendor: String, reference: String, key: UInt64?, newVendor: String, newReference: String, newKey: UInt64?,
    cents: Int64, account: String, said: String
) {
    let result = week {
        let old = $0.post("3200-05", 100_00, in: closed, vendor: vendor, reference: reference, key: key)
        let new = $0.post(account, cents, vendor: newVendor, reference: newReference, key: newKey)
        $0.takeBack(old)
        #expect(new > old)
    }
    #expect(result.said == [said])
    #expect(result.isTied && result.total == cents - 100_00)
    #expect(result.changes[0].oldOrigin != nil && result.changes[0].newOrigin != nil)
}

@Test func `the key goes before the number, and each version is claimed once`() {
    let result = week {
        let first = $0.post("3200-05", 100_00, in: closed, reference: "B1", key: 1)
        let second = $0.post("3200-05", 200_00, in: closed, reference: "B1", key: 2)
        $0.post("3200-05", 210_00, reference: "B1", key: 2)
        $0.post("3200-05", 110_00, reference: "B1", key: 1)
        $0.takeBack(first)
        $0.takeBack(second)
    }
    #expect(result.said == ["changed 100.00 110.00", "changed 200.00 210.00"])
    #expect(result.isTied)
}

@Test func `a row that is void now counts nothing, and what was never cost is no adjustment`() {
    let result = week {
        let old = $0.post("3200-05", 100_00, in: closed, reference: "B1")
        $0.post("3200-05", 100_00, reference: "B1", status: .void)
        $0.takeBack(old)
        $0.post("0100-10", 70_00)
        $0.post("3200-05", 70_00, status: .settlement)
    }
    #expect(result.said == ["voided 100.00 0.00"])
    #expect(result.isTied)
}

@Test func `what came and went within the period is no difference, and the last version is the pair`() {
    let result = week {
        let old = $0.post("3200-05", 100_00, in: closed, reference: "B1")
        let passing = $0.post("3200-05", 105_00, reference: "B1")
        $0.takeBack(old)
        $0.post("3200-05", 120_00, reference: "B1")
        $0.takeBack(passing)
    }
    #expect(result.said == ["changed 100.00 120.00"])
    #expect(result.total == 20_00 && result.isTied)
}

@Test func `a row without a date belongs to the week in which it counted`() {
    let result = week { $0.takeBack($0.post("3200-05", 100_00, on: "", in: closed)) }
    #expect(result.said == ["vanished 100.00 0.00"])
    #expect(result.isTied)
}

@Test func `a row moved into an open week leaves the closed one`() {
    let result = week {
        let old = $0.post("3200-05", 100_00, in: closed, reference: "B1")
        $0.post("3200-05", 100_00, on: "2026-05-20", reference: "B1")
        $0.takeBack(old)
    }
    #expect(result.said == ["vanished 100.00 0.00"])
    #expect(result.isTied)
}

@Test func `without a closed period there are no adjustments and no proof of them`() {
    var builder = SnapshotBuilder()
    builder.account("3200-05")
    builder.cost("3200-05", 1_00, on: "2026-05-12")
    let findings = Reconcile.findings(of: builder.snapshot)
    #expect(findings.closedChanges.isEmpty)
    #expect(!findings.tieOuts.contains { $0.name == "Changes to closed periods" })
}
