import ArgumentParser
import CostModel
import WrapBook

/// `costreport wrap DIR`
struct Wrap: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bundle every closed report, the logs, the registers and the source files into one file.")
    @OptionGroup var options: ProductionOptions
    @Option(help: ArgumentHelp("The file to write, in place of DIR/reports/Wrap Book.zip.", valueName: "file"))
    var out: String?
    @Option(
        help: ArgumentHelp("Check a wrap book against its manifest, and do nothing else.", valueName: "file"))
    var verify: String?

    func validate() throws {
        guard out == nil || verify == nil else { throw ValidationError("Name --out or --verify, not both.") }
    }

    func run() throws {
        let console = Console(isQuiet: options.quiet || options.json)
        try guarded(console) {
            if let verify {
                guard try check(verify, console) else { throw ExitStatus.input }
                return
            }
            let session = try Session(options)
            let outcome = try session.wrap(to: out ?? "\(options.folder)/reports/Wrap Book.zip")
            if let status = try outcome.print(on: session.console, asJSON: options.json) { throw status }
        }
    }

    private func check(_ path: String, _ console: Console) throws -> Bool {
        let check = try BundleCheck(path: path)
        if options.json { console.data(try JSONText.of(Form(path, check))) }
        for problem in check.problems where !options.json {
            console.complain(
                Diagnostic.printable(
                    "\(path): error: \(problem.name)\(problem.name.isEmpty ? "" : ": ")\(problem.message)"))
        }
        guard check.problems.isEmpty else { return false }
        console.say(
            Diagnostic.printable(
                "\(path): \(check.title), \(check.periods.count) closed reports, \(check.memberCount) files, all as the "
                    + "manifest says; its SHA-256: \(check.sha256)"))
        return true
    }

    private struct Form: Encodable {
        struct Problem: Encodable { var name: String, message: String }
        var file: String, intact: Bool, manifestSha256: String, members: Int, periods: [String], problems: [Problem]

        init(_ path: String, _ check: BundleCheck) {
            (file, intact, manifestSha256) = (path, check.problems.isEmpty, check.sha256)
            (members, periods) = (check.memberCount, check.periods)
            problems = check.problems.map { Problem(name: $0.name, message: $0.message) }
        }
    }
}
