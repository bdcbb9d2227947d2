import CostModel
import Reconcile

/// The lines of a report as the topsheet groups them; lines without a figure are left out.
struct CostTree {
    struct Category {
        var code: String
        var name: String
        /// Indexes into `Findings.lines`, in their order.
        var lines: [Int]
        var isSuspense = false
    }

    struct Section {
        var name: String
        /// Indexes into `categories`.
        var categories: [Int]
    }

    private(set) var categories: [Category] = []
    /// Sections that sum to the direct total, those that production.yaml does not know included: money may not vanish.
    private(set) var sections: [Section] = []
    /// Codes that the chart lacks, as one category; part of the direct total.
    private(set) var suspense: Int?
    /// Categories below the direct total: contingency, bond.
    private(set) var contractual: [Int] = []

    init(_ findings: Findings) {
        var places: [Key: Int] = [:]
        for (index, line) in findings.lines.enumerated() where !line.isEmpty {
            let key = Key(section: line.account.section, code: line.account.category, isSuspense: line.isSuspense)
            if let place = places[key] {
                categories[place].lines.append(index)
                continue
            }
            places[key] = categories.count
            addCategory(of: line, index, findings.production)
        }
    }

    private struct Key: Hashable {
        var section: String
        var code: String
        var isSuspense: Bool
    }

    private mutating func addCategory(of line: CostLine, _ index: Int, _ production: Production) {
        let place = categories.count
        let name = line.account.categoryName.isEmpty ? line.account.category : line.account.categoryName
        categories.append(
            Category(
                code: line.isSuspense ? "" : line.account.category,
                name: line.isSuspense ? "Suspense: not in the chart" : name, lines: [index], isSuspense: line.isSuspense))
        if line.isSuspense {
            suspense = place
        } else if line.account.section == production.contractual {
            contractual.append(place)
        } else if let section = sections.firstIndex(where: { $0.name == line.account.section }) {
            sections[section].categories.append(place)
        } else {
            sections.append(Section(name: line.account.section, categories: [place]))
        }
    }

    /// Every category in the order of the sheets.
    var order: [Int] { sections.flatMap(\.categories) + (suspense.map { [$0] } ?? []) + contractual }

    /// Lines of the direct total.
    var direct: [Int] { (sections.flatMap(\.categories) + (suspense.map { [$0] } ?? [])).flatMap { categories[$0].lines } }
    var all: [Int] { order.flatMap { categories[$0].lines } }
}
