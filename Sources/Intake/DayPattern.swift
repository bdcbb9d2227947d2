import CostModel

/// A declared way to write a day: `MM/dd/yyyy`, `M/d/yy`, `dd.MM.yyyy`, `d MMM yyyy`. The order is never guessed.
package struct DayPattern: Hashable, Sendable {
    private enum Part: Hashable, Sendable {
        case year(digits: Int)
        case month
        case monthName
        case day
        case literal(UInt8)
    }

    package let text: String
    private let parts: [Part]

    /// nil unless the pattern names year, month and day once each, with `yyyy yy MM M MMM dd d` and the marks `/ - .` or blank.
    package init?(_ text: String) {
        self.text = text
        var parts: [Part] = []
        var rest = Substring(text)
        while let first = rest.first {
            let run = rest.prefix { $0 == first }
            rest = rest.dropFirst(run.count)
            switch (first, run.count) {
            case ("y", 4), ("y", 2): parts.append(.year(digits: run.count))
            case ("M", 1), ("M", 2): parts.append(.month)
            case ("M", 3): parts.append(.monthName)
            case ("d", 1), ("d", 2): parts.append(.day)
            case ("/", 1), ("-", 1), (".", 1), (" ", 1): parts.append(.literal(first.asciiValue!))
            default: return nil
            }
        }
        let kinds = parts.compactMap { part -> Int? in
            switch part {
            case .year: 0
            case .month, .monthName: 1
            case .day: 2
            case .literal: nil
            }
        }
        guard kinds.sorted() == [0, 1, 2] else { return nil }
        self.parts = parts
    }

    /// nil when the cell is not a day written this way. A month or day may lack its leading zero.
    func parse(_ cell: UnsafeRawBufferPointer) -> Day? {
        var (index, end) = (0, cell.count)
        while index < end, cell[index] == 0x20 { index += 1 }
        while end > index, cell[end - 1] == 0x20 { end -= 1 }
        var (year, month, day) = (0, 0, 0)
        for part in parts {
            switch part {
            case .literal(let byte):
                // `14 Apr. 2026`: a point behind an abbreviated month.
                if index < end, cell[index] == 0x2E, byte != 0x2E { index += 1 }
                guard index < end, cell[index] == byte else { return nil }
                index += 1
            case .year(let digits):
                guard let value = number(cell, &index, end, digits...digits) else { return nil }
                year = digits == 2 ? 2000 + value : value
            case .month:
                guard let value = number(cell, &index, end, 1...2) else { return nil }
                month = value
            case .day:
                guard let value = number(cell, &index, end, 1...2) else { return nil }
                day = value
            case .monthName:
                guard let value = monthName(cell, &index, end) else { return nil }
                month = value
            }
        }
        guard index == end else { return nil }
        return Day(year: year, month: month, day: day)
    }

    /// The same pattern with day and month exchanged, for a hint.
    var swapped: DayPattern? {
        let marked = text.replacing("M", with: "\u{1}").replacing("d", with: "M").replacing("\u{1}", with: "d")
        return marked.contains("ddd") ? nil : DayPattern(marked)
    }

    private func number(
        _ cell: UnsafeRawBufferPointer, _ index: inout Int, _ end: Int, _ length: ClosedRange<Int>
    ) -> Int? {
        var (value, count) = (0, 0)
        while index < end, count < length.upperBound, cell[index] &- 0x30 <= 9 {
            value = value * 10 + Int(cell[index] - 0x30)
            index += 1
            count += 1
        }
        return length.contains(count) ? value : nil
    }

    private func monthName(_ cell: UnsafeRawBufferPointer, _ index: inout Int, _ end: Int) -> Int? {
        let start = index
        while index < end, (0x41...0x5A).contains(cell[index] & 0xDF) { index += 1 }
        let name = String(decoding: cell[start..<index], as: UTF8.self).lowercased()
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
            "december",
        ]
        guard name.count >= 3, let month = names.firstIndex(where: { $0 == name || ($0.prefix(3) == name) }) else {
            return name == "sept" ? 9 : nil
        }
        return month + 1
    }
}
