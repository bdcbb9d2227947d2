/// Where the agreements stand by which timecards are priced.
package struct LabourPolicies: Hashable, Sendable {
    package init() {}
}
