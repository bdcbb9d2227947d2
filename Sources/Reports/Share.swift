import CostModel

/// One amount as a percentage of another, in tenths of percent, and the formula that gives the same in a sheet.
enum Share {
    /// Halves away from zero; nil of nothing.
    static func tenths(_ part: Money, of whole: Money) -> Int64? {
        guard !whole.isZero else { return nil }
        let sign: Int64 = whole.isNegative ? -1 : 1
        return Decimals.scaled(sign * part.minorUnits, by: 1_000, over: sign * whole.minorUnits)
    }

    static func formula(_ part: String, of whole: String) -> String { "ROUND(100*\(part)/\(whole),1)" }
}

extension String {
    /// `Above the line` inside a sentence; `VFX` and `B camera` stay.
    var lowercasedFirst: String {
        guard dropFirst().first?.isLowercase == true else { return self }
        return prefix(1).lowercased() + dropFirst()
    }
}
