import CostModel
import Foundation
import GRDB
import Ledger
import TestSupport
import Testing

private func week(_ iso: String) -> Day { Day(iso: iso)! }
private func line(_ toDate: Int64) -> ReportFigures.Line {
    ReportFigures.Line(account: "1", toDate: toDate, finalCost: 0, workingBudget: 0)
}

/// Closes a week with one made-up file.
func close(
    _ ledger: Ledger, _ period: Day, lines: [ReportFigures.Line] = [], revision: Int = 0,
    files: [String] = ["Cost Report.xlsx"], decisions: [CodingDecision] = []
) throws {
    let closing = Closing(
        period: period, revision: revision, reason: revision == 0 ? "" : "because", isFinal: false, asOf: .none,
        files: files.map { Closing.File(name: $0, sha256: String(repeating: "a", count: 64), byteCount: 1) })
    try ledger.close(
        closing, manifest: Array("{}".utf8),
        figures: revision == 0 ? ReportFigures(period: period, lines: lines) : nil, decisions: decisions)
}

@Test func `nothing posts into a closed week, whatever the week of the run`() throws {
    try withLedger { ledger, _ in
        var texts = Texts()
        // Day 0 is 2026-04-07. The week before was reported, this one is closed.
        let first = reading(
            [MadeRow(day: 0, cents: 100, key: 1), MadeRow(day: 8, cents: 200, key: 2)], name: "a.csv",
            coverage: .all, texts: &texts)
        _ = try ledger.post(first, texts: texts, asOf: week("2026-04-18"), calendar: calendar)
        try ledger.keep(ReportFigures(period: week("2026-04-11"), lines: []))
        try close(ledger, week("2026-04-18"))
        let before = try ledger.snapshot(of: production, period: week("2026-04-18"))
        // Run again for the closed week, and for the week before it.
        for (place, run) in ["2026-04-18", "2026-04-11"].enumerated() {
            let rows = [MadeRow(day: 0, cents: 100 + Int64(place), key: 1), MadeRow(day: 2, cents: 5, key: 9)]
            let later = reading(rows, name: "b\(place).csv", coverage: .all, stamp: 11, texts: &texts)
            let summary = try ledger.post(later, texts: texts, asOf: week(run), calendar: calendar)
            #expect(summary.asOf == week("2026-04-25"))
        }
        let after = try ledger.snapshot(of: production, period: week("2026-04-18"))
        #expect(after.entries == before.entries)
        #expect(after.imports == before.imports && after.diagnostics == before.diagnostics)
        let open = try ledger.snapshot(of: production, period: week("2026-04-25"))
        #expect(open.entries.dropFirst(2).allSatisfy { $0.period == week("2026-04-25") })
        #expect(open.closedThrough == week("2026-04-18") && before.closedThrough == nil)
    }
}

@Test func `a week that is closed is not open for another report, and set-up counts behind it`() throws {
    try withLedger { ledger, _ in
        try close(ledger, week("2026-04-11"))
        #expect(try ledger.snapshot(of: production, period: week("2026-04-11")).firstOpen == week("2026-04-18"))
        var texts = Texts()
        var setUp = reading([MadeRow(day: 0, cents: 100, key: 1)], name: "a.csv", coverage: .all, texts: &texts)
        setUp.rows[0].record.kind = .budgetChange
        _ = try ledger.post(setUp, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        let open = try ledger.snapshot(of: production, period: week("2026-04-18"))
        #expect(open.entries.map(\.period) == [week("2026-04-18")])
        #expect(try ledger.snapshot(of: production, period: week("2026-04-11")).entries.isEmpty)
    }
}

@Test func `later reports compare with the figures of the closing`() throws {
    try withLedger { ledger, path in
        try ledger.keep(ReportFigures(period: week("2026-04-11"), lines: [line(1)]))
        try close(ledger, week("2026-04-11"), lines: [line(2)])
        try close(ledger, week("2026-04-11"), revision: 1)
        #expect(try ledger.lastReport(before: week("2026-04-18"))?.lines == [line(2)])
        // The schema itself takes no further figures and no decisions for it.
        #expect(throws: LedgerFailure.self) {
            try ledger.keep(ReportFigures(period: week("2026-04-11"), lines: [line(3)]))
        }
        var texts = Texts()
        let made = reading([MadeRow(day: 0, cents: 1, key: 1)], name: "a.csv", coverage: .all, texts: &texts)
        _ = try ledger.post(made, texts: texts, asOf: week("2026-04-18"), calendar: calendar)
        #expect(throws: LedgerFailure.self) {
            try ledger.keep(
                ReportFigures(period: week("2026-04-18"), lines: []),
                decisions: [CodingDecision(entry: 1, period: week("2026-04-11"), state: .coded)])
        }
        #expect(try ledger.lastReport(before: week("2026-04-18"))?.lines == [line(2)])
        #expect(try ledger.lastReport(before: week("2026-04-25"))?.period == week("2026-04-11"))
    }
}

