/// What a production allows, from `policies.yaml`: limits, tolerances and lists that people set, each with a default that flags
/// nothing. Every part has a file of its own beside this one.
package struct Policies: Hashable, Sendable {
    package var orders = OrderPolicies()
    package var matching = MatchingPolicies()
    package var pettyCash = PettyCashPolicies()
    package var cards = CardPolicies()
    package var documents = DocumentPolicies()
    package var labour = LabourPolicies()
    package var close = ClosePolicies()

    package init() {}
}
