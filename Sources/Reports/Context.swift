import CostModel
import Reconcile
import Sheets

/// All that the sheets of one workbook share: the figures, the header block, and where the other sheets put their rows.
struct Context {
    let definition: ReportDefinition
    let snapshot: Snapshot
    let findings: Findings
    let header: Sheet.Header
    let tree: CostTree
    /// The first sheet of accounts, which the topsheet refers to.
    private(set) var accounts: CostPlan?
    private(set) var estimates: EstimatePlan?
    private(set) var transactions: TransactionPlan?
    /// Made for the cost-to-complete sheet only.
    private(set) var percentBases: PercentBases?
    /// Empty unless some sheet shows it.
    private(set) var paperwork: Paperwork
    /// Empty unless some sheet shows it.
    private(set) var commitments: Commitments
    private var accountColumns: [CostColumn] = []
    /// nil unless some sheet divides by a dimension or shows them.
    private(set) var dimensions: DimensionsInUse?
    let summary: Summary
    /// Where the weeks stand that the dashboard draws; nil when the report does not print them.
    private(set) var weeks: WeekPlan?

    var production: Production { findings.production }
    var zero: Money { .zero(production.currency) }

    init(_ definition: ReportDefinition, _ snapshot: Snapshot, _ findings: Findings) {
        self.definition = definition
        self.snapshot = snapshot
        self.findings = findings
        header = (definition.header ?? .usual).header(definition, findings)
        tree = CostTree(findings)
        let isCurve = definition.sheets.contains { [.dashboard, .weeks].contains($0.rows) }
        summary = Summary(
            findings, tree, isCurve ? WeeklyCosts(snapshot, findings) : WeeklyCosts(), subtitle: header.subtitle)
        let isOffice = definition.sheets.contains { [.tasks, .documents, .people].contains($0.rows) }
        paperwork = isOffice ? Paperwork(snapshot, at: findings.period) : Paperwork()
        let isCommitments = definition.sheets.contains {
            [.rentals, .vendorRates, .matches, .chains].contains($0.rows)
        }
        commitments = isCommitments ? Commitments(snapshot, findings) : Commitments()
        func first(_ rows: RowSource) -> SheetDefinition? { definition.sheets.first { $0.rows == rows } }
        if let sheet = first(.accounts) {
            let grid = Grid<CostColumn>(sheet, header, findings.production)
            accounts = CostPlan(sheet, firstRow: grid.sheet.firstLineRow, tree)
            accountColumns = grid.columns
        }
        if let sheet = first(.estimates) {
            let grid = Grid<EstimateColumn>(sheet, header, findings.production)
            estimates = EstimatePlan(sheet.name, grid.columns, firstRow: grid.sheet.firstLineRow, tree)
            percentBases = PercentBases(findings)
        }
        if let sheet = first(.weeks) {
            weeks = WeekPlan(sheet, Grid<WeekColumn>(sheet, header, findings.production), summary.weeks)
        }
        if definition.sheets.contains(where: { Self.dividing.contains($0.rows) || $0.rows == .ledgerDetail }) {
            dimensions = DimensionsInUse(snapshot, findings)
        }
        let listing: [RowSource] = [.transactions, .periodTransactions, .untagged, .ledgerDetail]
        if definition.sheets.contains(where: { listing.contains($0.rows) }) {
            transactions = TransactionPlan(first(.transactions), snapshot, findings, header)
        }
    }

    /// Sheets that say something only where some cost names a value.
    static let dividing: [RowSource] = [.byDimension, .byDimensionAccounts, .residency, .untagged]

    /// An optional report leaves out the sheet of a dimension that nothing names.
    func isWorthwhile(_ sheet: SheetDefinition, in definition: ReportDefinition) -> Bool {
        guard definition.isOptional else { return true }
        switch sheet.rows {
        case .byDimension, .byDimensionAccounts, .residency, .untagged:
            return dimensions?.contains(sheet.by ?? .tax) ?? true
        case .timecards: return !findings.labour.timecards.isEmpty
        case .hotCosts: return !findings.labour.hotCosts.isEmpty
        default: return true
        }
    }

    /// `Grand total`; of a department's cut `Total Camera`: what is shown, and not the show.
    func totalTitle(_ whole: String) -> String { findings.cut.map { "Total \($0.name)" } ?? whole }

    /// The title of a category's total; of a part of it `Total set dressing, these accounts`.
    func totalTitle(category: CostTree.Category, _ whole: String) -> String {
        findings.cut?.partial.contains(category.code) ?? false ? "\(whole), these accounts" : whole
    }

    /// `'Cost Report'!H12`; nil when the cost report does not print the column.
    func costAddress(_ column: CostColumn, _ row: Int) -> String? {
        guard let accounts, let place = accountColumns.firstIndex(of: column) else { return nil }
        return Address.cell(row, place, on: accounts.sheet)
    }

    /// The grand total of the cost report.
    func grandAddress(_ column: CostColumn) -> String? {
        accounts?.row(.grandTotal).flatMap { costAddress(column, $0) }
    }

    /// The account's own row on the cost report.
    func costAddress(_ column: CostColumn, ofLine line: Int) -> String? {
        accounts?.row(.account(line: line)).flatMap { costAddress(column, $0) }
    }

    /// The cells of a column of the cost report for several lines: `'Cost Report'!H7:H9,'Cost Report'!H12`. Lines without any
    /// figure are not printed and add nothing. nil when there is no cell, or more than a function takes.
    func costRanges(_ column: CostColumn, ofLines lines: [Int]) -> String? {
        guard let accounts, let place = accountColumns.firstIndex(of: column) else { return nil }
        let rows = lines.compactMap { accounts.row(.account(line: $0)) }.sorted()
        let ranges = Formula.ranges(rows).map { Formula.range($0, place, on: accounts.sheet) }
        return ranges.isEmpty || ranges.count > Formula.argumentsMax ? nil : ranges.joined(separator: ",")
    }

    /// The estimate of an account from the cost-to-complete sheet, where it is made: what is left to the new EFC, if one is
    /// typed there.
    func estimateFormula(of line: Int) -> String? {
        guard let estimate = estimates?.estimateAddress(of: line) else { return nil }
        guard let typed = estimates?.newFinalCostAddress(of: line) else { return estimate }
        let figures = findings.lines[line]
        let spent = costAddress(production.etcBasis == .totalCosts ? .totalCost : .toDate, ofLine: line).map {
            "-\($0)"
        }
        let left = typed + (spent ?? Formula.minus(figures.finalCost - figures.estimate))
        return "IF(ISNUMBER(\(typed)),ROUND(\(left),\(production.currency.minorDigits)),\(estimate))"
    }

    /// A link to the first sheet with such rows; nil where there is none.
    func firstCell(of rows: RowSource) -> String? {
        definition.sheets.first { $0.rows == rows }.map { Address.cell(0, 0, on: $0.name) }
    }

    /// A link to the account's row on the cost report.
    func accountLink(_ line: Int) -> String? {
        accounts?.row(.account(line: line)).map { Address.cell($0, 0, on: accounts!.sheet) }
    }
}
