import CostModel
import Reconcile
import Sheets

/// The header block of a definition: facts from a closed list and words of its own. On either side the first fact has the first
/// row to itself, and the others share the second.
package struct HeaderDefinition: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case fact(HeaderFact)
        case text(String)
    }

    package var left: [Part]
    package var right: [Part]

    package init(left: [Part], right: [Part]) { (self.left, self.right) = (left, right) }

    static let usual = HeaderDefinition(
        left: [.fact(.show), .fact(.reportLine), .fact(.subtitle)],
        right: [.fact(.company), .fact(.shootDay), .fact(.currency), .fact(.basis), .fact(.sign)])
}

/// What a header block or a cover can say about a report; the raw value is the name in YAML.
package enum HeaderFact: String, Sendable, CaseIterable {
    case show, company, report
    case reportLine = "report_line"
    case subtitle, number, revision
    case weekEnding = "week_ending"
    case period, phase, currency
    case shootDay = "shoot_day"
    case aheadBehind = "ahead_behind"
    case basis = "etc_basis"
    case sign
    case preparedBy = "prepared_by"
    case reviewedBy = "reviewed_by"

    /// For the cover and for `reports/README.md`.
    package var title: String {
        switch self {
        case .show: "Production"
        case .company: "Company"
        case .report: "Report"
        case .reportLine: "Report and week"
        case .subtitle: "Subtitle"
        case .number: "Report no."
        case .revision: "Revision"
        case .weekEnding: "Week ending"
        case .period: "Period"
        case .phase: "Phase"
        case .currency: "Currency"
        case .shootDay: "Shoot days"
        case .aheadBehind: "Ahead or behind"
        case .basis: "Estimate to complete"
        case .sign: "Sign of the variance"
        case .preparedBy: "Prepared by"
        case .reviewedBy: "Reviewed by"
        }
    }

    /// Empty where there is nothing to say.
    func text(_ definition: ReportDefinition, _ findings: Findings) -> String {
        let production = findings.production
        switch self {
        case .show: return production.title
        case .company: return production.company
        case .report: return definition.title(findings)
        case .reportLine: return definition.subtitle(findings)
        case .subtitle: return definition.subtitle
        case .number: return "Report no. \(findings.numberText)"
        case .revision:
            return findings.edition.revision == 0
                ? "" : "Revision \(findings.edition.revision): \(findings.edition.reason)"
        case .weekEnding: return "Week ending \(findings.period.spelled)"
        case .period: return "\(findings.firstDay) to \(findings.period)"
        case .phase: return findings.schedule.phase(at: findings.period)
        case .currency: return "\(production.currency)"
        case .shootDay:
            let schedule = findings.schedule
            return schedule.total > 0 ? "Shoot day \(schedule.done) of \(schedule.total)" : ""
        case .aheadBehind: return findings.schedule.aheadBehind
        case .basis: return production.etcBasis.sentence
        case .sign: return production.variance.sentence
        case .preparedBy: return Self.name("prepared by", production.reports.preparedBy)
        case .reviewedBy: return Self.name("reviewed by", production.reports.reviewedBy)
        }
    }

    private static func name(_ what: String, _ name: String) -> String { name.isEmpty ? "" : "\(what) \(name)" }
}

extension HeaderDefinition {
    func header(_ definition: ReportDefinition, _ findings: Findings) -> Sheet.Header {
        func texts(_ parts: [Part]) -> (first: String, rest: [String]) {
            let texts = parts.map { part in
                switch part {
                case .fact(let fact): fact.text(definition, findings)
                case .text(let text): text
                }
            }
            return (texts.first ?? "", texts.dropFirst().filter { !$0.isEmpty })
        }
        let (left, right) = (texts(left), texts(right))
        // A cut says so on every page, whatever the definition leaves out.
        let cut = findings.cut.map { ["\($0.name) only"] } ?? []
        return Sheet.Header(
            title: left.first, subtitle: (left.rest + cut).joined(separator: " · "), right: right.first,
            rightBelow: right.rest.joined(separator: " · "), isDraft: findings.isDraft)
    }
}
