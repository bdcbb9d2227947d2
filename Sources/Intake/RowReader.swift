import CostModel
import Tables

/// Reads the rows of one file into records. One pass; every row ends up posted, refused or ignored, and every cent with it.
///
/// The row path makes no String and allocates nothing: cells are bytes in the table, texts are interned, columns are numbers.
struct RowReader {
    enum Outcome { case record, refused, ignored }

    let table: Table
    let raw: RawTable
    let profile: Profile
    let currency: Currency
    let money: NumberReader
    let factor: NumberReader
    let rate: NumberReader
    let percent: NumberReader
    let quantity: NumberReader
    let labels: [FoldedText]

    var texts: Texts
    var reading: FileReading
    var layout: Layout
    /// A record with the profile's fixed texts, to begin each with.
    var template: CostRecord
    /// Texts that group rows and labels carry down.
    var carried: [(field: Field, text: TextID)] = []

    var isOutside = false
    var isPastTotal = false
    var totals: RunningTotals
    /// The row in which the file breaks off.
    var cutRow: Int?
    /// Of the row at hand, by slot.
    var values: [Int64]
    var cells: [NumberCell]
    /// The totals of the file leave 64 bits.
    var hasOverflow = false

    /// What `inspect` shows and `read` has no use for.
    let collects: Bool
    var dataRows: [(row: Int, group: TextID)] = []
    var ignored: [(row: Int, reason: IgnoredReason)] = []

    init(
        _ table: Table, _ profile: Profile, _ layout: Layout, currency: Currency?, reading: FileReading, texts: Texts,
        collects: Bool
    ) {
        self.table = table
        raw = table.raw
        self.profile = profile
        self.layout = layout
        self.currency = currency ?? .usd
        money = .money(currency, mark: profile.mark)
        factor = .rate(currency, mark: profile.mark)
        rate = .rate(currency, mark: profile.mark)
        percent = .percent(mark: profile.mark)
        quantity = .quantity(mark: profile.mark)
        labels = profile.labels.map { FoldedText($0.text) }
        self.texts = texts
        self.reading = reading
        self.collects = collects
        template = CostRecord(kind: profile.kind, currency: self.currency)
        totals = RunningTotals(slots: layout.slots.count)
        values = Array(repeating: 0, count: layout.slots.count)
        cells = Array(repeating: .blank, count: layout.slots.count)
        for column in profile.columns {
            guard case .text(let text) = column.source else { continue }
            switch column.field {
            case .date: template.date = profile.fixedDay(.date, text) ?? .none
            case .weekEnding: template.weekEnding = profile.fixedDay(.weekEnding, text) ?? .none
            default: template.setText(column.field, self.texts.intern(text))
            }
        }
    }

    mutating func run() {
        reading.rows.reserveCapacity(table.rowCount * max(1, profile.legs.count + 1))
        for row in 0..<layout.header.row { readPreamble(row) }
        note(layout.header.row, .heading)
        for row in layout.header.row + 1..<table.rowCount { read(row) }
        finish()
    }

    private mutating func read(_ row: Int) {
        if isBlank(row) {
            note(row, .blank)
        } else if isOutside {
            readOutside(row)
        } else if isHeaderAgain(row) {
            note(row, .repeatedHeading)
        } else if !labels.isEmpty, readLabels(row) {
            isOutside = true
            ignore(row, .label)
        } else if let closes = totalKind(row) {
            closeTotal(row, closes)
            ignore(row, .total)
        } else if let rule = layout.ignores.firstIndex(where: { $0.test.holds(raw, row) }) {
            ignore(row, .rule(rule))
        } else if layout.groupColumn != nil, readGroup(row) {
            ignore(row, isPastTotal ? .afterTotal : .group)
        } else {
            readData(row)
        }
    }

    /// Title rows, labels and the stamp, above the first header.
    private mutating func readPreamble(_ row: Int) {
        if row == 0, table.dialect.hasSeparatorLine {
            note(row, .separatorLine)
        } else if isBlank(row) {
            note(row, .blank)
        } else {
            readStamp(row)
            ignore(row, readLabels(row) ? .label : .preamble)
        }
    }

    /// Between the end of one block and the header of the next.
    private mutating func readOutside(_ row: Int) {
        let header = Header(table, row: row)
        if header.missing(profile.neededHeadings, profile).isEmpty {
            layout = Layout(profile, header: header)
            isOutside = false
            note(row, .repeatedHeading)
        } else if readLabels(row) {
            ignore(row, .label)
        } else if let column = layout.dateColumn, day(CellText.content(raw.cell(column, ofRow: row))) != nil {
            // A row that bears a date is no title: better a complaint about it than a cost unseen.
            readData(row)
        } else {
            ignore(row, .outside)
        }
    }

    // MARK: Accounting

    /// A row without money: blank lines and headings.
    mutating func note(_ row: Int, _ reason: IgnoredReason) {
        reading.count.rowsRead += 1
        reading.count.rowsIgnored += 1
        if collects { ignored.append((row, reason)) }
    }

    mutating func ignore(_ row: Int, _ reason: IgnoredReason) {
        note(row, reason)
        let cents = readMoney(row)
        add(cents, to: \.centsRead)
        add(cents, to: \.centsIgnored)
    }

    mutating func add(_ cents: Int64, to path: WritableKeyPath<ImportCount, Int64>) {
        let (sum, overflow) = reading.count[keyPath: path].addingReportingOverflow(cents)
        if overflow { hasOverflow = true } else { reading.count[keyPath: path] = sum }
    }

