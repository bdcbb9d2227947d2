import CostModel
import Foundation
import Glibc
import Ledger
import Settings
import Tables

extension Doctor {
    /// Every feed has files, no file has two feeds, and each of them can be read.
    mutating func inbox(_ folder: ProductionFolder) {
        let claims: [ProductionFolder.Claim]
        do {
            claims = try folder.claims()
        } catch {
            return fail("feeds", error)
        }
        let idle = folder.production.feeds.filter { feed in !claims.contains { $0.feed?.name == feed.name } }
        if idle.isEmpty {
            ok("feeds", "each of the \(folder.production.feeds.count) feeds has files")
        } else {
            let names = idle.map { "\($0.name) (\($0.files))" }.joined(separator: ", ")
            warn("feeds", "no file for \(names)", "is the pattern right, or has nothing arrived yet?")
        }
        let unnamed = claims.filter { $0.feed == nil }.map(\.name)
        if !unnamed.isEmpty {
            let names = unnamed.prefix(3).joined(separator: ", ") + (unnamed.count > 3 ? ", …" : "")
            warn(
                "feeds", "no feed names \(names)", "the headings decide how it is read; `costreport inspect` says how")
        }
        readability(claims, folder)
    }

    private mutating func readability(_ claims: [ProductionFolder.Claim], _ folder: ProductionFolder) {
        var bytes = 0
        var hasTrouble = false
        for claim in claims {
            do {
                bytes += try SourceBytes.read("\(folder.path)/\(claim.name)").bytes.count
            } catch {
                hasTrouble = true
                if error.reason == .stillBeingWritten {
                    warn("files", error.description, "the next run reads it")
                } else {
                    fail("files", error.description, "a run ends with code 65 until it is mended or taken away")
                }
            }
        }
        if !hasTrouble { ok("files", "\(claims.count) can be read, \(DiskUse.text(bytes))") }
    }

    /// Lock, integrity, permission, copies, and the time since the last report.
    mutating func ledger(_ folder: ProductionFolder) {
        let lock: ProductionLock?
        do {
            lock = try ProductionLock.ifThere(folder.ledgerPath + ".lock")
        } catch {
            return warn(
                "lock", error.description,
                "a run that is started now ends with code 75; the ledger is not looked at while another run holds it")
        }
        defer { withExtendedLifetime(lock) {} }
        ok("lock", "is free")
        let copies = LedgerBackups.all(below: folder.path)
        let newest = copies.last.map { "restore it: the newest copy is \($0)" } ?? "restore it from a backup"
        guard FileManager.default.fileExists(atPath: folder.ledgerPath) else {
            do {
                try folder.checkLedgerIsThere()
                ok("ledger", "none yet: the first run makes it")
            } catch {
                fail("ledger", error.description, newest)
            }
            return
        }
        do {
            let state = try Ledger.examine(path: folder.ledgerPath)
            guard state.problems.isEmpty else {
                return fail("ledger", "\(folder.ledgerPath): is damaged: \(state.problems[0])", newest)
            }
            ok("ledger", "is whole; \(state.imports) imports")
            privacy(folder)
            backups(copies, folder)
            lastReport(state.lastReport.map(Day.init(number:)), folder)
        } catch {
            fail(
                "ledger", error.description,
                error.reason == .busy ? "try again when the other program has ended" : newest)
        }
    }

    private mutating func privacy(_ folder: ProductionFolder) {
        var status = stat()
        guard stat(folder.ledgerPath, &status) == 0, status.st_mode & 0o077 != 0 else { return }
        warn("ledger", "others may read it, and wages are in it", "chmod 600 \(folder.ledgerPath)*")
    }

    private mutating func backups(_ copies: [String], _ folder: ProductionFolder) {
        guard folder.production.backups > 0 else {
            return warn(
                "backups", "`backups: 0` in production.yaml: no copy of the ledger is made", "see docs/unattended.md")
        }
        guard let newest = copies.last else { return ok("backups", "none yet: the second import makes the first") }
        if let state = try? Ledger.examine(path: newest), state.problems.isEmpty {
            ok("backups", "\(copies.count); \(newest) is whole, with \(state.imports) imports")
        } else {
            warn("backups", "\(newest) is damaged", "remove it: the next import makes a new one")
        }
    }

    private mutating func lastReport(_ last: Day?, _ folder: ProductionFolder) {
        let calendar = folder.production.calendar
        let due = today.weekday == calendar.weekEnds ? today : calendar.period(of: today) + -7
        guard let last else {
            return warn("report", "no report was made yet", "costreport run \(folder.path) --as-of \(today)")
        }
        let missed = max(0, (due - last) / 7)
        let number = calendar.number(of: last)
        if missed == 0 { return ok("report", "report \(number), week ending \(last), is the latest that is due") }
        warn(
            "report",
            "report \(number), week ending \(last), is the latest: \(missed) week\(missed == 1 ? "" : "s") behind",
            "`costreport run \(folder.path) --as-of \(today)` makes every missed week once, in order")
    }
}

extension ProductionLock {
    /// nil where no run ever held it.
    fileprivate static func ifThere(_ path: String) throws(Held) -> ProductionLock? {
        FileManager.default.fileExists(atPath: path) ? try ProductionLock(path: path) : nil
    }
}
