/// The settings of one production, from `production.yaml`.
package struct Production: Hashable, Sendable {
    package var title: String
    package var company: String
    package var currency: Currency
    package var calendar: PeriodCalendar
    package var variance: VarianceSign
    package var etcBasis: ETCBasis
    package var accrualsIn: AccrualColumn
    /// Sections of the topsheet in order; their sum is the direct total.
    package var sections: [String]
    /// The section of formula lines below the direct total: contingency, bond.
    package var contractual: String
    /// Characters that do not count when account codes are compared, e.g. `-. `; none by default.
    package var accountIgnores: String
    package var feeds: [Feed]
    /// What stays when cost posts against a typed estimate, where its line does not say.
    package var forecastAnchor = ForecastAnchor.holdFinalCost
    /// Estimates of units still to come are lowered by what is on order for the same line (domain 1.11, guard 1).
    package var isNetOfCommitments = true
    /// How many copies of the ledger, each as it was before an import, are kept in `backups/`.
    package var backups = Production.backupsStandard
    package static let backupsStandard = 3
    /// From `coding.yaml`; nil where there is none.
    package var coding: CodingRules?
    /// From `policies.yaml`; the defaults where there is none.
    package var policies = Policies()
    /// Foreign currencies in which records may be; what is in any other is refused.
    package var currencies: [Currency] = []
    /// Which rates turn foreign transactions into cost.
    package var rates: RateBasis = .daily
    /// Episodes, locations, sets, units and tax tags that there are.
    package var dimensions = DimensionRules()
    /// Layout, paper, logo, thresholds of notes, department cuts.
    package var reports = ReportSettings()
    /// From `labour.yaml`; nil where there is none: hours are priced as the timecards pay them.
    package var labour: LabourRules?
    /// Who gets the reports; nil where they are not mailed.
    package var mail: MailSettings?
    /// The forms that a run writes; the workbook is one of them.
    package var formats: [ReportFormat] = [.xlsx]

    package init(
        title: String, company: String, currency: Currency, calendar: PeriodCalendar, variance: VarianceSign,
        etcBasis: ETCBasis, accrualsIn: AccrualColumn, sections: [String], contractual: String,
        accountIgnores: String, feeds: [Feed], coding: CodingRules? = nil
    ) {
        self.title = title
        self.company = company
        self.currency = currency
        self.calendar = calendar
        self.variance = variance
        self.etcBasis = etcBasis
        self.accrualsIn = accrualsIn
        self.sections = sections
        self.contractual = contractual
        self.accountIgnores = accountIgnores
        self.feeds = feeds
        self.coding = coding
    }

    /// The code as it is compared: blanks at the ends and ignored characters gone, letters as capitals.
    package func normalized(account: String) -> String {
        let ignored = Set(accountIgnores)
        let kept = account.filter { !ignored.contains($0) }
        var text = Substring(kept)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text.uppercased()
    }
}

/// One source of the production: which files, read how.
package struct Feed: Hashable, Sendable {
    package var name: String
    package var profile: String
    /// A glob below the production folder: `inbox/amex-*.csv`.
    package var files: String

    package init(name: String, profile: String, files: String) {
        self.name = name
        self.profile = profile
        self.files = files
    }
}

/// Which side of the budget the variance column shows as positive. There is no default: the field does not agree (domain 1.2).
package enum VarianceSign: String, Sendable, CaseIterable {
    case overPositive = "over_positive"
    case underPositive = "under_positive"

    /// The bracketed word is the negative one.
    package var heading: String { self == .overPositive ? "Over/(Under)" : "(Over)/Under" }
    package var sentence: String { self == .overPositive ? "over budget is positive" : "under budget is positive" }

    package func variance(finalCost: Money, budget: Money) -> Money {
        self == .overPositive ? finalCost - budget : budget - finalCost
    }
}

/// What the estimate to complete starts from (domain 1.11, guard 4).
package enum ETCBasis: String, Sendable, CaseIterable {
    /// EFC = actuals + commitments + ETC.
    case totalCosts = "total_costs"
    /// EFC = actuals + ETC.
    case actuals

    package var sentence: String { self == .totalCosts ? "ETC on total costs" : "ETC on actuals" }
}

/// What a typed estimate holds while cost is posted (domain 0, forecast anchor).
package enum ForecastAnchor: String, Sendable, CaseIterable {
    /// The final cost of the week in which it was typed: what is posted later lowers the estimate.
    case holdFinalCost = "hold_efc"
    /// The estimate: what is posted later raises the final cost.
    case holdEstimate = "hold_etc"
}

/// Where accruals print (domain 1.11, guard 5).
package enum AccrualColumn: String, Sendable, CaseIterable {
    case commitments
    case ownColumn = "own_column"
}
