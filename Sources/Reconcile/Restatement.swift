package import CostModel

/// A closed period as it would be reported with everything that is known now: the base of a numbered revision.
///
/// Every entry counts in the week of its own date, whenever it was posted, and set-up is in force from the start (it has its
/// own dates). The ledger's entries are not touched, and no later report posts otherwise for it.
package enum Restatement {
    /// `all` is the whole ledger; `original` what the report before the restated one showed. A restated final report takes in
    /// what is dated behind it: no report comes after it.
    package static func snapshot(
        _ all: Snapshot, period: Day, original: ReportFigures?, isFinal: Bool
    ) -> Snapshot {
        var redated = all
        let calendar = all.production.calendar
        let beginning = Day(year: 1900, month: 1, day: 1)!
        func week(_ record: CostRecord) -> Day {
            guard !record.kind.isSetUp, !record.date.isNone else { return calendar.period(of: beginning) }
            let own = calendar.ownWeek(of: record.date)
            return isFinal ? min(own, period) : own
        }
        for index in redated.entries.indices { redated.entries[index].period = week(redated.entries[index].record) }
        redated.decisions = latest(redated.decisions, in: redated.entries)
        (redated.firstOpen, redated.closedThrough, redated.links) = (nil, nil, [:])
        redated.previous = original.map { earlier(redated, $0) }
        return cut(redated, at: period)
    }

    /// The last decision of each entry holds from the start.
    private static func latest(_ decisions: [CodingDecision], in entries: [Entry]) -> [CodingDecision] {
        var last: [Int64: CodingDecision] = [:]
        for decision in decisions { last[decision.entry] = decision }
        return entries.compactMap { entry in
            guard var decision = last[entry.id] else { return nil }
            decision.period = entry.period
            return decision
        }
    }

    private static func cut(_ snapshot: Snapshot, at period: Day) -> Snapshot {
        var cut = snapshot
        cut.period = period
        cut.entries.removeAll { $0.period > period }
        return cut
    }

    /// What the report before would have shown as cost to date; what it said about final cost and budget stands as it was said,
    /// so that the changes are against the report that people have.
    private static func earlier(_ redated: Snapshot, _ original: ReportFigures) -> ReportFigures {
        let production = redated.production
        var figures = original
        for place in figures.lines.indices { figures.lines[place].toDate = 0 }
        var places: [String: Int] = [:]
        for (place, line) in figures.lines.enumerated() { places[production.normalized(account: line.account)] = place }
        let findings = Reconcile.findings(of: Matched(Coding(cut(redated, at: original.period)).snapshot).snapshot)
        for line in findings.lines where !line.toDate.isZero {
            if let place = places[production.normalized(account: line.account.code)] {
                figures.lines[place].toDate = line.toDate.minorUnits
            } else {
                figures.lines.append(
                    ReportFigures.Line(
                        account: line.account.code, toDate: line.toDate.minorUnits, finalCost: 0, workingBudget: 0))
            }
        }
        return figures
    }
}
