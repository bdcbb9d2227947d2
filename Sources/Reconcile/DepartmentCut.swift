package import CostModel

/// One department's part of a report: its accounts, and nothing of any other.
///
/// Snapshot and findings are both cut, so that every sheet that is made of them follows. Entries keep their places, because
/// findings name entries by place; those of other accounts are blank, and the pool of texts is made anew without theirs.
package struct DepartmentCut: Hashable, Sendable {
    package var name: String
    /// The patterns, as `production.yaml` has them.
    package var accounts: [String]
    /// Categories of which only some accounts are here, by code: their totals say so.
    package var partial: Set<String>
    /// The whole report is a draft, so this one is.
    package var isOfDraft: Bool
}

extension DepartmentCut {
    /// nil where none of the department's accounts has a figure.
    package static func of(
        _ department: DepartmentAccounts, _ snapshot: Snapshot, _ findings: Findings
    ) -> (snapshot: Snapshot, findings: Findings)? {
        let isMember = findings.lines.map { !$0.isSuspense && department.holds($0.account, findings.production) }
        guard zip(isMember, findings.lines).contains(where: { $0 && !$1.isEmpty }) else { return nil }
        let knife = Knife(isMember, snapshot, findings)
        var cut = knife.findings()
        cut.cut = DepartmentCut(
            name: department.name, accounts: department.accounts,
            partial: Set(
                zip(isMember, findings.lines).filter { !$0 && !$1.isEmpty }.map(\.1.account.category)
            ).intersection(cut.lines.map(\.account.category)), isOfDraft: findings.isDraft)
        return (knife.snapshot(), cut)
    }

    /// Patterns that no account of the chart fits.
    package static func unused(_ findings: Findings) -> [Diagnostic] {
        findings.production.reports.departments.flatMap { department in
            department.accounts.filter { pattern in
                !findings.lines.contains {
                    !$0.isSuspense && DepartmentAccounts.pattern(pattern, holds: $0.account, findings.production)
                }
            }.map { pattern in
                Diagnostic(
                    DiagnosticCode.departmentAccountUnknown.severity, .departmentAccountUnknown,
                    file: "production.yaml", field: department.name, value: pattern,
                    "is no account or category of the chart",
                    hint: "write the codes as the chart has them; * stands for any characters: 33*")
            }
        }
    }
}

/// Cuts what belongs to some lines out of a report.
private struct Knife {
    /// By index into the whole report's lines: the place among those that stay, or -1.
    private let place: [Int32]
    private let isKept: [Bool]
    private let whole: Findings
    private let source: Snapshot
    private let codes: Set<String>

    init(_ isMember: [Bool], _ snapshot: Snapshot, _ findings: Findings) {
        (whole, source) = (findings, snapshot)
        var next: Int32 = -1
        place = isMember.map { member in
            if member { next += 1 }
            return member ? next : -1
        }
        let production = findings.production
        codes = Set(
            zip(isMember, findings.lines).filter(\.0).map { production.normalized(account: $0.1.account.code) })
        var kept = findings.lineOfEntry.map { $0 >= 0 && isMember[Int($0)] }
        for order in findings.orders where codes.contains(production.normalized(account: order.account)) {
            kept[order.entry] = true
        }
        for crew in findings.crew where isMember[crew.line] { kept[crew.entry] = true }
        for (line, member) in zip(findings.lines, isMember) where member {
            if let entry = line.forecast.entry { kept[entry] = true }
        }
        isKept = kept
    }

    private func holds(_ account: String) -> Bool { codes.contains(whole.production.normalized(account: account)) }

    func findings() -> Findings {
        var cut = whole
        cut.production.reports.departments = []
        cut.lines = zip(whole.lines, place).filter { $0.1 >= 0 }.map(\.0)
        for index in cut.lines.indices where !isOfOwnLines(cut.lines[index].forecast.of) {
            (cut.lines[index].forecast.of, cut.lines[index].forecast.percent) = ("", nil)
        }
        cut.lineOfEntry = whole.lineOfEntry.map { $0 < 0 ? -1 : place[Int($0)] }
        cut.orders = whole.orders.filter { holds($0.account) }
        cut.crew = whole.crew.compactMap { crew in
            guard place[crew.line] >= 0 else { return nil }
            var crew = crew
            crew.line = Int(place[crew.line])
            return crew
        }
        cut.bridge.lines = whole.bridge.lines.compactMap { line in
            guard place[line.line] >= 0 else { return nil }
            var line = line
            line.line = Int(place[line.line])
            return line
        }
        // What is about the whole show, about people or about files is not the department's.
        (cut.accruals, cut.cards, cut.tieOuts, cut.coded, cut.diagnostics) = ([], [], [], [], [])
        (cut.currencies, cut.rates, cut.closedChanges) = ([], [], [])
        (cut.cash, cut.purchases, cut.labour) = (CashFindings(), PurchaseFindings(), LabourFindings())
        return cut
    }

