import CostModel
package import Tables

/// A first profile for a layout that none fits: what the file shows, written down for a person to complete.
///
/// Headings are given the fields that the known profiles give them; days and decimals are what the cells of a column prove.
/// What cannot be known from a file (what a row is, whether an export repeats the earlier ones) stands there as a question.
package struct ProfileDraft {
    private let table: Table
    private let header: Header
    private let file: String
    private let columns: [DraftColumn]
    private let kind: RecordKind

    /// nil when the file has no table.
    package init?(_ table: Table, file: String, profiles: ProfileSet) {
        guard !table.isRefused, let header = Header.guess(in: table) else { return nil }
        self.table = table
        self.header = header
        self.file = file
        var found = header.titles.indices.map { DraftColumn($0, header, table) }
        let fits = profiles.choose(for: table).fits
        let near = fits.first.flatMap { profiles[$0.name] }
        let isNear = fits.first.map { $0.found * 2 > $0.found + $0.missing.count } ?? false
        kind = isNear ? near!.kind : .invoiceLine
        var taken: Set<Field> = []
        for index in found.indices {
            let known = profiles.field(of: found[index].title, like: isNear ? near : nil)
            guard let field = known, found[index].canBe(field), taken.insert(field).inserted else { continue }
            found[index].field = field
        }
        DraftColumn.assign(.date, to: &found) { $0.days.count > 0 }
        DraftColumn.assign(.amount, to: &found) { $0.isMoney }
        columns = found
    }

    /// The YAML, with a comment wherever a person must decide.
    package var text: String {
        var lines = [
            "# Drafted from \(DraftText.plain(file)). Complete it, save it as profiles/NAME.yaml in the production's folder, then look at the",
            "# result: costreport inspect FILE --profiles profiles --profile NAME. All keys: profiles/README.md",
            "title: \(DraftText.scalar(DraftText.title(of: file)))",
            DraftText.line(
                "kind: \(kind.name)",
                "what a row is: ledger-line, invoice-line, po-line, petty-cash-line, card-transaction, payroll-line, timecard-day, budget-line, task, document"
            ),
            "match: \(DraftText.list(matchTitles))",
        ]
        if table.container == .text {
            if table.text.isAssumed {
                lines.append(
                    DraftText.line(
                        "encoding: \(table.text.encoding.rawValue)",
                        "nothing in the file says so: do accents and quotes look right?"))
            }
            lines.append(DraftText.line("delimiter: \(table.dialect.delimiter.name)", table.dialect.reason))
        }
        lines += dayLines
        if columns.contains(where: { $0.isMoney && $0.mark == .comma }) { lines.append("decimal: \",\"") }
        lines.append(
            DraftText.line(
                "cumulative: no",
                "dates: each export holds all between its first and last day; all: it holds everything there is"))
        lines.append(
            "# key: [reference]          # the fields that name a document, so that a corrected row replaces the first one"
        )
        lines += columnLines
        lines += amountLines
        lines += totalLines
        return lines.joined(separator: "\n") + "\n"
    }

    private var matchTitles: [String] {
        let named = columns.filter { $0.field != nil && !$0.title.isEmpty }.map(\.title)
        let titles = named.isEmpty ? columns.map(\.title).filter { !$0.isEmpty } : named
        return Array(titles.prefix(5))
    }

    private var dayLines: [String] {
        guard let column = columns.first(where: { $0.field == .date }) else {
            return ["# day: M/d/yyyy            # how the file writes days; no column of days was found"]
        }
        let patterns = column.days
        if patterns.count == 1 {
            return [DraftText.line("day: \(patterns[0].text)", "reads all of \"\(DraftText.plain(column.title))\"")]
        }
        return [
            DraftText.line(
                "day: [\(patterns.map(\.text).joined(separator: ", "))]",
                "all of them read \"\(DraftText.plain(column.title))\": leave the right one")
        ]
    }

    private var columnLines: [String] {
        var lines = ["columns:"]
        for column in columns where column.field != .amount {
            let samples = column.samples.map(DraftText.plain).joined(separator: " | ")
            let source = column.title.isEmpty ? "{ column: \(column.index + 1) }" : DraftText.scalar(column.title)
            if let field = column.field {
                let value =
                    column.blanks == 0 || column.title.isEmpty ? source : "{ heading: \(source), optional: yes }"
                lines.append(DraftText.line("  \(field.rawValue): \(value)", samples))
            } else {
                lines.append(DraftText.line("  # ?: \(source)", samples))
            }
        }
        if !columns.contains(where: { $0.field == .account }) {
            lines.append(
                "  # account: ?           # without one every row goes to suspense, unless coding.yaml has rules for it"
            )
        }
        return lines
    }

    private var amountLines: [String] {
        let money = columns.filter(\.isMoney)
        if let debit = side("debit"), let credit = side("credit") {
            return [
                DraftText.line(
                    "amount: { debit: \(DraftText.scalar(debit.title)), credit: \(DraftText.scalar(credit.title)) }",
                    "a cost is a debit: " + debit.samples.map(DraftText.plain).joined(separator: " | "))
            ]
        }
        guard let amount = columns.first(where: { $0.field == .amount }) else {
            return ["# amount: ?              # no column of amounts was found"]
        }
        var lines = [
            DraftText.line(
                "amount: \(DraftText.scalar(amount.title))",
                amount.samples.map(DraftText.plain).joined(separator: " | "))
        ]
        for other in money where other.index != amount.index {
            lines.append(
                "# or: \(DraftText.scalar(other.title)): \(other.samples.map(DraftText.plain).joined(separator: " | "))"
            )
        }
        if amount.negatives > amount.positives {
            lines.append("sign: negate             # most are negative, and a cost is positive here")
        }
        return lines
    }

    /// The column of amounts that is called so.
    private func side(_ word: String) -> DraftColumn? {
        let found = columns.filter { $0.isMoney && Header.folded($0.title).contains(word) }
        return found.count == 1 ? found[0] : nil
    }

    /// Rows that begin a sum's name are no records.
    private var totalLines: [String] {
        var tests: [String] = []
        for row in header.row + 1..<table.rowCount {
            for column in 0..<table.width(ofRow: row) {
                let text = table.string(column, ofRow: row)
                let folded = Header.folded(text)
                guard folded == "total" || folded == "grand total" || folded == "subtotal" else { continue }
                let name =
                    columns.indices.contains(column) && !columns[column].title.isEmpty
                    ? DraftText.scalar(columns[column].title) : String(column + 1)
                let test = "  - { column: \(name), equals: \(DraftText.scalar(text)) }"
                if !tests.contains(test) { tests.append(test) }
            }
        }
        return tests.isEmpty ? [] : ["totals:                  # compared with the rows above them"] + tests
    }
}

extension ProfileSet {
    /// The field that profiles give to a heading: `like` first, then whichever field most of the others give it.
    func field(of title: String, like near: Profile?) -> Field? {
        guard !title.isEmpty else { return nil }
        if let field = near?.field(of: title) { return field }
        var counts: [Field: Int] = [:]
        for profile in profiles {
            if let field = profile.field(of: title) { counts[field, default: 0] += 1 }
        }
        return counts.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
    }
}

extension Profile {
    fileprivate func field(of title: String) -> Field? {
        let folded = Header.folded(title)
        func isNamed(_ heading: String) -> Bool { names(of: heading).contains { Header.folded($0) == folded } }
        if amount?.headings.contains(where: isNamed) == true { return .amount }
        return columns.first { $0.source.headings.contains(where: isNamed) }?.field
    }
}
