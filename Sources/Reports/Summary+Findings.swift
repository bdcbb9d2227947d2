import CostModel
import Reconcile

extension Summary {
    init(_ findings: Findings, _ tree: CostTree, _ weeks: WeeklyCosts, subtitle: String) {
        let production = findings.production
        let zero = Money.zero(production.currency)
        (show, company) = (production.title, production.company)
        (self.subtitle, number, period) = (subtitle, findings.numberText, findings.period)
        self.production = production
        (isDraft, schedule, tieOuts) = (findings.isDraft, findings.schedule, findings.tieOuts)
        total = Figures(tree.all.map { findings.lines[$0] }, zero, production.variance)
        contingency = Self.contingency(findings, tree, zero)
        sections = Self.sections(findings, tree, zero)
        self.weeks = weeks
        exceptions = Self.exceptions(findings)
        let moved = Self.moved(findings)
        movedCount = moved.count
        movements = moved.prefix(Self.movementsMax).map { Self.movement(findings, $0) }
        otherMovement = moved.dropFirst(Self.movementsMax).reduce(zero) { $0 + findings.bridge.lines[$1].change }
        change = findings.bridge.lines.isEmpty ? nil : findings.bridge.lines.reduce(zero) { $0 + $1.change }
    }

    private static func contingency(_ findings: Findings, _ tree: CostTree, _ zero: Money) -> Contingency? {
        let lines = tree.contractual.flatMap { tree.categories[$0].lines }.map { findings.lines[$0] }
            .filter { $0.account.name.lowercased().contains("contingency") }
        guard !lines.isEmpty else { return nil }
        return Contingency(
            left: lines.reduce(zero) { $0 + $1.workingBudget - $1.totalCost },
            budget: lines.reduce(zero) { $0 + $1.budget + $1.overages })
    }

    private static func sections(_ findings: Findings, _ tree: CostTree, _ zero: Money) -> [Section] {
        func section(_ name: String, _ categories: [Int], _ place: Int?) -> Section {
            let lines = categories.flatMap { tree.categories[$0].lines }
            return Section(
                name: name, figures: Figures(lines.map { findings.lines[$0] }, zero, findings.production.variance),
                place: place, lines: lines)
        }
        var sections = tree.sections.enumerated().map {
            section($0.element.name.isEmpty ? "Without a section" : $0.element.name, $0.element.categories, $0.offset)
        }
        if let suspense = tree.suspense { sections.append(section("Suspense", [suspense], nil)) }
        if !tree.contractual.isEmpty {
            sections.append(section(findings.production.contractual, tree.contractual, nil))
        }
        return sections
    }

    /// Lines that moved, the largest movement first; of equal ones in the order of the report.
    private static func moved(_ findings: Findings) -> [Int] {
        let lines = findings.bridge.lines
        return lines.indices.filter { !lines[$0].change.isZero }
            .sorted {
                (lines[$1].change.minorUnits.magnitude, $0) < (lines[$0].change.minorUnits.magnitude, $1)
            }
    }

    private static func movement(_ findings: Findings, _ index: Int) -> Movement {
        let (line, bridge) = (findings.lines[index], findings.bridge.lines[index])
        return Movement(
            line: index, account: line.account, change: bridge.change, finalCost: line.finalCost,
            variance: line.variance(findings.production.variance),
            steps: Bridge.Step.allCases.filter { !bridge[$0].isZero }.map {
                .init(title: $0.title, amount: bridge[$0], cause: bridge.cause($0))
            }, why: bridge.text)
    }

    private static func exceptions(_ findings: Findings) -> [ExceptionKind] {
        var places: [DiagnosticCode: Int] = [:]
        var kinds: [ExceptionKind] = []
        for diagnostic in findings.diagnostics where diagnostic.severity != .note {
            if let place = places[diagnostic.code] {
                kinds[place].count += 1
            } else {
                places[diagnostic.code] = kinds.count
                kinds.append(
                    ExceptionKind(
                        severity: diagnostic.severity, code: diagnostic.code, count: 1, example: diagnostic))
            }
        }
        return kinds.sorted {
            ($0.severity, -$0.count, $0.code.rawValue) < ($1.severity, -$1.count, $1.code.rawValue)
        }
    }
}
