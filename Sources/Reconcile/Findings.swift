package import CostModel

/// What a snapshot comes to: the figures of one report, with everything that has to be said about them.
package struct Findings: Sendable {
    package var production: Production
    package var period: Day
    package var reportNumber: Int
    /// Every account of the chart that can hold cost, in the chart's order; then one line for each suspense code.
    package var lines: [CostLine]
    /// Purchase order lines in force, in order of number; void ones too.
    package var orders: [OrderLine]
    /// Timecards in force, priced; those that a register has superseded say so.
    package var accruals: [Accrual]
    /// One for each card member with statement charges.
    package var cards: [CardStatement]
    package var schedule: ScheduleStatus
    /// What each deal has still to be paid, in the order of the file.
    package var crew: [CrewLine]
    package var bridge: Bridge
    package var tieOuts: [TieOut]
    /// How often each rule of `coding.yaml` has coded, in the order of the file.
    package var coded: [RuleUse]
    /// Petty cash, cards, documents and payments.
    package var cash = CashFindings()
    /// From the files and from reconciling, in order of file and line.
    package var diagnostics: [Diagnostic]
    /// For each entry of the snapshot: index into `lines`, or -1 where the entry is no posted cost.
    package var lineOfEntry: [Int32]
    /// Foreign amounts by account and currency; empty where all is in the production's.
    package var currencies: [CurrencyLine] = []
    /// The exchange rates that the report used.
    package var rates: [RateUse] = []

    /// What exchange rates have added to the final cost since the budget was locked, over all accounts.
    package var fxVariance: Money { lines.reduce(.zero(production.currency)) { $0 + $1.fxVariance } }
    /// Bills that may be there twice, and purchases that may be counted twice.
    package var purchases = PurchaseFindings()
    /// For the labour report.
    package var labour = LabourFindings()
    /// What this period holds of weeks that are closed.
    package var closedChanges: [ClosedChange] = []
    /// Set where these are the figures of one department's accounts only.
    package var cut: DepartmentCut?
    /// Set where a closed period is restated.
    package var edition = Edition()

    /// The report is marked DRAFT and does not go beyond the accountant.
    package var isDraft: Bool {
        cut?.isOfDraft ?? false || diagnostics.contains { $0.severity == .error } || tieOuts.contains { !$0.passes }
    }

    /// The figures to keep for the next report.
    package var figures: ReportFigures {
        ReportFigures(
            period: period,
            lines: lines.filter { !$0.isEmpty }.map {
                ReportFigures.Line(
                    account: $0.account.code, toDate: $0.toDate.minorUnits, finalCost: $0.finalCost.minorUnits,
                    workingBudget: $0.workingBudget.minorUnits)
            })
    }
}

/// One account in the columns of domain 1.1. Amounts are in the production's currency; costs are positive.
package struct CostLine: Hashable, Sendable {
    package var account: Account
    /// The code is not in the chart: the line has no budget and asks to be recoded.
    package var isSuspense: Bool
    /// P: posted in this period.
    package var thisPeriod: Money
    /// A: posted from the start through this period.
    package var toDate: Money
    /// What approved purchase orders have still to come.
    package var openOrders: Money
    /// Worked and not yet on a register.
    package var accruals: Money
    /// What will still be spent beyond actuals and commitments, on the basis of total costs. Negative when the final cost
    /// that a method demands lies below the total cost.
    package var remaining: Money
    /// B0, as locked.
    package var budget: Money
    package var overages: Money
    package var transfers: Money
    package var forecast: Forecast
    /// Of the last report; zero when there was none for this account.
    package var previousToDate: Money
    package var previousFinalCost: Money
    package var previousWorkingBudget: Money
    package var etcBasis: ETCBasis
    /// Minor units that exchange rates have added to cost, open orders and foreign estimates since the budget was locked.
    package var fxVarianceMinor: Int64 = 0
    package var fxVariance: Money { Money(fxVarianceMinor, toDate.currency) }

    /// How the estimate was made.
    package struct Forecast: Hashable, Sendable {
        package var method: ForecastLine.Method
        package var unit: ForecastLine.Unit?
        /// Hundredths of units left.
        package var units: Int32?
        package var rate: Rate?
        package var percent: Percent?
        /// What the percentage is of, as the forecast says it.
        package var of: String
        package var note: String
        package var author: String
        /// Hundredths of percent on top of the rate.
        package var overtime: Int32 = 0
        package var fringe = Percent(millionths: 0)
        /// On top of rate times units; nil for the other methods.
        package var allowances: Money?
        /// The entry of the snapshot that says so; nil where nobody did.
        package var entry: Int?
        /// Who has accepted that the estimate is negative; empty for nobody.
        package var acknowledgedBy = ""

        package static let budgetRemaining = Forecast(
            method: .budgetRemaining, unit: nil, units: nil, rate: nil, percent: nil, of: "", note: "", author: "")
    }

    /// C, accruals included: what is ordered or worked and not yet posted.
    package var commitments: Money { openOrders + accruals }
    /// T = A + C.
    package var totalCost: Money { toDate + commitments }
    /// F. The same on both bases: the basis says how much of it is called an estimate.
    package var finalCost: Money { totalCost + remaining }
    /// E as printed: F - T, or F - A on the basis of actuals.
    package var estimate: Money { etcBasis == .totalCosts ? remaining : finalCost - toDate }
    /// B = B0 + O + X.
    package var workingBudget: Money { budget + overages + transfers }
    /// Budget moves and cost alike compare with the last report.
    package var finalCostChange: Money { finalCost - previousFinalCost }

    package func variance(_ sign: VarianceSign) -> Money {
        sign.variance(finalCost: finalCost, budget: workingBudget)
    }

    package func varianceChange(_ sign: VarianceSign) -> Money {
        variance(sign) - sign.variance(finalCost: previousFinalCost, budget: previousWorkingBudget)
    }

    /// Nothing to say: no figure at all.
    package var isEmpty: Bool {
        [
            thisPeriod, toDate, openOrders, accruals, remaining, budget, overages, transfers, previousFinalCost,
            previousWorkingBudget,
        ].allSatisfy(\.isZero)
    }
}

