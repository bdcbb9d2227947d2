import CostModel
import Tables

extension RowReader {
    /// Reads the money of a row into `cells` and `values`; returns the sum of what can be read.
    mutating func readMoney(_ row: Int, isData: Bool = false) -> Int64 {
        if !declared.isEmpty { takeCurrency(row, isData: isData) }
        var sum: Int64 = 0
        for index in layout.slots.indices {
            let slot = layout.slots[index]
            var cell: NumberCell
            if slot.priceColumn < 0 {
                cell = money.read(raw.cell(slot.column, ofRow: row))
                if cell == .blank, slot.otherColumn >= 0 { cell = money.read(raw.cell(slot.otherColumn, ofRow: row)) }
            } else {
                cell = product(
                    factor.read(raw.cell(slot.column, ofRow: row)), factor.read(raw.cell(slot.priceColumn, ofRow: row)))
            }
            if case .value(let value) = cell {
                values[index] = slot.sign * value
                sum += values[index]
            } else {
                values[index] = 0
            }
            cells[index] = cell
        }
        if !layout.negations.isEmpty, layout.negations.contains(where: { $0.holds(raw, row) }) {
            for index in values.indices { values[index] = -values[index] }
            return -sum
        }
        return sum
    }

    /// Both to four decimals; their product rounded half away from zero to the minor unit, once.
    private func product(_ quantity: NumberCell, _ price: NumberCell) -> NumberCell {
        switch (quantity, price) {
        case (.failed, _): return quantity
        case (_, .failed): return price
        case (.value(let first), .value(let second)):
            let divisor = Int128(Decimals.power(8 - money.digits))
            let product = Int128(first) * Int128(second)
            let rounded = (product + (product < 0 ? -divisor : divisor) / 2) / divisor
            guard rounded.magnitude <= UInt128(Limits.amountMinorMax) else { return .failed(.tooLarge) }
            return .value(Int64(rounded))
        default: return .blank
        }
    }

    /// The cell that an amount comes from; of a product that failed, the one that did.
    func filledColumn(_ row: Int, _ slot: Int) -> Int {
        let slot = layout.slots[slot]
        if slot.otherColumn >= 0, CellText.isBlank(raw.cell(slot.column, ofRow: row)) { return slot.otherColumn }
        guard slot.priceColumn >= 0, !factor.read(raw.cell(slot.column, ofRow: row)).isFailure else {
            return slot.column
        }
        return slot.priceColumn
    }
}

extension NumberCell {
    var isFailure: Bool {
        if case .failed = self { return true }
        return false
    }
}
