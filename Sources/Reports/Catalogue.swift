package import CostModel
package import Sheets

/// What a column prints: one entry for each column that a definition can name.
package struct CatalogueEntry: Hashable, Sendable {
    package var column: Column
    /// For the catalogue in `reports/README.md`.
    package var meaning: String
    /// Printed below the table where the heading does not say enough.
    package var footnote: String

    init(
        _ heading: String, _ kind: Column.Kind, band: String = "", width: Double? = nil, isStrong: Bool = false,
        _ meaning: String, footnote: String = ""
    ) {
        column = Column(heading, kind, band: band, width: width, isStrong: isStrong)
        self.meaning = meaning
        self.footnote = footnote
    }
}

/// The columns of one row source: the raw value is the name in YAML.
protocol CatalogueColumn: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {
    func entry(_ production: Production) -> CatalogueEntry
    /// False for a column that the production's settings leave nothing to say.
    func isPrinted(_ production: Production) -> Bool
}

extension CatalogueColumn {
    func isPrinted(_ production: Production) -> Bool { true }

    static func named(_ production: Production) -> [(name: String, entry: CatalogueEntry)] {
        allCases.map { ($0.rawValue, $0.entry(production)) }
    }
}

/// What the rows of a sheet are: one case a source. `Reports.sheet` lays each out.
package enum RowSource: String, Sendable, CaseIterable {
    case categories, accounts, estimates, orders
    case periodTransactions = "period_transactions"
    case transactions, exceptions, proof
    case departments, vendors, workers, envelopes, cards
    case payrollWeeks = "payroll_weeks"
    case tasks, documents, people
    case currencies
    case exchangeRates = "exchange_rates"
    case bridge
    case changes = "efc_changes"
    case crew
    case orderLog = "order_log"
    case rentals
    case vendorRates = "vendor_rates"
    case matches, duplicates, chains
    case byDimension = "by_dimension"
    case byDimensionAccounts = "by_dimension_accounts"
    case residency, untagged
    case ledgerDetail = "gl_detail"
    case trialBalance = "trial_balance"
    case creditors = "accrued_creditors"
    case timecards
    case labourWeeks = "labour_weeks"
    case hotCosts = "hot_costs"
    case floats
    case envelopeProofs = "envelope_proofs"
    case cardStatements = "card_statements"
    case policyExceptions = "policy_exceptions"
    case missingDocuments = "missing_documents"
    case checks
    case vendorPayments = "vendor_payments"
    case cashWeeks = "cash_weeks"
    case closedChanges = "closed_changes"
    case cover
    case varianceNotes = "variance_notes"
    case contingency
    case pendingOverages = "pending_overages"
    case scheduleStatus = "schedule_status"
    case bidSections = "bid_sections"
    case bidLines = "bid_lines"
    case dashboard, weeks

    /// What one row is, for the catalogue.
    package var meaning: String {
        switch self {
        case .categories:
            "One row a category, with section totals, the direct total, contractual lines and the grand total"
        case .accounts:
            "One row an account below its category, with the same totals; accounts without a figure are left out"
        case .estimates: "One row an account: how the rest is estimated. Shaded cells can be edited and read back"
        case .orders: "One row a purchase order line that is open or over-billed"
        case .periodTransactions: "One row a posting of the report's week"
        case .transactions: "One row a posting, from the start"
        case .exceptions: "One row a thing that is wrong or worth a look, errors first"
        case .proof: "One row a tie-out, then one row an imported file. The columns serve both tables"
        case .departments: "One row a department"
        case .vendors: "One row a vendor; payroll is one row below them"
        case .workers: "One row a worker on the payroll register or on open timecards"
        case .envelopes: "One row a petty-cash envelope, with a total for each custodian"
        case .cards: "One row a card member, then one row a charge that is not coded in full"
        case .payrollWeeks: "One row a week of service"
        case .tasks: "One row a task of a project board, late ones first"
        case .documents: "One row a permit, certificate, contract or tax form, expired ones first"
        case .people: "One row a person of a day-out-of-days or a roster"
        case .currencies:
            "One row an account and foreign currency: what the rates have added since the budget was locked"
        case .exchangeRates: "One row an exchange rate that the report used"
        case .bridge: "One row an account whose EFC moved since the last report, with what moved it, and totals"
        case .changes: "One row a change of an account's EFC since the last report: cause, author, reason, old, new"
        case .crew: "One row a deal: the days or weeks left and what they come to"
        case .orderLog: "One row a purchase order line, whatever became of it"
        case .rentals: "One row a rental or booking with an end date, overdue ones first"
        case .vendorRates: "One row a vendor and item that was quoted"
        case .matches: "One row a pair of records that are or may be one purchase: open questions first"
        case .duplicates: "One row a bill that looks as if it had been entered before"
        case .chains: "One row a link between two documents of one purchase"
        case .byDimension:
            "One row a value of the dimension that `by` names (episode, location, set, unit, tag, tax), then what names none, "
                + "the total, and the cost report that it equals"
        case .byDimensionAccounts: "The same with one row an account below each value, and a total for each category"
        case .residency: "One row a tax tag and residency of the payee, as the vendor's record gives it"
        case .untagged: "One row a posting without a tax tag"
        case .ledgerDetail: "One row a posted distribution line, by account and date, with a running balance"
        case .trialBalance: "One row an account, balance sheet included; the totals cancel"
        case .creditors:
            "One row a creditor for work that no register holds and for orders that have come and are not billed"
        case .timecards: "One row a timecard row, with its part of the worker's day by the agreements of labour.yaml"
        case .labourWeeks: "One row a worker and week that has timecards, with the register's gross beside them"
        case .hotCosts: "One row a day and person or measure of the report's week and after, with totals of the day"
        case .floats: "One row a custodian: the float and its proof"
        case .envelopeProofs: "One row an envelope, against its top sheet"
        case .cardStatements: "One row a card member and statement: statement = coded + not coded + disputed"
        case .policyExceptions: "One row a purchase, or several together, that break a policy"
        case .missingDocuments: "One row a payment, invoice or order without a document that the policy asks for"
        case .checks: "One row a payment of the check register, in order of date"
        case .vendorPayments: "One row a vendor and calendar year"
        case .cashWeeks: "One row a week, actual ones first, then projected ones"
        case .closedChanges:
            "One row a difference that turned up in a closed week and counts in this period, with a total for each week"
        case .cover:
            "The transmittal: one row a fact of the report, then exchange rates, distribution, sign-off and the sheets"
        case .varianceNotes:
            "One row an account whose variance is beyond the threshold of `notes`: what moved it, why, and whose it is"
        case .contingency: "One row a contingency account, then one row each transfer or overage that has changed it"
        case .pendingOverages:
            "One row a change of the budget that waits for approval (kind `pending`); it is in no figure"
        case .scheduleStatus: "One row a measure of the shoot, as the first report had it and as it stands now"
        case .bidSections: "One row a section of a commercial's bid, with the contractual lines and the grand total"
        case .bidLines:
            "One row a line of a commercial's bid below its section: bid against actual, without an estimate"
        case .dashboard: "Blocks in place of columns, always on one page: tiles, charts and the tables behind them"
        case .weeks: "One row a week, from the first with a cost to the last of the schedule"
        }
    }

    /// Whether a definition may choose the sums.
    var hasTotals: Bool { [.categories, .accounts, .bidSections, .bidLines].contains(self) }

    /// Account lines; else categories.
    var isByAccount: Bool { self == .accounts || self == .bidLines }

    /// Says the same of a department's accounts alone; other sheets are left out of a department's cut.
    package var isForDepartments: Bool {
        switch self {
        case .categories, .accounts, .estimates, .orders, .periodTransactions, .transactions, .bridge, .changes, .crew,
            .orderLog, .varianceNotes, .bidSections, .bidLines:
            true
        default: false
        }
    }

    /// Whether a definition has to name a dimension.
    var hasDimension: Bool { self == .byDimension || self == .byDimensionAccounts }

    /// Name in YAML and entry of every column, in the order in which they usually stand.
    package func catalogue(_ production: Production) -> [(name: String, entry: CatalogueEntry)] {
        switch self {
        case .categories, .accounts: CostColumn.named(production)
        case .estimates: EstimateColumn.named(production)
        case .orders: OrderColumn.named(production)
        case .periodTransactions, .transactions: TransactionColumn.named(production)
        case .exceptions: ExceptionColumn.named(production)
        case .proof: ProofColumn.named(production)
        case .departments: DepartmentColumn.named(production)
        case .vendors: VendorColumn.named(production)
        case .workers: WorkerColumn.named(production)
        case .envelopes: EnvelopeColumn.named(production)
        case .cards: CardColumn.named(production)
        case .payrollWeeks: PayrollColumn.named(production)
        case .tasks: TaskColumn.named(production)
        case .documents: DocumentColumn.named(production)
        case .people: PersonColumn.named(production)
        case .currencies: CurrencyColumn.named(production)
        case .exchangeRates: ExchangeRateColumn.named(production)
        case .bridge: BridgeColumn.named(production)
        case .changes: ChangeColumn.named(production)
        case .crew: CrewColumn.named(production)
        case .orderLog: OrderLogColumn.named(production)
        case .rentals: RentalColumn.named(production)
        case .vendorRates: VendorRateColumn.named(production)
        case .matches, .duplicates: MatchColumn.named(production)
        case .chains: ChainColumn.named(production)
        case .byDimension, .byDimensionAccounts, .residency: DimensionColumn.named(production)
        case .untagged: TransactionColumn.named(production)
        case .ledgerDetail: LedgerColumn.named(production)
        case .trialBalance: BalanceColumn.named(production)
        case .creditors: CreditorColumn.named(production)
        case .timecards: TimecardColumn.named(production)
        case .labourWeeks: LabourWeekColumn.named(production)
        case .hotCosts: HotCostColumn.named(production)
        case .floats: FloatColumn.named(production)
        case .envelopeProofs: EnvelopeProofColumn.named(production)
        case .cardStatements: CardProofColumn.named(production)
        case .policyExceptions: PolicyColumn.named(production)
        case .missingDocuments: MissingDocumentColumn.named(production)
        case .checks: CheckColumn.named(production)
        case .vendorPayments: VendorPaymentColumn.named(production)
        case .cashWeeks: CashFlowColumn.named(production)
        case .closedChanges: ClosedChangeColumn.named(production)
        case .cover: CoverColumn.named(production)
        case .varianceNotes: NoteColumn.named(production)
        case .contingency: ContingencyColumn.named(production)
        case .pendingOverages: PendingColumn.named(production)
        case .scheduleStatus: ScheduleColumn.named(production)
        case .bidSections, .bidLines: BidColumn.named(production)
        case .dashboard: DashboardBlock.named(production)
        case .weeks: WeekColumn.named(production)
        }
    }

    package var catalogue: [(name: String, entry: CatalogueEntry)] { catalogue(.forCatalogue) }
}

