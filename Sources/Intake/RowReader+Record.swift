import CostModel
import Glibc
import Tables

extension RowReader {
    /// A row of data: a record for each leg, or a refusal.
    mutating func readData(_ row: Int) {
        if let heading = unmappedHeading(row) {
            ignore(row, .unmapped(heading))
            if collects {
                // It is a row of the table all the same, and is shown as one.
                ignored.removeLast()
                dataRows.append((row, .empty))
            }
            return
        }
        if profile.wide != nil, !layout.days.contains(where: { isDayFilled($0.column, row) }) {
            ignore(row, .noDays)
            return
        }
        reading.count.rowsRead += 1
        if collects {
            let group = profile.groups.flatMap { groups in carried.first { $0.field == groups.field } }
            dataRows.append((row, group?.text ?? .empty))
        }
        guard !isCutShort(row) else {
            cutRow = row
            refuse(row, cents: readMoney(row))
            return
        }
        var isGood = checkWidth(row) && !lacksFileDay
        var record = template
        words.begin()
        for state in layout.states where state.test.holds(raw, row) {
            record.status = state.status
            break
        }
        let cents = readMoney(row, isData: true)
        record.currency = rowCurrency
        if !checkMoney(row, record.status) { isGood = false }
        if !profile.totals.isEmpty { totals.add(values, isComplete: !cells.contains { $0.isFailure }) }
        for step in layout.steps where !readCell(row, step, into: &record) { isGood = false }
        for join in layout.joins { setJoined(join, row, in: &record) }
        for rule in layout.words where !checkWord(row, rule.column, rule.words) { isGood = false }
        for (field, text) in carried where self.text(field, of: record).isEmpty { setText(field, text, in: &record) }
        if words.isUsed { record.tag = words.tag(record.tag, in: &texts) }
        if isGood {
            add(cents, to: \.centsRead)
            if profile.span != nil || profile.wide != nil {
                appendDays(record, row)
            } else {
                append(record, row)
            }
        } else {
            refuse(row, cents: cents)
        }
    }

    private mutating func refuse(_ row: Int, cents: Int64) {
        reading.count.rowsRefused += 1
        add(cents, to: \.centsRead)
        add(cents, to: \.centsRefused)
    }

    /// The last row of the file, without its end: what is wrong with its cells is not worth a word.
    private func isCutShort(_ row: Int) -> Bool {
        guard row == table.rowCount - 1 else { return false }
        let needed = layout.header.isPositional ? layout.lastNeededColumn + 1 : layout.width
        return table.isRefused || (table.isUnterminated && raw.width(ofRow: row) < needed)
    }

    private mutating func append(_ main: CostRecord, _ row: Int) {
        let line = Int32(table.line(ofRow: row))
        for (index, leg) in layout.legs.enumerated() {
            var record = main
            for slot in leg.slots { record.amountMinor += values[slot] }
            // "Nothing more" and "not said" are two estimates.
            if record.kind == .forecast, leg.slots.allSatisfy({ cells[$0] == .blank }) {
                record.hours15 = CostRecord.notGiven
            }
            // The first leg stands for the row and is always there; a further leg of nothing is none.
            if index > 0, record.amountMinor == 0 { continue }
            record.leg = UInt8(index)
            if leg.accountColumn >= 0 {
                record.account = texts.intern(CellText.content(raw.cell(leg.accountColumn, ofRow: row)))
            }
            add(record, row, line, accountColumn: leg.accountColumn)
        }
        guard layout.legs.isEmpty else { return }
        var record = main
        if record.kind == .forecast { record.hours15 = CostRecord.notGiven }
        add(record, row, line, accountColumn: -1)
    }

    mutating func add(_ record: CostRecord, _ row: Int, _ line: Int32, accountColumn: Int) {
        if record.account.isEmpty, record.kind.needsAccount, record.status == .open {
            let column = accountColumn >= 0 ? accountColumn : layout.steps.first { $0.field == .account }?.column
            report(row, column, .accountMissing)
        }
        // A key made of blanks would make one of rows that have nothing to do with each other.
        let isWhole = !profile.key.contains { [.party, .reference, .holder].contains($0) && record.text($0).isEmpty }
        let key = profile.key.isEmpty || !isWhole ? nil : record.key(profile.key, in: texts)
        reading.rows.append(FileReading.Row(record: record, line: line, key: key))
    }

    // MARK: Checks

    /// Reports a row whose cells do not fit the header. False when its NUL bytes make it useless.
    private mutating func checkWidth(_ row: Int) -> Bool {
        let width = raw.width(ofRow: row)
        if width != layout.width {
            let hasExtra =
                width > layout.width
                && (layout.width..<width).contains { !CellText.isBlank(raw.cell($0, ofRow: row)) }
            if hasExtra || width <= layout.lastNeededColumn {
                report(row, nil, .ragged(cells: width, headings: layout.width, hasExtra: hasExtra))
            }
        }
        guard table.hasNUL else { return true }
        let cells = raw.cells(ofRow: row)
        guard cells.count > 0, memchr(cells.baseAddress!, 0, cells.count) != nil else { return true }
        report(row, nil, .nul)
        return false
    }

