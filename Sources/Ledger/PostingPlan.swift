import CostModel

/// What an export changes: the difference between its rows and what the ledger holds of its feed, as multisets.
///
/// A pure function, so that its rules can be tested without a database. The rules, by coverage:
/// - every coverage: n equal rows of a file are n records; rows that the ledger holds already are unchanged;
/// - `dates`, `all`: current entries in the export's range that it does not hold have vanished and are reversed, unless a
///   newer export covers their day; rows on a day that a newer export covers are superseded;
/// - with a key: the rows of the newest export that has a key are that key's truth;
/// - `additions` without a key: the ledger holds as many equal rows as the file that has most of them.
/// Of two exports the one with the later stamp is the newer; of equal stamps the one imported later.
struct PostingPlan: Hashable {
    struct NewRow: Hashable {
        var content: Fingerprint
        var key: Fingerprint?
        var day: Day
    }

    struct Current: Hashable {
        var entry: Int64
        var content: Fingerprint
        var key: Fingerprint?
        var day: Day
        var rank: Rank
        var isOfSameSource: Bool
    }

    struct Rank: Hashable, Comparable {
        var stamp: Day
        var order: Int64

        static func < (left: Rank, right: Rank) -> Bool { (left.stamp, left.order) < (right.stamp, right.order) }
    }

    /// What another export of the feed says about days.
    struct Cover: Hashable {
        var rank: Rank
        var coverage: FileReading.Coverage
        var first: Day
        var last: Day

        func holds(_ day: Day) -> Bool {
            switch coverage {
            case .additions: false
            case .all: true
            case .dates: !first.isNone && first <= day && day <= last
            }
        }
    }

    enum Cause: Hashable { case changed, vanished }

    /// For each new row, whether it is posted; the others are unchanged or superseded.
    private(set) var isPosted: [Bool]
    private(set) var reversals: [Reversal] = []

    struct Reversal: Hashable {
        var current: Int
        var cause: Cause
    }

    init(rows: [NewRow], cover: Cover, current: [Current], others: [Cover]) {
        isPosted = Array(repeating: true, count: rows.count)
        guard !current.isEmpty || !others.isEmpty else { return }
        let newer = others.filter { $0.rank > cover.rank }
        var state = State(rows: rows, current: current)
        state.matchEqual(superseded: { row in newer.contains { $0.holds(row.day) } })
        state.matchKeys(rank: cover.rank, newer: newer)
        // A file that was refused whole says nothing about what has vanished.
        if !rows.isEmpty { state.vanish(cover, newer: newer) }
        for row in rows.indices { isPosted[row] = state.rowIsOpen[row] }
        reversals = state.reversals.sorted { current[$0.current].entry < current[$1.current].entry }
    }

    /// The matching under way: rows and entries that nothing has claimed yet.
    private struct State {
        let rows: [NewRow]
        let current: [Current]
        var rowIsOpen: [Bool]
        var entryIsOpen: [Bool]
        var reversals: [Reversal] = []

        init(rows: [NewRow], current: [Current]) {
            self.rows = rows
            self.current = current
            rowIsOpen = Array(repeating: true, count: rows.count)
            entryIsOpen = Array(repeating: true, count: current.count)
        }

        /// Rows of equal content claim each other one for one; superseded rows that match nothing are not posted either.
        mutating func matchEqual(superseded: (NewRow) -> Bool) {
            var byContent: [Fingerprint: [Int]] = [:]
            for (index, entry) in current.enumerated().reversed() {
                byContent[entry.content, default: []].append(index)
            }
            for row in rows.indices {
                if let entry = byContent[rows[row].content]?.popLast() {
                    entryIsOpen[entry] = false
                    rowIsOpen[row] = false
                } else if superseded(rows[row]) {
                    rowIsOpen[row] = false
                }
            }
        }

        /// Rows whose key the ledger holds with other content: the newer of the two is the truth. Both sides in order of content,
        /// so that the pairing does not depend on the order of rows.
        mutating func matchKeys(rank: Rank, newer: [Cover]) {
            var entries: [Fingerprint: [Int]] = [:]
            for (index, entry) in current.enumerated() where entryIsOpen[index] {
                if let key = entry.key { entries[key, default: []].append(index) }
            }
            var rowsOfKey: [Fingerprint: [Int]] = [:]
            for (index, row) in rows.enumerated() { if let key = row.key { rowsOfKey[key, default: []].append(index) } }
            for (key, held) in entries {
                guard let ours = rowsOfKey[key] else { continue }
                let isOlder = held.contains { entry in
                    current[entry].rank > rank || newer.contains { $0.holds(current[entry].day) }
                }
                if isOlder {
                    for row in ours { rowIsOpen[row] = false }
                    continue
                }
                for entry in held { reverse(entry, .changed) }
            }
            // A key that the ledger holds unchanged from a newer file takes no further rows from an older one.
            for (index, entry) in current.enumerated() where !entryIsOpen[index] && entry.rank > rank {
                guard let key = entry.key, let ours = rowsOfKey[key] else { continue }
                for row in ours { rowIsOpen[row] = false }
            }
        }

        mutating func vanish(_ cover: Cover, newer: [Cover]) {
            for (index, entry) in current.enumerated() where entryIsOpen[index] {
                let isSpokenFor = entry.isOfSameSource || cover.holds(entry.day)
                guard isSpokenFor, !newer.contains(where: { $0.holds(entry.day) }) else { continue }
                reverse(index, .vanished)
            }
        }

        private mutating func reverse(_ entry: Int, _ cause: Cause) {
            entryIsOpen[entry] = false
            reversals.append(Reversal(current: entry, cause: cause))
        }
    }
}
