import CostModel

/// How names of vendors and people are compared where two lists write them by hand.
enum PartyName {
    /// Words that say what form a company has, and nothing else about it.
    private static let forms: Set<String> = [
        "inc", "incorporated", "llc", "llp", "lp", "ltd", "limited", "co", "corp", "corporation", "company", "plc",
    ]

    /// `Otto Rentals, Inc.` and `OTTO RENTALS` are one, `Marsh & Sons` and `Marsh and Sons` too.
    static func key(_ name: String) -> String {
        var words = self.words(name).map { $0 == "&" ? "and" : $0 }
        while words.count > 1, let last = words.last, forms.contains(last) { words.removeLast() }
        return words.joined(separator: " ")
    }

    /// Lower case; points and apostrophes go, what else is no letter or digit parts two words.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text.lowercased() {
            if character.isLetter || character.isNumber {
                word.append(character)
            } else if character != "." && character != "'" && character != "’" {
                if !word.isEmpty { words.append(word) }
                word = ""
                if character == "&" { words.append("&") }
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
