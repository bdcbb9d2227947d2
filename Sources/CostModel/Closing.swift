/// A period that was closed for good, or a numbered revision of one: what the ledger keeps of it.
package struct Closing: Hashable, Sendable {
    package var period: Day
    /// 0 for the closing itself; 1, 2 … for its restatements.
    package var revision: Int
    /// Why it was restated; empty for the closing itself.
    package var reason: String
    /// Nothing is still to be spent: no period comes after it.
    package var isFinal: Bool
    /// The date that the closing was given; `none` where it was given none. The clock is not asked.
    package var asOf: Day
    /// The manifest among them.
    package var files: [File]

    /// A file of the period's folder that must not change any more.
    package struct File: Hashable, Sendable {
        package var name: String
        /// 64 hex digits.
        package var sha256: String
        package var byteCount: Int

        package init(name: String, sha256: String, byteCount: Int) {
            self.name = name
            self.sha256 = sha256
            self.byteCount = byteCount
        }
    }

    package static let manifestName = "manifest.json"

    package init(period: Day, revision: Int = 0, reason: String = "", isFinal: Bool, asOf: Day, files: [File]) {
        self.period = period
        self.revision = revision
        self.reason = reason
        self.isFinal = isFinal
        self.asOf = asOf
        self.files = files
    }

    /// Of the folder below `reports/`: `2026-05-16`, and `2026-05-16r1` for its first revision.
    package var folderName: String { Self.folderName(period, revision) }
    package static func folderName(_ period: Day, _ revision: Int) -> String {
        revision == 0 ? period.description : "\(period)r\(revision)"
    }

    /// `6`, and `6r1` for the first revision of report 6.
    package static func numberText(_ number: Int, revision: Int) -> String {
        revision == 0 ? "\(number)" : "\(number)r\(revision)"
    }
}

/// What ties an entry that came late, or that takes another back, to the version before or after it.
package struct PostingLink: Hashable, Sendable {
    /// The profile's key of the row; nil where its content is its identity.
    package var key: Fingerprint?
    /// Of a reversal: the source file because of which the entry was taken back; 0 for a posting.
    package var causeSourceID: Int32

    package init(key: Fingerprint?, causeSourceID: Int32) {
        self.key = key
        self.causeSourceID = causeSourceID
    }
}

extension PeriodCalendar {
    /// The week to which a record belongs by its date: what is older than the first report's week belongs to that one.
    package func ownWeek(of date: Day) -> Day { max(firstWeek, period(of: date)) }
}
