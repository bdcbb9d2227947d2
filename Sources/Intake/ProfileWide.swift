package import CostModel

extension Profile {
    /// A record for each day from `date` to the day under `heading`.
    package struct Span: Hashable, Sendable {
        package var heading: String
        /// The day there is the one after the last.
        package var excludesLast = false
        /// Rows of which it does not hold have times of day: what ends on the next day is one day's work.
        package var when: Test?
    }

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
        package var patterns: [DayPattern]
        /// What the cell says: a text, or the hours of that day.
        package var field: Field
        /// nil takes the cell as it stands. What the map ignores is no record.
        package var map: WordMap?
        /// Texts of cells that are no record.
        package var skip: [String]
        /// Of headings that write no year, and where the file's own date says none.
        package var year: Int?

        /// The columns whose headings are days. What writes no year is of the year that brings the first of them nearest to
        /// `near`, and goes on into the next one where the months begin again.
        func days(in titles: [String], near: Day?) -> [(column: Int, day: Day)] {
            var days: [(column: Int, day: Day)] = []
            for (column, title) in titles.enumerated() {
                let fixed = year ?? days.last?.day.civil.year
                guard var day = day(ofHeading: title, year: fixed, near: near) else { continue }
                if let last = days.last?.day, day < last,
                    let next = self.day(ofHeading: title, year: last.civil.year + 1, near: nil), next > last
                {
                    day = next
                }
                days.append((column, day))
            }
            return days
        }

        /// A weekday may stand before the day: `Mon 3/2`.
        private func day(ofHeading title: String, year: Int?, near: Day?) -> Day? {
            var rest = Substring(title)
            while !rest.isEmpty {
                var text = String(rest)
                if let day = text.withUTF8({ read(UnsafeRawBufferPointer($0), year: year, near: near) }) { return day }
                rest = rest.drop { $0 != " " }.drop { $0 == " " }
            }
            return nil
        }

        private func read(_ text: UnsafeRawBufferPointer, year: Int?, near: Day?) -> Day? {
            for pattern in patterns {
                if pattern.hasYear || year != nil {
                    if let day = pattern.read(text, year: year ?? 0) { return day }
                } else if let near {
                    let days = (-1...1).compactMap { pattern.read(text, year: near.civil.year + $0) }
                    if let day = days.min(by: { abs($0 - near) < abs($1 - near) }) { return day }
                }
            }
            return DayPattern.iso.read(text) ?? DayPattern.iso.readTimestamp(text)
        }
    }
}