extension Production {
    /// Stands in where only the names of columns are asked for.
    fileprivate static let forCatalogue = Production(
        title: "", company: "", currency: .usd,
        calendar: PeriodCalendar(weekEnds: .saturday, firstWeek: Day(year: 2026, month: 4, day: 11)!),
        variance: .overPositive, etcBasis: .totalCosts, accrualsIn: .ownColumn, sections: [], contractual: "",
        accountIgnores: "", feeds: [])
}

/// The column catalogue as `reports/README.md` holds it; a test keeps the two alike.
package enum CatalogueText {
    package static var markdown: String {
        var text = ""
        let twins: [RowSource: [RowSource]] = [
            .categories: [.accounts], .matches: [.duplicates], .transactions: [.periodTransactions, .untagged],
            .byDimension: [.byDimensionAccounts, .residency], .bidSections: [.bidLines],
        ]
        for source in RowSource.allCases where !twins.values.joined().contains(source) {
            let names = [source] + (twins[source] ?? [])
            text += "### " + names.map { "`\($0.rawValue)`" }.joined(separator: ", ") + "\n\n"
            text +=
                names.map { names.count == 1 ? $0.meaning : "`\($0.rawValue)`: \($0.meaning)" }
                .map { $0 + ".\n" }.joined() + "\n"
            text += "| column | heading | what it holds |\n|---|---|---|\n"
            for (name, entry) in source.catalogue {
                let band = entry.column.band.isEmpty ? "" : " (\(entry.column.band))"
                text += "| `\(name)` | \(entry.column.heading)\(band) | \(entry.meaning) |\n"
            }
            text += "\n"
        }
        return text
    }
}
