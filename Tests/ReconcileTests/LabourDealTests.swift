import CostModel
import Reconcile
import TestSupport
import Testing

private func rules(_ change: (inout LabourAgreement) -> Void = { _ in }) -> LabourAgreement {
    var agreement = LabourAgreement(name: "Crew", from: Day(iso: "2026-04-01")!)
    agreement.daily = [.init(after: 8 * 3_600, times: 15_000), .init(after: 12 * 3_600, times: 20_000)]
    change(&agreement)
    return agreement
}

private func books(_ agreements: LabourAgreement...) -> SnapshotBuilder {
    var builder = SnapshotBuilder()
    builder.account("3200-10")
    builder.account("3200-20")
    builder.snapshot.production.labour = LabourRules(agreements: agreements)
    return builder
}

@Test(
    arguments: [
        (500_0000, "day", 1_000, "in 7.0; out 18.5", 602_27),  // $500/10: 13.25 x 500/11
        (500_0000, "day", 1_000, "in 7.0; out 17.0", 500_00), (500_0000, "day", 0, "in 7.0; out 15.0", 500_00),
        (500_0000, "day", 1_200, "in 7.0; out 19.0", 500_00), (500_0000, "day", 1_400, "in 7.0; out 19.0", 388_89),
        (3_000_0000, "week", 1_200, "in 7.0; out 19.0", 600_00), (48_1250, "hour", 0, "in 7.0; out 7.1", 4_81),
    ] as [(Int64, String, Int32, String, Int64)])
func `a day rate is worth the hours of the agreement's table`(
    rate: Int64, per: String, guaranteed: Int32, clock: String, cents: Int64
) {
    var books = books(rules())
    books.deal("Ruiz, Ana", rate, per: per, guaranteed: guaranteed)
    books.card("Ruiz, Ana", on: "2026-05-12", clock)
    let findings = Reconcile.findings(of: books.snapshot)
    #expect(findings.lines[0].accruals.minorUnits == cents)
    #expect(findings.diagnostics.isEmpty && findings.tieOuts.allSatisfy { $0.passes })
}

@Test func `a deal may guarantee its hours`() {
    var books = books(rules { $0.minimum = .deal })
    books.deal("Ruiz, Ana", 500_0000, per: "day", guaranteed: 1_000)
    books.card("Ruiz, Ana", on: "2026-05-12", "in 7.0; out 13.0")
    #expect(Reconcile.findings(of: books.snapshot).lines[0].accruals.minorUnits == 500_00)
}

@Test func `a raise and a new agreement count from their day on`() {
    var books = books(
        rules { $0.until = Day(iso: "2026-05-13")! },
        rules {
            $0.from = Day(iso: "2026-05-14")!
            $0.daily = [.init(after: 10 * 3_600, times: 15_000)]
        })
    books.deal("Ruiz, Ana", 50_0000)
    books.deal("Ruiz, Ana", 60_0000, start: "2026-05-13")
    for day in 12...14 { books.card("Ruiz, Ana", on: "2026-05-\(day)", "in 7.0; out 17.0") }
    let accruals = Reconcile.findings(of: books.snapshot).accruals.map(\.amount.minorUnits)
    #expect(accruals == [550_00, 660_00, 600_00])
}

@Test func `rows of one day share its overtime by their hours, to the cent`() {
    var builder = books(rules())
    builder.card("Ruiz, Ana", on: "2026-05-12", "in 6.0; out 10.0", rate: 33_3300)
    builder.card("Ruiz, Ana", on: "2026-05-12", "in 10.0; meal 12.0-12.5; out 16.5", account: "3200-20", rate: 33_3300)
    let findings = Reconcile.findings(of: builder.snapshot)
    // Ten hours are 11 x 33.33 = 366.63: 146.652 and 219.978.
    #expect(findings.accruals.map(\.amount.minorUnits) == [146_65, 219_98])

    // Rows that repeat the day's times share it by the hours that they pay; each row's own rate prices its part.
    builder = books(rules())
    let clock = "in 7.0; meal 13.0-13.5; out 19.5"
    builder.card("Ruiz, Ana", on: "2026-05-12", clock, rate: 50_0000, hours: (800, 0, 0))
    builder.card("Ruiz, Ana", on: "2026-05-12", clock, account: "3200-20", rate: 40_0000, hours: (0, 400, 0))
    let shared = Reconcile.findings(of: builder.snapshot)
    #expect(shared.accruals.map(\.amount.minorUnits) == [466_67, 186_67])
    #expect(shared.diagnostics.isEmpty)
}

