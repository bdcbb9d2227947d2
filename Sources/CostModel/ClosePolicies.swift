/// What closing a period asks for.
package struct ClosePolicies: Hashable, Sendable {
    package init() {}
}
