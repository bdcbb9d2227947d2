import CostModel
import Reconcile
import Sheets

/// What was set aside, what was taken from it, and what is left for the cost to come.
enum ContingencyColumn: String, CatalogueColumn {
    case account, description, date, number, reason, by, amount, balance

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .account: CatalogueEntry("Account", .text, width: 9, "the contingency's account")
        case .description: CatalogueEntry("Description", .text, width: 31, "its name, or what the row is")
        case .date: CatalogueEntry("Date", .day, width: 11, "of the transfer or the overage")
        case .number: CatalogueEntry("No.", .text, width: 9, "its number")
        case .reason: CatalogueEntry("Reason", .prose, width: 48, "as the register of budget changes has it")
        case .by: CatalogueEntry("Approved by", .text, width: 24, "who has approved it")
        case .amount: CatalogueEntry("Amount", .cents, width: 15, "the locked budget, then what was added or taken")
        case .balance: CatalogueEntry("Left", .cents, width: 15, isStrong: true, "what is left after the row")
        }
    }
}

struct ContingencySheet {
    private let grid: Grid<ContingencyColumn>
    private let context: Context

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = ContingencySheet(grid: Grid(definition, context.header, context.production), context: context)
        let lines = context.findings.contingencyLines
        let log = BudgetLogLine.all(context.snapshot, context.findings).filter { $0.change.kind != .pending }
        for line in lines { sheet.add(line, log.filter { $0.line == line }) }
        if lines.isEmpty {
            sheet.grid.addNote("No account of the section \(context.production.contractual) is named contingency.")
        } else {
            sheet.addSentence(lines)
        }
        return sheet.grid.sheet
    }

    private func add(_ index: Int, _ log: [BudgetLogLine]) {
        let line = context.findings.lines[index]
        let first = grid.nextRow
        var left = line.budget
        grid.add(.category) { column in
            switch column {
            case .account: Cell(.text(line.account.code), .plain, link: context.accountLink(index))
            case .description: .text(line.account.name)
            case .reason: .text("budget as locked")
            case .amount: .money(line.budget)
            case .balance: balance(first, first, left)
            case .date, .number, .by: .blank
            }
        }
        for entry in log {
            left += entry.change.amount
            add(entry, first, left)
        }
        guard left != line.workingBudget else { return }
        grid.addNote("The working budget is \(line.workingBudget.grouped): a change stands elsewhere.")
    }

    private func add(_ entry: BudgetLogLine, _ first: Int, _ left: Money) {
        let at = grid.nextRow
        grid.add(.detail) { column in
            switch column {
            case .account: .blank
            case .description: .text(entry.change.kind == .transfer ? "Transfer" : "Approved overage", .muted)
            case .date: .day(entry.change.date)
            case .number: .text(entry.change.number)
            case .reason: .text(entry.change.reason)
            case .by: .text(entry.by)
            case .amount: .money(entry.change.amount)
            case .balance: balance(first, at, left)
            }
        }
    }

    private func balance(_ first: Int, _ last: Int, _ left: Money) -> Cell {
        guard let formula = grid.sumFormula(.amount, [first...last]) else { return .money(left) }
        return .formula(formula, left)
    }

    /// How far what is left goes: the guarantor's own question.
    private func addSentence(_ lines: [Int]) {
        let left = lines.reduce(context.zero) { $0 + context.findings.lines[$1].workingBudget }
        let toCome = context.findings.directToCome
        guard let tenths = Share.tenths(left, of: toCome) else { return }
        grid.addNote(
            "\(left.grouped) is left, \(Decimals.text(tenths, digits: 1)) % of the \(toCome.grouped) that the direct accounts "
                + "have still to cost.")
    }
}

/// Changes of the budget that wait for approval.
enum PendingColumn: String, CatalogueColumn {
    case number, date, account, description, reason, by, amount

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .number: CatalogueEntry("No.", .text, width: 9, "its number in the register of budget changes")
        case .date: CatalogueEntry("Date", .day, width: 11, "when it was asked for")
        case .account: CatalogueEntry("Account", .text, width: 9, "the account that it is for")
        case .description: CatalogueEntry("Description", .text, width: 31, "the name of the account")
        case .reason: CatalogueEntry("Reason", .prose, width: 52, "as the register has it")
        case .by: CatalogueEntry("With", .text, width: 24, "who is to approve it")
        case .amount:
            CatalogueEntry(
                "Amount", .cents, width: 15, isStrong: true, "what it would add to the working budget",
                footnote: "Pending overages are in no figure of the report until they are approved.")
        }
    }
}

enum PendingSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<PendingColumn>(definition, context.header, context.production)
        let pending = BudgetLogLine.all(context.snapshot, context.findings).filter { $0.change.kind == .pending }
        let first = grid.nextRow
        for entry in pending {
            grid.add(.detail) { column in
                switch column {
                case .number: .text(entry.change.number)
                case .date: .day(entry.change.date)
                case .account:
                    Cell(.text(entry.change.account), .plain, link: entry.line.flatMap { context.accountLink($0) })
                case .description: .text(entry.line.map { context.findings.lines[$0].account.name } ?? "")
                case .reason: .text(entry.change.reason)
                case .by: .text(entry.by)
                case .amount: .money(entry.change.amount)
                }
            }
        }
        guard !pending.isEmpty else {
            grid.addNote("No overage waits for approval.")
            return grid.sheet
        }
        let total = pending.reduce(context.zero) { $0 + $1.change.amount }
        grid.add(.grand) { column in
            switch column {
            case .amount: grid.sum(column, [first...grid.nextRow - 1], total)
            default: column == grid.columns.first ? .text("Total") : .blank
            }
        }
        return grid.sheet
    }
}
