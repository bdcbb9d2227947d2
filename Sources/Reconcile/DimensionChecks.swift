import CostModel

/// What `dimensions:` of production.yaml asks of the costs: known values, those that have to be there, and a base episode without
/// cost. Only records in force are looked at.
struct DimensionChecks {
    private struct Finding {
        var entry: Int
        var count = 0
        var minor: Int64 = 0
    }

    static func report(_ shares: CostShares, _ books: inout Books) {
        let rules = books.snapshot.production.dimensions
        guard !rules.isEmpty else { return }
        for dimension in Dimension.allCases {
            let isRequired = rules.required.contains(dimension)
            let hasBase = dimension == .episode && !rules.baseEpisode.isEmpty
            guard isRequired || hasBase || rules.values[dimension] != nil else { continue }
            check(dimension, rules, shares, &books)
        }
    }

    /// One diagnostic a value and file, and one a file for what names none: a file of a million rows is one thing to mend.
    private static func check(
        _ dimension: Dimension, _ rules: DimensionRules, _ shares: CostShares, _ books: inout Books
    ) {
        struct Key: Hashable {
            var place: Int
            var source: Int32
        }
        let snapshot = books.snapshot
        var groups = DimensionGroups(dimension, snapshot)
        let listed = rules.values[dimension]
        let baseKey = DimensionRules.key(rules.baseEpisode)
        let hasBase = dimension == .episode && !baseKey.isEmpty
        let isRequired = rules.required.contains(dimension)
        var found: [Key: Finding] = [:]
        // By value: 0 not asked, 1 nothing to say, 2 to be reported.
        var verdicts: [UInt8] = []
        let current = books.current
        shares.forEach { entry, _, figures in
            guard let entry else { return }
            let record = snapshot.entries[entry].record
            let place = groups.place(of: record)
            while verdicts.count <= place { verdicts.append(0) }
            if verdicts[place] == 0 {
                let isBase = hasBase && DimensionRules.key(groups.names[place]) == baseKey
                let isBad = place == 0 ? isRequired : isBase || (listed != nil && place >= groups.listed)
                verdicts[place] = isBad ? 2 : 1
            }
            guard verdicts[place] == 2, !snapshot.entries[entry].isReversal,
                current[record.kind]!.contains(sorted: entry)
            else { return }
            let key = Key(place: place, source: snapshot.entries[entry].origin.sourceID)
            var finding = found[key] ?? Finding(entry: entry)
            finding.count += 1
            finding.minor += figures.totalCost
            found[key] = finding
        }
        for (key, finding) in found.sorted(by: { ($0.key.source, $0.key.place) < ($1.key.source, $1.key.place) }) {
            let value = groups.names[key.place]
            let what =
                "\(finding.count == 1 ? "one record" : "\(finding.count) records") of this file, "
                + Money(finding.minor, books.currency).grouped
            let title = dimension.title.lowercased()
            if key.place == 0 {
                books.report(
                    .dimensionMissing, at: finding.entry, field: dimension.title,
                    "is not given: \(what)", hint: "name the \(title) at the source, or in coding.yaml")
            } else if hasBase, DimensionRules.key(value) == baseKey {
                books.report(
                    .baseEpisodeCost, at: finding.entry, field: dimension.title, value: value,
                    "is the base episode, which must carry no cost: \(what)",
                    hint: "code it to the episode that it was spent for")
            } else {
                books.report(
                    .dimensionUnknown, at: finding.entry, field: dimension.title, value: value,
                    "is no \(title) of production.yaml: \(what)",
                    hint: nearest(to: value, in: listed ?? []).map { "did you mean \($0)? " }.map {
                        $0 + "correct it at the source"
                    }
                        ?? "correct it at the source, or add it to dimensions: in production.yaml")
            }
        }
    }

    private static func nearest(to value: String, in listed: [DimensionRules.Value]) -> String? {
        let key = DimensionRules.key(value)
        let near = listed.map { ($0.code, Spelling.distance(DimensionRules.key($0.code), key)) }.min { $0.1 < $1.1 }
        guard let near, near.1 <= max(1, key.count / 3) else { return nil }
        return near.0
    }
}
