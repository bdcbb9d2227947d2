import GRDB

/// The tables: STRICT, with CHECKs, so that the schema is the first validator. What is posted cannot be changed: triggers refuse.
///
/// Days are day numbers from 1970-01-01; the view `entry_readable` shows them as dates and amounts as decimals.
enum Schema {
    /// `COST`, in the file's header: a foreign database is not taken for ours.
    static let applicationID: Int32 = 0x434F_5354
    /// 2 added `coding`, 3 `closing` and `closed_file`.
    static let version = 3

    static func create(_ db: Database) throws {
        try db.execute(sql: tables)
        try protect(["source", "import", "entry", "diagnostic", "report", "figure"], db)
        try db.execute(sql: "PRAGMA application_id = \(applicationID);")
        try addCoding(db)
        try addClosing(db)
    }

    /// Brings a ledger of an earlier version up to this one; what is posted is not touched.
    static func upgrade(_ db: Database) throws {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if version < 2 { try addCoding(db) }
        if version < 3 { try addClosing(db) }
    }

    private static func addCoding(_ db: Database) throws {
        try db.execute(sql: coding)
        try protect(["coding"], db)
        try db.execute(sql: "PRAGMA user_version = 2;")
    }

    private static func addClosing(_ db: Database) throws {
        try db.execute(sql: closing)
        try protect(["closing", "closed_file"], db)
        try db.execute(sql: "PRAGMA user_version = 3;")
    }

    private static func protect(_ names: [String], _ db: Database) throws {
        for table in names {
            for action in ["UPDATE", "DELETE"] {
                try db.execute(
                    sql: """
                        CREATE TRIGGER "\(table)_no_\(action)" BEFORE \(action) ON "\(table)"
                        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
                        """)
            }
        }
    }

    /// How entries counted in the reports that were made: a decision holds from its period on, until a later one.
    private static let coding = """
        CREATE TABLE coding (
          id INTEGER PRIMARY KEY,
          entry INTEGER NOT NULL REFERENCES entry(id),
          period INTEGER NOT NULL,
          state TEXT NOT NULL CHECK (state IN ('source', 'coded', 'counted')),
          rule TEXT NOT NULL, account TEXT NOT NULL, setCode TEXT NOT NULL, tag TEXT NOT NULL, department TEXT NOT NULL
        ) STRICT;
        """

    /// Periods that were closed, and their numbered revisions. The manifest is the snapshot of every column of every line.
    private static let closing = """
        CREATE TABLE closing (
          id INTEGER PRIMARY KEY,
          period INTEGER NOT NULL,
          revision INTEGER NOT NULL CHECK (revision >= 0),
          reason TEXT NOT NULL, isFinal INTEGER NOT NULL CHECK (isFinal IN (0, 1)), asOf INTEGER,
          -- The figures that later reports compare with; a revision has none.
          report INTEGER REFERENCES report(id),
          manifest BLOB NOT NULL,
          UNIQUE (period, revision),
          CHECK ((revision = 0) = (reason = '')),
          CHECK ((revision = 0) = (report IS NOT NULL))
        ) STRICT;
        CREATE TABLE closed_file (
          closing INTEGER NOT NULL REFERENCES closing(id),
          name TEXT NOT NULL CHECK (name <> ''),
          sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
          size INTEGER NOT NULL,
          UNIQUE (closing, name)
        ) STRICT;
        -- What is closed takes no new figures and no new decisions.
        CREATE TRIGGER report_closed BEFORE INSERT ON report
          WHEN EXISTS (SELECT 1 FROM closing WHERE period = NEW.period)
          BEGIN SELECT RAISE(ABORT, 'the period is closed'); END;
        CREATE TRIGGER coding_closed BEFORE INSERT ON coding
          WHEN NEW.period <= (SELECT max(period) FROM closing)
          BEGIN SELECT RAISE(ABORT, 'the period is closed'); END;
        """

