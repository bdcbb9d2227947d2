import CostModel
import Reconcile
import Sheets

/// The explanations that a studio or a guarantor asks for: each variance beyond the threshold, what moved it and why.
enum NoteColumn: String, CatalogueColumn {
    case account, description, state
    case workingBudget = "working_budget"
    case finalCost = "efc"
    case variance
    case percent = "variance_percent"
    case change = "efc_change"
    case what, why, owner

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .account: CatalogueEntry("Account", .text, width: 9, "the code as the chart of accounts writes it")
        case .description: CatalogueEntry("Description", .text, width: 31, "the name of the account")
        case .state:
            CatalogueEntry("", .text, width: 15, "NOTE REQUIRED where the threshold asks for one and there is none")
        case .workingBudget: CatalogueEntry("Working budget", .money, "budget, approved overages and transfers")
        case .finalCost: CatalogueEntry("Estimated final cost", .money, "where the account ends (EFC)")
        case .variance:
            CatalogueEntry(
                production.variance.heading, .variance(production.variance), isStrong: true,
                "EFC against the working budget", footnote: CostColumn.variance.entry(production).footnote)
        case .percent:
            CatalogueEntry(
                "% of budget", .number(digits: 1), width: 8, "the variance as a percentage of the working budget")
        case .change: CatalogueEntry("EFC change", .money, "EFC less that of the last report")
        case .what: CatalogueEntry("What changed", .prose, width: 44, "what moved the EFC since the last report")
        case .why: CatalogueEntry("Why", .prose, width: 44, "the note of the forecast row")
        case .owner: CatalogueEntry("By", .text, width: 14, "who made the forecast row")
        }
    }
}

enum VarianceNoteSheet {
    static let mark = "NOTE REQUIRED"

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<NoteColumn>(definition, context.header, context.production)
        let threshold = context.definition.threshold(context.production)
        let notes = VarianceNote.all(context.findings, threshold)
        for note in notes { add(note, to: grid, context) }
        if notes.isEmpty { grid.addNote("No account's variance needs a note.") }
        grid.note(sentence(threshold, context.production))
        grid.set(frozenColumns: 2, hasFilter: !notes.isEmpty)
        return grid.sheet
    }

    private static func add(_ note: VarianceNote, to grid: Grid<NoteColumn>, _ context: Context) {
        let at = grid.nextRow
        let line = context.findings.lines[note.line]
        let production = context.production
        grid.add(.detail) { column in
            switch column {
            case .account: Cell(.text(line.account.code), .plain, link: context.accountLink(note.line))
            case .description: .text(line.account.name)
            case .state: note.isMissing ? .text(mark, .alarm) : .blank
            case .workingBudget: figure(.workingBudget, note.line, line.workingBudget, context)
            case .finalCost: figure(.finalCost, note.line, line.finalCost, context)
            case .variance: figure(.variance, note.line, line.variance(production.variance), context)
            case .percent: percent(line, at, grid, production)
            case .change: figure(.finalCostChange, note.line, line.finalCostChange, context)
            case .what: .text(note.what)
            case .why: .text(note.why)
            case .owner: .text(note.owner)
            }
        }
    }

    /// The cost report's own cell, where this workbook has one.
    private static func figure(_ column: CostColumn, _ line: Int, _ amount: Money, _ context: Context) -> Cell {
        guard let formula = context.costAddress(column, ofLine: line) else { return .money(amount) }
        return .formula(formula, amount)
    }

    private static func percent(
        _ line: CostLine, _ at: Int, _ grid: Grid<NoteColumn>, _ production: Production
    ) -> Cell {
        guard let tenths = Share.tenths(line.variance(production.variance), of: line.workingBudget) else {
            return .blank
        }
        guard let top = grid.address(.variance, at), let base = grid.address(.workingBudget, at) else {
            return Cell(.number(tenths, digits: 1))
        }
        return Cell(.formula(Share.formula(top, of: base), .number(tenths, digits: 1)))
    }

    /// `A note is required for a variance above 5,000.00 and above 10 % of the working budget.`
    private static func sentence(_ threshold: NoteThreshold?, _ production: Production) -> String {
        guard let threshold else { return "No threshold is set: every account with a variance is listed." }
        let amount = threshold.over.map {
            "above \(production.currency) \(Decimals.grouped(UInt64($0), digits: 4).trimmedZeros)"
        }
        let share = threshold.percent.map { "above \($0.description.trimmedZeros) % of the working budget" }
        let sizes = [amount, share].compactMap { $0 }.joined(separator: threshold.when == .both ? " and " : " or ")
        return "A note is required for a variance \(sizes)\(threshold.side == .over ? ", over budget only" : "")."
    }
}

extension String {
    /// `5,000` for `5,000.0000`, `12.5` for `12.5000`.
    fileprivate var trimmedZeros: String {
        guard contains(".") else { return self }
        var text = self[...]
        while text.hasSuffix("0") { text.removeLast() }
        return String(text.hasSuffix(".") ? text.dropLast() : text)
    }
}

extension Context {
    /// The note beside an account's figures.
    func note(of line: CostLine) -> Cell {
        guard line.forecast.note.isEmpty else { return .text(line.forecast.note) }
        let asks = definition.threshold(production)?.asks(
            overrun: line.finalCost - line.workingBudget, budget: line.workingBudget)
        return asks ?? false ? .text(VarianceNoteSheet.mark, .alarm) : .blank
    }
}
