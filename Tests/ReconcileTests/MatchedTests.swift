import CostModel
import Reconcile
import TestSupport
import Testing

/// A bill of 1,200 in the week of 2026-05-09, and the card charge that paid it in the week of 2026-05-16.
private struct Books {
    var builder: SnapshotBuilder
    static let bill = "invoice: Bay Lumber, LLC / 8841 / 2026-05-04 / 1200.00"
    static let charge = "card: BAY LUMBER / 77 / 2026-05-12 / 1200.00"

    init(_ period: String = "2026-05-16") {
        builder = SnapshotBuilder(period: period)
        builder.account("3200-05")
        builder.bill(Bill())
        builder.bill(Bill(vendor: "BAY LUMBER", number: "77", day: "2026-05-12", account: "3200-05", kind: .cardCoding))
    }

    mutating func decide(
        _ left: String, _ right: String, _ word: String = "same", in period: String = "1900-01-06"
    ) {
        builder.add(.match, period: period) {
            $0.type = $1("purchase")
            $0.reference = $1(left)
            $0.order = $1(right)
            $0.tag = $1(word)
            $0.party = $1("R. Okafor")
        }
    }

    /// Without what is later than the week.
    func snapshot(_ period: String? = nil) -> Snapshot {
        var snapshot = builder.snapshot
        if let period { snapshot.period = Day(iso: period)! }
        snapshot.entries.removeAll { $0.period > snapshot.period }
        return Matched(snapshot).snapshot
    }

    func costs(_ period: String? = nil) -> String {
        let line = Reconcile.findings(of: snapshot(period)).lines[0]
        return "\(line.thisPeriod) \(line.toDate)"
    }
}

