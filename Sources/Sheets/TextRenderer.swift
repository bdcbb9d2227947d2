import CostModel

/// Prints a workbook as plain text: the picture beside each report definition, the golden file of tests, a diff's material.
/// Money is printed as Excel shows it; formulas show their result.
package enum TextRenderer {
    /// At most `rowLimit` lines of a sheet and a quarter of that of a detail table are printed; the rest is counted.
    package static func render(_ workbook: Workbook, rowLimit: Int = 60) -> String {
        workbook.sheets.map { render($0, rowLimit: rowLimit) }.joined(separator: "\n\n") + "\n"
    }

    package static func render(_ sheet: Sheet, rowLimit: Int) -> String {
        var grid: [Row] = []
        for line in sheet.lines.prefix(rowLimit) { grid.append(Row(line, sheet.columns)) }
        if let detail = sheet.detail {
            var sink = TextSink(columns: sheet.columns, texts: detail.texts)
            detail.write(0..<min(detail.count, rowLimit / 4), to: &sink)
            grid += sink.rows
        }
        let more = max(0, sheet.lines.count - rowLimit) + max(0, (sheet.detail?.count ?? 0) - rowLimit / 4)
        let widths = sheet.columns.indices.map { column in
            let headingWidth = sheet.columns[column].heading.split(separator: " ").map(\.count).max() ?? 0
            let content =
                grid.filter { $0.kind != .note }.map { column < $0.cells.count ? $0.cells[column].count : 0 }.max() ?? 0
            return min(max(headingWidth, content), 44)
        }
        var text = header(sheet)
        text += headings(sheet, widths)
        for row in grid { text += row.printed(widths, sheet.columns) }
        if more > 0 { text += "… \(more) more rows\n" }
        for note in sheet.footnotes { text += "\(note)\n" }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(trimmedEnd).joined(separator: "\n")
    }

    /// The cells of one row of a detail table.
    static func detail(_ row: Int, of sheet: Sheet, _ rows: any DetailRows) -> [String] {
        var sink = TextSink(columns: sheet.columns, texts: rows.texts)
        rows.write(row..<row + 1, to: &sink)
        return sink.rows[0].cells
    }

    private static func header(_ sheet: Sheet) -> String {
        "=== \(sheet.name)\(sheet.header.isDraft ? "  [DRAFT]" : "")\n\(sheet.header.title)  |  \(sheet.header.right)\n"
            + "\(sheet.header.subtitle)  |  \(sheet.header.rightBelow)\n\n"
    }

    /// Headings on as many lines as the narrowest column needs; the last line stands above the figures.
    private static func headings(_ sheet: Sheet, _ widths: [Int]) -> String {
        let wrapped = sheet.columns.enumerated().map { wrap($0.element.heading, widths[$0.offset]) }
        let height = wrapped.map(\.count).max() ?? 1
        var text = ""
        for line in 0..<height {
            text +=
                wrapped.enumerated().map { column, lines in
                    let index = line - (height - lines.count)
                    return pad(index >= 0 ? lines[index] : "", widths[column], sheet.columns[column].isRight)
                }.joined(separator: "  ") + "\n"
        }
        return text + widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ") + "\n"
    }

    private static func wrap(_ heading: String, _ width: Int) -> [String] {
        var lines: [String] = []
        for word in heading.split(separator: " ").map(String.init) {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(word)
            }
        }
        return lines.isEmpty ? [""] : lines
    }

    static func pad(_ text: String, _ width: Int, _ isRight: Bool) -> String {
        let cut = text.count > width ? String(text.prefix(max(0, width - 1))) + "…" : text
        let blank = String(repeating: " ", count: width - cut.count)
        return isRight ? blank + cut : cut + blank
    }

    private static func trimmedEnd(_ line: Substring) -> Substring {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }

    /// Money, counts and days as a cell of `column` shows them.
    static func shown(_ value: Cell.Value, _ column: Column) -> String {
        switch value {
        case .blank: return ""
        case .text(let text): return text
        case .day(let day): return day.description
        case .formula(_, let result): return shown(result, column)
        case .number(let number, let digits):
            return number == 0 ? "–" : (number < 0 ? "-" : "") + Decimals.grouped(number.magnitude, digits: digits)
        case .money(let money): return shown(money, column)
        }
    }

    private static func shown(_ money: Money, _ column: Column) -> String {
        guard !money.isZero else { return "–" }
        let isExact =
            switch column.kind {
            case .money, .variance: false
            case .text, .prose, .cents, .day, .number, .rate: true
            }
        let unit = UInt64(Decimals.power(money.currency.minorDigits))
        let text =
            isExact
            ? Decimals.grouped(money.minorUnits.magnitude, digits: money.currency.minorDigits)
            : Decimals.grouped((money.minorUnits.magnitude + unit / 2) / unit, digits: 0)
        let bracketed = money.isNegative ? "(\(text))" : text
        guard case .variance(let sign) = column.kind else { return bracketed }
        return money.isNegative == (sign == .underPositive) ? "▲ \(bracketed)" : bracketed
    }

    private struct Row {
        var kind: Line.Kind
        var cells: [String]

        init(_ line: Line, _ columns: [Column]) {
            kind = line.kind
            cells = zip(line.cells, columns).map { shown($0.value, $1) }
        }

        init(cells: [String]) {
            kind = .detail
            self.cells = cells
        }

        func printed(_ widths: [Int], _ columns: [Column]) -> String {
            let line =
                widths.enumerated().map { column, width in
                    pad(
                        column < cells.count ? cells[column].replacing("\n", with: " ") : "", width,
                        columns[column].isRight)
                }.joined(separator: "  ") + "\n"
            let rule =
                widths.map { String(repeating: kind == .grand ? "=" : "-", count: $0) }.joined(separator: "  ") + "\n"
            return switch kind {
            case .detail, .category: line
            case .section: rule + line
            case .grand: rule + line + rule
            case .spacer: "\n"
            case .note: (cells.first ?? "") + "\n"
            }
        }
    }

    private struct TextSink: DetailSink {
        let columns: [Column]
        let texts: Texts
        var rows: [Row] = []
        private var cells: [String] = []

        init(columns: [Column], texts: Texts) {
            self.columns = columns
            self.texts = texts
        }

        private mutating func add(_ value: Cell.Value) { cells.append(shown(value, columns[cells.count])) }
        mutating func blank() { add(.blank) }
        mutating func shared(_ text: TextID) { add(.text(texts[text])) }
        mutating func text(_ text: TextID) { add(.text(texts[text])) }
        mutating func day(_ day: Day) { add(day.isNone ? .blank : .day(day)) }
        mutating func money(_ amount: Money) { add(.money(amount)) }
        mutating func number(_ value: Int64, digits: Int) { add(.number(value, digits: digits)) }
        mutating func endRow() {
            rows.append(Row(cells: cells))
            cells = []
        }
    }
}

extension Column {
    fileprivate var isRight: Bool {
        switch kind {
        case .text, .prose, .day: false
        case .money, .cents, .variance, .number, .rate: true
        }
    }
}
