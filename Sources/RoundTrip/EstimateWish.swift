import CostModel
import Sheets

/// What the edited cells of an account ask of its row in the forecast.
struct EstimateWish {
    typealias Field = ForecastFacts.Field
    /// Fields that shall read otherwise; only those.
    private(set) var fields: [Field: String] = [:]
    /// Why the cells cannot be taken together; the cell that shows it.
    private(set) var fault: (cell: AccountEdit.CellEdit, message: String, hint: String)?

    private let edit: AccountEdit
    private let base: ReturnedForm.Base
    private let currency: Currency
    private let method: ForecastLine.Method

    init(_ edit: AccountEdit, _ base: ReturnedForm.Base, _ currency: Currency, anchor: ForecastAnchor) {
        (self.edit, self.base, self.currency) = (edit, base, currency)
        method = Self.method(titled: base.shown[EstimateForm.Column.method.rawValue] ?? "") ?? .budgetRemaining
        let chosen = edit[.method].map { Self.method(titled: $0.text) }
        if let cell = edit[.method], chosen! == nil {
            let known = ForecastLine.Method.allCases.map(\.title).joined(separator: ", ")
            fault = (cell, "is no method", "one of: \(known)")
            return
        }
        if isTyped(.estimate) || isTyped(.newFinalCost) {
            typeAmount(chosen ?? nil)
        } else if let wanted = chosen ?? nil, wanted != method {
            choose(wanted)
        } else {
            change()
        }
        setNote(anchor)
        if fault == nil { check() }
    }

    /// As the menu of the workbook or the forecast itself writes it.
    static func method(titled text: String) -> ForecastLine.Method? {
        func plain(_ text: String) -> String {
            text.lowercased().replacing("×", with: "x").filter { !$0.isWhitespace && $0 != "_" }
        }
        return ForecastLine.Method.allCases.first { [$0.title, $0.rawValue].map(plain).contains(plain(text)) }
    }

    private func isTyped(_ column: EstimateForm.Column) -> Bool { edit[column].map { !$0.text.isEmpty } ?? false }

    private func minor(_ text: String) -> Int64? { Decimals.minorUnits(text, digits: currency.minorDigits) }

    private func shown(_ column: EstimateForm.Column) -> Int64 { minor(base.shown[column.rawValue] ?? "") ?? 0 }

    // MARK: The estimate

    /// A typed estimate is manual, a typed end holds that end; the method that was chosen along with it is asked first.
    private mutating func typeAmount(_ chosen: ForecastLine.Method?) {
        let (left, end) = (edit[.estimate].flatMap { minor($0.text) }, edit[.newFinalCost].flatMap { minor($0.text) })
        let cost = shown(.cost)
        if let left, let end, end - cost != left {
            return fail(
                .newFinalCost, "does not agree with the estimate that was typed too",
                "type one of the two: cost and commitments are \(text(cost))")
        }
        let kept: ForecastLine.Method = method == .holdEstimate ? .holdEstimate : .manual
        let wanted = chosen ?? (end == nil ? kept : .holdFinalCost)
        guard wanted.isTyped else {
            return fail(
                end == nil ? .estimate : .newFinalCost, "is typed, and the method \"\(wanted.title)\" makes its own",
                "choose manual, hold ETC or hold EFC, or leave the method as it was")
        }
        put(wanted, amount: wanted == .holdFinalCost ? end ?? cost + left! : left ?? end! - cost)
    }

    private mutating func choose(_ wanted: ForecastLine.Method) {
        switch wanted {
        case .manual, .holdEstimate: put(wanted, amount: shown(.estimate))
        case .holdFinalCost: put(wanted, amount: shown(.cost) + shown(.estimate))
        case .budgetRemaining, .holdBudget, .deals, .fringes, .datedItems, .noEstimate, .rateTimesUnits, .percentOf:
            put(wanted, amount: nil)
            change()
        }
    }

