import CostModel
import Reconcile
import TestSupport
import Testing

private func show(_ rules: DimensionRules = DimensionRules()) -> SnapshotBuilder {
    var builder = SnapshotBuilder()
    builder.account("1", category: "1000")
    builder.account("2", category: "1000")
    builder.account("3", category: "2000")
    builder.account("bank", section: "", type: "balance")
    builder.snapshot.production.dimensions = rules
    return builder
}

extension SnapshotBuilder {
    @discardableResult
    fileprivate mutating func post(
        _ account: String, _ cents: Int64, tag: String = "", party: String = "Otto", on day: String = "2026-05-13",
        reverses: Int64 = 0
    ) -> Int64 {
        post(.invoiceLine, account, cents, tag: tag, party: party, on: day, reverses: reverses)
    }

    @discardableResult
    fileprivate mutating func post(
        _ kind: RecordKind, _ account: String, _ cents: Int64, tag: String = "", set: String = "",
        party: String = "Otto", on day: String = "2026-05-13", reverses: Int64 = 0
    ) -> Int64 {
        add(kind, reverses: reverses) {
            $0.account = $1(account)
            $0.amountMinor = cents
            $0.date = Day(iso: day)!
            $0.tag = $1(tag)
            $0.set = $1(set)
            $0.party = $1(party)
            $0.reference = $1("R")
            if kind == .timecardDay { ($0.quantity, $0.rate) = (100, Rate(tenThousandths: cents * 100)) }
        }
    }

    fileprivate func rows(_ dimension: Dimension) -> [String] {
        let table = DimensionTable(dimension, snapshot, Reconcile.findings(of: snapshot))
        return table.rows.map { "\($0.value) \($0.figures.thisPeriod) \($0.figures.toDate) \($0.figures.totalCost)" }
    }
}

@Test func `cost is divided by value, with what is on order and accrued, and what names none`() {
    var builder = show()
    builder.post("1", 100, tag: "episode 101", on: "2026-05-06")
    builder.post("2", 20, tag: "x; episode  101")
    builder.post("2", 7, tag: "x")
    builder.post(.purchaseOrderLine, "3", 1_000, tag: "episode 102")
    builder.post(.timecardDay, "3", 300, tag: "episode 101")
    builder.post("bank", 5_000, tag: "episode 101")
    #expect(builder.rows(.episode) == ["101 20 120 420", "102 0 0 1000", " 7 7 7"])
    #expect(builder.rows(.tag) == ["x 27 27 27", " 0 100 1400"])
}

@Test func `values are compared without case and blanks, listed ones come first in their order and spelling`() {
    var builder = show(
        DimensionRules(values: [.location: [.init(code: "Pier 4"), .init(code: "Arena"), .init(code: "Nowhere")]]))
    for (tag, cents) in [("location zoo", 1), ("location ARENA", 2), ("location pier  4", 3), ("location Zoo", 4)] {
        builder.post("1", Int64(cents), tag: tag)
    }
    #expect(builder.rows(.location) == ["Pier 4 3 3 3", "Arena 2 2 2", "zoo 5 5 5"])
}

@Test func `an unknown value, a missing one and cost on the base episode are said with file, line and sum`() {
    var builder = show(
        DimensionRules(
            values: [.episode: [.init(code: "101"), .init(code: "000")], .tax: [.init(code: "QW")]],
            required: [.tax], baseEpisode: "000"))
    builder.post("1", 100, tag: "episode 10l; tax QW")
    builder.post("1", 200, tag: "episode 10l; tax QW")
    builder.post("1", 300, tag: "episode 000; tax qw")
    builder.post("1", 400, tag: "episode 101")
    let wrong = builder.post("1", 500, tag: "episode 999")
    builder.post("1", 500, tag: "episode 999", reverses: wrong)
    let headlines = Reconcile.findings(of: builder.snapshot).diagnostics.map(\.headline)
    #expect(
        headlines == [
            "inbox/test.csv:6: warning: Episode: \"10l\" is no episode of production.yaml: 2 records of this file, 3.00 [dimension-unknown]",
            "inbox/test.csv:8: warning: Episode: \"000\" is the base episode, which must carry no cost: one record of this file, 3.00 [base-episode-cost]",
            "inbox/test.csv:9: warning: Tax tag: is not given: one record of this file, 4.00 [dimension-missing]",
        ])
    #expect(Reconcile.findings(of: builder.snapshot).diagnostics[0].hint.contains("did you mean 101?"))
}

