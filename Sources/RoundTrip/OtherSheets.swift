import CostModel
import Sheets
package import Tables

/// All cells of a workbook that came back beside the rows of estimates, against the workbook that went out.
package enum OtherSheets {
    /// Whether `original` is the workbook that this one was: the same hidden sheet, cell by cell.
    package static func isOriginal(_ original: RawWorkbook, of form: ReturnedForm) -> Bool {
        guard let left = original.sheet(EstimateForm.sheetName), let right = form.workbook.sheet(EstimateForm.sheetName)
        else { return false }
        return zip(left.cells, right.cells).allSatisfy { ($0.row, $0.column, $0.text) == ($1.row, $1.column, $1.text) }
            && left.cells.count == right.cells.count
    }

    package static func remarks(_ form: ReturnedForm, _ edits: FormEdits, original: RawWorkbook) -> [FormRemark] {
        var remarks: [FormRemark] = []
        for sheet in original.sheets where sheet.name != EstimateForm.sheetName {
            let name = sheet.name == form[.sheet] ? form.sheetName : sheet.name
            guard let now = form.workbook.sheet(name) else {
                remarks.append(whole(form, sheet.name, "is not there any more"))
                continue
            }
            let index = form.workbook.sheetNames.firstIndex(of: name) ?? 0
            remarks +=
                sheet.name == form[.sheet]
                ? beside(form, edits, sheet, now, index) : compare(sheet, now, index, isMoved: edits.isMoved)
        }
        let known = Set(original.sheetNames + [form.sheetName])
        for name in form.workbook.sheetNames where !known.contains(name) {
            remarks.append(whole(form, name, "is a sheet that the report does not have; it is not read"))
        }
        return remarks
    }

    private static func whole(_ form: ReturnedForm, _ sheet: String, _ message: String) -> FormRemark {
        FormRemark(
            code: .estimateRemark, sheet: sheet, sheetIndex: form.workbook.sheetNames.firstIndex(of: sheet) ?? 0,
            account: "", heading: "", was: "", found: "", message: message, hint: "")
    }

    private static func compare(
        _ was: RawWorkbook.Sheet, _ now: RawWorkbook.Sheet, _ index: Int, isMoved: Bool,
        where isWanted: (Int) -> Bool = { _ in true }
    ) -> [FormRemark] {
        var remarks: [FormRemark] = []
        var (left, right) = (0, 0)
        while left < was.cells.count || right < now.cells.count {
            let old = left < was.cells.count ? was.cells[left] : nil
            let new = right < now.cells.count ? now.cells[right] : nil
            let isOld = old.map { old in new.map { (old.row, old.column) <= ($0.row, $0.column) } ?? true } ?? false
            let isNew = new.map { new in old.map { (new.row, new.column) <= ($0.row, $0.column) } ?? true } ?? false
            if isOld { left += 1 }
            if isNew { right += 1 }
            let place = isOld ? old! : new!
            guard isWanted(place.row) else { continue }
            if let remark = remark(isOld ? old : nil, isNew ? new : nil, was.name, now.name, index, isMoved) {
                remarks.append(remark)
            }
        }
        return remarks
    }

    private static func remark(
        _ old: RawWorkbook.Cell?, _ new: RawWorkbook.Cell?, _ sheet: String, _ name: String, _ index: Int,
        _ isMoved: Bool
    ) -> FormRemark? {
        let shown = old.map { $0.kind == .text ? $0.text : ForecastFacts.short($0.text) } ?? ""
        guard let found = LockedCell.change(new, was: shown, old?.formula, isMoved: isMoved || old?.isShared == true)
        else { return nil }
        let place = (new ?? old)!
        return FormRemark(
            code: .cellLocked, sheet: name, sheetIndex: index, row: place.row, column: place.column, account: "",
            heading: "", was: old?.formula.map { "=" + $0 } ?? shown, found: found,
            message: old?.formula != nil && new?.formula == nil
                ? "was typed over a formula; it is not read" : "was changed; it is not read", hint: LockedCell.hint)
    }

    /// The sheet of estimates outside of its rows: headings, categories, totals, footnotes.
    private static func beside(
        _ form: ReturnedForm, _ edits: FormEdits, _ was: RawWorkbook.Sheet, _ now: RawWorkbook.Sheet, _ index: Int
    ) -> [FormRemark] {
        let keys = Set(form.keys)
        func rows(_ sheet: RawWorkbook.Sheet, _ column: Int) -> Set<Int> {
            Set(sheet.cells.filter { $0.column == column && keys.contains($0.text) }.map(\.row))
        }
        let keyed = rows(now, form.keyColumn)
        if !edits.isMoved { return compare(was, now, index, isMoved: false, where: { !keyed.contains($0) }) }
        // Rows and columns are elsewhere: what stood beside the rows must still stand somewhere, and nothing else.
        let oldKeyed = rows(was, form.columns.count)
        var left: [String: [RawWorkbook.Cell]] = [:]
        for cell in was.cells where !oldKeyed.contains(cell.row) { left[mark(cell), default: []].append(cell) }
        let inputs = Set(
            form.columns.filter { EstimateForm.Column(rawValue: $0.name)?.isInput == true }
                .compactMap { form.places[$0.name] })
        var remarks: [FormRemark] = []
        for cell in now.cells where !keyed.contains(cell.row) {
            if left[mark(cell)]?.popLast() != nil { continue }
            // Said already, as something typed on an inserted row.
            if inputs.contains(cell.column), cell.row > form.headingRow, cell.formula == nil { continue }
            remarks += [remark(nil, cell, was.name, now.name, index, true)].compactMap { $0 }
        }
        let gone = left.values.joined().sorted { ($0.row, $0.column) < ($1.row, $1.column) }
        return remarks + gone.compactMap { remark($0, nil, was.name, now.name, index, true) }
    }

    private static func mark(_ cell: RawWorkbook.Cell) -> String {
        cell.formula.map { "=" + FormulaText.shape($0) } ?? InputCell.trimmed(ForecastFacts.short(cell.text))
    }
}
