import CostModel

/// Commitments: what purchase orders have still to come, after the posted cost that cites them (domain 1.1, column 5).
struct Orders {
    var lines: [OrderLine] = []
    /// By chart index.
    var openByAccount: [Int: Int64] = [:]
    /// By account as written, where the chart lacks it.
    var openUnknown: [(code: String, amount: Int64)] = []

    private var entryOfLine: [Int] = []
    private var accountOfLine: [Int?] = []
    /// Lines of each order number, as normalised; keys in order of appearance.
    private var groups: [String: [Int]] = [:]
    /// Numbers without their letter suffix, for a bill that cites `1042` where the log has `1042-A` and `1042-B`.
    private var bases: [String: [String]] = [:]
    private let currencies: OrderCurrencies

    init(_ books: inout Books) {
        currencies = OrderCurrencies(books)
        readLines(&books)
        reduce()
        relieve(&books)
        for place in lines.indices { currencies.settle(&lines[place], entry: entryOfLine[place]) }
        for (line, account) in zip(lines, accountOfLine) where !line.open.isZero {
            if let account {
                openByAccount[account, default: 0] += line.open.minorUnits
            } else if let place = openUnknown.firstIndex(where: { $0.code == line.account }) {
                openUnknown[place].amount += line.open.minorUnits
            } else {
                openUnknown.append((line.account, line.open.minorUnits))
            }
        }
        sortLines()
    }

    /// `PO-1041`, `po 1041` and `#1041` are 1041; zeros and suffixes stay.
    static func normalized(_ number: String) -> String {
        // Byte by byte: a log of a million bills cites orders a million times, and numbers are ASCII.
        var bytes: [UInt8] = []
        for byte in number.utf8 where byte > 0x20 { bytes.append((0x61...0x7A).contains(byte) ? byte - 0x20 : byte) }
        var rest = bytes[...]
        for prefix in [Array("P.O.".utf8), Array("PO".utf8)] where rest.starts(with: prefix) {
            // "POLICE-1" is no prefix: a separator or a digit has to follow.
            let tail = rest.dropFirst(prefix.count)
            if let next = tail.first, (0x30...0x39).contains(next) || separators.contains(next) { rest = tail }
        }
        while let first = rest.first, separators.contains(first) { rest.removeFirst() }
        return String(decoding: rest, as: UTF8.self)
    }

    private static let separators = Array("#-:.".utf8)

    static func base(_ number: String) -> String? {
        guard let dash = number.lastIndex(of: "-"), dash > number.startIndex else { return nil }
        let suffix = number[number.index(after: dash)...]
        guard !suffix.isEmpty, suffix.count <= 2, suffix.allSatisfy(\.isLetter) else { return nil }
        return String(number[..<dash])
    }

    private mutating func readLines(_ books: inout Books) {
        for index in books.entries(.purchaseOrderLine) {
            let record = books.record(index)
            let number = books.texts[record.reference]
            let key = Self.normalized(number)
            if groups[key] == nil, let base = Self.base(key) { bases[base, default: []].append(key) }
            groups[key, default: []].append(lines.count)
            entryOfLine.append(index)
            accountOfLine.append(books.account(record.account))
            lines.append(
                OrderLine(
                    number: number, vendor: books.texts[record.party], date: record.date,
                    account: books.texts[record.account], details: books.texts[record.details],
                    department: books.texts[record.department], status: record.status,
                    amount: record.status == .void
                        ? books.zero : Money(currencies.ordered(index, key), books.currency), reduced: books.zero,
                    relieved: books.zero,
                    overbilled: books.zero, codedBy: books.texts[books.entry(index).codedBy],
                    origin: books.entry(index).origin))
        }
    }

    /// Sets posted cost against the orders that it cites: the lines of the same account first, in the order of the log,
    /// then the order's other lines; what is beyond the whole order is over-billed.
    private mutating func relieve(_ books: inout Books) {
        var surplus: [String: (amount: Int64, entry: Int)] = [:]
        for citation in citations(&books) where citation.amount > 0 {
            let places = places(of: citation.order)
            guard !places.isEmpty else {
                reportUnknown(citation.entry, &books)
                continue
            }
            let rest = take(citation.amount, from: places.filter { accountOfLine[$0] == citation.account })
            let key = citation.order
            surplus[key] = ((surplus[key]?.amount ?? 0) + rest, surplus[key]?.entry ?? citation.entry)
        }
        for (key, (amount, entry)) in surplus.sorted(by: { $0.key < $1.key }) where amount > 0 {
            let places = places(of: key)
            let rest = take(amount, from: places)
            guard rest > 0 else { continue }
            lines[places.last!].overbilled += Money(rest, books.currency)
            reportOverbilled(places, rest, entry, &books)
        }
    }

