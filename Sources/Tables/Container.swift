/// What a file is, known by its content: names lie (a CSV named `.xls` is met every week).
package enum Container: String, Sendable, CaseIterable {
    /// A table of text: CSV, TSV, and whatever else has cells between delimiters.
    case text = "csv"
    case xlsx
    case json
    /// iCalendar.
    case calendar = "ics"
    /// Movie Magic's Scheduling Exchange.
    case sex
    /// QuickBooks Desktop's Intuit Interchange Format.
    case iif

    package static func detect(_ bytes: [UInt8]) -> Container {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .xlsx }
        if bytes.starts(with: Array("SSI*".utf8)) { return .sex }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let text = bytes[start...].prefix(4096).drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        if isCalendar(text) { return .calendar }
        if isJSON(text) { return .json }
        if isIIF(text) { return .iif }
        return .text
    }

    private static func isCalendar(_ text: ArraySlice<UInt8>) -> Bool {
        String(decoding: text.prefix(15), as: UTF8.self).uppercased() == "BEGIN:VCALENDAR"
    }

    /// A brace or a bracket, and behind it what JSON allows there: `[draft],1,2` is a row of a table.
    private static func isJSON(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, first == 0x7B || first == 0x5B else { return false }
        let next = text.dropFirst().first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        switch next {
        case 0x22, 0x7D, 0x5D: return true
        case 0x7B, 0x5B: return first == 0x5B
        default: return false
        }
    }

    private static func isIIF(_ text: ArraySlice<UInt8>) -> Bool {
        let word = text.prefix { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D && $0 != 0x20 }
        let names = ["!TRNS", "!SPL", "!ENDTRNS", "!HDR", "!ACCNT", "!CUST", "!VEND", "!EMP", "!CLASS", "!INVITEM"]
        return names.contains(String(decoding: word, as: UTF8.self))
    }
}
