import CostModel

/// Posted cost by the order that it cites and the account that it stands on.
struct OrderCitations {
    struct Citation {
        /// The order's number as normalised.
        var order: String
        /// Chart index; -1 for suspense.
        var account: Int
        /// Minor units, credits taken off.
        var amount: Int64
        /// The earliest entry.
        var entry: Int
        var lastDate: Day
    }

    /// In order of number and account, whatever order the bills came in.
    private(set) var all: [Citation] = []

    private struct Key: Hashable { var order: Int32; var account: Int32 }

    /// However the number is spelled. What stands on the balance sheet is no cost and relieves nothing.
    init(_ books: inout Books, _ currencies: OrderCurrencies) {
        var numbers: [String: Int32] = [:]
        var orderOfText = [Int32](repeating: -1, count: books.texts.count)
        var places: [Key: Int] = [:]
        for kind in RecordKind.allCases where kind.costClass == .actual {
            for index in books.entries(kind) {
                let record = books.snapshot.entries[index].record
                guard !record.order.isEmpty, record.status == .open || record.status == .closed else { continue }
                let account = books.account(record.account)
                if let account, books.chart[account].accountClass == .balance { continue }
                let slot = Int(record.order.index)
                if orderOfText[slot] < 0 {
                    let number = OrderNumbers.normalized(books.texts[record.order])
                    orderOfText[slot] = numbers[number] ?? Int32(numbers.count)
                    numbers[number] = orderOfText[slot]
                }
                let key = Key(order: orderOfText[slot], account: Int32(account ?? -1))
                let place = places[key] ?? all.count
                if place == all.count {
                    places[key] = place
                    all.append(
                        Citation(
                            order: OrderNumbers.normalized(books.texts[record.order]), account: account ?? -1,
                            amount: 0, entry: index, lastDate: record.date))
                }
                all[place].amount += currencies.relief(books.snapshot.entries[index], all[place].order)
                all[place].entry = min(all[place].entry, index)
                all[place].lastDate = max(all[place].lastDate, record.date)
            }
        }
        all.sort { ($0.order, $0.account) < ($1.order, $1.account) }
        spendCredits()
    }

    /// A credit beyond what its own account was billed lowers what the order's other accounts were billed. What is beyond the
    /// whole order stays without effect: an order never has more open than was ordered.
    private mutating func spendCredits() {
        var credits: [String: Int64] = [:]
        for citation in all where citation.amount < 0 { credits[citation.order, default: 0] -= citation.amount }
        guard !credits.isEmpty else { return }
        for place in all.indices where all[place].amount > 0 {
            let credit = min(credits[all[place].order] ?? 0, all[place].amount)
            guard credit > 0 else { continue }
            all[place].amount -= credit
            credits[all[place].order]! -= credit
        }
    }
}