/// A purchase order line with what has been invoiced against it.
package struct OrderLine: Hashable, Sendable {
    package var number: String
    package var vendor: String
    package var date: Day
    package var account: String
    package var details: String
    package var department: String
    package var status: RecordStatus
    package var amount: Money
    /// Taken off by negative lines of the same order: a change order that lowers it.
    package var reduced: Money
    /// Posted cost that cites the order and was set against this line; never above the line's amount.
    package var relieved: Money
    /// Posted beyond the whole order; stands on the order's last line.
    package var overbilled: Money
    /// The rule of `coding.yaml` that gave the account; empty where the log did.
    package var codedBy: String
    package var origin: Origin
    /// Of an order in another currency; the other amounts are then at the report's rate.
    package var foreign: Foreign?

    /// Index into the snapshot's entries.
    package var entry = 0
    /// What kind of order it is: blanket, or what a list of bookings or rentals calls it.
    package var type = ""
    /// Its last day: of a blanket order, a rental or a booking.
    package var end: Day = .none
    package var rate = Rate(tenThousandths: 0)
    /// Date of the latest cost that cites it.
    package var lastBilled: Day = .none
    /// A blanket order whose last day is over.
    package var hasEnded = false

    /// Zero for void, closed and ended lines; never negative.
    package var open: Money { status == .open && !hasEnded ? unspent : .zero(amount.currency) }
    /// What an ended blanket order has left, and commits no more.
    package var lapsed: Money { status == .open && hasEnded ? unspent : .zero(amount.currency) }

    private var unspent: Money { max(amount - reduced - relieved, .zero(amount.currency)) }
}

/// One timecard row, priced from its own rate or from the worker's deal.
package struct Accrual: Hashable, Sendable {
    /// Index into the snapshot's entries.
    package var entry: Int
    package var amount: Money
    /// A register holds the worker's week: the timecard counts nothing.
    package var isSuperseded: Bool
    /// Neither the file nor a deal gives a rate.
    package var isUnpriced: Bool
    /// The account on which it accrues, where that is not the row's own: penalties of an agreement that names one.
    package var account: String = ""
    /// Hundredths of hours that are paid; 0 for penalties on an account of their own.
    package var hours: Int64 = 0
}

/// A card member's statement against the coding log: statement = coded + uncoded + disputed.
package struct CardStatement: Hashable, Sendable {
    package var holder: String
    package var charges: Money
    package var coded: Money
    package var uncoded: Money
    /// Set apart until the merchant or the bank has answered: no cost, and not uncoded.
    package var disputed: Money
    /// Payments of the statement: settlement, no cost.
    package var payments: Money
    package var chargeCount: Int
    package var uncodedCount: Int
    /// Entries of charges that are not fully coded, with what is missing.
    package var open: [OpenCharge]

    package struct OpenCharge: Hashable, Sendable {
        package var entry: Int
        package var uncoded: Money
        package var disputed: Money
    }
}

/// A deal on the days that are left: a row of the labour worksheet.
package struct CrewLine: Hashable, Sendable {
    package var deal: CrewDeal
    /// Index into `Findings.lines`.
    package var line: Int
    /// Index into the snapshot's entries.
    package var entry: Int
    /// Hundredths of days or weeks.
    package var unitsDone: Int64
    package var unitsLeft: Int64
    /// Minor units still to be paid, before anything on order is taken off.
    package var amount: Int64

    init(_ estimate: DealEstimate) {
        (deal, line, entry, amount) = (estimate.deal, estimate.line, estimate.entry, estimate.amount)
        unitsDone = Decimals.rounded(estimate.unitsDone * 100, over: DealEstimate.unit)
        unitsLeft = Decimals.rounded(estimate.unitsLeft * 100, over: DealEstimate.unit)
    }
}

/// Two numbers that must be equal, computed on different ways.
package struct TieOut: Hashable, Sendable {
    package var name: String
    package var leftName: String
    package var left: Money
    package var rightName: String
    package var right: Money
    /// Where to look when they differ.
    package var remedy: String

    package var passes: Bool { left == right }
}