@Test func `closings come back in order, with their files`() throws {
    try withLedger { ledger, _ in
        try close(ledger, week("2026-04-18"), files: ["B.xlsx", "A.xlsx"])
        try close(ledger, week("2026-04-11"))
        try close(ledger, week("2026-04-11"), revision: 1)
        let closings = try ledger.closings()
        #expect(closings.map(\.folderName) == ["2026-04-11", "2026-04-11r1", "2026-04-18"])
        #expect(
            closings.map { $0.files.map(\.name) } == [
                ["Cost Report.xlsx"], ["Cost Report.xlsx"], ["B.xlsx", "A.xlsx"],
            ])
        #expect(try ledger.manifest(of: week("2026-04-18"), revision: 0) == Array("{}".utf8))
        #expect(try ledger.manifest(of: week("2026-04-18"), revision: 1) == nil)
        #expect(try ledger.reportedPeriods() == [week("2026-04-11"), week("2026-04-18")])
        #expect(try ledger.costPeriods() == [])
    }
}

@Test func `a closing that fails leaves the week open`() throws {
    try withLedger { ledger, path in
        var texts = Texts()
        let made = reading([MadeRow(day: 0, cents: 1, key: 1)], name: "a.csv", coverage: .all, texts: &texts)
        _ = try ledger.post(made, texts: texts, asOf: week("2026-04-11"), calendar: calendar)
        // The second file of one name is refused, after figures, decisions and the first file have gone in.
        #expect(throws: LedgerFailure.self) {
            try close(
                ledger, week("2026-04-11"), lines: [line(1)], files: ["A.xlsx", "A.xlsx"],
                decisions: [CodingDecision(entry: 1, period: week("2026-04-11"), state: .coded)])
        }
        #expect(try ledger.closings() == [])
        #expect(try ledger.lastReport(before: week("2026-04-18")) == nil)
        #expect(try ledger.snapshot(of: production, period: week("2026-04-11")).decisions == [])
        try close(ledger, week("2026-04-11"))
        #expect(throws: LedgerFailure.self) { try close(ledger, week("2026-04-11")) }
        #expect(try ledger.closings().count == 1)
    }
}

@Test func `a ledger of the second version is brought up to date`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/ledger.sqlite"
    let ledger = try Ledger(path: path)
    try ledger.keep(ReportFigures(period: week("2026-04-11"), lines: [line(1)]))
    try ledger.close()
    try DatabaseQueue(path: path).write {
        try $0.execute(
            sql: """
                DROP TRIGGER report_closed; DROP TRIGGER coding_closed; DROP TABLE closed_file; DROP TABLE closing;
                PRAGMA user_version = 2
                """)
    }
    let again = try Ledger(path: path)
    defer { try? again.close() }
    #expect(try again.lastReport(before: week("2026-04-18"))?.lines == [line(1)])
    try close(again, week("2026-04-11"), lines: [line(2)])
    #expect(try again.lastReport(before: week("2026-04-18"))?.lines == [line(2)])
    #expect(try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 3)
}
