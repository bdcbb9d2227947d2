import CostModel
import Tables

/// Rows in other currencies than the production's, where it has declared them.
extension RowReader {
    /// Makes ready for the money of a row: that of the currency that its column names, else its heading, else its sign;
    /// else that of the production. A total or a heading is in the currency of the rows above it.
    mutating func takeCurrency(_ row: Int, isData: Bool) {
        let usual = isData ? currency : currencies.last ?? currency
        let found = namedCurrency(row) ?? headingCurrency ?? signedCurrency(row) ?? usual
        if isData, currencies.last != found {
            currencies.removeAll { $0 == found }
            currencies.append(found)
        }
        guard found != rowCurrency else { return }
        rowCurrency = found
        money = .money(found, mark: profile.mark)
        factor = .rate(found, mark: profile.mark)
        rate = .rate(found, mark: profile.mark, digits: profile.kind.rateDigits)
    }

    /// The code in a cell. Some write the name before it: `United States Dollar - USD`.
    func currencyCode(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
        let cell = CellText.content(raw.cell(column, ofRow: row))
        return UnsafeRawBufferPointer(rebasing: cell[(cell.lastIndex(of: 0x20) ?? -1).advanced(by: 1)...])
    }

    /// `EUR`, `eur` or `€`.
    func means(_ code: UnsafeRawBufferPointer, _ currency: Currency) -> Bool {
        if FoldedText(currency.description).equals(code) { return true }
        guard let sign = CurrencySign(code, at: 0, poundsLost: false) else { return false }
        return sign.length == code.count && sign.mayMean(currency)
    }

    /// nil when the column is blank. What is not declared is the production's own, and refused by `checkMoney`.
    private func namedCurrency(_ row: Int) -> Currency? {
        guard let column = layout.currencyColumn else { return nil }
        let code = currencyCode(row, column)
        guard !code.isEmpty else { return nil }
        if means(code, currency) { return currency }
        return declared.first { means(code, $0) } ?? currency
    }

    private var headingCurrency: Currency? {
        guard let code = layout.headingCurrency?.uppercased() else { return nil }
        return declared.first { $0.description == code } ?? currency
    }

    /// `€12.00`: the first declared currency that a cell's sign may mean, where it cannot mean the production's.
    private func signedCurrency(_ row: Int) -> Currency? {
        let own = NumberReader.money(currency, mark: profile.mark)
        for slot in layout.slots {
            for column in [slot.column, slot.priceColumn, slot.otherColumn] where column >= 0 {
                let cell = raw.cell(column, ofRow: row)
                guard own.read(cell) == .failed(.foreign) else { continue }
                return declared.first { currency in
                    if case .failed = NumberReader.rate(currency, mark: profile.mark).read(cell) { false } else { true }
                }
            }
        }
        return nil
    }
}

extension RowProblem {
    static let foreignHint = "convert the amount, or declare its currency under `currencies` in production.yaml"

    static func totalMixed(_ currencies: [Currency]) -> Parts {
        (
            .totalUnchecked,
            "states a total of rows in \(currencies.map(\.description).joined(separator: " and ")): it was not compared",
            "export a file for each currency if its total is to be proved"
        )
    }
}
