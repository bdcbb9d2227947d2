package enum Severity: String, Sendable, CaseIterable, Comparable {
    /// The row or the file is refused, or a figure cannot be trusted: the run ends with exit code 1.
    case error
    /// The row is kept; someone should look.
    case warning
    /// For the curious.
    case note

    package static func < (left: Severity, right: Severity) -> Bool {
        allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
    }
}

/// Something wrong with the data: whose file, which line, what is there and what to do about it.
package struct Diagnostic: Hashable, Sendable {
    package var severity: Severity
    package var code: DiagnosticCode
    /// Path below the production folder, or as the user gave it. Empty when no single file is to blame.
    package var file: String
    /// From 1; 0 when the whole file is meant. Of a workbook it is a `SourceLine`.
    package var line: Int
    /// Byte column of the value within the line, from 1; 0 when the whole line is meant.
    package var column: Int
    /// The heading as it stands in the file.
    package var field: String
    /// The value as it stands there. Shown on the console and in the workbook, left out of mail and logs.
    package var value: String
    /// What is wrong, without the value.
    package var message: String
    package var hint: String

    package init(
        _ severity: Severity, _ code: DiagnosticCode, file: String = "", line: Int = 0, column: Int = 0,
        field: String = "", value: String = "", _ message: String, hint: String = ""
    ) {
        self.severity = severity
        self.code = code
        self.file = file
        self.line = line
        self.column = column
        self.field = field
        self.value = value
        self.message = message
        self.hint = hint
    }

    /// `invoices.csv:3:11: error: Amount: "abc" is not an amount [amount-unreadable]`; of a further sheet of a workbook
    /// `costs.xlsx:sheet 2, row 3:4: error: …`
    package var headline: String {
        var place = file
        if line > 0 { place += ":\(SourceLine(raw: Int32(clamping: line)))" }
        if column > 0 { place += ":\(column)" }
        if !place.isEmpty { place += ": " }
        return "\(place)\(severity.rawValue): \(sentence) [\(code.rawValue)]"
    }

    /// Field, value and message as one sentence; control characters are spelled out, so that a vendor's name cannot steer a terminal.
    package var sentence: String {
        var text = field.isEmpty ? "" : "\(field): "
        if !value.isEmpty { text += "\"\(value)\" " }
        return Diagnostic.printable(text + message)
    }

    package static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
        return text.unicodeScalars.map {
            $0.properties.generalCategory == .control
                ? "\\u{\(String($0.value, radix: 16, uppercase: true))}" : String($0)
        }.joined()
    }
}

/// Diagnostics in the making: bounded for each code and file, the rest is counted.
package struct Diagnostics: Sendable {
    package private(set) var kept: [Diagnostic] = []
    private var counts: [Key: Int] = [:]
    private struct Key: Hashable, Sendable { var code: DiagnosticCode; var file: String }

    package init() {}

    package var isEmpty: Bool { kept.isEmpty }
    package var errorCount: Int { count(of: .error) }

    package func count(of severity: Severity) -> Int {
        counts.reduce(0) { $0 + ($1.key.code.severity == severity ? $1.value : 0) }
    }

    package mutating func report(_ diagnostic: @autoclosure () -> Diagnostic, code: DiagnosticCode, file: String) {
        let count = (counts[Key(code: code, file: file)] ?? 0) + 1
        counts[Key(code: code, file: file)] = count
        if count <= Limits.diagnosticsPerCodeMax { kept.append(diagnostic()) }
    }

    package mutating func report(_ diagnostic: Diagnostic) {
        report(diagnostic, code: diagnostic.code, file: diagnostic.file)
    }

    package mutating func append(_ others: Diagnostics) {
        kept += others.kept
        counts.merge(others.counts, uniquingKeysWith: +)
    }

    /// What was kept, in order of file, line and column, with a last line for each code that had more.
    package var all: [Diagnostic] {
        let more = counts.filter { $0.value > Limits.diagnosticsPerCodeMax }.map { key, count in
            Diagnostic(
                key.code.severity, key.code, file: key.file,
                "and \(count - Limits.diagnosticsPerCodeMax) more like this")
        }
        return (kept + more).sorted {
            ($0.file, $0.line == 0 ? .max : $0.line, $0.column, $0.code.rawValue, $0.message)
                < ($1.file, $1.line == 0 ? .max : $1.line, $1.column, $1.code.rawValue, $1.message)
        }
    }
}
