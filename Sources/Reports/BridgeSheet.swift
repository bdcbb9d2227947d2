import CostModel
import Reconcile
import Sheets

/// From the last report's EFC to this one's, step by step, for every account that moved.
enum BridgeColumn: String, CatalogueColumn {
    case account, description
    case previous = "previous_efc"
    case settings, postings, orders, schedule, rates, budget, manual, exchange
    case finalCost = "efc"
    case change = "efc_change"
    case why

    var step: Bridge.Step? {
        switch self {
        case .settings: .settings
        case .postings: .postings
        case .orders: .orders
        case .schedule: .schedule
        case .rates: .rates
        case .budget: .budget
        case .manual: .manual
        case .exchange: .exchange
        case .account, .description, .previous, .finalCost, .change, .why: nil
        }
    }

    func entry(_ production: Production) -> CatalogueEntry {
        if let step { return CatalogueEntry(step.title, .money, band: "WHAT MOVED IT", meaning(of: step)) }
        return switch self {
        case .account: CatalogueEntry("Account", .text, width: 9, "the code as the chart of accounts writes it")
        case .description: CatalogueEntry("Description", .text, width: 31, "the name of the account")
        case .previous: CatalogueEntry("Previous EFC", .money, "EFC of the last report")
        case .finalCost: CatalogueEntry("EFC", .money, isStrong: true, "where the account ends now")
        case .change:
            CatalogueEntry(
                "Change", .money, "EFC less that of the last report",
                footnote: "The steps add up to the change exactly, in every row and in every total.")
        default: CatalogueEntry("Why", .prose, width: 60, "the same in words, with amounts in cents")
        }
    }

    private func meaning(of step: Bridge.Step) -> String {
        switch step {
        case .settings: "what the last report would say today: settings or coding rules have changed"
        case .postings: "posted and accrued cost beyond what was forecast"
        case .orders: "new, changed and closed purchase orders"
        case .schedule: "shoot days and days of people added or gone"
        case .rates: "deals, fringes, rates and percentages"
        case .budget: "transfers, overages and changes of the budget"
        case .manual: "forecast rows and expected items"
        case .exchange: "the report's exchange rates"
        }
    }

    func amount(_ line: Bridge.Line) -> Money? {
        if let step { return line[step] }
        return switch self {
        case .previous: line.previous
        case .finalCost: line.final
        case .change: line.change
        default: nil
        }
    }
}

struct BridgeSheet {
    private let grid: Grid<BridgeColumn>
    private let context: Context

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = BridgeSheet(grid: Grid(definition, context.header, context.production), context: context)
        if context.findings.bridge.lines.isEmpty {
            sheet.grid.addNote("This is the first report: there is no earlier one to compare with.")
        } else {
            sheet.addAll()
        }
        sheet.grid.set(frozenColumns: sheet.grid.columns.prefix { $0 == .account || $0 == .description }.count)
        return sheet.grid.sheet
    }

    private func addAll() {
        var rows: [Int] = []
        for category in context.tree.order {
            let group = context.tree.categories[category]
            let moved = group.lines.filter { isMoved($0) }
            let still = group.lines.filter { !isMoved($0) }
            // A category in which nothing moved is one row.
            if moved.isEmpty {
                rows.append(grid.nextRow)
                add(.detail, group.code, group.name, of: group.lines)
                continue
            }
            grid.add(.category) { $0 == .account ? .text(group.code) : $0 == .description ? .text(group.name) : .blank }
            let first = grid.nextRow
            for line in moved {
                let account = context.findings.lines[line].account
                add(.detail, account.code, account.name, of: [line], link: context.accountLink(line))
            }
            if !still.isEmpty {
                add(
                    .detail, "", still.count == 1 ? "1 account as before" : "\(still.count) accounts as before",
                    of: still)
            }
            rows.append(grid.nextRow)
            addTotal(
                .category, context.totalTitle(category: group, "Total \(group.name)"), [first...grid.nextRow - 1],
                of: group.lines)
        }
        addTotal(.grand, context.totalTitle("Grand total"), Formula.ranges(rows), of: context.tree.all)
    }

    private func isMoved(_ line: Int) -> Bool { context.findings.bridge.lines[line].steps.contains { !$0.isZero } }

    private func sum(_ column: BridgeColumn, _ lines: [Int]) -> Money? {
        guard column.amount(context.findings.bridge.lines[lines[0]]) != nil else { return nil }
        return lines.reduce(context.zero) { $0 + column.amount(context.findings.bridge.lines[$1])! }
    }

    private func add(_ kind: Line.Kind, _ code: String, _ name: String, of lines: [Int], link: String? = nil) {
        let at = grid.nextRow
        grid.add(kind) { column in
            switch column {
            case .account: Cell(code.isEmpty ? .blank : .text(code), .plain, link: link)
            case .description: .text(name, link == nil ? .muted : .plain)
            case .why: link == nil ? .blank : .text(context.findings.bridge.lines[lines[0]].text)
            default: figure(column, sum(column, lines)!, at)
            }
        }
    }

    /// The end of a row is its beginning and its steps.
    private func figure(_ column: BridgeColumn, _ amount: Money, _ at: Int) -> Cell {
        let digits = context.production.currency.minorDigits
        let steps = grid.columns.filter { $0.step != nil }.compactMap { grid.address($0, at) }
        guard steps.count == Bridge.Step.allCases.count, let previous = grid.address(.previous, at) else {
            return .money(amount)
        }
        let sum = "SUM(\(steps.first!):\(steps.last!))"
        switch column {
        case .finalCost: return .formula("ROUND(\(previous)+\(sum),\(digits))", amount)
        case .change: return .formula("ROUND(\(sum),\(digits))", amount)
        default: return .money(amount)
        }
    }

    private func addTotal(_ kind: Line.Kind, _ name: String, _ rows: [ClosedRange<Int>], of lines: [Int]) {
        grid.add(kind) { column in
            switch column {
            case .account, .why: .blank
            case .description: .text(name)
            default: grid.sum(column, rows, sum(column, lines)!)
            }
        }
    }
}
