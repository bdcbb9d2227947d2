import CostModel
import Sheets

/// Column widths that fit their content, in Excel's unit: the width of a digit of the default font.
enum Widths {
    static func of(_ sheet: Sheet) -> [Double] {
        sheet.columns.enumerated().map { index, column in
            if let width = column.width { return width }
            var width = heading(column.heading)
            for line in sheet.lines where line.kind != .note && line.kind != .title && index < line.cells.count {
                guard line.cells[index].span == 1 else { continue }
                let isBold = line.kind != .detail || column.isStrong
                width = max(width, cell(line.cells[index], column) * (isBold ? 1.08 : 1))
            }
            // Room for the indent of a text behind figures, and for Excel's own padding.
            return min(max(width + 2.2, 6), column.kind == .prose ? 58 : 46)
        }
    }

    /// Two lines at most: no less than the longest word, no less than half of the whole.
    private static func heading(_ heading: String) -> Double {
        let words = heading.split(separator: " ").map { text(String($0)) * 0.97 }
        return max(words.max() ?? 0, words.count > 1 ? text(heading) * 0.56 : 0)
    }

    private static func cell(_ cell: Cell, _ column: Column) -> Double {
        text(shown(cell.value, column))
    }

    /// The cell as Excel prints it.
    static func shown(_ value: Cell.Value, _ column: Column) -> String {
        switch value {
        case .blank: return ""
        case .text(let text): return text
        case .day: return "30 Sep 2026"
        case .formula(_, let result): return shown(result, column)
        case .number(let number, let digits): return Decimals.grouped(number.magnitude, digits: digits) + " "
        case .money(let money):
            switch column.kind {
            case .cents:
                return "(" + Decimals.grouped(money.minorUnits.magnitude, digits: money.currency.minorDigits) + ")"
            case .variance: return "▲ (" + whole(money) + ")"
            default: return "(" + whole(money) + ")"
            }
        }
    }

    private static func whole(_ money: Money) -> String {
        Decimals.grouped(money.minorUnits.magnitude / UInt64(Decimals.power(money.currency.minorDigits)), digits: 0)
    }

    /// Calibri's proportions, roughly: digits are 1.
    static func text(_ text: String) -> Double {
        var width = 0.0
        for scalar in text.unicodeScalars {
            switch scalar {
            case "i", "j", "l", "I", "'", "|", ".", ",", ":", ";", "!", " ", "·", "’": width += 0.5
            case "f", "r", "t", "(", ")", "[", "]", "-", "/", "\"", "s": width += 0.74
            case "m", "M", "W", "w", "@", "%", "▲", "–", "—", "…": width += 1.6
            case "A"..."Z": width += 1.22
            default: width += scalar.value > 0x2E80 ? 2 : 1.03
            }
        }
        return width
    }

    /// Printed lines of a wrapped text in a column of `width`.
    static func lines(_ content: String, width: Double) -> Int {
        content.split(separator: "\n", omittingEmptySubsequences: false)
            .reduce(0) { $0 + max(1, Int((text(String($1)) * 1.04 / max(width - 1, 1)).rounded(.up))) }
    }
}
