import CostModel

/// People by number: `Ruiz, Ana` and `Ana RUIZ` are one. A text is looked at once, however many rows have it.
struct Workers {
    private var numberOfText: [Int32]
    private var numbers: [String: Int32] = [:]
    /// By number: the text by which the worker was first met, and the key.
    private(set) var texts: [TextID] = []
    private(set) var keys: [String] = []

    init(_ books: Books) { numberOfText = Array(repeating: -1, count: books.texts.count) }

    mutating func number(_ id: TextID, _ books: Books) -> Int32 {
        let slot = Int(id.index)
        if numberOfText[slot] < 0 {
            let key = Labour.workerKey(books.texts[id])
            if numbers[key] == nil {
                numbers[key] = Int32(keys.count)
                keys.append(key)
                texts.append(id)
            }
            numberOfText[slot] = numbers[key]!
        }
        return numberOfText[slot]
    }
}

/// What each worker is paid.
struct Deals {
    private struct Terms {
        var deal: CrewDeal
        var account: TextID
    }

    private var terms: [Int32: [Terms]] = [:]
    private let production: Production
    private let texts: Texts
    /// Department and occupation of the worker's first deal that names them, for rows that do not.
    private(set) var departments: [Int32: TextID] = [:]
    private(set) var occupations: [Int32: TextID] = [:]

    init(_ books: Books, _ workers: inout Workers) {
        (production, texts) = (books.snapshot.production, books.texts)
        for index in books.entries(.crewDeal) {
            let record = books.record(index)
            let worker = workers.number(record.party, books)
            let deal = CrewDeal(record, in: books.texts)
            // Allowances and flat deals pay no hours.
            guard [.hour, .day, .week].contains(deal.per) else { continue }
            terms[worker, default: []].append(Terms(deal: deal, account: record.account))
            if !record.department.isEmpty, departments[worker] == nil { departments[worker] = record.department }
            if !record.holder.isEmpty, occupations[worker] == nil { occupations[worker] = record.holder }
        }
    }

    /// The deal of that day: one for the row's account before others, and of those the one that began last. A raise is a later
    /// deal beside the first one.
    func deal(of worker: Int32, account: TextID, on date: Day) -> CrewDeal? {
        guard let all = terms[worker] else { return nil }
        let open = all.filter {
            ($0.deal.start.isNone || $0.deal.start <= date) && ($0.deal.finish.isNone || date <= $0.deal.finish)
        }
        guard open.count > 1 else { return open.first?.deal }
        var candidates = open.filter { $0.account == account }
        if candidates.isEmpty {
            // The same account in another spelling.
            let code = production.normalized(account: texts[account])
            candidates = open.filter { production.normalized(account: texts[$0.account]) == code }
        }
        if candidates.isEmpty { candidates = open }
        return candidates.max(by: { $0.deal.start < $1.deal.start })?.deal
    }
}
