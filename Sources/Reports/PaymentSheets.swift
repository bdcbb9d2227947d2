import CostModel
import Reconcile
import Sheets

/// The check register: every payment in force, voids among them.
enum CheckColumn: String, CatalogueColumn {
    case bank, number, date, payee, purpose, method, references, amount, paid, received
    case thisPeriod = "this_period"
    case state, memo, file, row

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .bank: CatalogueEntry("Bank", .text, width: 16, "the account that it left")
        case .number: CatalogueEntry("Number", .text, width: 12, "of the cheque or the wire")
        case .date: CatalogueEntry("Date", .day, width: 11, "day of payment")
        case .payee: CatalogueEntry("Payee", .text, width: 32, "who was paid")
        case .purpose: CatalogueEntry("For", .text, width: 12, "vendor, payroll, petty cash, card, funding, opening")
        case .method: CatalogueEntry("Method", .text, width: 11, "check, wire, card")
        case .references: CatalogueEntry("References paid", .text, width: 24, "the invoices that it pays")
        case .amount: CatalogueEntry("Amount", .cents, width: 14, "as written, of void ones too")
        case .paid:
            CatalogueEntry(
                "Paid", .cents, width: 14, isStrong: true,
                "bank credits: money out, less refunds; nothing of void ones",
                footnote:
                    "Paid: bank credits, from the first payment of the register on. Void payments take nothing out of the bank."
            )
        case .received:
            CatalogueEntry("Received", .cents, width: 14, "funding, and an opening balance of the register")
        case .thisPeriod: CatalogueEntry("Paid this period", .cents, width: 14, "paid after the last report's week")
        case .state: CatalogueEntry("State", .text, width: 8, "VOID, or nothing")
        case .memo: CatalogueEntry("Memo", .prose, width: 30, "the register's text")
        case .file: CatalogueEntry("Source file", .text, width: 32, "where the row stands")
        case .row: CatalogueEntry("Row", .number(digits: 0), width: 7, "the line of that file")
        }
    }
}

enum CheckSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<CheckColumn>(definition, context.header, context.production)
        let (snapshot, texts) = (context.snapshot, context.snapshot.texts)
        let places = SourcePlaces(snapshot)
        let payments = context.findings.cash.payments.sorted {
            let (left, right) = (snapshot.entries[$0].record, snapshot.entries[$1].record)
            return (left.date, $0) < (right.date, $1)
        }
        func sum(_ amount: (Int) -> Money) -> Money { payments.reduce(context.zero) { $0 + amount($1) } }
        func out(_ index: Int) -> Money { CashFindings.paid(snapshot.entries[index].record, texts) }
        func received(_ index: Int) -> Money { CashFindings.received(snapshot.entries[index].record, texts) }
        let since = snapshot.previous?.period ?? snapshot.period + -7
        func now(_ index: Int) -> Money {
            snapshot.entries[index].record.date > since ? out(index) : context.zero
        }
        let sums: [CheckColumn: Money] = [.paid: sum(out), .received: sum(received), .thisPeriod: sum(now)]
        grid.addList(payments, sums: sums) { index, column in
            let record = snapshot.entries[index].record
            let isVoid = record.status == .void
            return switch column {
            case .bank: .text(texts[record.holder])
            case .number: .text(texts[record.reference])
            case .date: .day(record.date)
            case .payee: .text(texts[record.party], isVoid ? .muted : .plain)
            case .purpose: .text(PaymentPurpose(texts[record.tag]).rawValue)
            case .method: .text(texts[record.type])
            case .references: .text(texts[record.order])
            case .amount: .money(record.amount, isVoid ? .muted : .plain)
            case .paid: .money(out(index))
            case .received: received(index).isZero ? .blank : .money(received(index))
            case .thisPeriod: now(index).isZero ? .blank : .money(now(index))
            case .state: .text(isVoid ? "VOID" : "", .alarm)
            case .memo: .text(texts[record.details])
            case .file: .text(places.file(index))
            case .row: places.row(index)
            }
        }
        if payments.isEmpty { grid.addNote("No check register has been imported yet.") }
        grid.set(frozenColumns: 2, hasFilter: payments.count >= 2_000)
        return grid.sheet
    }
}

