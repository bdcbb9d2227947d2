import CostModel

/// Writes days and times that a workbook holds as a count of days.
struct SerialDay {
    /// From 1904-01-01 in place of 1900-01-00.
    let countsFrom1904: Bool

    /// 9999-12-31, the last that spreadsheets know.
    private var last: Int { countsFrom1904 ? 2_957_003 : 2_958_465 }

    /// Appends it as its format means it; false, and nothing appended, when it is none that a spreadsheet would show.
    func write(_ number: borrowing PlainNumber, as meaning: NumberMeaning, to text: inout GrowingBuffer<UInt8>) -> Bool
    {
        guard let (days, seconds) = number.daysAndSeconds, days <= last else { return false }
        switch meaning {
        case .number: return false
        case .duration:
            if number.isNegative { text.append(0x2D) }
            writeTime(days * 86_400 + seconds, to: &text)
        case .time:
            guard !number.isNegative else { return false }
            writeTime(seconds, to: &text)
        case .day:
            guard !number.isNegative else { return false }
            // Before the first day of the count there is only a time.
            let isTime = days == 0 && seconds > 0 && !countsFrom1904
            if !isTime { writeDay(days, to: &text) }
            if !isTime, seconds > 0 { text.append(0x20) }
            if seconds > 0 { writeTime(seconds, to: &text) }
        }
        return true
    }

    private func writeDay(_ serial: Int, to text: inout GrowingBuffer<UInt8>) {
        var civil = (year: 1900, month: 1, day: 0)
        if countsFrom1904 {
            civil = Day(number: Int32(serial - 24_107)).civil
        } else if serial == 60 {
            // Lotus 1-2-3 took 1900 for a leap year, and all have kept to it: this day never was.
            civil = (1900, 2, 29)
        } else if serial > 0 {
            civil = Day(number: Int32(serial - (serial < 60 ? 25_568 : 25_569))).civil
        }
        write(civil.year, digits: 4, to: &text)
        text.append(0x2D)
        write(civil.month, digits: 2, to: &text)
        text.append(0x2D)
        write(civil.day, digits: 2, to: &text)
    }

    private func writeTime(_ seconds: Int, to text: inout GrowingBuffer<UInt8>) {
        write(seconds / 3600, digits: 2, to: &text)
        text.append(0x3A)
        write(seconds / 60 % 60, digits: 2, to: &text)
        text.append(0x3A)
        write(seconds % 60, digits: 2, to: &text)
    }

    /// At least so many digits.
    private func write(_ value: Int, digits: Int, to text: inout GrowingBuffer<UInt8>) {
        var power = 1
        for _ in 1..<digits { power *= 10 }
        while value / power >= 10 { power *= 10 }
        while power > 0 {
            text.append(UInt8(0x30 + value / power % 10))
            power /= 10
        }
    }

    /// `2026-03-02T07:00:00.000Z` of a cell that holds a day as text, into `2026-03-02 07:00:00`; nil when it is none.
    static func plain(iso text: UnsafeRawBufferPointer) -> String? {
        let words = String(decoding: text, as: UTF8.self).split(separator: "T", omittingEmptySubsequences: false)
        guard (1...2).contains(words.count), words[0].isEmpty || Day(iso: words[0]) != nil else { return nil }
        guard words.count == 2 else { return words[0].isEmpty ? nil : String(words[0]) }
        let time = words[1].prefix { $0.isASCII && $0.isNumber || $0 == ":" }
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.count == 2 }) else { return nil }
        let full = parts.count == 2 ? time + ":00" : time
        if words[0].isEmpty { return String(full) }
        return full == "00:00:00" ? String(words[0]) : "\(words[0]) \(full)"
    }
}
