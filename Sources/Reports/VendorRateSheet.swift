import CostModel
import Reconcile
import Sheets

/// Rates as quoted, ordered and billed.
enum VendorRateColumn: String, CatalogueColumn {
    case vendor, item, unit, quote, date
    case validUntil = "valid_until"
    case quoted, ordered, invoiced, drift, file, row

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .vendor: CatalogueEntry("Vendor", .text, width: 28, "who quoted")
        case .item: CatalogueEntry("Item", .text, width: 34, "for what")
        case .unit: CatalogueEntry("Unit", .text, width: 10, "day, week, piece")
        case .quote: CatalogueEntry("Quote", .text, width: 13, "number of the quote")
        case .date: CatalogueEntry("Quoted on", .day, width: 11, "its date; of several quotes the latest counts")
        case .validUntil: CatalogueEntry("Valid until", .day, width: 11, "its last day")
        case .quoted: CatalogueEntry("Quoted", .rate, width: 12, "price of one unit")
        case .ordered: CatalogueEntry("Ordered", .rate, width: 12, "on the latest order that names the item")
        case .invoiced: CatalogueEntry("Invoiced", .rate, width: 12, "on the latest bill that names the item")
        case .drift:
            CatalogueEntry(
                "Above quote", .rate, width: 12, isStrong: true, "billed, else ordered, less quoted",
                footnote:
                    "Orders and bills are those of the vendor whose description holds the item's words and that give a "
                    + "rate, or an amount and a quantity.")
        case .file: CatalogueEntry("File", .text, width: 30, "the file of the quote")
        case .row: CatalogueEntry("Row", .number(digits: 0), width: 7, "its line there")
        }
    }
}

enum VendorRateSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<VendorRateColumn>(definition, context.header, context.production)
        let rates = context.commitments.rates
        func rate(_ rate: Rate?, _ role: Cell.Role = .plain) -> Cell {
            rate.map { Cell(.number($0.tenThousandths, digits: 4), role) } ?? .blank
        }
        grid.addRows(rates, totals: []) { column, line in
            switch column {
            case .vendor: .text(line.vendor)
            case .item: .text(line.item)
            case .unit: .text(line.unit)
            case .quote: .text(line.quote)
            case .date: .day(line.date)
            case .validUntil: .day(line.validUntil)
            case .quoted: rate(line.quoted)
            case .ordered: rate(line.ordered)
            case .invoiced: rate(line.invoiced)
            case .drift: rate(line.drift, (line.drift?.tenThousandths ?? 0) > 0 ? .alarm : .plain)
            case .file: .text(line.file)
            case .row: Cell(.number(Int64(line.line), digits: 0))
            }
        }
        if rates.isEmpty { grid.addNote("No vendor's rates have been imported yet.") }
        grid.set(frozenColumns: 2, hasFilter: !rates.isEmpty)
        return grid.sheet
    }
}
