import CostModel
import Reconcile
import TestSupport
import Testing

private typealias Tier = LabourAgreement.Tier

/// 1.5x after 8 and 2x after 12 hours.
private func usual(_ change: (inout LabourAgreement) -> Void = { _ in }) -> LabourAgreement {
    var agreement = LabourAgreement(name: "Crew", from: Day(iso: "2026-04-01")!)
    agreement.daily = [Tier(after: 8 * 3_600, times: 15_000), Tier(after: 12 * 3_600, times: 20_000)]
    change(&agreement)
    return agreement
}

private func empty(_ change: (inout LabourAgreement) -> Void) -> LabourAgreement {
    usual {
        $0.daily = []
        change(&$0)
    }
}

private func builder(_ agreements: LabourAgreement...) -> SnapshotBuilder {
    var builder = SnapshotBuilder()
    builder.account("3200-10")
    builder.account("3200-20")
    builder.snapshot.production.labour = LabourRules(agreements: agreements)
    return builder
}

/// Week of Sunday 10 to Saturday 16 May 2026, at 50.00 an hour.
private func accrued(_ agreement: LabourAgreement, _ clocks: [String], from first: Int = 11) -> Int64 {
    var builder = builder(agreement)
    for (place, clock) in clocks.enumerated() where !clock.isEmpty {
        let day = Day(iso: "2026-05-01")! + (first + place - 1)
        builder.card("Ruiz, Ana", on: day.description, clock, rate: 50_0000)
    }
    return Reconcile.findings(of: builder.snapshot).lines[0].accruals.minorUnits
}

@Test(
    arguments: [
        ("in 7.0; out 15.0", 400_00), ("in 7.0; meal 13.0-13.5; out 20.2", 770_00),  // 8 + 4 x 1.5 + 0.7 x 2
        ("in 14.0; meal 20.0-20.5; out 25.3", 610_00),  // past midnight: 8 + 2.8 x 1.5
        ("in 14:00; meal 20:00-20:30; out 01:18", 610_00), ("in 2:00 PM; meal 8:00 PM-8:30 PM; out 1:18 AM", 610_00),
        ("in 7,0; meal 13.0-13.5; meal 19.5-20.0; out 20.2", 720_00),  // two meals: 12.2 hours
        ("in 22.0; out 38.0", 1_100_00), ("in 7.0; out 7.0", 0),
    ] as [(String, Int64)])
func `a day is straight time, time and a half and double time`(clock: String, cents: Int64) {
    #expect(accrued(usual(), [clock]) == cents)
}

private let nineHours = Array(repeating: "in 7.0; out 16.0", count: 5)
private let eights = Array(repeating: "in 7.0; out 15.0", count: 7)

@Test func `guaranteed hours are paid though nobody worked them`() {
    #expect(accrued(usual { $0.minimum = .seconds(8 * 3_600) }, ["in 7.0; out 12.0"]) == 400_00)
    #expect(accrued(usual { $0.minimum = .seconds(10 * 3_600) }, ["in 7.0; out 12.0"]) == 550_00)
    #expect(accrued(usual { $0.minimum = .seconds(4 * 3_600) }, ["in 7.0; out 12.0"]) == 250_00)
}

