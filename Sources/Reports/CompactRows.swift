import CostModel
import Sheets

/// Cells by the thousand, kept small and written as streamed rows: roles and links are left out, as on the sheets of transactions.
struct CompactRows: DetailRows {
    private enum Value {
        case blank
        case text(TextID)
        case money(Money)
        case day(Day)
        case number(Int64, digits: Int)
    }

    private(set) var texts = Texts()
    private var values: [Value] = []
    private let width: Int

    init(width: Int) { self.width = width }

    var count: Int { width == 0 ? 0 : values.count / width }

    mutating func append(_ cell: Cell) {
        switch cell.value {
        case .blank, .formula(_, .blank): values.append(.blank)
        case .text(let text): values.append(text.isEmpty ? .blank : .text(texts.intern(text)))
        case .money(let amount), .formula(_, .money(let amount)): values.append(.money(amount))
        case .day(let day): values.append(.day(day))
        case .number(let value, let digits): values.append(.number(value, digits: digits))
        case .formula: values.append(.blank)
        }
    }

    func write(_ range: Range<Int>, to sink: inout some DetailSink) {
        for row in range {
            for value in values[row * width..<(row + 1) * width] {
                switch value {
                case .blank: sink.blank()
                case .text(let id): sink.shared(id)
                case .money(let amount): sink.money(amount)
                case .day(let day): sink.day(day)
                case .number(let number, let digits): sink.number(number, digits: digits)
                }
            }
            sink.endRow()
        }
    }
}

extension Grid {
    /// From here on a list is read by filter, not by eye.
    private static var longFrom: Int { 2_000 }

    /// Adds a row for each item and the total of the columns in `sums`: below them, or above and streamed where there are thousands.
    func addList<Item>(_ items: [Item], sums: [C: Money] = [:], _ cell: (Item, C) -> Cell) {
        guard !items.isEmpty else { return }
        guard items.count < Self.longFrom else { return addLong(items, sums, cell) }
        let rows = [nextRow...nextRow + items.count - 1]
        for item in items { add(.detail) { cell(item, $0) } }
        guard !sums.isEmpty else { return }
        let title = columns.first
        add(.grand) { column in
            sums[column].map { sum(column, rows, $0) } ?? (column == title ? .text("Total") : .blank)
        }
    }

    private func addLong<Item>(_ items: [Item], _ sums: [C: Money], _ cell: (Item, C) -> Cell) {
        let rows = nextRow + 1...nextRow + items.count
        let title = columns.first
        if !sums.isEmpty {
            add(.category) { column in
                guard let total = sums[column], let place = place(column) else {
                    return column == title ? .text("Total") : .blank
                }
                return .formula("SUBTOTAL(109,\(Formula.range(rows, place)))", total)
            }
        }
        var detail = CompactRows(width: columns.count)
        for item in items {
            for column in columns { detail.append(cell(item, column)) }
        }
        set(detail: detail)
    }
}
