import ArgumentParser
import CostModel
import Forms
import Foundation
import Glibc
import Intake
import Ledger
import Reconcile
import Reports
import Settings
import Sheets
import Tables
import XLSX

/// A run on one production: the lock is held while it lives.
final class Session {
    let folder: ProductionFolder
    let ledger: Ledger
    let console: Console
    let options: ProductionOptions
    let log: RunLog
    let profiles: ProfileSet
    private let lock: ProductionLock
    private var stopwatch: Stopwatch
    /// Forms of reports that could not be made.
    var failures: [FormFailure] = []

    init(_ options: ProductionOptions) throws {
        self.options = options
        console = Console(isQuiet: options.quiet || options.json)
        log = try RunLog(options)
        stopwatch = Stopwatch(isShown: options.timings)
        folder = try ProductionFolder(path: options.folder)
        let shared = try SharedData.folder("profiles", given: options.profiles)
        profiles = try ProfileSet.load(folder.profileFolders(shared))
        try folder.checkProfiles(profiles)
        try folder.checkCoding(profiles)
        _ = try folder.claims()
        lock = try ProductionLock(path: folder.ledgerPath + ".lock")
        try folder.checkLedgerIsThere()
        ledger = try Ledger(path: folder.ledgerPath)
        for closing in try ledger.closings() { ClosedFolder.seal(closing, below: folder.path) }
    }

    /// Posts every file that the ledger does not know yet; with `only` those alone.
    func importFiles(
        _ only: [String] = [], isAfterFinal: Bool = false
    ) throws -> (imports: [ImportSummary], period: Day) {
        let (work, taken) = try gather(only, isAfterFinal: isAfterFinal)
        try prepare(work, weeks: 1)
        let period = try period(of: work)
        let estimates = try taken.map { try remember($0, asOf: period) }
        return (estimates + (try post(work, asOf: period)), period)
    }

    /// Files to post, once the estimates of returned workbooks have gone into the forecast, and those workbooks.
    func gather(
        _ only: [String] = [], isAfterFinal: Bool = false
    ) throws -> (work: [Pending], taken: [ReturnedWorkbook]) {
        var work = try pendingFiles(only)
        let forms = try unreadForms(forms)
        if !work.isEmpty || !forms.isEmpty, !isAfterFinal { try refuseAfterFinal(work.map(\.name) + forms.map(\.name)) }
        let taken = try takeEstimates(forms)
        // The forecast may be a new file now.
        if taken.contains(where: { !$0.changes.isEmpty }) {
            let said = unclaimed
            work = try pendingFiles(only.isEmpty ? [] : only + [forecastEdition().name])
            unclaimed = said
        }
        return (work, taken)
    }

    /// Posts files, feed by feed, for the report of a week.
    func post(_ work: [Pending], asOf period: Day) throws -> [ImportSummary] {
        var imports: [ImportSummary] = []
        for feed in work.map(\.feed.name).uniqued() {
            // Of one feed the older export first, so that a newer one has the last word.
            var texts = Texts()
            var readings: [FileReading] = []
            for (index, item) in work.enumerated() where item.feed.name == feed {
                console.progress("reading \(index + 1) of \(work.count): \(item.name)")
                readings.append(try read(item, &texts))
            }
            stopwatch.lap("read", rows: readings.reduce(0) { $0 + $1.count.rowsRead })
            for reading in readings.sorted(by: { ($0.stamp, $0.name) < ($1.stamp, $1.name) }) {
                console.progress("posting \(reading.name)")
                let summary = try ledger.post(
                    reading, texts: texts, asOf: period, calendar: folder.production.calendar)
                imports.append(summary)
                stopwatch.lap("post", rows: reading.rows.count)
            }
        }
        console.endProgress()
        log.posted(imports, period)
        return imports
    }

    /// `decisions` are for the ledger, once a report has shown what they make.
    func findings(
        period: Day, withInbox: Bool = false
    ) throws -> (snapshot: Snapshot, findings: Findings, decisions: [CodingDecision]) {
        if withInbox {
            for name in try pendingFiles([]).map(\.name) + unreadForms(forms).map(\.name) {
                console.say("\(name): note: has not been imported, and is left out")
            }
        }
        let source = try ledger.snapshot(of: folder.production, period: period)
        stopwatch.lap("snapshot", rows: source.entries.count)
        let coding = Coding(source)
        let snapshot = Exchange.convert(Matched(coding.snapshot).snapshot)
        stopwatch.lap("code", rows: snapshot.entries.count)
        var findings = Reconcile.findings(of: snapshot)
        findings.diagnostics = unclaimed + findings.diagnostics
        findings.diagnostics += Reports.missingNotes(try definitions([]), findings)
        findings.edition.isFinal = try ledger.closings().contains { $0.period == period && $0.isFinal }
        stopwatch.lap("reconcile", rows: snapshot.entries.count)
        log.reconciled(findings, entries: snapshot.entries.count)
        return (snapshot, findings, coding.decisions)
    }

