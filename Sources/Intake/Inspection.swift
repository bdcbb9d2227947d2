package import CostModel
import Foundation
package import Tables

/// What a file is, and how it would be read: the answer of `costreport inspect`.
package struct Inspection: Sendable {
    package struct Ignored: Hashable, Sendable {
        package var line: Int
        package var reason: String
    }

    package var file: String
    package var sha256: String
    package var encoding: TextEncoding
    package var dialect: Dialect
    /// Records before the headings.
    package var preamble: Int
    /// Line of the headings, from 1; 0 when there are none.
    package var header: Int
    package var profile: String?
    package var fits: [ProfileSet.Fit]
    package var columns: [String]
    package var rows: [[String]]
    package var ignored: [Ignored]
    package var diagnostics: [Diagnostic]
}

extension Intake {
    /// Reads a file for a person: with the profile that fits it, or as a plain table.
    package static func inspect(
        _ source: SourceBytes, profiles: ProfileSet, currency: Currency, profile given: Profile? = nil
    ) -> Inspection {
        var diagnostics = Diagnostics()
        let encoding = TextEncoding.detect(source.bytes)
        var inspection = Inspection(
            file: source.path, sha256: source.sha256, encoding: encoding, dialect: Dialect(delimiter: 0x2C), preamble: 0,
            header: 0, profile: nil, fits: [], columns: [], rows: [], ignored: [], diagnostics: [])
        guard let plain = TextTable.read(source.bytes, profile: nil, file: source.path, into: &diagnostics) else {
            inspection.diagnostics = diagnostics.all
            return inspection
        }
        inspection.dialect = plain.dialect
        let (choice, fits) = profiles.choose(for: plain)
        inspection.fits = fits
        var profile = given
        switch choice {
        case .one(let name): profile = profile ?? profiles[name]
        case .tie(let names):
            if given == nil {
                diagnostics.report(
                    Diagnostic(
                        .error, .profileAmbiguous, file: source.path, "fits several profiles: \(names.joined(separator: ", "))",
                        hint: "name the file in a feed of production.yaml"))
            }
        case .none(let nearest, let missing):
            if given == nil, !profiles.names.isEmpty {
                diagnostics.report(.profileUnknown(source.path, nearest, missing))
            }
        }
        guard let profile else {
            inspection.readPlain(plain)
            inspection.diagnostics = diagnostics.all
            return inspection
        }
        inspection.profile = profile.name
        var texts = Texts()
        let reading = read(source, named: source.path, feed: "inspect", profile: profile, currency: currency, texts: &texts)
        inspection.diagnostics = reading.diagnostics.all
        inspection.encoding = profile.encoding ?? encoding
        var unused = Diagnostics()
        if let table = TextTable.read(source.bytes, profile: profile, file: source.path, into: &unused) {
            inspection.dialect = table.dialect
            inspection.read(table, profile)
        }
        return inspection
    }
}

extension Diagnostic {
    package static func profileUnknown(_ file: String, _ nearest: String?, _ missing: [String]) -> Diagnostic {
        let near = nearest.map { "the nearest profile is \($0); the file lacks: \(missing.joined(separator: ", ")). " } ?? ""
        return Diagnostic(
            .error, .profileUnknown, file: file, "fits no profile; nothing of it was read",
            hint: near + "Write a profile for it (profiles/README.md), or take the file out of the inbox")
    }
}

extension Inspection {
    /// Without a profile: the first record of the table's usual width is taken for the headings.
    fileprivate mutating func readPlain(_ table: Table) {
        let widths = table.rows.filter { $0.fieldCount > 0 }.map { Int($0.fieldCount) }
        let tally = Dictionary(grouping: widths, by: { $0 }).mapValues(\.count)
        guard let usual = tally.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else { return }
        let first = table.rows.firstIndex { Int($0.fieldCount) == usual } ?? 0
        header = Int(table.rows[first].line)
        preamble = first
        columns = table.texts(first)
        for row in table.rows.indices where row != first {
            let line = Int(table.rows[row].line)
            if row < first {
                ignored.append(Ignored(line: line, reason: "before the headings"))
            } else if table.rows[row].fieldCount == 0 {
                ignored.append(Ignored(line: line, reason: "blank"))
            } else {
                rows.append(table.texts(row))
            }
        }
    }

