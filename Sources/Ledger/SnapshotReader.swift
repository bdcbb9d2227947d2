package import CostModel
import GRDB
import GRDBSQLite

extension Ledger {
    /// The ledger as it stood for the report of `period`: entries of that period and earlier, and what was said about them.
    package func snapshot(of production: Production, period: Day) throws(LedgerFailure) -> Snapshot {
        var snapshot = Snapshot(production: production, period: period)
        snapshot.previous = try lastReport(before: period)
        try read { db in
            let imports = try ImportRow.fetch(db, upTo: period)
            snapshot.decisions = try CodingTable.decisions(db, upTo: period)
            snapshot.firstOpen = try Self.firstOpen(db, asOf: period)
            snapshot.closedThrough = try Self.lastClosed(db, before: period)
            snapshot.feeds = try String.fetchAll(db, sql: "SELECT name FROM feed ORDER BY name")
            snapshot.files = try Self.files(db)
            snapshot.imports = imports.map(\.summary)
            snapshot.diagnostics = try Self.diagnostics(db, imports, period)
            try EntryReader(db, snapshot.feeds, withLinks: snapshot.closedThrough != nil).read(into: &snapshot)
        }
        return snapshot
    }

    /// The first week in which a run as of a week can post; nil when every week is open. A week that is reported again stays
    /// open, unless it is closed; every week before it is not.
    static func firstOpen(_ db: Database, asOf period: Day) throws -> Day? {
        let reported = try firstUnreported(db, asOf: period)
        let closed = try lastClosed(db, before: .last).map { $0 + 7 }
        return [reported, closed].compactMap { $0 }.max()
    }

    private static func firstUnreported(_ db: Database, asOf period: Day) throws -> Day? {
        let last = try Int32.fetchOne(db, sql: "SELECT max(period) FROM report") ?? .min
        return try Int32.fetchOne(
            db, sql: "SELECT max(period) FROM report WHERE period < ?", arguments: [max(last, period.number)]
        ).map { Day(number: $0 + 7) }
    }

    private static func files(_ db: Database) throws -> [SourceFile] {
        try Row.fetchAll(db, sql: "SELECT id, name, sha256, size FROM source ORDER BY id").map {
            SourceFile(id: $0[0], name: $0[1], sha256: $0[2], byteCount: $0[3])
        }
    }

    /// What is still true of the files: a newer export of a cumulative feed, or the same file read again, has replaced what
    /// was wrong with the older one. What happened while posting (vanished, changed, late) belongs to the week it happened in.
    private static func diagnostics(_ db: Database, _ imports: [ImportRow], _ period: Day) throws -> [Diagnostic] {
        var found: [Diagnostic] = []
        for (index, row) in imports.enumerated() {
            let isReplaced = imports[(index + 1)...].contains {
                $0.summary.feed == row.summary.feed
                    && ($0.isCumulative || $0.name == row.name || $0.summary.sourceID == row.summary.sourceID)
            }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT severity, code, file, line, column, field, value, message, hint FROM diagnostic
                      WHERE import = ? ORDER BY id
                    """, arguments: [row.id])
            for found_ in rows {
                guard let severity = Severity(rawValue: found_[0]), let code = DiagnosticCode(rawValue: found_[1])
                else {
                    continue
                }
                let isEvent = code.isEvent
                guard isEvent ? row.summary.asOf == period : !isReplaced else { continue }
                found.append(
                    Diagnostic(
                        severity, code, file: found_[2], line: found_[3], column: found_[4], field: found_[5],
                        value: found_[6], found_[7], hint: found_[8]))
            }
        }
        return found
    }
}

/// An import with what decides whether a later one replaces it.
private struct ImportRow {
    var id: Int64
    var name: String
    var isCumulative: Bool
    var summary: ImportSummary

    /// In order of rank: stamp, then order of import. A later run may have brought what belongs to this period.
    static func fetch(_ db: Database, upTo period: Day) throws -> [ImportRow] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT import.id, import.name, coverage <> 'additions', source, feed.name, profile, asOf, rowsRead, rowsPosted,
                    rowsUnchanged, rowsRefused, rowsIgnored, centsRead, centsPosted, centsUnchanged, centsRefused,
                    centsIgnored, entriesReversed
                  FROM import JOIN feed ON feed.id = import.feed
                  WHERE asOf <= ? OR import.id IN (SELECT import FROM entry WHERE period <= ?)
                  ORDER BY stamp, import.id
                """, arguments: [period.number, period.number]
        ).map { row in
            var count = ImportCount()
            (count.rowsRead, count.rowsPosted, count.rowsUnchanged) = (row[7], row[8], row[9])
            (count.rowsRefused, count.rowsIgnored, count.centsRead) = (row[10], row[11], row[12])
            (count.centsPosted, count.centsUnchanged, count.centsRefused) = (row[13], row[14], row[15])
            (count.centsIgnored, count.entriesReversed) = (row[16], row[17])
            return ImportRow(
                id: row[0], name: row[1], isCumulative: row[2],
                summary: ImportSummary(
                    sourceID: row[3], feed: row[4], profile: row[5], asOf: Day(number: row[6]), count: count))
        }
    }
}

