import CostModel
import Reconcile
import TestSupport
import Testing

/// Random ledgers over several weeks: every bridge sums, at every level, and its ends are what a plain computation of the
/// methods says.
struct BridgePropertyTests {
    private static let methods = [
        "budget_remaining", "hold_budget", "hold_efc", "hold_etc", "rate_x_units", "manual", "none", "percent_of",
    ]
    private static let weeks = ["2026-04-25", "2026-05-02", "2026-05-09", "2026-05-16"]

    /// One forecast row as the test keeps it for itself.
    private struct Row { var week: Int; var account: Int; var method: String; var cents: Int64; var rate: Int64 }

    /// What the test keeps beside the ledger.
    private struct Plain {
        var budget: [Int64]
        var changes: [(week: Int, account: Int, cents: Int64)] = []
        var costs: [(week: Int, account: Int, cents: Int64)] = []
        var orders: [(week: Int, account: Int, cents: Int64)] = []
        var rows: [Row] = []
        /// Dates of shoot days, and the week from which they are known.
        var days: [(week: Int, day: Day)] = []

        func cost(_ account: Int, _ week: Int) -> Int64 {
            costs.filter { $0.account == account && $0.week <= week }.reduce(0) { $0 + $1.cents }
        }
        func ordered(_ account: Int, _ week: Int) -> Int64 {
            orders.filter { $0.account == account && $0.week <= week }.reduce(0) { $0 + $1.cents }
        }
        func working(_ account: Int, _ week: Int) -> Int64 {
            budget[account]
                + changes.filter { $0.account == account && $0.week <= week }.reduce(0) { $0 + $1.cents }
        }

        /// The end of an account by the rules of the field, straight from the lists.
        func final(_ account: Int, _ week: Int, _ basis: ETCBasis) -> Int64 {
            let (actual, open) = (cost(account, week), ordered(account, week))
            let total = actual + open
            guard let row = rows.filter({ $0.account == account && $0.week <= week }).max(by: { $0.week < $1.week })
            else { return max(total, working(account, week)) }
            switch row.method {
            case "hold_budget": return working(account, week)
            case "hold_efc": return row.cents
            case "hold_etc": return (basis == .totalCosts ? total : actual) + row.cents
            case "manual":
                return cost(account, row.week) + (basis == .totalCosts ? ordered(account, row.week) : 0) + row.cents
            case "none": return total
            case "rate_x_units":
                let end = Day(iso: BridgePropertyTests.weeks[week])!
                let left = Set(days.filter { $0.week <= week && $0.day > end }.map(\.day)).count
                return total + max(0, row.rate / 100 * Int64(left) - open)
            case "percent_of":
                let share = final(0, week, basis) * (row.rate / 10_000)
                return (share + (share < 0 ? -50 : 50)) / 100
            default: return max(total, working(account, week))
            }
        }
    }

    @Test func `every bridge sums exactly and ends where a plain computation does`() {
        forAll(cases: 60) { random in
            let basis: ETCBasis = Bool.random(using: &random) ? .totalCosts : .actuals
            var builder = SnapshotBuilder(period: Self.weeks[0], basis: basis)
            var plain = Plain(budget: [])
            let accounts = (0..<6).map { "2000-\($0)0" }
            for (index, code) in accounts.enumerated() {
                builder.account(code, category: index < 3 ? "2000" : "2100")
                plain.budget.append(Int64.random(in: 0...5_000_00, using: &random))
                builder.budget(code, plain.budget[index])
            }
            var previous: [Int64]?
            for week in Self.weeks.indices {
                builder.snapshot.period = Day(iso: Self.weeks[week])!
                Self.change(&builder, &plain, week, accounts, &random)
                let findings = Reconcile.findings(of: builder.snapshot)
                let ends = findings.lines.map(\.finalCost.minorUnits)
                guard ends == accounts.indices.map({ plain.final($0, week, basis) }) else { return false }
                if let previous {
                    guard Self.sums(findings, from: previous) else { return false }
                }
                guard findings.tieOuts.allSatisfy(\.passes) else { return false }
                previous = ends
                builder.snapshot.previous = findings.figures
            }
            return true
        }
    }

    /// Steps run from the last end to this one, for each account and for any group of them.
    private static func sums(_ findings: Findings, from previous: [Int64]) -> Bool {
        for (index, line) in findings.bridge.lines.enumerated() {
            let moved = line.steps.reduce(Int64(0)) { $0 + $1.minorUnits }
            guard line.previous.minorUnits == previous[index], previous[index] + moved == line.final.minorUnits,
                line.final == findings.lines[index].finalCost, line[.settings].isZero, line[.exchange].isZero
            else { return false }
        }
        let steps = Bridge.Step.allCases.map { findings.bridge.total($0, of: [1, 3, 5], .zero(.usd)).minorUnits }
        let ends = [1, 3, 5].reduce(Int64(0)) { $0 + findings.lines[$1].finalCost.minorUnits - previous[$1] }
        return steps.reduce(0, +) == ends
    }

    private static func change(
        _ builder: inout SnapshotBuilder, _ plain: inout Plain, _ week: Int, _ accounts: [String],
        _ random: inout SeededGenerator
    ) {
        let end = Day(iso: weeks[week])!
        let period = weeks[week]
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let account = accounts.indices.randomElement(using: &random)!
            let cents = Int64.random(in: -50_00...900_00, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0:
                builder.cost(accounts[account], cents, on: (end + -2).description)
                plain.costs.append((week, account, cents))
            case 1:
                let amount = abs(cents)
                builder.add(.purchaseOrderLine, period: period) {
                    $0.reference = $1("PO-\(week)-\(plain.orders.count)")
                    $0.account = $1(accounts[account])
                    $0.amountMinor = amount
                    $0.date = end + -3
                }
                plain.orders.append((week, account, amount))
            case 2:
                builder.add(.budgetChange, period: week == 0 ? nil : period) {
                    $0.reference = $1("O\(plain.changes.count)")
                    $0.type = $1("overage")
                    $0.account = $1(accounts[account])
                    $0.amountMinor = cents
                    $0.date = end
                }
                plain.changes.append((week, account, cents))
            case 3:
                let day = Day(iso: "2026-05-01")! + Int.random(in: 0...40, using: &random)
                builder.add(.shootDay, period: week == 0 ? nil : period) {
                    $0.date = day
                    $0.type = $1("Shoot")
                }
                plain.days.append((week, day))
            default:
                // One row an account and week: of two the later row of the file would count. Shares are of the first account.
                guard !plain.rows.contains(where: { $0.week == week && $0.account == account }) else { continue }
                let method =
                    account == 0
                    ? methods[0..<7].randomElement(using: &random)! : methods.randomElement(using: &random)!
                let rate = Int64.random(in: 1...300, using: &random) * 10_000
                builder.forecast(
                    accounts[account], method, unit: method == "rate_x_units" ? "shoot_day" : "", rate: rate,
                    of: method == "percent_of" ? accounts[0] : "", cents: cents, on: end.description,
                    period: week == 0 ? nil : period)
                plain.rows.append(Row(week: week, account: account, method: method, cents: cents, rate: rate))
            }
        }
    }
}
