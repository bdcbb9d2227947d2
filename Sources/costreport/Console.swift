import CostModel
import Glibc

/// stdout is data, stderr is talk. Colour only on a terminal, and never with NO_COLOR.
struct Console {
    var isQuiet: Bool
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let hasColour: Bool
    private let start = ContinuousClock.now

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
        let noColour = getenv("NO_COLOR").map { $0[0] != 0 } ?? false
        hasColour = isTerminal && !noColour
    }

    /// A line of the result.
    func data(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

    /// Talk, unless it was asked to be quiet.
    func say(_ line: String) {
        if !isQuiet { write(line + "\n", to: STDERR_FILENO) }
    }

    /// Trouble is said in any case.
    func complain(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

    func complain(_ diagnostic: Diagnostic) {
        complain(paint(diagnostic.headline, diagnostic.severity))
        if !diagnostic.hint.isEmpty { complain("  hint: " + Diagnostic.printable(diagnostic.hint)) }
    }

    /// Shows how far a run is, over itself: on a terminal only, and only when it takes longer than a second.
    func progress(_ text: String) {
        guard isTerminal, !isQuiet, start.duration(to: .now) > .seconds(1) else { return }
        write("\r\u{1B}[K" + Diagnostic.printable(text), to: STDERR_FILENO)
    }

    func endProgress() {
        if isTerminal, !isQuiet { write("\r\u{1B}[K", to: STDERR_FILENO) }
    }

    private func paint(_ text: String, _ severity: Severity) -> String {
        guard hasColour else { return text }
        let colour = severity == .error ? "31" : severity == .warning ? "33" : "36"
        return "\u{1B}[\(colour)m\(text)\u{1B}[0m"
    }

    private func write(_ text: String, to descriptor: Int32) {
        var bytes = ArraySlice(Array(text.utf8))
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
