/// A row of the forecast as plain texts, written in one way only, so that two of them can be compared field by field: what a
/// workbook was made from, and what stands in the forecast now.
package struct ForecastFacts: Hashable, Sendable {
    package enum Field: String, Sendable, CaseIterable {
        case date, method, unit, units, rate, percent, of, amount, author, note
        case shootingUnit = "shooting_unit"
        case overtime, fringe, allowances, acknowledged, currency

        /// Part of how the rest is estimated; the others say when, by whom and why.
        package var isEstimate: Bool {
            switch self {
            case .method, .unit, .units, .rate, .percent, .of, .amount, .shootingUnit, .overtime, .fringe,
                .allowances, .currency:
                true
            case .date, .author, .note, .acknowledged: false
            }
        }
    }

    private var texts: [Field: String] = [:]

    package init() {}

    /// How an account without a row is estimated.
    package static let none: ForecastFacts = {
        var facts = ForecastFacts()
        facts[.method] = ForecastLine.Method.budgetRemaining.rawValue
        return facts
    }()

    package init(_ line: ForecastLine) {
        self.init()
        self[.date] = line.date.isNone ? "" : line.date.description
        self[.method] = line.method?.rawValue ?? line.methodText
        self[.unit] = line.unit?.rawValue ?? line.unitText
        self[.units] = line.units.map { Self.short(Decimals.text(Int64($0), digits: 2)) } ?? ""
        let number = line.rate.tenThousandths == 0 ? "" : Self.short(line.rate.description)
        self[line.method == .percentOf ? .percent : .rate] = number
        self[.of] = line.of
        self[.amount] = line.amount?.description ?? ""
        (self[.author], self[.note]) = (line.author, line.note)
        self[.shootingUnit] = line.shootingUnit
        self[.overtime] = line.overtime == 0 ? "" : Self.short(Decimals.text(Int64(line.overtime), digits: 2))
        (self[.fringe], self[.allowances]) = (line.fringeText, line.allowanceText)
        self[.acknowledged] = line.acknowledgedBy
        self[.currency] = line.currency.description
    }

    /// Empty where the row says nothing.
    package subscript(field: Field) -> String {
        get { texts[field] ?? "" }
        set { texts[field] = newValue.isEmpty ? nil : newValue }
    }

    package var method: ForecastLine.Method? { ForecastLine.Method(rawValue: self[.method]) }
    package var day: Day { Day(iso: self[.date]) ?? .none }

    /// `22.5` for `22.5000`, `3` for `3.00`.
    package static func short(_ decimal: String) -> String {
        guard decimal.contains(".") else { return decimal }
        var text = Substring(decimal)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text == "-0" ? "0" : String(text)
    }
}
