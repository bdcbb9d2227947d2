import CostModel
import Reconcile
import TestSupport
import Testing

/// Two accounts with departments, and a builder of posted cost.
private func books() -> SnapshotBuilder {
    var builder = SnapshotBuilder()
    for (code, department) in [("1", "Camera"), ("2", "Grip"), ("3", "")] {
        builder.add(.account) {
            $0.account = $1(code)
            $0.details = $1("Account \(code)")
            $0.set = $1("Production")
            $0.type = $1("cost")
            $0.department = $1(department)
        }
    }
    builder.add(.account) {
        $0.account = $1("bank")
        $0.type = $1("balance")
    }
    return builder
}

private struct Cost {
    var kind = RecordKind.invoiceLine
    var account = "1"
    var cents: Int64
    var day = "2026-05-13"
    var party = "Vendor"
    var department = ""
    var holder = ""
    var reference = ""
    var leg: UInt8 = 0
    var week = ""
    var hours: [Int32] = [0, 0, 0]
    var reverses: Int64 = 0
}

extension SnapshotBuilder {
    @discardableResult
    fileprivate mutating func post(_ cost: Cost) -> Int64 {
        add(cost.kind, reverses: cost.reverses) {
            $0.account = $1(cost.account)
            $0.amountMinor = cost.cents
            $0.date = Day(iso: cost.day)!
            $0.party = $1(cost.party)
            $0.department = $1(cost.department)
            $0.holder = $1(cost.holder)
            $0.reference = $1(cost.reference)
            $0.leg = cost.leg
            $0.weekEnding = cost.week.isEmpty ? .none : Day(iso: cost.week)!
            ($0.quantity, $0.hours15, $0.hours20) = (cost.hours[0], cost.hours[1], cost.hours[2])
        }
    }

    fileprivate var findings: Findings { Reconcile.findings(of: snapshot) }
}

@Test func `a record's own department counts before its account's, in the chart's spelling`() {
    var builder = books()
    builder.post(Cost(cents: 100))
    builder.post(Cost(account: "1", cents: 20, department: " GRIP "))
    builder.post(Cost(kind: .payrollLine, account: "2", cents: 3, day: "2026-05-06"))
    builder.post(Cost(kind: .pettyCashLine, account: "3", cents: 4))
    builder.post(Cost(kind: .cardCoding, account: "3", cents: 5, department: "Art"))
    builder.post(Cost(kind: .ledgerLine, account: "9999", cents: 6))
    builder.post(Cost(kind: .ledgerLine, account: "bank", cents: 70_000, department: "Art"))
    let departments = DepartmentExpense.all(builder.snapshot, builder.findings)
    #expect(departments.map(\.department) == ["Art", "Camera", "Grip", ""])
    #expect(
        departments.map { $0.toDate.map(\.minorUnits) } == [
            [0, 0, 0, 5, 0], [0, 100, 0, 0, 0], [3, 20, 0, 0, 0], [0, 0, 4, 0, 6],
        ])
    #expect(departments[2].thisPeriod.map(\.minorUnits) == [0, 20, 0, 0, 0])
    #expect(departments[2].toDate(.payroll) == Money(3, .usd))
}

@Test func `vendors are one whatever their case, dearest first, payroll aside`() {
    var builder = books()
    builder.post(Cost(cents: 100, party: "Mole  Lighting"))
    builder.post(Cost(kind: .cardCoding, cents: 50, day: "2026-05-06", party: "MOLE LIGHTING"))
    builder.post(Cost(cents: 500, party: "Dear, Inc."))
    builder.post(Cost(cents: 150, party: "Acme"))
    builder.post(Cost(kind: .payrollLine, cents: 9_999, party: "Ruiz, Ana"))
    let wrong = builder.post(Cost(cents: 70, party: "Gone"))
    builder.post(Cost(cents: 70, party: "Gone", reverses: wrong))
    builder.add(.purchaseOrderLine) {
        $0.reference = $1("1")
        $0.party = $1("mole lighting")
        $0.account = $1("1")
        $0.amountMinor = 30
        $0.date = Day(iso: "2026-05-01")!
    }
    builder.add(.purchaseOrderLine) {
        $0.reference = $1("2")
        $0.party = $1("Nothing Yet")
        $0.account = $1("1")
        $0.amountMinor = 8
        $0.date = Day(iso: "2026-05-01")!
    }
    let vendors = VendorExpense.all(builder.snapshot, builder.findings)
    #expect(vendors.map(\.vendor) == ["Dear, Inc.", "Acme", "Mole Lighting", "Nothing Yet"])
    #expect(vendors.map(\.count) == [1, 1, 2, 0])
    #expect(vendors.map(\.toDate.minorUnits) == [500, 150, 150, 0])
    #expect(vendors.map(\.thisPeriod.minorUnits) == [500, 150, 100, 0])
    #expect(vendors.map(\.openOrders.minorUnits) == [0, 0, 30, 8])
}

