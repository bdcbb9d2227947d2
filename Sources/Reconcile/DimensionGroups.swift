package import CostModel

/// The value of one dimension that each record names, as a small number. A text is looked at once, however many records have it.
struct DimensionGroups {
    let dimension: Dimension
    /// As shown: 0 stands for none given, then the values that production.yaml lists, then others as they turn up.
    private(set) var names = [""]
    /// How many of `names` are none given or listed.
    let listed: Int
    private var places: [String: Int] = ["": 0]
    private var placeOfText: [Int32]
    private let texts: Texts

    init(_ dimension: Dimension, _ snapshot: Snapshot) {
        self.dimension = dimension
        texts = snapshot.texts
        placeOfText = Array(repeating: -1, count: texts.count)
        for value in snapshot.production.dimensions.values[dimension] ?? [] {
            places[DimensionRules.key(value.code)] = names.count
            names.append(value.code)
        }
        listed = names.count
    }

    mutating func place(of record: CostRecord) -> Int {
        let id = dimension.text(of: record)
        let slot = Int(id.index)
        if placeOfText[slot] < 0 { placeOfText[slot] = Int32(place(dimension.value(id, in: texts))) }
        return Int(placeOfText[slot])
    }

    private mutating func place(_ name: String) -> Int {
        let key = DimensionRules.key(name)
        if let place = places[key] { return place }
        places[key] = names.count
        names.append(name.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        return names.count - 1
    }
}

/// Which dimensions the costs of a report name at all. Each text is looked at once.
package struct DimensionsInUse: Sendable {
    private var isUsed: [Bool] = Array(repeating: false, count: Dimension.allCases.count)

    package init(_ snapshot: Snapshot, _ findings: Findings) { self.init(CostShares(snapshot, findings)) }

    init(_ shares: CostShares) {
        let snapshot = shares.snapshot
        var isSeen = [Bool](repeating: false, count: snapshot.texts.count)
        shares.forEach { entry, _, _ in
            guard let entry else { return }
            let record = snapshot.entries[entry].record
            if !record.set.isEmpty { use(.set) }
            guard !record.tag.isEmpty, !isSeen[Int(record.tag.index)] else { return }
            isSeen[Int(record.tag.index)] = true
            for dimension in Dimension.allCases
            where dimension != .set && !dimension.value(record.tag, in: snapshot.texts).isEmpty {
                use(dimension)
            }
        }
        for dimension in Dimension.allCases where snapshot.production.dimensions.values[dimension] != nil {
            use(dimension)
        }
    }

    private mutating func use(_ dimension: Dimension) { isUsed[Dimension.allCases.firstIndex(of: dimension)!] = true }

    /// Some cost names a value of it, or production.yaml lists values.
    package func contains(_ dimension: Dimension) -> Bool { isUsed[Dimension.allCases.firstIndex(of: dimension)!] }
}
