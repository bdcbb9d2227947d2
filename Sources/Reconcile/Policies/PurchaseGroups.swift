import CostModel

/// What takes several purchases to see: a day's total, a purchase that was split, a receipt handed in twice, a tip.
struct PurchaseGroups {
    private(set) var exceptions: [PolicyException] = []
    private let purchases: [Purchase]
    private let names: ExpenseGroups

    init(_ purchases: Purchases, _ books: Books) {
        self.purchases = purchases.all
        names = purchases.holders
        let policies = books.snapshot.production.policies
        for (isCard, rules) in [(false, policies.pettyCash.purchases), (true, policies.cards.purchases)] {
            let own = self.purchases.indices.filter { self.purchases[$0].isCard == isCard }
            if let cap = rules.dailyCap { checkDays(own, cap, books) }
            if let days = rules.splitWithinDays, let cap = rules.splitCap { checkSplits(own, days, cap, books) }
            if let percent = rules.tipsAbove { checkTips(own, percent, books) }
            if rules.flagsDuplicates { checkDuplicates(isCard, books) }
        }
    }

    private struct Pair: Hashable { var holder: Int; var other: Int64 }

    /// Runs of `places` whose key is the same, each in order of day and then of the ledger; the runs in order of their first.
    private func groups(_ places: [Int], by key: (Purchase) -> Pair) -> [[Int]] {
        var order: [Pair: Int] = [:]
        var groups: [[Int]] = []
        for place in places {
            let key = key(purchases[place])
            let group = order[key] ?? groups.count
            if group == groups.count {
                order[key] = group
                groups.append([])
            }
            groups[group].append(place)
        }
        return groups.map { group in
            group.sorted { (purchases[$0].date, purchases[$0].entry) < (purchases[$1].date, purchases[$1].entry) }
        }
    }

    private func sum(_ places: some Sequence<Int>) -> Int64 { places.reduce(0) { $0 + purchases[$1].amount } }

    /// What comes back on the same day lowers it. The day's last purchase is cited.
    private mutating func checkDays(_ places: [Int], _ cap: Int64, _ books: Books) {
        for day in groups(places, by: { Pair(holder: $0.holder, other: Int64($0.date.number)) }) {
            let total = sum(day)
            guard total > cap else { continue }
            add(.policyCap, "daily_cap", Money(cap, books.currency).grouped, day, total, books)
        }
    }

    /// Purchases at one merchant, each within the cap, that together go past it within so many days of the first.
    private mutating func checkSplits(_ places: [Int], _ days: Int, _ cap: Int64, _ books: Books) {
        let small = places.filter { purchases[$0].amount > 0 && purchases[$0].amount <= cap }
        for group in groups(small, by: { Pair(holder: $0.holder, other: Int64($0.vendor)) }) where group.count > 1 {
            var start = 0
            while start < group.count {
                let first = purchases[group[start]].date
                let end = group[start...].firstIndex { purchases[$0].date - first > days } ?? group.count
                let total = sum(group[start..<end])
                if total > cap, end - start > 1, !books.texts[books.record(purchases[group[start]].entry).party].isEmpty
                {
                    add(
                        .policySplit, "split_purchases", Money(cap, books.currency).grouped, Array(group[start..<end]),
                        total, books)
                    start = end
                } else {
                    start += 1
                }
            }
        }
    }

    /// Two receipts alike in merchant, day and amount, whoever hands them in, on a card or in cash. Two lines of one receipt are
    /// no two receipts, and charges with references of their own were charged twice.
    private mutating func checkDuplicates(_ isCard: Bool, _ books: Books) {
        let bought = purchases.indices.filter {
            purchases[$0].amount != 0 && !purchases[$0].date.isNone && !books.record(purchases[$0].entry).party.isEmpty
        }
        let alike = groups(bought) {
            Pair(holder: $0.vendor, other: Int64($0.date.number) << 40 ^ $0.amount)
        }
        for group in alike where group.count > 1 {
            for (place, later) in group.enumerated().dropFirst() where purchases[later].isCard == isCard {
                guard
                    let earlier = group[..<place].first(where: {
                        purchases[$0].date == purchases[later].date && purchases[$0].amount == purchases[later].amount
                            && isTwice($0, later, books)
                    })
                else { continue }
                add(
                    .policyDuplicateReceipt, "duplicate_receipts", "once", [earlier, later], purchases[later].amount,
                    books)
            }
        }
    }

    private func isTwice(_ first: Int, _ second: Int, _ books: Books) -> Bool {
        let (left, right) = (purchases[first], purchases[second])
        guard left.isCard == right.isCard else { return true }
        let (one, other) = (books.record(left.entry), books.record(right.entry))
        if left.isCard {
            let references = [one, other].map { CardMatch.reference(books.texts[$0.reference]) }
            return references[0].isEmpty || references[1].isEmpty || references[0] == references[1]
        }
        let isOneReceipt = one.reference == other.reference && one.type == other.type && !one.type.isEmpty
        return !(isOneReceipt && left.holder == right.holder)
    }

    /// Lines whose text means a tip, against what else the holder bought at that merchant on that day.
    private mutating func checkTips(_ places: [Int], _ percent: Percent, _ books: Books) {
        let bills = groups(places) { Pair(holder: $0.holder, other: Int64($0.vendor) << 32 ^ Int64($0.date.number)) }
        for bill in bills where bill.count > 1 {
            let tips = bill.filter { purchases[$0].marks.contains(.tip) }
            let tip = sum(tips)
            let rest = sum(bill) - tip
            guard let last = tips.last, tip > percent.of(Money(max(rest, 0), books.currency)).minorUnits else {
                continue
            }
            add(.policyTip, "tips", percent.description, [last], tip, books)
        }
    }

    /// The last of `places` is cited, the others beside it.
    private mutating func add(
        _ code: DiagnosticCode, _ policy: String, _ limit: String, _ places: [Int], _ amount: Int64, _ books: Books
    ) {
        let purchase = purchases[places.last!]
        let others = places.dropLast().prefix(5).map { place in
            let (file, line) = books.place(purchases[place].entry)
            return "\(file):\(SourceLine(raw: Int32(line)))"
        }
        let more = places.count - 1 - others.count
        exceptions.append(
            PolicyException(
                code: code, entry: purchase.entry, isCard: purchase.isCard, date: purchase.date,
                holder: names.names[purchase.holder], merchant: books.texts[books.record(purchase.entry).party],
                amount: Money(amount, books.currency), policy: policy, limit: limit,
                others: others.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")))
    }
}
