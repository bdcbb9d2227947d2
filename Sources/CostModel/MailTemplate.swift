/// A text with `{{placeholders}}` from a closed list.
package struct MailTemplate: Hashable, Sendable {
    package enum Placeholder: String, Sendable, CaseIterable {
        case show, company, number, period, week, currency, department
        case thisPeriod = "this_period"
        case toDate = "cost_to_date"
        case finalCost = "efc"
        case budget = "working_budget"
        case variance
        case shootDays = "shoot_days"
        case status

        /// These are the whole show's: a department's mail has none of them.
        package var isOfTheShow: Bool {
            switch self {
            case .thisPeriod, .toDate, .finalCost, .budget, .variance: true
            default: false
            }
        }
    }

    package enum Piece: Hashable, Sendable {
        case text(String)
        case value(Placeholder)
    }

    /// What a template cannot be read for: where in it, and the word.
    package struct Failure: Error, Hashable, Sendable {
        package var word: String
        /// False where `{{` is not closed.
        package var isClosed: Bool
    }

    package var pieces: [Piece]

    package init(_ text: String) throws(Failure) {
        pieces = []
        var rest = Substring(text)
        while let open = rest.firstRange(of: "{{") {
            if open.lowerBound > rest.startIndex { pieces.append(.text(String(rest[..<open.lowerBound]))) }
            let inner = rest[open.upperBound...]
            guard let close = inner.firstRange(of: "}}") else {
                throw Failure(word: String(inner.prefix(20)), isClosed: false)
            }
            let word = inner[..<close.lowerBound].filter { $0 != " " }
            guard let placeholder = Placeholder(rawValue: word) else { throw Failure(word: word, isClosed: true) }
            pieces.append(.value(placeholder))
            rest = inner[close.upperBound...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
    }

    package func text(_ value: (Placeholder) -> String) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .value(let placeholder): value(placeholder)
            }
        }.joined()
    }
}
