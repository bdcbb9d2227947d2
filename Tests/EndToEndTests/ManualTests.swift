import Foundation
import TestSupport
import Testing

/// The manual's examples are run: each page of `docs/` lays files over `docs/example/` and says what comes of them.
///
/// An example begins with a heading `### Example…`. Its fenced blocks, in order:
/// - ```` ```csv inbox/bills.csv ```` (or `yaml`): a file of the production;
/// - ```` ```check 2026-05-16 ````: a run as of that day, as cron does it; each line of the block is something that holds then:
///   `2000-10 etc 27000.00 efc 60000.00` (fields of `--json`), `diagnostic order-overbilled inbox/po.csv:3`,
///   `bridge 3500-80 schedule 4700.00 rates 200.00` (every step that moved it), `why 3500-80 +2 shoot days: +4,700.00`,
///   `text weekly-cost: Grand total 25,300` (words of one line of the report's picture; runs of blanks count as one),
///   `cut Camera weekly-cost: Total Camera 12,000` (the same of a department's cut);
/// - ```` ```close 2026-05-16 ````: `costreport close` of that week. Its last line is what comes of it: `closed`, or
///   `refused CODE …` with the codes of all reasons, each once, in order. Lines before it may be `final` or `revise REASON`.
struct ManualTests {
    struct Example: CustomTestStringConvertible, Sendable {
        enum Step: Sendable { case file(String, String), check(String, [String]), close(String, [String]) }
        var name: String
        var steps: [Step] = []
        var testDescription: String { name }
    }

    static let examples: [Example] = {
        let docs = "\(repositoryRoot)/docs"
        let pages = ((try? FileManager.default.contentsOfDirectory(atPath: docs)) ?? []).filter { $0.hasSuffix(".md") }
        return pages.sorted().flatMap { page in
            parse((try? String(contentsOfFile: "\(docs)/\(page)", encoding: .utf8)) ?? "", page)
        }
    }()

