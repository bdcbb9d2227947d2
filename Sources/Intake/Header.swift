import CostModel
import Tables

/// The record that names the columns.
struct Header: Sendable {
    /// -1 where the file has none and the profile names the columns.
    let row: Int
    /// As they stand in the file, trimmed.
    let titles: [String]
    private let columns: [String: Int]

    init(_ table: Table, row: Int) {
        self.row = row
        var titles: [String] = []
        var columns: [String: Int] = [:]
        for column in 0..<table.width(ofRow: row) {
            let title = String(decoding: CellText.trimmed(table.cell(column, ofRow: row)), as: UTF8.self)
            titles.append(title)
            let name = Header.folded(title)
            if !name.isEmpty, columns[name] == nil { columns[name] = column }
        }
        self.titles = titles
        self.columns = columns
    }

    /// The names that the profile gives the columns of a file without a header.
    init(positional titles: [String]) {
        row = -1
        self.titles = titles
        columns = Dictionary(
            titles.enumerated().map { (Header.folded($0.element), $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    var isPositional: Bool { row < 0 }

    /// The first column with one of these names.
    func column(_ names: [String]) -> Int? {
        for name in names {
            if let column = columns[Header.folded(name)] { return column }
            if name.hasSuffix(Header.anyWord), let column = bracketed(name) { return column }
        }
        return nil
    }

    /// `Amount (*)` is `Amount (USD)`, `Amount ()` or `Amount`.
    private static let anyWord = " (*)"

    private func bracketed(_ name: String) -> Int? {
        let stem = Header.folded(String(name.dropLast(Header.anyWord.count)))
        if let column = columns[stem] { return column }
        return titles.firstIndex { title in
            let folded = Header.folded(title)
            return folded.hasPrefix(stem + " (") && folded.hasSuffix(")")
                && !folded.dropLast().dropFirst(stem.count + 2).contains("(")
        }
    }

    /// What stands in brackets at the end of a title: the currency of `Amount (USD)`; nil when there is nothing.
    static func word(inBracketsOf title: String) -> String? {
        guard title.hasSuffix(")"), let open = title.lastIndex(of: "(") else { return nil }
        let word = title[title.index(after: open)...].dropLast().trimmingPrefix { $0 == " " }
        return word.isEmpty ? nil : String(word)
    }

    func column(_ heading: String, _ profile: Profile) -> Int? { column(profile.names(of: heading)) }

    func column(_ name: Profile.ColumnName, _ profile: Profile) -> Int? {
        switch name {
        case .heading(let heading): column(heading, profile)
        case .number(let number): number - 1
        }
    }

    /// The needed headings that are not there.
    func missing(_ headings: [String], _ profile: Profile) -> [String] {
        headings.filter { column($0, profile) == nil }
    }

    /// A heading as it is compared: case, blanks, points, colons and the asterisks of mandatory columns do not count.
    /// Blank for a text that is too long to be one: every profile asks this of every cell in which a header may be.
    static func folded(_ heading: String) -> String {
        guard heading.utf8.count <= headingBytesMax else { return "" }
        let plain = heading.lowercased().filter { $0 != "." && $0 != ":" }
        var words = plain.split { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "_" }
        if let first = words.first, first.hasPrefix("*") { words[0] = first.drop { $0 == "*" } }
        if let last = words.last, last.hasSuffix("*") {
            let kept = last.reversed().drop { $0 == "*" }.count
            words[words.count - 1] = last.prefix(kept)
        }
        return words.filter { !$0.isEmpty }.joined(separator: " ").replacing(" #", with: "#")
    }

    private static let headingBytesMax = 1_000

    /// Records that are looked at for the header; what has none by then has none.
    static let rowsLookedAt = 1_000

    /// The first record that holds all `match` headings of the profile, in the first sheet that has one; else the profile's own
    /// names for the columns of a file without a header.
    static func find(_ profile: Profile, in table: Table) -> Header? {
        for range in table.ranges where profile.reads(range.sheet) {
            if let header = find(profile, in: table, range.rows) { return header }
        }
        guard !profile.headings.isEmpty, profile.isBegun(by: table) else { return nil }
        return Header(positional: profile.headings)
    }

    static func find(_ profile: Profile, in table: Table, _ rows: Range<Int>) -> Header? {
        guard !profile.match.isEmpty else { return nil }
        for row in rows.prefix(rowsLookedAt) where table.width(ofRow: row) >= profile.match.count {
            let header = Header(table, row: row)
            if header.missing(profile.match, profile).isEmpty { return header }
        }
        return nil
    }

    /// The record that comes nearest to being the profile's header: most of its headings; none of them, then the record at
    /// which the table seems to begin.
    static func nearest(to profile: Profile, in table: Table) -> Header? {
        var best: Header?
        var found = 0
        for row in 0..<min(table.rowCount, rowsLookedAt) {
            let header = Header(table, row: row)
            let count = profile.match.count - header.missing(profile.match, profile).count
            if count > found { (best, found) = (header, count) }
        }
        return best ?? guess(in: table)
    }

    /// The first record that is as wide as the records that most cells are in, up to the last filled cell.
    static func guess(in table: Table) -> Header? {
        let widths = (0..<min(table.rowCount, rowsLookedAt)).map { filledWidth(table, row: $0) }
        var counts: [Int: Int] = [:]
        for width in widths where width > 0 { counts[width, default: 0] += 1 }
        // Weighted by width: short title rows may outnumber the table's own.
        guard let usual = counts.max(by: { ($0.value * $0.key, $0.key) < ($1.value * $1.key, $1.key) })?.key,
            let row = widths.firstIndex(where: { $0 >= usual })
        else { return nil }
        return Header(table, row: row)
    }

    private static func filledWidth(_ table: Table, row: Int) -> Int {
        let width = table.width(ofRow: row)
        return (0..<width).last { !CellText.isBlank(table.cell($0, ofRow: row)) }.map { $0 + 1 } ?? 0
    }
}

extension Table {
    /// The sheets with their rows; the whole table where there are none.
    var ranges: [(sheet: String?, rows: Range<Int>)] {
        guard !sheets.isEmpty else { return [(nil, 0..<rowCount)] }
        return sheets.enumerated().map { index, sheet in
            let end = index + 1 < sheets.count ? sheets[index + 1].firstRow : rowCount
            return (sheet.name, sheet.firstRow..<end)
        }
    }
}

extension Profile {
    func reads(_ sheet: String?) -> Bool {
        guard let wanted = self.sheet, let sheet else { return true }
        return Header.folded(wanted) == Header.folded(sheet)
    }

    /// Each of the `begins` tests holds for one of the first records.
    func isBegun(by table: Table) -> Bool { isBegun(below: Header(positional: headings), in: table) }

    /// The same of the first records below a header. A profile for files with and without one asks it only of the latter.
    func isBegun(below header: Header, in table: Table) -> Bool {
        guard headings.isEmpty || header.isPositional else { return true }
        let rows = (header.row + 1..<table.rowCount).prefix(20)
        return begins.allSatisfy { test in
            guard let test = Layout.Test(test, header, self) else { return false }
            return rows.contains { test.holds(table.raw, $0) }
        }
    }
}
