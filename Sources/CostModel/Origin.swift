/// Where a record stood: a source file of the ledger and the line (from 1) on which its row begins.
package struct Origin: Hashable, Sendable {
    package var sourceID: Int32
    package var line: Int32

    package init(sourceID: Int32, line: Int32) {
        self.sourceID = sourceID
        self.line = line
    }
}

/// A file whose bytes the ledger keeps.
package struct SourceFile: Hashable, Sendable {
    package var id: Int32
    /// Path below the production folder when it was first seen, e.g. `inbox/amex-0411.csv`.
    package var name: String
    /// 64 hex digits.
    package var sha256: String
    package var byteCount: Int

    package init(id: Int32, name: String, sha256: String, byteCount: Int) {
        self.id = id
        self.name = name
        self.sha256 = sha256
        self.byteCount = byteCount
    }
}

/// What became of the rows and cents of one file: invariants 1 and 2 in numbers.
///
/// `rowsRead` counts every record of the file, preamble, headings and totals included (those are `ignored`);
/// cents are minor units of the profile's money columns.
package struct ImportCount: Hashable, Sendable {
    package var rowsRead = 0, rowsPosted = 0, rowsUnchanged = 0, rowsRefused = 0, rowsIgnored = 0
    package var centsRead: Int64 = 0, centsPosted: Int64 = 0, centsUnchanged: Int64 = 0
    package var centsRefused: Int64 = 0, centsIgnored: Int64 = 0
    /// Entries of earlier exports that this one reversed: changed rows and vanished rows.
    package var entriesReversed = 0

    package init() {}

    package var rowsTie: Bool { rowsRead == rowsPosted + rowsUnchanged + rowsRefused + rowsIgnored }
    package var centsTie: Bool { centsRead == centsPosted + centsUnchanged + centsRefused + centsIgnored }
}

/// One import as the ledger remembers it.
package struct ImportSummary: Hashable, Sendable {
    package var sourceID: Int32
    package var feed: String
    package var profile: String
    /// The report date of the run that imported it.
    package var asOf: Day
    package var count: ImportCount

    package init(sourceID: Int32, feed: String, profile: String, asOf: Day, count: ImportCount) {
        self.sourceID = sourceID
        self.feed = feed
        self.profile = profile
        self.asOf = asOf
        self.count = count
    }
}

/// A record in the ledger. Entries are never changed: a correction is a reversal and a new entry.
package struct Entry: Hashable, Sendable {
    package var id: Int64
    package var record: CostRecord
    package var origin: Origin
    /// Index of the feed's name in `Snapshot.feeds`.
    package var feed: Int32
    /// The week in which it counts: that of `record.date`, or the open week when that one had been reported.
    package var period: Day
    /// 0 for a posting; else the entry that this one takes back. A reversal repeats the record that it reverses.
    package var reverses: Int64
    /// The name of the rule of `coding.yaml` that coded it; empty for a record that its source codes.
    package var codedBy: TextID

    package init(
        id: Int64, record: CostRecord, origin: Origin, feed: Int32, period: Day, reverses: Int64,
        codedBy: TextID = .empty
    ) {
        self.id = id
        self.record = record
        self.origin = origin
        self.feed = feed
        self.period = period
        self.reverses = reverses
        self.codedBy = codedBy
    }

    package var isReversal: Bool { reverses != 0 }

    /// What the entry adds to its account: the record's amount, or its negative for a reversal.
    package var signedMinor: Int64 { isReversal ? -record.amountMinor : record.amountMinor }
}
