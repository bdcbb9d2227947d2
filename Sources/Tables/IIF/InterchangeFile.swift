import CostModel

extension Table {
    /// QuickBooks Desktop's IIF: several kinds of records, each with headings of its own, in one table.
    ///
    /// The table has the headings of all `!` records, merged by name, behind a column `Record` that says what a row is: `TRNS` and
    /// `SPL` are the legs of a transaction, `ENDTRNS` ends it, all else are lists. The legs of a transaction add up to zero.
    static func readIIF(_ plain: Table) -> Table {
        guard !plain.isRefused else { return plain }
        var file = InterchangeFile(plain)
        file.run()
        var builder = TableBuilder(format: .iif)
        for cell in ["Record"] + file.headings { builder.cell(cell) }
        builder.endRow(line: 1)
        for (row, columns) in file.rows {
            builder.cell(plain.cell(0, ofRow: row))
            for column in columns {
                if column < 0 { builder.blankCell() } else { builder.cell(plain.cell(column, ofRow: row)) }
            }
            builder.endRow(line: plain.line(ofRow: row))
        }
        for problem in plain.problems + file.problems { builder.problem(problem) }
        return builder.finish()
    }
}

private struct InterchangeFile {
    private let table: Table
    private(set) var headings: [String] = []
    /// Rows that are records, and for each heading the column in which that kind of record has it; -1 for none.
    private(set) var rows: [(row: Int, columns: [Int])] = []
    private(set) var problems: [TableProblem] = []
    /// By kind of record: heading to column.
    private var layouts: [String: [String: Int]] = [:]
    private var sum: Int64 = 0
    private var firstLine = 0
    private var isSummable = true

    init(_ table: Table) { self.table = table }

    mutating func run() {
        for row in 0..<table.rowCount where table.width(ofRow: row) > 0 {
            if table.string(0, ofRow: row).hasPrefix("!") { readHeadings(row) }
        }
        for row in 0..<table.rowCount where table.width(ofRow: row) > 0 {
            let record = table.string(0, ofRow: row)
            if record.hasPrefix("!") || record.isEmpty { continue }
            let layout = layouts[record] ?? [:]
            rows.append((row, headings.map { layout[$0] ?? -1 }))
            add(record, row, layout)
        }
    }

    private mutating func readHeadings(_ row: Int) {
        let record = String(table.string(0, ofRow: row).dropFirst())
        var layout: [String: Int] = [:]
        for column in 1..<max(1, table.width(ofRow: row)) {
            let heading = table.string(column, ofRow: row)
            guard !heading.isEmpty, layout[heading] == nil else { continue }
            layout[heading] = column
            if ["TRNS", "SPL"].contains(record), !headings.contains(heading) { headings.append(heading) }
        }
        layouts[record] = layout
    }

    /// Adds a leg up, and compares with zero where the transaction ends.
    private mutating func add(_ record: String, _ row: Int, _ layout: [String: Int]) {
        switch record {
        case "TRNS", "SPL":
            if record == "TRNS" { (sum, firstLine, isSummable) = (0, table.line(ofRow: row), true) }
            guard let column = layout["AMOUNT"], let cents = InterchangeFile.cents(table.string(column, ofRow: row))
            else {
                // What cannot be read is reported with its cell later.
                isSummable = false
                return
            }
            let (total, overflow) = sum.addingReportingOverflow(cents)
            if overflow { isSummable = false } else { sum = total }
        case "ENDTRNS":
            if isSummable, sum != 0 {
                problems.append(
                    .remark(
                        SourceRemark(
                            .totalDiffers, line: firstLine,
                            "the legs of this transaction add up to \(Money(sum, .usd).grouped) instead of zero",
                            hint: "a leg is missing or was changed; export it again")))
            }
            (sum, isSummable) = (0, true)
        default: break
        }
    }

    /// `-4,250.00` in cents; nil when it is no amount.
    private static func cents(_ text: String) -> Int64? {
        let plain = text.filter { $0 != "," && $0 != " " && $0 != "$" }
        let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
        let digits = parts.count == 2 ? parts[1] : ""
        guard parts.count <= 2, digits.count <= 2, plain.count <= 16 else { return nil }
        let padded = parts.first.map { $0 + digits + String(repeating: "0", count: 2 - digits.count) } ?? ""
        return Int64(padded)
    }
}