@Test func `the week has overtime of its own`() {
    let weekly = [Tier(after: 40 * 3_600, times: 15_000)]
    #expect(accrued(empty { $0.weekly = weekly }, nineHours) == 47_50 * 50)
    // Daily overtime is not counted twice: 5 x 8 straight, 5 x 1 at 1.5.
    #expect(accrued(usual { $0.weekly = weekly }, nineHours) == 47_50 * 50)
    // Five days of nine hours are 45; the sixth begins with all of its hours above 40 where all hours count.
    #expect(accrued(usual { $0.weekly = weekly }, nineHours + ["in 7.0; out 11.0"]) == (47_50 + 6_00) * 50)
    let twoTiers = weekly + [Tier(after: 44 * 3_600, times: 20_000)]
    #expect(accrued(empty { $0.weekly = twoTiers }, nineHours) == (40_00 + 6_00 + 2_00) * 50)
    let long = ["in 7.0; out 19.0", "in 7.0; out 19.0", "in 7.0; out 19.0", "in 7.0; out 15.0"]
    // 44 hours, of which 32 straight; the last 4 of all are above 40.
    #expect(accrued(usual { $0.weekly = weekly }, long) == (3 * 14_00 + 8_00) * 50)
    #expect(
        accrued(
            usual {
                $0.weekly = weekly
                $0.weeklyCounts = .all
            }, long) == (3 * 14_00 + 4_00 + 6_00) * 50)
}

@Test func `the sixth and the seventh day of the work week have their own multiple`() {
    let rule = usual {
        $0.sixthDay = .init(times: 15_000)
        $0.seventhDay = .init(times: 20_000)
    }
    #expect(accrued(rule, Array(eights.prefix(6)), from: 10) == (40_00 + 12_00) * 50)
    #expect(accrued(rule, eights, from: 10) == (40_00 + 12_00 + 16_00) * 50)
    // A day off: Saturday is the sixth day of the calendar's week that is worked, and not the seventh.
    #expect(accrued(rule, ["in 7.0; out 15.0", ""] + eights.prefix(5), from: 10) == (40_00 + 12_00) * 50)
    let calendar = usual {
        $0.sixthDay = .init(times: 15_000)
        $0.seventhDay = .init(times: 20_000)
        $0.dayCount = .calendar
    }
    #expect(
        accrued(calendar, ["", "", "", "", "in 7.0; out 15.0", "in 7.0; out 15.0", "in 7.0; out 15.0"], from: 10)
            == (8_00 + 12_00 + 16_00) * 50)
    // The day's own table: 1.5 from the first hour, 2 after ten.
    let own = usual { $0.sixthDay = .init(times: 15_000, daily: [Tier(after: 10 * 3_600, times: 20_000)]) }
    #expect(accrued(own, Array(eights.prefix(5)) + ["in 7.0; out 18.0"], from: 10) == (40_00 + 15_00 + 2_00) * 50)
    // The work week of the agreement: Monday to Sunday, so Sunday 17 is the seventh day.
    let monday = usual {
        $0.sixthDay = .init(times: 15_000)
        $0.weekEnds = .sunday
    }
    #expect(accrued(monday, Array(eights.prefix(6)), from: 10) == 48_00 * 50)
}

@Test func `a worked holiday is paid by its own multiple, and multiples do not multiply`() {
    let rule = usual { $0.holidays = [.init(date: Day(iso: "2026-05-12")!, day: .init(times: 20_000))] }
    #expect(accrued(rule, ["in 7.0; out 17.0", "in 7.0; out 17.0"]) == (11_00 + 20_00) * 50)
}

@Test(
    arguments: [
        (LabourAgreement.Night.Base.straight, "in 16.0; out 26.0", 580_00),  // 11 + 6 x 10 %
        (.paid, "in 16.0; out 26.0", 585_00),  // four hours at 1, two at 1.5
        (.straight, "in 4.0; out 8.0", 210_00),  // two hours before 6
        (.straight, "in 7.0; out 15.0", 400_00), (.straight, "in 18.0; meal 21.0-22.0; out 27.0", 430_00),
    ] as [(LabourAgreement.Night.Base, String, Int64)])
func `night hours have a premium`(of: LabourAgreement.Night.Base, clock: String, cents: Int64) {
    let rule = usual { $0.night = .init(from: 20 * 3_600, to: 6 * 3_600, premium: 1_000, of: of) }
    #expect(accrued(rule, [clock]) == cents)
}

private let steps: [LabourAgreement.Meal.Step] = [
    .init(seconds: 1_800, amountMinor: 7_50), .init(seconds: 1_800, amountMinor: 10_00),
    .init(seconds: 1_800, amountMinor: 12_50, repeats: true),
]

