import CostModel
import Intake
import Ledger
import Settings

extension Session {
    /// What cron calls: the weeks that were missed, each once and in order, then the week that was asked for.
    ///
    /// Only `--as-of` catches up. A week that is named is reported alone, and takes in what was missed. A production that was
    /// never reported begins with the week asked for, which takes in all that came before it.
    func runWeeks(named period: Day?) throws -> Outcome {
        defer { logDiskUse() }
        let missed = period == nil ? try missedWeeks() : []
        guard !missed.isEmpty, let asOf = options.asOf else {
            let (imports, importPeriod) = try importFiles()
            return try reportWeek(try period.map { try self.period(given: $0) } ?? importPeriod, imports)
        }
        let names = missed.map(\.description).joined(separator: ", ")
        console.complain("missed \(missed.count == 1 ? "week" : "weeks"): \(names); reported first")
        let weeks = missed + [lastFullWeek(asOf)]
        let (work, taken) = try gather()
        var outcomes: [Outcome] = []
        for (week, files) in zip(weeks, try arrivals(work, missed)) {
            // Returned workbooks carry no date of their own: their estimates are those of the week asked for.
            let estimates = week == weeks.last ? try taken.map { try remember($0, asOf: week) } : []
            // A list that did not change from one week to the next is known by then.
            outcomes.append(try reportWeek(week, estimates + (try post(try files.filter(isNew), asOf: week))))
        }
        var outcome = outcomes.removeLast()
        outcome.caughtUp = outcomes
        return outcome
    }

    private func reportWeek(_ week: Day, _ imports: [ImportSummary]) throws -> Outcome {
        var outcome = try report(period: week, only: [], isMailed: true)
        outcome.imports = imports
        if outcome.closed != nil { try add(imports, to: &outcome) }
        log.queued(outcome.mail, week)
        return outcome
    }

    /// The weeks between the last report and the one asked for. A week before the last report is none of them: what belonged to it
    /// has been counted since.
    func missedWeeks() throws -> [Day] {
        guard let asOf = options.asOf, let last = try ledger.lastReportedPeriod(),
            try !ledger.closings().contains(where: \.isFinal)
        else { return [] }
        let asked = lastFullWeek(asOf)
        let first = folder.production.calendar.period(of: last + 1)
        let missed = stride(from: first.number, to: asked.number, by: 7).map(Day.init(number:))
        guard missed.count <= Self.missedWeeksMax else {
            throw SettingsFailure(
                path: folder.path,
                "the last report is of the week ending \(last): \(missed.count) weeks were missed before \(asked)",
                hint: "is the year right? `--period \(asked)` reports that week alone, with all that was missed in it")
        }
        return missed
    }

    /// A year and a week: more is a mistyped year, and every report closes the weeks before it to new postings.
    private static let missedWeeksMax = 53

    /// The new files, by the week in which each counts as having come.
    private func arrivals(_ work: [Pending], _ missed: [Day]) throws -> [[Pending]] {
        let files = try work.enumerated().map { index, item in
            console.progress("dating \(index + 1) of \(work.count): \(item.name)")
            var texts = Texts()
            let stamp = try read(item, &texts).stamp
            let day = stamp.isNone ? DayPattern.iso.first(in: item.name) ?? .none : stamp
            let isCost = [.actual, .accrual].contains(item.profile.kind.costClass)
            return Arrivals.File(feed: item.feed.name, name: item.name, day: day, isCost: isCost)
        }
        console.endProgress()
        try prepare(work, weeks: missed.count + 1)
        let imported = try Dictionary(uniqueKeysWithValues: missed.map { ($0, try ledger.feeds(importedAsOf: $0)) })
        return Arrivals(files, missed: missed, imported: imported, calendar: folder.production.calendar).weeks
            .map { $0.map { work[$0] } }
    }
}
