/// What the rows have added up to, for comparison with the totals that the file states: by slot of money.
struct RunningTotals {
    struct Sums {
        var slots: [Int64]
        /// Some amount could not be read: that is reported, and a total that differs for it need not be.
        var isIncomplete = false

        init(_ count: Int) { slots = Array(repeating: 0, count: count) }

        mutating func add(_ values: [Int64], isComplete: Bool) {
            for index in values.indices { slots[index] &+= values[index] }
            if !isComplete { isIncomplete = true }
        }

        mutating func add(_ other: Sums) { add(other.slots, isComplete: !other.isIncomplete) }
    }

    private(set) var file: Sums
    /// Since the last total of all.
    private(set) var sinceTotal: Sums
    private(set) var block: Sums
    private var groups: [(name: String, sums: Sums)] = []
    private let count: Int

    init(slots: Int) {
        count = slots
        file = Sums(slots)
        sinceTotal = Sums(slots)
        block = Sums(slots)
    }

    mutating func add(_ values: [Int64], isComplete: Bool) {
        file.add(values, isComplete: isComplete)
        sinceTotal.add(values, isComplete: isComplete)
        block.add(values, isComplete: isComplete)
        if !groups.isEmpty { groups[groups.count - 1].sums.add(values, isComplete: isComplete) }
    }

    mutating func openGroup(_ name: String) { groups.append((name, Sums(count))) }

    mutating func closeAll() { sinceTotal = Sums(count) }

    mutating func closeBlock() { block = Sums(count) }

    /// What a total that names `text` may mean: the group's own rows, and those with the groups opened within it.
    /// The name may have words behind it (`with sub-accounts`). nil when no such group was opened.
    func group(named text: String) -> (own: Sums, all: Sums)? {
        guard let index = groups.lastIndex(where: { text == $0.name || text.hasPrefix($0.name + " ") }) else {
            return nil
        }
        var all = Sums(count)
        for group in groups[index...] { all.add(group.sums) }
        return (groups[index].sums, all)
    }
}
