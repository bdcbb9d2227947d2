import CLibxlsxwriter
import CostModel
import Sheets

/// Writes the part of a sheet that is held as lines, through libxlsxwriter.
struct SheetWriter {
    let worksheet: UnsafeMutablePointer<lxw_worksheet>
    let sheet: Sheet
    let path: String
    let widths: [Double]
    /// The workbook has a logo: the title stands beside it.
    var titleIndent: UInt8 = 0
    var paper: Paper = .letter

    init(_ worksheet: UnsafeMutablePointer<lxw_worksheet>, _ sheet: Sheet, path: String) {
        self.worksheet = worksheet
        self.sheet = sheet
        self.path = path
        widths = Widths.of(sheet)
    }

    var lastColumn: Int { sheet.columns.count - 1 }

    func write(_ formats: inout FormatCache) throws(XLSXFailure) {
        for (index, width) in widths.enumerated() {
            var options = lxw_row_col_options(hidden: sheet.columns[index].isHidden ? 1 : 0, level: 0, collapsed: 0)
            try check(
                worksheet_set_column_opt(worksheet, UInt16(index), UInt16(index), width, nil, &options), path)
        }
        try writeHeader(&formats)
        for (index, line) in sheet.lines.enumerated() { try write(line, at: sheet.firstLineRow + index, &formats) }
        if sheet.detail != nil, sheet.detail!.count > 0 { try writeSample(&formats) }
        try writeFootnotes(&formats)
        try markVariance(&formats)
        try validateInputs()
        try setUp()
    }

    // MARK: Header block, bands, headings

    private func writeHeader(_ formats: inout FormatCache) throws(XLSXFailure) {
        let header = sheet.header
        try check(worksheet_set_row(worksheet, 0, 26, nil), path)
        try text(0, 0, header.title, formats.format(Look(part: .title, indent: titleIndent)))
        try text(1, 0, header.subtitle, formats.format(Look(part: .subtitle, indent: titleIndent)))
        // Right-aligned text spreads to the left over the empty cells beside it: no merged cells.
        let right = header.isDraft ? "DRAFT · \(header.right)" : header.right
        try text(0, lastColumn, right, formats.format(Look(part: header.isDraft ? .draft : .right)))
        try text(1, lastColumn, header.rightBelow, formats.format(Look(part: .rightBelow)))
        guard sheet.showsHeadings else { return }
        if sheet.hasBands { try writeBands(&formats) }
        let isTall = sheet.columns.enumerated().contains { Widths.text($0.element.heading) > widths[$0.offset] - 0.5 }
        try check(worksheet_set_row(worksheet, UInt32(sheet.headingRow), isTall ? 27 : 16, nil), path)
        for (index, column) in sheet.columns.enumerated() {
            try text(
                sheet.headingRow, index, column.heading,
                formats.format(Look(part: .heading(isText: isText(column)), indent: indent(index))))
        }
    }

    private func isText(_ column: Column) -> Bool { isText(column.kind) }
    private func isText(_ kind: Column.Kind) -> Bool { [.text, .prose, .day].contains(kind) }

    /// A text behind a column of figures keeps its distance from them.
    private func indent(_ index: Int) -> UInt8 {
        index > 0 && isText(sheet.columns[index]) && !isText(sheet.columns[index - 1]) ? 1 : 0
    }

    /// The same where cells hold what their columns do not.
    private func indent(_ column: Int, of line: Line) -> UInt8 {
        guard line.cells.indices.contains(column), let kind = line.cells[column].kind else { return indent(column) }
        guard isText(kind), let before = line.cells[..<column].last(where: { $0.kind != nil })?.kind else { return 0 }
        return isText(before) ? 0 : 1
    }

    private func writeBands(_ formats: inout FormatCache) throws(XLSXFailure) {
        let row = UInt32(sheet.headingRow - 1)
        let format = formats.format(Look(part: .band))
        var start = 0
        while start < sheet.columns.count {
            var end = start
            while end + 1 < sheet.columns.count, sheet.columns[end + 1].band == sheet.columns[start].band { end += 1 }
            if end > start {
                try check(
                    worksheet_merge_range(
                        worksheet, row, UInt16(start), row, UInt16(end), sheet.columns[start].band, format), path)
            } else {
                try text(Int(row), start, sheet.columns[start].band, format)
            }
            start = end + 1
        }
    }

    // MARK: Lines

    private func write(_ line: Line, at row: Int, _ formats: inout FormatCache) throws(XLSXFailure) {
        switch line.kind {
        case .spacer, .room: break
        case .note:
            if let cell = line.cells.first { try write(cell, row, 0, line, &formats) }
        case .detail, .category, .section, .grand, .title, .heading, .tileLabel, .tileFigure, .tileNote:
            var column = 0
            while column < sheet.columns.count {
                let cell = column < line.cells.count ? line.cells[column] : .blank
                try write(cell, row, column, line, &formats)
                column += max(cell.span, 1)
            }
        }
        try setHeight(of: line, row)
    }

    /// In points.
    func height(of line: Line) -> Double {
        switch line.kind {
        case .spacer: return 6
        case .tileFigure: return 30
        case .title: return 21
        case .heading: return 16
        default: break
        }
        var lines = 1
        for (index, cell) in line.cells.enumerated() where index < sheet.columns.count {
            guard case .text(let text) = cell.value, (cell.kind ?? sheet.columns[index].kind) == .prose else {
                continue
            }
            let width = widths[index..<min(index + max(cell.span, 1), widths.count)].reduce(0, +)
            lines = max(lines, Widths.lines(text, width: width))
        }
        return lines > 1 ? 13.2 * Double(lines) + 1.5 : 15
    }

