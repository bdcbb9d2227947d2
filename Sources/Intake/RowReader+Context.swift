import CostModel
import Tables

/// Rows that are no records, and what they say about those that are.
extension RowReader {
    func isBlank(_ row: Int) -> Bool {
        for column in 0..<raw.width(ofRow: row) where !CellText.isBlank(raw.cell(column, ofRow: row)) { return false }
        return true
    }

    /// The cell is blank, or there is no such column.
    private func isBlank(_ column: Int, _ row: Int) -> Bool {
        column < 0 || CellText.isBlank(raw.cell(column, ofRow: row))
    }

    /// The same headings in the same columns.
    func isHeaderAgain(_ row: Int) -> Bool {
        guard !layout.matchColumns.isEmpty, !layout.header.isPositional else { return false }
        for column in layout.matchColumns {
            let cell = raw.cell(column, ofRow: row)
            let title = raw.cell(column, ofRow: layout.header.row)
            guard cell.count == title.count, cell.elementsEqual(title) else { return false }
        }
        return true
    }

    func totalKind(_ row: Int) -> Int? {
        layout.totals.firstIndex { $0.test.holds(raw, row) }
    }

    /// Carries what the labels of this row say. False when there is none.
    mutating func readLabels(_ row: Int) -> Bool {
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

    /// A row with one filled cell, in the group's column; or with no money, if that is the rule.
    mutating func readGroup(_ row: Int) -> Bool {
        let column = layout.groupColumn!
        let name = CellText.content(raw.cell(column, ofRow: row))
        guard !name.isEmpty else { return false }
        let rule = profile.groups!
        let isAlone =
            switch rule.when {
            case .restBlank: (0..<raw.width(ofRow: row)).allSatisfy { $0 == column || isBlank($0, row) }
            case .moneyBlank: layout.slots.allSatisfy { isBlank($0.column, row) && isBlank($0.otherColumn, row) }
            }
        guard isAlone else { return false }
        guard !isPastTotal else { return true }
        let end = rule.take == .all ? name.count : name.firstIndex { CellText.isASCIIBlank($0) } ?? name.count
        carry(rule.field, texts.intern(UnsafeRawBufferPointer(rebasing: name[..<end])))
        totals.openGroup(String(decoding: name, as: UTF8.self))
        return true
    }

    mutating func readStamp(_ row: Int) {
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
    case separatorLine, otherSheet, preamble, blank, heading, repeatedHeading, label, group, total, outside, afterTotal
    /// An `ignore` rule of the profile.
    case rule(Int)
    /// The text of a mapped column is none of its words.
    case unmapped(String)
    case noDays

    func text(_ profile: Profile?) -> String {
        switch self {
        case .separatorLine: "separator line"
        case .otherSheet: "another sheet"
        case .preamble: "above the header"
        case .blank: "blank"
        case .heading: "header"
        case .repeatedHeading: "header again"
        case .label: "label"
        case .group: "group"
        case .total: "total"
        case .outside: "between tables"
        case .afterTotal: "after the total"
        case .unmapped(let heading): "\(heading): none of the words looked for"
        case .noDays: "no day is filled"
        case .rule(let index): profile?.ignores[index].reason ?? "rule"
        }
    }
}
