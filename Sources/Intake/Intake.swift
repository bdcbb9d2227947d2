package import CostModel
package import Tables

/// From the bytes of an export to typed records: pure functions of bytes and profile.
package enum Intake {
    /// Reads one file under one profile. Never fails: what is wrong is in the reading's diagnostics.
    ///
    /// Each row is a record (or several, one a leg), refused or ignored: `count` says how many and how much. A file that is cut
    /// short, cannot be decoded or lacks a needed heading is refused whole, and then says nothing about what has vanished.
    /// `name` is the file as messages show it; the records' texts go into `texts`. Amounts may be in `currencies` besides.
    package static func read(
        _ source: SourceBytes, named name: String, feed: String, profile: Profile, currency: Currency,
        currencies: [Currency] = [], texts: inout Texts
    ) -> FileReading {
        let table = Table.read(source.bytes, encoding: profile.encoding, delimiter: profile.delimiter)
        // The pool is handed on and back, never copied: it holds the texts of all the files before.
        var pool = Texts()
        swap(&pool, &texts)
        var result = read(
            table, source, profile: profile, feed: feed, name: name, currency: currency,
            currencies: currencies, texts: consume pool)
        swap(&result.texts, &texts)
        return result.reading
    }

    /// A reading with what `inspect` wants to know besides.
    struct Result {
        var reading: FileReading
        var texts: Texts
        var header: Header?
        var dataRows: [(row: Int, group: TextID)] = []
        var ignored: [(row: Int, reason: IgnoredReason)] = []
    }

    /// `currency` nil takes amounts of any currency.
    static func read(
        _ table: Table, _ source: SourceBytes, profile: Profile, feed: String, name: String, currency: Currency?,
        currencies: [Currency] = [], texts: consuming Texts, collects: Bool = false
    ) -> Result {
        var reading = FileReading(
            feed: feed, profile: profile.name, profileHash: profile.hash, name: name, sha256: source.sha256,
            bytes: source.bytes, coverage: profile.coverage)
        for problem in table.problems { reading.diagnostics.report(Diagnostic(problem, file: name)) }
        let header = Header.find(profile, in: table)
        guard table.isReadable, let header, header.missing(profile.neededHeadings, profile).isEmpty else {
            if table.isReadable, table.rowCount > 0 {
                reportMissing(header ?? Header.nearest(to: profile, in: table), table, profile, name, &reading)
            }
            return Result(reading: refused(reading, table), texts: texts)
        }
        var profile = profile
        // A day of a workbook or a calendar is a day, not a text: its reader writes it so, whatever the profile says of texts.
        if table.container != .text, !profile.days.contains(.iso) { profile.days.append(.iso) }
        if profile.hasSeveralOrders {
            let proof = DayOrder.prove(profile, header, in: table)
            guard case .patterns(let patterns) = proof else {
                reading.diagnostics.report(unproved(proof, table, header, profile, name))
                return Result(reading: refused(reading, table), texts: texts, header: header)
            }
            profile.days = patterns
        }
        let layout = Layout(profile, header: header)
        var reader = RowReader(
            table, profile, layout, currency: currency, currencies: currencies, reading: reading, texts: texts,
            collects: collects)
        reader.run()
        return Result(
            reading: reader.reading, texts: reader.texts, header: header, dataRows: reader.dataRows,
            ignored: reader.ignored)
    }

    /// Nothing of the file was used.
    private static func refused(_ reading: consuming FileReading, _ table: Table) -> FileReading {
        reading.count.rowsRead = table.rowCount
        reading.count.rowsRefused = table.rowCount
        reading.coverage = .additions
        return reading
    }

    private static func unproved(
        _ proof: DayOrder.Proof, _ table: Table, _ header: Header, _ profile: Profile, _ name: String
    ) -> Diagnostic {
        func place(_ row: Int, _ column: Int) -> (line: Int, column: Int, field: String, value: String) {
            let place = table.place(ofCell: column, inRow: row)
            let title = column < header.titles.count ? header.titles[column] : "column \(column + 1)"
            return (place.line, place.column, title, table.string(column, ofRow: row))
        }
        switch proof {
        case .open(let row, let column):
            let cell = place(row, column)
            return .orderOpen(
                profile.days.filter(\.isAmbiguous), file: name, line: cell.line, column: cell.column,
                field: cell.field, value: cell.value)
        case .mixed(let row, let column):
            let cell = place(row, column)
            return .orderMixed(
                file: name, line: cell.line, column: cell.column, field: cell.field, value: cell.value)
        case .patterns: preconditionFailure("it is proved")
        }
    }

    private static func reportMissing(
        _ header: Header?, _ table: Table, _ profile: Profile, _ name: String, _ reading: inout FileReading
    ) {
        let line = header.map { table.line(ofRow: $0.row) } ?? 0
        let needed = profile.neededHeadings
        // A heading that is one of the needed is not another one misspelt.
        let taken = Set(needed.compactMap { header?.column($0, profile) })
        let free = (header?.titles ?? []).enumerated().filter { !taken.contains($0.offset) }.map(\.element)
        for heading in header?.missing(needed, profile) ?? needed {
            reading.diagnostics.report(.headingMissing(heading, among: free, file: name, line: line))
        }
    }
}

extension Table {
    /// The rows can be told apart and decoded. An open quote leaves the rows above it readable, though not usable.
    var isReadable: Bool {
        problems.allSatisfy { problem in
            if case .quoteUnclosed = problem { return true }
            return !problem.refusesFile
        }
    }
}
