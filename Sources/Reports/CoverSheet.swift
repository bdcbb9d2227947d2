import CostModel
import Reconcile
import Sheets

/// The transmittal: which report this is, how to read it, who gets it, who signs it, and what is in the book.
enum CoverColumn: String, CatalogueColumn {
    case item, value

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .item: CatalogueEntry("", .text, width: 30, "what the row says")
        case .value: CatalogueEntry("", .prose, width: 90, "the fact, the name, the line to sign on")
        }
    }
}

struct CoverSheet {
    private let grid: Grid<CoverColumn>
    private let context: Context
    private var reports: ReportSettings { context.production.reports }

    /// In this order; what there is nothing to say of is left out.
    private static let facts: [HeaderFact] = [
        .show, .company, .report, .subtitle, .number, .revision, .period, .phase, .shootDay, .aheadBehind, .currency,
        .basis, .sign, .preparedBy, .reviewedBy,
    ]

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = CoverSheet(grid: Grid(definition, context.header, context.production), context: context)
        sheet.addFacts()
        sheet.addRates()
        sheet.addList("Distribution", context.production.reports.distribution)
        sheet.addSignatures()
        sheet.addSheets(besides: definition.name)
        var built = sheet.grid.sheet
        built.showsHeadings = false
        return built
    }

    private func addFacts() {
        add(heading: "Report")
        for fact in Self.facts {
            let text = fact.value(context.definition, context.findings)
            if !text.isEmpty { add(fact.title, text) }
        }
        add("State", context.findings.isDraft ? "DRAFT: see the exceptions and the proof" : "every proof holds")
    }

    /// The rates at which estimates and the budget stand; what turned single bills into cost is in the currency report.
    private func addRates() {
        let rates = context.findings.rates.filter { [.report, .locked].contains($0.kind) }
        guard !rates.isEmpty else { return }
        grid.addSpacer()
        add(heading: "Exchange rates")
        for use in rates {
            let rate = Decimals.text(use.rate.hundredMillionths, digits: ConversionRate.digits)
            add("\(use.currency), \(use.kind.rawValue)", "\(rate), valid from \(use.date)")
        }
    }

    private func addList(_ title: String, _ names: [String]) {
        guard !names.isEmpty else { return }
        grid.addSpacer()
        add(heading: title)
        for name in names { add("", name) }
    }

    private func addSignatures() {
        grid.addSpacer()
        add(heading: "Sign-off")
        let line = String(repeating: "_", count: 32) + "   date " + String(repeating: "_", count: 12)
        for title in reports.signOff { add(title, line) }
    }

    private func addSheets(besides own: String) {
        grid.addSpacer()
        add(heading: "In this book")
        for sheet in context.definition.sheets
        where sheet.name != own && context.isWorthwhile(sheet, in: context.definition) {
            grid.add(.detail) { column in
                column == .item
                    ? Cell(.text(sheet.name), .plain, link: Address.cell(0, 0, on: sheet.name))
                    : .text(sheet.rows.meaning, .muted)
            }
        }
    }

    private func add(heading: String) {
        grid.add(.category) { $0 == .item ? .text(heading) : .blank }
    }

    private func add(_ item: String, _ value: String) {
        grid.add(.detail) { $0 == .item ? .text(item, .muted) : .text(value) }
    }
}

extension HeaderFact {
    /// The fact beside its title: without the words that a header block needs.
    func value(_ definition: ReportDefinition, _ findings: Findings) -> String {
        let (production, schedule) = (findings.production, findings.schedule)
        return switch self {
        case .number: findings.numberText
        case .shootDay: schedule.total > 0 ? "\(schedule.done) of \(schedule.total)" : ""
        case .revision: findings.edition.revision == 0 ? "" : "\(findings.edition.revision): \(findings.edition.reason)"
        case .preparedBy: production.reports.preparedBy
        case .reviewedBy: production.reports.reviewedBy
        case .sign: "\(production.variance.heading): \(production.variance.sentence)"
        default: text(definition, findings)
        }
    }
}
