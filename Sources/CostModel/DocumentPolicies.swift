/// Documents without which nothing is ordered, billed or paid; and what tax forms are about.
package struct DocumentPolicies: Hashable, Sendable {
    package var required: [RequiredDocument] = []
    /// What a vendor has to be paid in a calendar year for a tax form to be due, by the day from which it holds.
    package var taxFormThresholds: [TaxFormThreshold] = []

    package init() {}

    /// In force at the end of `year`; nil where no threshold is set.
    package func threshold(ofYear year: Int) -> TaxFormThreshold? {
        taxFormThresholds.filter { $0.from.civil.year <= year }.max { $0.from < $1.from }
    }
}

/// A kind of document that a vendor has to have, and for what.
package struct RequiredDocument: Hashable, Sendable {
    package enum Subject: String, Sendable, CaseIterable { case payment, invoice, order }

    /// As the register calls it: insurance, w9, permit, contract.
    package var document: String
    /// Minor units: what is at most this needs none.
    package var above: Int64
    /// How the account codes begin that need it; empty for all.
    package var accounts: [String]
    package var subjects: [Subject]

    package init(document: String, above: Int64 = 0, accounts: [String] = [], subjects: [Subject] = [.payment]) {
        self.document = document
        self.above = above
        self.accounts = accounts
        self.subjects = subjects
    }
}

/// From `from` on, payments of a calendar year of `amount` or more are reported.
package struct TaxFormThreshold: Hashable, Sendable {
    package var from: Day
    package var amount: Int64

    package init(from: Day, amount: Int64) {
        self.from = from
        self.amount = amount
    }
}
