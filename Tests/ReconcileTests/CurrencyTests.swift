import CostModel
import Reconcile
import TestSupport
import Testing

private func findings(_ builder: SnapshotBuilder) -> Findings {
    Reconcile.findings(of: Exchange.convert(builder.snapshot))
}

struct ForeignOrderTests {
    /// An order in euros at a report's rate of 1.12; bills as (currency, minor units, day), at daily rates of 1.08 and 1.10.
    private func order(_ minor: Int64, _ currency: Currency = eur, bills: [(Currency, Int64, String)]) -> OrderLine {
        var builder = SnapshotBuilder()
        builder.account("1")
        builder.rate(eur, "1.08", on: "2026-05-04")
        builder.rate(eur, "1.1", on: "2026-05-11")
        builder.rate(eur, "1.12", on: "2026-05-16", "report")
        builder.rate(jpy, "0.00641213", on: "2026-05-04")
        builder.foreign(.purchaseOrderLine, currency, minor, on: "2026-05-01", number: "PO-7")
        for (currency, minor, day) in bills {
            builder.foreign(.invoiceLine, currency, minor, on: day, order: "7")
        }
        let findings = findings(builder)
        #expect(findings.tieOuts.allSatisfy { $0.passes })
        #expect(findings.lines[0].openOrders == findings.orders[0].open)
        return findings.orders[0]
    }

    @Test(
        arguments: [
            ([], 11_200_00, 0, 0), ([(eur, 10_000_00, "2026-05-05")], 0, 11_200_00, 0),
            ([(eur, 4_000_00, "2026-05-05")], 6_720_00, 4_480_00, 0),
            ([(eur, 4_000_00, "2026-05-05"), (eur, 7_000_00, "2026-05-12")], 0, 11_200_00, 1_120_00),
            // A credit note gives back.
            ([(eur, 4_000_00, "2026-05-05"), (eur, -500_00, "2026-05-12")], 7_280_00, 3_920_00, 0),
            // Thirds of a cent do not stay open.
            (
                [(eur, 3_333_33, "2026-05-05"), (eur, 3_333_33, "2026-05-06"), (eur, 3_333_34, "2026-05-12")], 0,
                11_200_00, 0
            ),
            // Dollars take off what they are worth in euros on their day: 5,400.00 at 1.08 are 5,000.00.
            ([(.usd, 5_400_00, "2026-05-05")], 5_600_00, 5_600_00, 0),
        ] as [([(Currency, Int64, String)], Int64, Int64, Int64)])
    func `a foreign order is relieved in its own currency`(
        bills: [(Currency, Int64, String)], open: Int64, relieved: Int64, over: Int64
    ) {
        let line = order(10_000_00, bills: bills)
        #expect(line.open == Money(open, .usd))
        #expect(line.relieved == Money(relieved, .usd))
        #expect(line.overbilled == Money(over, .usd))
        #expect(line.foreign?.rate == ConversionRate(hundredMillionths: 112_000_000))
    }

    @Test func `yen of an order in dollars take off their dollars`() {
        let line = order(100_00, .usd, bills: [(jpy, 1_000, "2026-05-05")])
        #expect(line.open == Money(93_59, .usd))
        #expect(line.foreign == nil)
    }

    @Test func `an order of yen is in whole yen`() {
        let line = order(450_000, jpy, bills: [(jpy, 449_999, "2026-05-05")])
        #expect(line.foreign?.open == Money(1, jpy))
        #expect(line.open == Money(1, .usd))
        #expect(line.amount == line.relieved + line.open)
    }

    @Test func `an order in two currencies is relieved in the production's`() {
        var builder = SnapshotBuilder()
        builder.account("1")
        builder.rate(eur, "1.1", on: "2026-05-01")
        builder.foreign(.purchaseOrderLine, eur, 100_00, on: "2026-05-01", number: "8")
        builder.foreign(.purchaseOrderLine, .usd, 50_00, on: "2026-05-01", number: "8")
        builder.foreign(.invoiceLine, eur, 100_00, on: "2026-05-02", order: "8")
        let found = findings(builder)
        #expect(found.lines[0].openOrders == Money(50_00, .usd))
        #expect(found.orders.allSatisfy { $0.foreign == nil })
    }
}

