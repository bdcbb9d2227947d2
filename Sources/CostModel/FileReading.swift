/// One export as `Intake` understood it: what `Ledger` posts. Texts are ids of the pool that the reading was made with.
package struct FileReading: Sendable {
    package var feed: String
    package var profile: String
    /// Changes when the profile's text changes: a file is read again under a corrected profile.
    package var profileHash: String
    /// Path below the production folder.
    package var name: String
    package var sha256: String
    package var bytes: [UInt8]
    package var rows: [Row] = []
    /// Rows and cents read, refused and ignored; `Ledger` divides the rest into posted and unchanged.
    package var count = ImportCount()
    package var coverage: Coverage
    /// The date that the export itself states ("as of 4/11/26"), else the latest date in it, else `none`.
    /// Of two exports of one feed the one with the later stamp is the newer.
    package var stamp: Day = .none
    package var diagnostics = Diagnostics()

    package init(
        feed: String, profile: String, profileHash: String, name: String, sha256: String, bytes: [UInt8],
        coverage: Coverage
    ) {
        self.feed = feed
        self.profile = profile
        self.profileHash = profileHash
        self.name = name
        self.sha256 = sha256
        self.bytes = bytes
        self.coverage = coverage
    }

    /// A record and the row that it came from. The legs of one row follow each other and share its line.
    package struct Row: Sendable {
        package var record: CostRecord
        /// Line of the file on which the row begins, from 1.
        package var line: Int32
        /// The profile's declared key, hashed with its leg; nil when the content is the identity.
        package var key: Fingerprint?

        package init(record: CostRecord, line: Int32, key: Fingerprint?) {
            self.record = record
            self.line = line
            self.key = key
        }
    }

    /// What an export says about the rows that it does not hold.
    package enum Coverage: Hashable, Sendable {
        /// Nothing: each file adds its own rows (a pay run, an envelope).
        case additions
        /// Everything dated between the first and the last date in it: what is missing there has vanished.
        case dates
        /// Everything there is: what is missing has vanished (a PO log, the chart).
        case all
    }
}