    /// Sets the method and clears what it has no use for.
    private mutating func put(_ wanted: ForecastLine.Method, amount: Int64?) {
        fields[.method] = wanted.rawValue
        for field in Field.allCases where field.isEstimate && field != .method && field != .currency {
            if !Self.uses(wanted).contains(field), !base.forecast[field].isEmpty { fields[field] = "" }
        }
        if let amount { fields[.amount] = text(amount) }
    }

    static func uses(_ method: ForecastLine.Method) -> Set<Field> {
        switch method {
        case .manual, .holdEstimate, .holdFinalCost: [.amount, .currency]
        case .rateTimesUnits:
            [.unit, .units, .rate, .shootingUnit, .overtime, .fringe, .allowances, .currency]
        case .percentOf: [.percent, .of]
        case .budgetRemaining, .holdBudget, .deals, .fringes, .datedItems, .noEstimate: []
        }
    }

    /// The method that will be in force.
    private var wanted: ForecastLine.Method {
        fields[.method].flatMap { ForecastLine.Method(rawValue: $0) } ?? method
    }

    /// Units, percent and rate, as far as the method looks at them.
    private mutating func change() {
        if let cell = edit[.units] { set(wanted == .percentOf ? .percent : .units, cell) }
        if let cell = edit[.rate] { set(.rate, cell) }
        if let cell = edit[.estimate], cell.text.isEmpty, wanted == method {
            fail(.estimate, "was cleared", "type 0 where nothing more will be spent")
        }
    }

    private mutating func set(_ field: Field, _ cell: AccountEdit.CellEdit) {
        if Self.uses(wanted).contains(field) {
            fields[field] = cell.text
        } else if !cell.text.isEmpty {
            fail(
                cell.column, "has no effect: the method is \"\(wanted.title)\"",
                "choose the method that counts it, or clear the cell")
        }
    }

    /// A note alone must not move a figure: a manual estimate whose row is written anew would hold another week's end.
    private mutating func setNote(_ anchor: ForecastAnchor) {
        guard let note = edit[.note] else { return }
        if fields.isEmpty, method == .manual, anchor == .holdFinalCost {
            put(.holdFinalCost, amount: shown(.cost) + shown(.estimate))
        }
        fields[.note] = note.text
    }

    /// A row that the forecast could not use is not written.
    private mutating func check() {
        func value(_ field: Field) -> String { fields[field] ?? base.forecast[field] }
        guard fields.keys.contains(where: { $0 != .note }), let cell = edit.cells.first else { return }
        switch wanted {
        case .rateTimesUnits where minorOf(value(.rate)) == 0:
            fail(edit[.rate]?.column ?? cell.column, "leaves the account without a rate", "type the rate of a unit")
        case .rateTimesUnits where value(.units).isEmpty && ForecastLine.Unit(rawValue: value(.unit)) == nil:
            fail(edit[.units]?.column ?? cell.column, "leaves the account without units", "type how many are left")
        case .percentOf where value(.of).isEmpty:
            fail(
                cell.column, "asks for a percentage, and nothing says of what",
                "write it into the column Of of the forecast")
        case .percentOf where value(.percent).isEmpty:
            fail(edit[.units]?.column ?? cell.column, "leaves the account without a percentage", "type it: 22.5")
        case _ where !value(.allowances).isEmpty && (fields[.rate] != nil && isForeign):
            fail(
                cell.column, "is in the production's currency, and the allowances of the row are not",
                "write the row into the forecast by hand")
        default: break
        }
    }

    /// The row that is in force is in another currency than the report.
    private var isForeign: Bool {
        !base.forecast[.currency].isEmpty && base.forecast[.currency] != currency.description
    }

    private func minorOf(_ text: String) -> Int64 { Decimals.minorUnits(text, digits: 4) ?? 0 }

    private func text(_ amount: Int64) -> String { Decimals.text(amount, digits: currency.minorDigits) }

    private mutating func fail(_ column: EstimateForm.Column, _ message: String, _ hint: String) {
        if fault == nil, let cell = edit[column] ?? edit.cells.first { fault = (cell, message, hint) }
    }
}