@Test func `the tables win over the hours that a card pays, and both are shown`() {
    var books = books(rules())
    books.card("Ruiz, Ana", on: "2026-05-12", "in 7.0; out 17.0", rate: 50_0000, hours: (1_000, 0, 0))
    books.card("Okoro, Ben", on: "2026-05-12", "in 7.0; out 17.0", rate: 50_0000, hours: (800, 200, 0))
    let findings = Reconcile.findings(of: books.snapshot)
    #expect(findings.accruals.map(\.amount.minorUnits) == [550_00, 550_00])
    #expect(findings.diagnostics.map(\.code) == [.timecardHoursDiffer])
    #expect(findings.diagnostics[0].message.contains("10.00 + 0.00 + 0.00 hours"))
    #expect(findings.diagnostics[0].message.contains("8.00 + 2.00 + 0.00"))
}

@Test(arguments: [
    "in 7.0; meal 13.0-?; out 20.2", "in ?; out 20.2", "in 20.0; out 1.3", "in 7.0; meal 13.5-13.0; out 20.2",
    "in 7x; out 9.0",
    "in 7.0; out 20.2 approx", "in 7.123; out 20.2", "in 13:60; out 20:00", "in 7.0; out 73.0",
])
func `clock times that cannot be read leave the row to its paid hours`(clock: String) {
    var books = books(rules())
    books.card("Ruiz, Ana", on: "2026-05-12", clock, rate: 50_0000, hours: (800, 0, 0))
    let findings = Reconcile.findings(of: books.snapshot)
    #expect(findings.accruals.map(\.amount.minorUnits) == [400_00])
    #expect(findings.diagnostics.map(\.code) == [.clockUnreadable])
    #expect(!findings.isDraft)
}

@Test func `rows of a day that overlap are left to their paid hours`() {
    var books = books(rules())
    books.card("Ruiz, Ana", on: "2026-05-12", "in 7.0; out 12.0", rate: 50_0000, hours: (500, 0, 0))
    books.card("Ruiz, Ana", on: "2026-05-12", "in 11.0; out 15.0", rate: 50_0000, hours: (300, 0, 0))
    let findings = Reconcile.findings(of: books.snapshot)
    #expect(findings.accruals.map(\.amount.minorUnits) == [250_00, 150_00])
    #expect(findings.diagnostics.map(\.code) == [.clockUnreadable])
}

@Test func `hours without a clock are paid as they are, or worked where the agreement says so`() {
    for (untimed, cents) in [(LabourAgreement.Untimed.paid, 500_00), (.worked, 550_00)]
        as [(LabourAgreement.Untimed, Int64)]
    {
        var books = books(rules { $0.untimed = untimed })
        books.card("Ruiz, Ana", on: "2026-05-12", "tidied the truck", rate: 50_0000, hours: (1_000, 0, 0))
        #expect(Reconcile.findings(of: books.snapshot).accruals.map(\.amount.minorUnits) == [cents])
    }
}

