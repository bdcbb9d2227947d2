import CostModel
import Delivery
import Foundation
import Ledger
import Reconcile
import Tables

extension Session {
    /// Before the first row is posted: is there room, and a copy of the ledger as it is.
    func prepare(_ work: [Pending], weeks: Int) throws {
        let use = DiskUse(of: folder.path)
        let backups = work.isEmpty ? 0 : folder.production.backups
        let last = try ledger.lastReportedPeriod().map { DiskUse(of: folder.reportFolder($0)).total } ?? 0
        let need = DiskNeed(
            newBytes: work.reduce(0) { $0 + $1.source.bytes.count }, ledger: backups > 0 ? use["ledger"] : 0,
            report: last,
            weeks: weeks)
        try need.check(at: folder.path)
        log.stage("find", ["files": work.count])
        guard backups > 0 else { return }
        try ledger.backUp(below: folder.path, keeping: backups)
        log.stage("backup", ["kept": LedgerBackups.all(below: folder.path).count])
    }

    func logDiskUse() {
        let use = DiskUse(of: folder.path)
        let free = DiskUse.free(at: folder.path) ?? 0
        log.stage(
            "disk",
            [
                "ledger": use["ledger"], "backups": use["backups"], "inbox": use["inbox"], "reports": use["reports"],
                "outbox": use["outbox"], "free": free,
            ])
    }
}

extension RunLog {
    func posted(_ imports: [ImportSummary], _ period: Day) {
        func sum(_ rows: (ImportCount) -> Int) -> Int { imports.reduce(0) { $0 + rows($1.count) } }
        stage(
            "import", period: period,
            [
                "files": imports.count, "read": sum(\.rowsRead), "posted": sum(\.rowsPosted),
                "unchanged": sum(\.rowsUnchanged), "refused": sum(\.rowsRefused), "ignored": sum(\.rowsIgnored),
                "reversed": sum(\.entriesReversed),
            ])
    }

    func reconciled(_ findings: Findings, entries: Int) {
        func count(_ severity: Severity) -> Int { findings.diagnostics.count { $0.severity == severity } }
        stage(
            "reconcile", period: findings.period,
            [
                "entries": entries, "errors": count(.error), "warnings": count(.warning), "notes": count(.note),
                "tie_outs_failed": findings.tieOuts.count { !$0.passes },
            ])
    }

    func queued(_ mail: MailOutcome?, _ period: Day) {
        guard let mail else { return }
        stage("queue", period: period, ["queued": mail.queued.count, "superseded": mail.superseded.count])
    }

    func sent(_ outcome: SendOutcome?) {
        guard let round = outcome?.round else { return }
        func count(_ state: OutboxMessage.State) -> Int { round.tried.count { $0.state == state } }
        stage(
            "send",
            [
                "tried": round.tried.count, "accepted": count(.accepted), "rejected": count(.rejected),
                "put_off": count(.retryAt) + round.waiting.count, "unknown": count(.unknown) + round.unknown.count,
            ])
    }
}