@Test func `tags that are as many as rows are cut to a sheet's length, and sum all the same`() {
    var builder = show()
    for number in 1...DimensionTable.valuesMax + 5 { builder.post("1", Int64(number), tag: "t\(number)") }
    let table = DimensionTable(.tag, builder.snapshot, Reconcile.findings(of: builder.snapshot))
    #expect(table.rows.count == DimensionTable.valuesMax + 1)
    #expect(table.rows.last?.value == "5 further values")
    #expect(table.total.toDate == 1_005 * 1_006 / 2)
}

@Test func `a tax tag is divided by where the payee is at home`() {
    var builder = show()
    builder.add(.vendor) {
        $0.party = $1("Ruiz, Ana")
        $0.set = $1("CA")
    }
    builder.post(.payrollLine, "1", 1_000, tag: "tax QW", party: "Ana  Ruiz")
    builder.post("1", 50, tag: "tax QW", party: "Nobody")
    builder.post("1", 5, party: "ana ruiz")
    let rows = ResidencyTable(builder.snapshot, Reconcile.findings(of: builder.snapshot)).rows
    #expect(rows.map { "\($0.tag)/\($0.residency)/\($0.figures.toDate)" } == ["QW/CA/1000", "QW//50", "/CA/5"])
}

/// Random tags on random postings, orders and timecards, reversals among them.
private func randomShow(_ random: inout SeededGenerator) -> SnapshotBuilder {
    var builder = show()
    let words = ["", "night", "episode 101", "episode 102", "location Pier 4", "unit 2nd", "tax QW", "tax QE"]
    let days = ["2026-04-22", "2026-05-05", "2026-05-13"]
    let kinds: [RecordKind] = [
        .invoiceLine, .payrollLine, .pettyCashLine, .cardCoding, .ledgerLine, .purchaseOrderLine, .timecardDay,
    ]
    for _ in 0..<Int.random(in: 0...60, using: &random) {
        let tag = (0..<3).map { _ in words.randomElement(using: &random)! }.joined(separator: "; ")
        let kind = kinds.randomElement(using: &random)!
        let account = ["1", "2", "3", "bank", "9", ""].randomElement(using: &random)!
        let cents = Int64.random(in: -5_000...20_000, using: &random)
        let day = days.randomElement(using: &random)!
        let set = ["", "014", "015"].randomElement(using: &random)!
        let id = builder.post(kind, account, kind == .timecardDay ? abs(cents) : cents, tag: tag, set: set, on: day)
        if Int.random(in: 0..<5, using: &random) == 0 {
            builder.post(kind, account, cents, tag: tag, set: set, on: day, reverses: id)
        }
    }
    return builder
}

@Test func `whatever the tags, the values of every dimension sum to the cost report, by account and in all`() {
    forAll(cases: 150) { random in
        let snapshot = randomShow(&random).snapshot
        let findings = Reconcile.findings(of: snapshot)
        guard
            findings.tieOuts.allSatisfy({
                $0.passes || $0.name == "Open purchase orders" || $0.name == "Accrued timecards"
            })
        else { return false }
        for dimension in Dimension.allCases {
            let table = DimensionTable(dimension, snapshot, findings)
            for (index, line) in findings.lines.enumerated() {
                let cells = table.rows.compactMap { row in row.lines.first { $0.line == index }?.figures }
                let sum = cells.reduce(DimensionFigures(), +)
                let figures = [sum.thisPeriod, sum.toDate, sum.openOrders, sum.accruals, sum.totalCost]
                let columns = [line.thisPeriod, line.toDate, line.openOrders, line.accruals, line.totalCost]
                guard figures == columns.map(\.minorUnits) else { return false }
            }
            guard table.rows.allSatisfy({ $0.lines.reduce(DimensionFigures()) { $0 + $1.figures } == $0.figures }),
                table.total.totalCost == findings.lines.reduce(0, { $0 + $1.totalCost.minorUnits })
            else { return false }
        }
        let homes = ResidencyTable(snapshot, findings).rows.reduce(DimensionFigures()) { $0 + $1.figures }
        return homes == DimensionTable(.tax, snapshot, findings).total
    }
}

