import CostModel
import Tables

/// A profile applied to one header row: which column is which, and what each row of the table is.
struct Layout {
    enum RowClass: Hashable {
        case data
        case ignored(String)
        case total(closesGroup: Bool)
    }

    /// A cell test with its column found.
    private struct Test {
        var column: Int
        var form: Profile.CellTest.Form
        var text: [UInt8]
    }

    let profile: Profile
    let headerRow: Int
    /// As written, for messages.
    let headings: [String]
    /// Index of each `profile.columns` entry; -1 where an optional column is absent.
    let columns: [Int]
    let amount: [Int]
    let legs: [(amount: [Int], account: Int)]
    /// Carried down from group rows and labels.
    var carried: [Field: String] = [:]

    private let normalized: [String]
    private var totals: [(test: Test, closesGroup: Bool)] = []
    private var ignores: [(test: Test, reason: String)] = []
    private var states: [(test: Test, status: RecordStatus)] = []
    private let matchColumns: [Int]

    /// nil with the headings that are missing.
    init?(_ profile: Profile, table: Table, headerRow: Int, missing: inout [String]) {
        self.profile = profile
        self.headerRow = headerRow
        headings = table.texts(headerRow)
        let normalized = headings.map { Profile.normalized(heading: $0) }
        self.normalized = normalized
        var absent: [String] = []
        func find(_ names: [String], isOptional: Bool = false) -> Int {
            for name in names {
                if let index = normalized.firstIndex(of: Profile.normalized(heading: name)) { return index }
            }
            if !isOptional { absent.append(names[0]) }
            return -1
        }
        columns = profile.columns.map { $0.fixed == nil ? find($0.headings, isOptional: $0.isOptional) : -1 }
        amount = profile.amount.map { $0.parts.map { find($0) } } ?? []
        legs = profile.legs.map { ($0.amount.parts.map { find($0) }, find($0.account)) }
        matchColumns = profile.match.map { find([$0]) }
        guard absent.isEmpty else {
            missing = absent
            return nil
        }
        totals = profile.totals.map { (test($0.test), $0.closesGroup) }
        ignores = profile.ignores.map { (test($0.test), $0.reason) }
        states = profile.states.map { (test($0.test), $0.status) }
    }

    private func test(_ rule: Profile.CellTest) -> Test {
        let column = normalized.firstIndex(of: Profile.normalized(heading: rule.column))
            ?? Int(rule.column).map { $0 - 1 } ?? -1
        return Test(column: column, form: rule.form, text: Array(rule.text.utf8))
    }

    /// What the row is; group rows and labels are remembered on the way.
    mutating func classify(_ row: Int, _ cells: Table.Cells) -> RowClass {
        let count = cells.count(row)
        if count == 0 { return .ignored("blank") }
        if row == headerRow { return .ignored("headings") }
        if row < headerRow {
            _ = carryLabels(row, cells)
            return .ignored("before the headings")
        }
        var (filled, firstFilled) = (0, -1)
        for column in 0..<count where !cells[row, column].isBlank {
            if filled == 0 { firstFilled = column }
            filled += 1
            if filled > 1 { break }
        }
        if filled == 0 { return .ignored("blank") }
        if isHeader(row, cells) { return .ignored("headings again") }
        if carryLabels(row, cells) { return .ignored("label") }
        for rule in ignores where holds(rule.test, row, cells) { return .ignored(rule.reason) }
        for rule in totals where holds(rule.test, row, cells) { return .total(closesGroup: rule.closesGroup) }
        if let group = profile.group, filled == 1, firstFilled == group.column {
            let text = Cell.text(cells[row, group.column])
            carried[group.field] = group.takesFirstWord
                ? text.split(separator: " ").first.map(String.init) ?? text : text
            return .ignored("group heading")
        }
        return .data
    }

    func status(_ row: Int, _ cells: Table.Cells) -> RecordStatus {
        for rule in states where holds(rule.test, row, cells) { return rule.status }
        return .open
    }

