package import CostModel

/// How a file writes its days: one of a closed list, declared by the profile and never guessed.
///
/// `MM` and `dd` are two digits, `M` and `d` one or two; `yyyy` four; `yy` two, which stand for 20yy; `MMM` is the English
/// name in three letters.
package struct DayPattern: Hashable, Sendable {
    package let text: String
    private let parts: [Part]

    private enum Part: Hashable, Sendable {
        case year4, year2, monthTwo, month, monthName, dayTwo, day
        case literal(UInt8)
    }

    package static let all: [DayPattern] = [
        "yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "MM/dd/yyyy", "M/d/yyyy", "MM/dd/yy", "M/d/yy", "MM-dd-yyyy",
        "M-d-yyyy",
        "dd/MM/yyyy", "d/M/yyyy", "dd/MM/yy", "d/M/yy", "dd-MM-yyyy", "d-M-yyyy", "dd.MM.yyyy", "d.M.yyyy", "dd.MM.yy",
        "d.M.yy", "d MMM yyyy", "dd MMM yyyy", "d MMM. yyyy", "dd-MMM-yyyy", "d-MMM-yyyy", "dd-MMM-yy", "d-MMM-yy",
        "MMM d, yyyy", "MMM d yyyy",
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
            ("yyyy", .year4), ("yy", .year2), ("MMM", .monthName), ("MM", .monthTwo), ("M", .month), ("dd", .dayTwo),
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

    /// The day that `text` writes in this pattern and nothing else; nil otherwise.
    package func read(_ text: UnsafeRawBufferPointer) -> Day? {
        var offset = 0
        var (year, month, day) = (0, 0, 0)
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

    private static let monthNames: [UInt32] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
}
