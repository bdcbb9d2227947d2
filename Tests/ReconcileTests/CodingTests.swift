import CostModel
import Reconcile
import TestSupport
import Testing

private let otto = CodingRule(
    name: "otto", tests: [.text(.party, .contains, ["otto"])], values: CodingValues(account: "2210"))

private struct Show {
    var builder = SnapshotBuilder()

    init(_ rules: [CodingRule], _ uncoded: UncodedCards = .suspense) {
        for code in ["2210", "2300", "3500"] { builder.account(code) }
        builder.account("bank", type: "balance")
        builder.snapshot.production.coding = CodingRules(rules: rules, uncodedCards: uncoded)
    }

    @discardableResult
    mutating func add(
        _ kind: RecordKind, _ party: String, _ cents: Int64, _ account: String = "", on day: String = "2026-05-13",
        reference: String = "", department: String = "", leg: UInt8 = 0, period: String? = nil, reverses: Int64 = 0
    ) -> Int64 {
        builder.add(kind, period: period ?? "2026-05-16", reverses: reverses) {
            ($0.party, $0.account, $0.reference) = ($1(party), $1(account), $1(reference))
            ($0.holder, $0.department) = ($1("Ruiz, Ana"), $1(department))
            ($0.amountMinor, $0.date, $0.leg) = (cents, Day(iso: day)!, leg)
        }
    }

    var coded: Coding { Coding(builder.snapshot) }
    var findings: Findings { Reconcile.findings(of: coded.snapshot) }

    /// The next week, after a report of this one.
    mutating func nextWeek(rules: [CodingRule]) {
        let coding = coded
        let figures = Reconcile.findings(of: coding.snapshot).figures
        builder.snapshot.decisions += coding.decisions
        builder.snapshot.previous = figures
        builder.snapshot.firstOpen = builder.snapshot.period + 7
        builder.snapshot.period = builder.snapshot.period + 7
        builder.snapshot.production.coding?.rules = rules
    }
}

extension Findings {
    /// `2210 100/40` for 1.00 to date and 0.40 in this period, accounts without cost left out.
    fileprivate var costs: [String] {
        lines.filter { !$0.toDate.isZero || !$0.thisPeriod.isZero }
            .map { "\($0.account.code) \($0.toDate.minorUnits)/\($0.thisPeriod.minorUnits)" }
    }
}

private let refused = CodingRule(
    name: "all", tests: [.text(.party, .prefix, ["O"])], values: CodingValues(account: "2300"))

@Test func `the first rule that holds codes the record, which names it`() {
    var show = Show([otto, refused])
    show.add(.invoiceLine, "OTTO Rentals", 100)
    show.add(.invoiceLine, "Oscar", 20)
    show.add(.invoiceLine, "Nobody", 3)
    #expect(show.findings.costs == ["2210 100/100", "2300 20/20", " 3/3"])
    let snapshot = show.coded.snapshot
    #expect(snapshot.entries.suffix(3).map { snapshot.texts[$0.codedBy] } == ["otto", "all", ""])
    #expect(show.findings.coded.map { "\($0.rule) \($0.records) \($0.amount)" } == ["otto 1 1.00", "all 1 0.20"])
}

@Test func `a rule that sets an account passes over a record that has one, and a later rule may tag it`() {
    let tag = CodingRule(
        name: "tag", tests: [.text(.party, .contains, ["otto"])], values: CodingValues(tag: "episode 101"))
    var show = Show([otto, tag])
    show.add(.invoiceLine, "Otto", 100, "3500")
    let snapshot = show.coded.snapshot
    #expect(show.findings.costs == ["3500 100/100"])
    #expect(
        [snapshot.entries.last!.codedBy, snapshot.entries.last!.record.tag].map { snapshot.texts[$0] } == [
            "tag", "episode 101",
        ])
}

@Test func `a record's own account stands unless the rule replaces it`() {
    var show = Show([otto])
    show.add(.invoiceLine, "Otto", 100, "3500")
    show.add(.invoiceLine, "Otto", 20, "9999")
    #expect(show.findings.costs == ["3500 100/100", "9999 20/20"])
    show.builder.snapshot.production.coding?.rules[0].replaces = true
    #expect(show.findings.costs == ["2210 120/120"])
}