    /// Writes the workbooks of a period and keeps its figures. Of a closed period it names the kept ones, and does nothing else.
    /// Without `formats` the folder holds what the settings say; with them, those files are added or replaced.
    func report(period: Day, only: [String], formats: [ReportFormat]? = nil) throws -> Outcome {
        if let closed = try closedReport(period, only, formats) { return closed }
        let (snapshot, findings, decisions) = try findings(period: period)
        var outcome = Outcome(findings: findings)
        let target = folder.reportFolder(period)
        let definitions = try definitions(only)
        outcome.workbooks = try write(definitions, snapshot, findings, to: target, formats: formats)
        if formats == nil { ReportFiles.removeCopies(besides: outcome.workbooks, of: definitions, in: target) }
        // Of a closing that was stopped before it was one.
        unlink("\(target)/\(Closing.manifestName)")
        try ledger.keep(findings.figures, decisions: decisions)
        stopwatch.lap("keep", rows: findings.lines.count)
        log.stage("report", period: period, ["workbooks": outcome.workbooks.count, "draft": findings.isDraft ? 1 : 0])
        return outcome
    }

    /// Returns the paths, in order of the definitions.
    func write(
        _ definitions: [ReportDefinition], _ snapshot: Snapshot, _ findings: Findings, to target: String,
        formats: [ReportFormat]? = nil
    ) throws -> [String] {
        var paths: [String] = []
        try makeFolder(target)
        removeLeftovers(in: target)
        for definition in definitions
        where Reports.isWorthwhile(definition, snapshot: snapshot, findings: findings) {
            console.progress("writing \(definition.file)")
            let workbook = Reports.build(definition, snapshot: snapshot, findings: findings)
            stopwatch.lap("layout", rows: snapshot.entries.count)
            paths += try write(
                workbook, named: definition.file, FormFacts(definition, findings), in: target,
                formats: formats ?? folder.production.formats)
            stopwatch.lap("workbook", rows: snapshot.entries.count)
            for department in definition.departments(folder.production) {
                guard let cut = Reports.build(definition, for: department, snapshot: snapshot, findings: findings)
                else { continue }
                paths += try write(
                    cut.workbook, named: cut.definition.file, FormFacts(cut.definition, findings), in: target,
                    formats: formats ?? folder.production.formats)
                stopwatch.lap("cut", rows: snapshot.entries.count)
            }
        }
        if formats?.contains(.html) ?? true {
            paths += try writeSummary(snapshot, findings, in: target)
        }
        console.endProgress()
        return paths
    }

    /// The reports of a period as text, for people and diffs; nothing is written or kept.
    func pictures(period: Day, only: [String], department: String? = nil) throws -> [String] {
        let (snapshot, findings, _) = try findings(period: period)
        if let department { return try cuts(of: department, only, snapshot, findings) }
        return try definitions(only).filter {
            Reports.isWorthwhile($0, snapshot: snapshot, findings: findings)
        }.map {
            TextRenderer.render(Reports.build($0, snapshot: snapshot, findings: findings))
        }
    }

    /// The workbooks of a period as values: nothing is written.
    func workbooks(period: Day) throws -> (snapshot: Snapshot, findings: Findings, workbooks: [Workbook]) {
        let (snapshot, findings, _) = try findings(period: period)
        let books = try definitions([]).filter { Reports.isWorthwhile($0, snapshot: snapshot, findings: findings) }
            .map { Reports.build($0, snapshot: snapshot, findings: findings) }
        return (snapshot, findings, books)
    }

