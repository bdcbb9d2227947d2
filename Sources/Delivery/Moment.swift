import CostModel
import Glibc

/// A second of the clock, UTC. Only the outbox has such moments: when a message was tried, and when it is tried again. Nothing
/// of a report or a message is made of one.
package struct Moment: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// From 1970-01-01.
    package var seconds: Int64

    package init(seconds: Int64) { self.seconds = seconds }

    package static var now: Moment { Moment(seconds: Int64(time(nil))) }

    /// Reads `2026-05-18T06:00:00Z`, and nothing else.
    package init?(_ text: String) {
        guard text.utf8.count == 20, text.hasSuffix("Z"), let day = Day(iso: text.prefix(10)) else { return nil }
        let parts = text.dropFirst(11).dropLast().split(separator: ":", omittingEmptySubsequences: false)
        let isTwoDigits = { (part: Substring) in part.utf8.count == 2 && part.utf8.allSatisfy { (48...57).contains($0) }
        }
        guard text.dropFirst(10).first == "T", parts.count == 3, parts.allSatisfy(isTwoDigits) else { return nil }
        let values = parts.map { Int64($0)! }
        guard values[0] < 24, values[1] < 60, values[2] < 60 else { return nil }
        seconds = Int64(day.number) * 86_400 + values[0] * 3600 + values[1] * 60 + values[2]
    }

    package var description: String {
        let day = Day(number: Int32((seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400))
        let rest = (seconds % 86_400 + 86_400) % 86_400
        let parts = [rest / 3600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(day)T\(parts.joined(separator: ":"))Z"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let moment = Moment(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no moment")
        }
        self = moment
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }
    package static func + (moment: Moment, seconds: Int64) -> Moment { Moment(seconds: moment.seconds + seconds) }
    package static func - (left: Moment, right: Moment) -> Int64 { left.seconds - right.seconds }
}

/// When a message that was put off is tried again. Mail servers ask for patience (RFC 5321 4.5.4.1): a few close tries, then
/// hours between them, and an end after days.
package enum BackOff {
    package static let minutes: [Int64] = [1, 5, 15, 60, 240]
    package static let giveUpAfter: Int64 = 5 * 86_400

    /// Seconds to wait after so many tries.
    package static func wait(after attempts: Int) -> Int64 {
        precondition(attempts > 0)
        return minutes[min(attempts, minutes.count) - 1] * 60
    }

    /// True when no further try follows one that was put off at `now`. Asked after a try only: a weekly run, which comes when five days
    /// are long over, still makes its second one.
    package static func isOver(firstTry: Moment, now: Moment) -> Bool { now - firstTry > giveUpAfter }
}
