import CostModel
import Tables

/// The record that names the columns.
struct Header: Sendable {
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

    /// The first column with one of these names.
    func column(_ names: [String]) -> Int? {
        for name in names {
            if let column = columns[Header.folded(name)] { return column }
        }
        return nil
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

    /// A heading as it is compared: case, blanks and the asterisks of mandatory columns do not count.
    static func folded(_ heading: String) -> String {
        var words = heading.lowercased().split { $0.isWhitespace || $0 == "\u{FEFF}" }
        if let first = words.first, first.hasPrefix("*") { words[0] = first.drop { $0 == "*" } }
        if let last = words.last, last.hasSuffix("*") {
            let kept = last.reversed().drop { $0 == "*" }.count
            words[words.count - 1] = last.prefix(kept)
        }
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// Records that are looked at for the header; what has none by then has none.
    static let rowsLookedAt = 1_000

    /// The first record that holds all `match` headings of the profile.
    static func find(_ profile: Profile, in table: Table) -> Header? {
        for row in 0..<min(table.rowCount, rowsLookedAt) where table.width(ofRow: row) >= profile.match.count {
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
