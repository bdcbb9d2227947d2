import CostModel

/// Formulas as two programs write the same one: quotes around names, dollars, blanks and zeros at the end of a number differ.
enum FormulaText {
    /// Equal for formulas that say the same.
    static func normal(_ formula: String) -> String { scan(formula, keepsReferences: true) }

    /// Equal for formulas that say the same of other cells: what a formula becomes when its row is moved.
    static func shape(_ formula: String) -> String { scan(formula, keepsReferences: false) }

    private static func scan(_ formula: String, keepsReferences: Bool) -> String {
        let text = Array(formula.unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        while index < text.count {
            let scalar = text[index]
            if scalar == "\"" {
                let end = text[(index + 1)...].firstIndex(of: "\"") ?? text.count - 1
                result.append(contentsOf: text[index...end])
                index = end + 1
            } else if isWord(scalar) {
                let end = text[index...].firstIndex { !isWord($0) } ?? text.count
                let word = String(String.UnicodeScalarView(text[index..<end]))
                result.append(contentsOf: normal(word: word, keepsReferences).unicodeScalars)
                index = end
            } else {
                if scalar != " ", scalar != "\n", scalar != "'" { result.append(scalar) }
                index += 1
            }
        }
        return String(result)
    }

    private static func isWord(_ scalar: UnicodeScalar) -> Bool {
        scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value) || [".", "_", "$"].contains(scalar)
    }

    private static func normal(word: String, _ keepsReferences: Bool) -> String {
        let word = word.replacing("$", with: "").uppercased()
        if word.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }) { return ForecastFacts.short(word) }
        if !keepsReferences, isReference(word) { return "·" }
        return word.hasPrefix("_XLFN.") ? String(word.dropFirst(6)) : word
    }

    /// `AB12`
    private static func isReference(_ word: String) -> Bool {
        let letters = word.prefix { ("A"..."Z").contains($0) }
        let digits = word.dropFirst(letters.count)
        return (1...3).contains(letters.count) && !digits.isEmpty && digits.allSatisfy { ("0"..."9").contains($0) }
    }
}
