import CostModel

/// Purchases against the policies of their section, one purchase at a time. What takes several of them is in `PurchaseGroups`.
struct PurchaseRules {
    private(set) var exceptions: [PolicyException] = []
    let purchases: Purchases

    init(_ books: inout Books, _ petty: PettyCash, _ cards: Cards) {
        let policies = books.snapshot.production.policies
        purchases = Purchases(books, petty, cards)
        // Nobody has to look where no policy is set.
        let groups = PurchaseGroups(purchases, books)
        let deals = Deals(
            books,
            isNeeded: policies.pettyCash.purchases.flagsEmployment
                || policies.cards.purchases.flagsEmployment)
        for purchase in purchases.all { check(purchase, policies, deals, books) }
        checkEnvelopes(petty, books)
        exceptions += groups.exceptions
        exceptions.sort { Self.order($0) < Self.order($1) }
        for exception in exceptions { report(exception, &books) }
    }

    private static func order(_ exception: PolicyException) -> (Day, Int, String) {
        (exception.date, exception.entry, exception.policy)
    }

    private mutating func check(_ purchase: Purchase, _ policies: Policies, _ deals: Deals, _ books: Books) {
        let rules = purchase.isCard ? policies.cards.purchases : policies.pettyCash.purchases
        guard !rules.isEmpty else { return }
        checkAmounts(purchase, rules, books)
        checkWords(purchase, rules, books)
        checkReceipt(purchase, rules, books)
        if rules.flagsEmployment, let span = deals.missed(by: purchase, books) {
            add(.policyEmployment, "within_employment", span, purchase, books)
        }
    }

    private mutating func checkAmounts(_ purchase: Purchase, _ rules: PurchasePolicies, _ books: Books) {
        if let cap = rules.singlePurchaseCap, purchase.amount > cap {
            add(.policyCap, "single_purchase_cap", Money(cap, books.currency).grouped, purchase, books)
        }
        if let above = rules.assetsAbove, purchase.amount > above,
            rules.assetAccounts.isEmpty || purchase.marks.contains(.asset)
        {
            add(.policyAsset, "assets", Money(above, books.currency).grouped, purchase, books)
        }
    }

    private mutating func checkWords(_ purchase: Purchase, _ rules: PurchasePolicies, _ books: Books) {
        let marks: [(PurchaseMarks, DiagnosticCode, String)] = [
            (.merchant, .policyBanned, "banned_merchants"), (.category, .policyBanned, "banned_categories"),
            (.account, .policyBanned, "banned_accounts"), (.personal, .policyBanned, "personal_items"),
            (.giftCard, .policyGiftCard, "gift_cards"), (.labour, .policyLabourInCash, "labour_in_cash"),
        ]
        for (mark, code, policy) in marks where purchase.marks.contains(mark) {
            add(code, policy, cited(mark, purchase, books), purchase, books)
        }
    }

    private func cited(_ mark: PurchaseMarks, _ purchase: Purchase, _ books: Books) -> String {
        let records = ([purchase.entry] + purchase.lines).map { books.record($0) }
        var texts = records.flatMap { [books.texts[$0.party], books.texts[$0.details]] }
        if purchase.isCard { texts.append(books.texts[records[0].type]) }
        let words = purchase.isCard ? purchases.cardWords : purchases.pettyWords
        return words.cited(mark, in: texts, accounts: records.map { books.texts[$0.account] })
    }

    private mutating func checkReceipt(_ purchase: Purchase, _ rules: PurchasePolicies, _ books: Books) {
        guard let hasReceipt = purchase.hasReceipt else { return }
        if let above = rules.receiptRequiredAbove, purchase.amount > above, !hasReceipt {
            add(.policyReceiptMissing, "receipt_required_above", Money(above, books.currency).grouped, purchase, books)
        }
        guard let days = rules.receiptMaxAgeDays, !purchase.date.isNone else { return }
        let until = hasReceipt ? purchase.settled : max(purchase.settled, books.period)
        if until - purchase.date > days {
            add(.policyReceiptOld, "receipt_max_age_days", "\(days) days", purchase, books)
        }
    }

