/// HTML in the making. A text can only get in escaped, and every element is closed: the result is XML as well.
struct HTML {
    private(set) var source = ""

    /// A text of ours or somebody else's: whatever it holds, it is shown and does nothing.
    static func text(_ text: String) -> HTML { HTML(source: escaped(text)) }

    /// A text that somebody else wrote, in whichever direction it is written: what stands around it keeps its place.
    static func foreign(_ text: String) -> HTML { .element("span", ["dir": "auto"], [.text(text)]) }

    /// Attributes are written in order of name, so that the bytes are always the same.
    static func element(_ name: StaticString, _ attributes: [String: String] = [:], _ children: [HTML] = []) -> HTML {
        let list = attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
        return HTML(source: "<\(name)\(list)>" + children.map(\.source).joined() + "</\(name)>")
    }

    /// An element that has no content.
    static func void(_ name: StaticString, _ attributes: [String: String] = [:]) -> HTML {
        let list = attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
        return HTML(source: "<\(name)\(list) />")
    }

    static let lineEnd = HTML(source: "\n")

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in PlainText.visible(text).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

enum PlainText {
    /// Without what steers a reader in place of being read: control characters become blanks, marks that turn the direction of
    /// the text behind them go.
    static func visible(_ text: String) -> String {
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: continue
            default: visible.append(scalar.properties.generalCategory == .control ? " " : scalar)
            }
        }
        return String(visible)
    }
}
