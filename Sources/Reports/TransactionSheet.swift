import CostModel
import Reconcile
import Sheets

/// The postings behind the figures ("the bible"), by account and date.
enum TransactionColumn: String, CatalogueColumn {
    case account
    case accountName = "account_name"
    case date, week, kind, party, reference, order, description, department, set, tag, holder, amount, mark
    case codedBy = "coded_by"
    case file, row
    case foreignAmount = "foreign_amount"
    case currency
    case exchangeRate = "exchange_rate"

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .account: CatalogueEntry("Account", .text, width: 9, "the code that the posting counts under")
        case .accountName: CatalogueEntry("Account name", .text, width: 24, "the name of the account")
        case .date: CatalogueEntry("Date", .day, width: 10.5, "posting date of the document")
        case .week: CatalogueEntry("Week posted", .day, width: 10.5, "the week ending in which it counts")
        case .kind: CatalogueEntry("Kind", .text, width: 10, "what kind of document it is")
        case .party: CatalogueEntry("Vendor or worker", .text, width: 29, "vendor, worker, payee or merchant")
        case .reference: CatalogueEntry("Reference", .text, width: 14, "the document's own number")
        case .order: CatalogueEntry("PO", .text, width: 8, "the purchase order that it cites")
        case .description: CatalogueEntry("Description", .text, width: 36, "the document's text")
        case .department: CatalogueEntry("Department", .text, width: 14, "as the document gives it")
        case .set: CatalogueEntry("Set", .text, width: 10, "as the document gives it")
        case .tag: CatalogueEntry("Tag", .text, width: 10, "as the document gives it")
        case .holder: CatalogueEntry("Holder", .text, width: 18, "card member, custodian or occupation")
        case .amount: CatalogueEntry("Amount", .cents, width: 14, "what it adds to the account; a reversal is negative")
        case .mark:
            CatalogueEntry(
                "Mark", .text, width: 8, "`reversal` or `late`",
                footnote: "Mark: reversal takes back a posting that a later export changed or no longer holds; "
                    + "late is posted in a week after its own date's.")
        case .codedBy:
            CatalogueEntry(
                "Coded by", .text, width: 18,
                "the rule of `coding.yaml` that gave the account; printed where there is one")
        case .file: CatalogueEntry("Source file", .text, width: 37, "the file that it was read from")
        case .row: CatalogueEntry("Row", .number(digits: 0), width: 7, "the line of that file")
        case .foreignAmount:
            CatalogueEntry(
                "Foreign amount", .rate, width: 14,
                "the document's own amount, where it is in another currency; printed where the production declares any")
        case .currency: CatalogueEntry("Currency", .text, width: 9, "the document's currency, where it is another")
        case .exchangeRate:
            CatalogueEntry(
                "Exchange rate", .number(digits: ConversionRate.digits), width: 14,
                "what one unit of that currency was taken for",
                footnote: production.currencies.isEmpty
                    ? ""
                    : "Exchange rate: \(production.currency) for one unit of the document's currency; without one the "
                        + "amount counts nothing yet.")
        }
    }
}

extension TransactionColumn {
    /// Without rules there is nothing to name, and without foreign currencies no second amount.
    func isPrinted(_ production: Production) -> Bool {
        switch self {
        case .codedBy: production.coding != nil
        case .foreignAmount, .currency, .exchangeRate: !production.currencies.isEmpty
        default: true
        }
    }
}

