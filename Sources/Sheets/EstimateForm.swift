import CostModel

/// What a workbook carries so that estimates can be read back from it: the hidden sheet, its headings and its identity.
///
/// The hidden sheet is a table. Its first column says what a row is: facts about the report, the columns of the sheet of
/// estimates, and for each account three rows: what the cells showed, their formulas, and the row of the forecast behind them.
package enum EstimateForm {
    package static let sheetName = "_estimates"
    /// Goes up when a reader of the older form could misread the newer one.
    package static let version = "1"
    /// Heading of the hidden last column of the sheet of estimates.
    package static let keyHeading = "Key"
    /// Headings of the hidden sheet, before those of the columns.
    package static let headings = ["What", "Key"]

    package enum Row: String, Sendable {
        case fact, column, shown, formula, forecast
    }

    /// Facts about the report: name in the column `Key`, value behind it.
    package enum Fact: String, Sendable, CaseIterable {
        case version, production, title, report, file, sheet, period, number, revision, base, ledger, currency
    }

    /// The columns of the sheet of estimates that are read or compared, by their name in a definition.
    package enum Column: String, Sendable, CaseIterable {
        case account, description, method, units, unit, rate
        case estimate = "etc"
        case newFinalCost = "new_efc"
        case finalCost = "efc"
        case workingBudget = "working_budget"
        case variance, author, note
        /// On the hidden sheet alone: the cost in the final cost beside the estimate, and the row, from 1.
        case cost, place

        package var isInput: Bool {
            switch self {
            case .method, .units, .rate, .estimate, .newFinalCost, .note: true
            case .account, .description, .unit, .finalCost, .workingBudget, .variance, .author, .cost, .place:
                false
            }
        }
        package var isText: Bool {
            switch self {
            case .account, .description, .method, .unit, .author, .note: true
            case .units, .rate, .estimate, .newFinalCost, .finalCost, .workingBudget, .variance, .cost,
                .place:
                false
            }
        }
    }

    /// `harbor-lights` for `Harbor Lights`: by which a workbook of another production is known.
    package static func slug(_ title: String) -> String {
        var words: [String] = [""]
        for character in title.lowercased() {
            if character.isLetter || character.isNumber {
                words[words.count - 1].append(character)
            } else if words.last != "" {
                words.append("")
            }
        }
        return words.filter { !$0.isEmpty }.joined(separator: "-")
    }

    /// A cell's value in the one way in which it is compared; empty for a blank cell.
    package static func text(_ value: Cell.Value) -> String {
        switch value {
        case .blank: ""
        case .text(let text): text
        case .money(let money): ForecastFacts.short(money.description)
        case .day(let day): day.description
        case .number(let value, let digits): ForecastFacts.short(Decimals.text(value, digits: digits))
        case .formula(_, let result): text(result)
        }
    }
}
