import CostModel
import Reconcile
import Sheets

/// The estimate of an account as a formula of the cells that it depends on, where that gives our figure exactly.
///
/// BE ADVISED: the cost report's EFC depends on this cell. A formula here may look at cost and budget of its own row, and at
/// the EFC of other rows as far as `PercentBases` lets it; anything else makes a circle.
struct EstimateFormula {
    let context: Context
    let line: CostLine
    let index: Int
    var digits: Int { context.production.currency.minorDigits }

    init(_ context: Context, _ line: CostLine, _ index: Int) {
        self.context = context
        self.line = line
        self.index = index
    }

    func cell(units: String?, rate: String?) -> Cell {
        guard let (formula, result) = formula(units, rate), result == line.estimate else {
            return .money(line.estimate)
        }
        return .formula(formula, line.estimate)
    }

    private func formula(_ units: String?, _ rate: String?) -> (String, Money)? {
        if line.forecast.method == .percentOf {
            guard let percent = line.forecast.percent, let members = context.percentBases?.members[index]
            else { return nil }
            return percentOf(percent, units, of: members)
        }
        let left: (String, Money)? =
            switch line.forecast.method {
            case .budgetRemaining: budgetRemaining
            case .holdBudget: holdBudget
            case .rateTimesUnits: rateTimesUnits(units, rate)
            case .holdFinalCost, .holdEstimate, .deals, .fringes, .datedItems, .manual, .noEstimate, .percentOf: nil
            }
        guard let left, line.etcBasis == .actuals else { return left }
        // What is called an estimate holds the commitments on this basis.
        return (left.0 + commitments, left.1 + line.commitments)
    }

    private var budgetRemaining: (String, Money)? {
        guard let budget = context.costAddress(.workingBudget, ofLine: index),
            let cost = context.costAddress(.totalCost, ofLine: index)
        else { return nil }
        return ("MAX(0,ROUND(\(budget)-\(cost),\(digits)))", max(line.workingBudget - line.totalCost, context.zero))
    }

    private var holdBudget: (String, Money)? {
        guard let budget = context.costAddress(.workingBudget, ofLine: index),
            let cost = context.costAddress(.totalCost, ofLine: index)
        else { return nil }
        return ("ROUND(\(budget)-\(cost),\(digits))", line.workingBudget - line.totalCost)
    }

    /// Rate times units with what comes on top, less what is on order for the same account.
    private func rateTimesUnits(_ units: String?, _ rate: String?) -> (String, Money)? {
        let forecast = line.forecast
        guard let units, let rate, let count = forecast.units, let price = forecast.rate else { return nil }
        let value =
            Int128(price.tenThousandths) * Int128(count) * Int128(10_000 + forecast.overtime)
            * Int128(1_000_000 + forecast.fringe.millionths)
        let cost = Decimals.rounded(value, over: 1_000_000_000_000 * Int128(Decimals.power(4 - digits)))
        var factors = "\(units)*\(rate)"
        if forecast.overtime != 0 { factors += "*\(Decimals.text(Int64(10_000 + forecast.overtime), digits: 4))" }
        if forecast.fringe.millionths != 0 {
            factors += "*\(Decimals.text(1_000_000 + forecast.fringe.millionths, digits: 6))"
        }
        let allowances = forecast.allowances ?? context.zero
        let isNet = context.production.isNetOfCommitments
        let left = Money(cost, line.openOrders.currency) + allowances - (isNet ? line.openOrders : context.zero)
        return (
            "MAX(0,ROUND(\(factors),\(digits))\(Formula.plus(allowances))\(isNet ? orders : ""))",
            max(left, context.zero)
        )
    }

    /// ` - open orders`: the cost report's cell where it holds nothing else.
    private var orders: String {
        if line.openOrders.isZero { return "" }
        let isAlone = context.production.accrualsIn == .ownColumn || line.accruals.isZero
        if isAlone, let cell = context.costAddress(.commitments, ofLine: index) { return "-\(cell)" }
        return Formula.minus(line.openOrders)
    }

    private var commitments: String {
        guard !line.commitments.isZero, let orders = context.costAddress(.commitments, ofLine: index) else {
            return Formula.plus(line.commitments)
        }
        guard context.production.accrualsIn == .ownColumn, !line.accruals.isZero else { return "+\(orders)" }
        let accruals = context.costAddress(.accruals, ofLine: index).map { "+\($0)" } ?? Formula.plus(line.accruals)
        return "+\(orders)\(accruals)"
    }
}
