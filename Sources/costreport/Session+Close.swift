import CostModel
import Foundation
import Glibc
import Ledger
import Reconcile
import Reports
import Settings
import Tables
import XLSX

extension Session {
    /// Freezes a period: workbooks, manifest and figures, all or nothing. Refused with every reason at once, and then nothing
    /// has changed.
    func close(period: Day, isFinal: Bool) throws -> CloseOutcome {
        let closings = try ledger.closings()
        var reasons = try obstacles(period, closings)
        // What is closed already is not looked at again.
        guard !reasons.contains(where: { $0.code != CloseReasonCode.earlierPeriodOpen }) else {
            return refused(period, Edition(isFinal: isFinal), reasons)
        }
        var (snapshot, findings, decisions) = try findings(period: period, withInbox: true)
        let edition = Edition(isFinal: isFinal)
        findings.edition = edition
        let creditors = edition.isFinal ? AccruedCreditors(snapshot, findings) : nil
        reasons += CloseCheck.reasons(findings, creditors: creditors)
        guard reasons.isEmpty else { return refused(period, edition, reasons) }
        return try freeze(snapshot, findings, creditors, keeps: (findings.figures, decisions))
    }

    /// Restates a closed period with everything that is known now, as a numbered revision beside the original.
    func revise(period: Day, reason: String) throws -> CloseOutcome {
        let closings = try ledger.closings().filter { $0.period == period }
        guard let original = closings.first else {
            let reason = CloseReason(
                CloseReasonCode.periodNotClosed,
                "the week ending \(period) is not closed, so there is nothing to restate",
                hint: "costreport report writes it anew as often as you like")
            return refused(period, Edition(), [reason])
        }
        let edition = Edition(revision: closings.count, reason: reason, isFinal: original.isFinal)
        var (snapshot, findings) = try restated(period, isFinal: original.isFinal)
        findings.edition = edition
        findings.diagnostics += Reports.missingNotes(try definitions([]), findings)
        let creditors = edition.isFinal ? AccruedCreditors(snapshot, findings) : nil
        let reasons = CloseCheck.reasons(findings, creditors: creditors)
        guard reasons.isEmpty else { return refused(period, edition, reasons) }
        return try freeze(snapshot, findings, creditors, keeps: nil)
    }

    /// A closed period with everything that is known now.
    func restated(_ period: Day, isFinal: Bool) throws -> (snapshot: Snapshot, findings: Findings) {
        let restated = Restatement.snapshot(
            try ledger.snapshot(of: folder.production, period: .last), period: period,
            original: try ledger.lastReport(before: period), isFinal: isFinal)
        let snapshot = Exchange.convert(Matched(Coding(restated).snapshot).snapshot)
        return (snapshot, Reconcile.findings(of: snapshot))
    }

    /// What forbids a closing whatever the figures are.
    private func obstacles(_ period: Day, _ closings: [Closing]) throws -> [CloseReason] {
        if closings.contains(where: { $0.period == period }) {
            return [
                CloseReason(
                    CloseReasonCode.periodClosed, "the week ending \(period) is closed already",
                    hint: "a restatement is `costreport report --period \(period) --revise REASON`")
            ]
        }
        if let final = closings.first(where: \.isFinal), final.period < period {
            return [
                CloseReason(
                    CloseReasonCode.productionFinal,
                    "the production has its final report, of the week ending \(final.period)",
                    hint: "late cost is shown by `costreport report --period \(final.period) --revise REASON`")
            ]
        }
        if let reason = try outOfRange(period) { return [reason] }
        guard !folder.production.policies.close.allowed.contains(CloseReasonCode.earlierPeriodOpen) else { return [] }
        // A week that was skipped counts in the next report: after that one, people have seen it.
        let seen = try ledger.reportedPeriods().last ?? Day(number: .min)
        return try ledger.costPeriods().filter { $0 < period && $0 > seen }.map { week in
            CloseReason(
                CloseReasonCode.earlierPeriodOpen, "the week ending \(week) has cost, and no report has shown it yet",
                hint: "report it first, or the week ending \(period), which then takes it in")
        }
    }

    /// A closing seals every week up to its own: a year that was mistyped must not seal those that are still to come.
    private func outOfRange(_ period: Day) throws -> CloseReason? {
        let first = folder.production.calendar.firstWeek
        if period < first {
            return CloseReason(
                CloseReasonCode.periodBeforeFirst, "the week ending \(period) is before report no. 1, of \(first)",
                hint: "is the year right?")
        }
        let newest = max(first, try ledger.reportedPeriods().last ?? first, try ledger.costPeriods().last ?? first)
        guard period > newest + 7 else { return nil }
        return CloseReason(
            CloseReasonCode.periodAhead,
            "the week ending \(period) is ahead: the latest week that was reported or has cost ends on \(newest)",
            hint: "is the year right? A week without cost is reported before it is closed")
    }

