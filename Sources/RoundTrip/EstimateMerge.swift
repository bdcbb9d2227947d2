package import CostModel
import Sheets
import Tables

/// The row of the forecast that is in force for an account now.
package struct CurrentForecast: Sendable {
    package var facts: ForecastFacts
    /// Line of the file; 0 where the account has no row.
    package var line: Int

    package init(facts: ForecastFacts, line: Int) {
        self.facts = facts
        self.line = line
    }

    package static let none = CurrentForecast(facts: .none, line: 0)
}

/// A new row of the forecast, and what it changes.
package struct ForecastChange: Hashable, Sendable {
    package struct Field: Hashable, Sendable {
        package var field: ForecastFacts.Field
        package var was: String
        package var text: String
    }
    package var account: String
    package var description: String
    package var row: ForecastFacts
    package var fields: [Field]
    /// Line of the row that was in force; 0 where there was none.
    package var line: Int
    /// Of the first cell.
    package var address: String
}

/// Both changed the same thing, each in another way.
package struct EstimateConflict: Hashable, Sendable {
    package var account: String
    package var field: ForecastFacts.Field
    package var base: String
    package var ours: String
    package var theirs: String
    package var remark: FormRemark
}

/// Three-way merge, account by account: what went out, what came back, what the forecast says by now.
package struct EstimateMerge: Sendable {
    package private(set) var changes: [ForecastChange] = []
    package private(set) var conflicts: [EstimateConflict] = []
    /// Cells that cannot be taken together.
    package private(set) var remarks: [FormRemark] = []
    /// Accounts of which the forecast says already what came back.
    package private(set) var alreadyThere: [String] = []

    private let form: ReturnedForm
    private let production: Production
    private let author: String
    private let reason: String

    /// `ours` by the normalised code of the account.
    package init(
        _ form: ReturnedForm, _ edits: FormEdits, ours: [String: CurrentForecast], _ production: Production,
        author: String, reason: String
    ) {
        (self.form, self.production, self.author, self.reason) = (form, production, author, reason)
        for edit in edits.edits {
            merge(edit, ours[production.normalized(account: edit.account)] ?? .none)
        }
    }

    private mutating func merge(_ edit: AccountEdit, _ ours: CurrentForecast) {
        let base = form.bases[edit.account]!
        let wish = EstimateWish(edit, base, production.currency, anchor: production.forecastAnchor)
        if let fault = wish.fault {
            remarks.append(
                remark(edit, fault.cell, .estimateCell, fault.cell.was, fault.cell.text, fault.message, fault.hint))
            return
        }
        let wanted = wish.fields.filter { !Self.isSame($0.value, base.forecast[$0.key]) }
        let open = wanted.filter { !Self.isSame($0.value, ours.facts[$0.key]) }
        guard !wanted.isEmpty else { return }
        guard !open.isEmpty else {
            alreadyThere.append(edit.account)
            return
        }
        let fields = conflicts(wanted, base.forecast, ours.facts)
        guard fields.isEmpty else {
            for field in fields { conflict(edit, field, wanted, base.forecast, ours) }
            return
        }
        apply(edit, open, ours)
    }

    /// `2350` and `2350.00` are one number.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        guard let number = Decimals.minorUnits(left, digits: 4), let other = Decimals.minorUnits(right, digits: 4)
        else { return false }
        return number == other
    }

    /// Fields that both changed, each in another way. How an account is estimated is one thing where either changed the method.
    private func conflicts(
        _ wanted: [ForecastFacts.Field: String], _ base: ForecastFacts, _ ours: ForecastFacts
    ) -> [ForecastFacts.Field] {
        // A department's cut does not say which accounts of others a percentage is of.
        let hidesBase = base.method == .percentOf && base[.of].isEmpty
        func isOurs(_ field: ForecastFacts.Field) -> Bool {
            !(hidesBase && field == .of) && !Self.isSame(base[field], ours[field])
        }
        let isEstimate = wanted.keys.contains(where: \.isEstimate)
        let isSwitched = isEstimate && (wanted[.method] != nil || isOurs(.method))
        return ForecastFacts.Field.allCases.filter { field in
            guard isOurs(field) else { return false }
            if let theirs = wanted[field] { return !Self.isSame(theirs, ours[field]) }
            return isSwitched && field.isEstimate
        }
    }

    private mutating func conflict(
        _ edit: AccountEdit, _ field: ForecastFacts.Field, _ wanted: [ForecastFacts.Field: String],
        _ base: ForecastFacts, _ ours: CurrentForecast
    ) {
        let theirs = wanted[field] ?? base[field]
        let place = ours.line > 0 ? " (line \(ours.line))" : ""
        func quoted(_ text: String) -> String { text.isEmpty ? "blank" : "\"\(text)\"" }
        let found = remark(
            edit, cell(edit, of: field), .estimateConflict, base[field], theirs,
            "is \(field.rawValue) in the workbook, and the forecast says \(quoted(ours.facts[field])) by now\(place); both "
                + "were changed since the report, and nothing of the row is taken",
            "agree on one, and write it into the forecast or into a fresh copy of the report")
        conflicts.append(
            EstimateConflict(
                account: edit.account, field: field, base: base[field], ours: ours.facts[field], theirs: theirs,
                remark: found))
    }

    private func cell(_ edit: AccountEdit, of field: ForecastFacts.Field) -> AccountEdit.CellEdit {
        let column: EstimateForm.Column =
            switch field {
            case .units, .percent, .unit: .units
            case .rate: .rate
            case .amount: edit[.estimate] == nil ? .newFinalCost : .estimate
            case .note: .note
            default: .method
            }
        return edit[column] ?? edit.cells[0]
    }

    private mutating func apply(
        _ edit: AccountEdit, _ open: [ForecastFacts.Field: String], _ ours: CurrentForecast
    ) {
        var row = ours.facts
        for (field, text) in open { row[field] = text }
        if !row[.currency].isEmpty, open[.amount]?.isEmpty == false || open[.rate]?.isEmpty == false {
            row[.currency] = production.currency.description
        }
        // Who accepted an estimate has not accepted the next one.
        if open.keys.contains(where: \.isEstimate) { row[.acknowledged] = "" }
        // A method that nobody wrote down yet.
        if row[.method].isEmpty { row[.method] = ForecastLine.Method.budgetRemaining.rawValue }
        row[.author] = author
        if !reason.isEmpty, open[.note] == nil { row[.note] = reason }
        row[.date] = max(form.period, ours.facts.day.isNone ? form.period : ours.facts.day).description
        let fields = ForecastFacts.Field.allCases.filter { !Self.isSame(row[$0], ours.facts[$0]) }.map {
            ForecastChange.Field(field: $0, was: ours.facts[$0], text: row[$0])
        }
        changes.append(
            ForecastChange(
                account: edit.account, description: form.bases[edit.account]!.shown["description"] ?? "", row: row,
                fields: fields, line: ours.line, address: edit.cells[0].address))
    }

    private func remark(
        _ edit: AccountEdit, _ cell: AccountEdit.CellEdit, _ code: DiagnosticCode, _ was: String, _ found: String,
        _ message: String, _ hint: String
    ) -> FormRemark {
        let place = form.places[cell.column.rawValue]
        return FormRemark(
            code: code, sheet: form.sheetName,
            sheetIndex: form.workbook.sheetNames.firstIndex(of: form.sheetName) ?? 0, row: edit.row, column: place,
            account: edit.account, heading: cell.heading, was: was, found: found, message: message, hint: hint)
    }
}
