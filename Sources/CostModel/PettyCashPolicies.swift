/// Petty cash: caps, receipts and what may not be bought.
package struct PettyCashPolicies: Hashable, Sendable {
    package init() {}
}
