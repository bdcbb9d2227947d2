/// What is added to the forecast, as a unified diff that people and `patch` read.
package enum ForecastPatch {
    private static let contextMax = 3

    /// `old` nil for a file that is new; `notes` stand above the diff, one a line.
    package static func text(_ name: String, old: [UInt8]?, new: [UInt8], notes: [String]) -> String {
        var text = notes.map { "# \($0.replacing("\n", with: " "))\n" }.joined()
        let (was, now) = (lines(old ?? []), lines(new))
        let isUnterminated = old?.isEmpty == false && old?.last != 0x0A
        // A last line without an end is written anew with one.
        let kept = isUnterminated ? was.count - 1 : was.count
        let first = max(0, kept - contextMax)
        let (removed, added) = (was[kept...], now[kept...])
        guard !added.isEmpty else { return text }
        text += "--- \(old == nil ? "/dev/null" : "a/" + name)\n+++ b/\(name)\n"
        let counts = (kept - first + removed.count, kept - first + added.count)
        text += "@@ -\(counts.0 == 0 ? first : first + 1),\(counts.0) +\(first + 1),\(counts.1) @@\n"
        for line in was[first..<kept] { text += " \(line)\n" }
        for line in removed { text += "-\(line)\n\\ No newline at end of file\n" }
        for line in added { text += "+\(line)\n" }
        return text
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        var parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }
}