    private func isHeader(_ row: Int, _ cells: Table.Cells) -> Bool {
        for (index, column) in matchColumns.enumerated() {
            let cell = cells[row, column]
            // Cheap first: a heading has the length of the heading.
            guard cell.count == headings[column].utf8.count,
                Profile.normalized(heading: Cell.text(cell)) == Profile.normalized(heading: profile.match[index])
            else { return false }
        }
        return true
    }

    private mutating func carryLabels(_ row: Int, _ cells: Table.Cells) -> Bool {
        guard !profile.labels.isEmpty else { return false }
        var found = false
        for column in 0..<cells.count(row) {
            let text = Cell.text(cells[row, column])
            guard let rule = profile.labels.first(where: { $0.label.lowercased() == text.lowercased() }) else { continue }
            found = true
            var next = column + 1
            while next < cells.count(row), cells[row, next].isBlank { next += 1 }
            let value = Cell.text(cells[row, next])
            // The next label is no value of this one.
            carried[rule.field] = profile.labels.contains { $0.label.lowercased() == value.lowercased() } ? "" : value
        }
        return found
    }

    private func holds(_ test: Test, _ row: Int, _ cells: Table.Cells) -> Bool {
        guard test.column >= 0 else { return false }
        let cell = cells[row, test.column].trimmed
        let count = test.text.count
        switch test.form {
        case .equals: return cell.count == count && cell.matches(test.text, at: 0)
        case .prefix: return cell.count >= count && cell.matches(test.text, at: 0)
        case .contains:
            guard cell.count >= count else { return false }
            for start in 0...(cell.count - count) where cell.matches(test.text, at: start) { return true }
            return false
        }
    }
}

/// Text of cells.
enum Cell {
    /// Trimmed, with runs of white space and control marks as one blank, and without the wrappers by which spreadsheets
    /// keep a code from being read as a number: `'007`, `="007"`.
    static func text(_ cell: UnsafeRawBufferPointer) -> String {
        let bytes = unwrapped(cell)
        let text = String(decoding: bytes, as: UTF8.self)
        return hasControlMark(bytes) ? joined(text) : text
    }

    static func intern(_ cell: UnsafeRawBufferPointer, into texts: inout Texts) -> TextID {
        let bytes = unwrapped(cell)
        return hasControlMark(bytes) ? texts.intern(joined(String(decoding: bytes, as: UTF8.self))) : texts.intern(bytes)
    }

    private static func unwrapped(_ cell: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let bytes = cell.trimmed
        if bytes.count >= 3, bytes[0] == 0x3D, bytes[1] == 0x22, bytes[bytes.count - 1] == 0x22 {
            return UnsafeRawBufferPointer(rebasing: bytes[2..<bytes.count - 1])
        }
        if bytes.count >= 2, bytes[0] == 0x27 {
            let end = bytes[bytes.count - 1] == 0x27 ? bytes.count - 1 : bytes.count
            return UnsafeRawBufferPointer(rebasing: bytes[1..<max(end, 1)])
        }
        return bytes
    }

    private static func hasControlMark(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.contains { $0 < 0x20 } }

    private static func joined(_ text: String) -> String {
        text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    }
}

extension UnsafeRawBufferPointer {
    /// Without blanks, tabs, line ends and no-break spaces at either end.
    var trimmed: UnsafeRawBufferPointer {
        var (start, end) = (0, count)
        while start < end {
            if self[start] <= 0x20 { start += 1 }
            else if start + 1 < end, self[start] == 0xC2, self[start + 1] == 0xA0 { start += 2 }
            else { break }
        }
        while end > start {
            if self[end - 1] <= 0x20 { end -= 1 }
            else if end - 2 >= start, self[end - 2] == 0xC2, self[end - 1] == 0xA0 { end -= 2 }
            else { break }
        }
        return UnsafeRawBufferPointer(rebasing: self[start..<end])
    }

    var isBlank: Bool { trimmed.isEmpty }

    /// Compares with lower-case text, ASCII letters without case.
    fileprivate func matches(_ text: [UInt8], at start: Int) -> Bool {
        for offset in 0..<text.count {
            var byte = self[start + offset]
            if byte >= 0x41, byte <= 0x5A { byte |= 0x20 }
            if byte != text[offset] { return false }
        }
        return true
    }
}
