import CostModel
import Reconcile
import Sheets

/// Purchases that break a policy of policies.yaml.
enum PolicyColumn: String, CatalogueColumn {
    case date, week, kind, holder, merchant, amount, policy, limit, others, file, row

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .date: CatalogueEntry("Date", .day, width: 11, "day of the purchase")
        case .week: CatalogueEntry("Week", .day, width: 11, "week ending in which it was posted")
        case .kind: CatalogueEntry("Paid by", .text, width: 11, "petty cash or card")
        case .holder: CatalogueEntry("Holder", .text, width: 24, "custodian or card member")
        case .merchant: CatalogueEntry("Merchant", .text, width: 30, "who was paid")
        case .amount:
            CatalogueEntry(
                "Amount", .cents, width: 13, "the purchase, or all that belong together",
                footnote: "One purchase may break several policies, so the amounts are not added up.")
        case .policy:
            CatalogueEntry(
                "Policy", .text, width: 25, "as policies.yaml names it",
                footnote: "A policy in bold: posted since the last report.")
        case .limit: CatalogueEntry("Limit", .text, width: 22, "what it allows, or the word that it bans")
        case .others: CatalogueEntry("Together with", .prose, width: 36, "other rows that belong to it")
        case .file: CatalogueEntry("Source file", .text, width: 32, "where the row stands")
        case .row: CatalogueEntry("Row", .number(digits: 0), width: 7, "the line of that file")
        }
    }
}

enum PolicySheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<PolicyColumn>(definition, context.header, context.production)
        let exceptions = context.findings.cash.exceptions
        let places = SourcePlaces(context.snapshot)
        grid.addList(exceptions) { exception, column in
            let isNew = context.snapshot.isThisPeriod(context.snapshot.entries[exception.entry])
            return switch column {
            case .date: .day(exception.date)
            case .week: .day(context.snapshot.entries[exception.entry].period)
            case .kind: .text(exception.isCard ? "card" : "petty cash")
            case .holder: .text(exception.holder)
            case .merchant: .text(exception.merchant)
            case .amount: .money(exception.amount)
            case .policy: .text(exception.policy, isNew ? .strong : .plain)
            case .limit: .text(exception.limit)
            case .others: .text(exception.others)
            case .file: .text(places.file(exception.entry))
            case .row: places.row(exception.entry)
            }
        }
        if exceptions.isEmpty { grid.addNote("No purchase breaks a policy, or policies.yaml sets none.") }
        grid.set(frozenColumns: 1, hasFilter: !exceptions.isEmpty)
        return grid.sheet
    }
}

/// Payments, bills and orders of vendors without a document that the policy asks for.
enum MissingDocumentColumn: String, CatalogueColumn {
    case state, document, party, subject, reference, date, amount, issued, expires
    case documentFile = "document_file"
    case documentRow = "document_row"
    case file, row

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .state: CatalogueEntry("State", .text, width: 10, "MISSING, EXPIRED or NOT YET, on the day of the payment")
        case .document: CatalogueEntry("Document", .text, width: 18, "the kind that policies.yaml asks for")
        case .party: CatalogueEntry("Vendor", .text, width: 30, "whose it should be")
        case .subject: CatalogueEntry("Needed for", .text, width: 11, "payment, invoice or order")
        case .reference: CatalogueEntry("Number", .text, width: 16, "its number")
        case .date: CatalogueEntry("Date", .day, width: 11, "its date, on which the document must hold")
        case .amount: CatalogueEntry("Amount", .cents, width: 14, "all lines of it")
        case .issued: CatalogueEntry("Issued", .day, width: 11, "first day of the document that does not hold")
        case .expires: CatalogueEntry("Expires", .day, width: 11, "its last day")
        case .documentFile: CatalogueEntry("Register", .text, width: 28, "where that document stands")
        case .documentRow: CatalogueEntry("Register row", .number(digits: 0), width: 9, "the line of that file")
        case .file: CatalogueEntry("Source file", .text, width: 32, "where the payment, invoice or order stands")
        case .row: CatalogueEntry("Row", .number(digits: 0), width: 7, "the line of that file")
        }
    }
}

enum MissingDocumentSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<MissingDocumentColumn>(definition, context.header, context.production)
        let exceptions = context.findings.cash.documents
        let places = SourcePlaces(context.snapshot)
        grid.addList(exceptions) { exception, column in
            switch column {
            case .state:
                .text(
                    !exception.isExpired
                        ? "MISSING" : exception.expires < exception.date ? "EXPIRED" : "NOT YET", .alarm)
            case .document: .text(exception.document)
            case .party: .text(exception.party)
            case .subject: .text(exception.subject.rawValue)
            case .reference: .text(exception.reference)
            case .date: .day(exception.date)
            case .amount: .money(exception.amount)
            case .issued: .day(exception.issued)
            case .expires: .day(exception.expires)
            case .documentFile: .text(places.file(exception.documentEntry))
            case .documentRow: places.row(exception.documentEntry)
            case .file: .text(places.file(exception.entry))
            case .row: places.row(exception.entry)
            }
        }
        if exceptions.isEmpty { grid.addNote("Nothing was paid without a document that policies.yaml asks for.") }
        grid.set(frozenColumns: 3, hasFilter: !exceptions.isEmpty)
        return grid.sheet
    }
}
