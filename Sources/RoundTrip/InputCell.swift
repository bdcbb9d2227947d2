import CostModel
import Sheets
import Tables

/// What somebody did to one input cell.
enum InputReading: Hashable {
    case same
    /// The new text, in the one way in which it is compared; empty for a cell that was cleared.
    case edited(String)
    /// Why it cannot be taken, and what to do.
    case bad(String, hint: String)
}

/// Reads an input cell: nothing is guessed, what is no plain number or no text is said.
struct InputCell {
    let column: EstimateForm.Column
    /// The row estimates a percentage: its units are percent.
    let isPercent: Bool
    let minorDigits: Int
    /// Rows or columns are no longer where they went out: formulas that name them read otherwise.
    let isMoved: Bool

    func read(_ cell: RawWorkbook.Cell?, was shown: String, _ formula: String?) -> InputReading {
        guard let cell else { return shown.isEmpty ? .same : .edited("") }
        if let typed = cell.formula {
            if let formula, isSame(typed, formula, isMoved || cell.isShared) { return .same }
            return .bad("is a formula in a cell to type into", hint: "type the \(column.isText ? "text" : "number")")
        }
        if cell.kind == .error { return .bad("is an error", hint: "type the value anew") }
        return column.isText ? readText(cell, shown) : readNumber(cell, shown)
    }

    private func isSame(_ left: String, _ right: String, _ isMoved: Bool) -> Bool {
        FormulaText.normal(left) == FormulaText.normal(right)
            || (isMoved && FormulaText.shape(left) == FormulaText.shape(right))
    }

    private func readText(_ cell: RawWorkbook.Cell, _ shown: String) -> InputReading {
        let text = Self.trimmed(cell.text)
        return text == Self.trimmed(shown) ? .same : .edited(text)
    }

    private func readNumber(_ cell: RawWorkbook.Cell, _ shown: String) -> InputReading {
        switch cell.kind {
        case .text:
            let text = Self.trimmed(cell.text)
            if text.isEmpty { return shown.isEmpty ? .same : .edited("") }
            return .bad("is text where a number belongs", hint: textHint(text))
        case .truth, .error: return .bad("is no number", hint: "type a number")
        case .day:
            return .bad(
                "is a date where a number belongs",
                hint: "clear the cell's date format and type the number again: spreadsheets take 3/4 for a day")
        case .percent where column == .units && isPercent: return hundredfold(cell.text, shown)
        case .percent: return .bad("is a percentage where a number belongs", hint: "type the number itself")
        case .number: return number(cell.text, shown)
        }
    }

    private func hundredfold(_ text: String, _ shown: String) -> InputReading {
        guard let value = Decimals.minorUnits(text, digits: 6) else { return tooLong }
        return number(ForecastFacts.short(Decimals.text(value, digits: 4)), shown)
    }

    private func number(_ text: String, _ shown: String) -> InputReading {
        let text = ForecastFacts.short(text)
        if text == shown { return .same }
        guard Decimals.minorUnits(text, digits: digits) != nil else { return tooLong }
        if column == .units || column == .rate, text.hasPrefix("-") {
            return .bad("is negative", hint: "0 where nothing is left")
        }
        if column == .units, Decimals.minorUnits(text, digits: digits)! > 100_000 * Decimals.power(digits) {
            return .bad("is more than 100,000", hint: "is a digit too many there?")
        }
        return .edited(text)
    }

    private var digits: Int {
        switch column {
        case .units: isPercent ? 4 : 2
        case .rate: 4
        default: minorDigits
        }
    }

    private var tooLong: InputReading {
        .bad("has more than \(digits) decimals, or is too large", hint: "round it to \(digits) decimals")
    }

    /// `1.234,50` may be twelve hundred or one and a bit: people say which.
    private func textHint(_ text: String) -> String {
        let marks = text.filter { $0 == "," || $0 == "." }
        if marks.count > 0, text.allSatisfy({ $0.isNumber || $0.isWhitespace || ",.'-+".contains($0) }) {
            return
                "it is not guessed which mark is the decimal one: type it as your spreadsheet shows numbers, so that it "
                + "stands at the right of the cell"
        }
        return "type a plain number, without currency or letters"
    }

    static func trimmed(_ text: String) -> String {
        var text = Substring(text.replacing("\r\n", with: "\n"))
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
