package import CostModel

extension Profile {
    /// What a text of the file means: the first of the words that it contains decides.
    package struct WordMap: Hashable, Sendable {
        package enum Otherwise: Hashable, Sendable {
            case keep
            /// The row is no record.
            case ignore
            case word(String)
        }

        package struct Pair: Hashable, Sendable {
            package var text: String
            package var word: String
        }

        package var pairs: [Pair]
        package var otherwise: Otherwise
    }

    /// A table with a column for each day: a day-out-of-days, a roster. Each filled cell below a day is a record.
    package struct Wide: Hashable, Sendable {
        /// How the headings write their days.
        package var pattern: DayPattern
        /// What the cell says: a text, or the hours of that day.
        package var field: Field
        /// nil takes the cell as it stands. What the map ignores is no record.
        package var map: WordMap?
        /// Texts of cells that are no record.
        package var skip: [String]
        /// Of headings that write no year, and where the file's own date says none.
        package var year: Int?

        /// The day that a heading writes; a weekday may stand before it: `Mon 3/2`. `year` is that of headings that write none.
        func day(ofHeading title: String, year: Int?) -> Day? {
            var text = String(title.drop { !$0.isNumber })
            return text.withUTF8 { bytes in
                let cell = UnsafeRawBufferPointer(bytes)
                return pattern.read(cell, year: pattern.hasYear ? 0 : year ?? -10_000)
                    ?? DayPattern.iso.read(cell) ?? DayPattern.iso.readTimestamp(cell)
            }
        }
    }
}
