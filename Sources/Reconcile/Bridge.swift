package import CostModel

/// Why the estimated final cost of each line is not what it was in the last report: the parts that estimates are made from are
/// exchanged one after the other, last report's for this one's, and each step is what the exchange moves. So the steps of a
/// line sum to the change exactly, and so do those of any group of lines.
package struct Bridge: Sendable {
    /// In the order in which the parts are exchanged.
    package enum Step: Int, Sendable, CaseIterable {
        /// What the last report would say today: production.yaml, coding rules or the program have changed since.
        case settings
        /// Posted and accrued cost beyond what was forecast, bills that relieve orders included.
        case postings
        case orders
        case schedule
        /// Deals, fringes, and rates of `rate_x_units` and `percent_of`.
        case rates
        /// The working budget: transfers, overages, the budget itself.
        case budget
        /// Forecast rows and expected items.
        case manual
        case exchange

        package var title: String {
            switch self {
            case .settings: "Settings"
            case .postings: "Postings over forecast"
            case .orders: "Purchase orders"
            case .schedule: "Schedule"
            case .rates: "Rates and fringes"
            case .budget: "Transfers and overages"
            case .manual: "Manual"
            case .exchange: "Exchange rates"
            }
        }

        /// In JSON.
        package var name: String {
            switch self {
            case .settings: "settings"
            case .postings: "postings"
            case .orders: "orders"
            case .schedule: "schedule"
            case .rates: "rates"
            case .budget: "budget"
            case .manual: "manual"
            case .exchange: "fx"
            }
        }
    }

    /// One line of the report.
    package struct Line: Hashable, Sendable {
        /// Index into `Findings.lines`.
        package var line: Int
        package var previous: Money
        /// By `Step.rawValue`.
        package var steps: [Money]
        /// By `Step.rawValue`: why, in words; empty where there is nothing to say.
        package var causes: [String]
        package var final: Money

        package subscript(step: Step) -> Money { steps[step.rawValue] }
        package var change: Money { final - previous }
        package func cause(_ step: Step) -> String { causes[step.rawValue] }

        /// `+2 shoot days: +38,400.00; manual: (500.00), Second trawler`: every step that moved the line.
        package var text: String {
            Step.allCases.filter { !self[$0].isZero }.map { step in
                let amount = (self[step].isNegative ? "" : "+") + self[step].grouped
                return cause(step).isEmpty ? "\(step.title): \(amount)" : "\(cause(step)): \(amount)"
            }.joined(separator: "; ")
        }
    }

    /// One for each line of the report; empty for the first report.
    package var lines: [Line] = []

    package init() {}

    /// The sum over lines, exactly.
    package func total(_ step: Step, of lines: [Int], _ zero: Money) -> Money {
        lines.reduce(zero) { $0 + self.lines[$1][step] }
    }
}
