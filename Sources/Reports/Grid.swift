import CostModel
import Sheets

/// A sheet in the making: lines are added from the top, and every column knows its letter.
///
/// A class, because the cells of a line ask it for addresses while the line is added; it does not outlive the building.
final class Grid<C: CatalogueColumn> {
    private(set) var sheet: Sheet
    let columns: [C]
    private let places: [C: Int]
    private let hasOwnHeading: Set<C>

    init(_ definition: SheetDefinition, _ header: Sheet.Header, _ production: Production) {
        columns = definition.columns.map { C(rawValue: $0)! }.filter { $0.isPrinted(production) }
        places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
        hasOwnHeading = Set(columns.filter { definition.wording[$0.rawValue]?.heading != nil })
        let entries = columns.map { $0.entry(production) }
        let worded = zip(columns, entries).map { column, entry in
            let named = entry.column.named(column.rawValue)
            return definition.wording[column.rawValue]?.applied(to: named, production) ?? named
        }
        sheet = Sheet(name: definition.name, header: header, columns: worded)
        sheet.page = definition.page == .one ? .onePage : .onePageWide
        // First, because the footer of the printed page repeats the first one.
        if columns.contains(where: { Self.isRounded($0.entry(production).column.kind) }) {
            sheet.footnotes.append("Computed in cents, printed in whole units: printed figures may differ by 1.")
        }
        sheet.footnotes += entries.map(\.footnote).filter { !$0.isEmpty }
    }

    private static func isRounded(_ kind: Column.Kind) -> Bool {
        switch kind {
        case .money, .variance, .worded: true
        case .text, .prose, .cents, .day, .number, .rate, .share: false
        }
    }

    /// The row of the next line, from 0.
    var nextRow: Int { sheet.firstLineRow + sheet.lines.count }

    func place(_ column: C) -> Int? { places[column] }

    /// `H12`; nil when the sheet has no such column.
    func address(_ column: C, _ row: Int) -> String? {
        places[column].map { Address.cell(row, $0) }
    }

    /// `SUM(D6:D10,D14)`; nil when there is nothing to add up.
    func sumFormula(_ column: C, _ rows: [ClosedRange<Int>]) -> String? {
        guard let place = places[column], !rows.isEmpty else { return nil }
        return stride(from: 0, to: rows.count, by: Formula.argumentsMax).map { start in
            let part = rows[start..<min(start + Formula.argumentsMax, rows.count)].map { Formula.range($0, place) }
            return "SUM(\(part.joined(separator: ",")))"
        }.joined(separator: "+")
    }

    func add(_ kind: Line.Kind, outline: UInt8 = 0, _ cell: (C) -> Cell) {
        let cells = columns.map { column in
            var cell = cell(column)
            if cell.value == .text("") { cell.value = .blank }
            // Nobody sees a link on nothing, and some programs write its target into the cell.
            if cell.value == .blank { cell.link = nil }
            return cell
        }
        sheet.lines.append(Line(kind, cells, outline: outline))
    }

    func addSpacer() { sheet.lines.append(.spacer) }

    func addNote(_ text: String) { sheet.lines.append(Line(.note, [.text(text, .muted)])) }

    /// A heading that depends on what the sheet is by.
    func set(heading: String, of column: C) {
        guard let place = places[column], !hasOwnHeading.contains(column) else { return }
        sheet.columns[place].heading = heading
    }

    func note(_ footnote: String) { sheet.footnotes.append(footnote) }

    func set(frozenColumns: Int = 0, hasFilter: Bool = false) {
        sheet.frozenColumns = min(frozenColumns, max(columns.count - 1, 0))
        sheet.hasFilter = hasFilter
    }

    func set(detailLinks links: [DetailLink], of column: C) {
        guard let place = places[column], !links.isEmpty else { return }
        sheet.detailLinks = links
        sheet.columns[place].isLink = true
    }

    func set(detail: any DetailRows) { sheet.detail = detail }

    /// `SUM` over `rows` of `column` with the exact sum; the bare sum when there is nothing to add up.
    func sum(_ column: C, _ rows: [ClosedRange<Int>], _ total: Money) -> Cell {
        guard let formula = sumFormula(column, rows) else { return .money(total) }
        return .formula(formula, total)
    }

    /// The same for counts and hours.
    func sum(_ column: C, _ rows: [ClosedRange<Int>], _ total: Int64, digits: Int) -> Cell {
        guard let formula = sumFormula(column, rows) else { return Cell(.number(total, digits: digits)) }
        return Cell(.formula(formula, .number(total, digits: digits)))
    }
}

/// Pieces of Excel formulas.
enum Formula {
    /// Excel's limit is 255.
    static let argumentsMax = 250

    /// `D6:D10`, or `D6` for one row.
    static func range(_ rows: ClosedRange<Int>, _ column: Int) -> String {
        let first = Address.cell(rows.lowerBound, column)
        return rows.count == 1 ? first : "\(first):\(Address.cell(rows.upperBound, column))"
    }

    /// `'Cost Report'!D6:D10`.
    static func range(_ rows: ClosedRange<Int>, _ column: Int, on sheet: String) -> String {
        let first = Address.cell(rows.lowerBound, column, on: sheet)
        return rows.count == 1 ? first : "\(first):\(Address.cell(rows.upperBound, column))"
    }

    /// `+12.34` or `-12.34` behind a term; nothing for zero.
    static func plus(_ amount: Money) -> String {
        if amount.isZero { return "" }
        return amount.isNegative ? amount.description : "+\(amount.description)"
    }

    static func minus(_ amount: Money) -> String { plus(-amount) }

    /// Rows as the fewest ranges that hold them; `rows` must ascend.
    static func ranges(_ rows: [Int]) -> [ClosedRange<Int>] {
        var ranges: [ClosedRange<Int>] = []
        for row in rows {
            if let last = ranges.last, last.upperBound + 1 == row {
                ranges[ranges.count - 1] = last.lowerBound...row
            } else {
                ranges.append(row...row)
            }
        }
        return ranges
    }
}
