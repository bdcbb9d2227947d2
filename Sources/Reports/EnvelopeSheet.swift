import CostModel
import Reconcile
import Sheets

/// Petty cash by custodian and envelope.
enum EnvelopeColumn: String, CatalogueColumn {
    case custodian, envelope, date, lines
    case thisPeriod = "this_period"
    case toDate = "to_date"

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .custodian: CatalogueEntry("Custodian", .text, width: 28, "who holds the float")
        case .envelope: CatalogueEntry("Envelope", .text, width: 14, "the envelope's number")
        case .date: CatalogueEntry("First receipt", .day, width: 11, "date of its first receipt")
        case .lines: CatalogueEntry("Receipts", .number(digits: 0), width: 10, "receipt lines that were posted")
        case .thisPeriod: CatalogueEntry("This period", .cents, width: 14, "posted in the report's week")
        case .toDate: CatalogueEntry("Total", .cents, width: 14, isStrong: true, "what the receipts come to")
        }
    }
}

struct EnvelopeSheet {
    private let grid: Grid<EnvelopeColumn>
    private let context: Context

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = EnvelopeSheet(grid: Grid(definition, context.header, context.production), context: context)
        let envelopes = EnvelopeExpense.all(context.snapshot, context.findings)
        var totals: [Int] = []
        var start = 0
        while start < envelopes.count {
            let end = envelopes[start...].firstIndex { $0.custodian != envelopes[start].custodian } ?? envelopes.count
            totals.append(sheet.add(Array(envelopes[start..<end])))
            start = end
        }
        if envelopes.isEmpty { sheet.grid.addNote("No envelope has been handed in yet.") }
        sheet.addTotal(.grand, "Total petty cash", envelopes, Formula.ranges(totals))
        sheet.grid.set(frozenColumns: 1)
        return sheet.grid.sheet
    }

    /// The envelopes of one custodian and their total; returns the total's row.
    private func add(_ envelopes: [EnvelopeExpense]) -> Int {
        let first = grid.nextRow
        for envelope in envelopes {
            grid.add(.detail, outline: 1) { column in
                switch column {
                case .custodian: .text(name(envelope))
                case .envelope: .text(envelope.envelope)
                case .date: .day(envelope.first)
                case .lines: Cell(.number(Int64(envelope.lines), digits: 0))
                case .thisPeriod: .money(envelope.thisPeriod)
                case .toDate: .money(envelope.toDate)
                }
            }
        }
        let total = grid.nextRow
        addTotal(.category, "Total \(name(envelopes[0]))", envelopes, [first...total - 1])
        return total
    }

    private func name(_ envelope: EnvelopeExpense) -> String {
        envelope.custodian.isEmpty ? "No custodian given" : envelope.custodian
    }

    private func addTotal(
        _ kind: Line.Kind, _ title: String, _ envelopes: [EnvelopeExpense], _ rows: [ClosedRange<Int>]
    ) {
        let titleColumn = grid.columns.first
        grid.add(kind) { column in
            switch column {
            case .lines: grid.sum(column, rows, envelopes.reduce(0) { $0 + Int64($1.lines) }, digits: 0)
            case .thisPeriod: grid.sum(column, rows, envelopes.reduce(context.zero) { $0 + $1.thisPeriod })
            case .toDate: grid.sum(column, rows, envelopes.reduce(context.zero) { $0 + $1.toDate })
            case .custodian, .envelope, .date: column == titleColumn ? .text(title) : .blank
            }
        }
    }
}
