/// How far two records may lie apart and still be proposed as one purchase.
package struct MatchingPolicies: Hashable, Sendable {
    package init() {}
}