    private func refused(_ period: Day, _ edition: Edition, _ reasons: [CloseReason]) -> CloseOutcome {
        CloseOutcome(
            period: period, number: folder.production.calendar.number(of: period), edition: edition, reasons: reasons)
    }

    /// Files first, then the one transaction that makes them the closed ones: before it the period is open and its files are
    /// written anew by the next report; after it they are whole.
    private func freeze(
        _ snapshot: Snapshot, _ findings: Findings, _ creditors: AccruedCreditors?,
        keeps kept: (figures: ReportFigures, decisions: [CodingDecision])?
    ) throws -> CloseOutcome {
        let edition = findings.edition
        let target = "\(folder.path)/reports/\(Closing.folderName(findings.period, edition.revision))"
        let definitions = try definitions([])
        let workbooks = try write(definitions, snapshot, findings, to: target)
        // A form that the settings ask for is part of what is closed.
        if let failure = failures.first { throw failure }
        for file in definitions.flatMap({ workbookNames(of: $0) }) where !workbooks.contains("\(target)/\(file).xlsx") {
            // Of an earlier report of the week, when there was still something to say.
            unlink("\(target)/\(file).xlsx")
        }
        ReportFiles.removeCopies(besides: workbooks, of: definitions, in: target)
        var files = try workbooks.map { try closedFile($0, in: target) }.sorted { $0.name < $1.name }
        let inputs = Manifest.Inputs(
            snapshot, settings: try settingsHashes(),
            profiles: try ledger.profileHashes().map { Manifest.Named(name: $0.name, sha256: $0.hash) },
            definitions: try definitionHashes(definitions))
        let manifest = Manifest(
            findings, snapshot, creditors: creditors, inputs: inputs, files: files, asOf: options.asOf ?? .none)
        let bytes = Array((try JSONText.of(manifest) + "\n").utf8)
        let path = "\(target)/\(Closing.manifestName)"
        try WholeFile.write(bytes, to: path)
        files.append(
            Closing.File(name: Closing.manifestName, sha256: SourceBytes.sha256(of: bytes), byteCount: bytes.count))
        let closing = Closing(
            period: findings.period, revision: edition.revision, reason: edition.reason, isFinal: edition.isFinal,
            asOf: options.asOf ?? .none, files: files)
        try ledger.close(closing, manifest: bytes, figures: kept?.figures, decisions: kept?.decisions ?? [])
        ClosedFolder.seal(closing, below: folder.path)
        var outcome = refused(findings.period, edition, [])
        (outcome.folder, outcome.files) = (target, files)
        return outcome
    }

    private func closedFile(_ path: String, in target: String) throws -> Closing.File {
        let source = try SourceBytes.read(path)
        return Closing.File(
            name: String(path.dropFirst(target.count + 1)), sha256: source.sha256, byteCount: source.bytes.count)
    }

    /// Every YAML file beside `production.yaml`, that one included.
    private func settingsHashes() throws -> [Manifest.Named] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return try names.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted().map { name in
            Manifest.Named(name: name, sha256: try SourceBytes.read("\(folder.path)/\(name)").sha256)
        }
    }

    private func definitionHashes(_ definitions: [ReportDefinition]) throws -> [Manifest.Named] {
        let folders = try definitionFolders()
        return try definitions.map { definition in
            let paths = folders.map { "\($0)/\(definition.name).yaml" }
            let path = paths.first { FileManager.default.fileExists(atPath: $0) } ?? paths[0]
            return Manifest.Named(name: definition.name, sha256: try SourceBytes.read(path).sha256)
        }
    }
}

/// Writes a small file so that it has its name only when it is whole and on disk.
enum WholeFile {
    static func write(_ bytes: [UInt8], to path: String) throws(XLSXFailure) {
        func failure() -> XLSXFailure {
            XLSXFailure(path: path, reason: .cannotWrite(String(cString: strerror(errno))))
        }
        let folder = (path as NSString).deletingLastPathComponent
        let temporary = "\(folder)/.\((path as NSString).lastPathComponent).tmp-\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw failure() }
        defer {
            Glibc.close(descriptor)
            unlink(temporary)
        }
        var left = ArraySlice(bytes)
        while !left.isEmpty {
            let count = left.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw failure() }
            left = left.dropFirst(count)
        }
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw failure() }
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure() }
        defer { Glibc.close(directory) }
        guard fsync(directory) == 0 else { throw failure() }
    }
}
