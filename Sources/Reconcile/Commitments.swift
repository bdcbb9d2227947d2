package import CostModel

/// What the commitments report shows beside the orders themselves: computed when a report asks for it, and in no figure.
package struct Commitments: Sendable {
    package var rentals: [Rental] = []
    package var rates: [VendorRate] = []
    /// What may be one purchase and is not confirmed.
    package var proposals: [PurchasePair] = []
    package var chains: [MatchChain] = []

    package init() {}

    package init(_ snapshot: Snapshot, _ findings: Findings) {
        let books = Books(snapshot)
        rentals = Rental.all(findings, snapshot)
        rates = VendorRate.all(books)
        let documents = PurchaseDocuments(books)
        let doubles = DoubleCounts(documents, books, DeniedPairs(books))
        let payments = Set(doubles.payments.map(\.payment))
        let cited = Set(findings.purchases.doubleCounts.map(\.right.entry))
        let known = Set(documents.all.indices.filter { cited.contains(documents.all[$0].first) })
        proposals =
            Proposals(
                documents, findings.orders, known: known.union(payments).union(doubles.payments.map(\.bill)), books
            ).pairs
        chains = MatchChains(documents, payments: payments, findings, books).all
    }
}
