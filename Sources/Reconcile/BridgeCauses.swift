import CostModel

/// The words beside the steps of a bridge: what exactly has changed.
struct BridgeCauses {
    private let inputs: [EstimateInput]
    private let now: EstimateInput
    private let books: Books
    private let ordersOfLine: [String: [OrderLine]]
    private let changesOfLine: [String: [BudgetChange]]
    private let since: Day

    init(_ inputs: [EstimateInput], _ now: EstimateInput, _ orders: Orders, _ books: Books) {
        self.inputs = inputs
        self.now = now
        self.books = books
        let production = books.snapshot.production
        let since = books.snapshot.previous!.period
        self.since = since
        // Orders that the last report did not know, by account.
        let news = Set(
            books.entries(.purchaseOrderLine).filter { books.entry($0).period > since }
                .map { books.texts[books.record($0).reference] })
        ordersOfLine = Dictionary(grouping: orders.lines.filter { news.contains($0.number) }) {
            production.normalized(account: $0.account)
        }
        let changes = books.entries(.budgetChange).map { BudgetChange(books.record($0), in: books.texts) }
            .filter { $0.kind != .pending && $0.date > since && $0.date <= books.period }
        changesOfLine = Dictionary(grouping: changes) { production.normalized(account: $0.account) }
    }

    private func before(_ step: Bridge.Step) -> EstimateInput { inputs[max(step.rawValue - 1, 0)] }

    func text(_ step: Bridge.Step, line: Int, final: CostLine) -> String {
        let code = books.snapshot.production.normalized(account: final.account.code)
        switch step {
        case .settings: return "settings or rules changed"
        case .postings: return ""
        case .orders:
            let numbers = (ordersOfLine[code] ?? []).map(\.number)
            return numbers.isEmpty ? "" : "PO " + Self.list(numbers)
        case .schedule: return schedule(line)
        case .rates: return rates(line)
        case .budget:
            // "transfer" or "overage" before the office's own number of it.
            return Self.list((changesOfLine[code] ?? []).map { "\($0.kind.rawValue) \($0.number)" })
        case .manual:
            guard let given = now.forecasts[line] else { return "" }
            let who = given.line.author.isEmpty ? "" : " (\(given.line.author))"
            return given.line.note.isEmpty ? "" : given.line.note + who
        case .exchange: return "exchange rates"
        }
    }

    private static func list(_ texts: [String]) -> String {
        var seen: Set<String> = []
        let texts = texts.filter { seen.insert($0).inserted }
        return texts.prefix(4).joined(separator: ", ") + (texts.count > 4 ? " and \(texts.count - 4) more" : "")
    }

    /// `+2 shoot days`; for deals in days of all people of the line.
    private func schedule(_ line: Int) -> String {
        let (old, new) = (before(.schedule).schedule, now.schedule)
        let given = before(.schedule).forecasts[line]?.line
        let after = now.coverage.after(line: line)
        if given?.method == .rateTimesUnits, let unit = given?.unit {
            let change =
                new.left(unit, shootingUnit: given!.shootingUnit, after: after)
                - old.left(unit, shootingUnit: given!.shootingUnit, after: after)
            return Self.count(change, unit.title)
        }
        return Self.count(
            new.shootDays(after: now.coverage.date) - old.shootDays(after: now.coverage.date), "shoot days")
    }

    private static func count(_ change: Int, _ unit: String) -> String {
        guard change != 0 else { return "other days" }
        let one = unit.hasSuffix("s") && abs(change) == 1 ? String(unit.dropLast()) : unit
        return (change > 0 ? "+" : "−") + "\(abs(change)) \(one)"
    }

    private func rates(_ line: Int) -> String {
        guard let old = before(.rates).forecasts[line]?.line, let new = now.forecasts[line]?.line,
            old.rate != new.rate, new.method?.isRated == true
        else { return "" }
        if new.method == .percentOf { return "\(old.percent.spelled) % to \(new.percent.spelled) %" }
        return "rate \(old.rate.spelled) to \(new.rate.spelled)"
    }
}
