import CostModel
import Tables

/// Rows that are a record for each of several days, and cells whose text is mapped or joined.
extension RowReader {
    /// Days that one row may stand for.
    private static let spanMax = 400

    /// The header of a grid again: the same columns, and the days after those of the page before.
    mutating func turnPage(_ row: Int) {
        let last = layout.days.last?.day
        adopt(Header(table, row: row))
        resolveDays(after: last)
    }

    /// Finds the columns whose headings are days, where the profile has such.
    mutating func resolveDays(after last: Day? = nil) {
        guard let wide = profile.wide else { return }
        let header = layout.header
        // The file's own date is above the header, else in its name.
        let near = last ?? (reading.stamp.isNone ? DayPattern.iso.first(in: reading.name) : reading.stamp)
        layout.days = wide.days(in: header.titles, near: near)
        guard layout.days.isEmpty else { return }
        let line = header.isPositional ? 0 : table.line(ofRow: header.row)
        report(.noDayColumns(wide.patterns, file: reading.name, line: line))
    }

    /// The heading of a mapped column whose text is none of its words, where such rows are no records.
    func unmappedHeading(_ row: Int) -> String? {
        for join in layout.joins where join.map >= 0 {
            let map = layout.maps[join.map]
            guard map.otherwise == .ignore else { continue }
            let isFound = joined(join, row).withUnsafeBytes { text in
                map.pairs.contains { $0.text.offset(in: text) != nil }
            }
            if !isFound { return join.columns.map(layout.title).joined(separator: ", ") }
        }
        for step in layout.steps where step.map >= 0 {
            let map = layout.maps[step.map]
            guard map.otherwise == .ignore else { continue }
            let text = CellText.content(raw.cell(step.column, ofRow: row))
            if !map.pairs.contains(where: { $0.text.offset(in: text) != nil }) { return layout.title(step.column) }
        }
        return nil
    }

    /// The word that the map has for `text`.
    mutating func mapped(_ text: UnsafeRawBufferPointer, _ map: Layout.WordMap) -> TextID {
        if let pair = map.pairs.first(where: { $0.text.offset(in: text) != nil }) { return texts.intern(pair.word) }
        if case .word(let word) = map.otherwise { return texts.intern(word) }
        return texts.intern(text)
    }

    /// The part of a text that is meant.
    func cut(_ text: UnsafeRawBufferPointer, _ cut: (after: FoldedText, until: FoldedText)) -> UnsafeRawBufferPointer {
        var part = text
        if !cut.after.isEmpty {
            guard let offset = cut.after.offset(in: part) else { return UnsafeRawBufferPointer(rebasing: text[..<0]) }
            part = UnsafeRawBufferPointer(rebasing: part[(offset + cut.after.count)...])
        }
        if !cut.until.isEmpty, let end = cut.until.offset(in: part) {
            part = UnsafeRawBufferPointer(rebasing: part[..<end])
        }
        return CellText.trimmed(part)
    }

    /// The word that the map has for a join, or the join itself.
    mutating func setJoined(_ join: Layout.Join, _ row: Int, in record: inout CostRecord) {
        let text = joined(join, row).withUnsafeBytes { bytes in
            join.map < 0 ? texts.intern(bytes) : mapped(bytes, layout.maps[join.map])
        }
        setText(join.field, text, in: &record)
    }

    /// The filled cells of a join, with its separator between them.
    private func joined(_ join: Layout.Join, _ row: Int) -> [UInt8] {
        if join.isClock { return clock(join.columns, row) }
        var bytes: [UInt8] = []
        for column in join.columns {
            let text = CellText.content(raw.cell(column, ofRow: row))
            guard !text.isEmpty else { continue }
            if !bytes.isEmpty { bytes += join.separator }
            bytes += text
        }
        return bytes
    }

    /// `in 7.0; meal 13.0-13.5; out 20.2`; `?` for what is missing beside what is there, and nothing where nothing is.
    private func clock(_ columns: [Int], _ row: Int) -> [UInt8] {
        func cell(_ place: Int) -> UnsafeRawBufferPointer {
            guard columns[place] >= 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
            return CellText.content(raw.cell(columns[place], ofRow: row))
        }
        guard columns.indices.contains(where: { !cell($0).isEmpty }) else { return [] }
        var bytes: [UInt8] = Array("in ".utf8)
        func add(_ place: Int) { bytes += cell(place).isEmpty ? [0x3F] : Array(cell(place)) }
        add(0)
        for meal in stride(from: 1, to: columns.count - 1, by: 2) where !(cell(meal).isEmpty && cell(meal + 1).isEmpty)
        {
            bytes += "; meal ".utf8
            add(meal)
            bytes += "-".utf8
            add(meal + 1)
        }
        bytes += "; out ".utf8
        add(columns.count - 1)
        return bytes
    }