@Test func `an agreement is for whom it names, the first that applies counts`() {
    var grips = rules { $0.applies.departments = ["grip"] }
    grips.daily = [.init(after: 10 * 3_600, times: 15_000)]
    let ana = rules {
        $0.applies.workers = ["Ruiz, Ana"]
        $0.daily = []
    }
    let account = rules {
        $0.applies.accounts = ["3200-2"]
        $0.daily = [.init(after: 0, times: 20_000)]
    }
    var books = books(ana, grips, account)
    books.card("Ana Ruiz", on: "2026-05-12", "in 7.0; out 17.0", rate: 50_0000, department: "Grip")
    books.card("Okoro, Ben", on: "2026-05-12", "in 7.0; out 18.0", rate: 50_0000, department: "GRIP ")
    books.deal("Lund, Cy", 50_0000, department: "Grip")
    books.card("Lund, Cy", on: "2026-05-12", "in 7.0; out 18.0")
    books.card("Abe, Dai", on: "2026-05-12", "in 7.0; out 8.0", account: "3200-20", rate: 50_0000)
    books.card("Eno, Fay", on: "2026-05-12", "in 7.0; out 17.0", rate: 50_0000, hours: (100, 0, 0))
    #expect(
        Reconcile.findings(of: books.snapshot).accruals.map(\.amount.minorUnits) == [
            500_00, 575_00, 575_00, 100_00, 50_00,
        ])
}

@Test func `penalties may accrue on an account of their own`() {
    let rule = rules {
        $0.penaltyAccount = "3200-20"
        $0.meal = .init(
            firstWithin: 6 * 3_600, thenWithin: nil, steps: [.init(seconds: 1_800, amountMinor: 7_50, repeats: true)])
    }
    var books = books(rule)
    books.card("Ruiz, Ana", on: "2026-05-12", "in 7.0; out 15.0", rate: 50_0000)
    let findings = Reconcile.findings(of: books.snapshot)
    #expect(findings.lines.map(\.accruals.minorUnits) == [400_00, 30_00])
    #expect(findings.tieOuts.allSatisfy { $0.passes })
    let trace = Trace(account: "3200-20", snapshot: books.snapshot, findings: findings)
    #expect(trace?.items.map(\.amount.minorUnits) == [30_00])
}

@Test func `a register row of kit rental alone leaves the timecards of the week`() {
    for (type, hours, isSuperseded) in [
        ("Kit rental", 0, false), ("BOX/KIT-RENTAL", 0, false), ("Per Diem", 0, false),
        ("Mileage reimbursement", 0, false),
        ("Wages", 0, true), ("", 0, true), ("Kit rental", 800, true),
    ] as [(String, Int32, Bool)] {
        var books = SnapshotBuilder()
        books.account("3200-10")
        books.card("Ruiz, Ana", on: "2026-05-12", "", rate: 50_0000, hours: (800, 0, 0))
        books.register("Ana Ruiz", week: "2026-05-16", 75_00, on: "2026-05-16", type: type, hours: hours)
        let findings = Reconcile.findings(of: books.snapshot)
        #expect(findings.accruals.map(\.isSuperseded) == [isSuperseded], "\(type)")
        #expect(findings.lines[0].toDate.minorUnits == 75_00)
        #expect(
            findings.labour.weeks.map(\.difference?.minorUnits) == [
                isSuperseded ? (hours > 0 ? 0 : 75_00) - 400_00 : nil
            ])
    }
}

@Test func `a clock that no agreement prices is said, and so is an account of penalties that is not there`() {
    var builder = SnapshotBuilder()
    builder.account("3200-10")
    builder.card("Ruiz, Ana", on: "2026-05-12", "in 7.0; out 15.0", rate: 50_0000)
    let findings = Reconcile.findings(of: builder.snapshot)
    #expect(findings.diagnostics.map(\.code) == [.agreementMissing])
    #expect(findings.lines[0].accruals.isZero)

    builder = books(
        rules {
            $0.penaltyAccount = "3200-11"
            $0.rest = .init(seconds: 36_000, times: 10_000, amountMinor: 0)
        })
    builder.card("Ruiz, Ana", on: "2026-05-12", "in 14.0; out 22.0", rate: 50_0000)
    builder.card("Ruiz, Ana", on: "2026-05-13", "in 6.0; out 14.0", rate: 50_0000)
    let unknown = Reconcile.findings(of: builder.snapshot)
    #expect(unknown.diagnostics.map(\.code) == [.accountUnknown])
    #expect(unknown.lines.map(\.accruals.minorUnits) == [800_00, 0, 100_00])
    #expect(unknown.lines[2].isSuspense && unknown.tieOuts.allSatisfy { $0.passes })
}