    private func places(of order: String) -> [Int] { groups[order] ?? (bases[order] ?? []).flatMap { groups[$0]! } }

    private struct Citation {
        var order: String
        var account: Int?
        var amount: Int64
        var entry: Int
    }

    /// Posted cost by the order that it cites, however the number is spelled, and account. What stands on the balance sheet is
    /// no cost and relieves nothing. A credit beyond its own account lowers the order's other accounts.
    private func citations(_ books: inout Books) -> [Citation] {
        var places: [String: Int] = [:]
        var orders: [TextID: String] = [:]
        var citations: [Citation] = []
        for index in books.snapshot.entries.indices {
            let record = books.snapshot.entries[index].record
            guard books.isThere(books.entry(index)), !record.order.isEmpty, record.kind.costClass == .actual,
                record.status == .open || record.status == .closed
            else { continue }
            let account = books.account(record.account)
            if let account, books.chart[account].accountClass == .balance { continue }
            let order = orders[record.order] ?? Self.normalized(books.texts[record.order])
            orders[record.order] = order
            let key = "\(order)\u{0}\(account ?? -1)"
            let place = places[key] ?? citations.count
            if place == citations.count {
                places[key] = place
                citations.append(Citation(order: order, account: account, amount: 0, entry: index))
            }
            citations[place].amount += currencies.relief(books.snapshot.entries[index], order)
        }
        var credits: [String: Int64] = [:]
        for citation in citations where citation.amount < 0 { credits[citation.order, default: 0] -= citation.amount }
        for place in citations.indices where citations[place].amount > 0 {
            let credit = min(credits[citations[place].order] ?? 0, citations[place].amount)
            guard credit > 0 else { continue }
            citations[place].amount -= credit
            credits[citations[place].order]! -= credit
        }
        return citations
    }

    /// A change order that lowers the order: its negative line takes from the lines of its account, then from the others.
    private mutating func reduce() {
        for place in lines.indices where lines[place].amount.isNegative && lines[place].status == .open {
            var rest = -lines[place].amount.minorUnits
            let group = groups[Self.normalized(lines[place].number)] ?? []
            let own = group.filter { accountOfLine[$0] == accountOfLine[place] }
            for other in own + group.filter({ accountOfLine[$0] != accountOfLine[place] }) where rest > 0 {
                let free = max(0, lines[other].amount.minorUnits - lines[other].reduced.minorUnits)
                let taken = min(free, rest)
                lines[other].reduced.minorUnits += taken
                rest -= taken
            }
        }
    }

    /// Relieves `places` of `amount` as far as they reach; returns what is left.
    private mutating func take(_ amount: Int64, from places: [Int]) -> Int64 {
        var rest = amount
        for place in places where rest > 0 {
            let line = lines[place]
            let free = max(0, (line.amount - line.reduced - line.relieved).minorUnits)
            let taken = min(free, rest)
            lines[place].relieved.minorUnits += taken
            rest -= taken
        }
        return rest
    }

    private func reportUnknown(_ entry: Int, _ books: inout Books) {
        let number = books.texts[books.record(entry).order]
        books.report(
            .orderUnknown, at: entry, field: "PO", value: number,
            "is cited and not in the PO log: the cost counts, no order is relieved",
            hint: "enter the order in the PO log, or correct the number on the bill")
    }

    private func reportOverbilled(_ places: [Int], _ rest: Int64, _ entry: Int, _ books: inout Books) {
        let ordered = places.reduce(Int64(0)) { $0 + lines[$1].amount.minorUnits }
        let line = lines[places[0]]
        books.report(
            .orderOverbilled, at: entryOfLine[places[0]], field: "PO", value: line.number,
            "\(line.vendor) has billed \(currencies.text(rest, Self.normalized(line.number))) more than the order's "
                + "\(currencies.text(ordered, Self.normalized(line.number)))"
                + (line.status == .void ? " (the order is void)" : ""),
            hint: "raise the order, dispute the bill, or correct the PO number on it")
    }

    private mutating func sortLines() {
        let keys = lines.map { Self.sortKey($0.number) }
        let order = lines.indices.sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }
        lines = order.map { lines[$0] }
    }

    /// Numbers in the order of counting: 999 before 1000.
    private static func sortKey(_ number: String) -> String {
        let key = normalized(number)
        let digits = key.utf8.prefix { (0x30...0x39).contains($0) }.count
        return String(repeating: "0", count: max(0, 12 - digits)) + key
    }
}
