import CostModel
import Reconcile
import Sheets

/// The cost-to-complete sheet: how the rest of every account is estimated, for people to change and send back.
enum EstimateColumn: String, CatalogueColumn {
    case account, description, method, units, unit, rate
    case estimate = "etc"
    case newFinalCost = "new_efc"
    case finalCost = "efc"
    case workingBudget = "working_budget"
    case variance, author, note

    func entry(_ production: Production) -> CatalogueEntry {
        var entry = printed(production)
        entry.column.entry = input
        return entry
    }

    /// What may be typed; nil where nothing may.
    private var input: InputKind? {
        switch self {
        case .method: .choice(ForecastLine.Method.allCases.map(\.title))
        case .units: .count
        case .rate, .estimate, .newFinalCost: .amount
        case .note: .note
        case .account, .description, .unit, .finalCost, .workingBudget, .variance, .author: nil
        }
    }

    private func printed(_ production: Production) -> CatalogueEntry {
        switch self {
        case .account: CatalogueEntry("Account", .text, width: 9, "the code as the chart of accounts writes it")
        case .description: CatalogueEntry("Description", .text, width: 31, "the name of the account")
        case .method: CatalogueEntry("Method", .text, width: 17, "how the rest is estimated; can be edited")
        case .units:
            CatalogueEntry(
                "Units left or %", .number(digits: 2), width: 9, "units still to come, or a percentage; can be edited")
        case .unit: CatalogueEntry("Unit", .text, width: 26, "what is counted, or what a percentage is of")
        case .rate: CatalogueEntry("Rate", .rate, width: 11, "money a unit; can be edited")
        case .estimate:
            CatalogueEntry(
                "Estimate to complete", .money,
                "what will still be spent; can be edited: a typed number is a manual estimate",
                footnote: CostColumn.estimate.entry(production).footnote)
        case .newFinalCost:
            CatalogueEntry(
                "New EFC", .money, width: 11,
                "blank, to be edited: where the account ends instead, whatever is spent until then",
                footnote: "New EFC: type where an account ends, and its estimate follows; it is read back as hold EFC.")
        case .finalCost: CatalogueEntry("Estimated final cost", .money, isStrong: true, "where the account ends (EFC)")
        case .workingBudget: CatalogueEntry("Working budget", .money, "budget, approved overages and transfers")
        case .variance:
            CatalogueEntry(
                production.variance.heading, .variance(production.variance), "EFC against the working budget",
                footnote: CostColumn.variance.entry(production).footnote)
        case .author: CatalogueEntry("By", .text, width: 14, "who made the estimate")
        case .note: CatalogueEntry("Note", .prose, width: 44, "why; can be edited")
        }
    }
}

/// Which row of the cost-to-complete sheet holds which account.
struct EstimatePlan {
    enum Row { case category(Int), line(Int), total }

    let sheet: String
    private(set) var rows: [Row] = []
    private var rowOfLine: [Int: Int] = [:]
    private let estimatePlace: Int?
    private let newPlace: Int?

    init(_ sheet: String, _ columns: [EstimateColumn], firstRow: Int, _ tree: CostTree) {
        self.sheet = sheet
        estimatePlace = columns.firstIndex(of: .estimate)
        newPlace = columns.firstIndex(of: .newFinalCost)
        // Nothing can be estimated for a code that the chart lacks.
        for category in tree.order where !tree.categories[category].isSuspense {
            rows.append(.category(category))
            for line in tree.categories[category].lines {
                rowOfLine[line] = firstRow + rows.count
                rows.append(.line(line))
            }
        }
        rows.append(.total)
    }

    var lineRows: [Int] { rowOfLine.values.sorted() }

    func estimateAddress(of line: Int) -> String? {
        guard let row = rowOfLine[line], let estimatePlace else { return nil }
        return Address.cell(row, estimatePlace, on: sheet)
    }

    func newFinalCostAddress(of line: Int) -> String? {
        guard let row = rowOfLine[line], let newPlace else { return nil }
        return Address.cell(row, newPlace, on: sheet)
    }
}

