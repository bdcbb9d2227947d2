import CostModel

/// In which of the missed weeks each new file counts as having come, as if the run had not been missed. A pure function, so
/// that its rule can be tested without files.
///
/// By feed, the older export first: a week takes the files dated up to its end. Where none of a feed of cost is dated in the week
/// itself, it takes the next one too: an export that speaks for a year to date, or that was made a few days after the week ended,
/// is all that there is about the week's cost. A list of set-up or orders waits for its day: what the ledger holds was true until
/// then. What has no date comes with the first missed week, and what is left with the week that was asked for.
struct Arrivals {
    struct File {
        var feed: String
        var name: String
        /// `none` where neither the export nor its name has a date.
        var day: Day
        /// Its rows are cost, so that a week without it would lack some.
        var isCost: Bool
    }

    /// For each of the weeks, indices of `files` in their own order.
    private(set) var weeks: [[Int]]

    /// - Parameter imported: feeds that have an import of a missed week already: a run that was stopped, or `costreport import`
    init(_ files: [File], missed: [Day], imported: [Day: Set<String>] = [:], calendar: PeriodCalendar) {
        weeks = Array(repeating: [], count: missed.count + 1)
        for feed in files.map(\.feed).uniqued() {
            var queue = files.indices.filter { files[$0].feed == feed }
                .sorted { (files[$0].day, files[$0].name) < (files[$1].day, files[$1].name) }[...]
            for (index, week) in missed.enumerated() {
                var hasOwn = imported[week]?.contains(feed) == true
                while let next = queue.first, files[next].day <= week {
                    weeks[index].append(next)
                    hasOwn = hasOwn || (!files[next].day.isNone && calendar.period(of: files[next].day) == week)
                    queue.removeFirst()
                }
                if !hasOwn, let next = queue.first, files[next].isCost {
                    weeks[index].append(next)
                    queue.removeFirst()
                }
            }
            weeks[missed.count] += queue
        }
        for index in weeks.indices { weeks[index].sort() }
    }
}
