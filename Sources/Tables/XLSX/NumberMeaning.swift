/// What a number is to the person who sees it: its format says so, and nothing else does.
enum NumberMeaning: UInt8 {
    case number
    /// A day, with a time when it has a fraction.
    case day
    /// A time of day.
    case time
    /// Hours, minutes and seconds that may pass 24 hours.
    case duration

    /// The formats that need not be written out, by their number.
    init(builtIn id: Int) {
        switch id {
        // East Asian languages differ about 34, 35, 55 and 56; a day without a date is written as a time in any case.
        case 14...17, 22, 27...31, 34...36, 50...58: self = .day
        case 18...21, 32, 33, 45, 47: self = .time
        case 46: self = .duration
        default: self = .number
        }
    }

    /// By a format's code, as workbooks hold it in all languages: `yyyy\-mm\-dd;@`, `[h]:mm`, `#,##0.00 "kr"`.
    init(code: String) {
        var scan = FormatScan()
        scan.run(Array(code.utf8))
        self = scan.meaning
    }
}

/// One reading of a format's first section, the one for positive numbers.
private struct FormatScan {
    private var hasDay = false
    private var hasTime = false
    private var hasElapsed = false
    private var hasDigits = false
    /// The last letter of the format that counted; `m` behind `h` or before `s` means minutes.
    private var last: UInt8 = 0
    /// An `m` of which it is not known yet whether it is months.
    private var hasOpenMonth = false

    var meaning: NumberMeaning {
        if hasDigits { return .number }
        if hasDay || hasOpenMonth { return .day }
        if hasElapsed { return .duration }
        return hasTime ? .time : .number
    }

    mutating func run(_ code: [UInt8]) {
        var index = 0
        while index < code.count, code[index] != 0x3B {
            switch code[index] {
            case 0x22: index = code[(index + 1)...].firstIndex(of: 0x22) ?? code.count
            // A backslash, an underscore and a star take the next character with them.
            case 0x5C, 0x5F, 0x2A: index += 1
            case 0x5B: index = readBracket(code, index)
            case 0x41, 0x61: index = skipHalf(code, index)
            // Zeros behind the point of seconds are parts of them; all others are digits of a number.
            case 0x23, 0x3F: hasDigits = true
            case 0x30 where last != 0x73: hasDigits = true
            default: index = readLetter(code, index)
            }
            index += 1
        }
    }

    /// `[h]` counts on beyond a day; `[Red]`, `[$-409]` and `[<1]` are no part of the value. Returns the place of its end.
    private mutating func readBracket(_ code: [UInt8], _ start: Int) -> Int {
        guard let end = code[start...].firstIndex(of: 0x5D) else { return code.count }
        let word = code[(start + 1)..<end].map { $0 | 0x20 }
        if let first = word.first, [0x68, 0x6D, 0x73].contains(first), word.allSatisfy({ $0 == first }) {
            hasElapsed = true
            last = first
        }
        return end
    }

    /// `AM/PM` and `A/P`: its letters are no months. Returns the place of its end.
    private mutating func skipHalf(_ code: [UInt8], _ start: Int) -> Int {
        for word in ["am/pm", "a/p"] {
            let letters = Array(word.utf8)
            if code[start...].prefix(letters.count).map({ $0 | 0x20 }) == letters.map({ $0 | 0x20 }) {
                hasTime = true
                return start + letters.count - 1
            }
        }
        return start
    }

    /// Returns the place of the last of a run of equal letters.
    private mutating func readLetter(_ code: [UInt8], _ start: Int) -> Int {
        let letter = code[start] | 0x20
        var end = start
        while end + 1 < code.count, code[end + 1] | 0x20 == letter { end += 1 }
        switch letter {
        case 0x79, 0x64: hasDay = true
        case 0x68: hasTime = true
        case 0x73:
            hasTime = true
            if last == 0x6D { hasOpenMonth = false }
        case 0x6D:
            // Three and more are the month's name; two behind hours are minutes.
            if end - start >= 2 { hasDay = true } else if last != 0x68 { hasOpenMonth = true }
        default: return end
        }
        last = letter
        return end
    }
}
