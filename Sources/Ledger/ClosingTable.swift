package import CostModel
import Foundation
import GRDB

extension Ledger {
    /// Closes a period, or records a revision of a closed one: its figures, the coding that they were made with, and the files
    /// with their hashes, in one transaction. `figures` is nil for a revision, with which no later report compares.
    package func close(
        _ closing: Closing, manifest: [UInt8], figures: ReportFigures?, decisions: [CodingDecision]
    ) throws(LedgerFailure) {
        try write { db in
            try CodingTable.insert(decisions, db)
            let report = try figures.map { try Self.insert($0, db) }
            try db.execute(
                sql: """
                    INSERT INTO closing (period, revision, reason, isFinal, asOf, report, manifest)
                      VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    closing.period.number, closing.revision, closing.reason, closing.isFinal ? 1 : 0,
                    closing.asOf.isNone ? nil : closing.asOf.number, report, Data(manifest),
                ])
            let id = db.lastInsertedRowID
            for file in closing.files {
                try db.execute(
                    sql: "INSERT INTO closed_file (closing, name, sha256, size) VALUES (?, ?, ?, ?)",
                    arguments: [id, file.name, file.sha256, file.byteCount])
            }
        }
    }

    /// Every closing and revision, in order of period and revision.
    package func closings() throws(LedgerFailure) -> [Closing] {
        try read { db in
            let files = Dictionary(
                grouping: try Row.fetchAll(
                    db, sql: "SELECT closing, name, sha256, size FROM closed_file ORDER BY rowid"),
                by: { $0[0] as Int64 })
            return try Row.fetchAll(
                db, sql: "SELECT id, period, revision, reason, isFinal, asOf FROM closing ORDER BY period, revision"
            ).map { row in
                Closing(
                    period: Day(number: row[1]), revision: row[2], reason: row[3], isFinal: row[4] as Int == 1,
                    asOf: (row[5] as Int32?).map(Day.init(number:)) ?? .none,
                    files: (files[row[0]] ?? []).map {
                        Closing.File(name: $0[1], sha256: $0[2], byteCount: $0[3])
                    })
            }
        }
    }

    /// The bytes of a manifest as it was written; nil where the period has no such closing.
    package func manifest(of period: Day, revision: Int) throws(LedgerFailure) -> [UInt8]? {
        try read { db in
            try Data.fetchOne(
                db, sql: "SELECT manifest FROM closing WHERE period = ? AND revision = ?",
                arguments: [period.number, revision]
            ).map { [UInt8]($0) }
        }
    }

    /// The weeks of which a report was kept, in order.
    package func reportedPeriods() throws(LedgerFailure) -> [Day] {
        try days("SELECT DISTINCT period FROM report ORDER BY period")
    }

    /// The weeks in which cost was posted, in order.
    package func costPeriods() throws(LedgerFailure) -> [Day] {
        let kinds = RecordKind.allCases.filter { $0.costClass == .actual }.map { String($0.rawValue) }
        return try days(
            "SELECT DISTINCT period FROM entry WHERE kind IN (\(kinds.joined(separator: ", "))) ORDER BY period")
    }

    /// The profiles by which files were imported, each text of one by its hash.
    package func profileHashes() throws(LedgerFailure) -> [(name: String, hash: String)] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT DISTINCT profile, profileHash FROM import ORDER BY profile, profileHash")
                .map { ($0[0], $0[1]) }
        }
    }

    private func days(_ sql: String) throws(LedgerFailure) -> [Day] {
        try read { db in try Int32.fetchAll(db, sql: sql).map(Day.init(number:)) }
    }

    static func lastClosed(_ db: Database, before period: Day) throws -> Day? {
        try Int32.fetchOne(db, sql: "SELECT max(period) FROM closing WHERE period < ?", arguments: [period.number])
            .map(Day.init(number:))
    }
}

extension Day {
    /// Behind every week: a snapshot of it is all that the ledger holds.
    package static let last = Day(number: .max)
}