struct FXVarianceTests {
    private func builder() -> SnapshotBuilder {
        var builder = SnapshotBuilder()
        builder.account("1")
        builder.account("2")
        builder.rate(eur, "1.05", on: "2026-04-01", "locked")
        builder.rate(eur, "1.1", on: "2026-05-04")
        builder.rate(eur, "1.12", on: "2026-05-16", "report")
        builder.foreign(.budgetLine, eur, 10_000_00, on: "2026-04-01")
        builder.foreign(.invoiceLine, eur, 4_000_00, on: "2026-05-05", order: "7")
        builder.foreign(.purchaseOrderLine, eur, 10_000_00, on: "2026-05-01", number: "7")
        // Typed this week: what is posted later would be taken off.
        builder.foreign(.forecast, eur, 2_000_00, on: "2026-05-12", type: "manual")
        builder.cost("2", 99_00, on: "2026-05-05")
        return builder
    }

    @Test func `the variance is cost, orders and estimate against the locked rate`() {
        let found = findings(builder())
        #expect(found.currencies.count == 1)
        let line = found.currencies[0]
        #expect(line.cost == Money(4_400_00, .usd))
        #expect(line.costAtLocked == Money(4_200_00, .usd))
        #expect(line.orders == Money(6_720_00, .usd))
        #expect(line.ordersAtLocked == Money(6_300_00, .usd))
        #expect(line.estimate == Money(2_240_00, .usd))
        #expect(line.estimateAtLocked == Money(2_100_00, .usd))
        #expect(line.foreignEstimate == Money(2_000_00, eur))
        #expect(line.budget == Money(10_500_00, .usd))
        #expect(line.variance == Money(200_00 + 420_00 + 140_00, .usd))
        #expect(found.lines[0].fxVariance == line.variance)
        #expect(found.lines[1].fxVariance.isZero)
        #expect(found.fxVariance == line.variance)
        #expect(found.tieOuts.last?.name == "Cost at the locked rates")
        #expect(found.tieOuts.last?.right == Money(4_200_00 + 99_00, .usd))
        #expect(found.tieOuts.allSatisfy { $0.passes })
        #expect(found.rates.map(\.count) == [1, 1, 2])
    }

    @Test func `nothing foreign, no proof and no line`() {
        var builder = SnapshotBuilder()
        builder.account("1")
        builder.cost("1", 5_00, on: "2026-05-05")
        let found = findings(builder)
        #expect(found.currencies.isEmpty && found.fxVariance.isZero)
        #expect(!found.tieOuts.contains { $0.name == "Cost at the locked rates" })
    }

    @Test func `what is converted is converted anew at an earlier report's rate`() {
        let source = builder().snapshot
        let today = Exchange.convert(source)
        #expect(Exchange.convert(today).entries == today.entries)
        let before = Exchange.convert(today, reportDate: Day(iso: "2026-05-09")!)
        #expect(before.entries == Exchange.convert(source, reportDate: Day(iso: "2026-05-09")!).entries)
        #expect(Reconcile.findings(of: before).lines[0].openOrders == Money(6_600_00, .usd))
        #expect(Reconcile.findings(of: before).lines[0].toDate == Money(4_400_00, .usd))
    }

