/// Vendors as they are compared: `Bay Lumber, LLC` and `BAY LUMBER` are one, and so is what a card network makes of it.
enum VendorNames {
    /// Words of letters and digits as capitals, without marks of payment services and company forms. A name of nothing else is
    /// kept whole.
    static func normalized(_ name: String) -> String {
        let words = words(name)
        let kept = words.filter { !noise.contains($0) }
        return (kept.isEmpty ? words : kept).joined(separator: " ")
    }

    /// `LUMBERYARD 0412 NEWPORT` is `LUMBERYARD`, and `BAY LUMBER 0412` is `BAY LUMBER`: the first word, or two where the first
    /// is too short to say something.
    static func stem(_ normalized: String) -> String {
        let words = normalized.split(separator: " ")
        guard let first = words.first, words.count > 1 else { return normalized }
        return first.utf8.count >= 4 && first.contains(where: \.isLetter) ? String(first) : "\(first) \(words[1])"
    }

    static func words(_ name: String) -> [String] {
        name.uppercased().replacing("'", with: "").split { !($0.isLetter || $0.isNumber || $0 == "&") }.map(String.init)
    }

    private static let noise: Set<String> = [
        "THE", "SQ", "TST", "SP", "PP", "PAYPAL", "LLC", "INC", "LTD", "LIMITED", "CORP", "CO", "COMPANY", "GMBH", "SL",
        "SA", "BV", "PTY", "PLC",
    ]
}
