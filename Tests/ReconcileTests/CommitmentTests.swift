import CostModel
import Reconcile
import TestSupport
import Testing

private func findings(_ period: String = "2026-05-16", _ fill: (inout SnapshotBuilder) -> Void) -> Findings {
    var builder = SnapshotBuilder(period: period)
    builder.account("3200-05", "Camera")
    builder.account("3510-20", "Locations")
    fill(&builder)
    return Reconcile.findings(of: builder.snapshot)
}

/// An order of 10,000, seen at the end of four weeks: billed 4,000, billed 7,000 more, closed, credited 500.
@Test(
    arguments: [
        ("2026-04-18", 6_000_00, 0, 4_000_00, RecordStatus.open), ("2026-04-25", 0, 1_000_00, 11_000_00, .open),
        ("2026-05-02", 0, 1_000_00, 11_000_00, .closed), ("2026-05-09", 0, 500_00, 10_500_00, .closed),
    ] as [(String, Int64, Int64, Int64, RecordStatus)])
func `an order is billed, over-billed, closed and credited, each in its week`(
    week: String, open: Int64, over: Int64, actuals: Int64, status: RecordStatus
) {
    var builder = SnapshotBuilder(period: week)
    builder.account("3200-05", "Camera")
    builder.order("1041", "3200-05", 10_000_00, on: "2026-04-13")
    builder.cost("3200-05", 4_000_00, on: "2026-04-15", order: "1041")
    builder.cost("3200-05", 7_000_00, on: "2026-04-22", order: "1041")
    let id = builder.snapshot.entries[1].id
    builder.add(.purchaseOrderLine, period: "2026-05-02", reverses: id) {
        $0.reference = $1("1041")
        $0.account = $1("3200-05")
        $0.amountMinor = 10_000_00
        $0.date = Day(iso: "2026-04-13")!
    }
    builder.add(.purchaseOrderLine, period: "2026-05-02") {
        $0.reference = $1("1041")
        $0.account = $1("3200-05")
        $0.amountMinor = 10_000_00
        $0.date = Day(iso: "2026-04-13")!
        $0.status = .closed
    }
    builder.cost("3200-05", -500_00, on: "2026-05-06", order: "1041")
    // What is later than the week is in no snapshot of it.
    builder.snapshot.entries.removeAll { $0.period > builder.snapshot.period }
    let findings = Reconcile.findings(of: builder.snapshot)
    #expect(findings.orders.map(\.open.minorUnits) == [open])
    #expect(findings.orders.map(\.overbilled.minorUnits) == [over])
    #expect(findings.orders.map(\.status) == [status])
    #expect(findings.lines[0].toDate.minorUnits == actuals)
    #expect(findings.lines[0].openOrders.minorUnits == open)
    #expect(findings.diagnostics.map(\.code) == (over > 0 ? [.orderOverbilled] : []))
}

@Test func `a credit never opens a closed order again, nor more than was ordered`() {
    for (status, open) in [(RecordStatus.closed, Int64(0)), (.open, 500_00)] {
        let findings = findings {
            $0.order("1", "3200-05", 500_00, on: "2026-05-01", status: status)
            $0.cost("3200-05", -120_00, on: "2026-05-10", order: "1")
        }
        #expect(findings.orders[0].open.minorUnits == open)
    }
}

@Test func `a line that was closed takes the bill before one that is open, whichever was entered last`() {
    let findings = findings {
        $0.order("1", "3200-05", 500_00, on: "2026-05-01")
        $0.order("1", "3200-05", 500_00, on: "2026-05-01", status: .closed)
        $0.cost("3200-05", 500_00, on: "2026-05-10", order: "1")
    }
    #expect(findings.orders.map(\.open.minorUnits) == [500_00, 0])
}

@Test func `a bill that names the suffix comes before one for the bare number`() {
    let findings = findings {
        $0.order("1042-A", "3200-05", 100_00, on: "2026-05-01")
        $0.order("1042-B", "3200-05", 100_00, on: "2026-05-01")
        $0.cost("3200-05", 120_00, on: "2026-05-10", order: "1042")
        $0.cost("3200-05", 80_00, on: "2026-05-11", order: "1042-A")
    }
    #expect(findings.orders.map(\.open.minorUnits) == [0, 0])
    #expect(findings.orders.map(\.overbilled.minorUnits) == [0, 0])
}