    static func parse(_ text: String, _ page: String) -> [Example] {
        var examples: [Example] = []
        var fence: (info: String, lines: [String])?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if let open = fence {
                guard line == "```" else {
                    fence!.lines.append(line)
                    continue
                }
                fence = nil
                let words = open.info.split(separator: " ").map(String.init)
                guard words.count == 2, !examples.isEmpty else { continue }
                let last = examples.count - 1
                if words[0] == "check" {
                    examples[last].steps.append(.check(words[1], open.lines.filter { !$0.isEmpty }))
                } else if words[0] == "close" {
                    examples[last].steps.append(.close(words[1], open.lines.filter { !$0.isEmpty }))
                } else {
                    examples[last].steps.append(.file(words[1], open.lines.joined(separator: "\n") + "\n"))
                }
            } else if line.hasPrefix("```") {
                fence = (String(line.dropFirst(3)), [])
            } else if line.hasPrefix("### Example") {
                examples.append(Example(name: "\(page): \(line.dropFirst(4))"))
            }
        }
        return examples
    }

    @Test(arguments: examples)
    func `the manual's examples come out as it says`(_ example: Example) throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let production = "\(folder)/production"
        try FileManager.default.copyItem(atPath: "\(repositoryRoot)/docs/example", toPath: production)
        try FileManager.default.createDirectory(atPath: "\(production)/inbox", withIntermediateDirectories: true)
        var checks = 0
        for step in example.steps {
            switch step {
            case .file(let name, let text):
                let path = URL(fileURLWithPath: "\(production)/\(name)")
                try FileManager.default.createDirectory(
                    at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
                try text.write(to: path, atomically: true, encoding: .utf8)
            case .check(let day, let lines):
                try check(lines, as: day, of: production, example.name)
                checks += lines.count
            case .close(let week, let lines):
                try close(lines, week, of: production, example.name)
                checks += 1
            }
        }
        #expect(checks > 0, "\(example.name) checks nothing")
    }

    private func close(_ lines: [String], _ week: String, of production: String, _ name: String) throws {
        var arguments = ["close", production, "--period", week, "--json"]
        for line in lines.dropLast() {
            if line == "final" { arguments.append("--final") }
            if line.hasPrefix("revise ") { arguments += ["--revise", String(line.dropFirst("revise ".count))] }
        }
        let result = try run(arguments)
        let printed = try #require(
            JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(name): \(result.errors)")
        var codes: [String] = []
        for reason in printed["reasons"] as? [[String: Any]] ?? [] {
            let code = reason["code"] as? String ?? ""
            if !codes.contains(code) { codes.append(code) }
        }
        let isClosed = printed["closed"] as? Bool == true
        let got = isClosed ? "closed" : "refused " + codes.joined(separator: " ")
        #expect(got == lines.last, "\(name), close \(week)")
        #expect(result.status == (isClosed ? 0 : 1))
    }

    private func check(_ lines: [String], as day: String, of production: String, _ name: String) throws {
        let result = try run(["run", production, "--as-of", day, "--json"])
        try #require(result.status <= 1, "\(name), \(day): \(result.errors)")
        let printed = try #require(
            JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(name): no JSON")
        let report = printed["report"] as? [String: Any] ?? [:]
        let accounts = report["accounts"] as? [[String: Any]] ?? []
        let diagnostics = printed["diagnostics"] as? [[String: Any]] ?? []
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            if words[0] == "diagnostic" {
                let found = diagnostics.map { "\($0["code"]!) \($0["file"]!):\($0["line"]!)" }
                #expect(
                    found.contains(words.dropFirst().joined(separator: " ")), "\(name), \(day): \(line); found \(found)"
                )
            } else if words[0] == "bridge" || words[0] == "why" {
                let moved = report["bridge"] as? [[String: Any]] ?? []
                let found = try #require(moved.first { $0["account"] as? String == words[1] }, "\(name): \(line)")
                if words[0] == "why" {
                    let why = found["why"] as? String ?? ""
                    #expect(why.contains(words.dropFirst(2).joined(separator: " ")), "\(name), \(day): \(line)")
                } else {
                    let steps = stride(from: 2, to: words.count - 1, by: 2).map { (words[$0], words[$0 + 1]) }
                    let wanted = Dictionary(uniqueKeysWithValues: steps)
                    #expect(found["steps"] as? [String: String] == wanted, "\(name), \(day): \(line)")
                }
            } else if words[0] == "cut" {
                try checkPicture(
                    "text " + words.dropFirst(2).joined(separator: " "), production, day, name, of: words[1])
            } else if words[0] == "text" {
                try checkPicture(line, production, day, name)
            } else {
                let account = try #require(accounts.first { $0["account"] as? String == words[0] }, "\(name): \(line)")
                for place in stride(from: 1, to: words.count - 1, by: 2) {
                    let got = account[words[place]].map { "\($0)" } ?? "nothing"
                    #expect(got == words[place + 1], "\(name), \(day): \(words[0]) \(words[place])")
                }
            }
        }
    }

    /// `text weekly-cost: Grand total 25,300`
    private func checkPicture(
        _ line: String, _ production: String, _ day: String, _ name: String, of department: String? = nil
    ) throws {
        let parts = line.dropFirst("text ".count).split(separator: ":", maxSplits: 1).map(String.init)
        let cut = department.map { ["--department", $0] } ?? []
        let picture = try run(["report", production, "--as-of", day, "--only", parts[0], "--text"] + cut)
        let wanted = Self.words(parts[1])
        let lines = picture.output.split(separator: "\n").map { Self.words(String($0)) }
        #expect(lines.contains { $0.contains(wanted) }, "\(name), \(day): \(line)\n\(picture.output)\(picture.errors)")
    }

    private static func words(_ text: String) -> String {
        text.replacing("│", with: " ").replacing("|", with: " ").split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }
}