@Test func `a worker's weeks, hours, gross and fringe come from the register, the rest from timecards`() {
    var builder = books()
    for week in ["2026-05-02", "2026-05-09"] {
        // Two rows of one week, as registers print overtime.
        builder.post(
            Cost(kind: .payrollLine, cents: 1_000, party: "Ruiz, Ana", week: week, hours: [4_000, 0, 0]))
        builder.post(Cost(kind: .payrollLine, cents: 300, party: "RUIZ, ANA", week: week, hours: [0, 250, 100]))
        builder.post(
            Cost(
                kind: .payrollLine, account: "2", cents: 200, party: "Ruiz, Ana", leg: 1, week: week,
                hours: [4_000, 0, 0]))
    }
    let wrong = builder.post(
        Cost(kind: .payrollLine, cents: 900, party: "Ruiz, Ana", week: "2026-04-25", hours: [100, 0, 0]))
    builder.post(
        Cost(
            kind: .payrollLine, cents: 900, party: "Ruiz, Ana", week: "2026-04-25", hours: [100, 0, 0], reverses: wrong)
    )
    addTimecards(&builder)
    let workers = WorkerExpense.all(builder.snapshot, builder.findings)
    #expect(workers.map(\.worker) == ["Li, Bo", "Ruiz, Ana"])
    #expect(workers.map(\.weeks) == [0, 2])
    #expect(workers.map { [$0.straight, $0.half, $0.double] } == [[0, 0, 0], [8_000, 500, 200]])
    #expect(workers.map(\.gross.minorUnits) == [0, 2_600])
    #expect(workers.map(\.fringe.minorUnits) == [0, 400])
    #expect(workers.map(\.accrued.minorUnits) == [20_00, 10_00])
}

@Test func `a payroll week holds the register, and timecards that no register supersedes`() {
    var builder = books()
    builder.post(
        Cost(kind: .payrollLine, cents: 1_000, party: "Ruiz, Ana", week: "2026-05-09", hours: [4_000, 100, 0]))
    builder.post(
        Cost(
            kind: .payrollLine, account: "2", cents: 200, party: "Ruiz, Ana", leg: 1, week: "2026-05-09",
            hours: [4_000, 100, 0]))
    addTimecards(&builder)
    let weeks = PayrollWeek.all(builder.snapshot, builder.findings)
    #expect(weeks.map { "\($0.weekEnding)" } == ["2026-05-09", "2026-05-16"])
    #expect(weeks.map(\.workers) == [2, 2])
    #expect(weeks.map(\.straight) == [4_100, 200])
    #expect(weeks.map(\.half) == [100, 0])
    #expect(weeks.map(\.cost.minorUnits) == [1_200, 0])
    #expect(weeks.map(\.accrued.minorUnits) == [10_00, 20_00])
}

/// An hour at 10.00 each: Bo in both weeks, Ana in both, of which the register supersedes the first where it holds it.
private func addTimecards(_ builder: inout SnapshotBuilder) {
    for (party, day, week) in [
        ("Ana Ruiz", "2026-05-08", "2026-05-09"), ("Ana Ruiz", "2026-05-14", "2026-05-16"),
        ("Li, Bo", "2026-05-08", "2026-05-09"), ("Bo Li", "2026-05-14", "2026-05-16"),
    ] {
        builder.add(.timecardDay) {
            $0.account = $1("1")
            $0.party = $1(party)
            $0.quantity = 100
            $0.rate = Rate(tenThousandths: 10_0000)
            $0.date = Day(iso: day)!
            $0.weekEnding = Day(iso: week)!
        }
    }
}

