package import CostModel
package import Reconcile
package import Sheets

/// Lays the figures of a report out as a workbook, as its definition asks. Pure: the same arguments give the same value.
package enum Reports {
    package static func build(_ definition: ReportDefinition, snapshot: Snapshot, findings: Findings) -> Workbook {
        let context = Context(definition, snapshot, findings)
        let part = findings.cut.map { ", \($0.name)" } ?? ""
        var workbook = Workbook(
            title: "\(findings.production.title): \(definition.title(findings))\(part)",
            company: findings.production.company, date: findings.period,
            sheets: EstimateFormSheet.added(
                to: definition.sheets.filter { context.isWorthwhile($0, in: definition) }.map { sheet($0, context) },
                definition, context))
        workbook.paper = Paper(rawValue: definition.paper(findings.production).rawValue)!
        workbook.logo = definition.logo(findings.production)
        if let cut = findings.cut { workbook.say(cut) }
        workbook.names = MainFigures.names(context)
        return workbook
    }

    /// Whether a report has anything to say. One that is optional and has not is not written.
    package static func isWorthwhile(_ definition: ReportDefinition, snapshot: Snapshot, findings: Findings) -> Bool {
        guard definition.isOptional else { return true }
        let paperwork = Paperwork(snapshot, at: findings.period)
        // Asked once for all sheets: it looks at every posting.
        let divides = definition.sheets.contains { Context.dividing.contains($0.rows) }
        let dimensions = divides ? DimensionsInUse(snapshot, findings) : nil
        return definition.sheets.contains { sheet in
            switch sheet.rows {
            case .tasks: !paperwork.tasks.isEmpty
            case .documents: !paperwork.documents.isEmpty
            case .people: !paperwork.people.isEmpty
            case .currencies: !findings.currencies.isEmpty
            case .exchangeRates: !findings.rates.isEmpty
            case .crew: !findings.crew.isEmpty
            case .orderLog, .rentals: !findings.orders.isEmpty
            case .vendorRates: snapshot.entries.contains { $0.record.kind == .vendorRate }
            case .matches: !snapshot.matches.rows.isEmpty || !findings.purchases.doubleCounts.isEmpty
            case .duplicates: !findings.purchases.duplicates.isEmpty
            case .chains: false
            case .byDimension, .byDimensionAccounts, .residency, .untagged:
                dimensions?.contains(sheet.by ?? .tax) ?? false
            case .ledgerDetail, .trialBalance: findings.lineOfEntry.contains { $0 >= 0 }
            case .creditors: !AccruedCreditors(snapshot, findings).rows.isEmpty
            case .timecards: !findings.labour.timecards.isEmpty
            case .labourWeeks: findings.labour.weeks.contains { $0.register != nil }
            case .hotCosts: !findings.labour.hotCosts.isEmpty
            case .floats, .envelopeProofs, .cardStatements, .policyExceptions: findings.cash.hasFloatsOrPolicies
            case .missingDocuments: !findings.cash.documents.isEmpty
            case .checks, .vendorPayments, .cashWeeks: !findings.cash.payments.isEmpty
            case .closedChanges: !findings.closedChanges.isEmpty
            default: true
            }
        }
    }

    /// Adds the few texts that the transaction sheets show beside those of the records (files, kinds, marks, account names) to
    /// the snapshot's pool. Not needed, but it spares `build` a copy of the pool, which a million rows make large: call it
    /// when no other copy of the snapshot is about.
    package static func prepare(_ snapshot: inout Snapshot, for findings: Findings) {
        for text in TransactionLabels.texts(snapshot, findings) { _ = snapshot.texts.intern(text) }
        for text in DimensionLabels.texts(snapshot) { _ = snapshot.texts.intern(text) }
    }

    /// A row source is finished here: the compiler asks for it.
    private static func sheet(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        switch definition.rows {
        case .categories, .accounts: CostSheet.build(definition, context)
        case .estimates: EstimateSheet.build(definition, context)
        case .orders: OrderSheet.build(definition, context)
        case .periodTransactions, .transactions: TransactionSheet.build(definition, context)
        case .exceptions: ExceptionSheet.build(definition, context)
        case .proof: ProofSheet.build(definition, context)
        case .departments: DepartmentSheet.build(definition, context)
        case .vendors: VendorSheet.build(definition, context)
        case .workers: WorkerSheet.build(definition, context)
        case .envelopes: EnvelopeSheet.build(definition, context)
        case .cards: CardSheet.build(definition, context)
        case .payrollWeeks: PayrollSheet.build(definition, context)
        case .tasks: TaskSheet.build(definition, context)
        case .documents: DocumentSheet.build(definition, context)
        case .people: PersonSheet.build(definition, context)
        case .currencies: CurrencySheet.build(definition, context)
        case .exchangeRates: ExchangeRateSheet.build(definition, context)
        case .bridge: BridgeSheet.build(definition, context)
        case .changes: ChangeSheet.build(definition, context)
        case .crew: CrewSheet.build(definition, context)
        case .orderLog: OrderLogSheet.build(definition, context)
        case .rentals: RentalSheet.build(definition, context)
        case .vendorRates: VendorRateSheet.build(definition, context)
        case .matches: MatchSheet.build(definition, context)
        case .duplicates: MatchSheet.duplicates(definition, context)
        case .chains: ChainSheet.build(definition, context)
        case .byDimension: DimensionSheet.values(definition, context)
        case .byDimensionAccounts: DimensionSheet.accounts(definition, context)
        case .residency: DimensionSheet.residency(definition, context)
        case .untagged: TransactionSheet.untagged(definition, context)
        case .ledgerDetail: LedgerSheet.build(definition, context)
        case .trialBalance: BalanceSheet.build(definition, context)
        case .creditors: CreditorSheet.build(definition, context)
        case .timecards: TimecardSheet.build(definition, context)
        case .labourWeeks: LabourWeekSheet.build(definition, context)
        case .hotCosts: HotCostSheet.build(definition, context)
        case .floats: FloatSheet.build(definition, context)
        case .envelopeProofs: EnvelopeProofSheet.build(definition, context)
        case .cardStatements: CardProofSheet.build(definition, context)
        case .policyExceptions: PolicySheet.build(definition, context)
        case .missingDocuments: MissingDocumentSheet.build(definition, context)
        case .checks: CheckSheet.build(definition, context)
        case .vendorPayments: VendorPaymentSheet.build(definition, context)
        case .cashWeeks: CashFlowSheet.build(definition, context)
        case .closedChanges: ClosedChangeSheet.build(definition, context)
        case .cover: CoverSheet.build(definition, context)
        case .varianceNotes: VarianceNoteSheet.build(definition, context)
        case .contingency: ContingencySheet.build(definition, context)
        case .pendingOverages: PendingSheet.build(definition, context)
        case .scheduleStatus: ScheduleSheet.build(definition, context)
        case .bidSections, .bidLines: BidSheet.build(definition, context)
        case .dashboard: DashboardSheet.build(definition, context)
        case .weeks: WeekSheet.build(definition, context)
        }
    }
}