    /// A percentage of other departments' accounts would name them; its amount stays.
    private func isOfOwnLines(_ of: String) -> Bool {
        let words = of.hasPrefix("budget:") ? of.dropFirst("budget:".count) : of[...]
        return words.split(separator: " ").allSatisfy { holds(String($0)) }
    }

    /// Forecast rows whose percentage is of accounts that are not here.
    private var hidden: Set<Int> {
        Set(
            zip(whole.lines, place).filter { $1 >= 0 && !isOfOwnLines($0.forecast.of) }.compactMap(\.0.forecast.entry))
    }

    /// An entry that says nothing but that there is one.
    private func blank(_ entry: Entry) -> Entry {
        let isForecast = entry.record.kind == .forecast
        return Entry(
            id: entry.id,
            record: CostRecord(kind: isForecast ? .forecast : .budgetLine, currency: source.production.currency),
            origin: Origin(sourceID: 0, line: 0), feed: isForecast ? entry.feed : 0, period: entry.period, reverses: 0)
    }

    func snapshot() -> Snapshot {
        var cut = Snapshot(production: source.production, period: source.period)
        cut.production.reports.departments = []
        (cut.firstOpen, cut.closedThrough) = (source.firstOpen, source.closedThrough)
        cut.previous = source.previous.map { figures in
            ReportFigures(period: figures.period, lines: figures.lines.filter { holds($0.account) })
        }
        var mover = TextMover(source.texts)
        cut.entries = source.entries.enumerated().map { index, entry in
            isKept[index] ? mover.moved(entry, hidesBase: hidden.contains(index)) : blank(entry)
        }
        cut.texts = mover.texts
        cut.feeds = source.feeds
        // Which forecast the estimates were made from: a workbook that comes back is compared with it.
        let feeds = Set(source.entries.filter { $0.record.kind == .forecast }.map { source.feeds[Int($0.feed)] })
        cut.imports = source.imports.filter { feeds.contains($0.feed) }
        let files = Set(zip(source.entries, isKept).filter(\.1).map(\.0.origin.sourceID)).union(
            cut.imports.map(\.sourceID))
        cut.files = source.files.filter { files.contains($0.id) }
        let kept = Set(zip(source.entries, isKept).filter(\.1).map(\.0.id))
        cut.links = source.links.filter { kept.contains($0.key) }
        cut.foreign = source.foreign.filter { kept.contains($0.key) }
        cut.chargeOfLine = source.chargeOfLine.filter { kept.contains($0.key) }
        return cut
    }
}

/// Takes the texts of records into a new pool, each once.
private struct TextMover {
    private let old: Texts
    private var ids: [TextID?]
    private(set) var texts = Texts()

    init(_ old: Texts) {
        self.old = old
        ids = Array(repeating: nil, count: old.count)
    }

    private mutating func moved(_ id: TextID) -> TextID {
        if let known = ids[Int(id.index)] { return known }
        let new = old.withBytes(of: id) { texts.intern($0) }
        ids[Int(id.index)] = new
        return new
    }

    /// `hidesBase` leaves out what a percentage is of.
    mutating func moved(_ entry: Entry, hidesBase: Bool) -> Entry {
        var entry = entry
        if hidesBase { entry.record.order = .empty }
        let fields: [WritableKeyPath<CostRecord, TextID>] = [
            \.account, \.party, \.reference, \.order, \.details, \.department, \.holder, \.type, \.set, \.tag,
        ]
        for field in fields { entry.record[keyPath: field] = moved(entry.record[keyPath: field]) }
        entry.codedBy = moved(entry.codedBy)
        return entry
    }
}