    @Test func `the last step of the bridge is what the report's rates have moved`() {
        var builder = builder()
        builder.snapshot.entries.removeAll { $0.record.kind == .forecast }
        builder.account("3")
        builder.add(.forecast) {
            $0.currency = eur
            $0.account = $1("3")
            $0.type = $1("rate_x_units")
            $0.tag = $1("week")
            $0.quantity = 2_00
            $0.rate = Rate(tenThousandths: 1_000_0000)
            $0.date = Day(iso: "2026-05-01")!
        }
        // Beside it a new order of the week, in a currency that is new as well.
        builder.rate(jpy, "0.0064", on: "2026-05-12", period: "2026-05-16")
        builder.foreign(.purchaseOrderLine, jpy, 100_000, "2", on: "2026-05-12", number: "9")
        var before = builder.snapshot
        before.period = Day(iso: "2026-05-09")!
        before.entries.removeAll { $0.period > before.period }
        let first = Reconcile.findings(of: Exchange.convert(before))
        #expect(first.lines.map(\.finalCost.minorUnits) == [4_400_00 + 6_600_00, 99_00, 2_200_00])
        builder.snapshot.previous = first.figures
        let second = findings(builder)
        #expect(second.lines.map(\.finalCost.minorUnits) == [4_400_00 + 6_720_00, 99_00 + 640_00, 2_240_00])
        #expect(second.bridge.lines.map { $0[.exchange].minorUnits } == [120_00, 0, 40_00])
        #expect(second.bridge.lines.map { $0[.orders].minorUnits } == [0, 640_00, 0])
        #expect(second.tieOuts.allSatisfy { $0.passes })
    }

    @Test func `allowances of a foreign forecast are converted too`() {
        var builder = SnapshotBuilder()
        builder.account("1")
        builder.rate(eur, "1.1", on: "2026-05-04")
        builder.add(.forecast) {
            $0.currency = eur
            $0.account = $1("1")
            $0.type = $1("rate_x_units")
            $0.tag = $1("week")
            $0.quantity = 2_00
            $0.rate = Rate(tenThousandths: 1_000_0000)
            $0.set = $1("50.00")
            $0.date = Day(iso: "2026-05-01")!
        }
        let snapshot = Exchange.convert(builder.snapshot)
        #expect(Reconcile.findings(of: snapshot).lines[0].remaining == Money(2_200_00 + 55_00, .usd))
        #expect(Exchange.convert(snapshot).entries == snapshot.entries)
    }

    @Test func `files of another currency are proved in it, and mixed feeds are no money`() {
        var builder = builder()
        builder.snapshot.feeds = ["test", "euros", "dollars"]
        for index in builder.snapshot.entries.indices {
            let isForeign = builder.snapshot.entries[index].record.currency != .usd
            builder.snapshot.entries[index].feed = isForeign ? 1 : 2
        }
        builder.snapshot.entries[0].feed = 0
        builder.foreign(.invoiceLine, eur, 1_00, on: "2026-05-05")
        for feed in builder.snapshot.feeds {
            var count = ImportCount()
            (count.centsRead, count.centsPosted) = (5_00, 5_00)
            builder.snapshot.imports.append(
                ImportSummary(
                    sourceID: 1, feed: feed, profile: "test", asOf: Day(iso: "2026-05-16")!, count: count))
        }
        let files = findings(builder).tieOuts.prefix(3)
        #expect(files.map(\.left.currency) == [.usd, eur, .several])
        #expect(files.allSatisfy { $0.left.minorUnits == 5_00 && $0.passes })
    }
}

struct ForeignCardTests {
    @Test(
        arguments: [
            // Coded on another day, at another rate, in three parts: in full all the same.
            ([33_33, 33_33, 33_34], 0), ([60_00], 43_20), ([100_00, 10_00], -10_80),
        ] as [([Int64], Int64)])
    func `a foreign charge is coded in full when its own amount is`(parts: [Int64], uncoded: Int64) {
        var builder = SnapshotBuilder()
        builder.account("1")
        builder.rate(eur, "1.08", on: "2026-05-04")
        builder.rate(eur, "1.1", on: "2026-05-11")
        builder.foreign(.cardTransaction, eur, 100_00, "", on: "2026-05-05", number: "R1")
        for part in parts { builder.foreign(.cardCoding, eur, part, on: "2026-05-12", number: "R1") }
        let found = findings(builder)
        #expect(found.cards[0].charges == Money(108_00, .usd))
        #expect(found.cards[0].uncoded == Money(uncoded, .usd))
        #expect(found.cards[0].coded == Money(108_00 - uncoded, .usd))
        #expect(found.tieOuts.allSatisfy { $0.passes })
        #expect(found.diagnostics.map(\.code) == (uncoded == 0 ? [] : [.cardCodingDiffers]))
    }
}
