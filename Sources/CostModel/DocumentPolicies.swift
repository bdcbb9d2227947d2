/// Papers without which a vendor is not paid.
package struct DocumentPolicies: Hashable, Sendable {
    package init() {}
}