@Test(
    arguments: [
        ("in 7.0; meal 13.0-13.5; out 15.5", 400_00), ("in 7.0; meal 13.1-13.6; out 15.6", 407_50 + 7_50),
        ("in 7.0; meal 13.5-14.0; out 15.5", 407_50), ("in 7.0; meal 13.6-14.1; out 15.5", 417_50),
        ("in 7.0; meal 14.1-14.6; out 15.5", 430_00), ("in 7.0; meal 15.1-15.5; out 15.5", 407_50 + 55_00),
        ("in 7.0; out 13.0", 300_00), ("in 7.0; out 13.1", 305_00 + 7_50),
        ("in 7.0; meal 12.0-12.5; out 18.6", 632_50 + 7_50),  // the second is late by 0.1
        ("in 7.0; meal 12.0-12.1; out 15.1", 400_00 + 55_00),  // too short: late by 2.1 hours
    ] as [(String, Int64)])
func `late meals cost by steps`(clock: String, cents: Int64) {
    let rule = usual {
        $0.meal = .init(firstWithin: 6 * 3_600, thenWithin: 6 * 3_600, minimum: 12 * 60, steps: steps)
    }
    #expect(accrued(rule, [clock]) == cents)
}

@Test func `late meals may have grace, and cost hours of pay`() {
    let rule = usual {
        $0.meal = .init(
            firstWithin: 5 * 3_600, thenWithin: nil, grace: 720,
            steps: [.init(seconds: 86_400, amountMinor: 0, baseSeconds: 3_600)])
    }
    #expect(accrued(rule, ["in 7.0; meal 12.2-12.7; out 15.5"]) == 400_00)
    #expect(accrued(rule, ["in 7.0; meal 12.3-12.8; out 15.5"]) == 450_00)
}

@Test func `an invaded rest is paid once more, across weeks too`() {
    let rule = usual { $0.rest = .init(seconds: 10 * 3_600, times: 10_000, amountMinor: 0) }
    #expect(accrued(rule, ["in 14.0; out 22.0", "in 6.0; out 14.0"]) == 2 * 400_00 + 2 * 50_00)
    #expect(accrued(rule, ["in 14.0; out 22.0", "in 8.0; out 16.0"]) == 2 * 400_00)
    #expect(accrued(rule, ["in 18.0; out 26.0", "in 11.5; out 19.5"], from: 9) == 2 * 400_00 + 25_00)
    let flat = usual { $0.rest = .init(seconds: 10 * 3_600, times: 0, amountMinor: 80_00) }
    #expect(accrued(flat, ["in 14.0; out 22.0", "in 6.0; out 14.0"]) == 2 * 400_00 + 80_00)
}

@Test func `golden hours may be counted from the call`() {
    let rule = usual {
        $0.daily = [Tier(after: 8 * 3_600, times: 15_000), Tier(after: 14 * 3_600, times: 20_000, isElapsed: true)]
    }
    // 15 hours from the call, of which one for a meal: 8 + 5 x 1.5 + 1 x 2.
    #expect(accrued(rule, ["in 6.0; meal 12.0-13.0; out 21.0"]) == 17_50 * 50)
}

@Test(
    arguments: [
        (LabourAgreement.Rounding.Way.up, 900, "in 7.0; out 15.1", 418_75), (.down, 900, "in 7.0; out 15.1", 400_00),
        (.nearest, 900, "in 7.0; out 15.15", 418_75), (.up, 360, "in 7.0; out 15.01", 407_50),
    ] as [(LabourAgreement.Rounding.Way, Int64, String, Int64)])
func `hours are rounded once a day`(way: LabourAgreement.Rounding.Way, to: Int64, clock: String, cents: Int64) {
    #expect(accrued(usual { $0.rounding = .init(to: to, way: way) }, [clock]) == cents)
}
