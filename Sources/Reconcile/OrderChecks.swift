import CostModel

/// What the order log, and the bills without an order, ask somebody to look at: by the policies of the production.
struct OrderChecks {
    private let orders: Orders

    /// A jump of the numbers by more than this begins another book of orders.
    private static let bookSize = 100

    init(_ orders: Orders) { self.orders = orders }

    func report(_ books: inout Books) {
        let policies = books.snapshot.production.policies.orders
        for line in orders.lines {
            if !line.lapsed.isZero { reportEnded(line, &books) }
            if let days = policies.staleAfterDays, !line.open.isZero { reportStale(line, days, &books) }
        }
        if policies.findsNumberGaps { reportGaps(policies, &books) }
        if let limit = policies.requiredAbove { reportWithout(limit, policies, &books) }
    }

    private func reportEnded(_ line: OrderLine, _ books: inout Books) {
        books.report(
            .orderEnded, at: line.entry, field: "PO", value: line.number,
            "ended on \(line.end) with \(line.lapsed.grouped) not billed: that is committed no more",
            hint: "close the order; or give it a later end date if bills are still to come")
    }

    /// A rental or a blanket order that still runs is not stale.
    private func reportStale(_ line: OrderLine, _ days: Int, _ books: inout Books) {
        let last = max(line.date, line.lastBilled)
        guard !last.isNone, line.end.isNone || line.end < books.period, books.period - max(last, line.end) > days
        else { return }
        let what = line.lastBilled.isNone ? "has had no bill since its date" : "has had no bill since \(last)"
        books.report(
            .orderStale, at: line.entry, field: "PO", value: line.number,
            "\(what), \(books.period - last) days ago, and \(line.open.grouped) is still open",
            hint: "ask \(line.vendor.isEmpty ? "the vendor" : line.vendor) for the bill, or close the order")
    }

    // MARK: Numbers

    private struct Book: Hashable { var feed: Int32; var prefix: String }

    private func reportGaps(_ policies: OrderPolicies, _ books: inout Books) {
        var numbers: [Book: [(number: Int, entry: Int)]] = [:]
        for line in orders.lines {
            guard let counted = OrderNumbers.counted(OrderNumbers.normalized(line.number)) else { continue }
            // Two logs may share a book that was declared; without that, each counts for itself.
            let feed = policies.books.isEmpty ? books.entry(line.entry).feed : -1
            numbers[Book(feed: feed, prefix: counted.prefix), default: []].append((counted.number, line.entry))
        }
        guard !policies.books.isEmpty else {
            for book in numbers.keys.sorted(by: { ($0.feed, $0.prefix) < ($1.feed, $1.prefix) }) {
                let used = numbers[book]!.sorted { ($0.number, $0.entry) < ($1.number, $1.entry) }
                for (left, right) in zip(used, used.dropFirst()) where right.number - left.number <= Self.bookSize {
                    reportGap(book.prefix, left.number + 1, right.number - 1, at: left.entry, &books)
                }
            }
            return
        }
        for book in policies.books {
            let prefix = OrderNumbers.normalized(book.prefix)
            let used = (numbers[Book(feed: -1, prefix: prefix)] ?? [])
                .filter { (book.from...book.to).contains($0.number) }
                .sorted { ($0.number, $0.entry) < ($1.number, $1.entry) }
            guard let first = used.first else { continue }
            reportGap(prefix, book.from, first.number - 1, at: first.entry, &books)
            for (left, right) in zip(used, used.dropFirst()) {
                reportGap(prefix, left.number + 1, right.number - 1, at: left.entry, &books)
            }
        }
    }

    private func reportGap(_ prefix: String, _ from: Int, _ to: Int, at entry: Int, _ books: inout Books) {
        guard from <= to else { return }
        let missing = from == to ? "\(prefix)\(from) is" : "\(prefix)\(from) to \(prefix)\(to) are"
        books.report(
            .orderNumberGap, at: entry, field: "PO", value: books.texts[books.record(entry).reference],
            "stands beside a gap: \(missing) in no log",
            hint: "find the order; enter a spoiled number as void, so that it is accounted for")
    }

    // MARK: Cost without an order

    private struct Bill: Hashable {
        var kind: RecordKind
        var feed: Int32
        var party: TextID
        var reference: TextID
        /// Tells bills without a number apart.
        var entry: Int
    }

    private func reportWithout(_ limit: Int64, _ policies: OrderPolicies, _ books: inout Books) {
        let production = books.snapshot.production
        let accounts = Set(policies.exemptAccounts.map { production.normalized(account: $0) })
        let vendors = Set(policies.exemptVendors.map(VendorNames.normalized))
        var sums: [Bill: (amount: Int64, entry: Int)] = [:]
        for kind in RecordKind.allCases where kind.costClass == .actual && !policies.exemptKinds.contains(kind) {
            for index in books.entries(kind) {
                let entry = books.entry(index)
                guard entry.record.order.isEmpty, entry.record.status == .open || entry.record.status == .closed
                else { continue }
                if let account = books.account(entry.record.account) {
                    if books.chart[account].accountClass == .balance { continue }
                    if accounts.contains(production.normalized(account: books.chart[account].code)) { continue }
                }
                let bill = Bill(
                    kind: kind, feed: entry.feed, party: entry.record.party, reference: entry.record.reference,
                    entry: entry.record.reference.isEmpty ? index : 0)
                sums[bill, default: (0, index)].amount += entry.record.amountMinor
            }
        }
        let found = sums.filter { $0.value.amount > limit && !vendors.contains(vendor($0.key, books)) }
        for (_, (amount, entry)) in found.sorted(by: { $0.value.entry < $1.value.entry }) {
            reportWithout(amount, limit, at: entry, &books)
        }
    }

    private func vendor(_ bill: Bill, _ books: Books) -> String { VendorNames.normalized(books.texts[bill.party]) }

    private func reportWithout(_ amount: Int64, _ limit: Int64, at entry: Int, _ books: inout Books) {
        let record = books.record(entry)
        let number = books.texts[record.reference]
        let (amount, limit) = (Money(amount, books.currency), Money(limit, books.currency))
        books.report(
            .costWithoutOrder, at: entry, field: "PO", value: number,
            "\(books.texts[record.party]) has billed \(amount.grouped) without an order; above \(limit.grouped) one is needed",
            hint: "cite the order on the bill, or confirm in matches.csv to which order it belongs")
    }
}
