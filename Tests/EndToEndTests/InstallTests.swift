import Foundation
import TestSupport
import Testing

/// What `make install` puts in place, used as timer, cron and people use it: with no checkout near.
@Suite(.serialized) struct InstallTests {
    /// The program that was built, installed below a new folder.
    private struct Tree {
        let root: String
        var prefix: String { "\(root)/usr/local" }

        init() throws {
            root = try temporaryFolder()
            let made = try make("install-files")
            try #require(made.status == 0, "\(made.errors)")
        }

        func make(_ target: String) throws -> (status: Int32, output: String, errors: String) {
            try shell(
                "/usr/bin/make",
                ["-s", target, "BINARY=\(costreport)", "DESTDIR=\(root)", "PREFIX=/usr/local"],
                // A make above this one has flags of its own.
                environment: ["MAKEFLAGS": "", "MAKELEVEL": ""], folder: repositoryRoot)
        }

        func remove() { try? FileManager.default.removeItem(atPath: root) }

        func text(_ path: String) throws -> String {
            try String(contentsOfFile: "\(prefix)/\(path)", encoding: .utf8)
        }

        /// A command line as the installed files have it, on a Monday, from the root of the disk, with nothing in the environment.
        func onMonday(_ day: String, _ command: String) throws -> (status: Int32, output: String, errors: String) {
            let programs = "\(root)/date"
            try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
            try writeProgram(
                "#!/bin/sh\nif [ \"$*\" = +%F ]; then echo \(day); else exit 9; fi\n", at: "\(programs)/date")
            let here = command.replacingOccurrences(of: "/usr/local/", with: "\(prefix)/")
            return try shell(
                "/usr/bin/env", ["-i", "PATH=\(programs):/usr/bin:/bin", "/bin/sh", "-c", here], folder: "/")
        }
    }

    /// The value of a key of a unit.
    private static func value(_ key: String, of unit: String) -> String {
        unit.split(separator: "\n").first { $0.hasPrefix("\(key)=") }.map { String($0.dropFirst(key.count + 1)) } ?? ""
    }

    private static func workbooks(_ folder: String) -> [String] {
        let found = FileManager.default.enumerator(atPath: "\(folder)/reports")?.allObjects as? [String] ?? []
        return found.filter { $0.hasSuffix(".xlsx") }.sorted()
    }

    @Test func `the timer's and cron's command lines report the sample from the installed tree`() throws {
        let tree = try Tree()
        let folder = try copyOfSample("harbor-lights")
        defer { for path in [tree.root, folder] { try? FileManager.default.removeItem(atPath: path) } }
        let service = try tree.text("lib/systemd/system/costreport@.service")
        let timer = Self.value("ExecStart", of: service).replacingOccurrences(of: "%f", with: folder)
        try drop("2026-04-11", of: "harbor-lights", into: folder)
        let first = try tree.onMonday("2026-04-13", timer)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.errors.contains(/period=2026-04-11 stage=report workbooks=\d+ draft=0 ms=/), "\(first.errors)")
        #expect(Self.workbooks(folder).contains("2026-04-11/Cost Report.xlsx"))

        // Two Mondays without a run; cron's line from then on.
        for week in ["2026-04-18", "2026-04-25"] { try drop(week, of: "harbor-lights", into: folder) }
        let table = try tree.text("share/doc/costreport/crontab.example").split(separator: "\n")
        let line = try #require(table.first { $0.hasPrefix("0 6 * * 1") })
        let cron = line.split(separator: " ", maxSplits: 6, omittingEmptySubsequences: true)[6]
            .replacingOccurrences(of: "/srv/shows/harbor-lights", with: folder)
            .replacingOccurrences(of: "/var/log/costreport/harbor-lights.log", with: "\(tree.root)/log")
        let second = try tree.onMonday("2026-04-27", cron)
        #expect(second.status == 0, "\(second.errors)")
        #expect(second.errors.hasPrefix("missed week: 2026-04-18; reported first\n"), "\(second.errors)")
        for week in HarborLightsTests.weeks.prefix(3) {
            #expect(Self.workbooks(folder).contains("\(week)/Cost Report.xlsx"))
        }
        #expect(try String(contentsOfFile: "\(tree.root)/log", encoding: .utf8).contains("stage=end exit=0"))

