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
    /// Foreign currencies that the production has declared.
    let declared: [Currency]
    /// The currency of the row at hand, and what reads its money.
    var rowCurrency: Currency
    var money: NumberReader
    var factor: NumberReader
    var rate: NumberReader
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
    /// Episode, location, unit and tax tag of the row at hand, which become words of its tag.
    var words: TagWriter

    /// Row of the sheet's header, -1 where there is none.
    var isOutside = false
    /// The profile takes the day from the file's name, and it has none.
    var lacksFileDay = false
    var isPastTotal = false
    var totals: RunningTotals
    /// The row in which the file breaks off.
    var cutRow: Int?
    /// Of the row at hand, by slot.
    var values: [Int64]
    var cells: [NumberCell]
    /// Currencies of the rows of data so far.
    var currencies: [Currency] = []
    /// The totals of the file leave 64 bits.
    var hasOverflow = false

    /// What `inspect` shows and `read` has no use for.
    let collects: Bool
    var dataRows: [(row: Int, group: TextID)] = []
    var ignored: [(row: Int, reason: IgnoredReason)] = []

    init(
        _ table: Table, _ profile: Profile, _ layout: Layout, currency: Currency?, currencies: [Currency],
        reading: FileReading, texts: Texts,
        collects: Bool
    ) {
        self.table = table
        raw = table.raw
        self.profile = profile
        self.layout = layout
        self.currency = currency ?? .usd
        declared = currencies
        rowCurrency = self.currency
        money = .money(currency, mark: profile.mark)
        factor = .rate(currency, mark: profile.mark)
        rate = .rate(currency, mark: profile.mark, digits: profile.kind.rateDigits)
        percent = .percent(mark: profile.mark)
        quantity = .quantity(mark: profile.mark)
        labels = profile.labels.map { FoldedText($0.text) }
        words = TagWriter(profile)
        self.texts = texts
        self.reading = reading
        self.collects = collects
        template = CostRecord(kind: profile.kind, currency: self.currency)
        totals = RunningTotals(slots: layout.slots.count)
        values = Array(repeating: 0, count: layout.slots.count)
        cells = Array(repeating: .blank, count: layout.slots.count)
        for column in profile.columns {
            if case .fileName(let pattern) = column.source {
                let day = pattern.first(in: reading.name)
                if column.field == .date { template.date = day ?? .none } else { template.weekEnding = day ?? .none }
                lacksFileDay = lacksFileDay || day == nil
            }
            guard case .text(let text) = column.source else { continue }
            switch column.field {
            case .date: template.date = profile.fixedDay(.date, text) ?? .none
            case .weekEnding: template.weekEnding = profile.fixedDay(.weekEnding, text) ?? .none
            case .episode, .location, .unit, .tax: words.fixed[column.field.word!] = self.texts.intern(text)
            default: template.setText(column.field, self.texts.intern(text))
            }
        }
    }

    mutating func run() {
        reading.rows.reserveCapacity(table.rowCount * max(1, profile.legs.count + 1))
        for range in table.ranges { readSheet(range.sheet, range.rows) }
        finish()
    }

    /// A sheet of a workbook, or the whole of any other file.
    private mutating func readSheet(_ sheet: String?, _ rows: Range<Int>) {
        let isFirst = rows.contains(layout.header.row) || layout.header.isPositional
        let header = isFirst ? layout.header : Header.find(profile, in: table, rows)
        guard profile.reads(sheet), let header, header.missing(profile.neededHeadings, profile).isEmpty else {
            for row in rows { isBlank(row) ? note(row, .blank) : ignore(row, .otherSheet) }
            return
        }
        if !isFirst { adopt(header) }
        (isOutside, isPastTotal) = (false, false)
        carried = []
        totals.closeAll()
        totals.closeBlock()
        let start = header.isPositional ? rows.lowerBound : header.row + 1
        for row in rows.lowerBound..<max(rows.lowerBound, header.row) {
            if row == header.row - 1, layout.groupColumn != nil, profile.groups!.isAboveHeader, readGroup(row) {
                ignore(row, .group)
            } else {
                readPreamble(row)
            }
        }
        if !header.isPositional { note(header.row, .heading) }
        resolveDays()
        for row in start..<rows.upperBound { read(row) }
    }

    /// Further rows are read under another header, which may have other columns.
    mutating func adopt(_ header: Header) {
        layout = Layout(profile, header: header)
        guard layout.slots.count != values.count else { return }
        values = Array(repeating: 0, count: layout.slots.count)
        cells = Array(repeating: .blank, count: layout.slots.count)
        totals = RunningTotals(slots: layout.slots.count)
    }

    private mutating func read(_ row: Int) {
        if isBlank(row) {
            note(row, .blank)
        } else if isOutside {
            readOutside(row)
        } else if isHeaderAgain(row) {
            note(row, .repeatedHeading)
            if profile.wide != nil { turnPage(row) }
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
            adopt(header)
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
        if lacksFileDay {
            let pattern = profile.columns.lazy.compactMap { column in
                if case .fileName(let pattern) = column.source { pattern } else { nil }
            }.first
            report(.noDayInName(pattern?.text ?? "", file: reading.name))
        }
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
            // No transfer yet, no deal yet: a list that people keep may begin empty.
            if !profile.kind.isSetUp { report(.noRows(file: reading.name)) }
            reading.coverage = .additions
        } else if reading.stamp.isNone, reading.coverage != .all, !profile.kind.isSetUp {
            // A list that is the whole truth may well end earlier than it did, and so may a plan, whose days lie ahead: without
            // a date of its own the one that arrives later is the newer. A file that only corrects what is old has the date
            // of its name: its rows would make it older than what it corrects.
            let latest = reading.rows.lazy.map(\.record.date).max() ?? .none
            reading.stamp = max(latest, DayPattern.iso.first(in: reading.name) ?? .none)
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
}
