package import CostModel

/// What petty cash, cards, documents and payments come to at the report's date.
package struct CashFindings: Sendable {
    package var floats: [FloatProof] = []
    package var envelopes: [EnvelopeProof] = []
    package var statements: [CardProof] = []
    package var exceptions: [PolicyException] = []
    package var documents: [DocumentException] = []
    /// Entries of the check register, voids among them, in the order of the ledger.
    package var payments: [Int] = []
    package var vendors: [VendorPayments] = []
    package var flow: CashFlow?
    /// Whether the production keeps a list of floats or has policies for purchases: worth a workbook.
    package var hasFloatsOrPolicies = false

    package init() {}

    init(_ books: inout Books, _ cards: Cards, _ lines: [CostLine], _ orders: [OrderLine]) {
        let policies = books.snapshot.production.policies
        let petty = PettyCash(&books)
        floats = petty.floats
        envelopes = petty.envelopes
        statements = CardProof.all(cards, books)
        if !policies.pettyCash.purchases.isEmpty || !policies.cards.purchases.isEmpty
            || policies.pettyCash.envelopeCap != nil
        {
            exceptions = PurchaseRules(&books, petty, cards).exceptions
        }
        documents = DocumentRules(&books).exceptions
        payments = books.entries(.payment)
        vendors = VendorPaymentList(&books).all
        if !payments.isEmpty { flow = CashFlowBuilder(books, lines, orders, petty).flow }
        hasFloatsOrPolicies =
            !books.entries(.floatMovement).isEmpty || policies.pettyCash != PettyCashPolicies()
            || policies.cards != CardPolicies() || cards.disputed.contains { $0 != 0 }
    }

    /// What a payment takes out of the bank; nothing of a void one.
    package static func paid(_ record: CostRecord, _ texts: Texts) -> Money {
        Money(comesIn(record, texts) || record.status == .void ? 0 : record.amountMinor, record.currency)
    }

    /// Funding and an opening balance of the register.
    package static func received(_ record: CostRecord, _ texts: Texts) -> Money {
        Money(
            comesIn(record, texts) && record.status != .void ? -Payments.out(record, texts) : 0, record.currency)
    }

    private static func comesIn(_ record: CostRecord, _ texts: Texts) -> Bool {
        [.funding, .opening].contains(Payments.purpose(record, texts))
    }

    /// Proofs that need the whole report. Without a check register there is nothing to prove of payments.
    func tieOuts(_ books: Books, _ lines: [CostLine]) -> [TieOut] {
        floatProofs(books) + cardProofs(books) + paymentProofs(books) + flowProofs(books, lines)
    }

    private func floatProofs(_ books: Books) -> [TieOut] {
        guard books.snapshot.production.policies.pettyCash.proof == .required else { return [] }
        return floats.filter(\.isCounted).map {
            TieOut(
                name: "Petty cash of \($0.custodian)", leftName: "outstanding", left: $0.outstanding,
                rightName: "cash, receipts in hand and unposted envelopes", right: $0.accounted,
                remedy: "an envelope that is not posted, a receipt not counted, or a movement entered twice")
        }
    }

    /// By member and by statement, the charges are the same charges.
    private func cardProofs(_ books: Books) -> [TieOut] {
        guard statements.contains(where: { !$0.disputed.isZero }) else { return [] }
        var charged: Int64 = 0
        for index in books.entries(.cardTransaction) {
            let record = books.record(index)
            if record.status == .open || record.status == .closed { charged += record.amountMinor }
        }
        return [
            TieOut(
                name: "Disputed charges", leftName: "coded, uncoded and disputed",
                left: statements.reduce(books.zero) { $0 + $1.coded + $1.uncoded + $1.disputed },
                rightName: "charges on statements", right: Money(charged, books.currency),
                remedy: "two charges share one reference")
        ]
    }

    /// Vendors and years together are the register's payments to vendors.
    private func paymentProofs(_ books: Books) -> [TieOut] {
        guard !payments.isEmpty else { return [] }
        let sums = Payments(books).sums
        return [
            TieOut(
                name: "Vendor payments", leftName: "vendors and years",
                left: vendors.reduce(books.zero) { $0 + $1.paid + $1.byCard }, rightName: "check register",
                right: Money(sums[.vendor] ?? 0, books.currency), remedy: "a payment names no payee")
        ]
    }

    /// The sources by themselves: registers, the terms of the float proofs, statements, and the check register less what is set aside.
    private func moved(_ books: Books, own: Set<PaymentPurpose>) -> Money {
        var sums = Payments(books).sums
        sums[.opening] = nil
        if own.contains(.payroll) {
            let lines = books.entries(.payrollLine).filter { [.open, .closed].contains(books.record($0).status) }
            sums[.payroll] = lines.reduce(Int64(0)) { $0 + books.record($1).amountMinor }
        }
        if own.contains(.pettyCash) {
            sums[.pettyCash] = floats.reduce(Int64(0)) {
                $0 + ($1.advances + $1.replenishments - $1.returned).minorUnits
            }
        }
        if own.contains(.card) { sums[.card] = -statements.reduce(Int64(0)) { $0 + $1.payments.minorUnits } }
        return Money(sums.reduce(0) { $0 + $1.value }, books.currency)
    }

    private func flowProofs(_ books: Books, _ lines: [CostLine]) -> [TieOut] {
        guard let flow else { return [] }
        return [
            TieOut(
                name: "Cash that moved", leftName: "weeks of the cash flow, and before the opening balance",
                left: flow.actual, rightName: "pay runs, floats, statement payments and the other payments",
                right: moved(books, own: flow.own), remedy: "a class of payments stands in two places"),
            TieOut(
                name: "Cash to come", leftName: "projected weeks", left: flow.projected,
                rightName: "final cost less cost to date",
                right: lines.reduce(books.zero) { $0 + $1.finalCost - $1.toDate },
                remedy: "an order or a timecard is coded to a balance-sheet account"),
        ]
    }
}