/// What each vendor was paid in a calendar year, and whether a tax form is due.
enum VendorPaymentColumn: String, CatalogueColumn {
    case year, vendor
    case taxClass = "tax_class"
    case taxNumber = "tax_number"
    case state, payments, paid
    case byCard = "by_card"
    case threshold, box, reportable, form
    case formReceived = "form_received"

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .year: CatalogueEntry("Year", .text, width: 7, "calendar year of the payments")
        case .vendor: CatalogueEntry("Vendor", .text, width: 32, "as the vendor list writes it")
        case .taxClass: CatalogueEntry("Tax class", .text, width: 22, "as the vendor list gives it")
        case .taxNumber: CatalogueEntry("TIN", .text, width: 8, "the last four digits of the tax number")
        case .state: CatalogueEntry("State", .text, width: 9, "where the vendor is resident")
        case .payments: CatalogueEntry("Payments", .number(digits: 0), width: 10, "how many, void ones left out")
        case .paid:
            CatalogueEntry(
                "Paid", .cents, width: 15, isStrong: true, "by day of payment, card payments left out",
                footnote: "Cash basis: by day of payment. Payments by card are the card company's to report.")
        case .byCard: CatalogueEntry("Paid by card", .cents, width: 14, "reported by the card company")
        case .threshold: CatalogueEntry("Threshold", .cents, width: 13, "of the year, from policies.yaml")
        case .box: CatalogueEntry("Box", .text, width: 24, "of the form")
        case .reportable: CatalogueEntry("To report", .cents, width: 15, "paid, where a form is due")
        case .form:
            CatalogueEntry(
                "Form", .text, width: 22, "due, W-9 missing, below threshold, none, or not on the vendor list")
        case .formReceived:
            CatalogueEntry("W-9 received", .day, width: 12, "by the vendor list or the document register")
        }
    }
}

enum VendorPaymentSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<VendorPaymentColumn>(definition, context.header, context.production)
        let vendors = context.findings.cash.vendors
        let first = grid.nextRow
        for vendor in vendors {
            let isOpen = vendor.form == .missing || vendor.form == .unknown
            grid.add(.detail) { column in
                switch column {
                case .year: .text("\(vendor.year)")
                case .vendor: .text(vendor.vendor)
                case .taxClass: .text(vendor.taxClass)
                case .taxNumber: .text(vendor.taxNumber)
                case .state: .text(vendor.state)
                case .payments: Cell(.number(Int64(vendor.payments), digits: 0))
                case .paid: .money(vendor.paid)
                case .byCard: vendor.byCard.isZero ? .blank : .money(vendor.byCard)
                case .threshold: vendor.threshold.map { .money($0) } ?? .blank
                case .box: .text(vendor.box)
                case .reportable: vendor.reportable.isZero ? .blank : .money(vendor.reportable)
                case .form: .text(vendor.form.rawValue, isOpen ? .alarm : .plain)
                case .formReceived: .day(vendor.formReceived)
                }
            }
        }
        if vendors.isEmpty { grid.addNote("No payment to a vendor has been imported yet.") }
        let rows = vendors.isEmpty ? [] : [first...first + vendors.count - 1]
        func sum(_ column: VendorPaymentColumn, _ amount: (VendorPayments) -> Money) -> Cell {
            grid.sum(column, rows, vendors.reduce(context.zero) { $0 + amount($1) })
        }
        grid.add(.grand) { column in
            switch column {
            case .payments: grid.sum(column, rows, vendors.reduce(Int64(0)) { $0 + Int64($1.payments) }, digits: 0)
            case .paid: sum(column, \.paid)
            case .byCard: sum(column, \.byCard)
            case .reportable: sum(column, \.reportable)
            default: column == grid.columns.first ? .text("Total") : .blank
            }
        }
        grid.set(frozenColumns: 2)
        return grid.sheet
    }
}