    /// Reports amounts that cannot be read, and those that are missing.
    private mutating func checkMoney(_ row: Int, _ status: RecordStatus) -> Bool {
        var isGood = true
        for (index, leg) in layout.legs.enumerated() {
            var isBlank = !leg.slots.isEmpty
            for slot in leg.slots {
                if case .failed(let failure) = cells[slot] {
                    let reader = layout.slots[slot].priceColumn < 0 ? money : factor
                    reportAmount(row, filledColumn(row, slot), failure, by: reader)
                    isGood = false
                }
                if cells[slot] != .blank || layout.slots[slot].isOptional { isBlank = false }
            }
            if leg.accountColumn >= 0, CellText.isError(CellText.content(raw.cell(leg.accountColumn, ofRow: row))) {
                report(row, leg.accountColumn, .errorCell)
                isGood = false
            }
            if index == 0, isBlank, status != .void, !otherLegsFilled {
                report(row, layout.slots[leg.slots.lowerBound].column, .missing)
                isGood = false
            }
        }
        if let code = layout.headingCurrency, money.currency != nil,
            code.uppercased() != rowCurrency.description, let slot = layout.slots.first
        {
            report(row, slot.column, .currency(rowCurrency))
            isGood = false
        }
        if let column = layout.currencyColumn {
            let code = currencyCode(row, column)
            if !code.isEmpty, money.currency != nil, !means(code, rowCurrency) {
                report(row, column, .currency(rowCurrency))
                isGood = false
            }
        }
        return isGood
    }

    private var otherLegsFilled: Bool {
        layout.legs.dropFirst().contains { $0.slots.contains { cells[$0] != .blank } }
    }

    private mutating func checkWord(_ row: Int, _ column: Int, _ words: [FoldedText]) -> Bool {
        let text = CellText.content(raw.cell(column, ofRow: row))
        if text.isEmpty || words.contains(where: { $0.equals(text) }) { return true }
        let field = layout.words.first { $0.column == column }!.field
        report(row, column, .word(profile.words.first { $0.field == field }!.words))
        return false
    }

    // MARK: Cells

    /// Reads one cell into its field. False, and reported, when the row cannot be used for it.
    @inline(__always)
    private mutating func readCell(_ row: Int, _ step: Layout.Step, into record: inout CostRecord) -> Bool {
        var text = CellText.content(raw.cell(step.column, ofRow: row))
        if step.cut >= 0 { text = cut(text, layout.cuts[step.cut]) }
        guard text.count > 0 else {
            if step.field == .quantity, record.kind == .forecast { record.quantity = CostRecord.notGiven }
            guard step.isNeeded else { return true }
            report(row, step.column, .missing)
            return false
        }
        switch step.field {
        case .date, .weekEnding: return readDay(row, step, text, into: &record)
        case .rate, .percent, .quantity, .hours15, .hours20: return readNumber(row, step, into: &record)
        case .status:
            guard let status = RecordStatus(name: String(decoding: text, as: UTF8.self).lowercased()) else {
                report(row, step.column, .word(RecordStatus.allCases.map(\.name)))
                return false
            }
            record.status = status
        case .amount: break
        default:
            if CellText.isError(text) {
                report(row, step.column, .errorCell)
                return false
            }
            if step.field.isIdentity, CellText.isShortened(text) { report(row, step.column, .idShortened) }
            let kept = step.takesCode ? CellText.code(of: text) : text
            setText(
                step.field, step.map < 0 ? texts.intern(kept) : mapped(kept, layout.maps[step.map]), in: &record)
        }
        return true
    }

    private mutating func readDay(
        _ row: Int, _ step: Layout.Step, _ text: UnsafeRawBufferPointer, into record: inout CostRecord
    ) -> Bool {
        guard let day = step.isFound ? profile.dayFound(in: text) : day(text) else {
            reportDay(row, step.column, text)
            return false
        }
        if step.field == .date { record.date = day } else { record.weekEnding = day }
        return true
    }

    func day(_ text: UnsafeRawBufferPointer) -> Day? { profile.day(text) }

    private mutating func readNumber(_ row: Int, _ step: Layout.Step, into record: inout CostRecord) -> Bool {
        let reader = step.field == .rate ? rate : step.field == .percent ? percent : quantity
        let cell = raw.cell(step.column, ofRow: row)
        switch step.isDuration ? Duration.read(cell, orHours: reader) : reader.read(cell) {
        case .blank: return true
        case .failed(let failure):
            report(row, step.column, .number(failure, digits: reader.digits))
            return false
        case .value(let value):
            switch step.field {
            case .rate: record.rate = Rate(tenThousandths: value)
            // 22.5 in ten-thousandths is the same whole number as 22.5 % in millionths.
            case .percent: record.rate = Rate(tenThousandths: value)
            case .quantity: record.quantity = Int32(value)
            case .hours15: record.hours15 = Int32(value)
            default: record.hours20 = Int32(value)
            }
            return true
        }
    }
}