/// Reads entries column by column, texts straight into the pool.
private struct EntryReader {
    private let statement: Statement
    private let db: Database
    /// Source and feed of each import: looked up here, which is cheaper than a join on every row.
    private let origins: [Int64: (source: Int32, feed: Int32)]

    /// Links only matter behind a closed week, and cost time on every row.
    init(_ db: Database, _ feeds: [String], withLinks: Bool) throws {
        self.db = db
        let imports = try Row.fetchAll(
            db, sql: "SELECT import.id, source, feed.name FROM import JOIN feed ON feed.id = import.feed")
        origins = Dictionary(
            uniqueKeysWithValues: imports.map { ($0[0], ($0[1], Int32(feeds.firstIndex(of: $0[2])!))) })
        statement = try db.makeStatement(
            sql: """
                SELECT id, import, line, kind, status, leg, currency, date, weekEnding, period, amountMinor, rate,
                    quantity, hours15, hours20, account, party, reference, orderNumber, details, department, holder, type,
                    setCode, tag, reverses\(withLinks ? ", keyHigh, keyLow, cause" : "")
                  FROM entry WHERE period <= ? ORDER BY id
                """)
    }

    func read(into snapshot: inout Snapshot) throws {
        let handle = statement.sqliteStatement
        sqlite3_reset(handle)
        sqlite3_bind_int64(handle, 1, Int64(snapshot.period.number))
        var texts = Texts()
        while true {
            let code = sqlite3_step(handle)
            if code == SQLITE_DONE { break }
            guard code == SQLITE_ROW else {
                throw DatabaseError(
                    resultCode: ResultCode(rawValue: code),
                    message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
            }
            snapshot.entries.append(entry(handle, &texts))
            if let closed = snapshot.closedThrough { addLink(handle, closed, &snapshot) }
        }
        sqlite3_reset(handle)
        snapshot.texts = texts
    }

    /// Only of entries behind the closed weeks that take another back or whose own day lies in them: the others have no
    /// other version.
    private func addLink(_ handle: OpaquePointer, _ closed: Day, _ snapshot: inout Snapshot) {
        let entry = snapshot.entries[snapshot.entries.count - 1]
        guard entry.period > closed, entry.isReversal || entry.record.date <= closed else { return }
        func number(_ column: Int32) -> UInt64 { UInt64(bitPattern: sqlite3_column_int64(handle, column)) }
        let hasKey = sqlite3_column_type(handle, 26) != SQLITE_NULL
        let cause = sqlite3_column_int64(handle, 28)
        snapshot.links[entry.id] = PostingLink(
            key: hasKey ? Fingerprint(high: number(26), low: number(27)) : nil,
            causeSourceID: origins[cause]?.source ?? 0)
    }

    private func entry(_ handle: OpaquePointer, _ texts: inout Texts) -> Entry {
        func number(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
        func day(_ column: Int32) -> Day {
            sqlite3_column_type(handle, column) == SQLITE_NULL ? .none : Day(number: Int32(number(column)))
        }
        func text(_ column: Int32) -> TextID {
            guard let bytes = sqlite3_column_text(handle, column) else { return .empty }
            return texts.intern(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column))))
        }
        let currency = sqlite3_column_text(handle, 6)!
        let packed = (0..<3).reduce(UInt16(0)) { $0 << 5 | UInt16(currency[$1] - 64) }
        var record = CostRecord(
            kind: RecordKind(rawValue: UInt8(number(3)))!, currency: Currency(packed: packed))
        record.status = RecordStatus(rawValue: UInt8(number(4)))!
        record.leg = UInt8(number(5))
        (record.date, record.weekEnding) = (day(7), day(8))
        record.amountMinor = number(10)
        record.rate = Rate(tenThousandths: number(11))
        (record.quantity, record.hours15, record.hours20) = (Int32(number(12)), Int32(number(13)), Int32(number(14)))
        (record.account, record.party, record.reference, record.order) = (text(15), text(16), text(17), text(18))
        (record.details, record.department, record.holder) = (text(19), text(20), text(21))
        (record.type, record.set, record.tag) = (text(22), text(23), text(24))
        let origin = origins[number(1)]!
        return Entry(
            id: number(0), record: record, origin: Origin(sourceID: origin.source, line: Int32(number(2))),
            feed: origin.feed, period: day(9), reverses: number(25))
    }
}
