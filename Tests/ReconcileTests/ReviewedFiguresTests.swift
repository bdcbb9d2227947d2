import CostModel
import Reconcile
import TestSupport
import Testing

private func ledger(_ fill: (inout SnapshotBuilder) -> Void) -> Findings {
    var builder = SnapshotBuilder()
    builder.account("3500-20", "Locations")
    builder.account("3500-30", "Permits")
    builder.account("0400-10", "Deposits", section: "", type: "balance")
    fill(&builder)
    return Reconcile.findings(of: builder.snapshot)
}

@Test func `a deposit on the balance sheet relieves no order`() {
    let findings = ledger {
        $0.order("1005", "3500-20", 800_00, on: "2026-05-11")
        $0.cost("0400-10", 300_00, on: "2026-05-12", order: "1005")
    }
    #expect(findings.lines[0].finalCost.minorUnits == 800_00)
}

@Test(arguments: [("PO-1005", "3500-20"), ("1005", "3500-30")])
func `a credit opens the order again however it is spelled and coded`(order: String, account: String) {
    let findings = ledger {
        $0.order("1005", "3500-20", 800_00, on: "2026-05-11")
        $0.cost("3500-20", 800_00, on: "2026-05-12", order: "1005")
        $0.cost(account, -300_00, on: "2026-05-13", order: order)
    }
    #expect(findings.orders[0].open.minorUnits == 300_00)
}

@Test func `a change order that lowers an order takes from it`() {
    let findings = ledger {
        $0.order("1005", "3500-20", 800_00, on: "2026-05-11")
        $0.order("1005", "3500-20", -300_00, on: "2026-05-12")
        $0.cost("3500-20", 100_00, on: "2026-05-13", order: "1005")
    }
    #expect(findings.orders.map(\.open.minorUnits) == [400_00, 0])
    #expect(findings.orders.allSatisfy { $0.overbilled.isZero })
}

@Test func `a raise is priced from its day`() {
    let findings = ledger { builder in
        for (rate, start) in [(400_0000, "2026-03-30"), (600_0000, "2026-05-11")] as [(Int64, String)] {
            builder.add(.crewDeal) {
                $0.party = $1("Ruiz, Ana")
                $0.rate = Rate(tenThousandths: rate)
                $0.type = $1("day")
                $0.date = Day(iso: start)!
            }
        }
        for day in ["2026-05-08", "2026-05-12"] {
            builder.add(.timecardDay) {
                $0.party = $1("Ruiz, Ana")
                $0.account = $1("3500-20")
                $0.date = Day(iso: day)!
                $0.quantity = 800
            }
        }
    }
    #expect(findings.accruals.map(\.amount.minorUnits) == [400_00, 600_00])
}

@Test(arguments: ["manual", "rate_x_units"])
func `an estimate without its number is no zero`(method: String) {
    let findings = ledger { builder in
        builder.budget("3500-20", 500_00)
        builder.add(.forecast) {
            $0.account = $1("3500-20")
            $0.type = $1(method)
            $0.tag = $1("week")
            $0.quantity = 900
            $0.hours15 = CostRecord.notGiven
        }
    }
    #expect(findings.lines[0].finalCost.minorUnits == 500_00)
    #expect(findings.diagnostics.map(\.code) == [.forecastUnusable])
}

@Test func `a week that was not reported counts in the next report`() {
    let findings = ledger {
        $0.cost("3500-20", 100_00, on: "2026-05-01")
        $0.cost("3500-20", 70_00, on: "2026-05-06")
        $0.cost("3500-20", 5_00, on: "2026-05-13")
        $0.snapshot.previous = ReportFigures(
            period: Day(iso: "2026-05-02")!,
            lines: [.init(account: "3500-20", toDate: 100_00, finalCost: 100_00, workingBudget: 0)])
    }
    #expect(findings.lines[0].thisPeriod.minorUnits == 75_00)
    #expect(findings.tieOuts.allSatisfy { $0.passes })
}

@Test func `of equal dates the later row of the forecast counts, though the earlier one was edited`() {
    var builder = SnapshotBuilder()
    builder.account("3500-20")
    builder.forecast("3500-20", "manual", cents: 1_00, on: "2026-05-16")
    builder.forecast("3500-20", "manual", cents: 7_00, on: "2026-05-16")
    var edited = builder.snapshot.entries[1]
    edited.id = 99
    builder.snapshot.entries.remove(at: 1)
    builder.snapshot.entries.append(edited)
    #expect(Reconcile.findings(of: builder.snapshot).lines[0].estimate.minorUnits == 7_00)
}

/// A charge that the log splits over rows without a reference is known by what they sum to, and counts once.
@Test(arguments: [([400_00, 25_00], 0), ([400_00, 50_00], 425_00)] as [([Int64], Int64)])
func `a split coding without a reference codes its charge`(rows: [Int64], uncoded: Int64) {
    var builder = SnapshotBuilder()
    builder.account("2200-20")
    builder.add(.cardTransaction) {
        $0.date = Day(iso: "2026-05-12")!
        $0.party = $1("OTTO RENTALS")
        $0.holder = $1("ANA RUIZ")
        $0.reference = $1("41007")
        $0.amountMinor = 425_00
    }
    for cents in rows {
        builder.add(.cardCoding) {
            $0.date = Day(iso: "2026-05-12")!
            $0.account = $1("2200-20")
            $0.party = $1("Otto  Rentals")
            $0.holder = $1("Ruiz, Ana")
            $0.amountMinor = cents
        }
    }
    let findings = Reconcile.findings(of: builder.snapshot)
    #expect(findings.cards.map(\.uncoded.minorUnits) == [uncoded])
    #expect(findings.tieOuts.filter { !$0.passes }.map(\.name) == [])
}

@Test func `a budget that is edited after the first report is said`() {
    var builder = SnapshotBuilder()
    builder.account("2200-20")
    builder.budget("2200-20", 100_00)
    builder.snapshot.previous = ReportFigures(period: Day(iso: "2026-05-09")!, lines: [])
    #expect(Reconcile.findings(of: builder.snapshot).diagnostics.map(\.code) == [])
    builder.add(.budgetLine, period: "2026-05-16") {
        $0.account = $1("2200-20")
        $0.amountMinor = 50_00
    }
    #expect(Reconcile.findings(of: builder.snapshot).diagnostics.map(\.code) == [.budgetChanged])
}