@Test func `the trial balance cancels, and its expense accounts are the cost report's`() {
    forAll(cases: 150) { random in
        var builder = randomShow(&random)
        builder.add(.ledgerLine) {
            $0.account = $1("2")
            $0.amountMinor = Int64.random(in: -900...900, using: &random)
            $0.date = Day(iso: "2026-05-13")!
            $0.status = .settlement
        }
        let snapshot = builder.snapshot
        let findings = Reconcile.findings(of: snapshot)
        let balance = TrialBalance(snapshot)
        func all(_ column: (TrialBalance.Row) -> Money) -> Int64 {
            TrialBalance.Group.allCases.reduce(0) { $0 + balance.sum($1, column).minorUnits }
        }
        let toDate = findings.lines.reduce(Int64(0)) { $0 + $1.toDate.minorUnits }
        let period = findings.lines.reduce(Int64(0)) { $0 + $1.thisPeriod.minorUnits }
        return all(\.beginning) == 0 && all(\.net) == 0 && all(\.ending) == 0
            && all(\.debits) == all(\.credits)
            && balance.rows.allSatisfy { !$0.debits.isNegative && !$0.credits.isNegative }
            && balance.sum(.expense, \.ending).minorUnits == toDate && balance.sum(.expense, \.net).minorUnits == period
    }
}

@Test func `a ledger with both sides leaves nothing outside, one side says what is missing`() {
    var builder = show()
    builder.post(.ledgerLine, "1", 700, on: "2026-05-06")
    builder.post(.ledgerLine, "bank", -700, on: "2026-05-06")
    builder.post(.ledgerLine, "2", 50)
    builder.post(.ledgerLine, "bank", -50)
    func lines(_ balance: TrialBalance) -> [String] {
        balance.rows.map {
            "\($0.group) \($0.code) \([$0.beginning, $0.debits, $0.credits, $0.ending].map { "\($0.minorUnits)" }.joined(separator: " "))"
        }
    }
    #expect(
        lines(TrialBalance(builder.snapshot)) == [
            "balance bank -700 0 50 -750", "expense 1 700 0 0 700", "expense 2 0 50 0 50",
        ])
    builder.post("3", 20)
    builder.post("3", -5)
    #expect(lines(TrialBalance(builder.snapshot)).suffix(2) == ["expense 3 0 20 5 15", "outside  0 0 15 -15"])
}

@Test func `accrued creditors are the accruals column, and orders whose time has come`() {
    var builder = show()
    builder.post(.timecardDay, "1", 100, party: "Ruiz, Ana", on: "2026-05-12")
    builder.post(.timecardDay, "1", 50, party: "Ana Ruiz", on: "2026-05-13")
    builder.post(.timecardDay, "2", 70, party: "Ben", on: "2026-05-13")
    builder.post(.timecardDay, "1", 900, party: "Cy", on: "2026-05-06")
    builder.post(.payrollLine, "1", 900, party: "Cy", on: "2026-05-06")
    func order(_ number: String, _ cents: Int64, on day: String, until: String? = nil) {
        builder.add(.purchaseOrderLine) {
            ($0.account, $0.reference, $0.party) = ($1("3"), $1(number), $1("Dock"))
            ($0.amountMinor, $0.date) = (cents, Day(iso: day)!)
            $0.weekEnding = until.flatMap(Day.init(iso:)) ?? .none
        }
    }
    order("7", 1_000, on: "2026-04-01", until: "2026-05-16")
    order("8", 2_000, on: "2026-04-01", until: "2026-05-17")
    order("9", 3_000, on: "2026-05-16")
    order("10", 4_000, on: "2026-05-17")
    let findings = Reconcile.findings(of: builder.snapshot)
    let creditors = AccruedCreditors(builder.snapshot, findings)
    #expect(
        creditors.rows.map {
            "\($0.source) \($0.creditor) \($0.account) \($0.reference) \($0.through) \($0.amount.minorUnits)"
        }
            == [
                "timecards Ben 2  2026-05-16 70", "timecards Ruiz, Ana 1  2026-05-16 150",
                "ended Dock 3 7 2026-05-16 1000",
                "ordered Dock 3 9 2026-05-16 3000",
            ])
    #expect(creditors.accruals == findings.lines.reduce(Money(0, .usd)) { $0 + $1.accruals })
    #expect(
        creditors.byAccount.map { "\($0.account) \($0.accruals.minorUnits) \($0.orders.minorUnits)" } == [
            "1 150 0", "2 70 0", "3 0 4000",
        ])
}
