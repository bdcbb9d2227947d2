import CostModel
package import Sheets
import Tables

/// The input cells of one account that somebody changed.
package struct AccountEdit: Hashable, Sendable {
    package struct CellEdit: Hashable, Sendable {
        package var column: EstimateForm.Column
        package var address: String
        package var heading: String
        package var was: String
        package var text: String
    }

    package var account: String
    /// From 0, of the sheet of estimates.
    package var row: Int
    package var cells: [CellEdit]

    package subscript(column: EstimateForm.Column) -> CellEdit? { cells.first { $0.column == column } }
}

/// What is read back from a workbook: edits of input cells, and all that is to be said.
package struct FormEdits: Sendable {
    package private(set) var edits: [AccountEdit] = []
    package private(set) var remarks: [FormRemark] = []
    /// A row, a column or a heading is not where it went out.
    package private(set) var isMoved = false

    private let form: ReturnedForm
    private let sheet: RawWorkbook.Sheet
    private let sheetIndex: Int
    private let minorDigits: Int
    private var rowsOfKey: [String: [Int]] = [:]

    package init(_ form: ReturnedForm) {
        self.form = form
        sheet = form.workbook.sheet(form.sheetName)!
        sheetIndex = form.workbook.sheetNames.firstIndex(of: form.sheetName) ?? 0
        minorDigits = Currency(code: form[.currency])?.minorDigits ?? 2
        for cell in sheet.cells where cell.column == form.keyColumn && cell.row > form.headingRow {
            rowsOfKey[InputCell.trimmed(cell.text), default: []].append(cell.row)
        }
        isMoved = Self.isMoved(form, rowsOfKey)
        readHeadings()
        readRows()
        readStrangers()
    }

    private static func isMoved(_ form: ReturnedForm, _ rows: [String: [Int]]) -> Bool {
        for key in form.keys where rows[key]?.first.map({ "\($0 + 1)" }) != form.bases[key]?.shown["place"] {
            return true
        }
        return zip(form.columns, 0...).contains { form.places[$0.0.name] != $0.1 }
    }

    /// A heading that was typed over hides its column.
    private mutating func readHeadings() {
        for (name, heading) in form.columns where form.places[name] == nil {
            let isInput = EstimateForm.Column(rawValue: name)?.isInput == true
            remark(
                .cellLocked, form.headingRow, nil, "", heading, was: heading, found: "",
                "is not among the headings any more, or is there twice"
                    + (isInput ? "; what was typed below it is not read" : ""),
                hint: "give the column its heading back")
        }
    }

    private mutating func readRows() {
        for key in form.keys {
            let rows = rowsOfKey[key] ?? []
            guard let row = rows.first else {
                remark(
                    .estimateRemark, nil, nil, key, "", was: "", found: "",
                    "has no row any more; its estimate stays as it is", hint: "")
                continue
            }
            guard rows.count == 1 else {
                let list = rows.map { "\($0 + 1)" }.joined(separator: ", ")
                remark(
                    .estimateCell, row, form.keyColumn, key, "", was: "", found: key,
                    "stands on rows \(list): none of them is read", hint: "delete the copies")
                continue
            }
            read(key, row)
        }
    }

    private mutating func read(_ key: String, _ row: Int) {
        let base = form.bases[key]!
        let isSound = compareLocked(key, row, base)
        var (cells, isGood) = ([AccountEdit.CellEdit](), true)
        for (name, heading) in form.columns {
            guard let column = EstimateForm.Column(rawValue: name), column.isInput, let place = form.places[name] else {
                continue
            }
            let input = InputCell(
                column: column, isPercent: base.forecast.method == .percentOf, minorDigits: minorDigits,
                isMoved: isMoved)
            let (cell, was) = (sheet.cell(row, place), base.shown[name] ?? "")
            switch input.read(cell, was: was, base.formulas[name]) {
            case .same: break
            case .edited(let text):
                let address = "\(form.sheetName)!\(Address.cell(row, place))"
                cells.append(.init(column: column, address: address, heading: heading, was: was, text: text))
            case .bad(let message, let hint):
                isGood = false
                remark(
                    .estimateCell, row, place, key, heading, was: was,
                    found: cell?.formula.map { "=" + $0 } ?? cell?.text ?? "", message, hint: hint)
            }
        }
        guard isGood, !cells.isEmpty else { return }
        let edit = AccountEdit(account: key, row: row, cells: cells)
        guard isSound else {
            remark(
                .estimateCell, row, form.keyColumn, key, "", was: "", found: key,
                "belongs to this row, and its account reads otherwise: what was typed on the row is not taken",
                hint: "was a part of the columns sorted without the others? Type the changes into a fresh copy")
            return
        }
        edits.append(edit)
    }

    /// Returns whether the row still says whose it is.
    private mutating func compareLocked(_ key: String, _ row: Int, _ base: ReturnedForm.Base) -> Bool {
        var isSound = true
        for (name, heading) in form.columns {
            guard EstimateForm.Column(rawValue: name)?.isInput != true, let place = form.places[name] else { continue }
            let (cell, was) = (sheet.cell(row, place), base.shown[name] ?? "")
            guard
                let found = LockedCell.change(
                    cell, was: was, base.formulas[name], isMoved: isMoved)
            else { continue }
            if name == EstimateForm.Column.account.rawValue { isSound = false }
            remark(
                .cellLocked, row, place, key, heading, was: was, found: found,
                base.formulas[name] != nil && cell?.formula == nil
                    ? "was typed over a formula; it is not read" : "is computed; what was typed here is not read",
                hint: LockedCell.hint)
        }
        return isSound
    }

    /// Rows without a key of ours that hold something in an input column.
    private mutating func readStrangers() {
        let keys = Set(form.keys)
        let known = Set(form.keys.flatMap { rowsOfKey[$0] ?? [] })
        let inputs = form.columns.filter { EstimateForm.Column(rawValue: $0.name)?.isInput == true }
        let last = known.max() ?? form.headingRow
        for (key, rows) in rowsOfKey.sorted(by: { $0.value[0] < $1.value[0] }) where !keys.contains(key) && !key.isEmpty
        {
            for row in rows {
                remark(
                    .estimateCell, row, form.keyColumn, key, "", was: "", found: key,
                    "is no account of this report; the row is not read", hint: "add the account to the chart first")
            }
        }
        for cell in sheet.cells
        where cell.row > form.headingRow && cell.row < last && !known.contains(cell.row) && cell.formula == nil {
            guard let input = inputs.first(where: { form.places[$0.name] == cell.column }),
                !InputCell.trimmed(cell.text).isEmpty,
                rowsOfKey.allSatisfy({ $0.key.isEmpty || !$0.value.contains(cell.row) })
            else { continue }
            remark(
                .estimateCell, cell.row, cell.column, "", input.heading, was: "", found: cell.text,
                "stands on a row that was inserted: it names no account, and is not read",
                hint: "type on the account's own row; a new account is added to the chart")
        }
        readOwnColumns(known)
    }

    /// Columns that somebody added beside ours: said once each.
    private mutating func readOwnColumns(_ rows: Set<Int>) {
        let ours = Set(form.places.values).union([form.keyColumn])
        var seen: Set<Int> = []
        for cell in sheet.cells where rows.contains(cell.row) && !ours.contains(cell.column) {
            guard seen.insert(cell.column).inserted else { continue }
            remark(
                .estimateRemark, cell.row, cell.column, "", "", was: "", found: cell.text,
                "stands in a column that the report does not have; the column is not read", hint: "")
        }
    }

    private mutating func remark(
        _ code: DiagnosticCode, _ row: Int?, _ column: Int?, _ account: String, _ heading: String, was: String,
        found: String, _ message: String, hint: String
    ) {
        remarks.append(
            FormRemark(
                code: code, sheet: form.sheetName, sheetIndex: sheetIndex, row: row, column: column, account: account,
                heading: heading, was: was, found: found, message: message, hint: hint))
    }
}
