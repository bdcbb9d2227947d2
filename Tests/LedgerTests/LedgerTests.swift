import CostModel
import Foundation
import GRDB
import Ledger
import TestSupport
import Testing

private func week(_ iso: String) -> Day { Day(iso: iso)! }

@Test func `a late row counts in the open week, and its reversal too`() throws {
    try withLedger { ledger, _ in
        var texts = Texts()
        // Day 0 is 2026-04-07, in the week ending 2026-04-11.
        let first = reading([MadeRow(day: 0, cents: 100, key: 1)], name: "a.csv", coverage: .all, texts: &texts)
        _ = try ledger.post(first, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        try ledger.keep(ReportFigures(period: week("2026-04-11"), lines: []))
        let second = reading(
            [MadeRow(day: 1, cents: 30, key: 2)], name: "b.csv", coverage: .all, stamp: 9, texts: &texts)
        _ = try ledger.post(second, texts: texts, asOf: week("2026-04-18"), calendar: calendar)
        let snapshot = try ledger.snapshot(of: production, period: week("2026-04-18"))
        #expect(snapshot.entries.map(\.period.description) == ["2026-04-11", "2026-04-18", "2026-04-18"])
        #expect(snapshot.entries.map(\.signedMinor) == [100, 30, -100])
        #expect(snapshot.diagnostics.map(\.code) == [.rowVanished, .latePosting])
        let before = try ledger.snapshot(of: production, period: week("2026-04-11"))
        #expect(before.entries.map(\.signedMinor) == [100])
    }
}

@Test func `an older row than the first report belongs to its week`() throws {
    try withLedger { ledger, _ in
        var texts = Texts()
        let old = reading([MadeRow(day: -100, cents: 100, key: 1)], name: "a.csv", coverage: .dates, texts: &texts)
        _ = try ledger.post(old, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        let snapshot = try ledger.snapshot(of: production, period: week("2026-04-11"))
        #expect(snapshot.entries.map(\.period.description) == ["2026-04-11"])
        #expect(snapshot.diagnostics.isEmpty)
    }
}

@Test func `figures are kept once, and the latest of an earlier period is the last report`() throws {
    try withLedger { ledger, path in
        let line = { ReportFigures.Line(account: "2000-10", toDate: $0, finalCost: 2, workingBudget: 3) }
        let first = ReportFigures(period: week("2026-04-11"), lines: [line(1)])
        try ledger.keep(first)
        try ledger.keep(first)
        try ledger.keep(ReportFigures(period: week("2026-04-11"), lines: [line(5)]))
        try ledger.keep(ReportFigures(period: week("2026-04-25"), lines: [line(7)]))
        #expect(try ledger.lastReport(before: week("2026-04-25"))?.lines == [line(5)])
        #expect(try ledger.lastReport(before: week("2026-04-11")) == nil)
        let count = try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "SELECT count(*) FROM report") }
        #expect(count == 3)
    }
}

