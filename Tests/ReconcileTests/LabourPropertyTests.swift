import CostModel
import Reconcile
import TestSupport
import Testing

/// Weeks of random cards against a computation that walks the clock by hundredths of hours and knows nothing of tiers cut short.
@Test(arguments: 1...60) func `random weeks come to what a walk along the clock comes to`(seed: Int) {
    var random = Steps(seed: UInt64(seed))
    var agreement = LabourAgreement(name: "Random", from: Day(iso: "2026-04-01")!)
    let first = 60 + 10 * random.below(4)
    agreement.daily = [
        .init(after: Int64(first) * 360, times: 15_000), .init(after: Int64(first + 40) * 360, times: 20_000),
    ]
    if random.below(2) == 0 { agreement.weekly = [.init(after: 40 * 3_600, times: 15_000)] }
    if random.below(2) == 0 { agreement.sixthDay = .init(times: 15_000) }
    if random.below(2) == 0 { agreement.seventhDay = .init(times: 20_000) }
    if random.below(2) == 0 { agreement.night = .init(from: 20 * 3_600, to: 6 * 3_600, premium: 1_000, of: .straight) }
    if random.below(2) == 0 { agreement.minimum = .seconds(8 * 3_600) }
    if random.below(2) == 0 {
        agreement.meal = .init(
            firstWithin: 6 * 3_600, thenWithin: 6 * 3_600,
            steps: [.init(seconds: 1_800, amountMinor: 7_50), .init(seconds: 1_800, amountMinor: 12_50, repeats: true)])
    }
    if random.below(2) == 0 { agreement.rest = .init(seconds: 10 * 3_600, times: 15_000, amountMinor: 0) }
    let rate = Int64(20_0000 + random.below(50_0000))

    var builder = SnapshotBuilder(period: "2026-05-16")
    builder.account("3200-10")
    builder.snapshot.production.labour = LabourRules(agreements: [agreement])
    var naive = Naive(agreement, rate)
    var wrap = 0
    for day in 0..<14 where random.below(6) > 0 {
        // In hundredths of hours; never before the wrap of the day before.
        let call = max(random.below(14) * 100 + 10 * random.below(10), wrap - 2_400)
        let out = call + 300 + 10 * random.below(130)
        var meals: [(Int, Int)] = []
        if random.below(4) > 0, out - call > 200 {
            let start = call + 10 * random.below((out - call) / 10 - 10)
            meals.append((start, min(start + 50, out)))
        }
        func text(_ value: Int) -> String { Decimals.text(Int64(value), digits: 2) }
        let middle = meals.map { "; meal \(text($0.0))-\(text($0.1))" }.joined()
        let date = Day(iso: "2026-05-03")! + day
        builder.card("Ruiz, Ana", on: date.description, "in \(text(call))\(middle); out \(text(out))", rate: rate)
        naive.add(day, call, meals, out)
        wrap = out
    }
    let findings = Reconcile.findings(of: builder.snapshot)
    #expect(findings.accruals.map(\.amount.minorUnits) == naive.amounts, "seed \(seed)")
    #expect(findings.tieOuts.allSatisfy { $0.passes })
}

/// Adds one hundredth of an hour after another.
private struct Naive {
    let agreement: LabourAgreement
    let rate: Int64
    var amounts: [Int64] = []
    private var week = -1
    private var days = 0
    private var straightOfWeek = 0
    private var lastWrap: Int?

    init(_ agreement: LabourAgreement, _ rate: Int64) { (self.agreement, self.rate) = (agreement, rate) }

    mutating func add(_ day: Int, _ call: Int, _ meals: [(Int, Int)], _ out: Int) {
        if day / 7 != week { (week, days, straightOfWeek) = (day / 7, 0, 0) }
        days += 1
        var (worked, tenths, night) = (0, Int64(0), Int64(0))
        for tick in call..<out where !meals.contains(where: { $0.0 <= tick && tick < $0.1 }) {
            tenths += multiple(worked, counts: true)
            let hour = tick % 2_400
            if agreement.night != nil, hour >= 2_000 || hour < 600 { night += 1 }
            worked += 1
        }
        if agreement.minimum != .none {
            while worked < 800 {
                tenths += multiple(worked, counts: false)
                worked += 1
            }
        }
        var amount = rounded(rate * tenths, 10_000 * 1_000)
        amount += rounded(rate * night, 10_000 * 1_000 * 1)
        if agreement.meal != nil { amount += mealPenalty(call, meals, out) }
        if agreement.rest != nil, let lastWrap {
            let had = day * 2_400 + call - lastWrap
            if had < 1_000 { amount += rounded(rate * Int64(1_000 - had) * 15, 10_000 * 1_000) }
        }
        lastWrap = day * 2_400 + out
        amounts.append(amount)
    }

    /// Tenths of straight time for the hundredth of an hour after `worked` of them.
    private mutating func multiple(_ worked: Int, counts: Bool) -> Int64 {
        let seconds = Int64(worked) * 36
        var tenths: Int64 = seconds >= agreement.daily[1].after ? 20 : seconds >= agreement.daily[0].after ? 15 : 10
        if days == 6, agreement.sixthDay != nil { tenths = max(tenths, 15) }
        if days == 7 {
            if agreement.seventhDay != nil {
                tenths = 20
            } else if agreement.sixthDay != nil {
                tenths = max(tenths, 15)
            }
        }
        guard counts, tenths == 10 else { return tenths }
        straightOfWeek += 1
        return !agreement.weekly.isEmpty && straightOfWeek > 4_000 ? 15 : 10
    }

    private func mealPenalty(_ call: Int, _ meals: [(Int, Int)], _ out: Int) -> Int64 {
        var cents: Int64 = 0
        var last = call
        for next in meals.map(\.0) + [out] {
            var late = next - last - 600
            var charge: Int64 = 7_50
            while late > 0 {
                cents += charge
                charge = 12_50
                late -= 50
            }
            last = meals.first { $0.0 == next }?.1 ?? next
        }
        return cents
    }

    /// Half away from zero; all of it is positive. Rate ten-thousandths an hour, hundredths of hours, tenths of straight time.
    private func rounded(_ value: Int64, _ divisor: Int64) -> Int64 {
        let cents = 100 * value
        return (2 * cents + divisor) / (2 * divisor)
    }
}

/// Numbers that are the same in every run.
private struct Steps {
    var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func below(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 1) % max(limit, 1)
    }
}