private func line(
    _ builder: inout SnapshotBuilder, _ number: String, _ cents: Int64, type: String = "", end: String? = nil,
    on day: String = "2026-04-20"
) {
    builder.add(.purchaseOrderLine) {
        $0.reference = $1(number)
        $0.account = $1("3200-05")
        $0.party = $1("Vendor")
        $0.amountMinor = cents
        $0.date = Day(iso: day)!
        $0.type = $1(type)
        $0.weekEnding = end.flatMap(Day.init(iso:)) ?? .none
    }
}

@Test(
    arguments: [
        ("", "2026-05-16", 700_00, 0), ("", "2026-05-15", 0, 700_00), ("Blanket order", "2026-05-15", 0, 700_00),
        ("blanket", nil, 700_00, 0), ("Rental", "2026-05-15", 700_00, 0), ("Hotel", "2026-05-01", 700_00, 0),
    ] as [(String, String?, Int64, Int64)])
func `a blanket order commits nothing after its last day, a rental is owed then`(
    type: String, end: String?, open: Int64, lapsed: Int64
) {
    let findings = findings {
        line(&$0, "1", 1_000_00, type: type, end: end)
        $0.cost("3200-05", 300_00, on: "2026-05-10", order: "1")
    }
    #expect(findings.orders[0].open.minorUnits == open)
    #expect(findings.orders[0].lapsed.minorUnits == lapsed)
    #expect(findings.lines[0].openOrders.minorUnits == open)
    let said = findings.diagnostics.filter { $0.code == .orderEnded }
    #expect(said.map(\.message).count == (lapsed == 0 ? 0 : 1))
    #expect(said.allSatisfy { $0.message.contains("700.00") && $0.line == 4 })
}

@Test func `an order without a bill for longer than the policy allows is stale, unless it still runs`() {
    let findings = findings {
        $0.snapshot.production.policies.orders.staleAfterDays = 20
        line(&$0, "1", 100_00, on: "2026-04-25")
        line(&$0, "2", 100_00, on: "2026-04-26")
        line(&$0, "3", 100_00, type: "Rental", end: "2026-06-01", on: "2026-04-12")
        line(&$0, "4", 100_00, on: "2026-04-12")
        $0.cost("3200-05", 60_00, on: "2026-05-10", order: "4")
    }
    let stale = findings.diagnostics.filter { $0.code == .orderStale }
    #expect(stale.map(\.value) == ["1"])
    #expect(stale[0].message == "has had no bill since its date, 21 days ago, and 100.00 is still open")
}

@Test func `numbers that are missing from the log are named, beyond a jump another book begins`() {
    let numbers = ["1001", "1002", "PO 1005", "1006-A", "1006-B", "1008", "1300", "R-7", "R-9"]
    let findings = findings {
        $0.snapshot.production.policies.orders.findsNumberGaps = true
        for number in numbers { line(&$0, number, 100_00) }
    }
    let gaps = findings.diagnostics.filter { $0.code == .orderNumberGap }
    #expect(
        gaps.map(\.message) == [
            "stands beside a gap: 1003 to 1004 are in no log", "stands beside a gap: 1007 is in no log",
            "stands beside a gap: R-8 is in no log",
        ])
    #expect(gaps.map(\.line) == [5, 8, 11])
}

@Test func `a declared book of numbers is complete from its first one on`() {
    let findings = findings {
        $0.snapshot.production.policies.orders.findsNumberGaps = true
        $0.snapshot.production.policies.orders.books = [.init(prefix: "", from: 1001, to: 1999)]
        for number in ["1003", "1500", "2001", "2003"] { line(&$0, number, 100_00) }
    }
    let gaps = findings.diagnostics.filter { $0.code == .orderNumberGap }.map(\.message)
    #expect(gaps.count == 2)
    #expect(gaps.contains("stands beside a gap: 1001 to 1002 are in no log"))
    #expect(gaps.contains("stands beside a gap: 1004 to 1499 are in no log"))
}

