/// Purchase cards: caps, receipts and what may not be bought.
package struct CardPolicies: Hashable, Sendable {
    package var purchases = PurchasePolicies()

    package init() {}
}
