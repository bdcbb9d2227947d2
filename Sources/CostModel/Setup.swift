/// Typed views of the set-up records: what the shared fields mean for each kind. The profiles `chart`, `budget`,
/// `budget-changes`, `crew-deals`, `shoot-days` and `forecast` fill them so.

/// A line of the chart of accounts. Fields: account = code, details = name, reference = category code, tag = category name,
/// set = section, type = cost|formula|balance, department.
package struct Account: Hashable, Sendable {
    package enum Class: String, Sendable, CaseIterable {
        /// Takes cost.
        case cost
        /// Takes cost and is forecast from other lines: fringes, contingency, bond.
        case formula
        /// Balance sheet: bank, payables, floats. What is posted there is settlement, never cost.
        case balance
    }

    package var code: String
    package var name: String
    package var category: String
    package var categoryName: String
    package var section: String
    package var accountClass: Class
    package var department: String

    package init(
        code: String, name: String, category: String, categoryName: String, section: String, accountClass: Class,
        department: String
    ) {
        self.code = code
        self.name = name
        self.category = category
        self.categoryName = categoryName
        self.section = section
        self.accountClass = accountClass
        self.department = department
    }

    package init(_ record: CostRecord, in texts: Texts) {
        precondition(record.kind == .account)
        self.init(
            code: texts[record.account], name: texts[record.details], category: texts[record.reference],
            categoryName: texts[record.tag], section: texts[record.set],
            accountClass: Class(rawValue: texts[record.type].lowercased()) ?? .cost,
            department: texts[record.department])
    }
}

/// A budget line: B0 of an account is the sum of its lines. Fields: account, details, amount.
package struct BudgetLine: Hashable, Sendable {
    package var account: String
    package var details: String
    package var amount: Money

    package init(_ record: CostRecord, in texts: Texts) {
        precondition(record.kind == .budgetLine)
        account = texts[record.account]
        details = texts[record.details]
        amount = record.amount
    }
}

/// A transfer between lines (those of one number sum to zero) or an approved overage.
/// Fields: reference = number, date, type = transfer|overage, account, amount, details = reason, party = approved by.
package struct BudgetChange: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable { case transfer, overage }

    package var number: String
    package var date: Day
    package var kind: Kind
    package var account: String
    package var amount: Money
    package var reason: String

    package init(_ record: CostRecord, in texts: Texts) {
        precondition(record.kind == .budgetChange)
        number = texts[record.reference]
        date = record.date
        kind = Kind(rawValue: texts[record.type].lowercased()) ?? .overage
        account = texts[record.account]
        amount = record.amount
        reason = texts[record.details]
    }
}

/// What a worker is paid. Fields: party = worker, holder = occupation, department, account, rate, type = hour|day|week,
/// quantity = guaranteed hours a day, date = start, weekEnding = finish.
package struct CrewDeal: Hashable, Sendable {
    package enum Per: String, Sendable, CaseIterable { case hour, day, week }

    package var worker: String
    package var occupation: String
    package var account: String
    package var rate: Rate
    package var per: Per
    /// Hundredths of hours a day that the rate covers; 0 stands for 8 hours.
    package var guaranteedHours: Int32
    package var start: Day
    package var finish: Day

    package init(_ record: CostRecord, in texts: Texts) {
        precondition(record.kind == .crewDeal)
        worker = texts[record.party]
        occupation = texts[record.holder]
        account = texts[record.account]
        rate = record.rate
        per = Per(rawValue: texts[record.type].lowercased()) ?? .hour
        guaranteedHours = record.quantity
        start = record.date
        finish = record.weekEnding
    }
}

/// A day of the schedule. Fields: date, type = Prep|Shoot|Hold|Travel|Wrap, tag = unit, reference = shoot day number,
/// set = location, details = notes.
package struct ShootDay: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable { case prep, shoot, hold, travel, wrap }

    package var date: Day
    package var kind: Kind
    package var unit: String
    package var number: String

    package init(_ record: CostRecord, in texts: Texts) {
        precondition(record.kind == .shootDay)
        date = record.date
        kind = Kind(rawValue: texts[record.type].lowercased()) ?? .shoot
        unit = texts[record.tag]
        number = texts[record.reference]
    }
}

/// How the rest of an account is estimated, from a date on. Fields: date, account, type = method, tag = unit,
/// quantity = units (`CostRecord.notGiven` when the schedule is to be counted), rate (or percent, which is kept there),
/// order = "of", amount (hours15 is `CostRecord.notGiven` when it is left blank), party = author, details = note.
package struct ForecastLine: Hashable, Sendable {
    package enum Method: String, Sendable, CaseIterable {
        case budgetRemaining = "budget_remaining"
        case rateTimesUnits = "rate_x_units"
        case manual
        /// Nothing more will be spent: the line is wrapped.
        case noEstimate = "none"
        case percentOf = "percent_of"

        package var title: String {
            switch self {
            case .budgetRemaining: "budget remaining"
            case .rateTimesUnits: "rate × units"
            case .manual: "manual"
            case .noEstimate: "none"
            case .percentOf: "percent of"
            }
        }
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
    package var rate: Rate
    package var percent: Percent
    package var of: String
    /// nil when the row says none.
    package var amount: Money?
    package var author: String
    package var note: String
    /// Who has accepted that the estimate is negative; empty for nobody. Field: holder.
    package var acknowledgedBy: String

    package init(_ record: CostRecord, in texts: Texts) {
        precondition(record.kind == .forecast)
        date = record.date
        account = texts[record.account]
        methodText = texts[record.type]
        method = Method(rawValue: methodText)
        unitText = texts[record.tag]
        unit = Unit(rawValue: unitText)
        units = record.quantity == CostRecord.notGiven ? nil : record.quantity
        rate = record.rate
        // 22.5 in ten-thousandths is the same whole number as 22.5 % in millionths.
        percent = Percent(millionths: record.rate.tenThousandths)
        of = texts[record.order]
        amount = record.hours15 == CostRecord.notGiven ? nil : record.amount
        author = texts[record.party]
        note = texts[record.details]
        acknowledgedBy = texts[record.holder]
    }
}
