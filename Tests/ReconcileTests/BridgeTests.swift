import CostModel
import Reconcile
import TestSupport
import Testing

/// Report 5 is kept, then something changes for report 6.
private func bridge(
    _ before: (inout SnapshotBuilder) -> Void, then change: (inout SnapshotBuilder) -> Void
) -> (line: Bridge.Line, steps: [Bridge.Step: Int64]) {
    var builder = SnapshotBuilder(period: "2026-05-09")
    builder.account("3500-80", "Catering", category: "3500")
    builder.account("3500-99", "Fringes", category: "3500", type: "formula")
    builder.budget("3500-80", 100_000_00)
    before(&builder)
    let last = Reconcile.findings(of: builder.snapshot)
    builder.snapshot.previous = last.figures
    builder.snapshot.period = Day(iso: "2026-05-16")!
    change(&builder)
    let findings = Reconcile.findings(of: builder.snapshot)
    let line = findings.bridge.lines[0]
    var steps: [Bridge.Step: Int64] = [:]
    for step in Bridge.Step.allCases where !line[step].isZero { steps[step] = line[step].minorUnits }
    #expect(line.steps.reduce(line.previous, +) == line.final)
    #expect(line.final == findings.lines[0].finalCost)
    return (line, steps)
}

@Test func `two more shoot days are the schedule's, with the cause in words`() {
    let (line, steps) = bridge {
        $0.shootDays(40, from: "2026-04-20")
        $0.forecast("3500-80", "rate_x_units", unit: "shoot_day", rate: 2_350_0000)
    } then: {
        for day in ["2026-06-15", "2026-06-16"] {
            $0.add(.shootDay, period: "2026-05-16") {
                $0.date = Day(iso: day)!
                $0.type = $1("Shoot")
            }
        }
        $0.cost("3500-80", 11_750_00, on: "2026-05-12")
    }
    #expect(steps == [.schedule: 4_700_00])
    #expect(line.text == "+2 shoot days: +4,700.00")
}

@Test func `cost over the forecast is the postings', an order the orders', a rate the rates'`() {
    let (line, steps) = bridge {
        $0.shootDays(40, from: "2026-04-20")
        $0.forecast("3500-80", "rate_x_units", unit: "shoot_day", rate: 2_350_0000)
    } then: {
        $0.cost("3500-80", 12_000_00, on: "2026-05-12")
        $0.order("1041", "3500-80", 60_000_00, on: "2026-05-12")
        $0.forecast(
            "3500-80", "rate_x_units", unit: "shoot_day", rate: 2_400_0000, on: "2026-05-16", period: "2026-05-16")
    }
    // 12,000 posted in a week of five days at 2,350; the order is above the 47,000 of the 20 days left, at either rate.
    #expect(steps == [.postings: 250_00, .orders: 13_000_00])
    #expect(line.cause(.orders) == "PO 1041")
}

@Test func `a rate, a transfer and a number typed anew`() {
    let (line, steps) = bridge {
        $0.shootDays(40, from: "2026-04-20")
        $0.forecast("3500-80", "rate_x_units", unit: "shoot_day", rate: 2_350_0000)
    } then: {
        $0.cost("3500-80", 11_750_00, on: "2026-05-12")
        $0.forecast(
            "3500-80", "rate_x_units", unit: "shoot_day", rate: 2_400_0000, on: "2026-05-16", period: "2026-05-16")
    }
    #expect(steps == [.rates: 20 * 50_00])
    #expect(line.cause(.rates) == "rate 2,350.00 to 2,400.00")

    let moved = bridge { _ in
    } then: {
        $0.change("T7", "transfer", "3500-80", 5_000_00, on: "2026-05-12")
    }
    #expect(moved.steps == [.budget: 5_000_00])
    #expect(moved.line.text == "transfer T7: +5,000.00")

    let typed = bridge { _ in
    } then: {
        $0.forecast(
            "3500-80", "hold_efc", cents: 90_000_00, note: "Fewer plates", on: "2026-05-16", period: "2026-05-16")
    }
    #expect(typed.steps == [.manual: -10_000_00])
    #expect(typed.line.text == "Fewer plates (R. Okafor): (10,000.00)")
}

@Test func `a bill against an order is no change at all`() {
    let (_, steps) = bridge {
        $0.order("1041", "3500-80", 120_000_00, on: "2026-05-04")
    } then: {
        $0.cost("3500-80", 30_000_00, on: "2026-05-12", order: "1041")
    }
    #expect(steps == [:])
}

@Test func `what the last report would say otherwise today is the settings'`() {
    let (_, steps) = bridge {
        $0.forecast("3500-80", "manual", cents: 10_00, on: "2026-04-20")
        $0.cost("3500-80", 7_00, on: "2026-05-04")
    } then: {
        $0.snapshot.production.forecastAnchor = .holdEstimate
    }
    #expect(steps == [.settings: 7_00])
}
