/// Addresses are for the mail, not for a log: `o***@example.com`.
package enum Masking {
    package static func mask(_ address: String) -> String {
        let parts = address.split(separator: "@", maxSplits: 1)
        guard parts.count == 2, let first = parts[0].first else { return "***" }
        return "\(first)***@\(parts[1])"
    }

    /// Every address in a text, such as a server's answer, masked.
    package static func maskAddresses(in text: String) -> String {
        var result = ""
        var word = ""
        for character in text {
            if character.isLetter || character.isNumber || "!#$%&'*+-/=?^_`{|}~.@".contains(character) {
                word.append(character)
            } else {
                result += masked(word) + String(character)
                word = ""
            }
        }
        return result + masked(word)
    }

    private static func masked(_ word: String) -> String {
        let isAddress = word.contains("@") && word.first != "@" && word.last != "@"
        return isAddress ? mask(word) : word
    }
}
