import CostModel

/// A number of a workbook as a person would type it: `1234.5`, where the file has `1234.5000000000001` or `1.2345E3`.
///
/// Digit by digit, never through a binary number: Excel keeps 15 digits and shows no more, and what a file has behind them
/// is the residue of its own binary arithmetic.
struct PlainNumber: ~Copyable {
    private(set) var isNegative = false
    /// The value is 0.d₁d₂d₃… times ten to this power.
    private(set) var exponent = 0
    /// Significant digits; none for zero. No zero begins or ends them.
    private(set) var count = 0
    /// 0 to 9, not characters.
    private let digits = UnsafeMutablePointer<UInt8>.allocate(capacity: PlainNumber.digitsMax)

    private static let digitsMax = 40
    private static let digitsKept = 15
    /// A double goes no further.
    private static let exponentMax = 308

    deinit { digits.deallocate() }

    var isZero: Bool { count == 0 }

    /// Takes a text apart; false when it is no number.
    mutating func read(_ text: UnsafeRawBufferPointer) -> Bool {
        (isNegative, exponent, count) = (false, 0, 0)
        var offset = 0
        if offset < text.count, text[offset] == 0x2D || text[offset] == 0x2B {
            isNegative = text[offset] == 0x2D
            offset += 1
        }
        guard readDigits(text, &offset) else { return false }
        if offset < text.count, text[offset] | 0x20 == 0x65 {
            offset += 1
            guard let power = PlainNumber.readPower(text, &offset) else { return false }
            exponent += power
        }
        guard offset == text.count, count == 0 || abs(exponent) <= PlainNumber.exponentMax + 1 else { return false }
        round()
        if count == 0 { (isNegative, exponent) = (false, 0) }
        return true
    }

    private mutating func readDigits(_ text: UnsafeRawBufferPointer, _ offset: inout Int) -> Bool {
        var (hasDigits, hasPoint) = (false, false)
        while offset < text.count {
            let byte = text[offset]
            if byte == 0x2E, !hasPoint {
                hasPoint = true
            } else if byte &- 0x30 < 10 {
                hasDigits = true
                if count > 0 || byte != 0x30 {
                    if count < PlainNumber.digitsMax {
                        digits[count] = byte - 0x30
                        count += 1
                    }
                    if !hasPoint { exponent += 1 }
                } else if hasPoint {
                    exponent -= 1
                }
            } else {
                break
            }
            offset += 1
        }
        return hasDigits
    }

    private static func readPower(_ text: UnsafeRawBufferPointer, _ offset: inout Int) -> Int? {
        var isNegative = false
        if offset < text.count, text[offset] == 0x2D || text[offset] == 0x2B {
            isNegative = text[offset] == 0x2D
            offset += 1
        }
        var power = 0
        let start = offset
        while offset < text.count, text[offset] &- 0x30 < 10, offset - start < 5 {
            power = power * 10 + Int(text[offset] - 0x30)
            offset += 1
        }
        return offset == start ? nil : isNegative ? -power : power
    }

    private mutating func round() {
        if count > PlainNumber.digitsKept {
            // A sum that should be zero and is 1.4551915228366852E-11: nobody types such a number.
            if exponent <= -10 {
                count = 0
                return
            }
            let roundsUp = digits[PlainNumber.digitsKept] >= 5
            count = PlainNumber.digitsKept
            if roundsUp { increment() }
        }
        while count > 0, digits[count - 1] == 0 { count -= 1 }
    }

    private mutating func increment() {
        var index = count - 1
        while index >= 0, digits[index] == 9 { index -= 1 }
        count = index + 1
        if index >= 0 {
            digits[index] += 1
        } else {
            (digits[0], count) = (1, 1)
            exponent += 1
        }
    }

    /// Appends it without exponent.
    func write(to text: inout GrowingBuffer<UInt8>) {
        if isNegative { text.append(0x2D) }
        if exponent <= 0 { text.append(0x30) }
        for index in 0..<max(exponent, 0) { text.append(index < count ? digits[index] + 0x30 : 0x30) }
        guard count > exponent, count > 0 else { return }
        text.append(0x2E)
        for _ in 0..<max(-exponent, 0) { text.append(0x30) }
        for index in max(exponent, 0)..<count { text.append(digits[index] + 0x30) }
    }

    /// As days and seconds of a day, rounded; the sign is left out. nil from 10,000,000 days on.
    var daysAndSeconds: (days: Int, seconds: Int)? {
        guard exponent <= 7 else { return nil }
        var days = 0
        for index in 0..<max(exponent, 0) { days = days * 10 + (index < count ? Int(digits[index]) : 0) }
        // In units of 10⁻¹² days, of which a second has millions.
        var fraction = 0
        for place in 0..<12 {
            let index = place + exponent
            fraction = fraction * 10 + (index >= 0 && index < count ? Int(digits[index]) : 0)
        }
        let seconds = (fraction * 86_400 + 500_000_000_000) / 1_000_000_000_000
        return (days + seconds / 86_400, seconds % 86_400)
    }

    /// A text that is already as it should be, without its last zeros: most are. nil when it must be read.
    static func plain(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard let first = text.first, text.count <= digitsMax else { return nil }
        let start = first == 0x2D ? 1 : 0
        var point = -1
        for index in start..<text.count {
            if text[index] == 0x2E, point < 0 {
                point = index
            } else if text[index] &- 0x30 >= 10 {
                return nil
            }
        }
        let whole = (point < 0 ? text.count : point) - start
        guard whole > 0, text[start] != 0x30 || (whole == 1 && start == 0) else { return nil }
        // A whole number is as its writer wrote it, an id of 19 digits too.
        guard point >= 0 else { return text }
        guard text.count - start - 1 <= digitsKept else { return nil }
        var end = text.count
        while text[end - 1] == 0x30 { end -= 1 }
        if text[end - 1] == 0x2E { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: text[..<end])
    }
}
