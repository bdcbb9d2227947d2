package import CostModel
package import Reconcile
package import Sheets

/// Lays the figures of a report out as a workbook, as its definition asks. Pure: the same arguments give the same value.
package enum Reports {
    package static func build(_ definition: ReportDefinition, snapshot: Snapshot, findings: Findings) -> Workbook {
        let context = Context(definition, snapshot, findings)
        return Workbook(
            title: "\(findings.production.title): \(definition.title)", company: findings.production.company,
            date: findings.period, sheets: definition.sheets.map { sheet($0, context) })
    }

    /// Whether a report has anything to say. One that is optional and has not is not written.
    package static func isWorthwhile(_ definition: ReportDefinition, snapshot: Snapshot, findings: Findings) -> Bool {
        guard definition.isOptional else { return true }
        let paperwork = Paperwork(snapshot, at: findings.period)
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
            default: true
            }
        }
    }

    /// Adds the few texts that the transaction sheets show beside those of the records (files, kinds, marks, account names) to
    /// the snapshot's pool. Not needed, but it spares `build` a copy of the pool, which a million rows make large: call it
    /// when no other copy of the snapshot is about.
    package static func prepare(_ snapshot: inout Snapshot, for findings: Findings) {
        for text in TransactionLabels.texts(snapshot, findings) { _ = snapshot.texts.intern(text) }
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
        }
    }
}
