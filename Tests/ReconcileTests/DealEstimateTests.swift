import CostModel
import Reconcile
import TestSupport
import Testing

/// A crew with a schedule from Monday, May 4: the report is of May 16, so that the weeks of May 23 and 30 are still to come.
private struct Crew {
    var builder = SnapshotBuilder()

    init() {
        builder.account("2200-10", "Grip labour", category: "2200")
        builder.account("2200-20", "Grip kit", category: "2200")
        builder.account("2200-99", "Grip fringes", category: "2200", type: "formula")
        for (account, method) in [("2200-10", "deals"), ("2200-20", "deals"), ("2200-99", "fringes")] {
            builder.forecast(account, method)
        }
    }

    mutating func day(_ date: String, _ kind: String = "Shoot", unit: String = "Main") {
        builder.add(.shootDay) {
            $0.date = Day(iso: date)!
            $0.type = $1(kind)
            $0.tag = $1(unit)
        }
    }

    /// Monday to Friday of the two weeks after the report.
    mutating func twoWeeks() {
        for day in [18, 19, 20, 21, 22, 25, 26, 27, 28, 29] { self.day("2026-05-\(day)") }
    }

    mutating func deal(
        _ rate: Int64, _ per: String, account: String = "2200-10", from: String = "", to: String = "", hours: Int32 = 0,
        kinds: String = "", unit: String = "", guarantee: Int32 = 0, overtime: Int32 = 0, cap: Int64 = 0,
        fringes: String = "", employer: String = "", worker: String = "Ruiz, Ana"
    ) {
        builder.add(.crewDeal) {
            $0.party = $1(worker)
            $0.account = $1(account)
            $0.rate = Rate(tenThousandths: rate)
            $0.type = $1(per)
            $0.date = from.isEmpty ? .none : Day(iso: from)!
            $0.weekEnding = to.isEmpty ? .none : Day(iso: to)!
            $0.quantity = hours
            $0.set = $1(kinds)
            $0.tag = $1(unit)
            $0.hours15 = guarantee
            $0.hours20 = overtime
            $0.amountMinor = cap
            $0.reference = $1(fringes)
            $0.order = $1(employer)
        }
    }

    mutating func register(
        _ cents: Int64, week: String, run: String, worker: String = "Ana Ruiz", type: String = "Wages"
    ) {
        builder.add(.payrollLine) {
            $0.party = $1(worker)
            $0.account = $1("2200-10")
            $0.amountMinor = cents
            $0.weekEnding = Day(iso: week)!
            $0.date = Day(iso: run)!
            $0.type = $1(type)
            $0.quantity = 40_00
        }
    }

    mutating func fringe(
        _ name: String, _ kind: String, _ rate: Int64, ceiling: Int64 = 0, from: String = "", employer: String = "",
        resets: String = ""
    ) {
        builder.add(.fringe) {
            $0.reference = $1("Union")
            $0.details = $1(name)
            $0.type = $1(kind)
            $0.rate = Rate(tenThousandths: rate)
            $0.amountMinor = ceiling
            $0.date = from.isEmpty ? .none : Day(iso: from)!
            $0.account = $1("2200-99")
            $0.order = $1(employer)
            $0.tag = $1(resets)
        }
    }

    /// Estimates of labour, kit and fringes in minor units.
    func estimates() -> [Int64] {
        Reconcile.findings(of: builder.snapshot).lines.map(\.estimate.minorUnits)
    }
}

private func labour(_ fill: (inout Crew) -> Void) -> Int64 {
    var crew = Crew()
    fill(&crew)
    return crew.estimates()[0]
}

@Test func `a daily, an hourly and a weekly deal pay the days that are left`() {
    #expect(
        labour {
            $0.twoWeeks(); $0.deal(500_0000, "day", from: "2026-05-18")
        } == 5_000_00)
    // 12 hours are 8 and 4 at time and a half: 14 hours of pay.
    #expect(
        labour {
            $0.twoWeeks(); $0.deal(50_0000, "hour", from: "2026-05-18", hours: 12_00)
        } == 7_000_00)
    #expect(
        labour {
            $0.twoWeeks(); $0.deal(2_550_0000, "week", from: "2026-05-18")
        } == 5_100_00)
    #expect(
        labour {
            $0.twoWeeks(); $0.deal(500_0000, "day", from: "2026-05-18", overtime: 12_50)
        } == 5_625_00)
}

