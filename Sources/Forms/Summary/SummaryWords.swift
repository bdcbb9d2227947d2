import CostModel
import Reconcile
import Reports

/// The words and figures of the summary, for the page and for the plain text alike.
struct SummaryWords {
    let summary: Summary
    /// File names of the workbooks beside it.
    let workbooks: [String]

    struct Tile { var label: String, figure: String, note: String }

    // MARK: Figures

    /// Whole units as the workbook prints them: zero is a dash, negatives are in brackets.
    static func whole(_ money: Money) -> String {
        guard !money.isZero else { return "–" }
        let unit = UInt64(Decimals.power(money.currency.minorDigits))
        let text = Decimals.grouped((money.minorUnits.magnitude + unit / 2) / unit, digits: 0)
        return money.isNegative ? "(\(text))" : text
    }

    func isOver(_ variance: Money) -> Bool {
        !variance.isZero && variance.isNegative == (summary.sign == .underPositive)
    }

    /// With the mark that says over budget without colour.
    func variance(_ money: Money) -> String { (isOver(money) ? "▲ " : "") + Self.whole(money) }

    /// `-0.1 %`; blank where there is nothing to divide by.
    private func share(_ part: Money, of whole: Money, _ words: String) -> String {
        guard whole.minorUnits > 0 else { return "" }
        let tenths = Decimals.rounded(Int128(part.minorUnits) * 1000, over: Int128(whole.minorUnits))
        return "\(Decimals.text(tenths, digits: 1)) % \(words)"
    }

    // MARK: Heading

    var facts: String {
        let production = summary.production
        let days = summary.schedule
        let shoot = days.total > 0 ? ["Shoot day \(days.done) of \(days.total)"] : []
        return
            ([summary.company] + shoot + [
                "\(production.currency)", production.etcBasis.sentence, production.variance.sentence,
            ]).joined(separator: " · ")
    }

    // MARK: Draft

    /// Why it is a draft: each figure that does not tie, and each kind of error with the first place of it.
    var troubles: [String] {
        summary.failures.map { failure in
            let difference = failure.left - failure.right
            return "\(failure.name) does not tie: \(failure.left.grouped) (\(failure.leftName)), "
                + "\(failure.right.grouped) (\(failure.rightName)); they differ by \(difference.grouped). \(failure.remedy)"
        } + summary.exceptions.filter { $0.severity == .error }.map { "\(words($0.code)): \($0.count)\(place($0))" }
    }

    /// `, first in inbox/po-log.csv:12`: no value, which may be somebody's.
    func place(_ kind: Summary.ExceptionKind) -> String {
        guard !kind.example.file.isEmpty else { return "" }
        let line = kind.example.line > 0 ? ":\(SourceLine(raw: Int32(clamping: kind.example.line)))" : ""
        return "\(kind.count > 1 ? ", first" : "") in \(kind.example.file)\(line)"
    }

    /// `account-missing` as a sentence begins: `Account missing`.
    func words(_ code: DiagnosticCode) -> String {
        let words = code.rawValue.replacing("-", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    // MARK: Tiles

    var tiles: [Tile] {
        let total = summary.total
        return [
            Tile(
                label: "Estimated final cost", figure: Self.whole(total.finalCost),
                note: "working budget \(Self.whole(total.workingBudget))"),
            Tile(
                label: summary.sign.heading, figure: variance(total.variance),
                note: share(total.variance, of: total.workingBudget, "of working budget")),
            Tile(
                label: "Change since last report", figure: summary.change.map(Self.whole) ?? "–",
                note: summary.change == nil
                    ? "the first report" : count(summary.movedCount, "account moved", "accounts moved")),
            Tile(
                label: "Cost to date", figure: Self.whole(total.toDate),
                note: share(total.toDate, of: total.finalCost, "of final")
                    + ", \(Self.whole(total.thisPeriod)) this period"),
            contingency, proof,
        ]
    }

    private var contingency: Tile {
        guard let contingency = summary.contingency else {
            return Tile(label: "Contingency left", figure: "–", note: "none budgeted")
        }
        let mark = contingency.left.isNegative ? "▲ " : ""
        return Tile(
            label: "Contingency left", figure: mark + Self.whole(contingency.left),
            note: "of \(Self.whole(contingency.budget))")
    }

    private var proof: Tile {
        let (all, failed) = (summary.tieOuts.count, summary.failures.count)
        let exceptions = summary.exceptions.reduce(0) { $0 + $1.count }
        return Tile(
            label: "Proof", figure: failed == 0 ? "\(all) of \(all) tie" : "▲ \(failed) of \(all) FAIL",
            note: count(exceptions, "exception", "exceptions") + " to look at")
    }

    func count(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }

    // MARK: Movements and weeks

    /// `and 3 other accounts`
    var otherMovement: (name: String, change: Money)? {
        let others = summary.movedCount - summary.movements.count
        return others > 0 ? ("\(count(others, "other account", "other accounts"))", summary.otherMovement) : nil
    }

    /// The latest weeks with cost, at most `max`, oldest first.
    func weeks(_ max: Int) -> [WeeklyCosts.Week] { Array(summary.weeks.weeks.filter { !$0.isForecast }.suffix(max)) }

    /// `20 of 40 done, 20 left, 2 days behind the first schedule`
    var shootDays: String {
        let days = summary.schedule
        let words = days.aheadBehind.isEmpty ? "" : ", \(days.aheadBehind)"
        return "\(days.done) of \(days.total) done, \(days.left) left\(words)"
    }

    // MARK: Where to look next

    var next: [String] {
        var next: [String] = []
        if !summary.failures.isEmpty {
            next.append("Sheet Proof: the figures that do not tie, and which file they come from.")
        }
        let errors = summary.exceptions.filter { $0.severity == .error }.reduce(0) { $0 + $1.count }
        if errors > 0 {
            next.append(
                "Sheet Exceptions: \(count(errors, "error", "errors")) first, each with file, row and what to do.")
        } else if !summary.exceptions.isEmpty {
            next.append("Sheet Exceptions: what is worth a look, each with file, row and what to do.")
        }
        if let worst = worstSection {
            let over = Self.whole(summary.sign == .overPositive ? worst.figures.variance : -worst.figures.variance)
            next.append("Sheet Cost Report: \(worst.name) is over its working budget by \(over).")
        }
        if summary.movedCount > 0 { next.append("Sheet Bridge: why each account's final cost moved, to the cent.") }
        if let left = summary.contingency?.left, left.isNegative {
            next.append("Contingency is spent, and \(Self.whole(-left)) beyond it.")
        }
        if !workbooks.isEmpty { next.append("The workbooks: \(workbooks.joined(separator: ", ")).") }
        return next
    }

    /// The section that is over its budget by most.
    private var worstSection: Summary.Section? {
        summary.sections.filter { isOver($0.figures.variance) }.max {
            $0.figures.variance.minorUnits.magnitude < $1.figures.variance.minorUnits.magnitude
        }
    }

    static let rounding = "Computed in the smallest unit, printed in whole units: printed figures may differ by 1."
}
