package import CostModel
package import Tables

/// Rows and a profile make typed records and diagnostics: a pure function of the bytes.
package enum Intake {
    /// Reads one export under its profile. Texts of the records go into `texts`.
    package static func read(
        _ source: SourceBytes, named name: String, feed: String, profile: Profile, currency: Currency,
        texts: inout Texts
    ) -> FileReading {
        var reading = FileReading(
            feed: feed, profile: profile.name, profileHash: profile.hash, name: name, sha256: source.sha256,
            bytes: source.bytes, coverage: profile.coverage)
        guard let table = TextTable.read(source.bytes, profile: profile, file: name, into: &reading.diagnostics) else {
            return reading
        }
        reading.count.rowsRead = table.rows.count
        guard table.rows.contains(where: { $0.fieldCount > 0 }) else {
            reading.count.rowsIgnored = table.rows.count
            reading.diagnostics.report(
                Diagnostic(
                    .warning, .fileEmpty, file: name, "has no rows", hint: "export it again if it should have some"))
            return reading
        }
        let search = HeaderSearch(table)
        var missing: [String] = []
        guard let match = search.find(profile),
            let layout = Layout(profile, table: table, headerRow: match.headerRow, missing: &missing)
        else {
            refuse(&reading, table, search.nearest(profile), profile)
            return reading
        }
        var reader = TableReader(layout: layout, table: table, name: name, currency: currency, texts: &texts)
        reader.run(&reading, &texts)
        return reading
    }

    /// A file without its headings is refused whole; its rows are accounted for.
    private static func refuse(_ reading: inout FileReading, _ table: Table, _ miss: HeaderSearch.Miss, _ profile: Profile) {
        let present = miss.found > 0 ? table.texts(miss.row) : []
        let line = miss.found > 0 ? Int(table.rows[miss.row].line) : 0
        for heading in miss.missing {
            reading.diagnostics.report(
                .headingMissing(heading, present, profile: profile, file: reading.name, line: line))
        }
        reading.count.rowsIgnored = table.rows.count { $0.fieldCount == 0 }
        reading.count.rowsRefused = table.rows.count - reading.count.rowsIgnored
    }
}

/// Bytes to a table, with what has to be said about them.
enum TextTable {
    /// nil when the bytes are no text; the reason is reported.
    static func read(_ bytes: [UInt8], profile: Profile?, file: String, into diagnostics: inout Diagnostics) -> Table? {
        let detected = TextEncoding.detect(bytes)
        let encoding = profile?.encoding == .utf8 && detected == .utf8BOM ? .utf8BOM : profile?.encoding ?? detected
        guard let text = encoding.decode(bytes) else {
            diagnostics.report(
                Diagnostic(
                    .error, .encodingInvalid, file: file, "is not text in \(encoding.rawValue); nothing of it was read",
                    hint: "is it a spreadsheet or an archive? Save it as CSV (UTF-8)"))
            return nil
        }
        if encoding == .windows1252, profile?.encoding == nil {
            diagnostics.report(
                Diagnostic(
                    .warning, .encodingAssumed, file: file, "is not UTF-8 and was read as Windows-1252",
                    hint: "if names look right, set `encoding: windows-1252` in the profile; else save the file as UTF-8"))
        }
        var dialect = Dialect.detect(text)
        if let delimiter = profile?.delimiter, !dialect.isStated { dialect.delimiter = delimiter }
        let table = CSVReader.read(text, dialect: dialect)
        if let line = table.unclosedQuoteLine {
            diagnostics.report(
                Diagnostic(
                    .error, .quoteUnclosed, file: file, line: line,
                    "a quote opens in this record and nothing closes it: all that follows is one cell",
                    hint: "close the quote, or double it if it is an inch mark; then export again"))
        }
        if let line = table.oversizedLine {
            diagnostics.report(
                Diagnostic(
                    .error, .fileTooLarge, file: file, line: line,
                    "a cell is longer than \(Limits.fieldBytesMax) bytes; reading stopped here",
                    hint: "is a quote missing at its end?"))
        }
        return table
    }
}

/// The pass over the rows of one file.
private struct TableReader {
    var layout: Layout
    let table: Table
    let name: String
    let currency: Currency
    private var rows: RowReader
    private let hasNUL: Bool
    private var groupSum: Int64 = 0
    private var allSum: Int64 = 0
    private var latest = Day.none

    init(layout: Layout, table: Table, name: String, currency: Currency, texts: inout Texts) {
        self.layout = layout
        self.table = table
        self.name = name
        self.currency = currency
        rows = RowReader(layout, file: name, currency: currency, texts: &texts)
        hasNUL = table.text.contains(0)
    }

    mutating func run(_ reading: inout FileReading, _ texts: inout Texts) {
        reading.rows.reserveCapacity(table.rows.count)
        // An open quote swallowed the rest of the file into its last record: that record is nobody's row.
        let broken = table.unclosedQuoteLine ?? table.oversizedLine
        table.withCells { cells in
            for row in table.rows.indices {
                if let broken, Int(table.rows[row].line) >= broken {
                    reading.count.rowsRefused += 1
                    continue
                }
                switch layout.classify(row, cells) {
                case .data: readData(row, cells, &reading, &texts)
                case .ignored(let reason):
                    reading.count.rowsIgnored += 1
                    if reason == "group heading" { groupSum = 0 }
                    if reason == "group heading" || reason == "label" || row < layout.headerRow {
                        rows.carry(layout.carried)
                    }
                    if reason != "headings", reason != "headings again", reason != "blank" {
                        ignore(row, cells, &reading)
                    }
                case .total(let closesGroup):
                    reading.count.rowsIgnored += 1
                    checkTotal(row, cells, closesGroup: closesGroup, &reading)
                }
            }
        }
        if reading.stamp.isNone { reading.stamp = latest }
    }

