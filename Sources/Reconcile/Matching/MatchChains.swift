package import CostModel

/// One link of the chain of a purchase: how much of it is joined, and how much stands alone.
package struct MatchChain: Hashable, Sendable {
    package var link: String
    /// By what the two ends know each other.
    package var key: String
    package var matched = 0
    package var matchedAmount: Money
    package var alone = 0
    package var aloneAmount: Money
    /// What stands alone, in a word.
    package var meaning: String

    init(_ link: String, _ key: String, _ meaning: String, _ zero: Money) {
        (self.link, self.key, self.meaning) = (link, key, meaning)
        (matchedAmount, aloneAmount) = (zero, zero)
    }

    fileprivate mutating func add(_ isMatched: Bool, _ amount: Money) {
        if isMatched {
            matched += 1
            matchedAmount += amount
        } else {
            alone += 1
            aloneAmount += amount
        }
    }
}

/// All links of a report.
struct MatchChains {
    private(set) var all: [MatchChain] = []

    init(_ documents: PurchaseDocuments, payments: Set<Int>, _ findings: Findings, _ books: Books) {
        let zero = books.zero
        var orders = MatchChain("PO to bill", "PO number on the bill, or confirmed", "bills without an order", zero)
        var paid = MatchChain("Bill to payment", "bill number on the payment", "payments that name no bill", zero)
        var again = MatchChain(
            "Bill to card, petty cash or ledger", "confirmed in matches.csv", "cite a bill and count beside it", zero)
        for (place, document) in documents.all.enumerated() {
            let amount = Money(document.amount, books.currency)
            if document.role == .payment { paid.add(payments.contains(place), amount) }
            if document.role == .bill { orders.add(!document.order.isEmpty, amount) }
        }
        for row in books.snapshot.matches.rows where !row.settled.isZero { again.add(true, row.settled) }
        for pair in findings.purchases.doubleCounts { again.add(false, pair.right.amount) }
        all = [orders, again, paid, labour(findings, zero), cards(findings, zero), statements(findings, zero)]
        all.append(envelopes(books))
        all.removeAll { $0.matched == 0 && $0.alone == 0 }
    }

    private func labour(_ findings: Findings, _ zero: Money) -> MatchChain {
        var chain = MatchChain(
            "Timecard to register", "worker and week", "timecards that no register holds: accrued", zero)
        for accrual in findings.accruals { chain.add(accrual.isSuperseded, accrual.amount) }
        return chain
    }

    private func cards(_ findings: Findings, _ zero: Money) -> MatchChain {
        var chain = MatchChain(
            "Card charge to coding", "reference; else day, amount and holder", "charges not coded in full", zero)
        for card in findings.cards {
            chain.matched += card.chargeCount - card.uncodedCount
            chain.matchedAmount += card.coded
            chain.alone += card.uncodedCount
            chain.aloneAmount += card.uncoded
        }
        return chain
    }

    private func statements(_ findings: Findings, _ zero: Money) -> MatchChain {
        var chain = MatchChain(
            "Statement payment to settlement", "credit on the statement", "", zero)
        for card in findings.cards where !card.payments.isZero { chain.add(true, card.payments) }
        return chain
    }

    /// A receipt is paid from the float of its custodian.
    private func envelopes(_ books: Books) -> MatchChain {
        var chain = MatchChain(
            "Petty-cash receipt to float", "custodian", "receipts of a custodian who was given no float", books.zero)
        // A log writes the advances between its receipts.
        let receipts = books.entries(.pettyCashLine)
        let advances = receipts.filter { books.record($0).status == .settlement && !books.isMatchedSettlement($0) }
        let holders = Set(
            (books.entries(.floatMovement) + advances).map { Labour.workerKey(books.texts[books.record($0).holder]) })
        for index in receipts where books.record(index).status == .open || books.isMatchedSettlement(index) {
            let record = books.record(index)
            chain.add(holders.contains(Labour.workerKey(books.texts[record.holder])), record.amount)
        }
        return chain
    }
}
