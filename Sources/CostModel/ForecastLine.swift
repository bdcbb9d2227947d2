/// How the rest of an account is estimated, from a date on (domain 1.11). Fields: date, account, type = method, tag = unit,
/// quantity = units (`CostRecord.notGiven` when the schedule is to be counted), rate (or percent, which is kept there),
/// order = "of", amount (hours15 is `CostRecord.notGiven` when it is left blank), hours20 = overtime in percent, reference =
/// fringe percent, set = allowances, department = shooting unit, party = author, details = note, holder = acknowledged by.
package struct ForecastLine: Hashable, Sendable {
    package enum Method: String, Sendable, CaseIterable {
        case budgetRemaining = "budget_remaining"
        /// Ends at the working budget, whatever is spent.
        case holdBudget = "hold_budget"
        /// Ends at the amount; what is posted lowers the estimate.
        case holdFinalCost = "hold_efc"
        /// The amount is still to come; what is posted raises the end.
        case holdEstimate = "hold_etc"
        case rateTimesUnits = "rate_x_units"
        /// What the deals of the account come to on the days that are left.
        case deals
        /// What fringes on the wages still to be paid come to.
        case fringes
        case datedItems = "dated_items"
        case manual
        /// Nothing more will be spent: the line is wrapped.
        case noEstimate = "none"
        case percentOf = "percent_of"

        package var title: String {
            switch self {
            case .budgetRemaining: "budget remaining"
            case .holdBudget: "hold budget"
            case .holdFinalCost: "hold EFC"
            case .holdEstimate: "hold ETC"
            case .rateTimesUnits: "rate × units"
            case .deals: "deals"
            case .fringes: "fringes"
            case .datedItems: "dated items"
            case .manual: "manual"
            case .noEstimate: "none"
            case .percentOf: "percent of"
            }
        }

        /// The number is somebody's: it wants a reason and an author.
        package var isTyped: Bool { [.holdFinalCost, .holdEstimate, .manual].contains(self) }
        /// A change of the number is a change of a rate, not of the mind.
        package var isRated: Bool { [.rateTimesUnits, .percentOf].contains(self) }
    }

    package enum Unit: String, Sendable, CaseIterable {
        case shootDay = "shoot_day"
        case prepDay = "prep_day"
        case wrapDay = "wrap_day"
        case travelDay = "travel_day"
        case holdDay = "hold_day"
        case week

        package var title: String { self == .week ? "weeks" : rawValue.replacing("_", with: " ") + "s" }
    }

    package var date: Day
    package var account: String
    /// As written; `method` is nil when it is none of the known ones.
    package var methodText: String
    package var method: Method?
    package var unitText: String
    package var unit: Unit?
    /// Hundredths; nil when the schedule is to be counted.
    package var units: Int32?
    /// The shooting unit whose days count; empty for all of them.
    package var shootingUnit: String
    package var rate: Rate
    package var percent: Percent
    /// Hundredths of percent on top of the rate.
    package var overtime: Int32
    /// As written; `onTop` reads them.
    package var fringeText: String
    package var allowanceText: String
    package var of: String
    /// nil when the row says none.
    package var amount: Money?
    package var author: String
    package var note: String
    /// Who has accepted that the estimate is negative; empty for nobody.
    package var acknowledgedBy: String
    package var currency: Currency

    package init(_ record: CostRecord, in texts: Texts) {
        precondition(record.kind == .forecast)
        date = record.date
        account = texts[record.account]
        methodText = texts[record.type]
        method = Method(rawValue: methodText.lowercased())
        unitText = texts[record.tag]
        unit = Unit(rawValue: unitText.lowercased())
        units = record.quantity == CostRecord.notGiven ? nil : record.quantity
        shootingUnit = texts[record.department]
        rate = record.rate
        // 22.5 in ten-thousandths is the same whole number as 22.5 % in millionths.
        percent = Percent(millionths: record.rate.tenThousandths)
        overtime = record.hours20
        fringeText = texts[record.reference]
        allowanceText = texts[record.set]
        of = texts[record.order]
        amount = record.hours15 == CostRecord.notGiven ? nil : record.amount
        author = texts[record.party]
        note = texts[record.details]
        acknowledgedBy = texts[record.holder]
        currency = record.currency
    }

    /// Fringe percent in millionths, 0 where blank; nil where it cannot be read.
    package var fringe: Percent? {
        fringeText.isEmpty ? Percent(millionths: 0) : Self.number(fringeText, digits: 4).map(Percent.init(millionths:))
    }

    /// Allowances in minor units, 0 where blank; nil where they cannot be read.
    package var allowances: Money? {
        let digits = currency.minorDigits
        return allowanceText.isEmpty
            ? .zero(currency) : Self.number(allowanceText, digits: digits).map { Money($0, currency) }
    }

    private static func number(_ text: String, digits: Int) -> Int64? {
        var plain = text.filter { $0 != "," && !$0.isWhitespace }
        if plain.hasSuffix("%") { plain.removeLast() }
        return Decimals.minorUnits(plain, digits: digits)
    }
}
