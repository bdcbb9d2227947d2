import CostModel

/// The clock times of a row, as profiles write them: `in 7.0; meal 13.0-13.5; out 25.3`.
///
/// Film time is decimal hours that go on above 24 after midnight; `20:12` is read too, and there a time that is earlier than the
/// one before it is on the next day.
struct ClockTimes: Hashable {
    struct Span: Hashable {
        var start: Int64
        var end: Int64
        var length: Int64 { end - start }
    }

    /// Seconds since midnight of the row's day.
    var call: Int64
    var wrap: Int64
    var meals: [Span] = []

    /// Work without the meals, ascending.
    var stretches: [Span] {
        var stretches: [Span] = []
        var start = call
        for meal in meals {
            if meal.start > start { stretches.append(Span(start: start, end: meal.start)) }
            start = meal.end
        }
        if wrap > start { stretches.append(Span(start: start, end: wrap)) }
        return stretches
    }

    enum Reading: Equatable {
        /// The text is something else.
        case none
        case unreadable
        case times(ClockTimes)
    }

    /// Later than three days after the row's midnight nobody wraps.
    private static let latest: Int64 = 72 * 3_600

    static func read(_ text: UnsafeRawBufferPointer) -> Reading {
        guard hasForm(text) else { return .none }
        var scan = Scan(text: text, place: 3)
        guard var last = scan.time(after: nil) else { return .unreadable }
        var times = ClockTimes(call: last, wrap: last)
        while scan.take("; meal ") {
            guard let start = scan.time(after: last), scan.take("-"), let end = scan.time(after: start) else {
                return .unreadable
            }
            times.meals.append(Span(start: start, end: end))
            last = end
        }
        guard scan.take("; out "), let wrap = scan.time(after: last), scan.isAtEnd else { return .unreadable }
        times.wrap = wrap
        return .times(times)
    }

    /// Begins with `in ` and has `; out `: remarks of other tools do not.
    private static func hasForm(_ text: UnsafeRawBufferPointer) -> Bool {
        guard text.count >= 10, text[0] == 0x69, text[1] == 0x6E, text[2] == 0x20 else { return false }
        var place = text.count - 6
        while place > 3 {
            if text[place] == 0x3B, Scan(text: text, place: place).begins("; out ") { return true }
            place -= 1
        }
        return false
    }

    private struct Scan {
        let text: UnsafeRawBufferPointer
        var place: Int

        var isAtEnd: Bool { place == text.count }

        func begins(_ word: StaticString) -> Bool {
            guard place + word.utf8CodeUnitCount <= text.count else { return false }
            for offset in 0..<word.utf8CodeUnitCount where text[place + offset] != word.utf8Start[offset] {
                return false
            }
            return true
        }

        mutating func take(_ word: StaticString) -> Bool {
            guard begins(word) else { return false }
            place += word.utf8CodeUnitCount
            return true
        }

        private mutating func digits(max: Int) -> (value: Int64, count: Int)? {
            var (value, count): (Int64, Int) = (0, 0)
            while place < text.count, (48...57).contains(text[place]), count < max {
                value = value * 10 + Int64(text[place] - 48)
                (place, count) = (place + 1, count + 1)
            }
            return count == 0 ? nil : (value, count)
        }

        /// nil when it is none, or lies before `previous`.
        mutating func time(after previous: Int64?) -> Int64? {
            guard let (hours, _) = digits(max: 2) else { return nil }
            var seconds = hours * 3_600
            var isClock = false
            if place < text.count, text[place] == 0x2E || text[place] == 0x2C {
                place += 1
                guard let (fraction, count) = digits(max: 2) else { return nil }
                seconds += (count == 1 ? fraction * 10 : fraction) * 36
            } else if place < text.count, text[place] == 0x3A {
                isClock = true
                for unit: Int64 in [60, 1] where place < text.count && text[place] == 0x3A {
                    place += 1
                    guard let (value, count) = digits(max: 2), count == 2, value < 60 else { return nil }
                    seconds += value * unit
                }
                guard readHalf(hours, &seconds) else { return nil }
            }
            if place < text.count, (48...57).contains(text[place]) { return nil }
            if let previous, seconds < previous {
                guard isClock else { return nil }
                seconds += (previous - seconds + 86_399) / 86_400 * 86_400
            }
            return seconds <= ClockTimes.latest ? seconds : nil
        }

        /// ` AM` and `PM`, where they are.
        private mutating func readHalf(_ hours: Int64, _ seconds: inout Int64) -> Bool {
            var next = place
            if next < text.count, text[next] == 0x20 { next += 1 }
            guard next + 1 < text.count, text[next + 1] | 0x20 == 0x6D else { return true }
            let half = text[next] | 0x20
            guard half == 0x61 || half == 0x70 else { return true }
            guard (1...12).contains(hours) else { return false }
            if hours == 12 { seconds -= 12 * 3_600 }
            if half == 0x70 { seconds += 12 * 3_600 }
            place = next + 2
            return true
        }
    }
}