private func changed(_ change: (inout CodingRule) -> Void) -> CodingRule {
    var rule = otto
    change(&rule)
    return rule
}

@Test(
    arguments: [
        (changed { $0.feeds = ["other"] }, false), (changed { $0.feeds = ["test"] }, true),
        (changed { $0.kinds = [.ledgerLine] }, false), (changed { $0.kinds = [.invoiceLine] }, true),
        (changed { $0.leg = 1 }, false), (changed { $0.leg = 0 }, true),
        (changed { $0.tests.append(.amount(from: 100, to: 100)) }, true),
        (changed { $0.tests.append(.amount(from: 101, to: nil)) }, false),
        (changed { $0.tests.append(.amount(from: nil, to: 99)) }, false),
        (changed { $0.tests.append(.text(.holder, .equals, ["RUIZ,  ana"])) }, true),
        (changed { $0.tests.append(.text(.holder, .oneOf, ["x", "ruiz, ana"])) }, true),
        (changed { $0.tests.append(.text(.holder, .prefix, ["ana"])) }, false),
        (changed { $0.tests.append(.text(.department, .equals, ["Camera"])) }, false),
    ] as [(CodingRule, Bool)])
func `all that a rule asks has to hold`(rule: CodingRule, holds: Bool) {
    var show = Show([rule])
    show.add(.invoiceLine, "Otto", 100)
    #expect(show.findings.costs == [holds ? "2210 100/100" : " 100/100"])
}

@Test func `blank fields are filled and tags add up`() {
    var rule = otto
    rule.values = CodingValues(account: "2210", set: "15", tag: "episode 101", department: "Camera")
    var show = Show([rule])
    show.add(.invoiceLine, "Otto", 100, department: "Grip")
    show.builder.snapshot.entries[show.builder.snapshot.entries.count - 1].record.tag =
        show.builder.snapshot.texts.intern("R-7")
    let snapshot = show.coded.snapshot
    let record = snapshot.entries.last!.record
    #expect(
        [record.set, record.tag, record.department].map { snapshot.texts[$0] } == ["15", "R-7; episode 101", "Grip"])
}

@Test func `a charge that a rule codes is cost once, and gives way to the coding log`() {
    var show = Show([otto])
    show.add(.cardTransaction, "OTTO 12", 100, reference: "'77'")
    #expect(show.findings.costs == ["2210 100/100"])
    #expect(show.findings.cards.map { [$0.coded.minorUnits, $0.uncoded.minorUnits] } == [[100, 0]])
    #expect(show.findings.diagnostics.isEmpty)
    show.add(.cardCoding, "Otto", 100, "2300", reference: "77")
    #expect(show.findings.costs == ["2300 100/100"])
    #expect(show.findings.tieOuts.allSatisfy { $0.passes })
}

@Test func `a charge that nobody codes stands in suspense, or is only listed`() {
    var show = Show([])
    show.add(.cardTransaction, "Cafe", 100)
    #expect(show.findings.costs == [" 100/100"])
    #expect(show.findings.diagnostics.map(\.code) == [.cardUncoded])
    #expect(show.findings.diagnostics[0].message.contains("stands in suspense"))
    #expect(show.findings.cards.map(\.uncoded.minorUnits) == [100])
    #expect(show.findings.tieOuts.allSatisfy { $0.passes })
    show.builder.snapshot.production.coding?.uncodedCards = .listed
    #expect(show.findings.costs == [])
    show.builder.snapshot.production.coding = nil
    #expect(show.findings.costs == [])
    #expect(show.findings.diagnostics.map(\.code) == [.cardUncoded])
}