struct EstimateSheet {
    private let grid: Grid<EstimateColumn>
    private let plan: EstimatePlan
    private let context: Context
    private var production: Production { context.production }

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<EstimateColumn>(definition, context.header, context.production)
        let plan = EstimatePlan(definition.name, grid.columns, firstRow: grid.sheet.firstLineRow, context.tree)
        let sheet = EstimateSheet(grid: grid, plan: plan, context: context)
        for row in plan.rows { sheet.add(row) }
        sheet.grid.set(frozenColumns: sheet.grid.columns.prefix { $0 == .account || $0 == .description }.count)
        sheet.grid.note(
            "Shaded cells are yours to change; everything else is computed. Save the file and drop it into the inbox. A method that "
                + "is changed alone moves the figures when the file has been read back.")
        return context.estimates?.sheet == definition.name ? sheet.withKeys() : sheet.grid.sheet
    }

    /// A hidden last column says whose row it is: it stays with its row whatever is sorted, filtered or inserted.
    private func withKeys() -> Sheet {
        var keyed = grid.sheet
        var key = Column(EstimateForm.keyHeading, .text, width: 9)
        key.isHidden = true
        keyed.columns.append(key)
        for (place, row) in plan.rows.enumerated() {
            guard case .line(let index) = row else {
                keyed.lines[place].cells.append(.blank)
                continue
            }
            keyed.lines[place].cells.append(.text(context.findings.lines[index].account.code))
        }
        return keyed
    }

    private func add(_ row: EstimatePlan.Row) {
        let at = grid.nextRow
        switch row {
        case .category(let category):
            // The code stays out of the account column: whoever reads the sheet back finds accounts there and nothing else.
            let name = context.tree.categories[category].name
            grid.add(.category) { $0 == .description ? .text(name) : .blank }
        case .line(let index):
            let line = context.findings.lines[index]
            grid.add(.detail) { cell($0, line, index, at) }
        case .total: addTotal()
        }
    }

    private func cell(_ column: EstimateColumn, _ line: CostLine, _ index: Int, _ at: Int) -> Cell {
        let forecast = line.forecast
        switch column {
        case .account: return Cell(.text(line.account.code), .plain, link: context.accountLink(index))
        case .description: return .text(line.account.name)
        case .method: return .text(forecast.method.title, .input)
        case .units:
            if let percent = forecast.percent {
                let isShort = percent.millionths.isMultiple(of: 100)
                let value = isShort ? percent.millionths / 100 : percent.millionths
                return Cell(.number(value, digits: isShort ? 2 : 4), .input)
            }
            return Cell(forecast.units.map { .number(Int64($0), digits: 2) } ?? .blank, .input)
        case .unit: return .text(unit(forecast))
        case .rate: return Cell(forecast.rate.map { .number($0.tenThousandths, digits: 4) } ?? .blank, .input)
        case .estimate:
            if forecast.method == .manual { return .money(line.estimate, .input) }
            var cell = EstimateFormula(context, line, index).cell(
                units: grid.address(.units, at), rate: grid.address(.rate, at))
            cell.role = .input
            return cell
        case .newFinalCost: return Cell(.blank, .input)
        case .finalCost: return finalCost(line, index, at)
        case .workingBudget: return reference(.workingBudget, index, line.workingBudget)
        case .variance: return variance(line, at)
        case .author: return .text(forecast.author, .muted)
        case .note: return Cell(forecast.note.isEmpty ? .blank : .text(forecast.note), .input)
        }
    }

    private func unit(_ forecast: CostLine.Forecast) -> String {
        guard forecast.percent != nil else { return forecast.unit?.title ?? "" }
        return "% of \(Self.spelled(forecast.of))"
    }

    /// `budget:section:Above_the_line 4500` as people say it: `budget of Above the line, 4500`.
    private static func spelled(_ of: String) -> String {
        let isOfBudget = of.hasPrefix("budget:")
        let words = of.dropFirst(isOfBudget ? "budget:".count : 0).split(separator: " ").map { String($0) }
            .map { word in
                if word == "direct" { return "direct cost" }
                guard word.hasPrefix("section:") else { return word }
                return String(word.dropFirst("section:".count)).replacing("_", with: " ")
            }
        return (isOfBudget ? "budget of " : "") + words.joined(separator: ", ")
    }

    private func reference(_ column: CostColumn, _ index: Int, _ amount: Money) -> Cell {
        guard let formula = context.costAddress(column, ofLine: index) else { return .money(amount) }
        return .formula(formula, amount)
    }

    /// The cost report's figure, else the cost so far and the estimate beside it.
    private func finalCost(_ line: CostLine, _ index: Int, _ at: Int) -> Cell {
        if let formula = context.costAddress(.finalCost, ofLine: index) { return .formula(formula, line.finalCost) }
        guard let estimate = grid.address(.estimate, at) else { return .money(line.finalCost) }
        let sum = estimate + Formula.plus(line.finalCost - line.estimate)
        guard let typed = grid.address(.newFinalCost, at) else { return .formula(sum, line.finalCost) }
        return .formula("IF(ISNUMBER(\(typed)),\(typed),\(sum))", line.finalCost)
    }

    private func variance(_ line: CostLine, _ at: Int) -> Cell {
        let amount = line.variance(production.variance)
        guard let final = grid.address(.finalCost, at), let budget = grid.address(.workingBudget, at) else {
            return .money(amount)
        }
        let difference = production.variance == .overPositive ? "\(final)-\(budget)" : "\(budget)-\(final)"
        return .formula("ROUND(\(difference),\(production.currency.minorDigits))", amount)
    }

    private func addTotal() {
        let ranges = Formula.ranges(plan.lineRows)
        let lines = context.tree.all.map { context.findings.lines[$0] }.filter { !$0.isSuspense }
        let digits = production.currency.minorDigits
        grid.add(.grand) { column in
            switch column {
            case .description:
                return .text(context.totalTitle(context.tree.suspense == nil ? "Total" : "Total without suspense"))
            case .estimate: return totalEstimate(lines, ranges)
            case .finalCost: return grid.sum(column, ranges, lines.reduce(context.zero) { $0 + $1.finalCost })
            case .workingBudget: return grid.sum(column, ranges, lines.reduce(context.zero) { $0 + $1.workingBudget })
            case .variance:
                let amount = lines.reduce(context.zero) { $0 + $1.variance(production.variance) }
                guard let formula = grid.sumFormula(column, ranges) else { return .money(amount) }
                return .formula("ROUND(\(formula),\(digits))", amount)
            case .account, .method, .units, .unit, .rate, .newFinalCost, .author, .note: return .blank
            }
        }
    }

    /// Through the final cost, which follows a new EFC too.
    private func totalEstimate(_ lines: [CostLine], _ ranges: [ClosedRange<Int>]) -> Cell {
        let total = lines.reduce(context.zero) { $0 + $1.estimate }
        guard grid.place(.newFinalCost) != nil, let final = grid.address(.finalCost, grid.nextRow), !ranges.isEmpty
        else { return grid.sum(.estimate, ranges, total) }
        let spent = lines.reduce(context.zero) { $0 + $1.finalCost } - total
        return .formula("ROUND(\(final)\(Formula.minus(spent)),\(production.currency.minorDigits))", total)
    }
}
