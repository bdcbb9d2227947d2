import CostModel
import Reconcile
import TestSupport
import Testing

extension SnapshotBuilder {
    fileprivate mutating func timecard(_ worker: String, on day: String, hours: (Int32, Int32, Int32), rate: Int64 = 0)
    {
        add(.timecardDay) {
            $0.party = $1(worker)
            $0.account = $1("3200-10")
            $0.date = Day(iso: day)!
            ($0.quantity, $0.hours15, $0.hours20) = hours
            $0.rate = Rate(tenThousandths: rate)
        }
    }

    fileprivate mutating func deal(_ worker: String, _ rate: Int64, per: String, guaranteed: Int32) {
        add(.crewDeal) {
            $0.party = $1(worker)
            $0.rate = Rate(tenThousandths: rate)
            $0.type = $1(per)
            $0.quantity = guaranteed
        }
    }

    fileprivate mutating func register(_ worker: String, week: String, _ cents: Int64, on day: String) {
        add(.payrollLine) {
            $0.party = $1(worker)
            $0.account = $1("3200-10")
            $0.weekEnding = Day(iso: week)!
            $0.date = Day(iso: day)!
            $0.amountMinor = cents
        }
    }
}

@Test(
    arguments: [
        (50_0000, "hour", 0, (800, 200, 50), 600_00),  // 8 + 3 + 1 = 12 hours at 50
        (500_0000, "day", 1_000, (800, 200, 0), 500_00),  // $500/10
        (500_0000, "day", 1_000, (800, 300, 0), 568_18),  // one hour more at 1.5 of 500/11
        (500_0000, "day", 0, (800, 0, 0), 500_00), (3_000_0000, "week", 1_200, (800, 400, 0), 600_00),
        (48_1250, "hour", 0, (10, 0, 0), 4_81),  // 0.1 hours: 4.8125
    ] as [(Int64, String, Int32, (Int32, Int32, Int32), Int64)])
func `a timecard is priced by the deal`(
    rate: Int64, per: String, guaranteed: Int32, hours: (Int32, Int32, Int32), cents: Int64
) {
    var builder = SnapshotBuilder()
    builder.account("3200-10")
    builder.deal("Ruiz, Ana", rate, per: per, guaranteed: guaranteed)
    builder.timecard("Ana RUIZ", on: "2026-05-12", hours: hours)
    let findings = Reconcile.findings(of: builder.snapshot)
    #expect(findings.lines[0].accruals.minorUnits == cents)
    #expect(findings.lines[0].totalCost.minorUnits == cents)
    #expect(findings.diagnostics.isEmpty)
}

@Test func `the register supersedes the worker's week, and no other`() {
    var builder = SnapshotBuilder()
    builder.account("3200-10")
    for worker in ["Ruiz, Ana", "Okoro, Ben"] {
        builder.timecard(worker, on: "2026-05-06", hours: (800, 0, 0), rate: 50_0000)
        builder.timecard(worker, on: "2026-05-13", hours: (800, 0, 0), rate: 50_0000)
    }
    builder.register("Ana Ruiz", week: "2026-05-09", 450_00, on: "2026-05-14")
    let findings = Reconcile.findings(of: builder.snapshot)
    #expect(findings.lines[0].toDate.minorUnits == 450_00)
    #expect(findings.lines[0].accruals.minorUnits == 3 * 400_00)
    #expect(findings.accruals.map(\.isSuperseded) == [true, false, false, false])
}

@Test func `a timecard without any rate is an error and accrues nothing`() {
    var builder = SnapshotBuilder()
    builder.account("3200-10")
    builder.timecard("Ruiz, Ana", on: "2026-05-12", hours: (800, 0, 0))
    builder.timecard("Ruiz, Ana", on: "2026-05-13", hours: (800, 0, 0))
    let findings = Reconcile.findings(of: builder.snapshot)
    #expect(findings.diagnostics.map(\.code) == [.dealMissing])
    #expect(findings.accruals.allSatisfy { $0.isUnpriced })
    #expect(findings.isDraft)
}

@Test func `units are counted after the last week that is costed or accrued`() {
    for (covered, units) in [("2026-05-16", 20), ("2026-05-09", 25)] {
        var builder = SnapshotBuilder()
        builder.account("3200-10")
        builder.shootDays(40, from: "2026-04-20")
        builder.register("Ruiz, Ana", week: covered, 450_00, on: "2026-05-14")
        builder.forecast("3200-10", "rate_x_units", unit: "shoot_day", rate: 100_0000)
        let findings = Reconcile.findings(of: builder.snapshot)
        #expect(findings.lines[0].forecast.units == Int32(units * 100))
        #expect(findings.lines[0].estimate.minorUnits == Int64(units) * 100_00)
    }
}
