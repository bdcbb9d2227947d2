package import CostModel

/// What the labour sheets show.
package struct LabourFindings: Sendable {
    /// In the order of `Findings.accruals`, one a row; empty without a `labour.yaml`.
    package var timecards: [TimecardPrice] = []
    /// In order of week and name.
    package var weeks: [LabourWeek] = []
    /// In order of day, department and name.
    package var hotCosts: [HotCostRow] = []

    package init() {}
}

/// A timecard row with what it comes to. Hours are hundredths, money minor units.
package struct TimecardPrice: Hashable, Sendable {
    package var entry: Int
    /// Index into the rules' agreements; nil for a row that is priced by the hours that it pays.
    package var agreement: Int?
    package var straight: Int64
    package var half: Int64
    package var double: Int64
    package var night: Int64
    package var meal: Int64
    package var rest: Int64
    /// Ten-thousandths an hour at straight time; 0 where only the row's own hours are known.
    package var hourly: Int64
    package var total: Int64
    package var isSuperseded: Bool
    package var isUnpriced: Bool

    init(
        _ entry: Int, _ record: CostRecord, _ rule: RowPrice?, _ price: Int64?, isSuperseded: Bool, _ currency: Currency
    ) {
        self.entry = entry
        agreement = rule.map { Int($0.agreement) }
        straight = rule?.straight ?? Int64(record.quantity)
        half = rule?.half ?? Int64(record.hours15)
        double = rule?.double ?? Int64(record.hours20)
        (night, meal, rest) = (rule?.night ?? 0, rule?.meal ?? 0, rule?.rest ?? 0)
        hourly = rule?.hourly ?? record.rate.tenThousandths
        total = price ?? 0
        self.isSuperseded = isSuperseded
        isUnpriced = price == nil
    }
}

/// A worker's week: what the timecards come to, and what the register pays for it.
package struct LabourWeek: Hashable, Sendable {
    package var week: Day
    /// As first met.
    package var worker: TextID
    package var accrued: Money
    /// Wages without rentals and reimbursements; nil where no register has come.
    package var register: Money?

    init(_ week: Day, _ worker: TextID, _ register: Int64?, _ currency: Currency) {
        (self.week, self.worker) = (week, worker)
        accrued = .zero(currency)
        self.register = register.map { Money($0, currency) }
    }

    /// Register less accrual; nil while the accrual stands.
    package var difference: Money? { register.map { $0 - accrued } }

    /// By week and name; names are compared once.
    static func inOrder(_ weeks: some Sequence<LabourWeek>, _ texts: Texts) -> [LabourWeek] {
        let weeks = Array(weeks)
        let names = Set(weeks.map(\.worker)).map { ($0, texts[$0]) }.sorted { Findings.precedes($0.1, $1.1) }
        let ranks = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1.0, $0) })
        return weeks.sorted { ($0.week, ranks[$0.worker]!) < ($1.week, ranks[$1.worker]!) }
    }
}
