import ArgumentParser
import CostModel
import Forms
import Foundation
import Glibc
import Ledger
import Reconcile
import Reports
import Sheets
import WrapBook

extension Session {
    /// The wrap book of the production, written to `path`: every closed period and its revisions, lists as of the last of them,
    /// and every source file. Nothing is written where nothing is closed or a closed file is not what it was.
    func wrap(to path: String) throws -> WrapOutcome {
        let closings = try ledger.closings()
        guard let last = closings.last else { return WrapOutcome(path: path, openWeeks: try openWeeks(after: nil)) }
        var outcome = WrapOutcome(path: path, openWeeks: try openWeeks(after: last))
        outcome.changed = ClosedFolder.changes(closings, below: folder.path)
        guard outcome.changed.isEmpty else { return outcome }
        let made = "\(folder.path)/reports/.wrap\(FormFiles.mark)\(getpid())"
        FormFiles.removeLeftovers(in: "\(folder.path)/reports")
        try makeFolder(made)
        defer { try? FileManager.default.removeItem(atPath: made) }
        let (snapshot, findings) = try latest(last)
        let bundle = BundlePlan(
            title: folder.production.title, company: folder.production.company,
            currency: folder.production.currency.description,
            program: "costreport \(CostReport.configuration.version)", periods: closings.map(period),
            openWeeks: outcome.openWeeks.map(\.description),
            members: reportMembers(closings) + (try listMembers(snapshot, findings, made))
                + (try ledgerMembers(closings, snapshot, made)))
        let written = try BundleWriter.write(bundle, to: path)
        (outcome.manifest, outcome.memberCount) = (written.manifest, written.count)
        outcome.periods = bundle.periods.map(\.folder)
        return outcome
    }

    /// Weeks that have cost or a report, and that no closing has sealed.
    private func openWeeks(after last: Closing?) throws -> [Day] {
        if last?.isFinal == true { return [] }
        let weeks = Set(try ledger.costPeriods()).union(try ledger.reportedPeriods())
        return weeks.filter { $0 > last?.period ?? Day(number: .min) }.sorted()
    }

    private func period(_ closing: Closing) -> BundlePlan.Period {
        let number = folder.production.calendar.number(of: closing.period)
        return BundlePlan.Period(
            period: closing.period.description, number: Closing.numberText(number, revision: closing.revision),
            state: state(closing), folder: closing.folderName)
    }

    private func state(_ closing: Closing) -> String {
        let state = closing.revision == 0 ? "closed" : "restated: \(closing.reason)"
        let day = closing.asOf.isNone ? "" : " on \(closing.asOf)"
        return (closing.isFinal ? "final, " : "") + state + (closing.revision == 0 ? day : "")
    }

    /// The figures of the last closed period as its latest revision shows them.
    private func latest(_ closing: Closing) throws -> (Snapshot, Findings) {
        guard closing.revision == 0 else { return try restated(closing.period, isFinal: closing.isFinal) }
        let (snapshot, findings, _) = try findings(period: closing.period, withInbox: true)
        return (snapshot, findings)
    }

    // MARK: Members

    private func reportMembers(_ closings: [Closing]) -> [BundlePlan.Member] {
        closings.flatMap { closing in
            closing.files.sorted { $0.name < $1.name }.map { file in
                BundlePlan.Member(
                    "reports/\(closing.folderName)/\(file.name)",
                    file.name == Closing.manifestName ? "what the week was closed with" : "",
                    .file(path: ClosedFolder.path(closing, file, below: folder.path), sha256: file.sha256))
            }
        }
    }

    private func listMembers(_ snapshot: Snapshot, _ findings: Findings, _ made: String) throws -> [BundlePlan.Member] {
        try WrapLists.all.compactMap { list in
            guard let sheet = WrapLists.sheet(list, snapshot: snapshot, findings: findings) else { return nil }
            return try member("\(list.name).csv", list.title, sheet, made)
        }
    }

    private func member(_ name: String, _ meaning: String, _ sheet: Sheet, _ made: String) throws -> BundlePlan.Member {
        let path = "\(made)/\(name.replacing("/", with: "-"))"
        try CSVForm.write(sheet, to: path)
        return BundlePlan.Member(name, meaning, .made(path: path))
    }