@Test func `what a report has shown moves in the open week`() {
    var show = Show([], .suspense)
    show.add(.invoiceLine, "Otto", 100)
    let charge = show.add(.cardTransaction, "Otto", 40, reference: "1")
    show.add(.cardTransaction, "Otto", 7, reference: "2")
    #expect(show.findings.costs == [" 147/147"])
    // A new rule.
    show.nextWeek(rules: [otto])
    #expect(show.findings.costs == ["2210 147/147", " 0/-147"])
    #expect(show.findings.tieOuts.allSatisfy { $0.passes })
    let old = show.builder.snapshot
    // The log speaks for one charge; the other one is gone from the statement.
    show.nextWeek(rules: [otto])
    show.add(.cardCoding, "Otto", 40, "3500", reference: "1", period: "2026-05-30")
    show.add(.cardTransaction, "Otto", 7, reference: "2", period: "2026-05-30", reverses: charge + 1)
    #expect(show.findings.costs == ["2210 100/-47", "3500 40/40"])
    #expect(show.findings.tieOuts.allSatisfy { $0.passes })
    // Another name of the rule moves nothing.
    var renamed = otto
    renamed.name = "otto-rental"
    show.nextWeek(rules: [renamed])
    #expect(show.findings.costs == ["2210 100/0", "3500 40/0"])
    #expect(show.findings.coded.map(\.records) == [1])
    // Without rules all is as it was, from now on.
    show.nextWeek(rules: [])
    show.builder.snapshot.production.coding = nil
    #expect(show.findings.costs == ["2210 0/-100", "3500 40/0", " 100/100"])
    // And an old week is printed as it was, whatever the rules say now.
    var again = old
    again.production.coding?.rules = []
    again.decisions = show.builder.snapshot.decisions.filter { $0.period <= old.period }
    again.firstOpen = show.builder.snapshot.firstOpen
    #expect(Reconcile.findings(of: Coding(again).snapshot).costs == ["2210 147/147", " 0/-147"])
}

@Test func `a recoded record that its export takes back is gone from where it was coded`() {
    var show = Show([otto])
    let bill = show.add(.invoiceLine, "Otto", 100)
    show.nextWeek(rules: [refused])
    #expect(show.findings.costs == ["2210 0/-100", "2300 100/100"])
    show.nextWeek(rules: [refused])
    show.add(.invoiceLine, "Otto", 100, period: "2026-05-30", reverses: bill)
    #expect(show.findings.costs == ["2300 0/-100"])
}

@Test func `what was said of a row is settled when a rule codes it`() {
    var show = Show([otto])
    for party in ["Otto", "Cafe", "Otto"] { show.add(.invoiceLine, party, 100) }
    let lines = show.builder.snapshot.entries.suffix(3).map { Int($0.origin.line) }
    show.builder.snapshot.diagnostics = lines.prefix(2).map {
        Diagnostic(.error, .accountMissing, file: "inbox/test.csv", line: $0, "is blank", hint: "say it")
    }
    show.builder.snapshot.diagnostics.append(
        Diagnostic(.error, .accountMissing, file: "inbox/test.csv", "and 1 more like this"))
    #expect(show.findings.diagnostics.map(\.line) == [lines[1]])
    #expect(show.findings.diagnostics[0].hint == "say it")
}

@Test func `a rule's account has to be in the chart, and a rule that never coded is named`() {
    var wrong = otto
    wrong.values.account = "221O"
    var idle = refused
    (idle.line, idle.tests) = (9, [.text(.party, .equals, ["Nobody"])])
    var show = Show([wrong, idle])
    show.add(.invoiceLine, "Otto", 100)
    #expect(show.findings.costs == [" 100/100"])
    #expect(
        show.findings.diagnostics.map(\.headline) == [
            "coding.yaml:1: error: otto: \"221O\" is not in the chart; what the rule codes stays in suspense "
                + "[coding-account-unknown]",
            "coding.yaml:9: note: all: has never coded a record [coding-rule-unused]",
        ])
    #expect(show.findings.diagnostics[0].hint.contains("did you mean 2210?"))
}

@Test func `the likeliest accounts are those of the party, else of its chain, else of the department`() {
    var show = Show([])
    for (party, account, day, department) in [
        ("Bay Cafe 12", "2210", "2026-05-11", ""), ("Bay Cafe 12", "2300", "2026-05-12", "Grip"),
        ("Bay Cafe 12", "2210", "2026-05-10", ""), ("Bay Cafe 12", "3500", "2026-05-13", "Grip"),
        ("Bay Cafe 12", "bank", "2026-05-13", ""), ("Other", "3500", "2026-05-13", ""),
    ] {
        show.add(.invoiceLine, party, 1, account, on: day, department: department)
    }
    let cases = [
        ("BAY CAFE 12", "", "", "likely 2210 (2 of the same party), 3500 (1 times), 2300 (1 times); "),
        ("SQ *Bay Cafe #9", "", "", "likely 2210 (2 of BAY CAFE), 3500 (1 times), 2300 (1 times); "),
        ("Unheard Of", "grip", "", "likely 3500 (1 of the department), 2300 (1 times); "),
        ("Unheard Of", "", "", "enter it in the coding log with its account and reference"),
    ]
    for (party, department, account, start) in cases {
        var asked = show
        asked.add(.cardTransaction, party, 9, account, department: department)
        let hint = asked.findings.diagnostics[0].hint
        #expect(hint.hasPrefix(start), "\(hint)")
    }
    show.add(.invoiceLine, "Bay Cafe 12", 9, "9999")
    let rule =
        "- { name: bay-cafe-12, replace: yes, when: { account: { equals: 9999 }, party: { equals: Bay Cafe 12 } }, "
        + "set: { account: 2210 } }"
    #expect(show.findings.diagnostics[0].hint.hasSuffix(rule), "\(show.findings.diagnostics[0].hint)")
}

