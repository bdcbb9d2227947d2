import CostModel
import Sheets
import Tables

/// A cell that is not the reader's to change.
enum LockedCell {
    static let hint = "only the shaded cells of the sheet of estimates are read back"

    /// What stands there now, where it is not what went out; nil where it is. What a formula comes to may change.
    static func change(_ cell: RawWorkbook.Cell?, was shown: String, _ formula: String?, isMoved: Bool) -> String? {
        if let formula {
            guard let typed = cell?.formula else { return cell?.text ?? "" }
            if FormulaText.normal(typed) == FormulaText.normal(formula) { return nil }
            if isMoved || cell!.isShared, FormulaText.shape(typed) == FormulaText.shape(formula) { return nil }
            return "=" + typed
        }
        if let typed = cell?.formula { return "=" + typed }
        let text = cell.map { $0.kind == .text ? $0.text : ForecastFacts.short($0.text) } ?? ""
        return InputCell.trimmed(text) == InputCell.trimmed(shown) ? nil : text
    }
}
