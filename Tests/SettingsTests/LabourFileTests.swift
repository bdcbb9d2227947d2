import CostModel
import Settings
import Testing

private let good = """
    agreements:
      - name: Night crew
        from: 2026-04-01
        applies: { department: [Grip, Electric], account: "22" }
        daily: [{ after: 8, times: 1.5 }, { after: 12.5, times: 2 }, { after: 14, times: 3, elapsed: yes }]
        minimum_hours: deal
        weekly: { after: 40, times: 1.5 }
        weekly_counts: all
        week_ends: sunday
        sixth_day: { times: 1.5, daily: [{ after: 12, times: 2 }] }
        seventh_day: { times: 2 }
        day_count: calendar
        holidays: { times: 2, dates: [2026-05-25, 2026-07-03] }
        night: { from: 20.0, to: 6.0, percent: 10 }
        meal:
          first_within: 6.0
          then_within: 6.0
          grace_minutes: 6
          minimum_minutes: 30
          steps: [{ minutes: 30, amount: 7.50 }, { every: 30, hours: 0.5 }]
        rest: { hours: 10, times: 1 }
        round_hours: { to: 0.1, way: up }
        untimed: worked
        week_days: 6
        penalty_account: 2200-15
      - name: Night crew
        from: 2026-08-01
        night: { from: 0, to: 6, times: 1.15, of: paid }
        rest: { hours: 9, amount: 80.00 }

    """

private func read(_ text: String) throws -> LabourRules {
    try LabourFile.read(YAMLMapping.parse(text, path: "labour.yaml"), currency: .usd)
}

@Test func `a labour file is read`() throws {
    let rules = try read(good).agreements
    #expect(rules.count == 2)
    var first = LabourAgreement(name: "Night crew", from: Day(iso: "2026-04-01")!)
    first.until = Day(iso: "2026-07-31")!  // the next version begins on the day after
    first.applies.departments = ["Grip", "Electric"]
    first.applies.accounts = ["22"]
    first.daily = [
        .init(after: 28_800, times: 15_000), .init(after: 45_000, times: 20_000),
        .init(after: 50_400, times: 30_000, isElapsed: true),
    ]
    first.minimum = .deal
    first.weekly = [.init(after: 144_000, times: 15_000)]
    first.weeklyCounts = .all
    first.weekEnds = .sunday
    first.sixthDay = .init(times: 15_000, daily: [.init(after: 43_200, times: 20_000)])
    first.seventhDay = .init(times: 20_000)
    first.dayCount = .calendar
    first.holidays = ["2026-05-25", "2026-07-03"].map { .init(date: Day(iso: $0)!, day: .init(times: 20_000)) }
    first.night = .init(from: 72_000, to: 21_600, premium: 1_000, of: .straight)
    first.meal = .init(
        firstWithin: 21_600, thenWithin: 21_600, grace: 360, minimum: 1_800,
        steps: [
            .init(seconds: 1_800, amountMinor: 7_50),
            .init(seconds: 1_800, amountMinor: 0, baseSeconds: 1_800, repeats: true),
        ])
    first.rest = .init(seconds: 36_000, times: 10_000, amountMinor: 0)
    first.rounding = .init(to: 360, way: .up)
    first.untimed = .worked
    first.weekDays = 6
    first.penaltyAccount = "2200-15"
    first.line = 2
    #expect(rules[0] == first)
    #expect(rules[1].night == .init(from: 0, to: 21_600, premium: 1_500, of: .paid))
    #expect(rules[1].rest == .init(seconds: 32_400, times: 0, amountMinor: 80_00))
    #expect(rules[1].until == nil)
    #expect(try read("agreements: []\n").agreements.isEmpty)
}

@Test(
    arguments: [
        ("minimum_hours: deal", "minimum_hour: deal", "unknown key \"minimum_hour\"", "minimum_hours"),
        ("    from: 2026-08-01\n", "", "\"from\" is missing", "2026-04-01"),
        ("from: 2026-08-01", "from: 1.8.2026", "from: \"1.8.2026\" is not a day", "2026-04-01"),
        ("from: 2026-04-01", "from: 2026-04-01\n    until: 2026-03-01", "until: lies before `from`", ""),
        (
            "from: 2026-04-01", "from: 2026-04-01\n    until: 2026-09-30", "overlaps with \"Night crew\" of line 2",
            "until"
        ),
        ("{ after: 12.5, times: 2 }", "{ after: 8, times: 2 }", "the steps of daily must ascend", "after: 12"),
        ("{ after: 12.5, times: 2 }", "{ after: 12, times: 1.5 }", "the steps of daily must ascend", ""),
        ("{ after: 12.5, times: 2 }", "{ after: 12.505, times: 2 }", "after: \"12.505\" is not a number", "2 decimals"),
        ("{ after: 12.5, times: 2 }", "{ after: 12 }", "\"times\" is missing", "1.5"),
        ("{ after: 12.5, times: 2 }", "{ after: 12, times: 0.5 }", "times: \"0.5\" is not a number", "1.0000"),
        ("percent: 10", "per: 10", "night: needs one of", "times: 1.1"),
        ("percent: 10", "percent: 10, times: 1.1", "night: needs one of", ""),
        ("to: 6.0, percent", "to: 20.0, percent", "to: is where it begins", ""),
        ("{ every: 30, hours: 0.5 }", "{ every: 30 }", "\"amount\" is missing", "hours"),
        ("{ every: 30, hours: 0.5 }", "{ hours: 0.5 }", "a step needs one of `minutes` and `every`", ""),
        ("{ minutes: 30, amount", "{ every: 30, amount", "nothing may follow a step with `every`", ""),
        ("rest: { hours: 10, times: 1 }", "rest: { hours: 10 }", "rest: needs one of", "times: 1"),
        ("2026-07-03]", "2026-05-25]", "dates: 2026-05-25 is there twice", ""),
        ("way: up", "way: upward", "\"upward\" is none of the choices", "up"),
        ("week_ends: sunday", "week_ends: sun", "\"sun\" is no weekday", "sunday"),
        ("untimed: worked", "untimed: work", "\"work\" is none of the choices", "worked"),
    ] as [(String, String, String, String)])
func `a labour file that cannot be used says where and why`(old: String, new: String, message: String, hint: String) {
    let text = good.replacing(old, with: new)
    #expect(text != good)
    let failure = #expect(throws: SettingsFailure.self) { try read(text) }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
    #expect(failure?.description.contains(hint) == true, "\(failure?.description ?? "")")
    #expect((failure?.line ?? 0) > 0)
}

@Test func `an agreement that an earlier one hides is refused, a narrower one before it is not`() throws {
    let all = "  - { name: All, from: 2026-04-01 }\n"
    let grip = "  - { name: Grip, from: 2026-05-01, applies: { department: Grip } }\n"
    #expect(try read("agreements:\n" + grip + all).agreements.count == 2)
    #expect(throws: SettingsFailure.self) { try read("agreements:\n" + all + grip) }
}

@Test func `the words of rows that are no wages are the policy's`() throws {
    let map = try YAMLMapping.parse("labour: { not_wages: [Tool fee] }\n", path: "policies.yaml")
    #expect(try PoliciesFile.read(map, currency: .usd).labour.notWages == ["Tool fee"])
    #expect(!LabourPolicies().notWages.isEmpty)
}
