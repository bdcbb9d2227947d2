import CostModel
import Reconcile
import TestSupport
import Testing

/// Random productions in three currencies against a plain computation, written without the program's tables and stages.
struct ExchangePropertyTests {
    private struct Known {
        var currency: Currency
        var day: Int
        var rate: Int64
        var kind: String
    }

    private static let currencies = [eur, jpy, kwd]
    private static let start = Day(iso: "2026-04-05")!

    /// Half away from zero, by long division.
    private func round(_ numerator: Int128, _ divisor: Int128) -> Int64 {
        let sign: Int128 = numerator < 0 ? -1 : 1
        let (quotient, rest) = (numerator * sign).quotientAndRemainder(dividingBy: divisor)
        return Int64(sign * (rest * 2 >= divisor ? quotient + 1 : quotient))
    }

    private func worth(_ minor: Int64, _ currency: Currency, _ rate: Int64) -> Int64 {
        let digits = currency == jpy ? 0 : currency == kwd ? 3 : 2
        var divisor: Int128 = 100_000_000
        for _ in 0..<digits { divisor *= 10 }
        return round(Int128(minor) * Int128(rate) * 100, divisor)
    }

    @Test func `random productions in several currencies come out as a plain computation has them`() {
        forAll(cases: 150) { generator in
            var builder = SnapshotBuilder(period: "2026-05-16")
            let codes = ["1", "2", "3"]
            for code in codes { builder.account(code) }
            var rates: [Known] = []
            for currency in Self.currencies {
                for kind in ["locked", "daily", "daily", "daily", "report"] {
                    // The first daily rate is there before anything is billed; no two of a kind are of one day.
                    let isFirst = kind == "locked" || !rates.contains { $0.currency == currency && $0.kind == kind }
                    var day = isFirst && kind != "report" ? -5 : Int.random(in: 0..<42, using: &generator)
                    while rates.contains(where: { $0.currency == currency && $0.day == day && $0.kind == kind }) {
                        day += 1
                    }
                    let known = Known(
                        currency: currency, day: day, rate: .random(in: 100_000...400_000_000, using: &generator),
                        kind: kind)
                    rates.append(known)
                    builder.rate(
                        currency, Decimals.text(known.rate, digits: 8), on: (Self.start + day).description, kind)
                }
            }
            func latest(_ currency: Currency, _ kinds: [String], _ day: Int) -> Int64 {
                rates.filter { $0.currency == currency && kinds.contains($0.kind) && $0.day <= day }
                    .max { ($0.day, $0.kind == "report" ? 1 : 0) < ($1.day, $1.kind == "report" ? 1 : 0) }!.rate
            }
            var cost: [String: Int64] = [:]
            var locked: [String: [Currency: (foreign: Int64, cost: Int64)]] = [:]
            for _ in 0..<Int.random(in: 1...60, using: &generator) {
                let code = codes.randomElement(using: &generator)!
                let minor = Int64.random(in: -500_000...2_000_000, using: &generator)
                let day = Int.random(in: 0..<42, using: &generator)
                guard Bool.random(using: &generator) else {
                    builder.cost(code, minor, on: (Self.start + day).description)
                    cost[code, default: 0] += minor
                    continue
                }
                let currency = Self.currencies.randomElement(using: &generator)!
                let id = builder.foreign(.invoiceLine, currency, minor, code, on: (Self.start + day).description)
                if Int.random(in: 0..<5, using: &generator) == 0 {
                    builder.takeBack(id, period: "2026-05-16")
                    continue
                }
                let amount = worth(minor, currency, latest(currency, ["daily"], day))
                cost[code, default: 0] += amount
                locked[code, default: [:]][currency, default: (0, 0)].foreign += minor
                locked[code]![currency]!.cost += amount
            }
            var open: [String: Int64] = [:]
            for number in 1...5 {
                let code = codes.randomElement(using: &generator)!
                let currency = Self.currencies.randomElement(using: &generator)!
                let minor = Int64.random(in: 1...1_000_000, using: &generator)
                builder.foreign(
                    .purchaseOrderLine, currency, minor, code, on: "2026-05-01", number: "\(number)")
                open[code, default: 0] += worth(minor, currency, latest(currency, ["daily", "report"], 41))
            }
            let snapshot = Exchange.convert(builder.snapshot)
            let findings = Reconcile.findings(of: snapshot)
            for line in findings.lines {
                guard line.toDate.minorUnits == cost[line.account.code] ?? 0,
                    line.openOrders.minorUnits == open[line.account.code] ?? 0
                else { return false }
            }
            // Each sum at the locked rate is rounded once.
            var variance: Int64 = 0
            for parts in locked.values {
                for (currency, part) in parts {
                    variance += part.cost - worth(part.foreign, currency, latest(currency, ["locked"], 41))
                }
            }
            // A line is the sum of its entries, and a reversal of what it takes back.
            var byID: [Int64: Entry] = [:]
            for entry in snapshot.entries { byID[entry.id] = entry }
            let reversals = snapshot.entries.filter(\.isReversal)
            return findings.currencies.reduce(0) { $0 + $1.costVariance.minorUnits } == variance
                && reversals.allSatisfy { byID[$0.reverses]!.signedMinor + $0.signedMinor == 0 }
                && findings.tieOuts.allSatisfy(\.passes) && findings.diagnostics.isEmpty
                && snapshot.entries.allSatisfy { $0.record.currency == .usd }
        }
    }
}
