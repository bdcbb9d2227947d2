/// An ISO 4217 currency code, packed into 15 bits so that a record stays small.
package struct Currency: Hashable, Sendable, CustomStringConvertible {
    /// Three letters of five bits each, A = 1.
    package let packed: UInt16

    package init(packed: UInt16) { self.packed = packed }

    /// `nil` unless `code` is three ASCII capital letters.
    package init?(code: some StringProtocol) {
        var packed: UInt16 = 0
        guard code.utf8.count == 3 else { return nil }
        for byte in code.utf8 {
            guard byte >= 65, byte <= 90 else { return nil }
            packed = packed << 5 | UInt16(byte - 64)
        }
        self.packed = packed
    }

    package static let usd = Currency(code: "USD")!
    /// ISO 4217's "no currency": minor units of several currencies, counted together. Such a count proves that nothing was
    /// lost; it is no amount of money.
    package static let several = Currency(code: "XXX")!

    package var description: String {
        String(decoding: [10, 5, 0].map { UInt8(packed >> $0 & 31) + 64 }, as: UTF8.self)
    }

    /// Digits after the decimal point of the printed amount (ISO 4217, the currencies met in production).
    package var minorDigits: Int {
        switch description {
        case "JPY", "KRW", "CLP", "ISK", "VND", "XOF", "XAF", "XXX": 0
        case "KWD", "BHD", "JOD", "OMR", "TND": 3
        default: 2
        }
    }
}

/// An amount of money: whole minor units (cents) of one currency. Never a floating-point number.
///
/// Adding amounts of two currencies, and a sum beyond 64 bits, are mistakes of ours and trap;
/// amounts read from files are limited to `Limits.amountMinorMax`, so that sums of real data cannot get there.
package struct Money: Hashable, Sendable, Comparable, CustomStringConvertible {
    package var minorUnits: Int64
    package let currency: Currency

    package init(_ minorUnits: Int64, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    package static func zero(_ currency: Currency) -> Money { Money(0, currency) }

    package var isZero: Bool { minorUnits == 0 }
    package var isNegative: Bool { minorUnits < 0 }

    package static func + (left: Money, right: Money) -> Money {
        precondition(left.currency == right.currency, "amounts of two currencies cannot be added")
        return Money(left.minorUnits + right.minorUnits, left.currency)
    }

    package static func - (left: Money, right: Money) -> Money { left + -right }
    package static prefix func - (amount: Money) -> Money { Money(-amount.minorUnits, amount.currency) }
    package static func += (left: inout Money, right: Money) { left = left + right }
    package static func -= (left: inout Money, right: Money) { left = left - right }

    package static func < (left: Money, right: Money) -> Bool {
        precondition(left.currency == right.currency, "amounts of two currencies cannot be compared")
        return left.minorUnits < right.minorUnits
    }

    /// Plain text without grouping, as files and JSON want it: `-1234.50`.
    package var description: String { Decimals.text(minorUnits, digits: currency.minorDigits) }

    /// For people: `1,234.50`, credits in brackets: `(1,234.50)`.
    package var grouped: String {
        let text = Decimals.grouped(minorUnits.magnitude, digits: currency.minorDigits)
        return minorUnits < 0 ? "(\(text))" : text
    }
}

/// A price for one unit (an hour, a day, a plate) in 1/10,000 of the currency's main unit, as payroll writes it (`48.1250`).
package struct Rate: Hashable, Sendable, CustomStringConvertible {
    package var tenThousandths: Int64
    package init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }
    package var description: String { Decimals.text(tenThousandths, digits: 4) }
    /// For people: `1,650.00`, `0.585`; two decimals at the least.
    package var spelled: String {
        var text = (tenThousandths < 0 ? "-" : "") + Decimals.grouped(tenThousandths.magnitude, digits: 4)
        for _ in 0..<2 where text.hasSuffix("0") { text.removeLast() }
        return text
    }
}

/// A share of something, in millionths: 22.5 % is 225,000.
package struct Percent: Hashable, Sendable, CustomStringConvertible {
    package var millionths: Int64
    package init(millionths: Int64) { self.millionths = millionths }
    package var description: String { Decimals.text(millionths, digits: 4) }
    /// For people: `22.5` for 22.5000.
    package var spelled: String {
        var text = Substring(description)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return String(text)
    }

    /// This share of `amount`, rounded half away from zero to the minor unit, once.
    package func of(_ amount: Money) -> Money {
        Money(Decimals.scaled(amount.minorUnits, by: millionths, over: 1_000_000), amount.currency)
    }
}

/// Arithmetic and text of whole numbers that stand for decimals.
package enum Decimals {
    /// `value * factor / divisor`, rounded half away from zero, through 128 bits; traps when the result has no 64-bit form.
    package static func scaled(_ value: Int64, by factor: Int64, over divisor: Int64) -> Int64 {
        precondition(divisor > 0)
        let product = value.multipliedFullWidth(by: factor)
        let isNegative = product.high < 0
        let low = isNegative ? ~product.low &+ 1 : product.low
        let high = UInt64(bitPattern: isNegative ? ~product.high &+ (product.low == 0 ? 1 : 0) : product.high)
        precondition(high < UInt64(divisor), "the product does not fit")
        let (quotient, remainder) = UInt64(divisor).dividingFullWidth((high, low))
        let rounded = quotient + (remainder >= (UInt64(divisor) + 1) / 2 ? 1 : 0)
        return isNegative ? -Int64(rounded) : Int64(rounded)
    }

    /// `value / divisor`, rounded half away from zero; traps when the result has no 64-bit form.
    package static func rounded(_ value: Int128, over divisor: Int128) -> Int64 {
        precondition(divisor > 0)
        let (quotient, rest) = value.magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
        let whole = Int64(quotient + (rest * 2 >= divisor.magnitude ? 1 : 0))
        return value < 0 ? -whole : whole
    }

    /// 10 to the power `digits`.
    package static func power(_ digits: Int) -> Int64 {
        var result: Int64 = 1
        for _ in 0..<digits { result *= 10 }
        return result
    }

    /// `-1234.50` for (-123450, 2).
    package static func text(_ value: Int64, digits: Int) -> String {
        (value < 0 ? "-" : "") + plain(value.magnitude, digits: digits)
    }

    /// `1,234.50` for (123450, 2).
    package static func grouped(_ value: UInt64, digits: Int) -> String {
        let text = plain(value, digits: digits)
        let whole = text.prefix { $0 != "." }
        var result = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { result += "," }
            result.append(digit)
        }
        return result + text.dropFirst(whole.count)
    }

    /// The minor units of `-1234.5`: an optional minus, digits, and at most `digits` of them behind a point. nil for anything
    /// else and for what is beyond `Limits.amountMinorMax`.
    package static func minorUnits(_ text: String, digits: Int) -> Int64? {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        func isDigits(_ part: Substring) -> Bool { !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) } }
        guard (1...2).contains(parts.count), parts.allSatisfy(isDigits), parts.count == 1 || parts[1].count <= digits
        else { return nil }
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        let whole = Int64(parts[0] + fraction + String(repeating: "0", count: digits - fraction.count))
        guard let whole, whole <= Limits.amountMinorMax else { return nil }
        return isNegative ? -whole : whole
    }

    private static func plain(_ value: UInt64, digits: Int) -> String {
        guard digits > 0 else { return String(value) }
        let power = UInt64(power(digits))
        let fraction = String(value % power)
        return "\(value / power)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
