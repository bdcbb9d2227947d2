import CLibxlsxwriter
import CostModel
import Sheets

/// Writes the part of a sheet that is held as lines, through libxlsxwriter.
struct SheetWriter {
    let worksheet: UnsafeMutablePointer<lxw_worksheet>
    let sheet: Sheet
    let path: String
    private let widths: [Double]

    init(_ worksheet: UnsafeMutablePointer<lxw_worksheet>, _ sheet: Sheet, path: String) {
        self.worksheet = worksheet
        self.sheet = sheet
        self.path = path
        widths = Widths.of(sheet)
    }

    private var lastColumn: Int { sheet.columns.count - 1 }

    func write(_ formats: inout FormatCache) throws(XLSXFailure) {
        for (index, width) in widths.enumerated() {
            try check(worksheet_set_column(worksheet, UInt16(index), UInt16(index), width, nil), path)
        }
        try writeHeader(&formats)
        for (index, line) in sheet.lines.enumerated() { try write(line, at: sheet.firstLineRow + index, &formats) }
        if sheet.detail != nil, sheet.detail!.count > 0 { try writeSample(&formats) }
        try writeFootnotes(&formats)
        try markVariance(&formats)
        try setUp()
    }

    // MARK: Header block, bands, headings

    private func writeHeader(_ formats: inout FormatCache) throws(XLSXFailure) {
        let header = sheet.header
        try check(worksheet_set_row(worksheet, 0, 26, nil), path)
        try text(0, 0, header.title, formats.format(Look(part: .title)))
        try text(1, 0, header.subtitle, formats.format(Look(part: .subtitle)))
        // Right-aligned text spreads to the left over the empty cells beside it: no merged cells.
        let right = header.isDraft ? "DRAFT · \(header.right)" : header.right
        try text(0, lastColumn, right, formats.format(Look(part: header.isDraft ? .draft : .right)))
        try text(1, lastColumn, header.rightBelow, formats.format(Look(part: .rightBelow)))
        if sheet.hasBands { try writeBands(&formats) }
        let isTall = sheet.columns.enumerated().contains { Widths.text($0.element.heading) > widths[$0.offset] - 0.5 }
        try check(worksheet_set_row(worksheet, UInt32(sheet.headingRow), isTall ? 27 : 16, nil), path)
        for (index, column) in sheet.columns.enumerated() {
            try text(
                sheet.headingRow, index, column.heading,
                formats.format(Look(part: .heading(isText: isText(column)), indent: indent(index))))
        }
    }

    private func isText(_ column: Column) -> Bool { [.text, .prose, .day].contains(column.kind) }

