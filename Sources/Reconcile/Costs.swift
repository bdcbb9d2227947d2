import CostModel

/// Posted cost by account: columns 3 and 4, suspense included.
struct Costs {
    /// By line: the chart's accounts first, then suspense codes in order of appearance.
    var thisPeriod: [Int64]
    var toDate: [Int64]
    /// Codes that the chart lacks, as written; a blank code is a code too.
    var suspense: [String] = []
    var lineOfEntry: [Int32]

    /// Reversals count with the opposite sign in the period in which they were posted, so that `A(t) = A(t-1) + P(t)`
    /// holds whatever an export changed later. Settlement and balance-sheet accounts are no cost (domain 0).
    init(_ books: inout Books) {
        let chartCount = books.chart.count
        thisPeriod = Array(repeating: 0, count: chartCount)
        toDate = thisPeriod
        lineOfEntry = Array(repeating: -1, count: books.snapshot.entries.count)
        let isBalance = books.chart.map { $0.accountClass == .balance }
        var suspenseLine: [TextID: Int] = [:]

        for index in books.snapshot.entries.indices {
            let entry = books.snapshot.entries[index]
            guard books.isThere(entry), entry.record.kind.costClass == .actual, entry.record.status != .settlement,
                entry.record.status != .void
            else { continue }
            let line: Int
            if let account = books.account(entry.record.account) {
                if isBalance[account] { continue }
                line = account
            } else {
                line =
                    suspenseLine[entry.record.account]
                    ?? {
                        let code = books.texts[entry.record.account]
                        let place = suspense.firstIndex(of: code) ?? suspense.count
                        if place == suspense.count {
                            suspense.append(code)
                            thisPeriod.append(0)
                            toDate.append(0)
                        }
                        suspenseLine[entry.record.account] = chartCount + place
                        return chartCount + place
                    }()
                reportSuspense(&books, index)
            }
            lineOfEntry[index] = Int32(line)
            toDate[line] += entry.signedMinor
            if books.snapshot.isThisPeriod(entry) { thisPeriod[line] += entry.signedMinor }
        }
    }

    private func reportSuspense(_ books: inout Books, _ index: Int) {
        let entry = books.entry(index)
        guard !entry.isReversal, books.current[entry.record.kind]!.contains(sorted: index) else { return }
        let code = books.texts[entry.record.account]
        // A missing account was reported when the file was read.
        guard !code.isEmpty else { return }
        let near = books.nearestAccount(to: code).map { "did you mean \($0)? " } ?? ""
        books.report(
            .accountUnknown, at: index, field: "Account", value: code,
            "is not in the chart; \(entry.record.amount.grouped) is in suspense",
            hint: books.hint(near + "recode it at the source, or add the account to the chart", at: index))
    }
}

extension Array where Element == Int {
    /// Whether the ascending array holds `value`.
    func contains(sorted value: Int) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == value
    }
}
