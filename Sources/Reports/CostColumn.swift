import CostModel
import Reconcile
import Sheets

/// The columns of the weekly cost report, in the words and the order of the field.
enum CostColumn: String, CatalogueColumn {
    case account, description
    case thisPeriod = "this_period"
    case toDate = "to_date"
    case commitments, accruals
    case totalCost = "total_cost"
    case estimate = "etc"
    case finalCost = "efc"
    case budget, overages, transfers
    case workingBudget = "working_budget"
    case variance
    case finalCostChange = "efc_change"
    case varianceChange = "variance_change"
    case previousFinalCost = "previous_efc"
    case previousVariance = "previous_variance"
    case variancePercent = "variance_percent"
    case note

    func isPrinted(_ production: Production) -> Bool {
        self != .accruals || production.accrualsIn == .ownColumn
    }

    func entry(_ production: Production) -> CatalogueEntry {
        let hasAccruals = production.accrualsIn == .ownColumn
        return switch self {
        case .account: CatalogueEntry("Account", .text, width: 9, "the code as the chart of accounts writes it")
        case .description: CatalogueEntry("Description", .text, width: 31, "the name of the account or the category")
        case .thisPeriod: CatalogueEntry("This period", .money, band: "COST", "posted in the report's week")
        case .toDate: CatalogueEntry("To date", .money, band: "COST", "posted from the start through the report's week")
        case .commitments:
            CatalogueEntry(
                "Commitments", .money, band: "COST",
                "what open purchase orders have still to come, and accruals where they have no column of their own",
                footnote: hasAccruals
                    ? "Commitments: what open purchase orders have still to come."
                    : "Commitments: what open purchase orders have still to come, and work that no payroll register holds yet."
            )
        case .accruals:
            CatalogueEntry(
                "Accruals", .money, band: "COST",
                "work that no payroll register holds yet; printed where `accruals_in` is `own_column`",
                footnote: "Accruals: work on timecards that no payroll register holds yet.")
        case .totalCost: CatalogueEntry("Total cost", .money, band: "COST", "to date, commitments and accruals")
        case .estimate:
            CatalogueEntry(
                "Estimate to complete", .money, band: "FORECAST",
                "what will still be spent, on the basis of `etc_basis`",
                footnote: production.etcBasis == .totalCosts
                    ? "Estimate to complete: what will still be spent beyond cost to date and commitments."
                    : "Estimate to complete: what will still be spent beyond cost to date, commitments included.")
        case .finalCost:
            CatalogueEntry(
                "Estimated final cost", .money, band: "FORECAST", isStrong: true, "where the account ends (EFC)")
        case .budget: CatalogueEntry("Budget", .money, band: "BUDGET", "as locked; it never changes")
        case .overages:
            CatalogueEntry("Approved overages", .money, band: "BUDGET", "extra money that the financier has approved")
        case .transfers:
            CatalogueEntry("Transfers", .money, band: "BUDGET", "moved between accounts; zero over the whole show")
        case .workingBudget:
            CatalogueEntry("Working budget", .money, band: "BUDGET", "budget, approved overages and transfers")
        case .variance:
            CatalogueEntry(
                production.variance.heading, .variance(production.variance), band: "VARIANCE",
                "EFC against the working budget; the bracketed word of the heading is the negative one",
                footnote: "\(production.variance.heading): "
                    + (production.variance == .overPositive
                        ? "estimated final cost less working budget" : "working budget less estimated final cost")
                    + "; over budget is marked ▲.")
        case .finalCostChange:
            CatalogueEntry(
                "EFC change", .money, band: "VARIANCE", "EFC less that of the last report",
                footnote: "EFC change: estimated final cost less that of the last report.")
        case .varianceChange:
            CatalogueEntry(
                "Variance change", .money, band: "VARIANCE",
                "variance less that of the last report; differs from `efc_change` when the working budget moved",
                footnote: "Variance change: \(production.variance.heading) less that of the last report.")
        case .previousFinalCost:
            CatalogueEntry("Previous EFC", .money, band: "VARIANCE", "EFC of the last report")
        case .previousVariance:
            CatalogueEntry(
                "Last report", .variance(production.variance), band: "VARIANCE", "the variance of the last report")
        case .variancePercent:
            CatalogueEntry(
                "% of budget", .number(digits: 1), band: "VARIANCE", width: 8,
                "the variance as a percentage of the working budget; blank where there is none")
        case .note:
            CatalogueEntry(
                "Note", .prose, width: 40,
                "why, from the forecast row; NOTE REQUIRED where the threshold of `notes` asks for one and there is none"
            )
        }
    }

    /// The figure of one account; nil for the columns of text.
    func amount(_ line: CostLine, _ production: Production) -> Money? {
        switch self {
        case .account, .description, .variancePercent, .note: nil
        case .thisPeriod: line.thisPeriod
        case .toDate: line.toDate
        case .commitments: production.accrualsIn == .ownColumn ? line.openOrders : line.commitments
        case .accruals: line.accruals
        case .totalCost: line.totalCost
        case .estimate: line.estimate
        case .finalCost: line.finalCost
        case .budget: line.budget
        case .overages: line.overages
        case .transfers: line.transfers
        case .workingBudget: line.workingBudget
        case .variance: line.variance(production.variance)
        case .finalCostChange: line.finalCostChange
        case .varianceChange: line.varianceChange(production.variance)
        case .previousFinalCost: line.previousFinalCost
        case .previousVariance: line.variance(production.variance) - line.varianceChange(production.variance)
        }
    }

    /// Compares with the last report, or repeats it.
    var isOfLastReport: Bool {
        switch self {
        case .finalCostChange, .varianceChange, .previousFinalCost, .previousVariance: true
        default: false
        }
    }

    /// Differences are rounded in the sheet too: what is left of two equal doubles must not be marked as over budget.
    var isDifference: Bool {
        switch self {
        case .variance, .finalCostChange, .varianceChange: true
        default: false
        }
    }
}