    /// The reported week: `--period`, else the last full week up to `--as-of`, else that of the latest cost in the ledger.
    func period(given: Day?) throws -> Day {
        let calendar = folder.production.calendar
        if let given {
            guard given.weekday == calendar.weekEnds else {
                throw SettingsFailure(
                    path: folder.path,
                    "\(given) is a \(given.weekday.name), and weeks end on \(calendar.weekEnds.name)",
                    hint: "the week of that day ends on \(calendar.period(of: given))")
            }
            return given
        }
        if let asOf = options.asOf { return lastFullWeek(asOf) }
        guard let last = try ledger.lastCostDate() else {
            throw SettingsFailure(
                path: folder.path, "there is no cost yet, so no week to report", hint: "name the date with --as-of")
        }
        return calendar.period(of: last)
    }

    func lastFullWeek(_ day: Day) -> Day {
        let calendar = folder.production.calendar
        return day.weekday == calendar.weekEnds ? day : calendar.period(of: day) + -7
    }

    // MARK: Files

    struct Pending {
        var name: String
        var source: SourceBytes
        var feed: Feed
        var profile: Profile
    }

    /// Files of the inbox that no feed and no profile claims: said at every run until somebody acts.
    private(set) var unclaimed: [Diagnostic] = []
    /// Workbooks of the inbox that carry estimates; not a feed's.
    private(set) var forms: [(name: String, source: SourceBytes)] = []

    func say(_ diagnostic: Diagnostic) { unclaimed.append(diagnostic) }

    func pendingFiles(_ only: [String]) throws -> [Pending] {
        var pending: [Pending] = []
        unclaimed = []
        forms = []
        for claim in try claims(only) {
            let source = try SourceBytes.read(folder.path + "/" + claim.name)
            if isForm(claim.name, source) {
                forms.append((claim.name, source))
                continue
            }
            guard let feed = try claim.feed ?? guess(claim.name, source) else { continue }
            let profile = profiles[feed.profile]!
            let item = Pending(name: claim.name, source: source, feed: feed, profile: profile)
            if try isNew(item) { pending.append(item) }
        }
        stopwatch.lap("find", rows: pending.count)
        return pending
    }

    func isNew(_ item: Pending) throws -> Bool {
        try !ledger.isKnown(
            sha256: item.source.sha256, feed: item.feed.name, named: item.name, profileHash: item.profile.hash)
    }

    private func claims(_ only: [String]) throws -> [ProductionFolder.Claim] {
        let all = try folder.claims()
        guard !only.isEmpty else { return all }
        return try only.map { wanted in
            let name = wanted.hasPrefix(folder.path + "/") ? String(wanted.dropFirst(folder.path.count + 1)) : wanted
            guard let claim = all.first(where: { $0.name == name || $0.name == "inbox/\(name)" }) else {
                throw SettingsFailure(
                    path: wanted, "is no file of this production",
                    hint: "files below \(folder.path)/inbox can be imported")
            }
            return claim
        }
    }

    /// A file that no feed names is read by the profile that its headings fit.
    private func guess(_ name: String, _ source: SourceBytes) throws -> Feed? {
        switch profiles.choose(for: source.bytes, file: name).choice {
        case .one(let profile):
            return folder.production.feeds.first { $0.profile == profile }
                ?? Feed(name: profile, profile: profile, files: name)
        case .tie(let names):
            unclaimed.append(
                Diagnostic(
                    .error, .profileAmbiguous, file: name,
                    "fits several profiles: \(names.joined(separator: ", ")); nothing of it was read",
                    hint: "name the file in a feed of production.yaml"))
        case .none(let nearest, let missing): unclaimed.append(.profileUnknown(name, nearest, missing))
        }
        return nil
    }

    func read(_ item: Pending, _ texts: inout Texts) throws -> FileReading {
        Intake.read(
            item.source, named: item.name, feed: item.feed.name, profile: item.profile,
            currency: folder.production.currency, currencies: folder.production.currencies, texts: &texts)
    }

    private func period(of work: [Pending]) throws -> Day {
        if let asOf = options.asOf { return lastFullWeek(asOf) }
        var texts = Texts()
        var latest = try ledger.lastCostDate()
        for item in work where [.actual, .accrual].contains(item.profile.kind.costClass) {
            for row in try read(item, &texts).rows where !row.record.date.isNone {
                latest = max(latest ?? row.record.date, row.record.date)
            }
        }
        guard let latest else { return folder.production.calendar.firstWeek }
        return folder.production.calendar.period(of: latest)
    }

    func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        } catch {
            throw XLSXFailure(path: path, reason: .cannotCreate(error.localizedDescription))
        }
    }
}
