import Tables

/// What the columns of a run of rows hold, for telling its header from its data.
struct Shapes {
    private let table: Table
    private let rows: Range<Int>
    /// For each column whether most of its filled cells are numbers, days and the like below the first rows.
    private let typed: [Bool]
    /// For each column whether most of its filled cells are plain numbers that are no years.
    private let counted: [Bool]

    /// Rows that are looked at, and rows that a header may have.
    private static let rowsMax = 200
    private static let headerRowsMax = 3

    init(_ table: Table, _ rows: Range<Int>) {
        self.table = table
        self.rows = rows
        // The lower half says what the data is, however many rows the header has.
        let sample = rows.count > 8 ? rows.dropFirst(4).prefix(Shapes.rowsMax) : rows.suffix(max(1, rows.count / 2))
        let width = rows.map { table.width(ofRow: $0) }.max() ?? 0
        counted = (0..<width).map { column in
            let cells = sample.map { table.cell(column, ofRow: $0) }.filter { CellShape($0) != .blank }
            return !cells.isEmpty
                && cells.count { CellShape($0) == .number && !Shapes.isYear($0) } * 3 >= cells.count * 2
        }
        typed = (0..<width).map { column in
            var (yes, no) = (0, 0)
            for row in sample {
                switch CellShape(table.cell(column, ofRow: row)) {
                case .blank: break
                case .number, .day, .time, .address: yes += 1
                case .words, .other: no += 1
                }
            }
            return yes > 0 && yes * 3 >= (yes + no) * 2
        }
    }

    /// The rows at the top that name the columns: none, or up to three.
    var headerRows: Range<Int> {
        let start = rows.lowerBound
        guard rows.count > 1 else {
            // Alone, a row of words is a header without data.
            return looksLikeNames(start) ? start..<start + 1 : start..<start
        }
        guard isHeaderLike(start) else { return start..<start }
        var end = start + 1
        while end < rows.upperBound - 1, end - start < Shapes.headerRowsMax, typed.contains(true), isHeaderLike(end),
            looksLikeNames(end), PlainTable.filled(table, end) * 2 >= PlainTable.filled(table, start)
        {
            end += 1
        }
        return start..<end
    }

    /// Where the columns hold numbers and days, this row holds words.
    func isHeaderLike(_ row: Int) -> Bool {
        let columns = typed.indices.filter { typed[$0] }
        guard !columns.isEmpty else { return looksLikeNames(row) && differs(row) }
        if isGridHeader(row, columns) { return true }
        let shapes = columns.map { CellShape(table.cell($0, ofRow: row)) }
        let words = shapes.count { $0 == .words || $0 == .other }
        let isTyped = shapes.contains { $0.isTyped }
        // A heading may be a number (a year, a day of a roster), but not most of them; and it may be blank.
        return words > 0 && (!isTyped || (words * 2 > shapes.count && looksLikeNames(row)))
    }

    /// `Name,4/13/2026,4/14/2026` over hours, `Account,2025,2026` over amounts: beside words, days or years in order, each over a column
    /// of plain numbers.
    private func isGridHeader(_ row: Int, _ columns: [Int]) -> Bool {
        let dated = columns.filter { column in
            let cell = table.cell(column, ofRow: row)
            return CellShape(cell) == .day || Shapes.isYear(cell)
        }
        guard dated.count >= 2, dated.allSatisfy({ counted[$0] }) else { return false }
        let others = (0..<table.width(ofRow: row)).filter { !dated.contains($0) }.map {
            CellShape(table.cell($0, ofRow: row))
        }
        return others.contains(.words) && others.allSatisfy { !$0.isTyped }
            && Set(dated.map { table.string($0, ofRow: row) }).count == dated.count
    }

    private static func isYear(_ cell: UnsafeRawBufferPointer) -> Bool {
        guard cell.count == 4, cell.allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
        return (cell[0] == 0x31 && cell[1] == 0x39) || (cell[0] == 0x32 && cell[1] == 0x30)
    }

    /// Short words, all different, none of them a number.
    private func looksLikeNames(_ row: Int) -> Bool {
        let width = table.width(ofRow: row)
        var seen: Set<String> = []
        for column in 0..<width {
            let cell = table.cell(column, ofRow: row)
            if CellText.isBlank(cell) { continue }
            guard !CellShape(cell).isTyped, cell.count <= 60 else { return false }
            seen.insert(String(decoding: cell, as: UTF8.self))
        }
        return !seen.isEmpty
    }

    /// Among rows of nothing but words, a header's words occur in no other row of their column, and it is full.
    private func differs(_ row: Int) -> Bool {
        let width = table.width(ofRow: row)
        guard (0..<width).allSatisfy({ !CellText.isBlank(table.cell($0, ofRow: row)) }) else { return false }
        for other in rows.prefix(Shapes.rowsMax) where other != row {
            for column in 0..<width
            where table.cell(column, ofRow: row).elementsEqual(table.cell(column, ofRow: other)) { return false }
        }
        return true
    }
}
