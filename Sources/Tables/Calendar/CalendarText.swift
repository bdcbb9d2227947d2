import CostModel

/// An iCalendar text before libical sees it: folds are undone, which may cut a character in two; what would make libical use more
/// than its share of memory or stack is refused; and the lines of the events are kept, which libical does not know.
struct CalendarText {
    /// Content lines, unfolded.
    private(set) var text = ""
    /// Line of the file at which each event of a calendar begins, in order.
    private(set) var eventLines: [Int] = []
    /// To-dos and journal entries, which are no rows.
    private(set) var otherCount = 0
    private(set) var problems: [TableProblem] = []

    private var bytes: [UInt8] = []
    /// Names of the components that have begun and not ended.
    private var open: [String] = []
    private var ruleCount = 0
    private var hasStrayText = false

    private static let depthMax = 16

    init(_ source: [UInt8]) {
        unfold(source)
        guard problems.isEmpty else { return }
        if !open.isEmpty {
            let remark = SourceRemark(
                .fileTruncated, "ends before the end of its \(open[0])",
                hint: "it was cut short on its way; copy or export it again. Nothing of the file was used")
            problems = [.remark(remark)]
            return
        }
        let decoded = DecodedText(bytes)
        if decoded.firstInvalid != nil || bytes.contains(0) {
            problems = [.remark(.damaged("is no text in any encoding that is known here"))]
            return
        }
        if decoded.isAssumed { problems = [.encodingAssumed(decoded.encoding)] }
        if hasStrayText {
            let remark = SourceRemark(
                .containerRemark, "has text outside of its calendars, which is left out", hint: "export it again")
            problems.append(.remark(remark))
        }
        text = String(decoding: decoded.bytes[decoded.start...], as: UTF8.self)
    }

    private mutating func unfold(_ source: [UInt8]) {
        bytes.reserveCapacity(source.count)
        var (offset, line, lineOfStart, start) = (0, 1, 1, 0)
        while offset < source.count, problems.isEmpty {
            let end = source[offset...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? source.count
            // Files that were joined have a mark in the middle.
            if bytes.count == start, source[offset..<end].starts(with: [0xEF, 0xBB, 0xBF]) { offset += 3 }
            bytes += source[offset..<end]
            let isPair = end + 1 < source.count && source[end] == 0x0D && source[end + 1] == 0x0A
            offset = end + (isPair ? 2 : 1)
            line += 1
            if offset < source.count, source[offset] == 0x20 || source[offset] == 0x09 {
                offset += 1
                continue
            }
            guard bytes.count - start <= Limits.fieldBytesMax else {
                problems = [.remark(.limit("has a line of more than \(Limits.fieldBytesMax) bytes"))]
                return
            }
            note(bytes[start...], line: lineOfStart, isWhole: end < source.count)
            bytes += [0x0D, 0x0A]
            (start, lineOfStart) = (bytes.count, line)
        }
    }

    private mutating func note(_ content: ArraySlice<UInt8>, line: Int, isWhole: Bool) {
        guard !content.isEmpty else { return }
        // Nothing that is counted is longer.
        let word = String(decoding: content.prefix(64), as: UTF8.self).uppercased()
        if word.hasPrefix("BEGIN:") {
            begin(String(word.dropFirst(6)).trimmed, line: line)
        } else if word.hasPrefix("END:") {
            let name = String(word.dropFirst(4)).trimmed
            if open.last == name {
                open.removeLast()
            } else if isWhole {
                problems = [.remark(.damaged("ends a \(name) that has not begun", line: line))]
            }
        } else if open.isEmpty {
            hasStrayText = hasStrayText || !word.trimmed.isEmpty
        } else if word.hasPrefix("RRULE") || word.hasPrefix("EXRULE") {
            ruleCount += 1
            if ruleCount > Limits.calendarRulesMax {
                problems = [.remark(.limit("has more than \(Limits.calendarRulesMax) rules of repetition"))]
            }
        }
    }

    private mutating func begin(_ name: String, line: Int) {
        if open.count == 1, name == "VEVENT" { eventLines.append(line) }
        if open.count == 1, name == "VTODO" || name == "VJOURNAL" { otherCount += 1 }
        open.append(name)
        if open.count > CalendarText.depthMax {
            problems = [.remark(.limit("is nested more than \(CalendarText.depthMax) deep"))]
        } else if eventLines.count > Limits.calendarEventsMax {
            problems = [.remark(.limit("has more than \(Limits.calendarEventsMax) events"))]
        }
    }
}

extension String {
    /// Without blanks around it.
    fileprivate var trimmed: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
