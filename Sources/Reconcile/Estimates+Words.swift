import CostModel

/// What a share is of, and what is said where an estimate cannot be made as asked.
extension Estimates {
    /// The lines that account codes, category codes, `section:NAME` (`_` for blanks) and `direct` stand for, each once, and the
    /// words that stand for none.
    func members(of text: String, without line: Int) -> (members: [Int], unknown: [String]) {
        let isOfBudget = text.hasPrefix("budget:")
        let words = text.dropFirst(isOfBudget ? "budget:".count : 0).split(separator: " ").map(String.init)
        var members: Set<Int> = []
        var unknown: [String] = []
        for word in words {
            let found = lines(named: word)
            if found.isEmpty { unknown.append(word) }
            members.formUnion(found)
        }
        members.remove(line)
        return (members.sorted(), unknown)
    }

    private func lines(named word: String) -> [Int] {
        if word == "direct" {
            return lines.indices.filter { production.sections.contains(lines[$0].account.section) }
        }
        if word.hasPrefix("section:") {
            let name = word.dropFirst("section:".count).replacing("_", with: " ").lowercased()
            return lines.indices.filter { lines[$0].account.section.lowercased() == name }
        }
        let code = production.normalized(account: word)
        let exact = lines.indices.filter { production.normalized(account: lines[$0].account.code) == code }
        guard exact.isEmpty else { return exact }
        return lines.indices.filter { production.normalized(account: lines[$0].account.category) == code }
    }

    func nearest(to code: String) -> String {
        let near = lines.map { ($0.account.code, Spelling.distance($0.account.code, code)) }.min { $0.1 < $1.1 }
        guard let near, near.1 <= max(2, code.count / 3) else { return "" }
        return "did you mean \(near.0)?"
    }

    mutating func unusable(
        _ given: EstimateInput.Given, _ field: String, _ value: String, _ message: String, _ hint: String
    ) {
        remark(.forecastUnusable, given, field, value, message, hint)
    }

    mutating func reportCircular(_ line: Int, _ other: Int, _ given: EstimateInput.Given) {
        remark(
            .forecastCircular, given, "Of", lines[other].account.code,
            "depends on \(lines[line].account.code) itself; it counts as nothing",
            "a formula line may not be a share of a line that is a share of it")
    }

    mutating func reportUnexplained(_ line: Int, _ given: EstimateInput.Given) {
        let missing = [given.line.note.isEmpty ? "a reason" : "", given.line.author.isEmpty ? "an author" : ""]
            .filter { !$0.isEmpty }.joined(separator: " and ")
        remark(
            .forecastUnexplained, given, "Note", lines[line].account.code,
            "is estimated by a typed number without \(missing)", "every change of an estimate names who made it and why"
        )
    }

    mutating func reportNegative(_ line: Int, _ given: EstimateInput.Given) {
        remark(
            .estimateNegative, given, "Account", lines[line].account.code,
            "has cost \(lines[line].totalCost.grouped) and is forecast to end at \(lines[line].finalCost.grouped): "
                + "the estimate to complete is negative",
            "raise the forecast, or recode cost that does not belong there")
    }
}