        // With nothing to say, nothing is printed, and so nothing mailed.
        let clean = "\(tree.root)/clean"
        try #require(try run(["init", clean]).status == 0)
        let silent = try tree.onMonday("2026-04-27", cron.replacingOccurrences(of: folder, with: clean))
        #expect(silent.status == 0 && silent.output.isEmpty && silent.errors.isEmpty, "\(silent)")
        #expect(Self.workbooks(clean).contains("2026-04-25/Cost Report.xlsx"))
    }

    @Test func `the timer mails the sample's report once`() throws {
        let tree = try Tree()
        let server = try FaultServer("none")
        let folder = try copyOfSample("harbor-lights")
        defer { for path in [tree.root, folder] { try? FileManager.default.removeItem(atPath: path) } }
        try drop("2026-04-11", of: "harbor-lights", into: folder)
        let file = "\(folder)/production.yaml"
        let mail = MailingProduction.standard.replacingOccurrences(
            of: "password_file: password", with: "password_credential: smtp-password"
        )
        .replacingOccurrences(of: "{port}", with: "\(server.port)").replacingOccurrences(
            of: "{ca}", with: server.certificate)
        try (String(contentsOfFile: file, encoding: .utf8) + "mail:\n" + mail)
            .write(toFile: file, atomically: true, encoding: .utf8)
        // As systemd hands it over.
        let credentials = "\(tree.root)/credentials"
        try FileManager.default.createDirectory(atPath: credentials, withIntermediateDirectories: true)
        try "s3cret\n".write(toFile: "\(credentials)/smtp-password", atomically: true, encoding: .utf8)
        let service = try tree.text("lib/systemd/system/costreport@.service")
        let timer =
            "CREDENTIALS_DIRECTORY='\(credentials)' COSTREPORT_OPTIONS=--send; export CREDENTIALS_DIRECTORY; "
            + Self.value("ExecStart", of: service).replacingOccurrences(of: "%f", with: folder)
        for _ in 1...2 {
            let result = try tree.onMonday("2026-04-13", timer)
            #expect(result.status == 0, "\(result.errors)")
            #expect(!result.errors.contains("@"), "\(result.errors)")
        }
        #expect(server.kept.count == 1)
        #expect(try server.message(1).contains("Cost Report.xlsx"))
        let doctor = try shell(
            "\(tree.prefix)/bin/costreport", ["doctor", folder, "--as-of", "2026-04-13", "--connect"],
            environment: ["CREDENTIALS_DIRECTORY": credentials], folder: "/")
        #expect(doctor.output.contains("localhost:\(server.port) answers"), "\(doctor.output)")
        #expect(doctor.output.contains("nothing waits; 1 sent"), "\(doctor.output)")
    }

    @Test func `a production that is the current folder is not taken for the shipped profiles and reports`() throws {
        let tree = try Tree()
        let folder = try copyOfSample("harbor-lights")
        defer { for path in [tree.root, folder] { try? FileManager.default.removeItem(atPath: path) } }
        for part in ["profiles", "reports"] {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(part)", withIntermediateDirectories: true)
        }
        let result = try shell("\(tree.prefix)/bin/costreport", ["run", "--as-of", "2026-04-11"], folder: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(!Self.workbooks(folder).isEmpty)
        let doctor = try shell("\(tree.prefix)/bin/costreport", ["doctor", "--as-of", "2026-04-13"], folder: folder)
        #expect(doctor.status == 0, "\(doctor.output)")
        #expect(doctor.output.contains("definitions in \(tree.prefix)/share/costreport/reports"), "\(doctor.output)")
    }

    @Test func `every command has a manual page without a fault`() throws {
        let tree = try Tree()
        defer { tree.remove() }
        let help = try run(["--help"]).output
        let commands =
            help.components(separatedBy: "SUBCOMMANDS:").last?.split(separator: "\n")
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  See ") }.compactMap {
                $0.split(separator: " ").first
            } ?? []
        #expect(commands.count > 8)
        let pages = try FileManager.default.contentsOfDirectory(atPath: "\(tree.prefix)/share/man/man1").sorted()
        #expect(pages == (["costreport.1"] + commands.map { "costreport-\($0).1" }).sorted())
        #expect(try tree.text("share/man/man1/costreport-run.1").contains(".B \\-\\-as\\-of YYYY\\-MM\\-DD"))
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/mandoc") else {
            return print("mandoc is not installed: the manual pages were not checked")
        }
        for page in pages {
            let path = "\(tree.prefix)/share/man/man1/\(page)"
            let lint = try shell("/usr/bin/mandoc", ["-T", "lint", "-W", "warning", path])
            // Without a date on purpose: the page of a version is the same whenever it is made.
            let faults = lint.output.split(separator: "\n").filter { !$0.contains("missing date") }
            #expect(faults.isEmpty, "\(faults)")
        }
    }

    @Test func `completions load`() throws {
        let tree = try Tree()
        defer { tree.remove() }
        let script = "\(tree.prefix)/share/bash-completion/completions/costreport"
        let bash = try shell("/bin/bash", ["-c", "source '\(script)' && complete -p costreport"])
        #expect(bash.status == 0 && bash.output.contains("costreport"), "\(bash.errors)")
        #expect(try tree.text("share/zsh/site-functions/_costreport").hasPrefix("#compdef costreport"))
        #expect(try tree.text("share/fish/vendor_completions.d/costreport.fish").contains("complete -c 'costreport'"))
    }

    @Test func `units name what is installed, and systemd takes them`() throws {
        let tree = try Tree()
        defer { tree.remove() }
        let units = "\(tree.prefix)/lib/systemd/system"
        let names = try FileManager.default.contentsOfDirectory(atPath: units).sorted()
        #expect(names == ["costreport@.service", "costreport@.timer"])
        for name in names {
            let text = try tree.text("lib/systemd/system/\(name)")
            #expect(!text.contains("@PREFIX@"))
            for line in text.split(separator: "\n") where !line.hasPrefix("#") && !line.hasPrefix("[") {
                #expect(line.contains("="), "\(name): \(line)")
            }
        }
        let service = try tree.text("lib/systemd/system/costreport@.service")
        let program = Self.value("ExecStart", of: service).split(separator: " ")[0]
        #expect(FileManager.default.isExecutableFile(atPath: tree.root + program))
        #expect(Self.value("SuccessExitStatus", of: service) == "1")
        #expect(Self.value("Restart", of: service) == "on-failure")
        #expect(Self.value("RestartPreventExitStatus", of: service) == "64 65 69 73 74")
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze") else {
            return print("systemd-analyze is not installed: the units were only read")
        }
        // The program and the user of the units are those of the machine they are made for.
        for name in names {
            let text = try tree.text("lib/systemd/system/\(name)").replacingOccurrences(
                of: "/usr/local/", with: "\(tree.prefix)/")
            try text.write(toFile: "\(units)/\(name)", atomically: true, encoding: .utf8)
        }
        let verified = try shell(
            "/usr/bin/systemd-analyze", ["verify", "--man=no", "\(units)/costreport@srv-shows-x.timer"])
        let faults = (verified.output + verified.errors).split(separator: "\n").filter { $0.contains("costreport") }
        #expect(faults.isEmpty, "\(faults)")
    }

    @Test func `uninstalling leaves no file behind`() throws {
        let tree = try Tree()
        defer { tree.remove() }
        #expect(try tree.make("uninstall").status == 0)
        let left = FileManager.default.enumerator(atPath: tree.prefix)?.allObjects as? [String] ?? []
        var isFolder: ObjCBool = false
        let files = left.filter {
            FileManager.default.fileExists(atPath: "\(tree.prefix)/\($0)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }
        #expect(files == [])
    }
}
