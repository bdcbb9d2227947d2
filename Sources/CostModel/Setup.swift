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
/// Fields: reference = number, date, type = transfer|overage|pending, account, amount, details = reason, party = approved by.
package struct BudgetChange: Hashable, Sendable {
    /// What is `pending` waits for approval and is in no figure.
    package enum Kind: String, Sendable, CaseIterable { case transfer, overage, pending }

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
