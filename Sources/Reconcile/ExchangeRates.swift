import CostModel

/// The exchange rates of a ledger as each of its weeks had them: a row counts from the week that brought it until the week
/// that took it back, so that a correction does not move what has been reported.
struct ExchangeRates {
    struct Row: Hashable {
        var entry: Int64
        var date: Day
        var kind: ExchangeRate.Kind
        var rate: ConversionRate
        var from: Day
        /// The week that took it back; nil while it stands.
        var until: Day?
        /// Of its file: of two rates of one day the later line counts.
        var line: Int32

        func stands(in week: Day) -> Bool { from <= week && until.map { week < $0 } ?? true }
        /// Some week was reported with it, or can be.
        var everStood: Bool { until.map { from < $0 } ?? true }
    }

    /// By date, then as of equal dates the better one comes later.
    private var rows: [Currency: [ExchangeRate.Kind: [Row]]] = [:]
    /// All but the locked ones: what a report's rate may be.
    private var current: [Currency: [Row]] = [:]

    init(_ snapshot: Snapshot) {
        var takenBack: [Int64: Day] = [:]
        for entry in snapshot.entries where entry.isReversal && entry.record.kind == .exchangeRate {
            takenBack[entry.reverses] = entry.period
        }
        for entry in snapshot.entries where entry.record.kind == .exchangeRate && !entry.isReversal {
            let record = ExchangeRate(entry.record, in: snapshot.texts)
            guard let currency = record.currency, record.rate.hundredMillionths > 0 else { continue }
            let row = Row(
                entry: entry.id, date: record.date, kind: record.kind, rate: record.rate, from: entry.period,
                until: takenBack[entry.id], line: entry.origin.line)
            rows[currency, default: [:]][record.kind, default: []].append(row)
            if record.kind != .locked { current[currency, default: []].append(row) }
        }
        for currency in rows.keys {
            for kind in rows[currency]!.keys { rows[currency]![kind]!.sort(by: Self.precedes) }
            current[currency]?.sort(by: Self.precedes)
        }
    }

    private static func precedes(_ left: Row, _ right: Row) -> Bool {
        // The report's own rate is better than a week's, and that than a day's.
        let rank: [ExchangeRate.Kind] = [.locked, .daily, .period, .report]
        func key(_ row: Row) -> (Day, Int, Int32, Int64) {
            (row.date, rank.firstIndex(of: row.kind)!, row.line, row.entry)
        }
        return key(left) < key(right)
    }

    /// For cost: the latest rate of the basis on or before `day` that stood in `week`; where there was none, the first that
    /// came later, with the week in which it came.
    func transaction(_ currency: Currency, basis: RateBasis, on day: Day, in week: Day) -> (row: Row, week: Day)? {
        let rows = rows[currency]?[basis == .daily ? .daily : .period] ?? []
        let end = Self.end(of: day, in: rows)
        func latest(_ week: Day) -> Row? { rows[..<end].last { $0.stands(in: week) } }
        if let row = latest(week) { return (row, week) }
        guard let later = rows[..<end].lazy.filter({ $0.from > week && $0.everStood }).map(\.from).min() else {
            return nil
        }
        return latest(later).map { ($0, later) }
    }

    /// For orders and estimates: the latest rate on or before the report's day that stands in its week.
    func report(_ currency: Currency, on day: Day, in week: Day) -> Row? {
        let rows = current[currency] ?? []
        return rows[..<Self.end(of: day, in: rows)].last { $0.stands(in: week) }
    }

    /// For the budget: the rate that is marked locked, else the first of all. The budget does not change once it is locked
    /// (domain 0), so of several the one that the ledger had first counts, even when it was corrected later.
    func locked(_ currency: Currency, in week: Day) -> (row: Row, week: Day)? {
        let marked = rows[currency]?[.locked] ?? []
        let all = marked + (current[currency] ?? [])
        func first(_ rows: [Row], _ week: Day) -> Row? {
            rows.filter { $0.from <= week && $0.everStood }.min { ($0.from, $0.date) < ($1.from, $1.date) }
        }
        func best(_ week: Day) -> Row? { first(marked, week) ?? first(all, week) }
        if let row = best(week) { return (row, week) }
        guard let later = all.filter({ $0.from > week && $0.everStood }).map(\.from).min() else { return nil }
        return best(later).map { ($0, later) }
    }

    /// Locked rows that stand and are not the one that counts.
    func idleLocked(in week: Day) -> [(idle: Row, counts: Row)] {
        rows.keys.flatMap { currency -> [(idle: Row, counts: Row)] in
            guard let counts = locked(currency, in: week)?.row else { return [] }
            return (rows[currency]?[.locked] ?? [])
                .filter { $0.stands(in: week) && $0.entry != counts.entry && $0.rate != counts.rate }
                .map { ($0, counts) }
        }.sorted { $0.idle.entry < $1.idle.entry }
    }

    /// Where the rows dated after `day` begin.
    private static func end(of day: Day, in rows: [Row]) -> Int {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].date <= day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
