import CostModel
import Reconcile
import Sheets

/// Cost by vendor, the dearest first.
enum VendorColumn: String, CatalogueColumn {
    case vendor, count
    case thisPeriod = "this_period"
    case toDate = "to_date"
    case openOrders = "open_orders"

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .vendor: CatalogueEntry("Vendor", .text, width: 40, "vendor, payee or merchant, as the documents name it")
        case .count: CatalogueEntry("Postings", .number(digits: 0), width: 10, "postings, less those taken back")
        case .thisPeriod: CatalogueEntry("This period", .cents, width: 15, "posted in the report's week")
        case .toDate: CatalogueEntry("To date", .cents, width: 15, isStrong: true, "posted from the start")
        case .openOrders: CatalogueEntry("Open POs", .cents, width: 15, "what purchase orders have still to come")
        }
    }

    func amount(_ expense: VendorExpense) -> Money? {
        switch self {
        case .vendor, .count: nil
        case .thisPeriod: expense.thisPeriod
        case .toDate: expense.toDate
        case .openOrders: expense.openOrders
        }
    }
}

struct VendorSheet {
    private let grid: Grid<VendorColumn>
    private let context: Context

    /// Vendors, their sum, payroll, and all cost: the last one ties to the cost report.
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = VendorSheet(grid: Grid(definition, context.header, context.production), context: context)
        let vendors = VendorExpense.all(context.snapshot, context.findings)
        let first = sheet.grid.nextRow
        for vendor in vendors {
            sheet.add(.detail, vendor, name: vendor.vendor.isEmpty ? "No vendor given" : vendor.vendor)
        }
        let rows = vendors.isEmpty ? [] : [first...first + vendors.count - 1]
        let sum = vendors.reduce(sheet.nothing, +)
        let totalRow = sheet.grid.nextRow
        sheet.addTotal(.section, "Total vendors", sum, rows)
        let payroll = sheet.payroll
        sheet.add(.detail, payroll, name: "Payroll (see the sheets of people and weeks)")
        sheet.addTotal(.grand, "All posted cost", sum + payroll, [totalRow...totalRow + 1])
        sheet.grid.set(frozenColumns: 1)
        return sheet.grid.sheet
    }

    private var nothing: VendorExpense {
        VendorExpense(vendor: "", count: 0, thisPeriod: context.zero, toDate: context.zero, openOrders: context.zero)
    }

    private var payroll: VendorExpense {
        var payroll = nothing
        for (index, entry) in context.snapshot.entries.enumerated()
        where context.findings.lineOfEntry[index] >= 0 && ExpenseKind(entry.record.kind) == .payroll {
            payroll.count += entry.isReversal ? -1 : 1
            payroll.toDate.minorUnits += entry.signedMinor
            if context.snapshot.isThisPeriod(entry) { payroll.thisPeriod.minorUnits += entry.signedMinor }
        }
        return payroll
    }

    private func add(_ kind: Line.Kind, _ expense: VendorExpense, name: String) {
        grid.add(kind) { column in
            if let amount = column.amount(expense) { return .money(amount) }
            return column == .vendor
                ? .text(name, expense.vendor.isEmpty ? .muted : .plain) : Cell(.number(Int64(expense.count), digits: 0))
        }
    }

    private func addTotal(
        _ kind: Line.Kind, _ title: String, _ sum: VendorExpense, _ rows: [ClosedRange<Int>]
    ) {
        grid.add(kind) { column in
            if let amount = column.amount(sum) { return grid.sum(column, rows, amount) }
            return column == .vendor ? .text(title) : grid.sum(column, rows, Int64(sum.count), digits: 0)
        }
    }
}
