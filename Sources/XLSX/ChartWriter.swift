import CLibxlsxwriter
import CostModel
import Sheets

/// Draws a sheet's charts: few, flat, light grid, legend on top, the budget in grey and ourselves in ink.
struct ChartWriter {
    let workbook: UnsafeMutablePointer<lxw_workbook>
    let worksheet: UnsafeMutablePointer<lxw_worksheet>
    let value: Workbook
    let path: String

    func write(_ chart: Chart, widths: [Double], heights: [Double]) throws(XLSXFailure) {
        let type =
            switch chart.kind {
            case .lines: LXW_CHART_LINE
            case .bars: LXW_CHART_BAR
            case .columns: LXW_CHART_COLUMN
            }
        guard let drawn = workbook_add_chart(workbook, UInt8(type.rawValue)) else {
            throw XLSXFailure(path: path, reason: .invalid("the chart \"\(chart.title)\" cannot be made"))
        }
        for series in chart.series { try add(series, to: drawn, chart.kind) }
        Self.dress(drawn, chart)
        // A default chart is 480 by 288 pixels. A digit is 7 pixels wide, a point is 4/3 of one.
        let width = chart.columns.reduce(0.0) { $0 + (widths[$1] * 7 + 5).rounded(.down) }
        let height = chart.rows.reduce(0.0) { $0 + (heights[$1 - chart.rows.lowerBound] * 4 / 3).rounded(.down) }
        var options = lxw_chart_options()
        options.x_offset = 2
        options.x_scale = (width - 6) / 480
        options.y_scale = height / 288
        options.object_position = UInt8(LXW_OBJECT_MOVE_AND_SIZE.rawValue)
        let code = chart.description.withCString { description in
            options.description = UnsafeMutablePointer(mutating: description)
            return worksheet_insert_chart_opt(
                worksheet, UInt32(chart.rows.lowerBound), UInt16(chart.columns.lowerBound), drawn, &options)
        }
        try check(code, path)
    }

    private func add(
        _ series: Chart.Series, to chart: UnsafeMutablePointer<lxw_chart>, _ kind: Chart.Kind
    ) throws(XLSXFailure) {
        guard let drawn = chart_add_series(chart, "=" + series.categories, "=" + series.values) else {
            throw XLSXFailure(path: path, reason: .invalid("\"\(series.values)\" cannot be drawn"))
        }
        chart_series_set_name(drawn, series.name)
        let (ink, weight, dash) = Self.line(series.role)
        if kind == .lines {
            var line = lxw_chart_line(
                color: ink, none: 0, width: weight, dash_type: UInt8(dash.rawValue), transparency: 0)
            chart_series_set_line(drawn, &line)
        } else {
            var fill = lxw_chart_fill(color: series.role == .budget ? Ink.chartBudget : ink, none: 0, transparency: 0)
            chart_series_set_fill(drawn, &fill)
        }
        for cell in cells(series.categories) { keep(cell, drawn.pointee.categories, isLabel: true) }
        for cell in cells(series.values) { keep(cell, drawn.pointee.values, isLabel: false) }
    }

    private static func line(_ role: Chart.Role) -> (lxw_color_t, Float, lxw_chart_line_dash_type) {
        switch role {
        case .actual: (Ink.heading, 3, LXW_CHART_LINE_DASH_SOLID)
        case .forecast: (Ink.heading, 1.75, LXW_CHART_LINE_DASH_DASH)
        case .budget: (Ink.rule, 2.25, LXW_CHART_LINE_DASH_SOLID)
        }
    }

    // MARK: What the cells hold

    private func keep(_ value: Cell.Value, _ range: UnsafeMutablePointer<lxw_series_range>?, isLabel: Bool) {
        switch value {
        case .formula(_, let result): keep(result, range, isLabel: isLabel)
        case .blank: _ = costreport_cache(range, nil, 0, 1)
        case .text(let text): _ = costreport_cache(range, text, 0, 0)
        case .money, .number, .day: _ = costreport_cache(range, nil, SheetWriter.double(value), 0)
        }
    }

    private func cells(_ reference: String) -> [Cell.Value] {
        guard let range = CellFinder.references(reference).first,
            let sheet = value.sheets.first(where: { $0.name == range.sheet })
        else { return [] }
        return range.rows.flatMap { row in
            range.columns.map { column in
                let line = row - sheet.firstLineRow
                guard sheet.lines.indices.contains(line), sheet.lines[line].cells.indices.contains(column) else {
                    return Cell.Value.blank
                }
                return sheet.lines[line].cells[column].value
            }
        }
    }

    // MARK: Looks

    private static func dress(_ chart: UnsafeMutablePointer<lxw_chart>, _ value: Chart) {
        withFont(size: 11, isBold: true, ink: Ink.text) { font in
            chart_title_set_name(chart, value.title)
            chart_title_set_name_font(chart, font)
        }
        var none = lxw_chart_line()
        none.none = 1
        chart_chartarea_set_line(chart, &none)
        chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_TOP.rawValue))
        // Of bars the names stand at the side, and amounts run along the bottom.
        let isSideways = value.kind == .bars
        let names = isSideways ? chart.pointee.y_axis! : chart.pointee.x_axis!
        let amounts = isSideways ? chart.pointee.x_axis! : chart.pointee.y_axis!
        withFont(size: 9, isBold: false, ink: Ink.muted) { font in
            chart_legend_set_font(chart, font)
            chart_axis_set_num_font(names, font)
            chart_axis_set_num_font(amounts, font)
        }
        chart_axis_set_line(amounts, &none)
        var rule = lxw_chart_line(color: Ink.rule, none: 0, width: 0.75, dash_type: 0, transparency: 0)
        chart_axis_set_line(names, &rule)
        var grid = lxw_chart_line(color: Ink.grid, none: 0, width: 0.75, dash_type: 0, transparency: 0)
        chart_axis_major_gridlines_set_visible(amounts, 1)
        chart_axis_major_gridlines_set_line(amounts, &grid)
        chart_axis_major_gridlines_set_visible(names, 0)
        chart_axis_set_num_format(amounts, "#,##0,\"k\"")
        if value.kind == .bars {
            chart_axis_set_reverse(names)
            chart_set_series_gap(chart, 60)
        }
        if value.kind == .columns { chart_set_series_gap(chart, 60) }
    }

    private static func withFont(
        size: Double, isBold: Bool, ink: UInt32, _ body: (UnsafeMutablePointer<lxw_chart_font>) -> Void
    ) {
        "Calibri".withCString { name in
            var font = lxw_chart_font()
            font.name = UnsafeMutablePointer(mutating: name)
            font.size = size
            // libxlsxwriter reads 0 as "as the chart has it", and titles are bold by themselves.
            font.bold = isBold ? 1 : 0
            font.color = ink
            body(&font)
        }
    }
}
