package import CostModel

/// In which currency the rows of each feed are. Counts of files add up minor units, whatever they are of: the sums tie all the
/// same, but those of a feed in several currencies are no amount of money (`Currency.several`).
package struct FeedCurrencies: Sendable {
    private var byFeed: [String: Currency] = [:]
    private let own: Currency

    package init(_ snapshot: Snapshot) {
        own = snapshot.production.currency
        guard !snapshot.foreign.isEmpty else { return }
        var found = [Currency?](repeating: nil, count: snapshot.feeds.count)
        for entry in snapshot.entries {
            let currency = snapshot.foreign[entry.id]?.currency ?? own
            let feed = Int(entry.feed)
            found[feed] = found[feed].map { $0 == currency ? $0 : .several } ?? currency
        }
        for (feed, currency) in zip(snapshot.feeds, found) where currency != nil { byFeed[feed] = currency }
    }

    package func currency(ofFeed name: String) -> Currency { byFeed[name] ?? own }
}

/// Invariant 2, over all files: a proof for each currency.
enum FileProofs {
    static func all(_ books: Books) -> [TieOut] {
        let feeds = FeedCurrencies(books.snapshot)
        var counts: [Currency: (read: Int64, accounted: Int64)] = [books.currency: (0, 0)]
        for summary in books.snapshot.imports {
            let currency = feeds.currency(ofFeed: summary.feed)
            let count = summary.count
            counts[currency, default: (0, 0)].read += count.centsRead
            counts[currency]!.accounted +=
                count.centsPosted + count.centsUnchanged + count.centsRefused + count.centsIgnored
        }
        let order = counts.keys.sorted {
            ($0 == books.currency ? 0 : 1, $0.description) < ($1 == books.currency ? 0 : 1, $1.description)
        }
        return order.map { currency in
            TieOut(
                name: name(currency, books), leftName: "read", left: Money(counts[currency]!.read, currency),
                rightName: "posted, unchanged, refused and ignored",
                right: Money(counts[currency]!.accounted, currency),
                remedy: "the file table below names the file")
        }
    }

    private static func name(_ currency: Currency, _ books: Books) -> String {
        if currency == books.currency { return "Money read from the files" }
        return currency == .several ? "Minor units of mixed feeds" : "Money read from the files, \(currency)"
    }
}
