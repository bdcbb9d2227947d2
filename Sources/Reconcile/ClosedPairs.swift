import CostModel

/// Which reversal and which new posting are two versions of one row: the surest sign first, each claimed once, in order of entry.
struct ClosedPairs {
    private(set) var pairs: [(reversal: Int, posting: Int)] = []
    /// What has no other version.
    private(set) var reversals: [Int]
    private(set) var postings: [Int]
    private let snapshot: Snapshot

    init(_ snapshot: Snapshot, reversals: [Int], postings: [Int]) {
        (self.snapshot, self.reversals, self.postings) = (snapshot, reversals, postings)
        guard !reversals.isEmpty, !postings.isEmpty else { return }
        for sign in Sign.allCases { claim(by: sign) }
    }

    /// By what the two are recognised; across feeds only where one codes what the other charges.
    private enum Sign: CaseIterable {
        /// The same line of the same file: recoded by a rule, or read again under a corrected profile.
        case origin
        /// The profile's key.
        case key
        /// Vendor and document number, else the number alone.
        case reference
        case number
        case amount
        case details
        /// The vendor is spelled otherwise.
        case dateAndAmount
        /// A card charge that counted as it stood, and its line of the coding log.
        case cardCharge
    }

    private struct Mark: Hashable {
        var feed: Int32
        var first: UInt64
        var second: UInt64
        var third: Int64 = 0
    }

    private mutating func claim(by sign: Sign) {
        var open: [Mark: [Int]] = [:]
        for posting in postings.reversed() {
            if let mark = mark(posting, sign) { open[mark, default: []].append(posting) }
        }
        guard !open.isEmpty else { return }
        var claimed: Set<Int> = []
        var left: [Int] = []
        for reversal in reversals {
            if let mark = mark(reversal, sign), let posting = open[mark]?.popLast() {
                pairs.append((reversal, posting))
                claimed.insert(posting)
            } else {
                left.append(reversal)
            }
        }
        reversals = left
        postings.removeAll { claimed.contains($0) }
    }

    private func mark(_ index: Int, _ sign: Sign) -> Mark? {
        let entry = snapshot.entries[index]
        let record = entry.record
        func mark(_ first: UInt64, _ second: UInt64, _ third: Int64 = 0) -> Mark {
            Mark(feed: entry.feed, first: first, second: second, third: third)
        }
        func bits(_ number: some BinaryInteger) -> UInt64 { UInt64(truncatingIfNeeded: number) }
        let leg = bits(record.leg) << 32
        switch sign {
        case .origin: return mark(bits(entry.origin.sourceID), bits(entry.origin.line), Int64(record.leg))
        case .key: return snapshot.links[entry.id]?.key.map { mark($0.high, $0.low) }
        case .reference:
            guard !record.reference.isEmpty else { return nil }
            return mark(bits(record.party.index) | leg, bits(record.reference.index))
        case .number:
            guard !record.reference.isEmpty else { return nil }
            return mark(bits(record.reference.index) | leg, 0, -1)
        case .amount: return mark(bits(record.party.index) | leg, bits(record.date.number), record.amountMinor)
        case .details:
            guard !record.party.isEmpty || !record.details.isEmpty else { return nil }
            return mark(
                bits(record.party.index) | leg, bits(record.date.number), Int64(bits(record.details.index)))
        case .dateAndAmount:
            return mark(bits(record.account.index) | leg, bits(record.date.number), record.amountMinor)
        case .cardCharge:
            guard record.kind == .cardCoding else { return nil }
            return Mark(feed: -1, first: bits(record.date.number), second: 0, third: record.amountMinor)
        }
    }
}
