import CostModel
import Reconcile
import Sheets

/// Adjustments for closed weeks: what was reported, what is known now, and what that makes in this period.
enum ClosedChangeColumn: String, CatalogueColumn {
    case kind, week, date, account
    case accountName = "account_name"
    case recodedFrom = "recoded_from"
    case vendor, reference, description
    case oldAmount = "old_amount"
    case newAmount = "new_amount"
    case difference
    case oldRow = "old_row"
    case newRow = "new_row"
    case entries

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .kind: CatalogueEntry("Change", .text, width: 10, "late, changed, recoded, voided or vanished")
        case .week:
            CatalogueEntry("Closed week", .day, width: 10.5, "the closed week to which the row belongs by its date")
        case .date: CatalogueEntry("Date", .day, width: 10.5, "the row's own date")
        case .account: CatalogueEntry("Account", .text, width: 9, "the account on which it counts now")
        case .accountName: CatalogueEntry("Account name", .text, width: 24, "the name of that account")
        case .recodedFrom: CatalogueEntry("Recoded from", .text, width: 9, "the account on which it counted before")
        case .vendor: CatalogueEntry("Vendor", .text, width: 22, "vendor, merchant or worker")
        case .reference: CatalogueEntry("Reference", .text, width: 11, "the document's number")
        case .description: CatalogueEntry("Description", .text, width: 22, "the row's text")
        case .oldAmount: CatalogueEntry("As closed", .cents, width: 12, "what it was in the closed report")
        case .newAmount: CatalogueEntry("As known now", .cents, width: 12, "what it is now")
        case .difference:
            CatalogueEntry(
                "Difference", .cents, width: 12, isStrong: true, "its effect on this period's cost",
                footnote: "Closed reports stay as they are: the differences are part of this period's cost.")
        case .oldRow: CatalogueEntry("Row as closed", .text, width: 24, "file and row of the closed version")
        case .newRow:
            CatalogueEntry("Row now", .text, width: 26, "file and row of the new version, or the file that lacks it")
        case .entries:
            CatalogueEntry("Ledger entries", .text, width: 10, "numbers of the linked pair: reversal / new posting")
        }
    }
}

struct ClosedChangeSheet {
    private let grid: Grid<ClosedChangeColumn>
    private let context: Context
    private let files: [Int32: String]
    private let names: [String: String]

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = ClosedChangeSheet(
            grid: Grid(definition, context.header, context.production), context: context,
            files: Dictionary(context.snapshot.files.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }),
            names: Dictionary(
                context.findings.lines.map { ($0.account.code, $0.account.name) },
                uniquingKeysWith: { first, _ in first }))
        let changes = context.findings.closedChanges
        var totals: [Int] = []
        var start = 0
        while start < changes.count {
            let end = changes[start...].firstIndex { $0.week != changes[start].week } ?? changes.count
            totals.append(sheet.add(Array(changes[start..<end])))
            start = end
        }
        if changes.isEmpty { sheet.grid.addNote("Nothing has turned up in closed weeks.") }
        sheet.addTotal(.grand, "Total of changes", changes, Formula.ranges(totals))
        sheet.grid.set(frozenColumns: 1)
        return sheet.grid.sheet
    }

    /// The changes of one closed week and their total; returns the total's row.
    private func add(_ changes: [ClosedChange]) -> Int {
        let first = grid.nextRow
        for change in changes { add(change) }
        let total = grid.nextRow
        let number = context.production.calendar.number(of: changes[0].week)
        addTotal(.category, "Total of report \(number)", changes, [first...total - 1])
        return total
    }

    private func add(_ change: ClosedChange) {
        let at = grid.nextRow
        let account = change.newAccount.isEmpty ? change.oldAccount : change.newAccount
        let isMoved = !change.oldAccount.isEmpty && change.oldAccount != account
        grid.add(.detail, outline: 1) { column in
            switch column {
            case .kind: .text(change.kind.rawValue, change.kind == .vanished ? .strong : .plain)
            case .week: .day(change.week)
            case .date: .day(change.date)
            case .account: .text(account)
            case .accountName: .text(names[account] ?? "")
            case .recodedFrom: .text(isMoved ? change.oldAccount : "")
            case .vendor: .text(change.vendor)
            case .reference: .text(change.reference)
            case .description: .text(change.details)
            case .oldAmount: .money(change.old)
            case .newAmount: .money(change.new)
            case .difference: difference(change, at)
            case .oldRow: .text(change.oldOrigin.map(row) ?? "", .muted)
            case .newRow: .text(change.newOrigin.map(row) ?? absence(change), .muted)
            case .entries: .text(pair(change), .muted)
            }
        }
    }

    private func difference(_ change: ClosedChange, _ at: Int) -> Cell {
        guard let old = grid.address(.oldAmount, at), let new = grid.address(.newAmount, at) else {
            return .money(change.difference)
        }
        return .formula("ROUND(\(new)-\(old),\(context.production.currency.minorDigits))", change.difference)
    }

    private func row(_ origin: Origin) -> String {
        "\(files[origin.sourceID] ?? ""):\(SourceLine(raw: origin.line))"
    }

    private func absence(_ change: ClosedChange) -> String {
        files[change.causeSourceID].map { "not in \($0)" } ?? ""
    }

    private func pair(_ change: ClosedChange) -> String {
        [change.reversal, change.posting].map { $0 == 0 ? "–" : "\($0)" }.joined(separator: " / ")
    }

    private func addTotal(_ kind: Line.Kind, _ title: String, _ changes: [ClosedChange], _ rows: [ClosedRange<Int>]) {
        func total(_ amount: (ClosedChange) -> Money) -> Money { changes.reduce(context.zero) { $0 + amount($1) } }
        let titleColumn = grid.columns.first
        grid.add(kind) { column in
            switch column {
            case .oldAmount: grid.sum(column, rows, total(\.old))
            case .newAmount: grid.sum(column, rows, total(\.new))
            case .difference: grid.sum(column, rows, total(\.difference))
            default: column == titleColumn ? .text(title) : .blank
            }
        }
    }
}
