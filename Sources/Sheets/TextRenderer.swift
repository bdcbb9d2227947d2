import CostModel

/// Prints a workbook as plain text: the picture beside each report definition, the golden file of tests, a diff's material.
/// Money is printed as Excel shows it; formulas show their result.
package enum TextRenderer {
    /// At most `rowLimit` lines of a sheet and a quarter of that of a detail table are printed; the rest is counted.
    package static func render(_ workbook: Workbook, rowLimit: Int = 60) -> String {
        workbook.sheets.filter { !$0.isHidden }.map { render($0, rowLimit: rowLimit) }.joined(separator: "\n\n") + "\n"
    }

    package static func render(_ whole: Sheet, rowLimit: Int) -> String {
        let sheet = visible(whole)
        var grid: [Row] = []
        for line in sheet.lines.prefix(rowLimit) { grid.append(Row(line, sheet.columns)) }
        if let detail = sheet.detail {
            var sink = TextSink(columns: sheet.columns, texts: detail.texts)
            detail.write(0..<min(detail.count, rowLimit / 4), to: &sink)
            grid += sink.rows
        }
        let more = max(0, sheet.lines.count - rowLimit) + max(0, (sheet.detail?.count ?? 0) - rowLimit / 4)
        var widths = sheet.columns.indices.map { column in
            let headingWidth = sheet.columns[column].heading.split(separator: " ").map(\.count).max() ?? 0
            return min(max(headingWidth, grid.map { $0.width(column) }.max() ?? 0), 44)
        }
        for row in grid { row.widen(&widths) }
        var text = header(sheet)
        if sheet.showsHeadings { text += headings(sheet, widths) }
        for row in grid { text += row.printed(widths, sheet.columns) }
        if more > 0 { text += "… \(more) more rows\n" }
        for chart in sheet.charts { text += "[chart] \(chart.title): \(chart.description)\n" }
        for note in sheet.footnotes { text += "\(note)\n" }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(trimmedEnd).joined(separator: "\n")
    }

    /// Without the columns that nobody sees.
    private static func visible(_ sheet: Sheet) -> Sheet {
        guard sheet.columns.contains(where: \.isHidden), sheet.detail == nil else { return sheet }
        let shown = sheet.columns.indices.filter { !sheet.columns[$0].isHidden }
        var sheet = sheet
        for index in sheet.lines.indices {
            let cells = sheet.lines[index].cells
            sheet.lines[index].cells = shown.filter { $0 < cells.count }.map { cells[$0] }
        }
        sheet.columns = shown.map { sheet.columns[$0] }
        return sheet
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

    /// The cell as it is printed: in its own way where it has one.
    package static func shown(_ cell: Cell, _ column: Column) -> String {
        guard let kind = cell.kind else { return shown(cell.value, column) }
        return shown(cell.value, Column("", kind))
    }

    /// Money, counts and days as a cell of `column` shows them.
    static func shown(_ value: Cell.Value, _ column: Column) -> String {
        switch (column.kind, value) {
        case (.worded(let words), .money): return "\(words) " + shown(value, Column("", .money))
        case (.share(let words), .number(let tenths, _)):
            return Decimals.text(tenths, digits: 1) + " % " + words
        default: break
        }
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
            case .money, .variance, .worded: false
            case .text, .prose, .cents, .day, .number, .rate, .share: true
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
        /// Columns that each cell covers.
        var spans: [Int]
        /// Cells that hold a figure, whatever their column does.
        var isFigure: [Bool]

        init(_ line: Line, _ columns: [Column]) {
            kind = line.kind
            cells = zip(line.cells, columns).map { shown($0, $1) }
            spans = line.cells.map(\.span)
            isFigure = zip(line.cells, columns).map { ($0.kind.map { Column("", $0) } ?? $1).isRight }
        }

        init(cells: [String], _ columns: [Column]) {
            kind = .detail
            self.cells = cells
            spans = cells.map { _ in 1 }
            isFigure = columns.map(\.isRight)
        }

        /// What the cell of a column asks of its width; free texts and cells over several columns ask nothing.
        func width(_ column: Int) -> Int {
            kind == .note || kind == .title || column >= cells.count || spans[column] > 1 ? 0 : cells[column].count
        }

        /// A cell over several columns makes the last of them wide enough for itself, within reason.
        func widen(_ widths: inout [Int]) {
            for (column, span) in spans.enumerated() where span > 1 && column + span <= widths.count {
                let width = widths[column..<column + span].reduce(0, +) + 2 * (span - 1)
                widths[column + span - 1] += max(0, min(cells[column].count, 100) - width)
            }
        }

        func printed(_ widths: [Int], _ columns: [Column]) -> String {
            let mark = kind == .grand ? "=" : "-"
            // Lines that bring their own headings share no columns to be ruled one by one.
            let isOne = columns.allSatisfy { $0.heading.isEmpty }
            let rule =
                (isOne
                    ? String(repeating: mark, count: widths.reduce(0, +) + 2 * (widths.count - 1))
                    : widths.map { String(repeating: mark, count: $0) }.joined(separator: "  ")) + "\n"
            return switch kind {
            case .detail, .category, .tileLabel, .tileFigure, .tileNote: line(widths)
            case .section: rule + line(widths)
            case .heading: line(widths) + rule
            case .grand: rule + line(widths) + rule
            case .spacer: "\n"
            case .room: ""
            case .title: "\n" + (cells.first ?? "") + "\n"
            case .note: (cells.first ?? "") + "\n"
            }
        }

        private func line(_ widths: [Int]) -> String {
            var texts: [String] = []
            var column = 0
            while column < widths.count {
                let span = column < spans.count ? min(spans[column], widths.count - column) : 1
                let width = widths[column..<column + span].reduce(0, +) + 2 * (span - 1)
                let text = column < cells.count ? cells[column].replacing("\n", with: " ") : ""
                texts.append(pad(text, width, column < isFigure.count && isFigure[column] && span == 1))
                column += span
            }
            return texts.joined(separator: "  ") + "\n"
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
            rows.append(Row(cells: cells, columns))
            cells = []
        }
    }
}

extension Column {
    fileprivate var isRight: Bool {
        switch kind {
        case .text, .prose, .day: false
        case .money, .cents, .variance, .number, .rate, .worded, .share: true
        }
    }
}
