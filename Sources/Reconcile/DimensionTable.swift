package import CostModel

/// Cost by the values of one dimension, and by account below each. What names none is a row of its own, so that the rows are all
/// cost, to the cent.
package struct DimensionTable: Sendable {
    package struct Row: Sendable {
        /// As production.yaml writes it, else as the first record does; empty where none is given.
        package var value: String
        /// From production.yaml; may be empty.
        package var name: String
        package var kind: Kind
        package var figures: DimensionFigures
        /// By line of the report, in its order; lines without a figure are left out.
        package var lines: [(line: Int, figures: DimensionFigures)]
    }

    package enum Kind: Sendable {
        case given
        /// production.yaml lists values, and this is none of them.
        case unknown
        /// What is beyond `valuesMax` values, in one row.
        case further
        case noneGiven
    }

    package let dimension: Dimension
    package private(set) var rows: [Row] = []

    package var total: DimensionFigures { rows.reduce(DimensionFigures()) { $0 + $1.figures } }

    /// A sheet of more values than this is no report: tags may be as many as rows.
    package static let valuesMax = 1_000

    package init(_ dimension: Dimension, _ snapshot: Snapshot, _ findings: Findings) {
        self.init(dimension, CostShares(snapshot, findings))
    }

    init(_ dimension: Dimension, _ shares: CostShares) {
        self.dimension = dimension
        let snapshot = shares.snapshot
        var groups = DimensionGroups(dimension, snapshot)
        var cells: [UInt64: DimensionFigures] = [:]
        // Runs of one account and value are the rule: the dictionary is asked once a run.
        var run: (key: UInt64, figures: DimensionFigures)?
        shares.forEach { entry, line, figures in
            let place = entry.map { groups.place(of: snapshot.entries[$0].record) } ?? 0
            let key = UInt64(place) << 32 | UInt64(line)
            if run?.key == key {
                run!.figures += figures
                return
            }
            if let run { cells[run.key, default: DimensionFigures()] += run.figures }
            run = (key, figures)
        }
        if let run { cells[run.key, default: DimensionFigures()] += run.figures }
        addRows(cells, groups, snapshot.production.dimensions.values[dimension] ?? [])
    }

    /// Listed values in the order of production.yaml, others by name, none given last.
    private mutating func addRows(
        _ cells: [UInt64: DimensionFigures], _ groups: DimensionGroups, _ listed: [DimensionRules.Value]
    ) {
        var byPlace: [Int: [(line: Int, figures: DimensionFigures)]] = [:]
        for (key, figures) in cells.sorted(by: { $0.key < $1.key }) where !figures.isEmpty {
            byPlace[Int(key >> 32), default: []].append((Int(key & 0xFFFF_FFFF), figures))
        }
        let given = byPlace.keys.filter { $0 > 0 }.sorted { left, right in
            if left < groups.listed || right < groups.listed { return left < right }
            return Findings.precedes(groups.names[left], groups.names[right])
        }
        for place in given.prefix(Self.valuesMax) {
            let isListed = place < groups.listed
            rows.append(
                Self.row(
                    groups.names[place], isListed ? listed[place - 1].name : "",
                    isListed || listed.isEmpty ? .given : .unknown, byPlace[place]!))
        }
        let further = given.dropFirst(Self.valuesMax)
        if !further.isEmpty {
            var sums: [Int: DimensionFigures] = [:]
            for place in further {
                for (line, figures) in byPlace[place]! { sums[line, default: DimensionFigures()] += figures }
            }
            rows.append(
                Self.row(
                    "\(further.count) further values", "", .further,
                    sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
        }
        if let none = byPlace[0] { rows.append(Self.row("", "", .noneGiven, none)) }
    }

    private static func row(
        _ value: String, _ name: String, _ kind: Kind, _ lines: [(line: Int, figures: DimensionFigures)]
    ) -> Row {
        Row(
            value: value, name: name, kind: kind, figures: lines.reduce(DimensionFigures()) { $0 + $1.figures },
            lines: lines)
    }
}

/// Cost of a tax tag by where its payees are at home: what an incentive's application asks for beside the tags.
package struct ResidencyTable: Sendable {
    package struct Row: Hashable, Sendable {
        /// The tax tag; empty where none is given.
        package var tag: String
        /// As the vendor's record gives it (`set` of a record of kind vendor); empty where no record says.
        package var residency: String
        package var figures: DimensionFigures
    }

    package private(set) var rows: [Row] = []

    /// Tags in the order of the dimension's table, then residency by name, unknown last.
    package init(_ snapshot: Snapshot, _ findings: Findings) {
        let shares = CostShares(snapshot, findings)
        var tags = DimensionGroups(.tax, snapshot)
        var states = Residencies(snapshot)
        var cells: [UInt64: DimensionFigures] = [:]
        shares.forEach { entry, _, figures in
            let record = entry.map { snapshot.entries[$0].record }
            let tag = record.map { tags.place(of: $0) } ?? 0
            let state = record.map { states.place(of: $0.party) } ?? 0
            cells[UInt64(tag) << 32 | UInt64(state), default: DimensionFigures()] += figures
        }
        rows = cells.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { key, figures in
            Row(tag: tags.names[Int(key >> 32)], residency: states.names[Int(key & 0xFFFF_FFFF)], figures: figures)
        }
        let order = Dictionary(uniqueKeysWithValues: tags.names.enumerated().map { ($1, $0) })
        let listed = tags.listed
        rows.sort { left, right in
            guard left.tag == right.tag else {
                if left.tag.isEmpty || right.tag.isEmpty { return right.tag.isEmpty }
                let (first, second) = (order[left.tag]!, order[right.tag]!)
                return first < listed || second < listed ? first < second : Findings.precedes(left.tag, right.tag)
            }
            return Findings.precedes(left.residency, right.residency)
        }
    }
}

/// Where payees are at home, by their name as people write it: `Ruiz, Ana` is `Ana Ruiz`.
private struct Residencies {
    private(set) var names = [""]
    private var placeOfParty: [String: Int] = [:]
    private var placeOfText: [Int32]
    private let texts: Texts

    init(_ snapshot: Snapshot) {
        texts = snapshot.texts
        placeOfText = Array(repeating: -1, count: texts.count)
        var places: [String: Int] = ["": 0]
        let reversed = Set(snapshot.entries.lazy.filter(\.isReversal).map(\.reverses))
        for entry in snapshot.entries
        where entry.record.kind == .vendor && !entry.isReversal && !reversed.contains(entry.id) {
            let state = texts[entry.record.set]
            let key = DimensionRules.key(state)
            if places[key] == nil {
                places[key] = names.count
                names.append(state)
            }
            placeOfParty[Labour.workerKey(texts[entry.record.party])] = places[key]
        }
    }

    mutating func place(of party: TextID) -> Int {
        let slot = Int(party.index)
        if placeOfText[slot] < 0 { placeOfText[slot] = Int32(placeOfParty[Labour.workerKey(texts[party])] ?? 0) }
        return Int(placeOfText[slot])
    }
}