@Test(arguments: ["source", "import", "entry", "diagnostic", "figure", "report", "coding", "closing", "closed_file"])
func `what is posted cannot be changed`(table: String) throws {
    try withLedger { ledger, path in
        var texts = Texts()
        var made = reading([MadeRow(day: 0, cents: 1, key: 1)], name: "a.csv", coverage: .all, texts: &texts)
        made.diagnostics.report(Diagnostic(.warning, .fileEmpty, file: "a.csv", "is a test"))
        _ = try ledger.post(made, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        try ledger.keep(
            ReportFigures(
                period: week("2026-04-11"),
                lines: [ReportFigures.Line(account: "1", toDate: 1, finalCost: 1, workingBudget: 1)]),
            decisions: [CodingDecision(entry: 1, period: week("2026-04-11"), state: .coded)])
        try close(ledger, week("2026-04-18"))
        let other = try DatabaseQueue(path: path)
        for sql in ["DELETE FROM \"\(table)\"", "UPDATE \"\(table)\" SET rowid = rowid"] {
            let error = #expect(throws: DatabaseError.self) { try other.write { try $0.execute(sql: sql) } }
            #expect(error?.message?.contains("append-only") == true, "\(sql): \(String(describing: error))")
        }
    }
}

@Test func `the bytes of a source are kept as they were`() throws {
    try withLedger { ledger, _ in
        var texts = Texts()
        let made = reading([MadeRow(day: 0, cents: 1, key: 1)], name: "a.csv", coverage: .all, texts: &texts)
        let summary = try ledger.post(made, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        #expect(try ledger.sourceBytes(id: summary.sourceID) == made.bytes)
        #expect(try ledger.isKnown(sha256: made.sha256, feed: "feed", named: made.name, profileHash: "1"))
        #expect(try !ledger.isKnown(sha256: made.sha256, feed: "feed", named: made.name, profileHash: "2"))
    }
}

@Test func `the same bytes under a corrected profile replace what the old one made of them`() throws {
    try withLedger { ledger, _ in
        var texts = Texts()
        var made = reading([MadeRow(day: 0, cents: 1, key: 1)], name: "a.csv", coverage: .additions, texts: &texts)
        _ = try ledger.post(made, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        let sha = made.sha256
        made = reading([MadeRow(day: 0, cents: 100, key: 1)], name: "a.csv", coverage: .additions, texts: &texts)
        (made.sha256, made.profileHash) = (sha, "2")
        made.bytes = Array(repeating: 0, count: 3)
        _ = try ledger.post(made, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        #expect(try inForce(ledger) == [MadeRow(day: 0, cents: 100, key: 1): 1])
    }
}

@Test func `a file that was refused whole takes nothing back`() throws {
    try withLedger { ledger, _ in
        var texts = Texts()
        let good = reading([MadeRow(day: 0, cents: 1, key: 1)], name: "a.csv", coverage: .all, texts: &texts)
        _ = try ledger.post(good, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        let refused = reading([], name: "b.csv", coverage: .all, stamp: 30, texts: &texts)
        _ = try ledger.post(refused, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        #expect(try inForce(ledger).count == 1)
    }
}

@Test func `decisions come back in order, up to the week, with the first week that is open`() throws {
    try withLedger { ledger, _ in
        var texts = Texts()
        let made = reading([MadeRow(day: 0, cents: 1, key: 1)], name: "a.csv", coverage: .all, texts: &texts)
        _ = try ledger.post(made, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        let values = CodingValues(account: "2210", set: "15", tag: "t", department: "Camera")
        let decisions = [
            CodingDecision(entry: 1, period: week("2026-04-11"), state: .coded, rule: "otto", values: values),
            CodingDecision(entry: 1, period: week("2026-04-18"), state: .source),
        ]
        let figures = { ReportFigures(period: week($0), lines: []) }
        try ledger.keep(figures("2026-04-11"), decisions: [decisions[0]])
        #expect(try ledger.snapshot(of: production, period: week("2026-04-11")).firstOpen == nil)
        try ledger.keep(figures("2026-04-18"), decisions: [decisions[1]])
        // The same figures again: the decisions are kept all the same.
        try ledger.keep(figures("2026-04-18"), decisions: [decisions[0]])
        let first = try ledger.snapshot(of: production, period: week("2026-04-11"))
        #expect(first.decisions == [decisions[0], decisions[0]])
        let second = try ledger.snapshot(of: production, period: week("2026-04-18"))
        #expect(second.decisions == [decisions[0], decisions[1], decisions[0]])
        #expect([first, second].map(\.firstOpen) == [week("2026-04-18"), week("2026-04-18")])
        #expect(try ledger.snapshot(of: production, period: week("2026-05-02")).firstOpen == week("2026-04-25"))
    }
}

@Test func `a ledger of the first version is brought up to date and keeps what it holds`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/ledger.sqlite"
    var texts = Texts()
    let made = reading([MadeRow(day: 0, cents: 1, key: 1)], name: "a.csv", coverage: .all, texts: &texts)
    let ledger = try Ledger(path: path)
    _ = try ledger.post(made, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
    try ledger.close()
    try DatabaseQueue(path: path).write {
        try $0.execute(
            sql: """
                DROP TRIGGER report_closed; DROP TABLE closed_file; DROP TABLE closing; DROP TABLE coding;
                PRAGMA user_version = 1
                """)
    }
    let again = try Ledger(path: path)
    #expect(try inForce(again).count == 1)
    try again.keep(
        ReportFigures(period: week("2026-04-11"), lines: []),
        decisions: [CodingDecision(entry: 1, period: week("2026-04-11"), state: .coded)])
    #expect(try again.snapshot(of: production, period: week("2026-04-11")).decisions.count == 1)
    #expect(try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 3)
}

@Test func `what is no ledger is refused and left alone`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let cases: [(name: String, bytes: [UInt8], message: String)] = [
        ("empty", [], "is empty"), ("text", Array(repeating: 65, count: 5_000), "is not a ledger"),
    ]
    for (name, bytes, message) in cases {
        let path = "\(folder)/\(name)"
        _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
        let failure = #expect(throws: LedgerFailure.self) { try Ledger(path: path) }
        #expect(failure?.description.contains(message) == true)
        #expect(FileManager.default.contents(atPath: path) == Data(bytes))
    }
    let foreign = "\(folder)/foreign"
    try DatabaseQueue(path: foreign).write { try $0.execute(sql: "CREATE TABLE other (x)") }
    #expect(throws: LedgerFailure(path: foreign, reason: .notALedger)) { try Ledger(path: foreign) }
    let newer = "\(folder)/newer"
    _ = try Ledger(path: newer)
    try DatabaseQueue(path: newer).write { try $0.execute(sql: "PRAGMA user_version = 99") }
    #expect(throws: LedgerFailure(path: newer, reason: .newer(version: 99))) { try Ledger(path: newer) }
}

@Test func `an import that fails half way leaves the ledger as it was`() throws {
    try withLedger { ledger, path in
        var texts = Texts()
        let good = reading([MadeRow(day: 0, cents: 1, key: 1)], name: "a.csv", coverage: .all, texts: &texts)
        _ = try ledger.post(good, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        let before = try dump(path)
        var bad = reading(
            (0..<50).map { MadeRow(day: 1, cents: 2, key: Int64($0)) }, name: "b.csv", coverage: .all, stamp: 30,
            texts: &texts)
        // The schema refuses line 0: the last row of the file fails after all others have been inserted.
        bad.rows[49].line = 0
        #expect(throws: LedgerFailure.self) {
            try ledger.post(bad, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        }
        #expect(try dump(path) == before)
    }
}

private func dump(_ path: String) throws -> [String] {
    try DatabaseQueue(path: path).read { db in
        try ["source", "import", "entry", "diagnostic", "feed"].flatMap { table in
            try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map { "\(table) \($0)" }
        }
    }
}

@Test func `two runs exclude each other, and the second learns who is at it`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let lock = try ProductionLock(path: "\(folder)/lock")
    let held = #expect(throws: ProductionLock.Held.self) { try ProductionLock(path: "\(folder)/lock") }
    #expect(held?.holder == "\(ProcessInfo.processInfo.processIdentifier)")
    withExtendedLifetime(lock) {}
}

@Test func `a date typed far ahead does not make an export the newest for months`() throws {
    try withLedger { ledger, _ in
        var texts = Texts()
        let typo = reading(
            [MadeRow(day: 0, cents: 1, key: 1), MadeRow(day: 260, cents: 2, key: 2)], name: "a.csv", coverage: .dates,
            texts: &texts)
        _ = try ledger.post(typo, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        let corrected = reading(
            [MadeRow(day: 0, cents: 1, key: 1), MadeRow(day: 3, cents: 2, key: 2), MadeRow(day: 8, cents: 50, key: 3)],
            name: "b.csv", coverage: .dates, texts: &texts)
        _ = try ledger.post(corrected, texts: texts, asOf: week("2026-04-18"), calendar: calendar)
        #expect(try inForce(ledger).values.reduce(0, +) == 3)
        #expect(try inForce(ledger)[MadeRow(day: 8, cents: 50, key: 3)] == 1)
    }
}

@Test func `a file that goes back to an earlier version is new again`() throws {
    try withLedger { ledger, _ in
        var texts = Texts()
        let versions = ([10, 70, 10] as [Int64]).map { cents in
            var made = reading(
                [MadeRow(day: 0, cents: cents, key: 1)], name: "forecast.csv", coverage: .all, texts: &texts)
            made.stamp = .none
            return made
        }
        for version in versions {
            #expect(try !ledger.isKnown(sha256: version.sha256, feed: "feed", named: version.name, profileHash: "1"))
            _ = try ledger.post(version, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
            #expect(try ledger.isKnown(sha256: version.sha256, feed: "feed", named: version.name, profileHash: "1"))
        }
        #expect(try inForce(ledger) == [MadeRow(day: 0, cents: 10, key: 1): 1])
    }
}

@Test func `a full list that comes back under a later name is new again, a copy of an old one is not`() throws {
    try withLedger { ledger, _ in
        var texts = Texts()
        var lists: [FileReading] = []
        for (name, cents) in [("days-1.csv", 100), ("days-2.csv", 200)] {
            lists.append(
                reading([MadeRow(day: 0, cents: Int64(cents), key: 1)], name: name, coverage: .all, texts: &texts))
            lists[lists.count - 1].stamp = .none
            _ = try ledger.post(lists.last!, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        }
        func isKnown(_ name: String) throws -> Bool {
            try ledger.isKnown(sha256: lists[0].sha256, feed: "feed", named: name, profileHash: "1")
        }
        #expect(try isKnown("days-1.csv"))
        #expect(try isKnown("days-1 (copy).csv"))
        #expect(try !isKnown("days-3.csv"))
        var back = lists[0]
        back.name = "days-3.csv"
        _ = try ledger.post(back, texts: texts, asOf: week("2026-04-18"), calendar: calendar)
        let current = try ledger.snapshot(of: production, period: week("2026-04-18")).entries
        #expect(current.reduce(Int64(0)) { $0 + $1.signedMinor } == 100)
        #expect(try isKnown("days-3.csv"))
        #expect(try isKnown("days-1.csv"))
    }
}

@Test func `rows that a newer export speaks for are left out, and that is said`() throws {
    try withLedger { ledger, _ in
        var texts = Texts()
        let newer = reading(
            [MadeRow(day: 0, cents: 1, key: 1)], name: "b.csv", coverage: .all, stamp: 20, texts: &texts)
        _ = try ledger.post(newer, texts: texts, asOf: week("2026-05-16"), calendar: calendar)
        let older = reading(
            [MadeRow(day: 0, cents: 9, key: 2)], name: "a.csv", coverage: .all, stamp: 10, texts: &texts)
        _ = try ledger.post(older, texts: texts, asOf: week("2026-05-16"), calendar: calendar)
        let found = try ledger.snapshot(of: production, period: week("2026-05-16")).diagnostics.map(\.code)
        #expect(found == [.rowsSuperseded])
    }
}