    fileprivate mutating func read(_ table: Table, _ profile: Profile) {
        var missing: [String] = []
        guard let match = HeaderSearch(table).find(profile),
            var layout = Layout(profile, table: table, headerRow: match.headerRow, missing: &missing)
        else { return readPlain(table) }
        header = Int(table.rows[match.headerRow].line)
        preamble = match.headerRow
        columns = layout.headings
        table.withCells { cells in
            for row in table.rows.indices where row != match.headerRow {
                let line = Int(table.rows[row].line)
                switch layout.classify(row, cells) {
                case .ignored(let reason): ignored.append(Ignored(line: line, reason: reason))
                case .total: ignored.append(Ignored(line: line, reason: "total"))
                case .data:
                    var texts = table.texts(row)
                    // The value of the group rows stands where they stood.
                    if let group = profile.group, let value = layout.carried[group.field], group.column < texts.count,
                        texts[group.column].isEmpty
                    {
                        texts[group.column] = value
                    }
                    rows.append(texts)
                }
            }
        }
    }

    /// The object of design's `inspect --json`; keys in a fixed order, one line a row.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(JSONForm(self)), as: UTF8.self)
    }

    /// Columns and rows as RFC 4180, UTF-8, CRLF.
    package var csv: String {
        ([columns] + rows).map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private struct JSONForm: Encodable {
        struct Dialect: Encodable { var delimiter: String, quote: String, preamble: Int, header: Int }
        struct Fit: Encodable { var name: String, missing: [String] }
        struct Ignored: Encodable { var line: Int, reason: String }
        struct Finding: Encodable {
            var severity: String, code: String, line: Int, column: Int, field: String, message: String, hint: String
        }

        var file: String, sha256: String, format: String, encoding: String
        var dialect: Dialect
        var profile: String?
        var profiles: [Fit]
        var columns: [String], rows: [[String]]
        var ignored: [Ignored]
        var diagnostics: [Finding]

        init(_ inspection: Inspection) {
            (file, sha256, format) = (inspection.file, inspection.sha256, "csv")
            encoding = inspection.encoding.rawValue
            dialect = Dialect(
                delimiter: String(UnicodeScalar(inspection.dialect.delimiter)),
                quote: String(UnicodeScalar(inspection.dialect.quote)), preamble: inspection.preamble,
                header: inspection.header)
            profile = inspection.profile
            profiles = inspection.fits.map { Fit(name: $0.name, missing: $0.missing) }
            (columns, rows) = (inspection.columns, inspection.rows)
            ignored = inspection.ignored.map { Ignored(line: $0.line, reason: $0.reason) }
            diagnostics = inspection.diagnostics.map {
                Finding(
                    severity: $0.severity.rawValue, code: $0.code.rawValue, line: $0.line, column: $0.column,
                    field: $0.field, message: $0.value.isEmpty ? $0.message : "\"\($0.value)\" \($0.message)",
                    hint: $0.hint)
            }
        }

        private enum CodingKeys: String, CodingKey {
            case file, sha256, format, encoding, dialect, profile, profiles, columns, rows, ignored, diagnostics
        }

        /// `profile` is null, not absent, when no profile fits.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(file, forKey: .file)
            try container.encode(sha256, forKey: .sha256)
            try container.encode(format, forKey: .format)
            try container.encode(encoding, forKey: .encoding)
            try container.encode(dialect, forKey: .dialect)
            try container.encode(profile, forKey: .profile)
            try container.encode(profiles, forKey: .profiles)
            try container.encode(columns, forKey: .columns)
            try container.encode(rows, forKey: .rows)
            try container.encode(ignored, forKey: .ignored)
            try container.encode(diagnostics, forKey: .diagnostics)
        }
    }
}
