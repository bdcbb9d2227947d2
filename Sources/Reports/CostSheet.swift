import CostModel
import Reconcile
import Sheets

/// The topsheet and the cost report: the same columns by category and by account, with live totals.
struct CostSheet {
    private let grid: Grid<CostColumn>
    private let plan: CostPlan
    private let context: Context
    private var production: Production { context.production }

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<CostColumn>(definition, context.header, context.production)
        let plan = CostPlan(definition, firstRow: grid.sheet.firstLineRow, context.tree)
        let sheet = CostSheet(grid: grid, plan: plan, context: context)
        for row in plan.rows { sheet.add(row) }
        let frozen = sheet.grid.columns.prefix { $0 == .account || $0 == .description }.count
        sheet.grid.set(frozenColumns: frozen)
        return sheet.grid.sheet
    }

    private func add(_ row: CostPlan.Row) {
        let at = grid.nextRow
        switch row {
        case .sectionHeading(let section): addHeading(section: section)
        case .heading(let category): addHeading(category)
        case .account(let line): addAccount(line, at)
        case .category(let category): addCategory(category, at)
        case .categoryTotal(let category):
            let group = plan.tree.categories[category]
            let name = group.isSuspense ? "suspense" : group.name.lowercasedFirst
            addTotal(
                .category, context.totalTitle(category: group, "Total \(name)"), of: group.lines,
                plan.accounts(category: category))
        case .sectionTotal(let section):
            let group = plan.tree.sections[section]
            addTotal(
                .section, "Total \(group.name.isEmpty ? "without a section" : group.name.lowercasedFirst)",
                of: group.categories.flatMap { plan.tree.categories[$0].lines },
                group.categories.flatMap { plan.terms(category: $0) })
        case .directTotal: addTotal(.section, "Total direct cost", of: plan.tree.direct, plan.directTerms)
        case .grandTotal:
            addTotal(.grand, context.totalTitle("Grand total"), of: plan.tree.all, plan.grandTerms)
        case .beforeContractual: addBeforeContractual()
        case .spacer: grid.addSpacer()
        }
    }

    private func addHeading(_ category: Int) {
        let group = plan.tree.categories[category]
        grid.add(.category) { column in
            switch column {
            case .account: .text(group.code)
            case .description: .text(group.name, group.isSuspense ? .alarm : .plain)
            default: .blank
            }
        }
    }

    private func addHeading(section: Int) {
        let name = plan.tree.sections[section].name
        grid.add(.category) { $0 == .description ? .text(name.isEmpty ? "Without a section" : name) : .blank }
    }

    private func addAccount(_ index: Int, _ at: Int) {
        let line = context.findings.lines[index]
        let home = plan.sheet == context.accounts?.sheet ? nil : context.accounts
        grid.add(.detail, outline: plan.isOutlined ? 1 : 0) { column in
            if column == .account {
                let transactions = home == nil ? context.transactions?.firstRow(of: index) : nil
                let link = transactions ?? home?.row(.account(line: index)).map { Address.cell($0, 0, on: home!.sheet) }
                return Cell(.text(line.account.code), .plain, link: link)
            }
            if column == .description { return .text(line.account.name) }
            if column == .note { return context.note(of: line) }
            return figure(column, [line], at, home: home?.row(.account(line: index)), line: index)
        }
    }

    /// A category on one row; its figures are those of its total on the cost report.
    private func addCategory(_ category: Int, _ at: Int) {
        let group = plan.tree.categories[category]
        let home = context.accounts
        let lines = group.lines.map { context.findings.lines[$0] }
        grid.add(.detail) { column in
            if column == .account {
                return Cell(
                    .text(group.code), .plain,
                    link: home?.row(.heading(category: category)).map { Address.cell($0, 0, on: home!.sheet) })
            }
            if column == .description { return .text(group.name, group.isSuspense ? .alarm : .plain) }
            if column == .note { return .blank }
            return figure(column, lines, at, home: home?.row(.categoryTotal(category)), line: nil)
        }
    }

    /// A cell of a row that is no sum: a reference to the row `home` of the cost report, an identity of its own row, or a value.
    private func figure(_ column: CostColumn, _ lines: [CostLine], _ at: Int, home: Int?, line: Int?) -> Cell {
        if isWithoutPast(column) { return .blank }
        if column == .variancePercent { return percent(lines, at) }
        let amount = total(column, lines)
        if let home, let formula = context.costAddress(column, home) { return .formula(formula, amount) }
        if column == .estimate, let line, let formula = context.estimateFormula(of: line) {
            return .formula(formula, amount)
        }
        guard let formula = identity(column, lines, at) else { return .money(amount) }
        return .formula(formula, amount)
    }

    /// How a column follows from the others of its row (domain 1.1); nil where one of those is not printed.
    private func identity(_ column: CostColumn, _ lines: [CostLine], _ at: Int) -> String? {
        switch column {
        case .totalCost:
            let ordered: [CostColumn] = [.toDate, .commitments]
            return sum(production.accrualsIn == .ownColumn ? ordered + [.accruals] : ordered, at)
        case .finalCost: return sum([production.etcBasis == .totalCosts ? .totalCost : .toDate, .estimate], at)
        case .workingBudget: return sum([.budget, .overages, .transfers], at)
        case .variance:
            guard let final = grid.address(.finalCost, at), let budget = grid.address(.workingBudget, at) else {
                return nil
            }
            return rounded(production.variance == .overPositive ? "\(final)-\(budget)" : "\(budget)-\(final)")
        case .finalCostChange:
            guard let final = grid.address(.finalCost, at) else { return nil }
            let previous = total(.previousFinalCost, lines)
            return rounded(
                grid.address(.previousFinalCost, at).map { "\(final)-\($0)" } ?? final + Formula.minus(previous))
        case .varianceChange:
            guard let variance = grid.address(.variance, at) else { return nil }
            let previous = total(.variance, lines) - total(.varianceChange, lines)
            return rounded(variance + Formula.minus(previous))
        case .account, .description, .thisPeriod, .toDate, .commitments, .accruals, .estimate, .budget, .overages,
            .transfers, .previousFinalCost, .previousVariance, .variancePercent, .note:
            return nil
        }
    }

    /// Over budget is positive as `variance` says; nothing where there is no budget to be a share of.
    private func percent(_ lines: [CostLine], _ at: Int) -> Cell {
        let (variance, budget) = (total(.variance, lines), total(.workingBudget, lines))
        guard let tenths = Share.tenths(variance, of: budget) else { return .blank }
        guard let top = grid.address(.variance, at), let base = grid.address(.workingBudget, at) else {
            return Cell(.number(tenths, digits: 1))
        }
        return Cell(.formula(Share.formula(top, of: base), .number(tenths, digits: 1)))
    }

    private func sum(_ columns: [CostColumn], _ at: Int) -> String? {
        let addresses = columns.compactMap { grid.address($0, at) }
        return addresses.count == columns.count ? addresses.joined(separator: "+") : nil
    }

    private func rounded(_ formula: String) -> String { "ROUND(\(formula),\(production.currency.minorDigits))" }

    /// The first report has nothing to compare with: its whole EFC is no change.
    private func isWithoutPast(_ column: CostColumn) -> Bool {
        context.findings.bridge.lines.isEmpty && column.isOfLastReport
    }

    private func total(_ column: CostColumn, _ lines: [CostLine]) -> Money {
        lines.reduce(context.zero) { $0 + (column.amount($1, production) ?? context.zero) }
    }

    private func addTotal(_ kind: Line.Kind, _ title: String, of lines: [Int], _ rows: [Int]) {
        let ranges = Formula.ranges(rows)
        let members = lines.map { context.findings.lines[$0] }
        grid.add(kind) { column in
            switch column {
            case .account, .note: return .blank
            case .description: return .text(title)
            case .variancePercent: return percent(members, grid.nextRow)
            default:
                if isWithoutPast(column) { return .blank }
                let amount = total(column, members)
                guard let formula = grid.sumFormula(column, ranges) else { return .money(amount) }
                return .formula(column.isDifference ? rounded(formula) : formula, amount)
            }
        }
    }

    /// Over or under before contingency and bond: the direct total's variance, named for what it is.
    private func addBeforeContractual() {
        guard let direct = plan.row(.directTotal), grid.place(.variance) != nil else { return }
        let names = plan.tree.contractual.flatMap { plan.tree.categories[$0].lines }
            .map { context.findings.lines[$0].account.name.lowercasedFirst }
        let what = names.count <= 2 ? names.joined(separator: " and ") : "contractual charges"
        let title = "\(production.variance.heading) before \(what)"
        let amount = total(.variance, plan.tree.direct.map { context.findings.lines[$0] })
        grid.add(.detail) { column in
            switch column {
            case .description: .text(title, .muted)
            case .variance: .formula(grid.address(.variance, direct)!, amount)
            default: .blank
            }
        }
    }
}
