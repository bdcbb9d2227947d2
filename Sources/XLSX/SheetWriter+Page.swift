import CLibxlsxwriter
import CostModel
import Sheets

extension SheetWriter {
    /// Bold and red on the side that is over budget: it follows the cell when an estimate is edited.
    func markVariance(_ formats: inout FormatCache) throws(XLSXFailure) {
        guard !sheet.lines.isEmpty else { return }
        var over: UnsafeMutablePointer<lxw_format>?
        for (index, column) in sheet.columns.enumerated() {
            for (rows, sign) in variances(index, column) {
                over = over ?? formats.overFormat()
                var condition = lxw_conditional_format()
                condition.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
                condition.criteria = UInt8(
                    (sign == .overPositive
                        ? LXW_CONDITIONAL_CRITERIA_GREATER_THAN : LXW_CONDITIONAL_CRITERIA_LESS_THAN).rawValue)
                condition.value = 0
                condition.format = over
                try check(
                    worksheet_conditional_format_range(
                        worksheet, UInt32(rows.lowerBound), UInt16(index), UInt32(rows.upperBound), UInt16(index),
                        &condition), path)
            }
        }
    }

    /// The whole column where it holds variances, else the runs of cells that do.
    private func variances(_ index: Int, _ column: Column) -> [(ClosedRange<Int>, VarianceSign)] {
        if case .variance(let sign) = column.kind {
            return [(sheet.firstLineRow...sheet.firstLineRow + sheet.lines.count - 1, sign)]
        }
        var runs: [(ClosedRange<Int>, VarianceSign)] = []
        for (place, line) in sheet.lines.enumerated() where index < line.cells.count && line.kind != .heading {
            guard case .variance(let sign)? = line.cells[index].kind else { continue }
            let row = sheet.firstLineRow + place
            if let last = runs.last, last.0.upperBound == row - 1 {
                runs[runs.count - 1].0 = last.0.lowerBound...row
            } else {
                runs.append((row...row, sign))
            }
        }
        return runs
    }

    func setUp() throws(XLSXFailure) {
        worksheet_gridlines(worksheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
        worksheet_set_landscape(worksheet)
        worksheet_set_paper(worksheet, paper.code)
        worksheet_fit_to_pages(worksheet, 1, sheet.page == .onePage ? 1 : 0)
        worksheet_set_margins(worksheet, 0.4, 0.4, 0.5, 0.65)
        worksheet_center_horizontally(worksheet)
        if sheet.showsHeadings {
            worksheet_freeze_panes(worksheet, UInt32(sheet.headingRow + 1), UInt16(sheet.frozenColumns))
        }
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
        if sheet.isHidden { worksheet_hide(worksheet) }
        if sheet.isLocked { lock() }
        worksheet_ignore_errors(
            worksheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue),
            "A1:\(Address.column(lastColumn))\(max(sheet.lastRow, sheet.firstLineRow) + 1)")
    }

    /// Without a password: it keeps a hand from slipping, and whoever means it unlocks it. Widths, hidden rows, filters and
    /// sorting stay the reader's.
    private func lock() {
        var options = lxw_protection()
        options.format_columns = 1
        options.format_rows = 1
        options.sort = 1
        options.autofilter = 1
        worksheet_protect(worksheet, nil, &options)
    }

    /// What may be typed into input cells, by runs of rows.
    func validateInputs() throws(XLSXFailure) {
        for (index, column) in sheet.columns.enumerated() {
            guard let entry = column.entry else { continue }
            var start: Int?
            for place in 0...sheet.lines.count {
                let isInput =
                    place < sheet.lines.count && index < sheet.lines[place].cells.count
                    && sheet.lines[place].cells[index].role == .input
                if isInput {
                    start = start ?? place
                } else if let first = start {
                    try validate(entry, sheet.firstLineRow + first...sheet.firstLineRow + place - 1, index)
                    start = nil
                }
            }
        }
    }

    private func validate(_ entry: InputKind, _ rows: ClosedRange<Int>, _ column: Int) throws(XLSXFailure) {
        var rule = InputRule(entry)
        defer { rule.free() }
        try check(
            worksheet_data_validation_range(
                worksheet, UInt32(rows.lowerBound), UInt16(column), UInt32(rows.upperBound), UInt16(column),
                &rule.validation), path)
    }
}

enum PageSetup {
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
