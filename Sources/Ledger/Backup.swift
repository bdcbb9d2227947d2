import Foundation
import GRDB
import Glibc

/// Copies of the ledger as it was before an import, in `backups/`: `ledger-000057.sqlite` has 57 imports.
package enum LedgerBackups {
    package static let folder = "backups"

    /// Paths below the production, the oldest first.
    package static func all(below production: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(production)/\(folder)")) ?? []
        return names.filter { $0.hasPrefix("ledger-") && $0.hasSuffix(".sqlite") }.sorted()
            .map { "\(production)/\(folder)/\($0)" }
    }
}

extension Ledger {
    /// Copies the ledger and keeps the newest `count` copies; a ledger without an import is not worth one.
    ///
    /// The copy has its name only when it is whole and on disk. It is SQLite's own, so that it needs no journal beside it.
    package func backUp(below production: String, keeping count: Int) throws(LedgerFailure) {
        let imports = try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM import") ?? 0 }
        guard count > 0, imports > 0 else { return }
        let folder = "\(production)/\(LedgerBackups.folder)"
        let digits = String(imports)
        let name = "ledger-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits).sqlite"
        let path = "\(folder)/\(name)"
        if !FileManager.default.fileExists(atPath: path) {
            try copy(to: path, in: folder)
        }
        for old in LedgerBackups.all(below: production).dropLast(count) { unlink(old) }
    }

    private func copy(to path: String, in folder: String) throws(LedgerFailure) {
        // Wages are in it.
        let mask = umask(0o077)
        defer { umask(mask) }
        mkdir(folder, 0o700)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(".ledger")
        {
            // Of a run that was stopped.
            unlink("\(folder)/\(name)")
        }
        let temporary = "\(folder)/.ledger.tmp-\(getpid())"
        do {
            try queue.writeWithoutTransaction { db in try db.execute(sql: "VACUUM INTO ?", arguments: [temporary]) }
        } catch {
            unlink(temporary)
            throw LedgerFailure(error, path: path)
        }
        guard Self.sync(temporary), rename(temporary, path) == 0, Self.sync(folder) else {
            let text = String(cString: strerror(errno))
            unlink(temporary)
            throw LedgerFailure(path: path, reason: .other("the backup cannot be written: \(text)"))
        }
    }

    private static func sync(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { Glibc.close(descriptor) }
        return fsync(descriptor) == 0
    }

    /// Opens a ledger to look at it: nothing is written, made or upgraded. For `costreport doctor`, which holds the lock meanwhile.
    package static func examine(path: String) throws(LedgerFailure) -> (
        problems: [String], imports: Int, lastReport: Int32?
    ) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(0.3)
        // A reader makes a journal too, and leaves it.
        let journals = ["-wal", "-shm"].map { path + $0 }.filter { !FileManager.default.fileExists(atPath: $0) }
        defer { for journal in journals { unlink(journal) } }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read { db in
                let problems = try String.fetchAll(db, sql: "PRAGMA quick_check(10)").filter { $0 != "ok" }
                guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID else {
                    throw LedgerFailure(path: path, reason: .notALedger)
                }
                return (
                    problems, try Int.fetchOne(db, sql: "SELECT count(*) FROM import") ?? 0,
                    try Int32.fetchOne(db, sql: "SELECT max(period) FROM report")
                )
            }
        } catch let failure as LedgerFailure {
            throw failure
        } catch {
            throw LedgerFailure(error, path: path)
        }
    }
}