    private static let tables = """
        CREATE TABLE source (
          id INTEGER PRIMARY KEY,
          sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
          name TEXT NOT NULL CHECK (name <> ''),
          size INTEGER NOT NULL CHECK (size = length(bytes)),
          bytes BLOB NOT NULL
        ) STRICT;
        CREATE TABLE feed (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE CHECK (name <> '')) STRICT;
        CREATE TABLE import (
          id INTEGER PRIMARY KEY,
          source INTEGER NOT NULL REFERENCES source(id),
          feed INTEGER NOT NULL REFERENCES feed(id),
          name TEXT NOT NULL CHECK (name <> ''),
          profile TEXT NOT NULL, profileHash TEXT NOT NULL,
          asOf INTEGER NOT NULL, stamp INTEGER,
          coverage TEXT NOT NULL CHECK (coverage IN ('additions', 'dates', 'all')),
          firstDay INTEGER, lastDay INTEGER,
          rowsRead INTEGER NOT NULL, rowsPosted INTEGER NOT NULL, rowsUnchanged INTEGER NOT NULL,
          rowsRefused INTEGER NOT NULL, rowsIgnored INTEGER NOT NULL,
          centsRead INTEGER NOT NULL, centsPosted INTEGER NOT NULL, centsUnchanged INTEGER NOT NULL,
          centsRefused INTEGER NOT NULL, centsIgnored INTEGER NOT NULL,
          entriesReversed INTEGER NOT NULL,
          CHECK (rowsRead = rowsPosted + rowsUnchanged + rowsRefused + rowsIgnored),
          CHECK (centsRead = centsPosted + centsUnchanged + centsRefused + centsIgnored)
        ) STRICT;
        CREATE TABLE entry (
          id INTEGER PRIMARY KEY,
          import INTEGER NOT NULL REFERENCES import(id),
          line INTEGER NOT NULL CHECK (line > 0),
          kind INTEGER NOT NULL, status INTEGER NOT NULL, leg INTEGER NOT NULL, currency TEXT NOT NULL CHECK (length(currency) = 3),
          date INTEGER, weekEnding INTEGER, period INTEGER NOT NULL,
          account TEXT NOT NULL, party TEXT NOT NULL, reference TEXT NOT NULL, orderNumber TEXT NOT NULL,
          details TEXT NOT NULL, department TEXT NOT NULL, holder TEXT NOT NULL, type TEXT NOT NULL,
          setCode TEXT NOT NULL, tag TEXT NOT NULL,
          amountMinor INTEGER NOT NULL, rate INTEGER NOT NULL, quantity INTEGER NOT NULL,
          hours15 INTEGER NOT NULL, hours20 INTEGER NOT NULL,
          contentHigh INTEGER NOT NULL, contentLow INTEGER NOT NULL, keyHigh INTEGER, keyLow INTEGER,
          -- A reversal names the entry that it takes back, and the import because of which.
          reverses INTEGER REFERENCES entry(id), cause INTEGER REFERENCES import(id),
          CHECK ((reverses IS NULL) = (cause IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX entry_reverses ON entry(reverses) WHERE reverses IS NOT NULL;
        CREATE INDEX import_feed ON import(feed);
        CREATE TABLE diagnostic (
          id INTEGER PRIMARY KEY,
          import INTEGER NOT NULL REFERENCES import(id),
          severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'note')),
          code TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, column INTEGER NOT NULL,
          field TEXT NOT NULL, value TEXT NOT NULL, message TEXT NOT NULL, hint TEXT NOT NULL
        ) STRICT;
        CREATE TABLE report (id INTEGER PRIMARY KEY, period INTEGER NOT NULL) STRICT;
        CREATE TABLE figure (
          report INTEGER NOT NULL REFERENCES report(id),
          account TEXT NOT NULL, toDate INTEGER NOT NULL, finalCost INTEGER NOT NULL, workingBudget INTEGER NOT NULL,
          UNIQUE (report, account)
        ) STRICT;
        CREATE VIEW entry_readable AS
          SELECT entry.id, source.name AS file, line, feed.name AS feed, date(date * 86400, 'unixepoch') AS date,
            date(period * 86400, 'unixepoch') AS period, account, party, reference, orderNumber, details,
            printf('%.2f', amountMinor / 100.0) AS amount, currency, reverses
          FROM entry JOIN import ON import.id = entry.import JOIN source ON source.id = import.source
            JOIN feed ON feed.id = import.feed;
        """
}