    func height(ofRow row: Int) -> Double {
        let place = row - sheet.firstLineRow
        return sheet.lines.indices.contains(place) ? height(of: sheet.lines[place]) : 15
    }

    private func setHeight(of line: Line, _ row: Int) throws(XLSXFailure) {
        let height = height(of: line)
        guard line.outline > 0 || height != 15 else { return }
        var options = lxw_row_col_options(hidden: 0, level: line.outline, collapsed: 0)
        try check(worksheet_set_row_opt(worksheet, UInt32(row), height, nil, &options), path)
    }

    private func write(
        _ cell: Cell, _ row: Int, _ column: Int, _ line: Line, _ formats: inout FormatCache
    ) throws(XLSXFailure) {
        let kind = line.kind
        let columnKind = cell.kind ?? sheet.columns[column].kind
        var look = Look(
            part: .body(kind, cell.role), number: Look.Number(columnKind), isStrong: sheet.columns[column].isStrong)
        // A text in a column of figures stands at the left, like any text; a figure among texts at the right.
        switch cell.value {
        case .text where kind == .heading: break
        case .text where columnKind != .prose: look.number = .text
        case .money where [.text, .prose].contains(columnKind): look.number = .cents
        case .number(_, let digits) where [.text, .prose].contains(columnKind): look.number = .number(digits: digits)
        default: break
        }
        look.indent = kind == .note ? 0 : indent(column, of: line)
        look.isLink = cell.link != nil && kind == .detail && cell.role != .alarm
        if kind == .note || kind == .title { look.number = .text }
        if [.tileLabel, .tileFigure, .tileNote].contains(kind) { look.indent = 1 }
        if kind == .heading { (look.number, look.isHeadingOfFigures) = (.text, !isText(columnKind)) }
        let format = formats.format(look)
        if cell.span > 1 {
            let last = UInt16(column + cell.span - 1)
            try check(
                worksheet_merge_range(worksheet, UInt32(row), UInt16(column), UInt32(row), last, nil, format), path)
        }
        if let link = cell.link {
            try check(worksheet_write_url(worksheet, UInt32(row), UInt16(column), "internal:" + link, format), path)
        }
        try put(cell.value, row, column, format)
    }

    private func put(
        _ value: Cell.Value, _ row: Int, _ column: Int, _ format: UnsafeMutablePointer<lxw_format>
    ) throws(XLSXFailure) {
        let (r, c) = (UInt32(row), UInt16(column))
        switch value {
        case .blank: try check(worksheet_write_blank(worksheet, r, c, format), path)
        case .text(let text): try self.text(row, column, text, format)
        case .money, .number, .day: try check(worksheet_write_number(worksheet, r, c, Self.double(value), format), path)
        case .formula(let formula, .text(let result)):
            try check(worksheet_write_formula_str(worksheet, r, c, "=" + formula, format, result), path)
        case .formula(let formula, let result):
            try check(worksheet_write_formula_num(worksheet, r, c, "=" + formula, format, Self.double(result)), path)
        }
    }

    /// The nearest double of an exact decimal: the only place where an amount becomes floating point.
    static func double(_ value: Cell.Value) -> Double {
        switch value {
        case .money(let money): Double(money.minorUnits) / Double(Decimals.power(money.currency.minorDigits))
        case .number(let number, let digits): Double(number) / Double(Decimals.power(digits))
        // Excel counts days from 1899-12-30.
        case .day(let day): Double(day.number + 25_569)
        case .formula(_, let result): double(result)
        case .blank, .text: 0
        }
    }

    private func text(
        _ row: Int, _ column: Int, _ text: String, _ format: UnsafeMutablePointer<lxw_format>
    ) throws(XLSXFailure) {
        guard !text.isEmpty else {
            try check(worksheet_write_blank(worksheet, UInt32(row), UInt16(column), format), path)
            return
        }
        // Always a string, whatever it begins with: a vendor named `=HYPERLINK(…)` stays a name.
        try check(worksheet_write_string(worksheet, UInt32(row), UInt16(column), Self.cellText(text), format), path)
    }

    /// Within Excel's length, without NUL, at which C would stop.
    static func cellText(_ text: String) -> String {
        var text = text
        if text.utf8.contains(0) { text = text.replacing("\0", with: "\u{2400}") }
        guard text.utf16.count > Limits.cellTextMax else { return text }
        return String(text.prefix(Limits.cellTextMax / 2 - 1)) + "…"
    }

    /// One row that carries each column's format: the rows of `detail` take its style ids.
    private func writeSample(_ formats: inout FormatCache) throws(XLSXFailure) {
        for (index, column) in sheet.columns.enumerated() {
            // Wrapping would make the rows of a long table uneven.
            let number: Look.Number = column.kind == .prose ? .text : Look.Number(column.kind)
            let format = formats.format(
                Look(
                    part: .row, number: number, isStrong: column.isStrong, indent: indent(index),
                    isLink: column.isLink))
            try check(worksheet_write_number(worksheet, UInt32(sheet.firstDetailRow), UInt16(index), 1, format), path)
        }
    }

    private func writeFootnotes(_ formats: inout FormatCache) throws(XLSXFailure) {
        // Rows below a detail table do not exist yet; its notes stand in the printed footer only.
        guard (sheet.detail?.count ?? 0) == 0 else { return }
        for (index, note) in sheet.footnotes.enumerated() {
            try text(sheet.lastRow + 2 + index, 0, note, formats.format(Look(part: .footnote)))
        }
    }
}
