/// A row of `matches.csv`: somebody has confirmed, or denied, that two records are one purchase. Fields: date, type = kind of link,
/// reference = left, order = right, tag = same|different, party = by, details = note.
package struct MatchDecision: Hashable, Sendable {
    package var left: String
    package var right: String
    /// False where the two were found to be different purchases.
    package var isSame: Bool
    package var by: String
    package var note: String

    package init(_ record: CostRecord, in texts: Texts) {
        precondition(record.kind == .match)
        left = texts[record.reference]
        right = texts[record.order]
        isSame = texts[record.tag].lowercased() != "different"
        by = texts[record.party]
        note = texts[record.details]
    }
}
