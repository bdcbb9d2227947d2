import CostModel

/// Commitments: what purchase orders have still to come, after the posted cost that cites them (domain 1.1, column 5).
///
/// Open is `max(0, line - relieved)`, where relieved is the cited cost less its credits; void, closed and ended lines have none.
/// Everything is computed from the records in force, and nothing from the order in which they came.
struct Orders {
    /// In order of number, void ones too.
    private(set) var lines: [OrderLine] = []
    /// By chart index.
    private(set) var openByAccount: [Int: Int64] = [:]
    /// By account as written, where the chart lacks it.
    private(set) var openUnknown: [(code: String, amount: Int64)] = []

    private var accountOfLine: [Int] = []
    /// Lines of each order number, as normalised, in order of the log.
    private var groups: [String: [Int]] = [:]
    /// Numbers without their letter suffix, for a bill that cites `1042` where the log has `1042-A` and `1042-B`.
    private var bases: [String: [String]] = [:]

    init(_ books: inout Books) {
        readLines(&books)
        reduce()
        relieve(&books)
        for (line, account) in zip(lines, accountOfLine) where !line.open.isZero {
            if account >= 0 {
                openByAccount[account, default: 0] += line.open.minorUnits
            } else if let place = openUnknown.firstIndex(where: { $0.code == line.account }) {
                openUnknown[place].amount += line.open.minorUnits
            } else {
                openUnknown.append((line.account, line.open.minorUnits))
            }
        }
    }

    private mutating func readLines(_ books: inout Books) {
        for index in books.entries(.purchaseOrderLine) { lines.append(line(index, books)) }
        let keys = lines.map { OrderNumbers.sortKey($0.number) }
        // Of one number as the log has them: an entry that was replaced is the newest, and keeps its place all the same.
        let order = lines.indices.sorted {
            (keys[$0], lines[$0].date, lines[$0].origin.line, $0) < (
                keys[$1], lines[$1].date, lines[$1].origin.line, $1
            )
        }
        lines = order.map { lines[$0] }
        for place in lines.indices {
            accountOfLine.append(books.account(books.record(lines[place].entry).account) ?? -1)
            let key = OrderNumbers.normalized(lines[place].number)
            if groups[key] == nil, let base = OrderNumbers.base(key) { bases[base, default: []].append(key) }
            groups[key, default: []].append(place)
        }
    }

    private func line(_ index: Int, _ books: Books) -> OrderLine {
        let record = books.record(index)
        var line = OrderLine(
            number: books.texts[record.reference], vendor: books.texts[record.party], date: record.date,
            account: books.texts[record.account], details: books.texts[record.details],
            department: books.texts[record.department], status: record.status,
            amount: record.status == .void ? books.zero : record.amount, reduced: books.zero, relieved: books.zero,
            overbilled: books.zero, codedBy: books.texts[books.entry(index).codedBy],
            origin: books.entry(index).origin)
        line.entry = index
        line.type = books.texts[record.type]
        line.end = record.weekEnding
        line.rate = record.rate
        line.hasEnded = line.isBlanket && !line.end.isNone && line.end < books.period
        return line
    }

    /// A change order that lowers the order: its negative line takes from the lines of its account, then from the others.
    private mutating func reduce() {
        for place in lines.indices where lines[place].amount.isNegative {
            var rest = -lines[place].amount.minorUnits
            let group = groups[OrderNumbers.normalized(lines[place].number)] ?? []
            let own = group.filter { accountOfLine[$0] == accountOfLine[place] }
            for other in own + group.filter({ accountOfLine[$0] != accountOfLine[place] }) where rest > 0 {
                let free = max(0, (lines[other].amount - lines[other].reduced).minorUnits)
                let taken = min(free, rest)
                lines[other].reduced.minorUnits += taken
                rest -= taken
            }
        }
    }

    /// Sets posted cost against the orders that it cites: the lines of the same account first, then the order's other lines;
    /// what is beyond the whole order is over-billed. Bills for a bare number come after those that name the suffix.
    private mutating func relieve(_ books: inout Books) {
        let citations = OrderCitations(&books).all
        for isBase in [false, true] {
            var surplus: [(order: String, amount: Int64)] = []
            for citation in citations where citation.amount != 0 {
                let places = places(of: citation.order, isBase: isBase)
                guard !places.isEmpty else {
                    if isBase, groups[citation.order] == nil { reportUnknown(citation.entry, &books) }
                    continue
                }
                noteDate(citation, places)
                guard citation.amount > 0 else { continue }
                let rest = take(citation.amount, from: places.filter { accountOfLine[$0] == citation.account })
                guard rest > 0 else { continue }
                if surplus.last?.order == citation.order {
                    surplus[surplus.count - 1].amount += rest
                } else {
                    surplus.append((citation.order, rest))
                }
            }
            for (order, amount) in surplus {
                let places = places(of: order, isBase: isBase)
                let rest = take(amount, from: places)
                guard rest > 0 else { continue }
                lines[places.last!].overbilled += Money(rest, books.currency)
                reportOverbilled(places, rest, &books)
            }
        }
    }

    private func places(of order: String, isBase: Bool) -> [Int] {
        if let group = groups[order] { return isBase ? [] : group }
        return isBase ? (bases[order] ?? []).flatMap { groups[$0]! } : []
    }

    private mutating func noteDate(_ citation: OrderCitations.Citation, _ places: [Int]) {
        let own = places.filter { accountOfLine[$0] == citation.account }
        for place in own.isEmpty ? places : own {
            lines[place].lastBilled = max(lines[place].lastBilled, citation.lastDate)
        }
    }

    /// Relieves `places` of `amount` as far as they reach; returns what is left. Closed lines first: they are closed because
    /// their bill has come.
    private mutating func take(_ amount: Int64, from places: [Int]) -> Int64 {
        var rest = amount
        let closed = places.filter { lines[$0].status == .closed }
        for place in closed + places.filter({ lines[$0].status != .closed }) where rest > 0 {
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

    private func reportOverbilled(_ places: [Int], _ rest: Int64, _ books: inout Books) {
        let ordered = places.reduce(Int64(0)) { $0 + lines[$1].amount.minorUnits }
        let line = lines[places[0]]
        books.report(
            .orderOverbilled, at: line.entry, field: "PO", value: line.number,
            "\(line.vendor) has billed \(Money(rest, books.currency).grouped) more than the order's "
                + "\(Money(ordered, books.currency).grouped)" + (line.status == .void ? " (the order is void)" : ""),
            hint: "raise the order, dispute the bill, or correct the PO number on it")
    }
}

extension OrderLine {
    /// Money set aside for a vendor until a day, of which nobody knows how much will be spent: a type that says so, or a last day
    /// and no type. A rental or a booking has a type; it is owed when it ends.
    package var isBlanket: Bool {
        let word = type.lowercased()
        return word.isEmpty ? !end.isNone : word.contains("blanket") || word.contains("standing")
    }

    /// A thing or a service that is had for a time.
    package var isRental: Bool { !end.isNone && !isBlanket }
}
