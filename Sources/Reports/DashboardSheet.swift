import CostModel
import Reconcile
import Sheets

/// What the dashboard is made of, from the top.
enum DashboardBlock: String, CatalogueColumn {
    case tiles, charts, movements, standing

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .tiles:
            CatalogueEntry(
                "", .text,
                "EFC, over or under, change, cost to date, contingency left and proof: six figures of the report")
        case .charts:
            CatalogueEntry(
                "", .text,
                "cost by week and its curve (where the report has a sheet of `weeks`), EFC against the working budget by section"
            )
        case .movements:
            CatalogueEntry("", .text, "the ten accounts that moved most, with the reason and amount of each step")
        case .standing:
            CatalogueEntry("", .text, "sections against their budgets; beside them exceptions by kind, and the proofs")
        }
    }
}

/// One page that answers: where do we end, what moved, why, and can I trust it?
struct DashboardSheet {
    static let columnCount = 14
    private static let chartRows = 14

    let context: Context
    private(set) var sheet: Sheet
    var summary: Summary { context.summary }
    var digits: Int { context.production.currency.minorDigits }
    /// The rows of the sections' table, for the chart.
    private var sectionRows: ClosedRange<Int>?
    private var chartsAt: Int?

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        var dashboard = DashboardSheet(definition, context)
        for name in definition.columns { dashboard.add(DashboardBlock(rawValue: name)!) }
        dashboard.draw()
        return dashboard.sheet
    }

    private init(_ definition: SheetDefinition, _ context: Context) {
        self.context = context
        sheet = Sheet(
            name: definition.name, header: context.header,
            columns: (0..<Self.columnCount).map { _ in Column("", .text, width: 11.4) })
        sheet.showsHeadings = false
        sheet.page = .onePage
        sheet.footnotes = ["Computed in cents, printed in whole units: printed figures may differ by 1."]
    }

    var nextRow: Int { sheet.firstLineRow + sheet.lines.count }

    private mutating func add(_ block: DashboardBlock) {
        switch block {
        case .tiles: addTiles()
        case .charts:
            sheet.lines.append(.spacer)
            chartsAt = nextRow
            sheet.lines += Array(repeating: .room, count: Self.chartRows)
        case .movements: addMovements()
        case .standing: addStanding()
        }
    }

    // MARK: Tiles

    private mutating func addTiles() {
        let tiles = Self.tiles(self)
        func line(_ kind: Line.Kind, _ cell: (DashboardTile) -> Cell) -> Line {
            Line(
                kind,
                tiles.flatMap { tile in
                    var first = cell(tile)
                    first.span = tile.span
                    if tile.isAlarm { first.role = .alarm }
                    return [first] + Array(repeating: Cell.blank, count: tile.span - 1)
                })
        }
        sheet.lines.append(line(.tileLabel) { .text($0.label) })
        sheet.lines.append(line(.tileFigure) { $0.figure })
        sheet.lines.append(line(.tileNote) { $0.note })
    }

    // MARK: What moved

    private mutating func addMovements() {
        addTitle("What moved since the last report")
        guard let change = summary.change else {
            return addNote("This is the first report: there is no earlier one to compare with.")
        }
        guard !summary.movements.isEmpty else { return addNote("Nothing: every account ends where it ended.") }
        sheet.lines.append(
            row(
                .heading,
                [
                    (.text("Account"), 3, .text), (.text("Change"), 1, .money), (.text("EFC now"), 1, .money),
                    (.text(context.production.variance.heading), 1, .money), (.text("Why"), 8, .text),
                ]))
        for movement in summary.movements { addMovement(movement) }
        let rest = summary.movedCount - summary.movements.count
        if rest > 0 {
            let name = rest == 1 ? "1 more account" : "\(rest) more accounts"
            sheet.lines.append(row(.detail, [(.text(name, .muted), 3, .text), (others, 1, .money)]))
        }
        let total = context.grandAddress(.finalCostChange).map { Cell.formula($0, change) } ?? .money(change)
        sheet.lines.append(
            row(
                .section,
                [
                    (.text("Total"), 3, .text), (total, 1, .money),
                    (figure(.finalCost, summary.total.finalCost), 1, .money),
                    (figure(.variance, summary.total.variance), 1, varianceKind),
                ]))
    }

    /// What the accounts below the ten largest moved: the total less those, so that the column adds up when an estimate is edited.
    private var others: Cell {
        guard let total = context.grandAddress(.finalCostChange) else { return .money(summary.otherMovement) }
        let first = nextRow - summary.movements.count
        let above = "SUM(\(Address.cell(first, 3)):\(Address.cell(nextRow - 1, 3)))"
        return .formula("ROUND(\(total)-\(above),\(digits))", summary.otherMovement)
    }

    private mutating func addMovement(_ movement: Summary.Movement) {
        let line = movement.line
        func cell(_ column: CostColumn, _ amount: Money) -> Cell {
            context.costAddress(column, ofLine: line).map { .formula($0, amount) } ?? .money(amount)
        }
        var name = Cell.text("\(movement.account.code)  \(movement.account.name)")
        name.link = context.accountLink(line)
        sheet.lines.append(
            row(
                .detail,
                [
                    (name, 3, .text), (cell(.finalCostChange, movement.change), 1, .money),
                    (cell(.finalCost, movement.finalCost), 1, .money),
                    (cell(.variance, movement.variance), 1, varianceKind), (.text(movement.why, .muted), 8, .prose),
                ]))
    }

    // MARK: Where we stand

    private mutating func addStanding() {
        addTitle("By section", right: "Exceptions and proof")
        let left = sectionLines()
        let right = DashboardProof.lines(context)
        let first = nextRow
        for index in 0..<max(left.count, right.count) {
            var cells = index < left.count ? left[index].cells : Array(repeating: .blank, count: Self.columnCount)
            if index < right.count { cells.replaceSubrange(8..., with: right[index]) }
            sheet.lines.append(Line(index < left.count ? left[index].kind : .detail, cells))
        }
        if !summary.sections.isEmpty { sectionRows = first + 1...first + summary.sections.count }
    }

    private func sectionLines() -> [Line] {
        let heading = row(
            .heading,
            [
                (.text("Section"), 3, .text), (.text("Cost to date"), 1, .money), (.text("EFC"), 1, .money),
                (.text("Working budget"), 1, .money), (.text(context.production.variance.heading), 1, .money),
            ])
        let total = summary.total
        return [heading]
            + summary.sections.map { section in
                row(
                    .detail,
                    [
                        (Cell(.text(section.name), .plain, link: link(section)), 3, .text),
                        (sum(.toDate, section, section.figures.toDate), 1, .money),
                        (sum(.finalCost, section, section.figures.finalCost, .strong), 1, .money),
                        (sum(.workingBudget, section, section.figures.workingBudget), 1, .money),
                        (sum(.variance, section, section.figures.variance), 1, varianceKind),
                    ])
            } + [
                // A detail line, because a band would run on under the table beside it.
                row(
                    .detail,
                    [
                        (.text("Grand total", .strong), 3, .text),
                        (figure(.toDate, total.toDate, .strong), 1, .money),
                        (figure(.finalCost, total.finalCost, .strong), 1, .money),
                        (figure(.workingBudget, total.workingBudget, .strong), 1, .money),
                        (figure(.variance, total.variance, .strong), 1, varianceKind),
                    ])
            ]
    }

    private func link(_ section: Summary.Section) -> String? { section.lines.first.flatMap { context.accountLink($0) } }

    /// The cost report's own total of the section, else the sum of its accounts there.
    private func sum(
        _ column: CostColumn, _ section: Summary.Section, _ amount: Money, _ role: Cell.Role = .plain
    ) -> Cell {
        if let place = section.place, let row = context.accounts?.row(.sectionTotal(place)),
            let address = context.costAddress(column, row)
        {
            return .formula(address, amount, role)
        }
        guard let ranges = context.costRanges(column, ofLines: section.lines) else { return .money(amount, role) }
        return .formula("ROUND(SUM(\(ranges)),\(digits))", amount, role)
    }

    func figure(_ column: CostColumn, _ amount: Money, _ role: Cell.Role = .plain) -> Cell {
        context.grandAddress(column).map { .formula($0, amount, role) } ?? .money(amount, role)
    }

    var varianceKind: Column.Kind { .variance(context.production.variance) }

    // MARK: Lines

    private mutating func addTitle(_ title: String, right: String = "") {
        sheet.lines.append(.spacer)
        var cells = [Cell.text(title)]
        if !right.isEmpty { cells += Array(repeating: .blank, count: 7) + [.text(right)] }
        sheet.lines.append(Line(.title, cells))
    }

    private mutating func addNote(_ text: String) { sheet.lines.append(Line(.note, [.text(text, .muted)])) }

    /// A line of cells, each with the columns that it covers and what it holds.
    private func row(_ kind: Line.Kind, _ parts: [(Cell, Int, Column.Kind)]) -> Line {
        let cells = parts.flatMap { cell, span, holds in
            var cell = cell
            (cell.span, cell.kind) = (span, holds)
            return [cell] + Array(repeating: Cell.blank, count: span - 1)
        }
        return Line(kind, cells + Array(repeating: .blank, count: Self.columnCount - cells.count))
    }

    private mutating func draw() {
        guard let chartsAt else { return }
        let rows = chartsAt...chartsAt + Self.chartRows - 1
        let charts = DashboardCharts(context: context, dashboard: sheet.name, sectionRows: sectionRows)
        sheet.charts = charts.all(rows)
    }
}
