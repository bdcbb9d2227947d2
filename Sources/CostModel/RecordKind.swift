/// What a record is. Every switch over it is exhaustive: a new kind does not compile until it is posted, priced and reported.
package enum RecordKind: UInt8, Sendable, CaseIterable {
    // Set-up: what the production has agreed.
    case account = 1
    case budgetLine
    case budgetChange
    case crewDeal
    case shootDay
    case forecast
    case task
    case document
    case doodDay
    /// What comes on top of wages, dated: a percentage, or money an hour, day or week.
    case fringe
    /// A price that a vendor has quoted for one unit.
    case vendorRate
    /// What one unit of a foreign currency is worth, from a day on.
    case exchangeRate
    /// What the office knows of a vendor: tax form, tax box, residency.
    case vendor
    /// Two records that somebody has confirmed, or denied, to be one purchase.
    case match
    /// A planned or an actual day of the set: hours and counts of the call sheet and the production report.
    case hotCostDay = 15

    // Money: what the exports say.
    case ledgerLine = 16
    case invoiceLine
    case pettyCashLine
    case cardCoding
    case payrollLine
    case timecardDay
    case purchaseOrderLine
    case cardTransaction
    /// Money that left the bank for a bill, a statement or a vendor: settlement, never cost.
    case payment
    /// An advance, a replenishment, cash returned or cash counted of a petty-cash float: balance sheet, never cost.
    case floatMovement

    // Set-up again: the numbers below 16 are used up.
    /// Something that is expected to be spent on a day, and neither ordered nor billed.
    case expectedItem = 64

    /// As profiles, JSON and the ledger spell it.
    package var name: String {
        switch self {
        case .account: "account"
        case .budgetLine: "budget-line"
        case .budgetChange: "budget-change"
        case .crewDeal: "crew-deal"
        case .shootDay: "shoot-day"
        case .forecast: "forecast"
        case .task: "task"
        case .document: "document"
        case .doodDay: "dood-day"
        case .ledgerLine: "ledger-line"
        case .invoiceLine: "invoice-line"
        case .pettyCashLine: "petty-cash-line"
        case .cardCoding: "card-coding"
        case .payrollLine: "payroll-line"
        case .timecardDay: "timecard-day"
        case .purchaseOrderLine: "po-line"
        case .cardTransaction: "card-transaction"
        case .fringe: "fringe"
        case .vendorRate: "vendor-rate"
        case .exchangeRate: "exchange-rate"
        case .vendor: "vendor"
        case .match: "match"
        case .hotCostDay: "hot-cost-day"
        case .payment: "payment"
        case .floatMovement: "float-movement"
        case .expectedItem: "expected-item"
        }
    }

    /// As reports show it to people.
    package var title: String {
        switch self {
        case .account: "Account"
        case .budgetLine: "Budget"
        case .budgetChange: "Budget change"
        case .crewDeal: "Crew deal"
        case .shootDay: "Shoot day"
        case .forecast: "Forecast"
        case .task: "Task"
        case .document: "Document"
        case .doodDay: "Day out of days"
        case .ledgerLine: "Ledger"
        case .invoiceLine: "Invoice"
        case .pettyCashLine: "Petty cash"
        case .cardCoding: "Card"
        case .payrollLine: "Payroll"
        case .timecardDay: "Timecard"
        case .purchaseOrderLine: "PO"
        case .cardTransaction: "Card charge"
        case .fringe: "Fringe"
        case .vendorRate: "Vendor rate"
        case .exchangeRate: "Exchange rate"
        case .vendor: "Vendor"
        case .match: "Match"
        case .hotCostDay: "Hot cost"
        case .payment: "Payment"
        case .floatMovement: "Petty-cash float"
        case .expectedItem: "Expected item"
        }
    }

    /// What the production has agreed, as against what its exports say: no money is posted by it.
    package var isSetUp: Bool { rawValue < RecordKind.ledgerLine.rawValue || self == .expectedItem }

    /// Cost, worked, ordered or charged: what belongs to an account, and what rules of `coding.yaml` may code.
    package var isCoded: Bool { [.actual, .accrual, .commitment].contains(costClass) || self == .cardTransaction }

    /// Decimals of `CostRecord.rate`: a price of one unit has four, an exchange rate eight.
    package var rateDigits: Int { self == .exchangeRate ? ConversionRate.digits : 4 }

    package init?(name: String) {
        guard let kind = RecordKind.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    /// The rule of evidence of domain 3.1: what a feed of this kind may become in the report, and never more.
    package var costClass: CostClass {
        switch self {
        case .ledgerLine, .invoiceLine, .pettyCashLine, .cardCoding, .payrollLine: .actual
        case .timecardDay: .accrual
        case .purchaseOrderLine: .commitment
        case .forecast, .expectedItem: .forecast
        case .account, .budgetLine, .budgetChange, .crewDeal, .shootDay, .task, .document, .doodDay, .cardTransaction,
            .fringe, .vendorRate, .exchangeRate, .vendor, .match, .hotCostDay, .payment, .floatMovement:
            .none
        }
    }
}

/// How firm a cost is. `actual` is posted cost; `accrual` is incurred and not yet billed; `commitment` is ordered.
package enum CostClass: String, Sendable, CaseIterable {
    case actual, accrual, commitment, forecast, none
}

/// What has become of the thing that a record describes.
package enum RecordStatus: UInt8, Sendable, CaseIterable {
    case open = 0
    /// Finished: a closed purchase order commits nothing more.
    case closed
    /// Never happened: counts zero, stays visible.
    case void
    /// Money that changed hands for a cost counted elsewhere: a card payment, a cheque for an invoice, a float.
    case settlement

    package var name: String {
        switch self {
        case .open: "open"
        case .closed: "closed"
        case .void: "void"
        case .settlement: "settlement"
        }
    }

    package init?(name: String) {
        guard let status = RecordStatus.allCases.first(where: { $0.name == name }) else { return nil }
        self = status
    }
}
