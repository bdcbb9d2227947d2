import Tables

/// Finds the header row of a profile in a table.
struct HeaderSearch {
    /// Records in which a header is looked for: preambles are short, and a table without one should fail soon.
    private static let depth = 100

    private let table: Table
    /// Normalised cells of the first records.
    private let rows: [[String]]

    init(_ table: Table) {
        self.table = table
        rows = (0..<min(Self.depth, table.rows.count)).map { row in
            table.texts(row).map { Profile.normalized(heading: $0) }
        }
    }

    struct Match {
        var headerRow: Int
        /// Headings of the profile that the header has: the better of two fits has more.
        var score: Int
    }

    /// The first record that has every heading of `match`; then what else the profile needs decides whether it fits.
    func find(_ profile: Profile) -> Match? {
        let wanted = profile.match.map { Profile.normalized(heading: $0) }
        for (row, cells) in rows.enumerated() where wanted.allSatisfy(cells.contains) {
            var missing: [String] = []
            guard let layout = Layout(profile, table: table, headerRow: row, missing: &missing) else { continue }
            return Match(headerRow: row, score: wanted.count + layout.columns.count { $0 >= 0 } + layout.amount.count)
        }
        return nil
    }

    struct Miss {
        var row: Int
        var missing: [String]
        var found: Int
    }

    /// The record that comes nearest to the profile's header, and what it lacks.
    func nearest(_ profile: Profile) -> Miss {
        let needed = profile.match
            + profile.columns.filter { !$0.isOptional && $0.fixed == nil }.map { $0.headings[0] }
            + (profile.amount?.parts.map { $0[0] } ?? []) + profile.legs.flatMap { $0.amount.parts.map { $0[0] } + [$0.account[0]] }
        let aliases = Dictionary(
            profile.columns.filter { !$0.headings.isEmpty }.map { ($0.headings[0], $0.headings) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<String> = []
        let unique = needed.filter { seen.insert(Profile.normalized(heading: $0)).inserted }
        var best = Miss(row: 0, missing: unique, found: 0)
        for (row, cells) in rows.enumerated() {
            let missing = unique.filter { heading in
                !(aliases[heading] ?? [heading]).contains { cells.contains(Profile.normalized(heading: $0)) }
            }
            if unique.count - missing.count > best.found {
                best = Miss(row: row, missing: missing, found: unique.count - missing.count)
            }
        }
        return best
    }
}
