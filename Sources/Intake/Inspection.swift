package import CostModel
package import Tables

/// What a file is: its encoding and dialect, the profile that fits, the table as read, and what is wrong with it.
package struct Inspection: Sendable {
    package var file: String
    package var sha256: String
    package var container: Container
    package var encoding: TextEncoding
    package var dialect: Dialect
    /// The names of a workbook's sheets, in its order; empty for everything else. Lines of a workbook are `SourceLine`s.
    package var sheets: [String]
    /// Records above the header.
    package var preamble: Int
    /// Line of the header, from 1; 0 when there is none.
    package var header: Int
    /// The profile under which the file was read; nil when none fits, or more than one.
    package var profile: String?
    /// Every profile that knows some of the headings, the best first.
    package var fits: [ProfileSet.Fit]
    package var columns: [String]
    /// The cells as they stand in the file, records only. A group's name stands in each row of the group.
    package var rows: [[String]]
    /// Lines that are no records, and why.
    package var ignored: [Ignored]
    package var diagnostics: [Diagnostic]
    /// On which each of `rows` begins, where no profile reads them.
    private var lines: [Int] = []

    /// Something is wrong with the file. That no profile knows it is not: it could be read all the same.
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error && $0.code != .profileUnknown } }

    package struct Ignored: Hashable, Sendable {
        package var line: Int
        package var reason: String
    }
}

extension Intake {
    /// Reads a file under the profile that fits, or under `given`; where there is none, as the plain table that it seems to be.
    ///
    /// Every profile is tried. One that fits is taken; of several the one with the most headings in common, and two that
    /// have as many are an error. `currency` nil takes amounts of any currency.
    package static func inspect(
        _ source: SourceBytes, profiles: ProfileSet, currency: Currency?, profile given: Profile? = nil
    ) -> Inspection {
        let plain = Table.read(source.bytes, mends: true)
        let (choice, fits) = profiles.choose(for: plain)
        var inspection = Inspection(plain, source, fits: fits)
        var profile = given
        if profile == nil, case .one(let name) = choice { profile = profiles[name] }
        guard let profile else {
            inspection.readPlain(plain)
            var diagnostics = Diagnostics()
            for problem in plain.problems { diagnostics.report(Diagnostic(problem, file: source.path)) }
            inspection.reportRagged(plain, to: &diagnostics)
            switch choice {
            case .tie(let names): diagnostics.report(.profileAmbiguous(names, file: source.path))
            case .none(let nearest, let missing) where plain.rowCount > 0 && !profiles.names.isEmpty:
                diagnostics.report(.profileUnknown(source.path, nearest, missing))
            case .one, .none: break
            }
            inspection.diagnostics = diagnostics.all
            return inspection
        }
        let table = Table.read(source.bytes, encoding: profile.encoding, delimiter: profile.delimiter)
        let result = read(
            table, source, profile: profile, feed: "", name: source.path, currency: currency, texts: Texts(),
            collects: true)
        inspection.read(table, profile, result)
        return inspection
    }
}

extension Inspection {
    fileprivate init(_ table: Table, _ source: SourceBytes, fits: [ProfileSet.Fit]) {
        file = source.path
        sha256 = source.sha256
        container = table.container
        encoding = table.text.encoding
        dialect = table.dialect
        sheets = table.sheets.map(\.name)
        (preamble, header, profile) = (0, 0, nil)
        self.fits = fits
        (columns, rows, ignored, diagnostics) = ([], [], [], [])
    }

    /// Without a profile: the table that the file seems to be.
    fileprivate mutating func readPlain(_ table: Table) {
        let plain = PlainTable(table)
        preamble = plain.preamble
        header = plain.headerRow.map { table.line(ofRow: $0) } ?? 0
        columns = plain.columns
        rows = plain.dataRows.map(plain.cells)
        for (row, reason) in plain.ignored { ignored.append(Ignored(line: table.line(ofRow: row), reason: reason)) }
        lines = plain.dataRows.map { table.line(ofRow: $0) }
    }

    /// Rows that do not have as many cells as there are columns.
    fileprivate func reportRagged(_ table: Table, to diagnostics: inout Diagnostics) {
        for (row, line) in zip(rows, lines) where row.count != columns.count {
            diagnostics.report(
                Diagnostic(
                    .ragged(cells: row.count, headings: columns.count, hasExtra: row.count > columns.count),
                    at: Place(file: file, line: line)))
        }
    }

    fileprivate mutating func read(_ table: Table, _ profile: Profile, _ result: Intake.Result) {
        self.profile = profile.name
        encoding = table.text.encoding
        dialect = table.dialect
        diagnostics = result.reading.diagnostics.all
        setHeader(result.header, table)
        let groupColumn = profile.groups.flatMap { result.header?.column($0.column, profile) }
        for (row, group) in result.dataRows {
            var texts = table.strings(row)
            if let groupColumn, groupColumn < texts.count, texts[groupColumn].isEmpty {
                texts[groupColumn] = result.texts[group]
            }
            rows.append(texts)
        }
        for (row, reason) in result.ignored where reason != .heading { ignore(table, row, reason, profile) }
    }

    private mutating func setHeader(_ header: Header?, _ table: Table) {
        guard let header else { return }
        guard !header.isPositional else {
            columns = header.titles
            return
        }
        preamble = header.row
        self.header = table.line(ofRow: header.row)
        columns = table.strings(header.row)
    }

    private mutating func ignore(_ table: Table, _ row: Int, _ reason: IgnoredReason, _ profile: Profile?) {
        ignored.append(Ignored(line: table.line(ofRow: row), reason: reason.text(profile)))
    }
}

extension Table {
    fileprivate func strings(_ row: Int) -> [String] { (0..<width(ofRow: row)).map { string($0, ofRow: row) } }
}
