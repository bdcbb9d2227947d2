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
        guard let (formula, result) = formula(units, rate), result == line.estimate else { return .money(line.estimate) }
        return .formula(formula, line.estimate)
    }

    private func formula(_ units: String?, _ rate: String?) -> (String, Money)? {
        if line.forecast.method == .percentOf {
            guard let percent = line.forecast.percent, let members = context.percentBases?.members[index]
            else { return nil }
            return percentOf(percent, of: members)
        }
        let left: (String, Money)? =
            switch line.forecast.method {
            case .budgetRemaining: budgetRemaining
            case .rateTimesUnits: rateTimesUnits(units, rate)
            case .manual, .noEstimate, .percentOf: nil
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

    /// Rate times units, less what is on order for the same account.
    private func rateTimesUnits(_ units: String?, _ rate: String?) -> (String, Money)? {
        guard let units, let rate, let count = line.forecast.units, let price = line.forecast.rate else { return nil }
        let cost = Decimals.scaled(
            price.tenThousandths, by: Int64(count), over: 100 * Decimals.power(4 - digits))
        let left = max(Money(cost, line.openOrders.currency) - line.openOrders, context.zero)
        return ("MAX(0,ROUND(\(units)*\(rate),\(digits))\(orders))", left)
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
