/// All that a report is computed from: the ledger as it stood for one period. Two snapshots that are equal give equal bytes.
package struct Snapshot: Sendable {
    package var production: Production
    /// The week ending that is reported.
    package var period: Day
    package var texts: Texts
    /// Every entry whose period is not after `period`, in order of id.
    package var entries: [Entry]
    package var feeds: [String]
    package var files: [SourceFile]
    package var imports: [ImportSummary]
    /// What was wrong in the files imported so far, in order of file and line.
    package var diagnostics: [Diagnostic]
    /// The figures of the last report before this period; `nil` for the first report.
    package var previous: ReportFigures?
    /// What earlier reports decided about the coding of entries, in the order in which they did.
    package var decisions: [CodingDecision] = []
    /// The first week that can still change; nil before the first report.
    package var firstOpen: Day?
    /// Cost lines that coding made of card charges: their entry id to that of the charge. Empty before `Coding`.
    package var chargeOfLine: [Int64: Int64] = [:]
    /// What the decisions of `matches.csv` came to. Empty before `Matched`.
    package var matches = MatchOutcomes()
    /// The latest closed period before this one: every week up to it is sealed. nil while none is.
    package var closedThrough: Day?
    /// By entry id, for entries that are late or take another back; empty while no period is closed.
    package var links: [Int64: PostingLink] = [:]

    package init(production: Production, period: Day) {
        self.production = production
        self.period = period
        texts = Texts()
        entries = []
        feeds = []
        files = []
        imports = []
        diagnostics = []
    }

    /// The entry is new since the last report: weeks that were not reported count in the next report that is made.
    /// Without a last report only the week itself is this period.
    package func isThisPeriod(_ entry: Entry) -> Bool {
        guard let previous else { return entry.period == period }
        return entry.period > previous.period && entry.period <= period
    }

    package var reportNumber: Int { production.calendar.number(of: period) }
}

/// The figures that a report printed, kept so that the next one can say what changed.
package struct ReportFigures: Hashable, Sendable {
    package var period: Day
    package var lines: [Line]

    /// One account of a report.
    package struct Line: Hashable, Sendable {
        package var account: String
        package var toDate: Int64
        package var finalCost: Int64
        package var workingBudget: Int64

        package init(account: String, toDate: Int64, finalCost: Int64, workingBudget: Int64) {
            self.account = account
            self.toDate = toDate
            self.finalCost = finalCost
            self.workingBudget = workingBudget
        }
    }

    package init(period: Day, lines: [Line]) {
        self.period = period
        self.lines = lines
    }
}
