import CostModel
import Reconcile
import Sheets

/// EFC changes: every change of a forecast since the last report, with old, new, reason, author and where it stands.
enum ChangeColumn: String, CatalogueColumn {
    case account, description, cause, method, date, author, reason
    case old = "old_efc"
    case change
    case new = "new_efc"
    case file, row

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .account: CatalogueEntry("Account", .text, width: 9, "the code as the chart of accounts writes it")
        case .description: CatalogueEntry("Description", .text, width: 31, "the name of the account")
        case .cause: CatalogueEntry("Cause", .text, width: 22, "the step of the bridge")
        case .method: CatalogueEntry("Method", .text, width: 17, "how the rest is estimated now")
        case .date: CatalogueEntry("Date", .day, width: 11, "date of the forecast row")
        case .author: CatalogueEntry("By", .text, width: 16, "who made the forecast row")
        case .reason: CatalogueEntry("Reason", .prose, width: 52, "the row's note, or what has changed")
        case .old: CatalogueEntry("Old EFC", .cents, width: 14, "before this change")
        case .change:
            CatalogueEntry(
                "Change", .cents, width: 14, isStrong: true, "what it adds to the EFC",
                footnote: "The changes of an account run from the EFC of the last report to that of this one.")
        case .new: CatalogueEntry("New EFC", .cents, width: 14, "after this change")
        case .file: CatalogueEntry("File", .text, width: 20, "where the forecast row stands")
        case .row: CatalogueEntry("Row", .number(digits: 0), width: 6, "its line")
        }
    }
}

enum ChangeSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<ChangeColumn>(definition, context.header, context.production)
        let changes = EFCChange.all(context.findings, context.snapshot)
        let first = grid.nextRow
        for change in changes { add(change, to: grid, context) }
        if changes.isEmpty {
            grid.addNote(
                context.findings.bridge.lines.isEmpty
                    ? "This is the first report: there is no earlier one to compare with."
                    : "No estimated final cost has changed since the last report.")
        } else {
            let total = changes.reduce(context.zero) { $0 + $1.change }
            grid.add(.grand) { column in
                switch column {
                case .description: .text("Total change of EFC")
                case .change: grid.sum(column, [first...grid.nextRow - 1], total)
                default: .blank
                }
            }
        }
        grid.set(frozenColumns: 2, hasFilter: !changes.isEmpty)
        return grid.sheet
    }

    private static func add(_ change: EFCChange, to grid: Grid<ChangeColumn>, _ context: Context) {
        let at = grid.nextRow
        let account = context.findings.lines[change.line].account
        let file = change.origin.flatMap { origin in context.snapshot.files.first { $0.id == origin.sourceID } }
        grid.add(.detail) { column in
            switch column {
            case .account: Cell(.text(account.code), .plain, link: context.accountLink(change.line))
            case .description: .text(account.name)
            case .cause: .text(change.step.title)
            case .method: .text(change.method, .muted)
            case .date: .day(change.date)
            case .author: .text(change.author)
            case .reason: .text(change.reason)
            case .old: .money(change.old)
            case .change: .money(change.change)
            case .new: new(change, at, grid, context)
            case .file: .text(file?.name ?? "", .muted)
            case .row: change.origin.map { Cell(.number(Int64(SourceLine(raw: $0.line).number), digits: 0)) } ?? .blank
            }
        }
    }

    private static func new(_ change: EFCChange, _ at: Int, _ grid: Grid<ChangeColumn>, _ context: Context) -> Cell {
        guard let old = grid.address(.old, at), let step = grid.address(.change, at) else { return .money(change.new) }
        return .formula("ROUND(\(old)+\(step),\(context.production.currency.minorDigits))", change.new)
    }
}
