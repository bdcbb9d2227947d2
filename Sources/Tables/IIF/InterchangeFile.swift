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
    /// By kind of record: heading to column, as the last `!` record above says.
    private var layouts: [String: [String: Int]] = [:]
    private var transaction: Transaction?
    private var hasEnds = false

    /// What has been added up of one that has not ended.
    private struct Transaction {
        var line: Int
        var cents: Int64 = 0
        var isSummable = true
    }

    init(_ table: Table) { self.table = table }

    mutating func run() {
        let records = (0..<table.rowCount).filter { table.width(ofRow: $0) > 0 }
        for row in records where isHeadings(row) {
            let record = kind(row)
            if record == "!ENDTRNS" { hasEnds = true }
            guard record == "!TRNS" || record == "!SPL" else { continue }
            for heading in layout(row).sorted(by: { $0.value < $1.value }).map(\.key)
            where !headings.contains(heading) { headings.append(heading) }
        }
        for row in records {
            let record = kind(row)
            if record.isEmpty { continue }
            if isHeadings(row) {
                // A file may change the order of its cells on the way.
                layouts[String(record.dropFirst())] = layout(row)
                continue
            }
            if layouts[record] == nil { reportMissing(record, row) }
            let layout = layouts[record] ?? [:]
            rows.append((row, headings.map { layout[$0] ?? -1 }))
            add(record, row, layout)
        }
        end(isLast: true)
    }

    private func kind(_ row: Int) -> String { table.string(0, ofRow: row) }

    private func isHeadings(_ row: Int) -> Bool { table.cell(0, ofRow: row).first == 0x21 }

    /// Heading to column; of two alike the first.
    private func layout(_ row: Int) -> [String: Int] {
        var layout: [String: Int] = [:]
        for column in 1..<max(1, table.width(ofRow: row)) {
            let heading = table.string(column, ofRow: row)
            if !heading.isEmpty, layout[heading] == nil { layout[heading] = column }
        }
        return layout
    }

    private mutating func reportMissing(_ record: String, _ row: Int) {
        layouts[record] = [:]
        guard record == "TRNS" || record == "SPL" else { return }
        problems.append(
            .remark(
                SourceRemark(
                    .headingMissing, line: table.line(ofRow: row),
                    "no !\(record) line says above what the cells of \(record) lines are", hint: "export it again")))
    }

    /// Adds a leg up, and compares with zero where the transaction ends.
    private mutating func add(_ record: String, _ row: Int, _ layout: [String: Int]) {
        switch record {
        case "TRNS":
            end(isLast: false)
            transaction = Transaction(line: table.line(ofRow: row))
            addLeg(row, layout)
        case "SPL":
            if transaction == nil {
                differ(table.line(ofRow: row), "this leg belongs to no transaction", hint: "its TRNS line is missing")
            }
            addLeg(row, layout)
        case "ENDTRNS":
            hasEnds = true
            compare()
        default: break
        }
    }

    private mutating func addLeg(_ row: Int, _ layout: [String: Int]) {
        guard let column = layout["AMOUNT"], let cents = InterchangeFile.cents(table.string(column, ofRow: row)),
            let sum = transaction?.cents.addingReportingOverflow(cents), !sum.overflow
        else {
            // What cannot be read is reported with its cell later.
            transaction?.isSummable = false
            return
        }
        transaction?.cents = sum.partialValue
    }

    /// A transaction without an ENDTRNS: some programs write none, but where they do the last one is cut off.
    private mutating func end(isLast: Bool) {
        if isLast, hasEnds, let transaction {
            problems.append(
                .remark(
                    SourceRemark(
                        .fileTruncated, line: transaction.line,
                        "the file ends in the middle of this transaction: there is no ENDTRNS",
                        hint: "it was cut short on its way; copy or export it again. Nothing of the file was used")))
        } else {
            compare()
        }
    }

    private mutating func compare() {
        if let transaction, transaction.isSummable, transaction.cents != 0 {
            differ(
                transaction.line,
                "the legs of this transaction add up to \(Money(transaction.cents, .usd).grouped) instead of zero",
                hint: "a leg is missing or was changed; export it again")
        }
        transaction = nil
    }

    private mutating func differ(_ line: Int, _ what: String, hint: String) {
        problems.append(.remark(SourceRemark(.totalDiffers, line: line, what, hint: hint)))
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