    private mutating func finish() {
        if table.isRefused {
            refuseAll()
        } else if let row = cutRow {
            let cells = raw.width(ofRow: row)
            report(.truncated(cells: cells, headings: layout.width, file: reading.name, line: table.line(ofRow: row)))
            refuseAll()
        } else if hasOverflow {
            report(.sumTooLarge(file: reading.name))
            reading.count.centsRead = 0
            reading.count.centsIgnored = 0
            refuseAll()
        } else if reading.rows.isEmpty, reading.count.rowsRefused == 0 {
            report(.noRows(file: reading.name))
            reading.coverage = .additions
        } else if reading.stamp.isNone {
            reading.stamp = reading.rows.lazy.map(\.record.date).max() ?? .none
        }
    }

    /// Nothing of the file may be used: a part of it is as dangerous as a wrong row, since what a cumulative export leaves out
    /// counts as vanished.
    mutating func refuseAll() {
        reading.rows = []
        reading.count.rowsRefused = reading.count.rowsRead
        reading.count.rowsIgnored = 0
        reading.count.centsRefused = reading.count.centsRead
        reading.count.centsIgnored = 0
        reading.coverage = .additions
        reading.stamp = .none
    }

    mutating func report(_ diagnostic: Diagnostic) { reading.diagnostics.report(diagnostic) }

    // MARK: Rows that are no records

    private func isBlank(_ row: Int) -> Bool {
        for column in 0..<raw.width(ofRow: row) where !CellText.isBlank(raw.cell(column, ofRow: row)) { return false }
        return true
    }

    /// The same headings in the same columns.
    private func isHeaderAgain(_ row: Int) -> Bool {
        for column in layout.matchColumns {
            let cell = raw.cell(column, ofRow: row)
            let title = raw.cell(column, ofRow: layout.header.row)
            guard cell.count == title.count, cell.elementsEqual(title) else { return false }
        }
        return true
    }

    private func totalKind(_ row: Int) -> Int? {
        layout.totals.firstIndex { $0.test.holds(raw, row) }
    }

    /// Carries what the labels of this row say. False when there is none.
    private mutating func readLabels(_ row: Int) -> Bool {
        var found = false
        for column in 0..<raw.width(ofRow: row) where !labels.isEmpty {
            let text = CellText.content(raw.cell(column, ofRow: row))
            guard let label = labels.firstIndex(where: { $0.equals(text) }) else { continue }
            found = true
            let next = (column + 1..<raw.width(ofRow: row)).first { !CellText.isBlank(raw.cell($0, ofRow: row)) }
            let value = next.map { CellText.content(raw.cell($0, ofRow: row)) }
            // A label with another label behind it has no value.
            let isLabel = value.map { value in labels.contains { $0.equals(value) } } ?? true
            carry(profile.labels[label].field, isLabel ? .empty : texts.intern(value!))
        }
        return found
    }

    mutating func carry(_ field: Field, _ text: TextID) {
        carried.removeAll { $0.field == field }
        carried.append((field, text))
    }

    /// A row with one filled cell, in the group's column.
    private mutating func readGroup(_ row: Int) -> Bool {
        let column = layout.groupColumn!
        let name = CellText.content(raw.cell(column, ofRow: row))
        guard !name.isEmpty else { return false }
        for other in 0..<raw.width(ofRow: row) where other != column && !CellText.isBlank(raw.cell(other, ofRow: row)) {
            return false
        }
        guard !isPastTotal else { return true }
        let rule = profile.groups!
        let end = rule.take == .all ? name.count : name.firstIndex { CellText.isASCIIBlank($0) } ?? name.count
        carry(rule.field, texts.intern(UnsafeRawBufferPointer(rebasing: name[..<end])))
        totals.openGroup(String(decoding: name, as: UTF8.self))
        return true
    }

    private mutating func readStamp(_ row: Int) {
        guard let stamp = profile.stamp, reading.stamp.isNone else { return }
        let word = FoldedText(stamp.text)
        for column in 0..<raw.width(ofRow: row) {
            let text = CellText.content(raw.cell(column, ofRow: row))
            guard let offset = word.offset(in: text) else { continue }
            let rest = CellText.trimmed(UnsafeRawBufferPointer(rebasing: text[(offset + word.count)...]))
            let end = rest.firstIndex { $0 == 0x20 || $0 == 0x2C || $0 == 0x29 } ?? rest.count
            let written = stamp.pattern.text.contains(" ") ? rest : UnsafeRawBufferPointer(rebasing: rest[..<end])
            if let day = stamp.pattern.read(written) {
                reading.stamp = day
            } else {
                report(row, column, .day(patterns: [stamp.pattern], fits: nil))
            }
            return
        }
    }
}

/// Why a row is no record.
enum IgnoredReason: Hashable {
    case separatorLine, preamble, blank, heading, repeatedHeading, label, group, total, outside, afterTotal
    /// An `ignore` rule of the profile.
    case rule(Int)

    func text(_ profile: Profile?) -> String {
        switch self {
        case .separatorLine: "separator line"
        case .preamble: "above the header"
        case .blank: "blank"
        case .heading: "header"
        case .repeatedHeading: "header again"
        case .label: "label"
        case .group: "group"
        case .total: "total"
        case .outside: "between tables"
        case .afterTotal: "after the total"
        case .rule(let index): profile?.ignores[index].reason ?? "rule"
        }
    }
}
