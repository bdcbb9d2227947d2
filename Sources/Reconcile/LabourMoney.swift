import CostModel

/// The money of one worker's day and how its rows share it.
///
/// Wages, night premium, meal penalty and forced call are each rounded once, on the whole day. Rows of one rate share each of them
/// by their hours: cents that are left go to the largest remainders, the earlier row first. Rows of several rates have each its
/// own part of the day's hours priced by its own rate, rounded once.
struct LabourMoney {
    let day: LabourDay
    let agreement: LabourAgreement
    /// Minor units of 1/10,000.
    let toMinor: Int64

    fileprivate enum Part: CaseIterable { case wages, night, meal, rest }

    func share(_ rows: inout [RowPrice], weights: [Int64], bases: [LabourTerms.Basis?]) {
        let known = bases.compactMap { $0 }
        let isOne =
            known.count == bases.count && known.allSatisfy { $0.rate == known[0].rate && $0.unit == known[0].unit }
        for part in Part.allCases {
            let fixed = Self.split(fixed(part), by: weights)
            let whole = isOne ? Self.split(amount(part, known[0], weight: 1, of: 1), by: weights) : []
            for row in rows.indices {
                guard let basis = bases[row] else { continue }
                let own = isOne ? whole[row] : amount(part, basis, weight: weights[row], of: weights.reduce(0, +))
                rows[row].add(own + fixed[row], to: part)
            }
        }
        let hours = [day.straight, day.half, day.double].map { Self.split(($0 + 18) / 36, by: weights) }
        for row in rows.indices {
            (rows[row].straight, rows[row].half, rows[row].double) = (hours[0][row], hours[1][row], hours[2][row])
            rows[row].isUnpriced = bases[row] == nil
            rows[row].hourly = bases[row]?.hourly ?? 0
        }
    }

    private func fixed(_ part: Part) -> Int64 {
        switch part {
        case .wages, .night: 0
        case .meal: day.mealMinor
        case .rest: day.invaded > 0 ? agreement.rest?.amountMinor ?? 0 : 0
        }
    }

    /// `weight / of` of what the day's hours come to, rounded once.
    private func amount(_ part: Part, _ basis: LabourTerms.Basis, weight: Int64, of: Int64) -> Int64 {
        let (factor, divisor): (Int64, Int64) =
            switch part {
            case .wages: (day.weighted, 1)
            case .night: (day.nightWeighted * (agreement.night?.premium ?? 0), LabourAgreement.straight)
            case .meal: (day.mealBase * LabourAgreement.straight, 1)
            case .rest: (day.invaded * (agreement.rest?.times ?? 0), 1)
            }
        guard factor != 0, of != 0 else { return 0 }
        if weight == of { return Decimals.scaled(basis.rate, by: factor, over: basis.unit * divisor * toMinor) }
        // In lowest terms the products stay within 64 bits.
        var over = [factor, weight]
        var under = [basis.unit, divisor, toMinor, of]
        for high in over.indices {
            for low in under.indices {
                let common = Self.divisor(over[high], under[low])
                over[high] /= common
                under[low] /= common
            }
        }
        return Decimals.scaled(basis.rate, by: over.reduce(1, *), over: under.reduce(1, *))
    }

    private static func divisor(_ left: Int64, _ right: Int64) -> Int64 {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return max(abs(left), 1)
    }

    /// `total` in whole units by weight, exactly.
    static func split(_ total: Int64, by weights: [Int64]) -> [Int64] {
        let sum = weights.reduce(0, +)
        guard weights.count > 1, sum > 0, total != 0 else {
            return [total] + Array(repeating: 0, count: weights.count - 1)
        }
        let size = total.magnitude
        var parts: [Int64] = []
        var remainders: [(place: Int, rest: UInt64)] = []
        for (place, weight) in weights.enumerated() {
            let product = size.multipliedFullWidth(by: UInt64(weight))
            let (quotient, rest) = UInt64(sum).dividingFullWidth(product)
            parts.append(Int64(quotient))
            remainders.append((place, rest))
        }
        let left = Int(Int64(size) - parts.reduce(0, +))
        remainders.sort { ($1.rest, $0.place) < ($0.rest, $1.place) }
        for (place, _) in remainders.prefix(left) { parts[place] += 1 }
        return total < 0 ? parts.map { -$0 } : parts
    }
}

extension RowPrice {
    fileprivate mutating func add(_ amount: Int64, to part: LabourMoney.Part) {
        switch part {
        case .wages: wages += amount
        case .night: night += amount
        case .meal: meal += amount
        case .rest: rest += amount
        }
    }
}