@Test func `envelopes stand by custodian and number`() {
    var builder = books()
    for (holder, envelope, cents, day) in [
        ("Zed", "Z10", 3, "2026-05-14"), ("Zed", "Z009", 5, "2026-05-14"), ("Amy", "A2", 10, "2026-05-14"),
        ("amy", "A2", 20, "2026-05-04"),
        ("Amy", "A1", 40, "2026-05-14"), ("", "X", 1, "2026-05-14"),
    ] as [(String, String, Int64, String)] {
        builder.post(
            Cost(kind: .pettyCashLine, cents: cents, day: day, holder: holder, reference: envelope))
    }
    let envelopes = EnvelopeExpense.all(builder.snapshot, builder.findings)
    #expect(envelopes.map { "\($0.custodian)/\($0.envelope)" } == ["Amy/A1", "Amy/A2", "Zed/Z009", "Zed/Z10", "/X"])
    #expect(envelopes.map(\.lines) == [1, 2, 1, 1, 1])
    #expect(envelopes.map(\.toDate.minorUnits) == [40, 30, 5, 3, 1])
    #expect(envelopes[1].thisPeriod.minorUnits == 10)
    #expect("\(envelopes[1].first)" == "2026-05-04")
}

@Test func `the aggregates are all posted cost, to the cent`() {
    forAll(cases: 60) { random in
        var builder = books()
        let kinds: [RecordKind] = [.ledgerLine, .invoiceLine, .pettyCashLine, .cardCoding, .payrollLine]
        var ids: [(Int64, Cost)] = []
        for _ in 0..<Int.random(in: 0...40, using: &random) {
            let cost = Cost(
                kind: kinds.randomElement(using: &random)!,
                account: ["1", "2", "3", "x", "bank"].randomElement(using: &random)!,
                cents: .random(in: -999...9_999, using: &random),
                day: ["2026-05-06", "2026-05-13"].randomElement(using: &random)!,
                party: ["A", "a ", "B", ""].randomElement(using: &random)!,
                department: ["", "Grip", "Art"].randomElement(using: &random)!,
                holder: ["", "H"].randomElement(using: &random)!, leg: .random(in: 0...1, using: &random))
            ids.append((builder.post(cost), cost))
        }
        for (id, cost) in ids where Int.random(in: 0..<4, using: &random) == 0 {
            var reversal = cost
            reversal.reverses = id
            builder.post(reversal)
        }
        return tie(builder.snapshot, builder.findings)
    }
}

private func tie(_ snapshot: Snapshot, _ findings: Findings) -> Bool {
    let toDate = findings.lines.reduce(Int64(0)) { $0 + $1.toDate.minorUnits }
    let thisPeriod = findings.lines.reduce(Int64(0)) { $0 + $1.thisPeriod.minorUnits }
    let departments = DepartmentExpense.all(snapshot, findings)
    let byKind = ExpenseKind.allCases.map { kind in
        departments.reduce(Int64(0)) { $0 + $1.toDate(kind).minorUnits }
    }
    let vendors = VendorExpense.all(snapshot, findings).reduce(Int64(0)) { $0 + $1.toDate.minorUnits }
    let workers = WorkerExpense.all(snapshot, findings).reduce(Int64(0)) {
        $0 + $1.gross.minorUnits + $1.fringe.minorUnits
    }
    let weeks = PayrollWeek.all(snapshot, findings).reduce(Int64(0)) { $0 + $1.cost.minorUnits }
    let envelopes = EnvelopeExpense.all(snapshot, findings).reduce(Int64(0)) { $0 + $1.toDate.minorUnits }
    return byKind.reduce(0, +) == toDate
        && departments.reduce(Int64(0)) { $0 + $1.thisPeriod.reduce(Int64(0)) { $0 + $1.minorUnits } } == thisPeriod
        && vendors + byKind[ExpenseKind.payroll.rawValue] == toDate
        && workers == byKind[ExpenseKind.payroll.rawValue] && weeks == workers
        && envelopes == byKind[ExpenseKind.pettyCash.rawValue]
}
