package import CostModel

/// How a file writes its days: one of a closed list, declared by the profile and never guessed.
///
/// `MM` and `dd` are two digits, `M` and `d` one or two; `yyyy` four; `yy` two, which stand for 20yy; `MMM` is the English
/// name in three letters, `MMMM` in full.
package struct DayPattern: Hashable, Sendable {
    package let text: String
    private let parts: [Part]

    private enum Part: Hashable, Sendable {
        case year4, year2, monthTwo, month, monthName, monthFull, dayTwo, day
        case literal(UInt8)
    }

    package static let all: [DayPattern] = [
        "yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "MM/dd/yyyy", "M/d/yyyy", "MM/dd/yy", "M/d/yy", "MM-dd-yyyy",
        "M-d-yyyy", "MM-dd-yy", "M-d-yy",
        "dd/MM/yyyy", "d/M/yyyy", "dd/MM/yy", "d/M/yy", "dd-MM-yyyy", "d-M-yyyy", "dd.MM.yyyy", "d.M.yyyy", "dd.MM.yy",
        "d.M.yy", "d MMM yyyy", "dd MMM yyyy", "d MMM yy", "d MMM. yyyy", "dd-MMM-yyyy", "d-MMM-yyyy", "dd-MMM-yy",
        "d-MMM-yy",
        "d-MMM.-yyyy", "MMM d, yyyy", "MMM d yyyy", "yyyy-M-d", "yyyy.MM.dd", "MM/dd", "M/d", "dd/MM", "d/M", "MM-dd",
        "d MMM", "d-MMM", "MMM d", "MMMM d, yyyy", "d MMMM yyyy",
    ].map(DayPattern.init(known:))

    /// nil when `text` is none of the list.
    package init?(_ text: String) {
        guard let pattern = DayPattern.all.first(where: { $0.text == text }) else { return nil }
        self = pattern
    }

    private init(known text: String) {
        self.text = text
        var parts: [Part] = []
        var rest = Substring(text)
        let words: [(String, Part)] = [
            ("yyyy", .year4), ("yy", .year2), ("MMMM", .monthFull), ("MMM", .monthName), ("MM", .monthTwo),
            ("M", .month), ("dd", .dayTwo),
            ("d", .day),
        ]
        while let byte = rest.utf8.first {
            if let (word, part) = words.first(where: { rest.hasPrefix($0.0) }) {
                parts.append(part)
                rest.removeFirst(word.count)
            } else {
                parts.append(.literal(byte))
                rest.removeFirst()
            }
        }
        self.parts = parts
    }

    /// The same with day and month exchanged, as the other side of the Atlantic writes it.
    package var exchanged: DayPattern? {
        let other: [Part] = parts.map {
            switch $0 {
            case .monthTwo: .dayTwo
            case .month: .day
            case .dayTwo: .monthTwo
            case .day: .month
            default: $0
            }
        }
        return other == parts ? nil : DayPattern.all.first { $0.parts == other }
    }

    /// The order of year, month and day: patterns of one order cannot contradict each other.
    var order: String { text.filter { "yMd".contains($0) }.reduce(into: "") { if $0.last != $1 { $0.append($1) } } }

    /// Day and month are numbers side by side at the beginning, so that another order could read them the other way round.
    var isAmbiguous: Bool { !parts.contains(.monthName) && !parts.contains(.monthFull) && order.first != "y" }

    /// How the readers of workbooks and calendars write a day.
    package static let iso = DayPattern("yyyy-MM-dd")!

    /// The day that `text` begins with, where a time of day follows: `2026-03-02 07:00`, `2026-02-12T17:00:00.000Z`. The time
    /// does not count, and neither does its zone: the day is the one that is written.
    func readTimestamp(_ text: UnsafeRawBufferPointer) -> Day? {
        guard let blank = text.firstIndex(where: { $0 == 0x20 || $0 == 0x54 || $0 == 0x2C }), blank + 1 < text.count
        else { return nil }
        let rest = text[(blank + 1)...].drop { $0 == 0x20 }
        guard let first = rest.first, first &- 0x30 < 10, rest.contains(0x3A) else { return nil }
        let isTime = rest.allSatisfy { byte in
            byte &- 0x30 < 10 || [0x3A, 0x2E, 0x2B, 0x2D, 0x20].contains(byte) || "apmzgutcAPMZGUTC".utf8.contains(byte)
        }
        return isTime ? read(UnsafeRawBufferPointer(rebasing: text[..<blank])) : nil
    }

    /// The first day of this pattern anywhere in a text, such as a file's name. A digit beside it makes it another number.
    package func first(in text: String) -> Day? {
        var copy = text
        return copy.withUTF8 { bytes -> Day? in
            let all = UnsafeRawBufferPointer(bytes)
            func isDigit(_ index: Int) -> Bool { index >= 0 && index < all.count && all[index] &- 0x30 < 10 }
            for start in 0..<all.count where isDigit(start) && !isDigit(start - 1) {
                for end in stride(from: min(all.count, start + 12), to: start + 3, by: -1) where !isDigit(end) {
                    if let day = read(UnsafeRawBufferPointer(rebasing: all[start..<end])) { return day }
                }
            }
            return nil
        }
    }

    package var hasYear: Bool { parts.contains(.year4) || parts.contains(.year2) }

    /// The day that `text` writes in this pattern and nothing else; nil otherwise. `givenYear` is that of patterns without one.
    package func read(_ text: UnsafeRawBufferPointer, year givenYear: Int = -10_000) -> Day? {
        var offset = 0
        var (year, month, day) = (givenYear, 0, 0)
        for part in parts {
            switch part {
            case .literal(let byte):
                guard offset < text.count, text[offset] == byte else { return nil }
                offset += 1
            case .year4: year = number(text, &offset, digits: 4...4)
            case .year2: year = 2000 + number(text, &offset, digits: 2...2)
            case .monthTwo: month = number(text, &offset, digits: 2...2)
            case .month: month = number(text, &offset, digits: 1...2)
            case .dayTwo: day = number(text, &offset, digits: 2...2)
            case .day: day = number(text, &offset, digits: 1...2)
            case .monthName: month = monthNamed(text, &offset)
            case .monthFull: month = monthNamedInFull(text, &offset)
            }
        }
        guard offset == text.count else { return nil }
        return Day(year: year, month: month, day: day)
    }

    /// -10,000, which no day survives, unless there are as many digits as wanted.
    @inline(__always)
    private func number(_ text: UnsafeRawBufferPointer, _ offset: inout Int, digits: ClosedRange<Int>) -> Int {
        var value = 0
        var count = 0
        while count < digits.upperBound, offset < text.count, text[offset] &- 0x30 < 10 {
            value = value * 10 + Int(text[offset] &- 0x30)
            offset += 1
            count += 1
        }
        return count >= digits.lowerBound ? value : -10_000
    }

    private func monthNamed(_ text: UnsafeRawBufferPointer, _ offset: inout Int) -> Int {
        guard offset + 3 <= text.count else { return -1 }
        let name = text[offset..<offset + 3].reduce(0) { $0 << 8 | UInt32(FoldedText.lower($1)) }
        offset += 3
        return (DayPattern.monthNames.firstIndex(of: name) ?? -2) + 1
    }

    private func monthNamedInFull(_ text: UnsafeRawBufferPointer, _ offset: inout Int) -> Int {
        let rest = UnsafeRawBufferPointer(rebasing: text[min(offset, text.count)...])
        guard let index = DayPattern.fullMonths.firstIndex(where: { $0.begins(rest) }) else { return -1 }
        offset += DayPattern.fullMonths[index].count
        return index + 1
    }

    private static let fullMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ].map(FoldedText.init)

    private static let monthNames: [UInt32] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
}
