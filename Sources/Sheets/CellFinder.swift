import CostModel

/// One cell of a workbook as somebody names it, `Topsheet!H12`, with what stands beside it and what it is made of.
package struct FoundCell: Hashable, Sendable {
    package var sheet: String
    package var address: String
    package var heading: String
    /// As a reader sees it.
    package var text: String
    /// Without `=`; empty for a cell that holds a value.
    package var formula: String
    /// The other cells of its row, by heading; empty ones left out.
    package var row: [Field]
    /// The cells that its formula names, one level deep.
    package var precedents: [Precedent]

    package struct Field: Hashable, Sendable {
        package var heading: String
        package var text: String
    }

    package struct Precedent: Hashable, Sendable {
        /// `'Cost Report'!H12`, the sheet left out where it is the same one.
        package var address: String
        /// The texts at the left of its row.
        package var label: String
        package var text: String
    }

    /// What stands in the row under a heading.
    package subscript(heading: String) -> String? { row.first { $0.heading == heading }?.text }
}

/// Finds cells in a workbook value: the same places that the file has.
package struct CellFinder {
    private let workbook: Workbook
    /// A cell of a million-row formula need not list them all.
    private static let precedentsMax = 200

    package init(_ workbook: Workbook) { self.workbook = workbook }

    /// nil when the workbook has no such sheet or the sheet no such cell; case does not count, quotes may be left out.
    package func cell(_ reference: String) -> FoundCell? {
        guard let mark = reference.lastIndex(of: "!") else { return nil }
        var name = String(reference[..<mark])
        if name.hasPrefix("'"), name.hasSuffix("'"), name.count > 1 { name = String(name.dropFirst().dropLast()) }
        name = name.replacing("''", with: "'")
        guard let sheet = workbook.sheets.first(where: { $0.name.lowercased() == name.lowercased() }),
            let (row, column) = Self.place(reference[reference.index(after: mark)...]),
            sheet.columns.indices.contains(column), let texts = texts(row, of: sheet)
        else { return nil }
        let cell = self.cell(row, column, of: sheet)
        var formula = ""
        if case .formula(let text, _)? = cell?.value { formula = text }
        return FoundCell(
            sheet: sheet.name, address: Address.cell(row, column), heading: sheet.columns[column].heading,
            text: texts[column], formula: formula,
            row: zip(sheet.columns, texts).filter { !$1.isEmpty }.map { .init(heading: $0.heading, text: $1) },
            precedents: precedents(formula, on: sheet))
    }

    /// (11, 7) for `H12`, with or without dollar signs.
    static func place(_ address: some StringProtocol) -> (row: Int, column: Int)? {
        let plain = String(address.filter { $0 != "$" }).uppercased()
        let letters = plain.prefix { $0.isLetter }
        guard (1...3).contains(letters.count), letters.allSatisfy({ $0.isASCII }),
            let row = Int(plain.dropFirst(letters.count)), row > 0
        else { return nil }
        let column = letters.utf8.reduce(0) { $0 * 26 + Int($1) - 64 }
        return (row - 1, column - 1)
    }

    private func cell(_ row: Int, _ column: Int, of sheet: Sheet) -> Cell? {
        let place = row - sheet.firstLineRow
        guard sheet.lines.indices.contains(place), sheet.lines[place].cells.indices.contains(column) else { return nil }
        return sheet.lines[place].cells[column]
    }

    /// The texts of a row's cells; nil above the lines and below the last row.
    private func texts(_ row: Int, of sheet: Sheet) -> [String]? {
        let place = row - sheet.firstLineRow
        guard place >= 0 else { return nil }
        if place < sheet.lines.count {
            let cells = sheet.lines[place].cells
            return sheet.columns.indices.map { column in
                column < cells.count ? Self.exact(cells[column], sheet.columns[column]) : ""
            }
        }
        guard let detail = sheet.detail, row - sheet.firstDetailRow < detail.count else { return nil }
        return TextRenderer.detail(row - sheet.firstDetailRow, of: sheet, detail)
    }

    /// Money to the cent, whatever the sheet prints.
    private static func exact(_ cell: Cell, _ column: Column) -> String {
        switch cell.value {
        case .money(let money), .formula(_, .money(let money)): money.grouped
        default: TextRenderer.shown(cell, column)
        }
    }

    // MARK: What a formula names

    private func precedents(_ formula: String, on sheet: Sheet) -> [FoundCell.Precedent] {
        var found: [FoundCell.Precedent] = []
        for reference in Self.references(formula) {
            guard
                let other = reference.sheet.isEmpty
                    ? sheet : workbook.sheets.first(where: { $0.name == reference.sheet })
            else { continue }
            for row in reference.rows where found.count < Self.precedentsMax {
                for column in reference.columns {
                    guard other.columns.indices.contains(column), let texts = texts(row, of: other),
                        !texts[column].isEmpty
                    else { continue }
                    let label = zip(other.columns, texts).prefix(column).filter { $0.kind == .text && !$1.isEmpty }
                        .map(\.1).prefix(2).joined(separator: " ")
                    let address =
                        reference.sheet.isEmpty
                        ? Address.cell(row, column) : Address.cell(row, column, on: other.name)
                    found.append(.init(address: address, label: label, text: texts[column]))
                }
            }
        }
        return found
    }

    package struct Reference: Hashable {
        /// Empty for the formula's own sheet.
        package var sheet: String
        package var rows: ClosedRange<Int>
        package var columns: ClosedRange<Int>
    }

    /// The cells and ranges that one of our formulas names, in order: `'Cost Report'!H12`, `D6:D10`.
    package static func references(_ formula: String) -> [Reference] {
        var found: [Reference] = []
        var rest = Substring(formula)
        var sheet = ""
        while let first = rest.first {
            if first == "'" {
                let (name, tail) = quoted(rest)
                guard tail.first == "!" else { return found }
                (sheet, rest) = (name, tail.dropFirst())
            } else if first.isLetter {
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == ":" || $0 == "$" }
                rest = rest.dropFirst(word.count)
                let ends = word.split(separator: ":").map { place($0) }
                if rest.first != "(", let from = ends.first ?? nil, let to = ends.last ?? nil, from.row <= to.row,
                    from.column <= to.column
                {
                    found.append(Reference(sheet: sheet, rows: from.row...to.row, columns: from.column...to.column))
                }
                sheet = ""
            } else {
                rest = rest.dropFirst()
            }
        }
        return found
    }

    /// The name between quotes, doubled ones made single, and what follows.
    private static func quoted(_ text: Substring) -> (String, Substring) {
        var name = ""
        var rest = text.dropFirst()
        while let next = rest.first {
            rest = rest.dropFirst()
            if next == "'" {
                guard rest.first == "'" else { break }
                rest = rest.dropFirst()
            }
            name.append(next)
        }
        return (name, rest)
    }
}
