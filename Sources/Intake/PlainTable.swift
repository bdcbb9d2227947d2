import CostModel
import Tables

/// What a file without a profile seems to be: where its table begins and ends, which rows name the columns, and which of the
/// others are no data. Only `inspect` shows it and only a draft is made from it: nothing is posted by a guess.
struct PlainTable {
    /// As a header would name them; `column 1` where the file has no header.
    private(set) var columns: [String] = []
    /// First row of the header; nil where the file has none.
    private(set) var headerRow: Int?
    private(set) var dataRows: [Int] = []
    private(set) var ignored: [(row: Int, reason: String)] = []
    /// Rows before the table.
    private(set) var preamble = 0
    private let table: Table

    init(_ table: Table) {
        self.table = table
        guard table.rowCount > 0 else { return }
        let blocks = PlainTable.blocks(of: table)
        guard let main = blocks.max(by: { $0.weight < $1.weight }) else {
            ignored = (0..<table.rowCount).map { ($0, "blank") }
            return
        }
        let first = blocks.first { $0.weight == main.weight }!
        read(first, besides: blocks)
    }

    /// A run of rows that belong together.
    struct Block {
        var rows: Range<Int>
        /// Cells that most of its rows have.
        var width: Int
        /// Filled cells in all.
        var weight: Int
    }

    // MARK: Blocks

    /// Runs between blank rows, cut where the width changes for good; runs that only a blank row sets apart are one.
    static func blocks(of table: Table) -> [Block] {
        var blocks: [Block] = []
        var start: Int?
        for row in 0...table.rowCount {
            let isSeparator = row == 0 && table.dialect.hasSeparatorLine
            let isBlank = row == table.rowCount || isSeparator || filled(table, row) == 0
            if !isBlank, start == nil { start = row }
            if isBlank, let begin = start {
                for run in runs(table, begin..<row) { join(block(table, run), to: &blocks, table) }
                start = nil
            }
        }
        return blocks
    }

    /// Cuts where three rows and more have another width than those before.
    private static func runs(_ table: Table, _ rows: Range<Int>) -> [Range<Int>] {
        var cuts = [rows.lowerBound]
        var row = rows.lowerBound
        while row < rows.upperBound {
            let width = table.width(ofRow: row)
            var end = row + 1
            while end < rows.upperBound, table.width(ofRow: end) == width { end += 1 }
            if end - row >= 3, row > cuts.last!, changes(table, cuts.last!..<row, to: width) { cuts.append(row) }
            row = end
        }
        return cuts.indices.map { cuts[$0]..<($0 + 1 < cuts.count ? cuts[$0 + 1] : rows.upperBound) }
    }

    /// One or two rows that are nearly as wide are the table's own beginning, with a cell too many or too few.
    private static func changes(_ table: Table, _ rows: Range<Int>, to width: Int) -> Bool {
        let usual = usualWidth(table, rows)
        return usual != width && (rows.count > 2 || usual * 2 <= width || width * 2 <= usual)
    }

    private static func block(_ table: Table, _ rows: Range<Int>) -> Block {
        let weight = rows.reduce(0) { $0 + filled(table, $1) }
        return Block(rows: rows, width: usualWidth(table, rows), weight: weight)
    }

    /// A blank row inside of a table is a blank row; a new header begins a new table.
    private static func join(_ block: Block, to blocks: inout [Block], _ table: Table) {
        guard var last = blocks.last, last.width == block.width, last.rows.count > 1, last.width > 1,
            !Shapes(table, last.rows).isHeaderLike(block.rows.lowerBound)
        else {
            blocks.append(block)
            return
        }
        last.rows = last.rows.lowerBound..<block.rows.upperBound
        last.weight += block.weight
        blocks[blocks.count - 1] = last
    }

    private static func usualWidth(_ table: Table, _ rows: Range<Int>) -> Int {
        var counts: [Int: Int] = [:]
        for row in rows { counts[table.width(ofRow: row), default: 0] += 1 }
        return counts.max { ($0.value * $0.key, $0.key) < ($1.value * $1.key, $1.key) }?.key ?? 0
    }

    static func filled(_ table: Table, _ row: Int) -> Int {
        (0..<table.width(ofRow: row)).count { !CellText.isBlank(table.cell($0, ofRow: row)) }
    }

    // MARK: The table