    /// The cell below a day says something that is a record.
    func isDayFilled(_ column: Int, _ row: Int) -> Bool {
        let text = CellText.content(raw.cell(column, ofRow: row))
        guard !text.isEmpty, !layout.daySkips.contains(where: { $0.equals(text) }) else { return false }
        guard let map = layout.dayMap, map.otherwise == .ignore else { return true }
        return map.pairs.contains { $0.text.equals(text) }
    }

    /// A record for each day of the span, or for each filled day column. Only the first counts as the row.
    mutating func appendDays(_ main: CostRecord, _ row: Int) {
        let line = Int32(table.line(ofRow: row))
        var records: [CostRecord] = []
        if profile.wide != nil {
            records = wideRecords(main, row)
        } else if let last = lastDay(row, of: main) {
            var day = main.date
            while day <= last {
                var record = main
                record.date = day
                records.append(record)
                day = day + 1
            }
        }
        guard !records.isEmpty else {
            reading.count.rowsRefused += 1
            return
        }
        for (index, record) in records.enumerated() {
            var record = record
            record.leg = index == 0 ? 0 : 1
            add(record, row, line, accountColumn: -1)
        }
    }

    /// nil, and reported, when the span cannot be understood.
    private mutating func lastDay(_ row: Int, of main: CostRecord) -> Day? {
        guard let column = layout.spanColumn else { return main.date }
        let text = CellText.content(raw.cell(column, ofRow: row))
        guard !text.isEmpty else { return main.date }
        guard var last = day(text) else {
            reportDay(row, column, text)
            return nil
        }
        if let test = layout.spanTest, !test.holds(raw, row) {
            // A night's work ends on the next day and is one day all the same.
            if last - main.date == 1 { last = main.date }
        } else if profile.span!.excludesLast, last > main.date {
            last = last + -1
        }
        guard last >= main.date, last - main.date < RowReader.spanMax else {
            report(row, column, .spanImpossible(RowReader.spanMax))
            return nil
        }
        return last
    }

    /// Empty, and reported, when a cell cannot be read.
    private mutating func wideRecords(_ main: CostRecord, _ row: Int) -> [CostRecord] {
        guard let wide = profile.wide else { return [] }
        var records: [CostRecord] = []
        for (column, day) in layout.days where isDayFilled(column, row) {
            var record = main
            record.date = day
            let text = CellText.content(raw.cell(column, ofRow: row))
            if wide.field == .quantity {
                switch Duration.read(raw.cell(column, ofRow: row), orHours: quantity) {
                case .value(let value): record.quantity = Int32(value)
                case .blank: continue
                case .failed(let failure):
                    report(row, column, .number(failure, digits: quantity.digits))
                    return []
                }
            } else {
                guard !CellText.isError(text) else {
                    report(row, column, .errorCell)
                    return []
                }
                record.setText(wide.field, dayWord(text))
                if record.details.isEmpty, wide.field != .details { record.details = texts.intern(text) }
            }
            records.append(record)
        }
        return records
    }

    /// A code of a day is a whole word: `W` is not the beginning of `WF`.
    private mutating func dayWord(_ text: UnsafeRawBufferPointer) -> TextID {
        guard let map = layout.dayMap else { return texts.intern(text) }
        if let pair = map.pairs.first(where: { $0.text.equals(text) }) { return texts.intern(pair.word) }
        if case .word(let word) = map.otherwise { return texts.intern(word) }
        return texts.intern(text)
    }
}

/// Hours written as a clock does: `13:12:00`, `0:13`.
enum Duration {
    /// Hundredths of hours, rounded half up; what has no colon is a number of hours.
    static func read(_ cell: UnsafeRawBufferPointer, orHours reader: NumberReader) -> NumberCell {
        let text = CellText.content(cell)
        guard text.contains(0x3A) else { return reader.read(cell) }
        var parts: [Int64] = []
        for part in text.split(separator: 0x3A, omittingEmptySubsequences: false) {
            guard (1...6).contains(part.count), part.allSatisfy({ $0 &- 0x30 < 10 }) else {
                return .failed(.unreadable)
            }
            parts.append(part.reduce(0) { $0 * 10 + Int64($1 &- 0x30) })
        }
        guard (2...3).contains(parts.count), parts.dropFirst().allSatisfy({ $0 < 60 }) else {
            return .failed(.unreadable)
        }
        let seconds = parts[0] * 3600 + parts[1] * 60 + (parts.count == 3 ? parts[2] : 0)
        return .value((seconds * 100 + 1800) / 3600)
    }
}
