/// Petty cash: caps, receipts and what may not be bought.
package struct PettyCashPolicies: Hashable, Sendable {
    package enum Proof: String, Sendable, CaseIterable {
        /// A float that does not prove is a warning.
        case shown
        /// It is a failed tie-out: the report is a draft until the float proves.
        case required
    }

    package var purchases = PurchasePolicies()
    /// The most that one envelope may come to, in minor units.
    package var envelopeCap: Int64?
    package var proof = Proof.shown

    package init() {}
}