    private func ledgerMembers(
        _ closings: [Closing], _ snapshot: Snapshot, _ made: String
    ) throws -> [BundlePlan.Member] {
        var sheet = Sheet.plain(["period", "report", "final", "state", "closed_as_of", "folder", "manifest_sha256"])
        var manifests: [BundlePlan.Member] = []
        for closing in closings {
            let manifest = closing.files.first { $0.name == Closing.manifestName }
            sheet.add([
                .day(closing.period), .text(period(closing).number), .text(closing.isFinal ? "yes" : "no"),
                .text(state(closing)), .day(closing.asOf), .text(closing.folderName), .text(manifest?.sha256 ?? ""),
            ])
            let bytes = try ledger.manifest(of: closing.period, revision: closing.revision) ?? []
            manifests.append(
                BundlePlan.Member("ledger/manifests/\(closing.folderName).json", "the ledger's own copy", .bytes(bytes))
            )
        }
        let list = try member("ledger/closing-list.csv", "Every closing and restatement", sheet, made)
        let (sources, files) = try sourceMembers(snapshot, made)
        return [list, sources] + manifests + files
    }

    /// Every file that was ever imported, out of the ledger's copies, and a list of them.
    private func sourceMembers(_ snapshot: Snapshot, _ made: String) throws -> (
        list: BundlePlan.Member, files: [BundlePlan.Member]
    ) {
        var feeds: [Int32: Set<String>] = [:]
        for summary in snapshot.imports { feeds[summary.sourceID, default: []].insert(summary.feed) }
        let names = MemberName.distinct(snapshot.files.map { "sources/\($0.name)" })
        var sheet = Sheet.plain(["file", "name", "feeds", "size", "sha256"])
        var members: [BundlePlan.Member] = []
        for (file, name) in zip(snapshot.files, names) {
            let feeds = feeds[file.id, default: []].sorted().joined(separator: ", ")
            sheet.add([
                .text(name), .text(file.name), .text(feeds),
                Cell(.number(Int64(file.byteCount), digits: 0)), .text(file.sha256),
            ])
            let ledger = ledger
            members.append(
                BundlePlan.Member(name, feeds, .load(sha256: file.sha256) { try ledger.sourceBytes(id: file.id) }))
        }
        let list = try member("ledger/source-files.csv", "Every source file, by its name when it came", sheet, made)
        return (list, members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    }
}

extension Sheet {
    /// A bare table for programs.
    fileprivate static func plain(_ names: [String]) -> Sheet {
        let header = Header(title: "", subtitle: "", right: "", rightBelow: "", isDraft: false)
        return Sheet(name: "List", header: header, columns: names.map { Column($0, .text).named($0) })
    }

    fileprivate mutating func add(_ cells: [Cell]) { lines.append(Line(.detail, cells)) }
}

/// What came of a wrap book.
struct WrapOutcome {
    var path: String
    var openWeeks: [Day]
    /// Closed files that are gone or changed: then nothing was written.
    var changed: [Diagnostic] = []
    /// SHA-256 of the bundle's manifest; empty where nothing was written.
    var manifest = ""
    var memberCount = 0
    var periods: [String] = []

    private struct Form: Encodable {
        var file: String?, manifestSha256: String?, members: Int, periods: [String], openWeeks: [String]
        var diagnostics: [JSONDiagnostic]
    }

    /// Prints it, and says how the command ends.
    func print(on console: Console, asJSON: Bool) throws -> ExitCode? {
        let isWritten = !manifest.isEmpty
        if asJSON {
            console.data(
                try JSONText.of(
                    Form(
                        file: isWritten ? path : nil, manifestSha256: isWritten ? manifest : nil,
                        members: memberCount, periods: periods, openWeeks: openWeeks.map(\.description),
                        diagnostics: changed.map(JSONDiagnostic.init))))
        } else {
            for diagnostic in changed { console.complain(diagnostic) }
            if isWritten {
                console.say(
                    "\(memberCount) files, \(periods.count) closed reports; SHA-256 of the manifest: \(manifest)")
                if !console.isQuiet { console.data(path) }
            }
        }
        guard changed.isEmpty else {
            console.complain("no wrap book was made: closed files are not what they were")
            return ExitStatus.input
        }
        let weeks = openWeeks.map(\.description).joined(separator: ", ")
        guard isWritten else {
            console.complain(
                "no wrap book was made: no week is closed\(weeks.isEmpty ? "" : " (\(weeks))"); `costreport close` closes one"
            )
            return ExitStatus.dataErrors
        }
        if openWeeks.isEmpty { return nil }
        console.complain("not closed, and therefore not in the wrap book: the weeks ending \(weeks)")
        return ExitStatus.dataErrors
    }
}
