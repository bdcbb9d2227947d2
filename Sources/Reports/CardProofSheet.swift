import CostModel
import Reconcile
import Sheets

/// Card statements, one by one: statement = coded + uncoded + disputed.
enum CardProofColumn: String, CatalogueColumn {
    case holder, statement, first, last, count, charges, coded, uncoded, disputed, payments
    case withoutReceipt = "without_receipt"
    case state

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .holder: CatalogueEntry("Card member", .text, width: 28, "whose card it is")
        case .statement: CatalogueEntry("Statement", .text, width: 36, "the bank's file")
        case .first: CatalogueEntry("First day", .day, width: 11, "its first charge or payment")
        case .last: CatalogueEntry("Last day", .day, width: 11, "its last charge or payment")
        case .count: CatalogueEntry("Charges", .number(digits: 0), width: 9, "how many charges")
        case .charges: CatalogueEntry("Charged", .cents, width: 14, isStrong: true, "its charges less refunds")
        case .coded: CatalogueEntry("Coded", .cents, width: 14, "what the coding log and rules account for")
        case .uncoded: CatalogueEntry("Not coded", .cents, width: 14, "charged, and neither coded nor disputed")
        case .disputed:
            CatalogueEntry(
                "Disputed", .cents, width: 14, "set apart by the coding log",
                footnote: "Disputed: no cost and not uncoded, until the merchant or the bank has answered.")
        case .payments: CatalogueEntry("Payments", .cents, width: 14, "payments of the statement: settlement, no cost")
        case .withoutReceipt:
            CatalogueEntry("No receipt", .number(digits: 0), width: 9, "coded charges whose coding names no receipt")
        case .state: CatalogueEntry("Proof", .text, width: 10, "CODED or OPEN")
        }
    }
}

enum CardProofSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<CardProofColumn>(definition, context.header, context.production)
        let statements = context.findings.cash.statements
        let places = SourcePlaces(context.snapshot)
        let digits = context.production.currency.minorDigits
        let first = grid.nextRow
        for proof in statements {
            let at = grid.nextRow
            let role: Cell.Role = proof.uncoded.isZero ? .plain : .alarm
            grid.add(.detail) { column in
                switch column {
                case .holder: return proof.holder.isEmpty ? .text("No card member given", .muted) : .text(proof.holder)
                case .statement: return .text(places.file(id: proof.file))
                case .first: return .day(proof.first)
                case .last: return .day(proof.last)
                case .count: return Cell(.number(Int64(proof.charges), digits: 0))
                case .charges: return .money(proof.statement)
                case .coded: return .money(proof.coded)
                case .uncoded:
                    guard let charged = grid.address(.charges, at), let coded = grid.address(.coded, at),
                        let disputed = grid.address(.disputed, at)
                    else { return .money(proof.uncoded, role) }
                    return .formula("ROUND(\(charged)-\(coded)-\(disputed),\(digits))", proof.uncoded, role)
                case .disputed: return .money(proof.disputed)
                case .payments: return .money(proof.payments)
                case .withoutReceipt:
                    return proof.withoutReceipt == 0 ? .blank : Cell(.number(Int64(proof.withoutReceipt), digits: 0))
                case .state: return .text(proof.uncoded.isZero ? "CODED" : "OPEN", role)
                }
            }
        }
        if statements.isEmpty { grid.addNote("No card statement has been imported yet.") }
        let rows = statements.isEmpty ? [] : [first...first + statements.count - 1]
        func sum(_ column: CardProofColumn, _ amount: (CardProof) -> Money) -> Cell {
            grid.sum(column, rows, statements.reduce(context.zero) { $0 + amount($1) })
        }
        func count(_ column: CardProofColumn, _ value: (CardProof) -> Int) -> Cell {
            grid.sum(column, rows, statements.reduce(Int64(0)) { $0 + Int64(value($1)) }, digits: 0)
        }
        grid.add(.grand) { column in
            switch column {
            case .count: count(column, \.charges)
            case .charges: sum(column, \.statement)
            case .coded: sum(column, \.coded)
            case .uncoded: sum(column, \.uncoded)
            case .disputed: sum(column, \.disputed)
            case .payments: sum(column, \.payments)
            case .withoutReceipt: count(column, \.withoutReceipt)
            case .holder, .statement, .first, .last, .state: column == grid.columns.first ? .text("Total") : .blank
            }
        }
        grid.set(frozenColumns: 1)
        return grid.sheet
    }
}
