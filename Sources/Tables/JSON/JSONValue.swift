/// A JSON text as a tree whose numbers keep the digits that they were written with: `12.10` stays so, and an id of nineteen digits
/// is not rounded, as Foundation's parser would.
indirect enum JSONValue {
    case null
    case flag(Bool)
    /// As written.
    case number(String)
    case text(String)
    case list([JSONValue])
    case object([(key: String, value: JSONValue)])

    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    var members: [(key: String, value: JSONValue)] {
        if case .object(let members) = self { members } else { [] }
    }

    var items: [JSONValue] {
        if case .list(let items) = self { items } else { [] }
    }

    /// A text, or the first of the list's.
    func items(_ key: String) -> [JSONValue] { self[key]?.items ?? [] }

    /// As a cell shows it; blank for null and for what is no single value.
    var cell: String {
        switch self {
        case .null, .list, .object: ""
        case .flag(let flag): flag ? "true" : "false"
        case .number(let text), .text(let text): text
        }
    }

    func cell(_ key: String) -> String { self[key]?.cell ?? "" }

    var isTrue: Bool {
        if case .flag(true) = self { true } else { false }
    }

    /// As JSON again, without blanks: what a nested value looks like in a cell.
    var compact: String {
        switch self {
        case .null: "null"
        case .flag, .number: cell
        case .text(let text): JSONValue.quoted(text)
        case .list(let items): "[" + items.map(\.compact).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { JSONValue.quoted($0.key) + ":" + $0.value.compact }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
}
