package import CostModel

/// What rows say about the records below them.
extension Profile {
    /// A row with a filled cell in `column`, and no more than that, sets `field` for the rows below.
    package struct Groups: Hashable, Sendable {
        package enum Take: String, Sendable, CaseIterable { case firstWord = "first-word", all }
        /// What else such a row may hold.
        package enum When: String, Sendable, CaseIterable {
            case restBlank = "rest-blank"
            /// Anything but money: the number and the name of an account.
            case moneyBlank = "money-blank"
        }
        package var field: Field
        package var column: ColumnName
        package var when = When.restBlank
        package var take: Take
        /// The name of the first group stands in the row above the header.
        package var isAboveHeader = false
    }

    /// A cell with this text gives `field` the next filled cell of its row, for the rows below.
    package struct Label: Hashable, Sendable {
        package var field: Field
        package var text: String
    }

    /// The part of a text behind `after` and before `until`; an empty one does not cut. A text without `after` gives nothing.
    package struct Cut: Hashable, Sendable {
        package var after: String
        package var until: String
    }

    /// The first day in a longer text: `End of Day 1 -- Monday, March 2, 2026`.
    func dayFound(in text: UnsafeRawBufferPointer) -> Day? {
        func isWord(_ index: Int) -> Bool {
            text[index] &- 0x30 < 10 || FoldedText.lower(text[index]) &- 0x61 < 26
        }
        for start in text.indices where isWord(start) && (start == 0 || !isWord(start - 1)) {
            // The longest day is `September 30, 2026`.
            for end in stride(from: min(text.count, start + 18), to: start + 5, by: -1)
            where end == text.count || !isWord(end) {
                let part = UnsafeRawBufferPointer(rebasing: text[start..<end])
                if let day = days.lazy.compactMap({ $0.read(part) }).first { return day }
            }
        }
        return nil
    }
}
