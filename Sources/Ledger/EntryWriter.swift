import CostModel
import GRDB
import GRDBSQLite

/// Inserts entries with bound bytes: a record's texts go from the pool into SQLite without becoming Strings.
struct EntryWriter {
    private let statement: Statement
    private let reversal: Statement
    private let db: Database
    /// SQLite copies what is bound.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ db: Database) throws {
        self.db = db
        statement = try db.makeStatement(
            sql: """
                INSERT INTO entry (import, line, kind, status, leg, currency, date, weekEnding, period, amountMinor, rate,
                    quantity, hours15, hours20, contentHigh, contentLow, keyHigh, keyLow, account, party, reference,
                    orderNumber, details, department, holder, type, setCode, tag)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        reversal = try db.makeStatement(
            sql: """
                INSERT INTO entry (import, line, kind, status, leg, currency, date, weekEnding, period, account, party,
                    reference, orderNumber, details, department, holder, type, setCode, tag, amountMinor, rate, quantity,
                    hours15, hours20, contentHigh, contentLow, keyHigh, keyLow, reverses, cause)
                  SELECT import, line, kind, status, leg, currency, date, weekEnding, max(period, ?), account, party,
                    reference, orderNumber, details, department, holder, type, setCode, tag, amountMinor, rate, quantity,
                    hours15, hours20, contentHigh, contentLow, keyHigh, keyLow, id, ? FROM entry WHERE id = ?
                """)
    }

    func insert(
        _ record: CostRecord, texts: Texts.Pointers, importID: Int64, line: Int32, period: Day, content: Fingerprint,
        key: Fingerprint?
    ) throws {
        let handle = statement.sqliteStatement
        sqlite3_reset(handle)
        let currency = record.currency.description
        bind(handle, 1, importID)
        bind(handle, 2, Int64(line))
        bind(handle, 3, Int64(record.kind.rawValue))
        bind(handle, 4, Int64(record.status.rawValue))
        bind(handle, 5, Int64(record.leg))
        sqlite3_bind_text(handle, 6, currency, -1, Self.transient)
        bind(handle, 7, record.date)
        bind(handle, 8, record.weekEnding)
        bind(handle, 9, Int64(period.number))
        bind(handle, 10, record.amountMinor)
        bind(handle, 11, record.rate.tenThousandths)
        bind(handle, 12, Int64(record.quantity))
        bind(handle, 13, Int64(record.hours15))
        bind(handle, 14, Int64(record.hours20))
        bind(handle, 15, Int64(bitPattern: content.high))
        bind(handle, 16, Int64(bitPattern: content.low))
        if let key {
            bind(handle, 17, Int64(bitPattern: key.high))
            bind(handle, 18, Int64(bitPattern: key.low))
        } else {
            sqlite3_bind_null(handle, 17)
            sqlite3_bind_null(handle, 18)
        }
        bind(handle, 19, record.account, texts)
        bind(handle, 20, record.party, texts)
        bind(handle, 21, record.reference, texts)
        bind(handle, 22, record.order, texts)
        bind(handle, 23, record.details, texts)
        bind(handle, 24, record.department, texts)
        bind(handle, 25, record.holder, texts)
        bind(handle, 26, record.type, texts)
        bind(handle, 27, record.set, texts)
        bind(handle, 28, record.tag, texts)
        let code = sqlite3_step(handle)
        guard code == SQLITE_DONE else {
            sqlite3_reset(handle)
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
        }
    }

    /// Takes an entry back. The reversal repeats it, keeps its origin, and counts in the open week at the earliest.
    func reverse(_ entry: Int64, importID: Int64, notBefore firstOpen: Day?) throws {
        try reversal.execute(arguments: [firstOpen?.number ?? .min, importID, entry])
    }

    private func bind(_ handle: OpaquePointer, _ index: Int32, _ value: Int64) {
        sqlite3_bind_int64(handle, index, value)
    }

    private func bind(_ handle: OpaquePointer, _ index: Int32, _ day: Day) {
        if day.isNone { sqlite3_bind_null(handle, index) } else { bind(handle, index, Int64(day.number)) }
    }

    /// Not copied: the pool stands still until the row is in.
    private func bind(_ handle: OpaquePointer, _ index: Int32, _ text: TextID, _ texts: Texts.Pointers) {
        let (start, count) = texts[text]
        guard count > 0, let start else {
            sqlite3_bind_text(handle, index, "", 0, Self.transient)
            return
        }
        sqlite3_bind_text(handle, index, start.assumingMemoryBound(to: CChar.self), Int32(count), nil)
    }
}