    /// A text behind a column of figures keeps its distance from them.
    private func indent(_ index: Int) -> UInt8 {
        index > 0 && isText(sheet.columns[index]) && !isText(sheet.columns[index - 1]) ? 1 : 0
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
        case .spacer: try check(worksheet_set_row(worksheet, UInt32(row), 6, nil), path)
        case .note:
            if let cell = line.cells.first { try write(cell, row, 0, line.kind, &formats) }
        case .detail, .category, .section, .grand:
            for column in sheet.columns.indices {
                try write(column < line.cells.count ? line.cells[column] : .blank, row, column, line.kind, &formats)
            }
        }
        try setHeight(of: line, row)
    }

    private func setHeight(of line: Line, _ row: Int) throws(XLSXFailure) {
        var lines = 1
        for (index, column) in sheet.columns.enumerated() where column.kind == .prose && index < line.cells.count {
            if case .text(let text) = line.cells[index].value {
                lines = max(lines, Widths.lines(text, width: widths[index]))
            }
        }
        guard line.outline > 0 || lines > 1 else { return }
        var options = lxw_row_col_options(hidden: 0, level: line.outline, collapsed: 0)
        let height = lines > 1 ? 13.2 * Double(lines) + 1.5 : 15.0
        try check(worksheet_set_row_opt(worksheet, UInt32(row), height, nil, &options), path)
    }

    private func write(
        _ cell: Cell, _ row: Int, _ column: Int, _ kind: Line.Kind, _ formats: inout FormatCache
    ) throws(XLSXFailure) {
        let columnKind = sheet.columns[column].kind
        var look = Look(
            part: .body(kind, cell.role), number: Look.Number(columnKind), isStrong: sheet.columns[column].isStrong)
        // A text in a column of figures stands at the left, like any text; a figure among texts at the right.
        switch cell.value {
        case .text where columnKind != .prose: look.number = .text
        case .money where [.text, .prose].contains(columnKind): look.number = .cents
        case .number(_, let digits) where [.text, .prose].contains(columnKind): look.number = .number(digits: digits)
        default: break
        }
        look.indent = kind == .note ? 0 : indent(column)
        look.isLink = cell.link != nil && kind == .detail
        if kind == .note { look.number = .text }
        let format = formats.format(look)
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
                Look(part: .row, number: number, isStrong: column.isStrong, indent: indent(index)))
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

    // MARK: Over budget, page, panes

    private func markVariance(_ formats: inout FormatCache) throws(XLSXFailure) {
        guard !sheet.lines.isEmpty else { return }
        for (index, column) in sheet.columns.enumerated() {
            guard case .variance(let sign) = column.kind else { continue }
            var condition = lxw_conditional_format()
            condition.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
            condition.criteria = UInt8(
                (sign == .overPositive ? LXW_CONDITIONAL_CRITERIA_GREATER_THAN : LXW_CONDITIONAL_CRITERIA_LESS_THAN)
                    .rawValue)
            condition.value = 0
            condition.format = formats.overFormat()
            try check(
                worksheet_conditional_format_range(
                    worksheet, UInt32(sheet.firstLineRow), UInt16(index),
                    UInt32(sheet.firstLineRow + sheet.lines.count - 1),
                    UInt16(index), &condition), path)
        }
    }

    private func setUp() throws(XLSXFailure) {
        worksheet_gridlines(worksheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
        worksheet_set_landscape(worksheet)
        worksheet_set_paper(worksheet, PageSetup.paper)
        worksheet_fit_to_pages(worksheet, 1, sheet.page == .onePage ? 1 : 0)
        worksheet_set_margins(worksheet, 0.4, 0.4, 0.5, 0.65)
        worksheet_center_horizontally(worksheet)
        worksheet_freeze_panes(worksheet, UInt32(sheet.headingRow + 1), UInt16(sheet.frozenColumns))
        try check(worksheet_repeat_rows(worksheet, 0, UInt32(sheet.headingRow)), path)
        let place = "\(sheet.header.title) · \(sheet.name) · \(sheet.header.subtitle) · computed in cents"
        let footer = "&L&8&\"Calibri\"" + PageSetup.escaped(place) + "&R&8Page &P of &N"
        try check(worksheet_set_footer(worksheet, PageSetup.within(footer)), path)
        worksheet_outline_settings(worksheet, 1, 1, 1, 0)
        if sheet.hasFilter {
            // A sum between headings and rows stays out of the filter that it follows.
            let first = sheet.detail == nil ? sheet.headingRow : sheet.firstDetailRow - 1
            let last = max(sheet.lastRow, first + 1)
            try check(
                worksheet_autofilter(worksheet, UInt32(first), 0, UInt32(last), UInt16(lastColumn)), path)
        }
        worksheet_ignore_errors(
            worksheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue),
            "A1:\(Address.column(lastColumn))\(max(sheet.lastRow, sheet.firstLineRow) + 1)")
    }
}

enum PageSetup {
    /// US Letter, the office paper where weeks end on Saturday; A4 prints it whole as well, since pages fit their width.
    static let paper: UInt8 = 1

    /// `&` begins a code in a footer.
    static func escaped(_ text: String) -> String { text.replacing("&", with: "&&") }

    /// Excel allows 255 characters.
    static func within(_ footer: String) -> String {
        guard footer.utf8.count > 250 else { return footer }
        let tail = "&R&8Page &P of &N"
        var head = String(footer.prefix(footer.count - tail.count))
        while head.utf8.count + tail.utf8.count > 250 { head.removeLast() }
        while head.hasSuffix("&") { head.removeLast() }
        return head + tail
    }
}