    private mutating func read(_ block: Block, besides blocks: [Block]) {
        let rows = trimmed(block)
        let shapes = Shapes(table, rows)
        let header = shapes.headerRows
        headerRow = header.isEmpty ? nil : header.lowerBound
        preamble = rows.lowerBound
        let width = usedWidth(rows, block.width)
        columns = titles(header, width, block.width)
        let titles = header.isEmpty ? nil : strings(header.lowerBound)
        for row in 0..<table.rowCount {
            if row == 0, table.dialect.hasSeparatorLine {
                ignored.append((row, "separator line"))
            } else if PlainTable.filled(table, row) == 0 {
                ignored.append((row, "blank"))
            } else if !rows.contains(row) {
                let other = blocks.contains {
                    $0.rows.contains(row) && $0.rows != block.rows && isTable($0, besides: block)
                }
                ignored.append(
                    (row, other ? "another table" : row < rows.lowerBound ? "above the header" : "below the table"))
            } else if header.contains(row) {
                continue
            } else if let titles, strings(row) == titles {
                ignored.append((row, "header again"))
            } else if let reason = notData(row, width) {
                ignored.append((row, reason))
            } else {
                dataRows.append(row)
            }
        }
    }

    /// Pairs of a key and a value above a wider table are titles, and no table.
    private func isTable(_ other: Block, besides main: Block) -> Bool {
        guard other.width > 1, other.rows.count > 1 else { return false }
        let fullest = other.rows.map { PlainTable.filled(table, $0) }.max() ?? 0
        return fullest > 2 || main.width <= 3 || other.rows.lowerBound > main.rows.lowerBound
    }

    /// Without title rows above and notes below: rows with one filled cell at the ends of a table of several columns.
    private func trimmed(_ block: Block) -> Range<Int> {
        guard block.width > 2 else { return block.rows }
        var (start, end) = (block.rows.lowerBound, block.rows.upperBound)
        func isNote(_ row: Int) -> Bool {
            let filled = PlainTable.filled(table, row)
            return filled <= 1 || (table.width(ofRow: row) * 2 < block.width && filled * 3 < block.width)
        }
        let sample = start..<min(end, start + 200)
        let fullest = sample.map { PlainTable.filled(table, $0) }.max() ?? 0
        func isPair(_ row: Int) -> Bool {
            // `Week ending:,2026-05-02,,`; what begins blank is the upper row of a header of two.
            PlainTable.filled(table, row) <= 2 && fullest > 3 && !CellText.isBlank(table.cell(0, ofRow: row))
        }
        while start < end - 2, isNote(start) || isPair(start) { start += 1 }
        while end > start + 1, isNote(end - 1) { end -= 1 }
        return start..<end
    }

    /// Without columns that are blank from top to bottom at the right.
    private func usedWidth(_ rows: Range<Int>, _ usual: Int) -> Int {
        var width = usual
        while width > 1, rows.allSatisfy({ CellText.isBlank(table.cell(width - 1, ofRow: $0)) }) { width -= 1 }
        return width
    }

    /// The names of the columns: as many as the rows have cells, and more where the header is filled further.
    private func titles(_ header: Range<Int>, _ width: Int, _ usual: Int) -> [String] {
        if header.count == 1, table.width(ofRow: header.lowerBound) == usual + 1 {
            // A delimiter too many in the header: its names belong over the cells all the same.
            let named = strings(header.lowerBound).filter { !$0.isEmpty }
            if named.count == usual { return named }
        }
        let filled = header.map { row in
            (0..<table.width(ofRow: row)).last { !CellText.isBlank(table.cell($0, ofRow: row)) }.map { $0 + 1 } ?? 0
        }
        return (0..<max(width, filled.max() ?? 0)).map { name(of: $0, header) }
    }

    private func name(of column: Int, _ header: Range<Int>) -> String {
        let parts = header.map { table.string(column, ofRow: $0) }.filter { !$0.isEmpty }
        if header.isEmpty { return "column \(column + 1)" }
        return parts.joined(separator: " ")
    }

    func strings(_ row: Int) -> [String] { (0..<table.width(ofRow: row)).map { table.string($0, ofRow: row) } }

    /// The row's cells, as many as there are columns, and more only where they are filled.
    func cells(_ row: Int) -> [String] {
        var cells = strings(row)
        while cells.count > columns.count, cells.last!.isEmpty { cells.removeLast() }
        return cells
    }

    private func notData(_ row: Int, _ width: Int) -> String? {
        guard width > 2 else { return nil }
        let first = (0..<table.width(ofRow: row)).first { !CellText.isBlank(table.cell($0, ofRow: row)) } ?? 0
        let word = Header.folded(table.string(first, ofRow: row))
        if ["total", "totals", "grand total", "subtotal", "sub total", "sum"].contains(word)
            || word.hasPrefix("total for ")
        {
            return "total"
        }
        let isAlone = first == 0 && PlainTable.filled(table, row) == 1 && table.width(ofRow: row) >= width
        return isAlone && !CellShape(table.cell(0, ofRow: row)).isTyped ? "group" : nil
    }
}
