import CostModel
import Reconcile
import Sheets

/// A commercial's actualisation: bid against actual by line, without an estimate to complete (domain 1.5).
enum BidColumn: String, CatalogueColumn {
    case account, description, bid, changes
    case revised = "revised_bid"
    case actual, orders, total, variance, percent

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .account: CatalogueEntry("Line", .text, width: 7, "the bid's line number, or the letter of its section")
        case .description: CatalogueEntry("Description", .text, width: 36, "the line as the chart names it")
        case .bid: CatalogueEntry("Bid", .money, band: "BID", "as locked")
        case .changes: CatalogueEntry("Changes", .money, band: "BID", "approved overages and transfers")
        case .revised: CatalogueEntry("Revised bid", .money, band: "BID", "bid and changes")
        case .actual: CatalogueEntry("Actual", .money, band: "ACTUAL", "posted from the start")
        case .orders:
            CatalogueEntry("PO's", .money, band: "ACTUAL", "what open orders have still to come, and accrued timecards")
        case .total:
            CatalogueEntry(
                "Total", .money, band: "ACTUAL", isStrong: true,
                "actual and PO's; of a contractual line what it comes to, whether or not it is invoiced",
                footnote:
                    "Total: actual and PO's. Contractual lines count as contracted, whether or not they are invoiced.")
        case .variance:
            CatalogueEntry(
                production.variance.heading, .variance(production.variance), band: "VARIANCE",
                "total against the revised bid; the bracketed word of the heading is the negative one",
                footnote: "\(production.variance.heading): "
                    + (production.variance == .overPositive ? "total less revised bid" : "revised bid less total")
                    + "; over the bid is marked ▲.")
        case .percent:
            CatalogueEntry(
                "% of bid", .number(digits: 1), band: "VARIANCE", width: 8,
                "the variance as a percentage of the revised bid; blank where nothing was bid")
        }
    }

    /// nil for the columns that are no amount.
    func amount(_ line: CostLine, _ production: Production) -> Money? {
        let total = line.account.section == production.contractual ? line.finalCost : line.totalCost
        return switch self {
        case .account, .description, .percent: nil
        case .bid: line.budget
        case .changes: line.overages + line.transfers
        case .revised: line.workingBudget
        case .actual: line.toDate
        case .orders: line.commitments
        case .total: total
        case .variance: production.variance.variance(finalCost: total, budget: line.workingBudget)
        }
    }
}

