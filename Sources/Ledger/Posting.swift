package import CostModel
import Foundation
import GRDB

extension Ledger {
    /// Posts what is new in an export, takes back what it no longer holds, and keeps the file's bytes: one transaction.
    ///
    /// `period` is the week that the run reports. A record counts in the week of its date, or in the open week when that
    /// one has been reported; set-up records are in force from the open week on.
    package func post(
        _ reading: FileReading, texts: Texts, asOf period: Day, calendar: PeriodCalendar
    ) throws(LedgerFailure) -> ImportSummary {
        try write { db in
            var posting = try Posting(db, reading, texts, period, calendar)
            return try posting.run()
        }
    }
}

/// The steps of one import.
private struct Posting {
    let db: Database
    var reading: FileReading
    let texts: Texts
    let asOf: Day
    let calendar: PeriodCalendar
    let firstOpen: Day?
    /// The week to which the import belongs: that of the run, or the first open one where that is behind it.
    let week: Day
    let feed: Int64

    init(_ db: Database, _ reading: FileReading, _ texts: Texts, _ asOf: Day, _ calendar: PeriodCalendar) throws {
        (self.db, self.reading, self.texts, self.asOf, self.calendar) = (db, reading, texts, asOf, calendar)
        firstOpen = try Ledger.firstOpen(db, asOf: asOf)
        week = firstOpen.map { max($0, asOf) } ?? asOf
        try db.execute(sql: "INSERT OR IGNORE INTO feed (name) VALUES (?)", arguments: [reading.feed])
        feed = try Int64.fetchOne(db, sql: "SELECT id FROM feed WHERE name = ?", arguments: [reading.feed])!
    }

    mutating func run() throws -> ImportSummary {
        let held = try HeldEntries(db, feed: feed, sha256: reading.sha256)
        let order = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM import") ?? 0) + 1
        let rows = reading.rows.map {
            PostingPlan.NewRow(content: $0.record.fingerprint(in: texts), key: $0.key, day: $0.record.date)
        }
        let days = rows.map(\.day).filter { !$0.isNone }
        let cover = PostingPlan.Cover(
            rank: .init(stamp: stamp, order: order), coverage: reading.coverage, first: days.min() ?? .none,
            last: days.max() ?? .none)
        let plan = PostingPlan(rows: rows, cover: cover, current: held.current, others: held.covers)
        count(plan)
        reportSuperseded(plan)
        let importID = try insertImport(order, cover)
        let writer = try EntryWriter(db)
        try post(plan, rows, importID, writer)
        try reverse(plan, held, importID, writer)
        try insertDiagnostics(importID)
        return ImportSummary(
            sourceID: Int32(importID.source), feed: reading.feed, profile: reading.profile, asOf: week,
            count: reading.count)
    }

    /// A date beyond the report's week is a typing error or a plan: it must not make an export the newest for months.
    private var stamp: Day { reading.stamp.isNone ? .none : min(reading.stamp, asOf) }

    private mutating func reportSuperseded(_ plan: PostingPlan) {
        guard plan.supersededCount > 0 else { return }
        reading.diagnostics.report(
            Diagnostic(
                .warning, .rowsSuperseded, file: reading.name,
                "\(plan.supersededCount) rows are on days that a newer export of the feed speaks for, and were not posted",
                hint: "if this file is the newer one, see that its latest date is right and that the other's is"))
    }

    /// A row is posted when its first record is; cents are counted record by record.
    private mutating func count(_ plan: PostingPlan) {
        for (index, row) in reading.rows.enumerated() {
            if plan.isPosted[index] {
                reading.count.centsPosted += row.record.amountMinor
                if row.record.leg == 0 { reading.count.rowsPosted += 1 }
            } else {
                reading.count.centsUnchanged += row.record.amountMinor
                if row.record.leg == 0 { reading.count.rowsUnchanged += 1 }
            }
        }
        reading.count.entriesReversed = plan.reversals.count
        precondition(
            reading.count.rowsTie && reading.count.centsTie, "a row or a cent of \(reading.name) is unaccounted for")
    }

    private struct ImportID { var id: Int64; var source: Int64 }

