import CostModel
import Foundation
import Yams

/// A mapping of a YAML file, read strictly: every scalar is text as it was written (`0110` stays `0110`, `NO` stays `NO`),
/// unknown and repeated keys are errors, and so are anchors and aliases.
///
/// Ask for every key that may be there, then call `finish()`: what nobody asked for is unknown.
package final class YAMLMapping {
    package let path: String
    private let node: Node.Mapping
    private var asked: Set<String> = []

    private init(_ node: Node.Mapping, path: String) {
        self.node = node
        self.path = path
    }

    package static func load(path: String) throws(SettingsFailure) -> YAMLMapping {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SettingsFailure(path: path, "cannot be read", hint: "is it there, and may you read it?")
        }
        guard data.count <= Limits.yamlBytesMax else {
            throw SettingsFailure(path: path, "has \(data.count) bytes; the limit is \(Limits.yamlBytesMax)")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw SettingsFailure(path: path, "is not UTF-8", hint: "save it as UTF-8")
        }
        return try parse(text, path: path)
    }

    package static func parse(_ text: String, path: String) throws(SettingsFailure) -> YAMLMapping {
        let root: Node?
        // Nodes hold their anchors weakly; the parser holds them while it lives.
        var parser: Parser?
        defer { withExtendedLifetime(parser) {} }
        do {
            parser = try Parser(yaml: text)
            root = try parser?.singleRoot()
        } catch let error as YamlError {
            throw failure(error, path: path)
        } catch {
            throw SettingsFailure(path: path, "is not YAML: \(error)")
        }
        guard let root, case .mapping(let mapping) = root else {
            throw SettingsFailure(path: path, line: 1, column: 1, "must be a list of `key: value` lines")
        }
        try refuseAnchors(root, path: path)
        return YAMLMapping(mapping, path: path)
    }

    /// Keys in the order of the file.
    package var keys: [String] { node.map { $0.key.scalar?.string ?? "" } }

    package func has(_ key: String) -> Bool { entry(key) != nil }

    package func optionalString(_ key: String) throws(SettingsFailure) -> String? {
        guard let value = value(key) else { return nil }
        guard case .scalar(let scalar) = value else { throw failure(key, "must be a single value") }
        return scalar.string
    }

    package func string(_ key: String) throws(SettingsFailure) -> String {
        guard let text = try optionalString(key) else { throw missing(key) }
        guard !text.isEmpty else { throw failure(key, "must not be empty") }
        return text
    }

    /// One value or a list of values; empty when the key is absent.
    package func strings(_ key: String) throws(SettingsFailure) -> [String] {
        guard let value = value(key) else { return [] }
        switch value {
        case .scalar(let scalar): return [scalar.string]
        case .sequence(let sequence):
            var texts: [String] = []
            for item in sequence {
                guard case .scalar(let scalar) = item else { throw failure(key, "must be a list of single values") }
                texts.append(scalar.string)
            }
            return texts
        default: throw failure(key, "must be a value or a list of values")
        }
    }

    /// A mapping below `key`; nil when the key is absent.
    package func mapping(_ key: String) throws(SettingsFailure) -> YAMLMapping? {
        guard let value = value(key) else { return nil }
        guard case .mapping(let mapping) = value else { throw failure(key, "must hold `key: value` lines") }
        return YAMLMapping(mapping, path: path)
    }

    /// A list of mappings below `key`; one mapping counts as a list of one; empty when the key is absent.
    package func mappings(_ key: String) throws(SettingsFailure) -> [YAMLMapping] {
        guard let value = value(key) else { return [] }
        switch value {
        case .mapping(let mapping): return [YAMLMapping(mapping, path: path)]
        case .sequence(let sequence):
            var mappings: [YAMLMapping] = []
            for item in sequence {
                guard case .mapping(let mapping) = item else {
                    throw failure(key, "must be a list of `{ key: value }`")
                }
                mappings.append(YAMLMapping(mapping, path: path))
            }
            return mappings
        default: throw failure(key, "must be a list of `{ key: value }`")
        }
    }

    /// An item of a list in which single values and mappings stand side by side.
    package enum Item {
        case text(String)
        case mapping(YAMLMapping)
    }

    /// A value, a mapping or a list of both; empty when the key is absent.
    package func items(_ key: String) throws(SettingsFailure) -> [Item] {
        guard let value = value(key) else { return [] }
        var items: [Item] = []
        for node in value.sequence.map(Array.init) ?? [value] {
            switch node {
            case .scalar(let scalar): items.append(.text(scalar.string))
            case .mapping(let mapping): items.append(.mapping(YAMLMapping(mapping, path: path)))
            default: throw failure(key, "must be a list of values or of `{ key: value }`")
            }
        }
        return items
    }

    /// True when `key` holds a mapping rather than a single value.
    package func isMapping(_ key: String) -> Bool {
        if case .mapping = entry(key) { return true }
        return false
    }

    /// The case of `Choice` that `key` names; the error lists the cases.
    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, default fallback: Choice? = nil
    ) throws(SettingsFailure) -> Choice where Choice.RawValue == String {
        guard let text = try optionalString(key) else {
            if let fallback { return fallback }
            throw missing(key, hint: "one of: " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
        }
        guard let choice = Choice(rawValue: text) else {
            throw failure(
                key, "\"\(text)\" is none of the choices",
                hint: Suggestion.text(for: text, among: Choice.allCases.map(\.rawValue)))
        }
        return choice
    }

    /// Refuses the keys that nobody asked for.
    package func finish() throws(SettingsFailure) {
        for (key, _) in node {
            let name = key.scalar?.string ?? ""
            guard !asked.contains(name) else { continue }
            throw SettingsFailure(
                path: path, line: key.mark?.line ?? 0, column: key.mark?.column ?? 0, "unknown key \"\(name)\"",
                hint: Suggestion.text(for: name, among: asked))
        }
    }

    /// An error that points at the value of `key`.
    package func failure(_ key: String, _ message: String, hint: String = "") -> SettingsFailure {
        let mark = entry(key)?.mark
        return SettingsFailure(
            path: path, line: mark?.line ?? line, column: mark?.column ?? 1, "\(key): \(message)", hint: hint)
    }

    /// An error for a key that has to be there; a key that is spelled much like it is named.
    package func missing(_ key: String, hint: String = "") -> SettingsFailure {
        let near = keys.filter { !asked.contains($0) }.min {
            Spelling.distance($0, key) < Spelling.distance($1, key)
        }
        let isNear = near.map { Spelling.distance($0, key) <= max(2, key.count / 3) } ?? false
        return SettingsFailure(
            path: path, line: line, column: 1, "\"\(key)\" is missing",
            hint: [isNear ? "is \"\(near!)\" meant to be it?" : "", hint].filter { !$0.isEmpty }.joined(separator: " "))
    }

    /// The line on which this mapping begins.
    package var line: Int { node.mark?.line ?? node.first?.key.mark?.line ?? 1 }

    /// By the text of the key: Yams' own subscript compares resolved tags, and a key such as `no` would not be found.
    private func entry(_ key: String) -> Node? {
        node.first { $0.key.scalar?.string == key }?.value
    }

    private func value(_ key: String) -> Node? {
        asked.insert(key)
        guard let value = entry(key) else { return nil }
        // `key:` with nothing behind it is as if the key were not there.
        if case .scalar(let scalar) = value, scalar.string.isEmpty, scalar.style == .plain { return nil }
        return value
    }

    private static func refuseAnchors(_ node: Node, path: String) throws(SettingsFailure) {
        if node.anchor != nil {
            throw SettingsFailure(
                path: path, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0,
                "anchors and aliases (& and *) are not allowed", hint: "write the value out where it is needed")
        }
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                try refuseAnchors(key, path: path)
                try refuseAnchors(value, path: path)
            }
        case .sequence(let sequence): for item in sequence { try refuseAnchors(item, path: path) }
        case .scalar, .alias: break
        }
    }

    private static func failure(_ error: YamlError, path: String) -> SettingsFailure {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            SettingsFailure(path: path, line: mark.line, column: mark.column, "is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            SettingsFailure(
                path: path, line: context.mark.line, column: context.mark.column,
                "the key \"\(duplicates.first ?? "")\" is there twice", hint: "keep one of the two")
        default: SettingsFailure(path: path, "is not YAML: \(error)")
        }
    }
}
