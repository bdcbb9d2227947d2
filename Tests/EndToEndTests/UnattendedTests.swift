import Foundation
import Ledger
import TestSupport
import Testing

@testable import costreport

/// Log, disk and copies of the ledger: what a machine needs that nobody watches.
struct UnattendedTests {
    private static func sample(_ weeks: Int) throws -> String {
        let folder = try copyOfSample("harbor-lights")
        for week in HarborLightsTests.weeks.prefix(weeks) { try drop(week, of: "harbor-lights", into: folder) }
        return folder
    }

    private static func report(_ folder: String, _ week: Int) throws -> [String: Data] {
        let path = "\(folder)/reports/\(HarborLightsTests.weeks[week])"
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            files[name] = FileManager.default.contents(atPath: "\(path)/\(name)")
        }
        return files
    }

    @Test func `the log has one line a stage, with counts and nothing personal, and changes nothing else`() throws {
        let (plain, logged) = (try Self.sample(1), try Self.sample(1))
        defer { for folder in [plain, logged] { try? FileManager.default.removeItem(atPath: folder) } }
        let log = "\(logged)/../\(UUID().uuidString).log"
        defer { try? FileManager.default.removeItem(atPath: log) }
        let without = try run(["run", plain, "--as-of", "2026-04-13"])
        let with = try run(["run", logged, "--as-of", "2026-04-13", "--log", log])
        #expect((without.status, without.errors) == (with.status, with.errors))
        #expect(try Self.report(plain, 0) == Self.report(logged, 0))

        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
        let stages = lines.compactMap { $0.firstMatch(of: /stage=(\w+)/)?.1 }
        #expect(stages == ["find", "backup", "import", "reconcile", "report", "disk", "end"])
        let shape =
            /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ costreport\[\d+\] production=[a-z0-9-]+( period=2026-04-11)? stage=\w+( \w+=\d+)+ ms=\d+/
        #expect(lines.allSatisfy { $0.wholeMatch(of: shape) != nil }, "\(lines)")
        #expect(lines[2].contains("period=2026-04-11") && lines[2].contains(" files=14 read="), "\(lines[2])")
        #expect(lines.last?.contains("stage=end exit=0") == true)

        // A second run adds its lines; that of the journal has neither time nor process.
        let again = try run(["run", logged, "--as-of", "2026-04-13", "--log", "-", "--quiet"])
        let journal = again.errors.split(separator: "\n").filter { $0.contains(" stage=") }
        #expect(journal.count == 6, "\(again.errors)")
        #expect(journal.allSatisfy { $0.hasPrefix("costreport: production=") })
    }

    @Test func `how a run ended is logged too, and a log that cannot be written stops it`() throws {
        let folder = try Self.sample(1)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = "\(folder)/production.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacingOccurrences(of: "variance:", with: "varianse:").write(
            toFile: file, atomically: true, encoding: .utf8)
        let wrong = try run(["run", folder, "--as-of", "2026-04-13", "--log", "-"])
        #expect(wrong.status == 64)
        #expect(wrong.errors.contains("stage=end exit=64"), "\(wrong.errors)")
        let result = try run(["run", folder, "--as-of", "2026-04-13", "--log", "\(folder)/no/such/log"])
        #expect(result.status == 73)
        #expect(result.errors.contains("the log cannot be written: No such file"), "\(result.errors)")
    }

    @Test(arguments: [
        ("/srv/shows/Harbor Lights/", "harbor-lights"), ("a_b.C", "a-b-c"), ("été 2", "t-2"), ("//", "production"),
    ])
    func `a production is named by its folder, in letters that a log can be cut by`(folder: String, slug: String) {
        #expect(RunLog.slug(folder) == slug)
    }

    @Test func `the newest copies of the ledger are kept, each as it was before an import`() throws {
        let folder = try Self.sample(0)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for week in HarborLightsTests.weeks.prefix(5) {
            try drop(week, of: "harbor-lights", into: folder)
            try #require(try run(["run", folder, "--as-of", week]).status <= 1)
        }
        let copies = LedgerBackups.all(below: folder)
        #expect(copies.count == 3)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/backups").count == 3)
        for copy in copies {
            let state = try Ledger.examine(path: copy)
            #expect(state.problems.isEmpty)
            #expect(copy.hasSuffix("ledger-0000\(state.imports).sqlite"))
        }
        let before = try Self.report(folder, 4)
        // Restored, and the week imported again: the same workbooks.
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: "\(folder)/ledger.sqlite\(suffix)")
        }
        try FileManager.default.copyItem(atPath: copies[2], toPath: "\(folder)/ledger.sqlite")
        try #require(try run(["run", folder, "--as-of", HarborLightsTests.weeks[4]]).status <= 1)
        #expect(try Self.report(folder, 4) == before)
    }

    @Test func `a damaged ledger is refused with the newest copy named`() throws {
        let folder = try Self.sample(1)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try #require(try run(["run", folder, "--as-of", "2026-04-11"]).status <= 1)
        try drop("2026-04-18", of: "harbor-lights", into: folder)
        try #require(try run(["run", folder, "--as-of", "2026-04-18"]).status <= 1)
        let copy = try #require(LedgerBackups.all(below: folder).last)
        try "no ledger".write(toFile: "\(folder)/ledger.sqlite", atomically: true, encoding: .utf8)
        for command in ["run", "doctor"] {
            let result = try run([command, folder, "--as-of", "2026-04-18"])
            #expect(result.status == (command == "run" ? 74 : 1))
            #expect(
                (result.errors + result.output).contains("the newest copy is \(copy)"),
                "\(result.errors)\(result.output)")
        }
    }

    @Test func `without room for a whole run none is begun`() throws {
        let folder = try Self.sample(1)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let disk = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: disk) }
        guard try shell("/bin/mount", ["-t", "tmpfs", "-o", "size=4m", "none", disk]).status == 0 else {
            return print("tmpfs cannot be mounted: the full disk was not tried")
        }
        defer { _ = try? shell("/bin/umount", [disk]) }
        try FileManager.default.copyItem(atPath: folder, toPath: "\(disk)/show")
        let result = try run(["run", "\(disk)/show", "--as-of", "2026-04-13"])
        #expect(result.status == 73)
        #expect(
            result.errors.contains(/[0-9.]+ MB are free, and this run needs up to [0-9.]+ MB; nothing was done/),
            "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: "\(disk)/show/reports"))
    }

    @Test func `what a run needs grows with files, ledger and reports`() {
        func need(_ new: Int, _ ledger: Int, _ report: Int, _ weeks: Int) -> Int {
            DiskNeed(newBytes: new, ledger: ledger, report: report, weeks: weeks).bytes
        }
        #expect(need(0, 0, 0, 1) == 16 << 20)
        #expect(need(1000, 0, 0, 1) - need(0, 0, 0, 1) == 5000)
        #expect(need(0, 700, 0, 1) - need(0, 0, 0, 1) == 700)
        #expect(need(0, 0, 300, 3) - need(0, 0, 0, 3) == 1200)
        #expect(
            [0, 999, 1000, 1_950_000, 81_604_378_624].map(DiskUse.text) == [
                "0 bytes", "999 bytes", "1.0 kB", "1.9 MB", "81.6 GB",
            ])
    }
}
