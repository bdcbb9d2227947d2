import CostModel
import Sheets

extension Grid {
    /// From here on the rows are streamed, below their total: thousands are read by filter, not by eye.
    private static var longFrom: Int { 2_000 }

    /// Adds a line for each row, and a total of the columns in `totals`: below the rows, or above them where there are many.
    func addRows<Row>(
        _ rows: [Row], totals: [(column: C, sum: (Row) -> Money)], _ cell: (C, Row) -> Cell
    ) {
        guard !rows.isEmpty else { return }
        let zero = totals.isEmpty ? nil : Money.zero(totals[0].sum(rows[0]).currency)
        let title = columns.first
        func total(_ column: C, _ cell: (Money) -> Cell) -> Cell {
            guard let zero, let own = totals.first(where: { $0.column == column }) else {
                return column == title ? .text("Total") : .blank
            }
            return cell(rows.reduce(zero) { $0 + own.sum($1) })
        }
        guard rows.count >= Self.longFrom else {
            let first = nextRow
            for row in rows { add(.detail) { cell($0, row) } }
            guard zero != nil else { return }
            let range = first...nextRow - 1
            return add(.grand) { column in total(column) { sum(column, [range], $0) } }
        }
        if zero != nil {
            let range = nextRow + 1...nextRow + rows.count
            add(.category) { column in
                total(column) { .formula("SUBTOTAL(109,\(Formula.range(range, place(column)!)))", $0) }
            }
        }
        set(detail: PlainRows(rows.map { row in columns.map { cell($0, row).value } }))
    }
}

/// Rows of plain cells, streamed.
private struct PlainRows: DetailRows {
    private enum Value { case blank, text(TextID), money(Money), day(Day), number(Int64, Int) }

    let texts: Texts
    let count: Int
    private let cells: [Value]
    private let columnCount: Int

    init(_ rows: [[Cell.Value]]) {
        var texts = Texts()
        count = rows.count
        columnCount = rows.first?.count ?? 0
        cells = rows.joined().map { value in
            switch value {
            case .blank: .blank
            case .text(let text): text.isEmpty ? .blank : .text(texts.intern(text))
            case .money(let amount), .formula(_, .money(let amount)): .money(amount)
            case .day(let day): .day(day)
            case .number(let value, let digits): .number(value, digits)
            case .formula: .blank
            }
        }
        self.texts = texts
    }

    func write(_ range: Range<Int>, to sink: inout some DetailSink) {
        for row in range {
            for cell in cells[row * columnCount..<(row + 1) * columnCount] {
                switch cell {
                case .blank: sink.blank()
                case .text(let id): sink.shared(id)
                case .money(let amount): sink.money(amount)
                case .day(let day): sink.day(day)
                case .number(let value, let digits): sink.number(value, digits: digits)
                }
            }
            sink.endRow()
        }
    }
}