    private func insertImport(_ order: Int64, _ cover: PostingPlan.Cover) throws -> ImportID {
        var source = try Int64.fetchOne(db, sql: "SELECT id FROM source WHERE sha256 = ?", arguments: [reading.sha256])
        if source == nil {
            try db.execute(
                sql: "INSERT INTO source (sha256, name, size, bytes) VALUES (?, ?, ?, ?)",
                arguments: [reading.sha256, reading.name, reading.bytes.count, Data(reading.bytes)])
            source = db.lastInsertedRowID
        }
        let count = reading.count
        let coverage =
            switch reading.coverage {
            case .additions: "additions"
            case .dates: "dates"
            case .all: "all"
            }
        try db.execute(
            sql: """
                INSERT INTO import VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                order, source!, feed, reading.name, reading.profile, reading.profileHash, week.number,
                stored(cover.rank.stamp),
                coverage, stored(cover.first), stored(cover.last), count.rowsRead, count.rowsPosted,
                count.rowsUnchanged,
                count.rowsRefused, count.rowsIgnored, count.centsRead, count.centsPosted, count.centsUnchanged,
                count.centsRefused, count.centsIgnored, count.entriesReversed,
            ])
        return ImportID(id: order, source: source!)
    }

    private func stored(_ day: Day) -> Int32? { day.isNone ? nil : day.number }

    private mutating func post(
        _ plan: PostingPlan, _ rows: [PostingPlan.NewRow], _ importID: ImportID, _ writer: EntryWriter
    ) throws {
        try texts.withPointers { pointers in
            for index in rows.indices where plan.isPosted[index] {
                let row = reading.rows[index]
                let period = period(of: row.record)
                try writer.insert(
                    row.record, texts: pointers, importID: importID.id, line: row.line, period: period,
                    content: rows[index].content, key: row.key)
                reportLate(row, period)
            }
        }
    }

    private func period(of record: CostRecord) -> Day {
        let own = isDated(record) ? calendar.ownWeek(of: record.date) : calendar.period(of: Self.beginning)
        return firstOpen.map { max($0, own) } ?? own
    }

    /// Money is posted by its date; set-up is in force from the run that brings it.
    private func isDated(_ record: CostRecord) -> Bool {
        !record.kind.isSetUp && !record.date.isNone
    }

    /// Before every production: set-up that no report has missed is in force for all of them.
    private static let beginning = Day(year: 1900, month: 1, day: 1)!

    private mutating func reportLate(_ row: FileReading.Row, _ period: Day) {
        guard row.record.kind.costClass == .actual,
            calendar.ownWeek(of: row.record.date) < period
        else { return }
        reading.diagnostics.report(
            Diagnostic(
                .note, .latePosting, file: reading.name, line: Int(row.line), field: "date",
                value: row.record.date.description,
                "is in a week that was reported before: \(row.record.amount.grouped) counts in the week ending \(period)",
                hint: "nothing to do; it is in this period's cost"),
            code: .latePosting, file: reading.name)
    }

    private mutating func reverse(
        _ plan: PostingPlan, _ held: HeldEntries, _ importID: ImportID, _ writer: EntryWriter
    ) throws {
        for reversal in plan.reversals {
            let entry = held.current[reversal.current].entry
            try writer.reverse(entry, importID: importID.id, notBefore: firstOpen)
            guard held.isMoney[reversal.current] else { continue }
            try reportReversal(entry, reversal.cause)
        }
    }

    private mutating func reportReversal(_ entry: Int64, _ cause: PostingPlan.Cause) throws {
        guard
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT import.name, entry.line, entry.amountMinor, entry.currency, entry.party FROM entry
                      JOIN import ON import.id = entry.import WHERE entry.id = ?
                    """, arguments: [entry])
        else { return }
        let amount = Money(row[2], Currency(code: row[3] as String) ?? .usd).grouped
        let code: DiagnosticCode = cause == .vanished ? .rowVanished : .rowChanged
        let message =
            cause == .vanished
            ? "\(amount) is no longer in \(reading.name): it was taken back"
            : "\(amount) reads otherwise in \(reading.name) and was replaced"
        reading.diagnostics.report(
            Diagnostic(
                .warning, code, file: row[0], line: row[1], value: row[4], message,
                hint: "if that was not meant, correct the export; the old row stays in the ledger with its reversal"),
            code: code, file: reading.name)
    }

    private func insertDiagnostics(_ importID: ImportID) throws {
        let statement = try db.makeStatement(
            sql: "INSERT INTO diagnostic (import, severity, code, file, line, column, field, value, message, hint) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for found in reading.diagnostics.all {
            try statement.execute(arguments: [
                importID.id, found.severity.rawValue, found.code.rawValue, found.file, found.line, found.column,
                found.field,
                found.value, found.message, found.hint,
            ])
        }
    }
}

/// What the ledger holds of a feed: entries in force and what its exports spoke for.
private struct HeldEntries {
    var current: [PostingPlan.Current] = []
    var isMoney: [Bool] = []
    var covers: [PostingPlan.Cover] = []

    init(_ db: Database, feed: Int64, sha256: String) throws {
        var ranks: [Int64: (rank: PostingPlan.Rank, isSame: Bool)] = [:]
        let imports = try Row.fetchAll(
            db,
            sql: """
                SELECT import.id, stamp, coverage, firstDay, lastDay, source.sha256 = ? FROM import
                  JOIN source ON source.id = import.source WHERE feed = ?
                """, arguments: [sha256, feed])
        // A first import has nothing to compare with, and no scan of the entries to pay for.
        guard !imports.isEmpty else { return }
        for row in imports {
            let rank = PostingPlan.Rank(stamp: Self.day(row[1]), order: row[0])
            let coverage: FileReading.Coverage =
                switch row[2] as String {
                case "all": .all
                case "dates": .dates
                default: .additions
                }
            let isSame: Bool = row[5]
            // The same bytes under an older profile text say nothing that the new text does not.
            if !isSame {
                covers.append(.init(rank: rank, coverage: coverage, first: Self.day(row[3]), last: Self.day(row[4])))
            }
            ranks[row[0]] = (rank, isSame)
        }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, import, date, contentHigh, contentLow, keyHigh, keyLow, kind FROM entry
                  WHERE reverses IS NULL AND import IN (SELECT id FROM import WHERE feed = ?)
                    AND NOT EXISTS (SELECT 1 FROM entry later WHERE later.reverses = entry.id)
                  ORDER BY id
                """, arguments: [feed])
        while let row = try rows.next() {
            let (rank, isSame) = ranks[row[1]]!
            let key = (row[5] as Int64?).map {
                Fingerprint(high: UInt64(bitPattern: $0), low: UInt64(bitPattern: row[6]))
            }
            current.append(
                .init(
                    entry: row[0],
                    content: Fingerprint(high: UInt64(bitPattern: row[3]), low: UInt64(bitPattern: row[4])), key: key,
                    day: Self.day(row[2]), rank: rank, isOfSameSource: isSame))
            isMoney.append(RecordKind(rawValue: row[7])?.isSetUp == false)
        }
    }

    private static func day(_ number: Int32?) -> Day { number.map(Day.init(number:)) ?? .none }
}
