package import CostModel
import Foundation
import GRDB

/// The production's ledger: one SQLite file that only ever grows.
package final class Ledger {
    package let path: String
    let queue: DatabaseQueue

    /// Opens the ledger, or makes a new one where there is no file. Refuses what is not ours.
    package init(path: String) throws(LedgerFailure) {
        self.path = path
        try Self.checkHeader(path)
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(0.3)
        configuration.prepareDatabase { db in
            // A ledger of money: a committed import survives a power cut.
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")
        }
        do {
            // Wages are in it: nobody but the owner reads it.
            let mask = umask(0o077)
            defer { umask(mask) }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.write { db in
                try Self.checkOwner(db, path)
                if try db.tableExists("entry") { try Schema.upgrade(db) } else { try Schema.create(db) }
            }
        } catch {
            throw LedgerFailure(error, path: path)
        }
    }

    /// The header tells a database from an empty or foreign file before SQLite is asked to touch it.
    private static func checkHeader(_ path: String) throws(LedgerFailure) {
        guard let file = FileHandle(forReadingAtPath: path) else { return }
        defer { try? file.close() }
        let header = [UInt8]((try? file.read(upToCount: 100)) ?? Data())
        guard !header.isEmpty else { throw LedgerFailure(path: path, reason: .empty) }
        guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw LedgerFailure(path: path, reason: .notALedger)
        }
    }

    /// Asked of SQLite, since the last word may still be in the write-ahead log. A database without any table is a new one.
    private static func checkOwner(_ db: Database, _ path: String) throws {
        guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")! > 0 else { return }
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id")
        guard application == Schema.applicationID else { throw LedgerFailure(path: path, reason: .notALedger) }
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard version <= Schema.version else { throw LedgerFailure(path: path, reason: .newer(version: version)) }
    }

    /// Closes the file: what is in the write-ahead log goes into it. The ledger cannot be used afterwards.
    package func close() throws(LedgerFailure) {
        do { try queue.close() } catch { throw LedgerFailure(error, path: path) }
    }

    /// True when these bytes were imported under this feed and this text of its profile, and nothing came after them under
    /// their name: a file that goes back to an earlier version is new again. So is one that comes under a later `name` than the
    /// feed's newest full list that has no date of its own: a slip of the schedule that was taken back.
    package func isKnown(sha256: String, feed: String, named name: String, profileHash: String) throws(LedgerFailure)
        -> Bool
    {
        try read { db in
            let isReturn = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM import newest JOIN source ON source.id = newest.source
                      WHERE newest.id = (SELECT max(import.id) FROM import JOIN feed ON feed.id = import.feed WHERE feed.name = ?)
                        AND coverage = 'all' AND stamp IS NULL AND newest.name < ? AND source.sha256 <> ?)
                    """, arguments: [feed, name, sha256])
            if isReturn == true { return false }
            return try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM import JOIN source ON source.id = import.source JOIN feed ON feed.id = import.feed
                      WHERE source.sha256 = ? AND feed.name = ? AND import.profileHash = ?
                        AND NOT EXISTS (SELECT 1 FROM import later WHERE later.feed = import.feed
                          AND later.name = import.name AND later.id > import.id))
                    """, arguments: [sha256, feed, profileHash]) ?? false
        }
    }

    /// Keeps the figures of a report, and the coding that it was made with; no figures are added when the last report of the
    /// period said the same.
    package func keep(_ figures: ReportFigures, decisions: [CodingDecision] = []) throws(LedgerFailure) {
        try write { db in
            try CodingTable.insert(decisions, db)
            if try Self.figures(db, of: figures.period) == figures { return }
            _ = try Self.insert(figures, db)
        }
    }

    /// Returns the id of the report.
    static func insert(_ figures: ReportFigures, _ db: Database) throws -> Int64 {
        try db.execute(sql: "INSERT INTO report (period) VALUES (?)", arguments: [figures.period.number])
        let report = db.lastInsertedRowID
        for line in figures.lines {
            try db.execute(
                sql: "INSERT INTO figure (report, account, toDate, finalCost, workingBudget) VALUES (?, ?, ?, ?, ?)",
                arguments: [report, line.account, line.toDate, line.finalCost, line.workingBudget])
        }
        return report
    }

    /// The figures of the latest report of an earlier period.
    package func lastReport(before period: Day) throws(LedgerFailure) -> ReportFigures? {
        try read { db in
            let last = try Int32.fetchOne(
                db, sql: "SELECT max(period) FROM report WHERE period < ?", arguments: [period.number])
            return try last.flatMap { try Self.figures(db, of: Day(number: $0)) }
        }
    }

    /// The latest period of which a report was kept.
    package func lastReportedPeriod() throws(LedgerFailure) -> Day? {
        try read { db in
            try Int32.fetchOne(db, sql: "SELECT max(period) FROM report").map(Day.init(number:))
        }
    }

    /// The latest posting date of actual and accrued cost; what a report without a given date is made for.
    package func lastCostDate() throws(LedgerFailure) -> Day? {
        let kinds = RecordKind.allCases.filter { [.actual, .accrual].contains($0.costClass) }.map {
            String($0.rawValue)
        }
        return try read { db in
            try Int32.fetchOne(db, sql: "SELECT max(date) FROM entry WHERE kind IN (\(kinds.joined(separator: ", ")))")
                .map(Day.init(number:))
        }
    }

    /// The bytes of a source file as they were imported.
    package func sourceBytes(id: Int32) throws(LedgerFailure) -> [UInt8] {
        try read { db in
            [UInt8](try Data.fetchOne(db, sql: "SELECT bytes FROM source WHERE id = ?", arguments: [id]) ?? Data())
        }
    }

    static func figures(_ db: Database, of period: Day) throws -> ReportFigures? {
        guard
            let report = try Int64.fetchOne(
                db,
                // A closed period has the figures that it was closed with.
                sql: """
                    SELECT coalesce((SELECT report FROM closing WHERE period = ?1 AND revision = 0),
                      (SELECT max(id) FROM report WHERE period = ?1))
                    """, arguments: [period.number])
        else { return nil }
        let rows = try Row.fetchAll(
            db, sql: "SELECT account, toDate, finalCost, workingBudget FROM figure WHERE report = ? ORDER BY rowid",
            arguments: [report])
        return ReportFigures(
            period: period,
            lines: rows.map {
                ReportFigures.Line(account: $0[0], toDate: $0[1], finalCost: $0[2], workingBudget: $0[3])
            })
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(LedgerFailure) -> Value {
        do { return try queue.unsafeRead(body) } catch { throw LedgerFailure(error, path: path) }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws(LedgerFailure) -> Value {
        do { return try queue.inTransaction(body) } catch { throw LedgerFailure(error, path: path) }
    }
}

extension DatabaseQueue {
    /// One transaction around `body`: all of it or nothing.
    fileprivate func inTransaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
        var value: Value?
        try inTransaction(.immediate) { db in
            value = try body(db)
            return .commit
        }
        return value!
    }
}
