package import CostModel
package import Reconcile
package import Sheets

/// The logs, registers and lists that a wrap book holds beside the reports: every column there is, whatever a production's own
/// reports print of them.
package enum WrapLists {
    package struct List: Sendable {
        /// `logs/po-log`, the path without `.csv`.
        package var name: String
        package var title: String
        var rows: RowSource
    }

    package static let all: [List] = [
        List(name: "logs/po-log", title: "PO log", rows: .orderLog),
        List(name: "logs/rentals", title: "Rentals and bookings", rows: .rentals),
        List(name: "logs/petty-cash-floats", title: "Petty cash floats", rows: .floats),
        List(name: "logs/petty-cash-envelopes", title: "Petty cash envelopes", rows: .envelopes),
        List(name: "logs/petty-cash-proofs", title: "Envelopes against their top sheets", rows: .envelopeProofs),
        List(name: "logs/cards", title: "Cards and charges not coded", rows: .cards),
        List(name: "logs/card-statements", title: "Card statements", rows: .cardStatements),
        List(name: "logs/policy-exceptions", title: "Purchases that break a policy", rows: .policyExceptions),
        List(name: "logs/matches", title: "Records that are one purchase", rows: .matches),
        List(name: "logs/exceptions", title: "Exceptions", rows: .exceptions),
        List(name: "logs/proof", title: "Tie-outs and files", rows: .proof),
        List(name: "registers/general-ledger", title: "General ledger detail", rows: .ledgerDetail),
        List(name: "registers/trial-balance", title: "Trial balance", rows: .trialBalance),
        List(name: "registers/checks", title: "Check register", rows: .checks),
        List(name: "registers/vendor-payments", title: "Payments by vendor and year", rows: .vendorPayments),
        List(name: "registers/vendors", title: "Vendors", rows: .vendors),
        List(name: "registers/payroll-weeks", title: "Payroll by week", rows: .payrollWeeks),
        List(name: "registers/workers", title: "Workers", rows: .workers),
        List(name: "registers/timecards", title: "Timecards", rows: .timecards),
        List(name: "registers/accrued-creditors", title: "Accrued creditors", rows: .creditors),
        List(name: "registers/exchange-rates", title: "Exchange rates used", rows: .exchangeRates),
        List(name: "documents/document-list", title: "Permits, certificates, contracts, tax forms", rows: .documents),
        List(name: "documents/missing", title: "Documents that a payment lacks", rows: .missingDocuments),
        List(name: "documents/tasks", title: "Tasks of the boards", rows: .tasks),
    ]

    /// nil where the production has nothing of the kind.
    package static func sheet(_ list: List, snapshot: Snapshot, findings: Findings) -> Sheet? {
        let definition = ReportDefinition(
            name: "wrap", title: list.title, file: list.title,
            sheets: [
                SheetDefinition(name: "List", rows: list.rows, columns: list.rows.catalogue.map(\.name))
            ], isOptional: true)
        guard Reports.isWorthwhile(definition, snapshot: snapshot, findings: findings) else { return nil }
        let sheet = Reports.build(definition, snapshot: snapshot, findings: findings).sheets.first
        return sheet.flatMap { hasRows($0) || list.rows == .exceptions ? $0 : nil }
    }

    /// Words that say that there is nothing are no row.
    private static func hasRows(_ sheet: Sheet) -> Bool {
        sheet.lines.contains { $0.kind != .note && $0.kind != .spacer } || (sheet.detail?.count ?? 0) > 0
    }
}
