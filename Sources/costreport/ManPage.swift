import ArgumentParser
import Foundation

/// Manual pages in roff, from the same tree of commands that `--help` prints: one of the program, one a command.
struct ManPage {
    var name: String
    var text: String

    /// The tree as the argument parser describes it.
    private struct Tool: Decodable { var command: Command }

    private struct Command: Decodable {
        var commandName: String
        var abstract: String?, discussion: String?
        var shouldDisplay: Bool?
        var subcommands: [Command]?
        var arguments: [Argument]?
    }

    private struct Argument: Decodable {
        struct Name: Decodable { var kind: String, name: String }
        var kind: String
        var isOptional: Bool, isRepeating: Bool, shouldDisplay: Bool
        var names: [Name]?
        var valueName: String?, defaultValue: String?
        var abstract: String?
    }

    static func all() throws -> [ManPage] {
        let root = try JSONDecoder().decode(Tool.self, from: Data(CostReport._dumpHelp().utf8)).command
        let commands = (root.subcommands ?? []).filter { $0.shouldDisplay ?? true && $0.commandName != "help" }
        return [main(root, commands)] + commands.map { page(of: $0, among: commands) }
    }

    // MARK: Pages

    private static func main(_ root: Command, _ commands: [Command]) -> ManPage {
        var roff = Roff(title: "COSTREPORT", version: CostReport.configuration.version)
        roff.section("NAME")
        roff.text("costreport - \(lowered(root.abstract ?? ""))")
        roff.section("SYNOPSIS")
        roff.line(".B costreport")
        roff.text("command [option ...] [DIR]")
        roff.section("DESCRIPTION")
        for paragraph in ManText.description { roff.paragraph(paragraph) }
        roff.section("COMMANDS")
        for command in commands {
            roff.item("costreport-\(command.commandName)(1)", command.abstract ?? "")
        }
        roff.section("EXIT STATUS")
        for (code, meaning) in ManText.exitCodes { roff.item(code, meaning) }
        roff.section("FILES")
        for (path, meaning) in ManText.files { roff.item(path, meaning) }
        roff.section("ENVIRONMENT")
        for (name, meaning) in ManText.environment { roff.item(name, meaning) }
        roff.section("EXAMPLES")
        roff.example(ManText.examples)
        roff.section("SEE ALSO")
        roff.text(commands.map { "costreport-\($0.commandName)(1)" }.joined(separator: ", "))
        return ManPage(name: "costreport.1", text: roff.text)
    }

    private static func page(of command: Command, among commands: [Command]) -> ManPage {
        let arguments = (command.arguments ?? []).filter { $0.shouldDisplay && !isCommon($0) }
        let name = "costreport-\(command.commandName)"
        var roff = Roff(title: name.uppercased(), version: CostReport.configuration.version)
        roff.section("NAME")
        roff.text("\(name) - \(lowered(command.abstract ?? ""))")
        roff.section("SYNOPSIS")
        roff.line(".B costreport \(command.commandName)")
        roff.text(
            (arguments.filter { $0.kind != "positional" } + arguments.filter { $0.kind == "positional" })
                .map(synopsis).joined(separator: " "))
        roff.section("DESCRIPTION")
        roff.paragraph(command.abstract ?? "")
        if let discussion = command.discussion { roff.paragraph(discussion) }
        roff.section("OPTIONS")
        for argument in arguments { roff.item(heading(argument), words(argument)) }
        roff.section("EXIT STATUS")
        roff.paragraph("See costreport(1).")
        roff.section("SEE ALSO")
        let others = commands.filter { $0.commandName != command.commandName }.map { "costreport-\($0.commandName)(1)" }
        roff.text((["costreport(1)"] + others).joined(separator: ", "))
        return ManPage(name: "\(name).1", text: roff.text)
    }

    // MARK: Words

    /// On every command.
    private static func isCommon(_ argument: Argument) -> Bool {
        (argument.names ?? []).contains { $0.kind == "long" && ["help", "version"].contains($0.name) }
    }

    /// A name's sentence begins small and has no full stop.
    private static func lowered(_ text: String) -> String {
        let line = text.hasSuffix(".") ? String(text.dropLast()) : text
        return line.prefix(1).lowercased() + line.dropFirst()
    }

    private static func written(_ name: Argument.Name) -> String { (name.kind == "long" ? "--" : "-") + name.name }

    private static func heading(_ argument: Argument) -> String {
        guard argument.kind != "positional" else { return argument.valueName ?? "value" }
        let names = (argument.names ?? []).map(written).joined(separator: ", ")
        return argument.kind == "option" ? "\(names) \(argument.valueName ?? "value")" : names
    }

    private static func synopsis(_ argument: Argument) -> String {
        var text = heading(argument)
        if argument.kind != "positional", let last = argument.names?.last {
            text = written(last) + (argument.kind == "option" ? " \(argument.valueName ?? "value")" : "")
        }
        if argument.isRepeating { text += " ..." }
        return argument.isOptional ? "[\(text)]" : text
    }

    private static func words(_ argument: Argument) -> String {
        let text = argument.abstract ?? ""
        guard let standard = argument.defaultValue, argument.kind != "flag" else { return text }
        return "\(text) (default: \(standard))"
    }
}

/// The macros of man(7). A line that begins with a dot or a quote, and every backslash, would be a command: they are escaped.
private struct Roff {
    private(set) var text: String

    init(title: String, version: String) {
        // No date: the page of a version is the same whenever it is made.
        text = ".TH \"\(title)\" \"1\" \"\" \"costreport \(version)\" \"User Commands\"\n.nh\n.ad l\n"
    }

    mutating func line(_ line: String) { text += line + "\n" }
    mutating func section(_ name: String) { line(".SH \(name)") }
    private var isAfterHeading: Bool { text.split(separator: "\n").last?.hasPrefix(".SH") == true }

    mutating func text(_ words: String) {
        for part in words.split(separator: "\n") { line(Self.escaped(String(part))) }
    }

    /// A heading begins a paragraph by itself.
    mutating func paragraph(_ words: String) {
        if !isAfterHeading { line(".PP") }
        text(words)
    }

    mutating func item(_ heading: String, _ words: String) {
        line(".TP")
        line(".B " + Self.escaped(heading))
        text(words.isEmpty ? " " : words)
    }

    mutating func example(_ lines: String) {
        line(".nf")
        text(lines)
        line(".fi")
    }

    private static func escaped(_ words: String) -> String {
        let plain = words.replacingOccurrences(of: "\\", with: "\\e").replacingOccurrences(of: "-", with: "\\-")
        return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
    }
}