@Test func `without a decision both documents count`() { #expect(Books().costs() == "1200.00 2400.00") }

@Test(
    arguments: [
        (Books.bill, Books.charge), (Books.charge, Books.bill), ("inbox/test.csv:3", "test.csv:4"),
        ("Invoice: bay lumber LLC / 8841 / 2026-05-04 / 1,200.00", Books.charge),
    ])
func `a confirmed pair counts once, and the later document is settlement`(left: String, right: String) {
    var books = Books()
    books.decide(left, right)
    #expect(books.costs() == "0.00 1200.00")
    let snapshot = books.snapshot()
    #expect(snapshot.entries[2].record.status == .settlement)
    #expect(snapshot.matches.rows.map(\.state) == [.confirmed])
    #expect(snapshot.matches.rows.map(\.settled.minorUnits) == [1_200_00])
    #expect(snapshot.diagnostics.map(\.code) == [.matchApplied])
    #expect(snapshot.diagnostics[0].line == 4)
}

@Test func `a denied pair and one that nobody knows change nothing`() {
    for (left, right, word, state) in [
        (Books.bill, Books.charge, "different", MatchOutcomes.Row.State.denied),
        (Books.bill, "card: BAY LUMBER / 78 / 2026-05-12 / 1200.00", "same", .unusable),
        (Books.bill, "inbox/test.csv:99", "same", .unusable), ("PO 1", Books.charge, "same", .unusable),
    ] {
        var books = Books()
        books.decide(left, right, word)
        #expect(books.costs() == "1200.00 2400.00")
        #expect(books.snapshot().matches.rows.map(\.state) == [state])
        #expect(books.snapshot().diagnostics.map(\.code) == (state == .denied ? [] : [.matchUnusable]))
    }
}

@Test func `a decision that comes later counts in its own week, and earlier reports stay`() {
    var books = Books("2026-05-23")
    books.decide(Books.bill, Books.charge, in: "2026-05-23")
    #expect(books.costs("2026-05-09") == "1200.00 1200.00")
    #expect(books.costs("2026-05-16") == "1200.00 2400.00")
    #expect(books.costs("2026-05-23") == "-1200.00 1200.00")
}

@Test func `a decision ends when its bill is taken back, and then the charge counts`() {
    var books = Books("2026-05-30")
    books.decide(Books.bill, Books.charge)
    books.builder.bill(Bill(), period: "2026-05-30", reverses: 2)
    #expect(books.costs("2026-05-16") == "0.00 1200.00")
    #expect(books.costs("2026-05-23") == "0.00 1200.00")
    #expect(books.costs("2026-05-30") == "0.00 1200.00")
    #expect(books.snapshot("2026-05-30").matches.rows.map(\.state) == [.unusable])
}

@Test func `a charge that is taken back takes its settlement with it`() {
    var books = Books("2026-05-30")
    books.decide(Books.bill, Books.charge, in: "2026-05-23")
    books.builder.bill(
        Bill(vendor: "BAY LUMBER", number: "77", day: "2026-05-12", account: "3200-05", kind: .cardCoding),
        period: "2026-05-30", reverses: 3)
    #expect(books.costs("2026-05-23") == "-1200.00 1200.00")
    #expect(books.costs("2026-05-30") == "0.00 1200.00")
}

@Test func `a payment beyond the bill is not taken for it, several up to the bill are`() {
    var books = Books()
    books.builder.bill(Bill(number: "9", day: "2026-05-05", cents: 2_000_00))
    books.decide("inbox/test.csv:5", "inbox/test.csv:4")
    #expect(books.costs() == "0.00 3200.00")
    books.builder.bill(Bill(number: "78", day: "2026-05-13", cents: 800_00, kind: .cardCoding))
    books.decide("inbox/test.csv:5", "inbox/test.csv:7")
    #expect(books.costs() == "0.00 3200.00")
    books.builder.bill(Bill(number: "79", day: "2026-05-14", cents: 1, kind: .cardCoding))
    books.decide("inbox/test.csv:5", "inbox/test.csv:9")
    #expect(books.costs() == "0.01 3200.01")
    #expect(books.snapshot().matches.rows.map(\.state) == [.confirmed, .confirmed, .unusable])
}

@Test func `of a bill that was entered three times one counts`() {
    var books = Books()
    books.builder.bill(Bill(day: "2026-05-05"))
    books.builder.bill(Bill(day: "2026-05-06"))
    books.decide("inbox/test.csv:3", "inbox/test.csv:5")
    books.decide("inbox/test.csv:5", "inbox/test.csv:6")
    books.decide("inbox/test.csv:6", "inbox/test.csv:3")
    #expect(books.costs() == "1200.00 2400.00")
    #expect(Reconcile.findings(of: books.snapshot()).purchases.duplicates.isEmpty)
}

@Test func `a bill that is confirmed to belong to an order relieves it from that week on`() {
    var books = Books("2026-05-23")
    books.builder.order("1041", "3200-05", 5_000_00, on: "2026-05-01")
    books.decide("PO 1041", Books.bill, in: "2026-05-23")
    #expect(books.costs("2026-05-16") == "1200.00 2400.00")
    #expect(books.costs() == "0.00 2400.00")
    let before = Reconcile.findings(of: books.snapshot("2026-05-16")).orders.map(\.open.minorUnits)
    let after = Reconcile.findings(of: books.snapshot()).orders.map(\.open.minorUnits)
    #expect(before == [5_000_00] && after == [3_800_00])
}

@Test func `a settled charge stays coded on the card's statement`() {
    var books = Books()
    books.builder.add(.cardTransaction) {
        $0.reference = $1("77")
        $0.party = $1("BAY LUMBER")
        $0.holder = $1("P Morrow")
        $0.amountMinor = 1_200_00
        $0.date = Day(iso: "2026-05-12")!
    }
    books.decide(Books.bill, Books.charge)
    let findings = Reconcile.findings(of: books.snapshot())
    #expect(findings.cards.map(\.uncoded.minorUnits) == [0])
    #expect(findings.tieOuts.filter { !$0.passes }.isEmpty)
}

/// Whatever is decided, taken back and denied in whatever week: what an earlier week reported stays what it was.
@Test func `no decision moves a week that was there before it`() {
    forAll(cases: 60) { random in
        let weeks = ["2026-05-09", "2026-05-16", "2026-05-23", "2026-05-30"]
        var books = Books("2026-05-30")
        var ids: [Int64] = [2, 3]
        for number in 0..<4 {
            ids.append(
                books.builder.bill(
                    Bill(
                        number: "\(number)", day: "2026-05-0\(4 + number)",
                        kind: Bool.random(using: &random) ? .invoiceLine : .cardCoding
                    )))
        }
        for _ in 0..<6 {
            let week = weeks.randomElement(using: &random)!
            switch Int.random(in: 0...3, using: &random) {
            case 0:
                let place = Int.random(in: 0..<ids.count, using: &random)
                let id = ids.remove(at: place)
                let record = books.builder.snapshot.entries[Int(id) - 1].record
                let own = books.builder.snapshot.entries[Int(id) - 1].period
                books.builder.add(record.kind, period: max(week, own.description), reverses: id) { copy, _ in
                    copy = record
                }
                if ids.count < 2 { ids = [2, 3] }
            default:
                let lines = (3...8).map { "inbox/test.csv:\($0)" }
                books.decide(
                    lines.randomElement(using: &random)!, lines.randomElement(using: &random)!, in: week)
            }
        }
        // Each week as it was reported, and the same week seen from the last one.
        let last = Reconcile.findings(of: books.snapshot())
        var toDate: Int64 = 0
        for week in weeks {
            let whole = books.snapshot()
            let now = Reconcile.findings(of: books.snapshot(week)).lines.reduce(Int64(0)) { $0 + $1.toDate.minorUnits }
            let later = whole.entries.filter {
                $0.period <= Day(iso: week)! && $0.record.kind.costClass == .actual && $0.record.status == .open
            }.reduce(Int64(0)) { $0 + $1.signedMinor }
            guard now == later else { return false }
            toDate = now
        }
        return last.lines.reduce(0) { $0 + $1.toDate.minorUnits } == toDate && last.tieOuts.allSatisfy(\.passes)
    }
}
