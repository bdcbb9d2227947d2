import CostModel
import Reconcile
import TestSupport
import Testing

private func converted(_ builder: SnapshotBuilder, _ id: Int64) -> Int64 {
    Exchange.convert(builder.snapshot).entries.first { $0.id == id }!.record.amountMinor
}

struct ExchangeTests {
    @Test(
        arguments: [
            (eur, 100_00, "1.08345678", "USD", 108_35), (eur, 100_00, "1.08345678", "JPY", 108),
            (eur, 100_00, "1.08345678", "KWD", 108_346), (jpy, 12_345, "0.00641213", "USD", 79_16),
            (jpy, 12_345, "0.00641213", "KWD", 79_158), (kwd, 1_234, "3.25123456", "USD", 4_01),
            (kwd, 1_234, "3.25123456", "JPY", 4), (eur, 1, "0.5", "USD", 1), (eur, -1, "0.5", "USD", -1),
            (eur, 1, "0.49999999", "USD", 0), (eur, -500_00, "1.11", "USD", -555_00), (jpy, 1, "0.005", "USD", 1),
            (jpy, -1, "0.005", "USD", -1), (jpy, 1, "0.00499999", "USD", 0), (eur, 0, "1.1", "USD", 0),
        ] as [(Currency, Int64, String, String, Int64)])
    func `an amount is converted between the digits of its currencies and rounded once`(
        currency: Currency, minor: Int64, rate: String, own: String, expected: Int64
    ) {
        var builder = SnapshotBuilder()
        builder.snapshot.production.currency = Currency(code: own)!
        builder.rate(currency, rate, on: "2026-05-11")
        let id = builder.foreign(.invoiceLine, currency, minor, on: "2026-05-11")
        let snapshot = Exchange.convert(builder.snapshot)
        let entry = snapshot.entries.first { $0.id == id }!
        #expect(entry.record.amount == Money(expected, Currency(code: own)!))
        #expect(snapshot.foreign[id]?.amount == Money(minor, currency))
        #expect(
            snapshot.foreign[id]?.rate?.description
                == Decimals.text(
                    Decimals.minorUnits(rate, digits: 8)!, digits: 8))
    }

    @Test(
        arguments: [
            ("2026-05-11", .daily, 1_10), ("2026-05-12", .daily, 1_10), ("2026-05-10", .daily, 1_08),
            ("2026-05-04", .daily, 1_08), ("2026-05-16", .daily, 1_10), ("2026-05-03", .daily, nil),
            // The week's rate may be dated anywhere in its week; a week without one has that of the week before.
            ("2026-05-11", .period, 1_20), ("2026-05-04", .period, 1_30), ("2026-04-27", .period, nil),
        ] as [(String, RateBasis, Int64?)])
    func `cost has the latest rate of its basis on or before its day`(day: String, basis: RateBasis, expected: Int64?) {
        var builder = SnapshotBuilder()
        builder.snapshot.production.rates = basis
        builder.rate(eur, "1.08", on: "2026-05-04")
        builder.rate(eur, "1.1", on: "2026-05-11")
        builder.rate(eur, "1.3", on: "2026-05-06", "period")
        builder.rate(eur, "1.2", on: "2026-05-15", "period")
        builder.rate(eur, "1.5", on: "2026-05-01", "report")
        builder.rate(eur, "1.6", on: "2026-05-01", "locked")
        let id = builder.foreign(.invoiceLine, eur, 1_00, on: day)
        let snapshot = Exchange.convert(builder.snapshot)
        #expect(snapshot.entries.first { $0.id == id }!.record.amountMinor == expected ?? 0)
        #expect((snapshot.foreign[id]!.rate == nil) == (expected == nil))
    }

    @Test(
        arguments: [
            (.purchaseOrderLine, "2026-05-16", 1_12), (.purchaseOrderLine, "2026-05-15", 1_10),
            (.crewDeal, "2026-05-16", 1_12), (.budgetLine, "2026-05-16", 1_05), (.invoiceLine, "2026-05-09", 1_08),
            (.timecardDay, "2026-05-16", 1_10), (.expectedItem, "2026-05-10", 1_20),
        ] as [(RecordKind, String, Int64)])
    func `orders and estimates have the report's rate, the budget the locked one`(
        kind: RecordKind, reportDate: String, expected: Int64
    ) {
        var builder = SnapshotBuilder()
        builder.rate(eur, "1.08", on: "2026-05-04")
        builder.rate(eur, "1.2", on: "2026-05-09", "period")
        builder.rate(eur, "1.1", on: "2026-05-11")
        builder.rate(eur, "1.12", on: "2026-05-16", "report")
        builder.rate(eur, "1.13", on: "2026-05-16", "daily")
        builder.rate(eur, "1.05", on: "2026-04-01", "locked")
        let day = kind == .invoiceLine ? "2026-05-05" : "2026-05-12"
        let id = builder.foreign(kind, eur, 1_00, on: day)
        let entry = Exchange.convert(builder.snapshot, reportDate: Day(iso: reportDate)!).entries.first { $0.id == id }!
        #expect(entry.record.amountMinor == expected)
    }

    @Test func `without a locked rate the budget has the first`() {
        var builder = SnapshotBuilder()
        builder.rate(eur, "1.1", on: "2026-05-11")
        builder.rate(eur, "1.08", on: "2026-05-04")
        let id = builder.foreign(.budgetLine, eur, 100_00, on: "2026-05-16")
        #expect(converted(builder, id) == 108_00)
    }

    @Test func `a snapshot in one currency comes back as it is`() {
        var builder = SnapshotBuilder()
        builder.rate(eur, "1.1", on: "2026-05-11")
        builder.cost("1", 5_00, on: "2026-05-12")
        let snapshot = Exchange.convert(builder.snapshot)
        #expect(snapshot.entries == builder.snapshot.entries)
        #expect(snapshot.foreign.isEmpty)
    }

    @Test func `a rate that is corrected later counts from then on`() {
        var builder = SnapshotBuilder()
        let old = builder.rate(eur, "1.1", on: "2026-05-04")
        let first = builder.foreign(.invoiceLine, eur, 100_00, on: "2026-05-05")
        builder.takeBack(old, period: "2026-05-16")
        builder.rate(eur, "1.2", on: "2026-05-04", period: "2026-05-16")
        let late = builder.foreign(.invoiceLine, eur, 100_00, on: "2026-05-05", period: "2026-05-16")
        #expect(converted(builder, first) == 110_00)
        #expect(converted(builder, late) == 120_00)
        // What is taken back is taken back at the rate at which it was posted.
        builder.takeBack(first, period: "2026-05-16")
        let snapshot = Exchange.convert(builder.snapshot)
        #expect(snapshot.entries.last!.signedMinor == -110_00)
    }

    @Test func `what has no rate counts nothing, is an error, and counts when its rate comes`() {
        var builder = SnapshotBuilder(period: "2026-05-09")
        builder.account("1")
        builder.cost("1", 5_00, on: "2026-05-05")
        let id = builder.foreign(.invoiceLine, eur, 100_00, on: "2026-05-05")
        var findings = Reconcile.findings(of: Exchange.convert(builder.snapshot))
        #expect(findings.lines[0].toDate == Money(5_00, .usd))
        #expect(findings.diagnostics.map(\.code) == [.rateMissing])
        #expect(findings.diagnostics[0].line == 4)
        #expect(findings.diagnostics[0].sentence.contains("100.00 EUR"))
        #expect(findings.isDraft)
        let figures = findings.figures

        builder.snapshot.period = Day(iso: "2026-05-16")!
        builder.snapshot.previous = figures
        builder.rate(eur, "1.1", on: "2026-05-04", period: "2026-05-16")
        let snapshot = Exchange.convert(builder.snapshot)
        findings = Reconcile.findings(of: snapshot)
        #expect(findings.lines[0].thisPeriod == Money(110_00, .usd))
        #expect(findings.lines[0].toDate == Money(115_00, .usd))
        #expect(snapshot.entries.first { $0.id == id }!.period == Day(iso: "2026-05-16")!)
        #expect(!findings.isDraft)
        #expect(findings.tieOuts.allSatisfy { $0.passes })
        // A row that is taken back misses no rate.
        builder.snapshot.entries.removeLast()
        builder.takeBack(id, period: "2026-05-16")
        findings = Reconcile.findings(of: Exchange.convert(builder.snapshot))
        #expect(findings.lines[0].toDate == Money(5_00, .usd))
        #expect(!findings.diagnostics.contains { $0.code == .rateMissing })
    }

    @Test func `a locked budget stays when its rate is corrected later, and that is said`() {
        var builder = SnapshotBuilder()
        builder.account("1")
        let old = builder.rate(eur, "1.05", on: "2026-04-01", "locked")
        let id = builder.foreign(.budgetLine, eur, 100_00, on: "2026-04-01")
        builder.takeBack(old, period: "2026-05-16")
        builder.rate(eur, "1.15", on: "2026-04-01", "locked", period: "2026-05-16")
        #expect(converted(builder, id) == 105_00)
        let findings = Reconcile.findings(of: Exchange.convert(builder.snapshot))
        #expect(findings.diagnostics.map(\.code) == [.rateLockedLater])
    }

    @Test func `a transfer of three foreign rows still sums to zero`() {
        var builder = SnapshotBuilder()
        for code in ["1", "2", "3"] { builder.account(code) }
        builder.rate(eur, "1.0833", on: "2026-04-01", "locked")
        for (code, minor) in [("1", -100_00), ("2", 33_33), ("3", 66_67)] as [(String, Int64)] {
            builder.foreign(.budgetChange, eur, minor, code, on: "2026-05-01", number: "T1", type: "transfer")
        }
        // Alone they are -108.33, 36.11 and 72.22; at 1.0851 they would be -108.51, 36.17 and 72.34.
        for rate in ["1.0833", "1.0851", "1.0847", "1.00005"] {
            builder.snapshot.entries[3].record.rate = Rate(
                tenThousandths: Decimals.minorUnits(rate, digits: 8)!)
            let findings = Reconcile.findings(of: Exchange.convert(builder.snapshot))
            #expect(findings.diagnostics.isEmpty, "\(rate)")
            #expect(findings.lines.reduce(0) { $0 + $1.transfers.minorUnits } == 0)
        }
    }

    @Test func `percentages are not converted, prices are, to four decimals`() {
        var builder = SnapshotBuilder()
        builder.rate(eur, "1.08345678", on: "2026-05-11")
        for (method, expected) in [("percent_of", 45_5000), ("rate_x_units", 49_2973)] as [(String, Int64)] {
            let id = builder.add(.forecast) {
                $0.currency = eur
                $0.type = $1(method)
                $0.rate = Rate(tenThousandths: 45_5000)
            }
            let entry = Exchange.convert(builder.snapshot).entries.first { $0.id == id }!
            #expect(entry.record.rate.tenThousandths == expected)
        }
    }

    @Test(arguments: [("EURO", "1.1"), ("USD", "1.1"), ("EUR", "0")])
    func `a rate that cannot be used is said`(currency: String, rate: String) {
        var builder = SnapshotBuilder()
        builder.account("1")
        builder.rate(jpy, "0.0064", on: "2026-05-11")
        builder.foreign(.invoiceLine, jpy, 100, on: "2026-05-12")
        builder.add(.exchangeRate) {
            $0.date = Day(iso: "2026-05-11")!
            $0.type = $1(currency)
            $0.rate = Rate(tenThousandths: Decimals.minorUnits(rate, digits: 8)!)
        }
        let findings = Reconcile.findings(of: Exchange.convert(builder.snapshot))
        #expect(findings.diagnostics.map(\.code) == [.rateUnusable])
    }

    @Test func `an amount beyond what can be counted is not counted`() {
        var builder = SnapshotBuilder()
        builder.account("1")
        builder.rate(eur, "99999.99999999", on: "2026-05-11")
        builder.foreign(.invoiceLine, eur, Limits.amountMinorMax, on: "2026-05-12")
        let findings = Reconcile.findings(of: Exchange.convert(builder.snapshot))
        #expect(findings.diagnostics.map(\.code) == [.rateMissing])
    }
}
