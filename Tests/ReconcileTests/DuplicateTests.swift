import CostModel
import Reconcile
import TestSupport
import Testing

struct Bill {
    var vendor = "Bay Lumber, LLC"
    var number = "8841"
    var day = "2026-05-04"
    var cents: Int64 = 1_200_00
    var account = "3200-05"
    var details = ""
    var feed: Int32 = 0
    var kind = RecordKind.invoiceLine
    var type = ""
    var order = ""
}

extension SnapshotBuilder {
    @discardableResult
    mutating func bill(_ bill: Bill, period: String? = nil, reverses: Int64 = 0) -> Int64 {
        let id = add(bill.kind, period: period, reverses: reverses) {
            $0.party = $1(bill.vendor)
            $0.reference = $1(bill.number)
            $0.date = Day(iso: bill.day)!
            $0.amountMinor = bill.cents
            $0.account = $1(bill.account)
            $0.details = $1(bill.details)
            $0.type = $1(bill.type)
            $0.order = $1(bill.order)
        }
        snapshot.entries[snapshot.entries.count - 1].feed = bill.feed
        return id
    }
}

private func duplicates(_ bills: [Bill], days: Int = 3) -> [String] {
    var builder = SnapshotBuilder()
    builder.account("3200-05")
    builder.account("3510-20")
    builder.snapshot.feeds = ["test", "other"]
    builder.snapshot.production.policies.matching.duplicateDays = days
    for bill in bills { builder.bill(bill) }
    let findings = Reconcile.findings(of: builder.snapshot)
    #expect(findings.diagnostics.filter { $0.code == .invoiceDuplicate }.count == findings.purchases.duplicates.count)
    #expect(findings.lines.reduce(0) { $0 + $1.toDate.minorUnits } == bills.reduce(0) { $0 + $1.cents }, "both count")
    return findings.purchases.duplicates.map { "\($0.reason.rawValue) \($0.left.line) \($0.right.line)" }
}

/// The two accounts stand on lines 2 and 3, so the first bill is on line 4.
@Test func `a bill with the vendor and number of another is flagged, with both rows`() {
    #expect(duplicates([Bill(), Bill(day: "2026-05-12")]) == ["same number 4 5"])
    #expect(duplicates([Bill(day: "2026-05-12"), Bill(vendor: "BAY LUMBER")]) == ["same number 5 4"])
    #expect(duplicates([Bill(), Bill(cents: 999_00, feed: 1)]) == ["same number 4 5"])
    #expect(duplicates([Bill(), Bill(cents: -1_200_00)]) == [], "a credit note with the bill's number")
    #expect(duplicates([Bill(), Bill(vendor: "Tern Air")]) == [])
    #expect(duplicates([Bill(vendor: ""), Bill(vendor: "", day: "2026-05-05")]) == [])
}

@Test func `rows of one bill are not duplicates of each other`() {
    let other = Bill(cents: 300_00, account: "3510-20")
    #expect(duplicates([Bill(), other]) == [])
    #expect(duplicates([Bill(), Bill(day: "2026-05-07", cents: 300_00)]) == [], "a further day of a hotel's bill")
    #expect(duplicates([Bill(details: "Night 1"), Bill(details: "Night 2")]) == [])
    #expect(duplicates([Bill(), Bill()]) == ["same row twice 4 5"])
    #expect(duplicates([Bill(), other, Bill(day: "2026-05-12"), other]) == ["same number 4 6", "same row twice 5 7"])
}

@Test(
    arguments: [
        ("INV-8841", "inv 8841"), ("8841", "008841"), ("A-10O4", "a1004"), ("1I52", "1152"), ("8841", "#8841"),
        ("8841", "8814"), ("Inv. 8841", "8841"),
    ])
func `a number that was typed again is known`(first: String, second: String) {
    #expect(duplicates([Bill(number: first), Bill(number: second, day: "2026-05-12")]) == ["same number re-typed 4 5"])
}

@Test(arguments: [("8841", "8842"), ("8841", "18841"), ("1004-A", "1004-B"), ("cash", "Cash"), ("", "")])
func `another number, or none, is another bill`(first: String, second: String) {
    #expect(duplicates([Bill(number: first), Bill(number: second, day: "2026-05-12")]) == [])
}

@Test func `two digits in the other order are a typing error only with the same amount`() {
    #expect(duplicates([Bill(number: "8841"), Bill(number: "8814", day: "2026-05-12", cents: 1_200_01)]) == [])
}

@Test func `the same vendor and amount are flagged within the days of the policy`() {
    let weekly = [Bill(number: "1"), Bill(number: "2", day: "2026-05-11"), Bill(number: "3", day: "2026-05-14")]
    #expect(duplicates(weekly) == ["same amount, near date 5 6"])
    #expect(duplicates(weekly, days: 7) == ["same amount, near date 4 5", "same amount, near date 5 6"])
    #expect(duplicates([Bill(number: ""), Bill(number: "", day: "2026-05-05")]) == ["same amount, near date 4 5"])
    #expect(duplicates([Bill(number: "", cents: 9_99), Bill(number: "", cents: 9_99)]) == [])
}

@Test func `a charge that cites a bill of the same vendor and amount may count twice`() {
    func found(_ charge: Bill) -> [String] {
        var builder = SnapshotBuilder()
        builder.account("3200-05")
        builder.bill(Bill(number: "INV-8841"))
        builder.bill(charge)
        let findings = Reconcile.findings(of: builder.snapshot)
        #expect(findings.diagnostics.count { $0.code == .possibleDoubleCount } == findings.purchases.doubleCounts.count)
        return findings.purchases.doubleCounts.map { "\($0.left.line) \($0.right.line)" }
    }
    let charge = Bill(
        vendor: "BAY LUMBER 0412 NEWPORT", number: "320209", day: "2026-05-12", details: "Lumber, inv. 8841",
        kind: .cardCoding)
    #expect(found(charge) == ["3 4"])
    var other = charge
    other.details = "Lumber"
    #expect(found(other) == [])
    other = charge
    other.cents = 1_200_01
    #expect(found(other) == [])
    other = charge
    other.vendor = "Tern Air"
    #expect(found(other) == [])
    other = charge
    (other.kind, other.number, other.details) = (.pettyCashLine, "8841", "")
    #expect(found(other) == ["3 4"])
    other.kind = .payment
    #expect(found(other) == [], "a payment is no cost")
}