@Test func `a rate that changes in the middle of a week counts from its day`() {
    let daily = labour {
        $0.twoWeeks()
        $0.deal(500_0000, "day", from: "2026-05-18", to: "2026-05-19")
        $0.deal(600_0000, "day", from: "2026-05-20")
    }
    #expect(daily == 2 * 500_00 + 8 * 600_00)
    let weekly = labour {
        $0.twoWeeks()
        $0.deal(2_500_0000, "week", from: "2026-05-18", to: "2026-05-20")
        $0.deal(3_000_0000, "week", from: "2026-05-21")
    }
    #expect(weekly == 3 * 500_00 + 2 * 600_00 + 3_000_00)
}

@Test func `what is covered by a register or a timecard is not estimated again`() {
    let covered = labour {
        $0.twoWeeks()
        for day in [4, 5, 6, 7, 8, 11, 12, 13, 14, 15] { $0.day("2026-05-\(day < 10 ? "0" : "")\(day)") }
        $0.register(2_500_00, week: "2026-05-09", run: "2026-05-14")
        $0.deal(500_0000, "day", from: "2026-05-04")
    }
    // The week of May 16 has neither: its five days are still to come, with the ten of the schedule.
    #expect(covered == 15 * 500_00)
}

@Test func `a worker with neither has everything to come since the start`() {
    let late = labour {
        $0.day("2026-05-11")
        $0.day("2026-05-18")
        $0.deal(500_0000, "day", from: "2026-05-11")
    }
    #expect(late == 1_000_00)
}

@Test func `holds and other units are paid as the deal says`() {
    func days(_ kinds: String, _ unit: String) -> Int64 {
        labour {
            $0.day("2026-05-18")
            $0.day("2026-05-19", unit: "2nd")
            $0.day("2026-05-20", "Hold")
            $0.day("2026-05-21", "Travel")
            $0.day("2026-05-22", "Wrap")
            $0.deal(100_0000, "day", from: "2026-05-18", kinds: kinds, unit: unit)
        }
    }
    #expect(days("", "") == 400_00)
    #expect(days("shoot hold", "") == 300_00)
    #expect(days("shoot", "2nd") == 100_00)
}

@Test func `a day out of days says which days are the person's`() {
    let cast = labour {
        $0.twoWeeks()
        for (date, type) in [("2026-05-19", "work"), ("2026-05-20", "hold"), ("2026-05-21", "work")] {
            $0.builder.add(.doodDay) {
                $0.party = $1("ANA RUIZ")
                $0.date = Day(iso: date)!
                $0.type = $1(type)
            }
        }
        $0.deal(1_000_0000, "day", from: "2026-05-18")
    }
    #expect(cast == 3_000_00)
}

@Test func `a guarantee is paid though the schedule is shorter, a flat deal less what is paid`() {
    #expect(
        labour {
            $0.twoWeeks(); $0.deal(500_0000, "day", from: "2026-05-18", guarantee: 12_00)
        } == 12 * 500_00)
    #expect(
        labour {
            $0.twoWeeks(); $0.deal(2_000_0000, "week", from: "2026-05-18", guarantee: 2_50)
        } == 5_000_00)
    let flat = labour {
        $0.register(4_000_00, week: "2026-05-09", run: "2026-05-14")
        $0.deal(10_000_0000, "flat")
    }
    #expect(flat == 6_000_00)
}

@Test func `kit and per diem are deals on their own account, and a week has a cap`() {
    var crew = Crew()
    crew.twoWeeks()
    crew.deal(50_0000, "kit-day", account: "2200-20", from: "2026-05-18", cap: 200_00)
    crew.deal(30_0000, "per-diem", account: "2200-20", from: "2026-05-18", to: "2026-05-19")
    #expect(crew.estimates() == [0, 2 * 200_00 + 2 * 30_00, 0])
}

