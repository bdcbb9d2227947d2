/// Purchase orders: how old an open one may get, and what may be bought without one.
package struct OrderPolicies: Hashable, Sendable {
    package init() {}
}
