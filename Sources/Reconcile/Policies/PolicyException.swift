package import CostModel

/// A purchase that breaks a policy of `policies.yaml`.
package struct PolicyException: Hashable, Sendable {
    package var code: DiagnosticCode
    /// The row that breaks it.
    package var entry: Int
    package var isCard: Bool
    package var date: Day
    package var holder: String
    package var merchant: String
    /// What breaks the limit: the purchase, or all purchases of the day or the split.
    package var amount: Money
    /// As policies.yaml names it.
    package var policy: String
    /// What the policy allows, or the word that it bans.
    package var limit: String
    /// Other rows that belong to it, as `file:line`; empty for none.
    package var others: String
}
