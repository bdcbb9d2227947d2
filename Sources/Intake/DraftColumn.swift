import CostModel
import Tables

/// What the cells of one column show to somebody who does not know the layout.
struct DraftColumn {
    let index: Int
    let title: String
    var field: Field?
    /// Patterns that read every filled cell.
    let days: [DayPattern]
    let mark: DecimalMark
    /// Every filled cell is an amount, and some cell has decimals or a currency sign.
    let isMoney: Bool
    let positives: Int
    let negatives: Int
    let blanks: Int
    /// The first few different values.
    let samples: [String]

    /// Rows that are looked at.
    private static let rowsMax = 2_000

    init(_ index: Int, _ header: Header, _ table: Table) {
        self.index = index
        title = header.titles[index]
        let rows = (header.row + 1..<table.rowCount).prefix(DraftColumn.rowsMax).filter {
            table.width(ofRow: $0) * 2 > header.titles.count
        }
        let cells = rows.map { CellText.content(table.cell(index, ofRow: $0)) }
        let filled = cells.filter { !$0.isEmpty }
        blanks = cells.count - filled.count
        var samples: [String] = []
        for cell in filled {
            let text = String(decoding: cell, as: UTF8.self)
            if !samples.contains(text) { samples.append(text) }
            if samples.count == 3 { break }
        }
        self.samples = samples
        // The last row of a table is often its total: one cell in ten may be another thing.
        let enough = max(1, filled.count - filled.count / 10)
        days = DraftColumn.patterns(of: filled, enough: enough)
        var best = (mark: DecimalMark.point, values: [Int64]())
        for mark in DecimalMark.allCases {
            let values = DraftColumn.amounts(filled, mark)
            if values.count > best.values.count { best = (mark, values) }
        }
        mark = best.mark
        positives = best.values.count { $0 > 0 }
        negatives = best.values.count { $0 < 0 }
        let looksLikeMoney = filled.contains { cell in
            cell.contains { $0 == 0x2E || $0 == 0x2C || $0 == 0x24 || $0 >= 0x80 }
        }
        isMoney = !filled.isEmpty && days.isEmpty && best.values.count >= enough && looksLikeMoney
    }

    /// A column of prose is no day, whatever its heading.
    func canBe(_ field: Field) -> Bool {
        switch field {
        case .date, .weekEnding: !days.isEmpty
        case .amount: isMoney
        default: true
        }
    }

    /// Gives `field` to the first column that fits, where no heading has claimed it.
    static func assign(_ field: Field, to columns: inout [DraftColumn], where fits: (DraftColumn) -> Bool) {
        guard !columns.contains(where: { $0.field == field }),
            let index = columns.firstIndex(where: { $0.field == nil && fits($0) })
        else { return }
        columns[index].field = field
    }

    private static func patterns(of cells: [UnsafeRawBufferPointer], enough: Int) -> [DayPattern] {
        guard !cells.isEmpty else { return [] }
        var found: [DayPattern] = []
        for pattern in DayPattern.all where pattern.hasYear {
            let count = cells.count { pattern.read($0) != nil || pattern.readTimestamp($0) != nil }
            // `M/d/yyyy` reads what `MM/dd/yyyy` reads: of one order the first is enough.
            if count >= enough, !found.contains(where: { $0.order == pattern.order }) { found.append(pattern) }
        }
        return found
    }

    private static func amounts(_ cells: [UnsafeRawBufferPointer], _ mark: DecimalMark) -> [Int64] {
        let reader = NumberReader.money(nil, mark: mark)
        return cells.compactMap { cell in
            if case .value(let value) = reader.read(cell) { value } else { nil }
        }
    }
}

/// Texts as a YAML file holds them.
enum DraftText {
    /// One line, without what a terminal or a comment would trip over.
    static func plain(_ text: String) -> String {
        let line = Diagnostic.printable(text.replacing("\n", with: " ").replacing("\r", with: " "))
        return line.count > 40 ? line.prefix(39) + "…" : line
    }

    /// In quotes unless it is a plain word.
    static func scalar(_ text: String) -> String {
        let isPlain =
            text.first?.isLetter == true && text.last != " "
            && text.allSatisfy { $0.isLetter || $0.isNumber || " _-/().".contains($0) }
            && !["yes", "no", "true", "false", "null", "on", "off", "y", "n"].contains(text.lowercased())
        if isPlain { return text }
        var quoted = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", "\"": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20: quoted += " "
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return "\"\(quoted)\""
    }

    static func list(_ texts: [String]) -> String {
        "[" + texts.map { scalar($0).contains(",") ? "\"\($0)\"" : scalar($0) }.joined(separator: ", ") + "]"
    }

    static func line(_ text: String, _ comment: String) -> String {
        guard !comment.isEmpty else { return text }
        return text + String(repeating: " ", count: max(2, 25 - text.count)) + "# " + comment
    }

    /// `inbox/po-log 2026.csv` is a `po-log 2026`.
    static func title(of path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return plain(name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name)
    }
}
