import CostModel
/// A configuration that cannot be used: where it is wrong, what is there and the nearest thing that would be right.
package struct SettingsFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package var path: String
    /// From 1; 0 when the whole file is meant.
    package var line: Int
    package var column: Int
    package var message: String
    package var hint: String

    package init(path: String, line: Int = 0, column: Int = 0, _ message: String, hint: String = "") {
        self.path = path
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
    }

    package var description: String {
        var text = path
        if line > 0 { text += ":\(line):\(column)" }
        text += ": error: \(message) [configuration]"
        return hint.isEmpty ? text : text + "\n  hint: \(hint)"
    }
}

/// Names the valid choice that is nearest to what was written.
package enum Suggestion {
    /// `did you mean "variance"?`, or the whole list when nothing is near.
    package static func text(for word: String, among choices: some Sequence<String>) -> String {
        let sorted = choices.sorted()
        let near = sorted.map { ($0, Spelling.distance(word.lowercased(), $0.lowercased())) }.min { $0.1 < $1.1 }
        if let near, near.1 <= max(2, word.count / 3) { return "did you mean \"\(near.0)\"?" }
        return sorted.isEmpty ? "" : "one of: " + sorted.joined(separator: ", ")
    }
}
