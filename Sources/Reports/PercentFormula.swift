import CostModel
import Reconcile
import Sheets

/// Lines that are forecast as a share of other lines' final cost, and which lines those are: fringes follow the labour.
struct PercentBases {
    /// By index into `Findings.lines`: the lines whose EFC is the base. Not there for a base that no estimate changes
    /// (`budget:`), nor for a line that is in the end a share of itself.
    private(set) var members: [Int: [Int]] = [:]

    private let findings: Findings
    private let codes: [String]
    private let categories: [String]

    init(_ findings: Findings) {
        self.findings = findings
        codes = findings.lines.map { findings.production.normalized(account: $0.account.code) }
        categories = findings.lines.map { findings.production.normalized(account: $0.account.category) }
        var given: [Int: [Int]] = [:]
        for (index, line) in findings.lines.enumerated()
        where line.forecast.method == .percentOf && !line.forecast.of.hasPrefix("budget:") {
            given[index] = lines(of: line.forecast.of).subtracting([index]).sorted()
        }
        members = given.filter { !Self.reaches($0.key, from: $0.value, given) }
    }

    private static func reaches(_ line: Int, from start: [Int], _ given: [Int: [Int]]) -> Bool {
        var open = start
        var seen = Set(start)
        while let next = open.popLast() {
            if next == line { return true }
            for other in given[next] ?? [] where seen.insert(other).inserted { open.append(other) }
        }
        return false
    }

    /// The words of a forecast's "of", as the estimate reads them.
    private func lines(of text: String) -> Set<Int> {
        var members: Set<Int> = []
        for word in text.split(separator: " ") {
            if word == "direct" {
                members.formUnion(all { findings.production.sections.contains(findings.lines[$0].account.section) })
            } else if word.hasPrefix("section:") {
                let name = word.dropFirst("section:".count).replacing("_", with: " ").lowercased()
                members.formUnion(all { findings.lines[$0].account.section.lowercased() == name })
            } else {
                let code = findings.production.normalized(account: String(word))
                let exact = all { codes[$0] == code }
                members.formUnion(exact.isEmpty ? all { categories[$0] == code } : exact)
            }
        }
        return members
    }

    private func all(where matches: (Int) -> Bool) -> [Int] { findings.lines.indices.filter(matches) }
}

extension EstimateFormula {
    /// The share of the base's EFC on the cost report, less what this line has cost; nil unless that is our figure exactly.
    func percentOf(_ percent: Percent, _ cell: String?, of members: [Int]) -> (String, Money)? {
        let spent: CostColumn = line.etcBasis == .totalCosts ? .totalCost : .toDate
        guard let cost = context.costAddress(spent, ofLine: index),
            let base = context.costRanges(.finalCost, ofLines: members)
        else { return nil }
        let final = percent.of(members.reduce(context.zero) { $0 + context.findings.lines[$1].finalCost })
        let factor = cell.map { "\($0)/100" } ?? Decimals.text(percent.millionths, digits: 6)
        let share = "ROUND(\(factor)*SUM(\(base)),\(digits))"
        return (
            "ROUND(\(share)-\(cost),\(digits))", final - (line.etcBasis == .totalCosts ? line.totalCost : line.toDate)
        )
    }
}
