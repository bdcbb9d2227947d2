/// Names of members: relative, without a way out of the folder in which somebody unpacks them, and good on any system.
package enum MemberName {
    private static let lengthMax = 120
    /// Windows opens a device for these, whatever comes behind the point.
    private static let devices = Set(
        ["CON", "PRN", "AUX", "NUL"] + (1...9).flatMap { ["COM\($0)", "LPT\($0)"] })

    /// `inbox/a:b.csv` becomes `inbox/a_b.csv`, and `../../etc/passwd` `etc/passwd`.
    package static func safe(_ name: String) -> String {
        let parts = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).map(part).filter { !$0.isEmpty }
        return parts.isEmpty ? "unnamed" : parts.joined(separator: "/")
    }

    private static func part(_ text: Substring) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isPlain =
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
                default: !":*?\"<>|".unicodeScalars.contains(scalar)
                }
            scalars.append(isPlain ? scalar : "_")
        }
        var name = Substring(String(scalars))
        while let last = name.last, last == "." || last == " " { name.removeLast() }
        while name.first == " " { name.removeFirst() }
        if name.isEmpty { return "" }
        if let stem = name.split(separator: ".").first, devices.contains(stem.uppercased()) { name = "_" + name }
        return shortened(name)
    }

    /// File systems take 255 bytes.
    private static func shortened(_ name: Substring) -> String {
        guard name.utf8.count > lengthMax else { return String(name) }
        let (stem, end) = split(String(name))
        let tail = end.utf8.count > 16 ? "" : end
        var kept = ""
        for character in stem where kept.utf8.count + character.utf8.count + tail.utf8.count <= lengthMax {
            kept.append(character)
        }
        return kept + tail
    }

    /// The safe names of `all` in order; of names that some system would take for the same, later ones get a number:
    /// `po-log.csv`, `po-log (2).csv`.
    package static func distinct(_ all: [String]) -> [String] {
        var taken: Set<String> = []
        return all.map { name in
            let safe = safe(name)
            let (stem, end) = split(safe)
            var number = 1
            var candidate = safe
            while !taken.insert(key(candidate)).inserted {
                number += 1
                candidate = "\(stem) (\(number))\(end)"
            }
            return candidate
        }
    }

    /// Composed and decomposed letters are one text to Swift, as to some file systems; case does not tell on others.
    private static func key(_ name: String) -> String { name.lowercased() }

    /// `inbox/po-log` and `.csv`
    private static func split(_ name: String) -> (stem: String, end: String) {
        guard let point = name.lastIndex(of: "."), point != name.startIndex,
            !name[point...].contains("/"), name[name.index(before: point)] != "/"
        else { return (name, "") }
        return (String(name[..<point]), String(name[point...]))
    }

    /// Whether a name that a bundle brings stays in the folder in which it is unpacked.
    static func isInside(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix("/") && !name.contains("\\") && !name.contains("\0")
            && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
                !$0.isEmpty && $0 != "." && $0 != ".."
            }
    }
}
