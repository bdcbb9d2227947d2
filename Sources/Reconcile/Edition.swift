import CostModel

/// Which issue of a report this is.
package struct Edition: Hashable, Sendable {
    /// 0 for the report itself, 1 and on for its restatements.
    package var revision = 0
    package var reason = ""
    /// The last report of the production: nothing is left to be spent.
    package var isFinal = false

    package init(revision: Int = 0, reason: String = "", isFinal: Bool = false) {
        self.revision = revision
        self.reason = reason
        self.isFinal = isFinal
    }
}

extension Findings {
    /// `6`, or `6r1` for the first revision of report 6.
    package var numberText: String { Closing.numberText(reportNumber, revision: edition.revision) }
}