    private mutating func checkEnvelopes(_ petty: PettyCash, _ books: Books) {
        guard let cap = books.snapshot.production.policies.pettyCash.envelopeCap else { return }
        for proof in petty.envelopes where !proof.overCap.isZero {
            exceptions.append(
                PolicyException(
                    code: .policyCap, entry: proof.entry, isCard: false, date: proof.last, holder: proof.custodian,
                    merchant: "Envelope \(proof.envelope)", amount: proof.receipts, policy: "envelope_cap",
                    limit: Money(cap, books.currency).grouped, others: ""))
        }
    }

    private mutating func add(
        _ code: DiagnosticCode, _ policy: String, _ limit: String, _ purchase: Purchase, _ books: Books
    ) {
        exceptions.append(
            PolicyException(
                code: code, entry: purchase.entry, isCard: purchase.isCard, date: purchase.date,
                holder: purchases.holders.names[purchase.holder],
                merchant: books.texts[books.record(purchase.entry).party],
                amount: Money(purchase.amount, books.currency),
                policy: policy, limit: limit, others: ""))
    }

    private func report(_ exception: PolicyException, _ books: inout Books) {
        let section = exception.isCard ? "cards" : "petty_cash"
        let others = exception.others.isEmpty ? "" : " with \(exception.others)"
        books.report(
            exception.code, at: exception.entry, field: exception.isCard ? "Merchant" : "Vendor",
            value: exception.merchant,
            "\(exception.amount.grouped) of \(exception.holder) on \(exception.date)\(others): "
                + PolicySentence.text(exception),
            hint: "settle it with the holder, or change \(section).\(exception.policy) in policies.yaml")
    }
}

/// What a policy asks, in words.
enum PolicySentence {
    static func text(_ exception: PolicyException) -> String {
        let limit = exception.limit
        return switch exception.policy {
        case "single_purchase_cap": "above the cap of \(limit) for one purchase"
        case "daily_cap": "above the cap of \(limit) for one day"
        case "envelope_cap": "above the cap of \(limit) for one envelope"
        case "split_purchases": "each below and together above the cap of \(limit)"
        case "assets": "above \(limit), so it belongs on the inventory of assets"
        case "banned_merchants": "the merchant is banned by \"\(limit)\""
        case "banned_categories": "banned by \"\(limit)\""
        case "banned_accounts": "the account is banned by \"\(limit)\""
        case "personal_items": "\"\(limit)\" is personal"
        case "gift_cards": "\"\(limit)\" is money in another shape"
        case "labour_in_cash": "\"\(limit)\" is labour, which payroll pays"
        case "receipt_required_above": "no receipt, and one is required above \(limit)"
        case "receipt_max_age_days": "its receipt was due within \(limit)"
        case "within_employment": "outside the holder's deal (\(limit))"
        case "duplicate_receipts": "the same merchant, day and amount are there twice"
        case "tips": "a tip of more than \(limit) % of the bill"
        default: limit
        }
    }
}

/// When people are employed, by the crew deals.
struct Deals {
    private var spans: [String: [(start: Day, finish: Day)]] = [:]

    init(_ books: Books, isNeeded: Bool) {
        guard isNeeded else { return }
        for index in books.entries(.crewDeal) {
            let deal = CrewDeal(books.record(index), in: books.texts)
            spans[Labour.workerKey(deal.worker), default: []].append((deal.start, deal.finish))
        }
    }

    /// The holder's deals, when none of them holds the day; nil for a holder without a deal.
    func missed(by purchase: Purchase, _ books: Books) -> String? {
        let name = Labour.workerKey(books.texts[books.record(purchase.entry).holder])
        guard let spans = spans[name], !purchase.date.isNone else { return nil }
        let isEmployed = spans.contains {
            ($0.start.isNone || $0.start <= purchase.date) && ($0.finish.isNone || purchase.date <= $0.finish)
        }
        guard !isEmployed else { return nil }
        return spans.sorted { ($0.start, $0.finish) < ($1.start, $1.finish) }
            .map { "\($0.start.isNone ? "…" : "\($0.start)") to \($0.finish.isNone ? "…" : "\($0.finish)")" }
            .joined(separator: "; ")
    }
}
