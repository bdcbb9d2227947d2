/// What became of the decisions of `matches.csv`.
package struct MatchOutcomes: Hashable, Sendable {
    /// Ids of entries in force that a decision made settlement: the purchase is counted by the other document.
    package var settled: Set<Int64> = []
    /// One for each row in force, in order of the ledger.
    package var rows: [Row] = []

    package init() {}

    package struct Row: Hashable, Sendable {
        package enum State: String, Sendable {
            /// The decision is in force.
            case confirmed
            /// The two are different purchases: nothing is proposed or flagged.
            case denied
            /// A side names nothing, or the amounts cannot be one purchase: no effect.
            case unusable
        }

        /// Index into the snapshot's entries.
        package var entry: Int
        package var state: State
        package var left: String
        package var right: String
        package var by: String
        package var note: String
        /// What it does, or why it does nothing.
        package var effect: String
        /// Cost that is counted once instead of twice.
        package var settled: Money

        package init(
            entry: Int, state: State, left: String, right: String, by: String, note: String, effect: String,
            settled: Money
        ) {
            (self.entry, self.state, self.left, self.right) = (entry, state, left, right)
            (self.by, self.note, self.effect, self.settled) = (by, note, effect, settled)
        }
    }
}
