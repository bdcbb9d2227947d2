import CostModel
import Reconcile
import Sheets

/// Purchase cards: the statement against the coding log, then every charge that is not coded in full.
enum CardColumn: String, CatalogueColumn {
    case holder, date, merchant, reference
    case chargeCount = "charge_count"
    case uncodedCount = "uncoded_count"
    case charges, coded, uncoded, disputed, payments, file, row

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .holder: CatalogueEntry("Card member", .text, width: 28, "whose card it is")
        case .date: CatalogueEntry("Date", .day, width: 11, "date of an open charge")
        case .merchant: CatalogueEntry("Merchant", .text, width: 32, "merchant of an open charge")
        case .reference: CatalogueEntry("Reference", .text, width: 22, "the statement's reference of an open charge")
        case .chargeCount: CatalogueEntry("Charges", .number(digits: 0), width: 9, "charges on statements")
        case .uncodedCount: CatalogueEntry("Open charges", .number(digits: 0), width: 9, "charges not coded in full")
        case .charges:
            CatalogueEntry("Charged", .cents, width: 14, "charges on statements; of an open charge its amount")
        case .coded: CatalogueEntry("Coded", .cents, width: 14, "what the coding log and rules account for")
        case .uncoded:
            CatalogueEntry(
                "Not coded", .cents, width: 14, isStrong: true, "charged less coded: in no account yet",
                footnote: production.coding?.uncodedCards == .suspense
                    ? "Not coded: charged and in no account yet; a charge that nobody coded at all is cost in suspense."
                    : "Not coded: charged and in no account yet, so in no other figure of this report.")
        case .disputed:
            CatalogueEntry("Disputed", .cents, width: 14, "set apart by the coding log: no cost, and not uncoded")
        case .payments:
            CatalogueEntry(
                "Payments", .cents, width: 14, "payments of the statement: settlement, no cost",
                footnote: "Payments of the statement settle what was charged; they are no cost.")
        case .file: CatalogueEntry("Source file", .text, width: 32, "the statement of an open charge")
        case .row: CatalogueEntry("Row", .number(digits: 0), width: 7, "the line of that file")
        }
    }
}

struct CardSheet {
    private let grid: Grid<CardColumn>
    private let context: Context
    private var statements: [CardStatement] { context.findings.cards }

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = CardSheet(grid: Grid(definition, context.header, context.production), context: context)
        let first = sheet.grid.nextRow
        for statement in sheet.statements { sheet.add(statement) }
        if sheet.statements.isEmpty { sheet.grid.addNote("No card statement has been imported yet.") }
        sheet.addTotal(rows: sheet.statements.isEmpty ? [] : [first...first + sheet.statements.count - 1])
        sheet.addOpenCharges()
        sheet.grid.set(frozenColumns: 1)
        return sheet.grid.sheet
    }

    private func add(_ statement: CardStatement) {
        let at = grid.nextRow
        grid.add(.detail) { column in
            switch column {
            case .holder: statement.holder.isEmpty ? .text("No card member given", .muted) : .text(statement.holder)
            case .chargeCount: Cell(.number(Int64(statement.chargeCount), digits: 0))
            case .uncodedCount: Cell(.number(Int64(statement.uncodedCount), digits: 0))
            case .charges: .money(statement.charges)
            case .coded: .money(statement.coded)
            case .uncoded: uncoded(statement.uncoded, statement.disputed, at)
            case .disputed: .money(statement.disputed)
            case .payments: .money(statement.payments)
            case .date, .merchant, .reference, .file, .row: .blank
            }
        }
    }

    /// Charged less coded and disputed, live where all of them are printed.
    private func uncoded(_ amount: Money, _ disputed: Money, _ at: Int) -> Cell {
        let role: Cell.Role = amount.isZero ? .plain : .alarm
        let apart = grid.address(.disputed, at)
        guard disputed.isZero || apart != nil, let charged = grid.address(.charges, at),
            let coded = grid.address(.coded, at)
        else { return .money(amount, role) }
        let less = apart.map { "-\($0)" } ?? ""
        return .formula("ROUND(\(charged)-\(coded)\(less),\(context.production.currency.minorDigits))", amount, role)
    }

    private func addTotal(rows: [ClosedRange<Int>]) {
        func total(_ amount: (CardStatement) -> Money) -> Money { statements.reduce(context.zero) { $0 + amount($1) } }
        func count(_ value: (CardStatement) -> Int) -> Int64 { statements.reduce(0) { $0 + Int64(value($1)) } }
        grid.add(.grand) { column in
            switch column {
            case .holder: .text("Total")
            case .chargeCount: grid.sum(column, rows, count(\.chargeCount), digits: 0)
            case .uncodedCount: grid.sum(column, rows, count(\.uncodedCount), digits: 0)
            case .charges: grid.sum(column, rows, total(\.charges))
            case .coded: grid.sum(column, rows, total(\.coded))
            case .uncoded: grid.sum(column, rows, total(\.uncoded))
            case .disputed: grid.sum(column, rows, total(\.disputed))
            case .payments: grid.sum(column, rows, total(\.payments))
            case .date, .merchant, .reference, .file, .row: .blank
            }
        }
    }

    private func addOpenCharges() {
        let open = statements.flatMap { statement in statement.open.map { (statement.holder, $0) } }
        guard !open.isEmpty else { return }
        grid.addSpacer()
        grid.add(.category) { $0 == .holder ? .text("Charges that are not coded in full") : .blank }
        let files = Dictionary(context.snapshot.files.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let first = grid.nextRow
        for (holder, charge) in open {
            let entry = context.snapshot.entries[charge.entry]
            let texts = context.snapshot.texts
            let at = grid.nextRow
            grid.add(.detail) { column in
                switch column {
                case .holder: .text(holder)
                case .date: .day(entry.record.date)
                case .merchant: .text(texts[entry.record.party])
                case .reference: .text(texts[entry.record.reference])
                case .charges: .money(entry.record.amount)
                case .coded: .money(entry.record.amount - charge.uncoded - charge.disputed)
                case .uncoded: uncoded(charge.uncoded, charge.disputed, at)
                case .disputed: .money(charge.disputed)
                case .file: .text(files[entry.origin.sourceID] ?? "")
                case .row: Cell(.number(Int64(SourceLine(raw: entry.origin.line).number), digits: 0))
                case .chargeCount, .uncodedCount, .payments: .blank
                }
            }
        }
        let rows = [first...first + open.count - 1]
        let sum = open.reduce(context.zero) { $0 + $1.1.uncoded }
        grid.add(.grand) { column in
            switch column {
            case .holder: .text("Total not coded")
            case .uncoded: grid.sum(column, rows, sum)
            default: .blank
            }
        }
    }
}