@Test func `a bill above the limit has to cite an order, payroll and what is exempt has not`() {
    func bill(
        _ builder: inout SnapshotBuilder, _ number: String, _ account: String, _ cents: Int64, order: String = "",
        kind: RecordKind = .invoiceLine
    ) {
        builder.add(kind) {
            $0.reference = $1(number)
            $0.account = $1(account)
            $0.amountMinor = cents
            $0.party = $1("Bay Lumber, LLC")
            $0.order = $1(order)
            $0.date = Day(iso: "2026-05-12")!
        }
    }
    func found(_ change: (inout OrderPolicies) -> Void = { _ in }) -> [String] {
        let findings = findings {
            $0.snapshot.production.policies.orders.requiredAbove = 500_00
            change(&$0.snapshot.production.policies.orders)
            $0.order("1", "3200-05", 9_000_00, on: "2026-05-01")
            bill(&$0, "A", "3200-05", 300_00)
            bill(&$0, "A", "3510-20", 200_01)
            bill(&$0, "B", "3200-05", 500_00)
            bill(&$0, "C", "3200-05", 900_00, order: "1")
            bill(&$0, "D", "3200-05", 900_00, kind: .payrollLine)
            bill(&$0, "", "3200-05", 300_00)
            bill(&$0, "", "3200-05", 300_00)
        }
        return findings.diagnostics.filter { $0.code == .costWithoutOrder }.map { "\($0.value) \($0.line)" }
    }
    #expect(found() == ["A 5"])
    #expect(found { $0.exemptAccounts = ["3510-20"] } == [])
    #expect(found { $0.exemptVendors = ["BAY LUMBER"] } == [])
    #expect(found { $0.exemptKinds = [.invoiceLine] } == ["D 9"])
}

/// Orders of one line, in any order of entries, against the sentence of the domain taken literally.
@Test func `open and over-billed are those of a straightforward computation, whatever the order of bills`() {
    forAll(cases: 150) { random in
        let accounts = ["3200-05", "3510-20"]
        var ordered: [Int: Int64] = [:], billed: [Int: Int64] = [:], status: [Int: RecordStatus] = [:]
        var steps: [(inout SnapshotBuilder) -> Void] = []
        let count = Int.random(in: 1...6, using: &random)
        for order in 0..<count {
            let state = [RecordStatus.open, .open, .closed, .void].randomElement(using: &random)!
            status[order] = state
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let (account, cents) = (
                    accounts.randomElement(using: &random)!, Int64.random(in: 0...9_999, using: &random)
                )
                ordered[order, default: 0] += state == .void ? 0 : cents
                steps.append { $0.order("\(1000 + order)", account, cents, on: "2026-05-01", status: state) }
            }
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                let (account, cents) = (
                    accounts.randomElement(using: &random)!, Int64.random(in: -3_000...9_000, using: &random)
                )
                billed[order, default: 0] += cents
                let number = ["PO \(1000 + order)", "\(1000 + order)", "#\(1000 + order)"].randomElement(
                    using: &random)!
                steps.append { $0.cost(account, cents, on: "2026-05-10", order: number) }
            }
        }
        func result() -> (open: [Int64], over: [Int64], column: [Int64]) {
            let findings = findings { builder in for step in steps { step(&builder) } }
            func sum(_ amount: (OrderLine) -> Money) -> [Int64] {
                (0..<count).map { order in
                    findings.orders.filter { $0.number == "\(1000 + order)" }.reduce(0) { $0 + amount($1).minorUnits }
                }
            }
            return (
                sum(\.open), sum(\.overbilled), findings.lines.prefix(2).map(\.openOrders.minorUnits)
            )
        }
        let first = result()
        steps.shuffle(using: &random)
        let second = result()
        for order in 0..<count {
            let (all, spent) = (ordered[order] ?? 0, max(0, billed[order] ?? 0))
            let open = status[order] == .open ? max(0, all - spent) : 0
            guard first.open[order] == open, first.over[order] == max(0, spent - all) else { return false }
        }
        return first.column.reduce(0, +) == first.open.reduce(0, +) && first.open == second.open
            && first.over == second.over
    }
}
