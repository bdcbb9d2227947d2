import CostModel
import Reconcile
import Sheets

/// One of the six figures at the top: what it is, the figure, what it is measured by.
struct DashboardTile {
    var label: String
    var figure: Cell
    var note: Cell
    var span: Int
    var isAlarm = false
}

extension DashboardSheet {
    static func tiles(_ dashboard: DashboardSheet) -> [DashboardTile] {
        let summary = dashboard.summary
        let total = summary.total
        func tile(_ label: String, _ figure: Cell, _ kind: Column.Kind, _ note: Cell, _ span: Int) -> DashboardTile {
            var figure = figure
            figure.kind = kind
            return DashboardTile(label: label, figure: figure, note: note, span: span)
        }
        var budget = dashboard.figure(.workingBudget, total.workingBudget)
        budget.kind = .worded("working budget")
        let variance = tile(
            summary.sign.heading, dashboard.figure(.variance, total.variance), dashboard.varianceKind,
            dashboard.share(.variance, of: .workingBudget, total.variance, total.workingBudget, "of working budget"), 2)
        return [
            tile("Estimated final cost", dashboard.figure(.finalCost, total.finalCost), .money, budget, 3),
            variance, dashboard.changeTile(), dashboard.costTile(), dashboard.contingencyTile(), dashboard.proofTile(),
        ]
    }

    private func changeTile() -> DashboardTile {
        guard let change = summary.change else {
            return DashboardTile(
                label: "Change since last report", figure: .text("–"), note: .text("the first report"), span: 2)
        }
        var figure = figure(.finalCostChange, change)
        figure.kind = .money
        let count = summary.movedCount == 1 ? "1 account moved" : "\(summary.movedCount) accounts moved"
        return DashboardTile(label: "Change since last report", figure: figure, note: .text(count), span: 2)
    }

    private func costTile() -> DashboardTile {
        var figure = figure(.toDate, summary.total.toDate)
        figure.kind = .money
        let days = summary.schedule
        let words = days.total > 0 ? "of final · shoot day \(days.done) of \(days.total)" : "of final"
        return DashboardTile(
            label: "Cost to date", figure: figure,
            note: share(.toDate, of: .finalCost, summary.total.toDate, summary.total.finalCost, words), span: 3)
    }

    private func contingencyTile() -> DashboardTile {
        guard let contingency = summary.contingency else {
            return DashboardTile(label: "Contingency left", figure: .text("–"), note: .text("none budgeted"), span: 2)
        }
        var figure = Cell.money(contingency.left)
        figure.kind = .money
        var note = Cell.money(contingency.budget)
        note.kind = .worded("of")
        var tile = DashboardTile(label: "Contingency left", figure: figure, note: note, span: 2)
        tile.isAlarm = contingency.left.isNegative
        return tile
    }

    private func proofTile() -> DashboardTile {
        let (count, failed) = (summary.tieOuts.count, summary.failures.count)
        let exceptions = summary.exceptions.reduce(0) { $0 + $1.count }
        let note = exceptions == 0 ? "no exceptions" : exceptions == 1 ? "1 exception" : "\(exceptions) exceptions"
        let figure = Cell.text(failed == 0 ? "\(count) of \(count) tie" : "\(failed) of \(count) FAIL")
        var tile = DashboardTile(label: "Proof", figure: figure, note: .text(note + " to look at"), span: 2)
        tile.isAlarm = failed > 0
        return tile
    }

    /// Tenths of percent, rounded half away from zero. Whole minor units are divided, so that a half is a half for us and for
    /// the spreadsheet.
    private func share(
        _ part: CostColumn, of whole: CostColumn, _ amount: Money, _ base: Money, _ words: String
    ) -> Cell {
        guard base.minorUnits > 0 else { return .text("") }
        let tenths = Decimals.rounded(Int128(amount.minorUnits) * 1000, over: Int128(base.minorUnits))
        var cell = Cell(.number(tenths, digits: 1))
        if let part = context.grandAddress(part), let whole = context.grandAddress(whole) {
            let unit = Decimals.power(digits)
            let quotient = "ROUND(\(part)*\(unit),0)*1000/MAX(1,ROUND(\(whole)*\(unit),0))"
            cell = Cell(.formula("ROUND(\(quotient),0)/10", .number(tenths, digits: 1)))
        }
        cell.kind = .share(words)
        return cell
    }
}

/// Exceptions by kind, then whether the figures can be trusted: six columns at the right.
enum DashboardProof {
    static let exceptionsMax = 7

    static func lines(_ context: Context) -> [[Cell]] {
        let summary = context.summary
        var lines = [heading("Exceptions", "Count")]
        for kind in summary.exceptions.prefix(exceptionsMax) {
            lines.append(
                line(
                    (kind.severity == .error ? "ERROR  " : "") + kind.code.words, kind.count,
                    kind.severity == .error ? .alarm : .plain, link: context.firstCell(of: .exceptions)))
        }
        let rest = summary.exceptions.dropFirst(exceptionsMax).reduce(0) { $0 + $1.count }
        if rest > 0 { lines.append(line("of other kinds", rest, .muted)) }
        if summary.exceptions.isEmpty { lines.append(line("none", nil, .muted)) }
        let link = context.firstCell(of: .proof)
        for failure in summary.failures {
            lines.append(line("FAIL  \(failure.name): differs by \(difference(failure))", nil, .alarm, link: link))
        }
        if summary.failures.isEmpty, !summary.tieOuts.isEmpty {
            lines.append(line("All \(summary.tieOuts.count) proofs tie", nil, .plain, link: link))
        }
        return lines
    }

    private static func difference(_ tieOut: TieOut) -> String { (tieOut.left - tieOut.right).grouped }

    private static func heading(_ name: String, _ count: String) -> [Cell] {
        cells(.text(name), .text(count))
    }

    private static func line(_ text: String, _ count: Int?, _ role: Cell.Role, link: String? = nil) -> [Cell] {
        cells(Cell(.text(text), role, link: link), count.map { Cell(.number(Int64($0), digits: 0), role) } ?? .blank)
    }

    private static func cells(_ text: Cell, _ count: Cell) -> [Cell] {
        var (text, count) = (text, count)
        text.span = 5
        count.kind = .number(digits: 0)
        return [text] + Array(repeating: .blank, count: 4) + [count]
    }
}

extension DiagnosticCode {
    /// `account-missing` as a sentence begins: `Account missing`.
    var words: String {
        let words = rawValue.replacing("-", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