@Test func `orders for the same account are taken off`() {
    let net = labour {
        $0.twoWeeks()
        $0.deal(500_0000, "day", from: "2026-05-18")
        $0.builder.order("7", "2200-10", 1_200_00, on: "2026-05-12")
    }
    #expect(net == 3_800_00)
}

@Test func `a ceiling is used up by the register first and crossed in the middle of a week`() {
    var crew = Crew()
    crew.twoWeeks()
    crew.deal(500_0000, "day", from: "2026-05-04", fringes: "Union")
    crew.register(5_200_00, week: "2026-05-16", run: "2026-05-16")
    crew.register(900_00, week: "2026-05-16", run: "2026-05-16", type: "Kit Rental")
    crew.fringe("Unemployment", "percent", 6_0000, ceiling: 7_000_00)
    crew.fringe("Social", "percent", 1_4500)
    // 1,800 of the 5,000 to come are below the ceiling: kit rental is no wages.
    #expect(crew.estimates()[2] == 108_00 + 72_50)
}

@Test func `a new rate counts from its day, and a new year begins the ceiling anew`() {
    var crew = Crew()
    crew.twoWeeks()
    crew.day("2027-01-04")
    crew.deal(500_0000, "day", from: "2026-05-18", fringes: "union", employer: "Acme Payroll")
    crew.fringe("Health", "percent", 10_0000)
    crew.fringe("Health", "percent", 12_0000, from: "2026-05-20")
    #expect(crew.estimates()[2] == 100_00 + 9 * 60_00)
    crew.fringe("Old age", "percent", 10_0000, ceiling: 800_00, from: "2026-01-01")
    crew.fringe("Elsewhere", "percent", 50_0000, employer: "Other Payroll")
    #expect(crew.estimates()[2] == 100_00 + 9 * 60_00 + 80_00 + 50_00)
}

@Test func `fringes by the hour, day and week, and once for a worker`() {
    for (kind, cents) in [("hour", 10 * 10 * 2_00), ("day", 10 * 2_00), ("week", 2 * 2_00), ("flat", 2_00)]
        as [(String, Int64)]
    {
        var crew = Crew()
        crew.twoWeeks()
        crew.deal(500_0000, "day", from: "2026-05-18", hours: 10_00, fringes: "Union")
        crew.fringe("Plan", kind, 2_0000)
        #expect(crew.estimates()[2] == cents, "\(kind)")
    }
    var crew = Crew()
    crew.twoWeeks()
    crew.deal(500_0000, "day", from: "2026-05-18", hours: 10_00, fringes: "Union")
    crew.fringe("Plan", "hour", 2_0000, ceiling: 75_00)
    #expect(crew.estimates()[2] == 75_00)
}

@Test func `wages on timecards have their fringes in the estimate`() {
    var crew = Crew()
    crew.deal(50_0000, "hour", from: "2026-05-04", fringes: "Union")
    crew.fringe("Health", "percent", 10_0000)
    crew.builder.add(.timecardDay) {
        $0.party = $1("Ruiz, Ana")
        $0.account = $1("2200-10")
        $0.date = Day(iso: "2026-05-12")!
        $0.weekEnding = Day(iso: "2026-05-16")!
        $0.quantity = 8_00
    }
    #expect(crew.estimates() == [0, 0, 40_00])
}

@Test func `a deal or a fringe that cannot be used says why, where estimates are made from deals`() {
    var crew = Crew()
    crew.deal(500_0000, "day", account: "2200-11", from: "2026-05-18")
    crew.deal(500_0000, "day", kinds: "shoot party", fringes: "Onion")
    crew.fringe("Plan", "month", 2_0000)
    let found = Reconcile.findings(of: crew.builder.snapshot).diagnostics
    #expect(found.map(\.code) == [.dealUnusable, .dealUnusable, .dealUnusable, .fringeUnusable])
    #expect(found.map(\.value) == ["2200-11", "party", "Onion", "month"])
}