/// Bills, ledger lines, charges and log lines in any order; some charges are coded by hand, some by rules, some by none.
private func randomShow(_ random: inout SeededGenerator) -> (show: Show, cents: Int64) {
    var show = Show([otto, refused])
    var cents: Int64 = 0
    var rows: [(RecordKind, String, Int64, String, String)] = []
    for number in 0..<Int.random(in: 1...25, using: &random) {
        let amount = Int64.random(in: -500...5_000, using: &random)
        let party = ["Otto", "Oscar", "Cafe"].randomElement(using: &random)!
        let account = ["", "", "3500", "9999"].randomElement(using: &random)!
        cents += amount
        if Bool.random(using: &random) {
            rows.append((.invoiceLine, party, amount, account, ""))
            continue
        }
        rows.append((.cardTransaction, party, amount, "", "R\(number)"))
        if Bool.random(using: &random) { rows.append((.cardCoding, party, amount, account, "R\(number)")) }
    }
    for (kind, party, amount, account, reference) in rows.shuffled(using: &random) {
        show.add(kind, party, amount, account, reference: reference)
    }
    return (show, cents)
}

@Test func `accounts and suspense are all records, each once, whatever the order of feeds and rules`() {
    forAll(cases: 200) { random in
        var (show, cents) = randomShow(&random)
        func sum(_ findings: Findings) -> Int64 { findings.lines.reduce(0) { $0 + $1.toDate.minorUnits } }
        let first = show.findings
        guard sum(first) == cents, first.tieOuts.allSatisfy({ $0.passes }) else { return false }
        var other = show
        let setUp = other.builder.snapshot.entries.prefix { $0.record.kind == .account }
        let money = other.builder.snapshot.entries.dropFirst(setUp.count).shuffled(using: &random)
        other.builder.snapshot.entries = setUp + money
        for index in other.builder.snapshot.entries.indices {
            other.builder.snapshot.entries[index].id = Int64(index + 1)
        }
        guard other.findings.costs.sorted() == first.costs.sorted() else { return false }
        // Reports with other rules: every account is what it was and what was posted since.
        for rules in [[refused], [], [otto, refused]].shuffled(using: &random) {
            let before = Dictionary(uniqueKeysWithValues: show.findings.lines.map { ($0.account.code, $0.toDate) })
            show.nextWeek(rules: rules)
            let now = show.findings
            let moves = now.lines.allSatisfy {
                ($0.thisPeriod + (before[$0.account.code] ?? Money(0, .usd))) == $0.toDate
            }
            guard moves, sum(now) == cents, now.tieOuts.allSatisfy({ $0.passes }) else { return false }
        }
        return true
    }
}

@Test func `a rule that replaces overrules the same word of the tag and leaves the others alone`() {
    var rule = otto
    rule.values = CodingValues(account: "2210", tag: "episode 101; tax QW")
    for (replaces, wanted) in [(false, "night; episode 7; tax QW"), (true, "night; episode 101; tax QW")] {
        rule.replaces = replaces
        var show = Show([rule])
        show.add(.invoiceLine, "Otto", 100)
        show.builder.snapshot.entries[show.builder.snapshot.entries.count - 1].record.tag =
            show.builder.snapshot.texts.intern("episode 7; night")
        let snapshot = show.coded.snapshot
        #expect(snapshot.texts[snapshot.entries.last!.record.tag] == wanted)
    }
}
