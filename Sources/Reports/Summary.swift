package import CostModel
package import Reconcile

/// What one has to know of a report in ten seconds: where we end, what moved, why, and whether to trust it. The dashboard, the
/// HTML page and the mail print this one value; nothing in it is computed anywhere else.
package struct Summary: Sendable {
    package var show: String
    package var company: String
    /// `Weekly cost report no. 6 · week ending Saturday 16 May 2026`
    package var subtitle: String
    /// `6`, or `6r1` for a revision.
    package var number: String
    package var period: Day
    package var production: Production
    package var isDraft: Bool
    package var schedule: ScheduleStatus
    /// Of all accounts, contractual ones and suspense included.
    package var total: Figures
    /// Accounts whose final cost differs from that of the last report.
    package var movedCount: Int
    /// nil for the first report: there is nothing to compare with.
    package var change: Money?
    /// nil where no contractual account is named contingency.
    package var contingency: Contingency?
    package var sections: [Section]
    /// The ten that moved most, the largest first.
    package var movements: [Movement]
    /// What the other accounts moved together.
    package var otherMovement: Money
    package var weeks: WeeklyCosts
    /// By severity, then by how many there are.
    package var exceptions: [ExceptionKind]
    package var tieOuts: [TieOut]

    package var zero: Money { .zero(production.currency) }
    package var sign: VarianceSign { production.variance }
    package var failures: [TieOut] { tieOuts.filter { !$0.passes } }

    package static let movementsMax = 10

    package struct Figures: Hashable, Sendable {
        package var thisPeriod: Money
        package var toDate: Money
        package var commitments: Money
        package var totalCost: Money
        /// As printed: on the report's basis.
        package var estimate: Money
        package var finalCost: Money
        package var workingBudget: Money
        package var variance: Money

        init(_ lines: [CostLine], _ zero: Money, _ sign: VarianceSign) {
            func sum(_ column: (CostLine) -> Money) -> Money { lines.reduce(zero) { $0 + column($1) } }
            (thisPeriod, toDate, commitments) = (sum(\.thisPeriod), sum(\.toDate), sum(\.commitments))
            (totalCost, estimate, finalCost) = (sum(\.totalCost), sum(\.estimate), sum(\.finalCost))
            workingBudget = sum(\.workingBudget)
            variance = sum { $0.variance(sign) }
        }
    }

    /// What the contractual accounts named contingency have left, of what was budgeted. Drawn down by transfers, and by cost that
    /// is posted to them.
    package struct Contingency: Hashable, Sendable {
        package var left: Money
        package var budget: Money
    }

    /// A section of the topsheet; the contractual lines are the last one.
    package struct Section: Hashable, Sendable {
        package var name: String
        package var figures: Figures
        /// Index into the tree's sections; nil for suspense and for the contractual lines.
        var place: Int?
        /// Indexes into `Findings.lines`.
        var lines: [Int]
    }

    package struct Movement: Hashable, Sendable {
        /// Index into `Findings.lines`.
        package var line: Int
        package var account: Account
        package var change: Money
        package var finalCost: Money
        package var variance: Money
        /// Every step that moved it.
        package var steps: [Step]
        /// The steps in words, with amounts.
        package var why: String

        package struct Step: Hashable, Sendable {
            package var title: String
            package var amount: Money
            /// Why, in words; empty where there is nothing to say.
            package var cause: String
        }
    }

    package struct ExceptionKind: Hashable, Sendable {
        package var severity: Severity
        package var code: DiagnosticCode
        package var count: Int
        /// The first of them.
        package var example: Diagnostic
    }
}

extension Reports {
    package static func summary(_ snapshot: Snapshot, _ findings: Findings, subtitle: String) -> Summary {
        Summary(findings, CostTree(findings), WeeklyCosts(snapshot, findings), subtitle: subtitle)
    }
}