    private mutating func readData(
        _ row: Int, _ cells: Table.Cells, _ reading: inout FileReading, _ texts: inout Texts
    ) {
        if isRefusedForShape(row, cells, &reading.diagnostics) {
            reading.count.rowsRefused += 1
            return
        }
        let amounts = rows.amounts(row, cells, table, isSilent: false, into: &reading.diagnostics)
        reading.count.centsRead += amounts.readable
        groupSum += amounts.readable
        allSum += amounts.readable
        let records = rows.read(row, cells, table, amounts: amounts, texts: &texts, into: &reading.diagnostics)
        guard !records.isEmpty else {
            reading.count.rowsRefused += 1
            reading.count.centsRefused += amounts.readable
            return
        }
        for record in records {
            latest = record.date.isNone ? latest : max(latest, record.date)
            reading.rows.append(
                FileReading.Row(record: record, line: table.rows[row].line, key: key(of: record, texts)))
        }
    }

    /// More filled cells than headings, or a NUL byte: the row cannot be trusted.
    private func isRefusedForShape(_ row: Int, _ cells: Table.Cells, _ diagnostics: inout Diagnostics) -> Bool {
        let width = layout.headings.count
        for column in width..<max(width, cells.count(row)) where !cells[row, column].isBlank {
            let place = rows.place(row, column, table)
            diagnostics.report(
                place.diagnostic(
                    .rowRagged, "stands beyond the last heading: the row has \(cells.count(row)) cells, the header \(width)",
                    hint: "a comma inside a value needs the value in double quotes; check the row's figures"))
            break
        }
        guard hasNUL else { return false }
        for column in 0..<cells.count(row) where cells[row, column].contains(0) {
            diagnostics.report(
                rows.place(row, column, table).diagnostic(
                    .encodingInvalid, "holds a NUL byte; the row is refused", hint: "export the file again"))
            return true
        }
        return false
    }

    private func key(of record: CostRecord, _ texts: Texts) -> Fingerprint? {
        guard !layout.profile.key.isEmpty else { return nil }
        var builder = Fingerprint.Builder()
        builder.add(Int64(record.kind.rawValue) << 8 | Int64(record.leg))
        for field in layout.profile.key {
            switch field {
            case .date: builder.add(Int64(record.date.number))
            case .weekEnding: builder.add(Int64(record.weekEnding.number))
            case .amount: builder.add(record.amountMinor)
            case .rate, .percent: builder.add(record.rate.tenThousandths)
            case .quantity: builder.add(Int64(record.quantity))
            case .hours15: builder.add(Int64(record.hours15))
            case .hours20: builder.add(Int64(record.hours20))
            case .status: builder.add(Int64(record.status.rawValue))
            case .account, .party, .reference, .order, .details, .department, .holder, .type, .set, .tag:
                texts.withBytes(of: record.text(field)) { builder.add($0) }
            }
        }
        return builder.fingerprint
    }

    /// Rows that are not data may hold the export's own date, and amounts that are accounted for as ignored.
    private mutating func ignore(_ row: Int, _ cells: Table.Cells, _ reading: inout FileReading) {
        var unused = Diagnostics()
        if row > layout.headerRow {
            let amounts = rows.amounts(row, cells, table, isSilent: true, into: &unused)
            reading.count.centsRead += amounts.readable
            reading.count.centsIgnored += amounts.readable
        }
        guard let stamp = layout.profile.stamp, reading.stamp.isNone else { return }
        for column in 0..<cells.count(row) {
            let text = Cell.text(cells[row, column])
            guard let found = text.firstRange(of: stamp.after) else { continue }
            let rest = text[found.upperBound...].split(separator: " ").first.map(String.init) ?? ""
            var bytes = rest
            if let day = bytes.withUTF8({ stamp.day.parse(UnsafeRawBufferPointer($0)) }) { reading.stamp = day }
        }
    }

    private mutating func checkTotal(_ row: Int, _ cells: Table.Cells, closesGroup: Bool, _ reading: inout FileReading) {
        var unused = Diagnostics()
        let amounts = rows.amounts(row, cells, table, isSilent: true, into: &unused)
        reading.count.centsRead += amounts.readable
        reading.count.centsIgnored += amounts.readable
        defer {
            groupSum = 0
            if !closesGroup { allSum = 0 }
        }
        guard layout.profile.amount?.form != .product, amounts.main != nil, !amounts.isRefused else { return }
        let sum = closesGroup ? groupSum : allSum
        guard sum != amounts.readable else { return }
        reading.diagnostics.report(
            .total(
                rows.place(row, layout.amount[0], table), stated: Money(amounts.readable, currency),
                sum: Money(sum, currency)))
    }
}

extension CostRecord {
    func text(_ field: Field) -> TextID {
        switch field {
        case .account: account
        case .party: party
        case .reference: reference
        case .order: order
        case .details: details
        case .department: department
        case .holder: holder
        case .type: type
        case .set: set
        case .tag: tag
        case .date, .weekEnding, .amount, .rate, .percent, .quantity, .hours15, .hours20, .status: .empty
        }
    }
}
