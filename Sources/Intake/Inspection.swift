package import CostModel
package import Tables

/// What a file is: its encoding and dialect, the profile that fits, the table as read, and what is wrong with it.
package struct Inspection: Sendable {
    package var file: String
    package var sha256: String
    package var encoding: TextEncoding
    package var dialect: Dialect
    /// Records above the header, and the header's line (0 when there is none).
    package var preambleCount: Int
    package var headerLine: Int
    /// The profile under which the file was read; nil when none fits, or more than one.
    package var profile: String?
    /// Every profile that was tried and the headings that it lacks, the nearest first.
    package var candidates: [Candidate]
    package var columns: [String]
    /// The cells as they stand in the file, records only.
    package var rows: [[String]]
    /// Lines that are no records, and why.
    package var ignored: [Ignored]
    package var diagnostics: [Diagnostic]

    package struct Candidate: Hashable, Sendable {
        package var name: String
        package var missing: [String]
        /// How many of its headings are there.
        var found = 0
    }

    package struct Ignored: Hashable, Sendable {
        package var line: Int
        package var reason: String
    }
}

extension Intake {
    /// Reads a file under the profile that fits; where none does, as the plain table that it seems to be.
    ///
    /// Every profile is tried. One that fits is taken; of several the one with the most headings in common, and two that
    /// have as many are an error. `currency` nil takes amounts of any currency.
    package static func inspect(
        _ source: SourceBytes, name: String, profiles: [Profile], currency: Currency? = nil
    ) -> Inspection {
        let table = Table.read(source.bytes)
        let choice = choose(among: profiles, for: table)
        guard let profile = choice.profile else {
            return plain(table, source, name: name, choice: choice)
        }
        let declared = Table.read(source.bytes, encoding: profile.encoding, delimiter: profile.delimiter)
        let result = read(
            declared, source, profile: profile, feed: "", name: name, currency: currency, texts: Texts(), collects: true)
        return inspection(
            declared, source, name: name, choice: choice, header: result.header, dataRows: result.dataRows,
            ignored: result.ignored, diagnostics: result.reading.diagnostics)
    }

    /// The profile that fits `table`, when it is one.
    struct Choice {
        var profile: Profile?
        /// Those that fit equally well.
        var tied: [String] = []
        var candidates: [Inspection.Candidate] = []
    }

    static func choose(among profiles: [Profile], for table: Table) -> Choice {
        var choice = Choice()
        var fitting: [(profile: Profile, headings: Int)] = []
        for profile in profiles {
            let header = Header.find(profile, in: table) ?? Header.nearest(to: profile, in: table)
            let missing = header?.missing(profile.neededHeadings, profile) ?? profile.neededHeadings
            let found = profile.neededHeadings.count - missing.count
            choice.candidates.append(.init(name: profile.name, missing: missing, found: found))
            if missing.isEmpty, let header { fitting.append((profile, profile.headingsFound(in: header))) }
        }
        choice.candidates.sort {
            ($0.missing.isEmpty ? 0 : 1, -$0.found, $0.missing.count, $0.name)
                < ($1.missing.isEmpty ? 0 : 1, -$1.found, $1.missing.count, $1.name)
        }
        let most = fitting.map(\.headings).max()
        let best = fitting.filter { $0.headings == most }.map(\.profile)
        if best.count == 1 { choice.profile = best[0] } else { choice.tied = best.map(\.name) }
        return choice
    }

    private static func plain(_ table: Table, _ source: SourceBytes, name: String, choice: Choice) -> Inspection {
        var diagnostics = Diagnostics()
        for problem in table.problems { diagnostics.report(Diagnostic(problem, file: name)) }
        if !choice.tied.isEmpty {
            diagnostics.report(.profileAmbiguous(choice.tied, file: name))
        } else if table.rowCount > 0, !choice.candidates.isEmpty {
            diagnostics.report(.profileUnknown(nearest: choice.candidates[0], file: name))
        }
        let header = Header.guess(in: table)
        var ignored: [(row: Int, reason: IgnoredReason)] = []
        var dataRows: [Int] = []
        for row in 0..<table.rowCount {
            let isBlank = (0..<table.width(ofRow: row)).allSatisfy { CellText.isBlank(table.cell($0, ofRow: row)) }
            if isBlank {
                ignored.append((row, .blank))
            } else if row < header?.row ?? 0 {
                ignored.append((row, row == 0 && table.dialect.hasSeparatorLine ? .separatorLine : .preamble))
            } else if row > header?.row ?? -1 {
                dataRows.append(row)
            }
        }
        return inspection(
            table, source, name: name, choice: choice, header: header, dataRows: dataRows, ignored: ignored,
            diagnostics: diagnostics)
    }

    private static func inspection(
        _ table: Table, _ source: SourceBytes, name: String, choice: Choice, header: Header?, dataRows: [Int],
        ignored: [(row: Int, reason: IgnoredReason)], diagnostics: Diagnostics
    ) -> Inspection {
        func strings(_ row: Int) -> [String] {
            (0..<table.width(ofRow: row)).map { table.string($0, ofRow: row) }
        }
        return Inspection(
            file: name, sha256: source.sha256, encoding: table.text.encoding, dialect: table.dialect,
            preambleCount: header?.row ?? 0, headerLine: header.map { table.line(ofRow: $0.row) } ?? 0,
            profile: choice.profile?.name, candidates: choice.candidates, columns: header.map { strings($0.row) } ?? [],
            rows: dataRows.map(strings),
            ignored: ignored.filter { $0.reason != .heading }.map {
                .init(line: table.line(ofRow: $0.row), reason: $0.reason.text(choice.profile))
            },
            diagnostics: diagnostics.all)
    }
}

extension Profile {
    /// How many of its headings, optional ones included, `header` holds.
    fileprivate func headingsFound(in header: Header) -> Int {
        let optional = columns.compactMap { column in
            if case .heading(let heading) = column.source { heading } else { nil }
        }
        return Set(neededHeadings + optional).count { header.column($0, self) != nil }
    }
}
