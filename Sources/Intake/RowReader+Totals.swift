import CostModel
import Tables

extension RowReader {
    /// Compares a total with the rows that it closes, column by column.
    mutating func closeTotal(_ row: Int, _ rule: Int) {
        let (test, closes, tolerance) = layout.totals[rule]
        switch closes {
        case .all:
            compare(row, [totals.file, totals.sinceTotal], tolerance)
            totals.closeAll()
            isPastTotal = true
        case .block:
            compare(row, [totals.block], tolerance)
            totals.closeBlock()
            isOutside = true
        case .group:
            let text = CellText.content(raw.cell(test.column, ofRow: row))
            let name = CellText.trimmed(UnsafeRawBufferPointer(rebasing: text[test.prefixLength(of: text)...]))
            if let group = totals.group(named: String(decoding: name, as: UTF8.self)) {
                compare(row, [group.own, group.all], tolerance)
            } else {
                report(
                    .groupUnknown(
                        String(decoding: text, as: UTF8.self), file: reading.name, line: table.line(ofRow: row)))
            }
            if let groups = profile.groups { carry(groups.field, .empty) }
        }
    }

    /// A stated total must be one of `sums`; the last of them is the one that is shown.
    private mutating func compare(_ row: Int, _ sums: [RunningTotals.Sums], _ tolerance: Int64) {
        _ = readMoney(row)
        guard let shown = sums.last, !shown.isIncomplete else { return }
        guard currencies.count <= 1 else {
            report(row, nil, .totalMixed(currencies))
            return
        }
        for slot in layout.slots.indices where layout.slots[slot].priceColumn < 0 {
            let column = filledColumn(row, slot)
            switch cells[slot] {
            case .blank: break
            case .failed(let failure): reportAmount(row, column, failure, by: money)
            case .value where sums.contains(where: { abs($0.slots[slot] - values[slot]) <= tolerance }): break
            case .value:
                let place = table.place(ofCell: column, inRow: row)
                let sign = layout.slots[slot].sign
                report(
                    .totalDiffers(
                        value(row, column), field: layout.title(column),
                        rows: Money(sign * shown.slots[slot], rowCurrency),
                        difference: Money(sign * (values[slot] - shown.slots[slot]), rowCurrency), file: reading.name,
                        line: place.line, column: place.column))
            }
        }
    }
}