struct BidSheet {
    private let grid: Grid<BidColumn>
    private let plan: CostPlan
    private let context: Context
    /// The sheet of lines, where this one is the summary of sections.
    private let home: (plan: CostPlan, columns: [BidColumn])?
    private var production: Production { context.production }

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let (grid, plan) = layout(definition, context)
        let lines = context.definition.sheets.first { $0.rows == .bidLines && $0.name != definition.name }
        let home = definition.rows == .bidSections ? lines.map { layout($0, context) } : nil
        let sheet = BidSheet(grid: grid, plan: plan, context: context, home: home.map { ($0.plan, $0.grid.columns) })
        for row in plan.rows { sheet.add(row) }
        grid.set(frozenColumns: grid.columns.prefix { $0 == .account || $0 == .description }.count)
        return grid.sheet
    }

    private static func layout(
        _ definition: SheetDefinition, _ context: Context
    ) -> (grid: Grid<BidColumn>, plan: CostPlan) {
        let grid = Grid<BidColumn>(definition, context.header, context.production)
        return (grid, CostPlan(definition, firstRow: grid.sheet.firstLineRow, context.tree))
    }

    private func add(_ row: CostPlan.Row) {
        let tree = plan.tree
        switch row {
        case .sectionHeading(let section): addHeading("", tree.sections[section].name, isSuspense: false)
        case .heading(let category):
            let group = tree.categories[category]
            addHeading(group.code, group.name, isSuspense: group.isSuspense)
        case .account(let line): addLine(line)
        case .category(let category): addSection(category)
        case .categoryTotal(let category):
            let group = tree.categories[category]
            let name = group.isSuspense ? "suspense" : "\(group.code) \(group.name)".trimmedStart
            addTotal(
                .category, context.totalTitle(category: group, "Total \(name)"), group.lines,
                plan.accounts(category: category))
        case .sectionTotal(let section):
            let group = tree.sections[section]
            addTotal(
                .section, "Total \(group.name.lowercasedFirst)", group.categories.flatMap { tree.categories[$0].lines },
                group.categories.flatMap { plan.terms(category: $0) })
        case .directTotal: addTotal(.section, "Total direct cost", tree.direct, plan.directTerms)
        case .grandTotal: addTotal(.grand, context.totalTitle("Grand total"), tree.all, plan.grandTerms)
        case .beforeContractual: break
        case .spacer: grid.addSpacer()
        }
    }

    private func addHeading(_ code: String, _ name: String, isSuspense: Bool) {
        grid.add(.category) { column in
            switch column {
            case .account: .text(code)
            case .description: .text(name, isSuspense ? .alarm : .plain)
            default: .blank
            }
        }
    }

    private func addLine(_ index: Int) {
        let line = context.findings.lines[index]
        let row = home?.plan.row(.account(line: index))
        let link = row.map { Address.cell($0, 0, on: home!.plan.sheet) } ?? context.transactions?.firstRow(of: index)
        addFigures(
            .detail, code: Cell(.text(line.account.code), .plain, link: link), name: line.account.name, [line],
            home: row,
            outline: plan.isOutlined ? 1 : 0)
    }

    private func addSection(_ category: Int) {
        let group = plan.tree.categories[category]
        let row = home?.plan.row(.categoryTotal(category))
        let heading = home?.plan.row(.heading(category: category))
        let code = Cell(.text(group.code), .plain, link: heading.map { Address.cell($0, 0, on: home!.plan.sheet) })
        addFigures(.detail, code: code, name: group.name, group.lines.map { context.findings.lines[$0] }, home: row)
    }

    private func addFigures(
        _ kind: Line.Kind, code: Cell, name: String, _ lines: [CostLine], home row: Int?, outline: UInt8 = 0
    ) {
        let at = grid.nextRow
        grid.add(kind, outline: outline) { column in
            switch column {
            case .account: return code
            case .description: return .text(name)
            case .percent: return percent(lines, at)
            default:
                let amount = total(column, lines)
                if let row, let place = home?.columns.firstIndex(of: column) {
                    return .formula(Address.cell(row, place, on: home!.plan.sheet), amount)
                }
                return identity(column, lines, at).map { .formula($0, amount) } ?? .money(amount)
            }
        }
    }

    /// How a column follows from the others of its row; nil where it does not, or one of those is not printed.
    private func identity(_ column: BidColumn, _ lines: [CostLine], _ at: Int) -> String? {
        func sum(_ columns: [BidColumn]) -> String? {
            let addresses = columns.compactMap { grid.address($0, at) }
            return addresses.count == columns.count ? addresses.joined(separator: "+") : nil
        }
        switch column {
        case .revised: return sum([.bid, .changes])
        case .total:
            return lines.contains { $0.account.section == production.contractual } ? nil : sum([.actual, .orders])
        case .variance:
            guard let total = grid.address(.total, at), let bid = grid.address(.revised, at) else { return nil }
            return rounded(production.variance == .overPositive ? "\(total)-\(bid)" : "\(bid)-\(total)")
        default: return nil
        }
    }

    private func rounded(_ formula: String) -> String { "ROUND(\(formula),\(production.currency.minorDigits))" }

    private func total(_ column: BidColumn, _ lines: [CostLine]) -> Money {
        lines.reduce(context.zero) { $0 + (column.amount($1, production) ?? context.zero) }
    }

    private func percent(_ lines: [CostLine], _ at: Int) -> Cell {
        guard let tenths = Share.tenths(total(.variance, lines), of: total(.revised, lines)) else { return .blank }
        guard let top = grid.address(.variance, at), let base = grid.address(.revised, at) else {
            return Cell(.number(tenths, digits: 1))
        }
        return Cell(.formula(Share.formula(top, of: base), .number(tenths, digits: 1)))
    }

    private func addTotal(_ kind: Line.Kind, _ title: String, _ members: [Int], _ rows: [Int]) {
        let ranges = Formula.ranges(rows)
        let lines = members.map { context.findings.lines[$0] }
        let at = grid.nextRow
        grid.add(kind) { column in
            switch column {
            case .account: return .blank
            case .description: return .text(title)
            case .percent: return percent(lines, at)
            default:
                let amount = total(column, lines)
                guard let formula = grid.sumFormula(column, ranges) else { return .money(amount) }
                return .formula(column == .variance ? rounded(formula) : formula, amount)
            }
        }
    }
}

extension String {
    fileprivate var trimmedStart: String { String(drop { $0 == " " }) }
}