enum TransactionSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<TransactionColumn>(definition, context.header, context.production)
        guard let plan = context.transactions else { preconditionFailure("a sheet of transactions has a plan") }
        let order = definition.rows == .transactions ? plan.index.all : plan.index.inPeriod
        finish(order, plan, grid, context)
        return grid.sheet
    }

    /// What an incentive's proof has still to tag: every posting whose tag names no tax tag.
    static func untagged(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<TransactionColumn>(definition, context.header, context.production)
        guard let plan = context.transactions else { preconditionFailure("a sheet of transactions has a plan") }
        let snapshot = context.snapshot
        var known = [UInt8](repeating: 0, count: snapshot.texts.count)
        let order = plan.index.all.filter { index in
            let tag = Int(snapshot.entries[Int(index)].record.tag.index)
            if known[tag] == 0 {
                let value = Dimension.tax.value(TextID(index: UInt32(tag)), in: snapshot.texts)
                known[tag] = value.isEmpty ? 1 : 2
            }
            return known[tag] == 1
        }
        finish(order, plan, grid, context)
        grid.note(
            "Postings only: open orders and accruals without a tag are in the line Untagged of the tax incentive.")
        return grid.sheet
    }

    private static func finish(
        _ order: [Int32], _ plan: TransactionPlan, _ grid: Grid<TransactionColumn>, _ context: Context
    ) {
        let total = order.reduce(Int64(0)) { $0 + context.snapshot.entries[Int($1)].signedMinor }
        addTotal(
            context.totalTitle("Total"), Money(total, context.production.currency), count: order.count, to: grid)
        grid.set(
            detail: TransactionRows(
                snapshot: context.snapshot, lineOfEntry: context.findings.lineOfEntry, columns: grid.columns,
                order: order, labels: plan.labels))
        grid.set(frozenColumns: 1, hasFilter: !order.isEmpty)
        linkBack(order, grid, context)
    }

    /// From the account of a posting to its row on the cost report: the way back up.
    private static func linkBack(_ order: [Int32], _ grid: Grid<TransactionColumn>, _ context: Context) {
        guard let column = grid.place(.account) else { return }
        var links: [DetailLink] = []
        var last: Int32 = -1
        for (place, entry) in order.enumerated() {
            let line = context.findings.lineOfEntry[Int(entry)]
            let row = grid.sheet.firstDetailRow + place
            if line == last, !links.isEmpty, links[links.count - 1].rows.upperBound == row - 1 {
                links[links.count - 1].rows = links[links.count - 1].rows.lowerBound...row
            } else if line != last, let location = context.accountLink(Int(line)) {
                links.append(DetailLink(rows: row...row, column: column, location: location))
            }
            last = line
        }
        grid.set(detailLinks: links, of: .account)
    }

    /// The sum stands above the rows, where a million of them cannot hide it, and follows the filter.
    private static func addTotal(_ name: String, _ total: Money, count: Int, to grid: Grid<TransactionColumn>) {
        let rows = grid.nextRow + 1...grid.nextRow + max(count, 1)
        let sum = grid.place(.amount).map { "SUBTOTAL(109,\(Formula.range(rows, $0)))" }
        let title = grid.columns.first { $0 != .amount }
        grid.add(.category) { column in
            switch column {
            case .amount: count == 0 ? .money(total) : .formula(sum!, total)
            case title: .text(name)
            default: .blank
            }
        }
    }
}

/// Where the postings of each account begin, and the texts that the rows share.
struct TransactionPlan {
    let index: TransactionIndex
    let labels: TransactionLabels
    /// The sheet of all transactions and the row of its first posting; nil when the report has only those of the period.
    private let sheet: (name: String, firstRow: Int)?

    init(_ definition: SheetDefinition?, _ snapshot: Snapshot, _ findings: Findings, _ header: Sheet.Header) {
        index = TransactionIndex(snapshot, findings)
        labels = TransactionLabels(snapshot, findings)
        sheet = definition.map { definition in
            let grid = Grid<TransactionColumn>(definition, header, findings.production)
            return (definition.name, grid.sheet.firstLineRow + 1)
        }
    }

    /// A link to the first posting of a line; nil when it has none.
    func firstRow(of line: Int) -> String? {
        guard let sheet, index.starts[line] < index.starts[line + 1] else { return nil }
        return Address.cell(sheet.firstRow + index.starts[line], 0, on: sheet.name)
    }
}

/// The posted entries of a snapshot in the order of the sheet: line of the report, date, entry.
struct TransactionIndex {
    /// Indexes into `Snapshot.entries`.
    private(set) var all: [Int32] = []
    private(set) var inPeriod: [Int32] = []
    /// Where each line's postings begin in `all`; one more than there are lines.
    private(set) var starts: [Int]

    /// A counting sort by line, then a sort of whole numbers within each line: a million entries are no matter.
    init(_ snapshot: Snapshot, _ findings: Findings) {
        precondition(findings.lineOfEntry.count == snapshot.entries.count)
        starts = Array(repeating: 0, count: findings.lines.count + 1)
        for line in findings.lineOfEntry where line >= 0 { starts[Int(line) + 1] += 1 }
        for line in findings.lines.indices { starts[line + 1] += starts[line] }
        var next = starts
        var keys = [UInt64](repeating: 0, count: starts.last!)
        for (index, line) in findings.lineOfEntry.enumerated() where line >= 0 {
            // Days count from 1970 and may be negative: the sign bit is turned to keep their order.
            let day = UInt32(bitPattern: snapshot.entries[index].record.date.number) ^ 0x8000_0000
            keys[next[Int(line)]] = UInt64(day) << 32 | UInt64(UInt32(index))
            next[Int(line)] += 1
        }
        let starts = self.starts
        keys.withUnsafeMutableBufferPointer { keys in
            for line in findings.lines.indices {
                var part = UnsafeMutableBufferPointer(rebasing: keys[starts[line]..<starts[line + 1]])
                part.sort()
            }
        }
        all = keys.map { Int32(truncatingIfNeeded: $0 & 0x7FFF_FFFF) }
        inPeriod = all.filter { snapshot.isThisPeriod(snapshot.entries[Int($0)]) }
    }
}
