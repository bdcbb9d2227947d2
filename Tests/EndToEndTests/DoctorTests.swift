import Foundation
import Ledger
import TestSupport
import Testing

@testable import costreport

/// `costreport doctor`: what it finds, and that it changes nothing.
struct DoctorTests {
    private struct Printed: Decodable {
        struct Check: Decodable { var name: String, status: String, message: String, advice: String }
        var checks: [Check]
        var use: [String: Int]
        var free: Int

        func status(_ name: String) -> [String] { checks.filter { $0.name == name }.map(\.status) }
        func text(_ name: String) -> String {
            checks.filter { $0.name == name }.map { $0.message + $0.advice }.joined()
        }
    }

    private static func doctor(_ folder: String, _ day: String = "2026-04-13") throws -> (
        status: Int32, printed: Printed
    ) {
        let result = try run(["doctor", folder, "--as-of", day, "--json"])
        return (result.status, try JSONDecoder().decode(Printed.self, from: Data(result.output.utf8)))
    }

    private static func sample(reported: Bool = true) throws -> String {
        let folder = try copyOfSample("harbor-lights")
        try drop("2026-04-11", of: "harbor-lights", into: folder)
        if reported { try #require(try run(["run", folder, "--as-of", "2026-04-11"]).status == 0) }
        return folder
    }

    private static func files(_ folder: String) -> [String] {
        (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []).sorted()
    }

    @Test func `a production in order has no FAIL, and nothing of it is touched`() throws {
        let folder = try Self.sample()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let before = Self.files(folder)
        let (status, printed) = try Self.doctor(folder)
        #expect(status == 0)
        #expect(!printed.checks.contains { $0.status == "FAIL" }, "\(printed.checks)")
        for name in ["production", "profiles", "reports", "feeds", "files", "lock", "ledger", "report", "use", "disk"] {
            #expect(printed.status(name) == ["OK"], "\(name): \(printed.text(name))")
        }
        #expect(
            printed.use["ledger"]! > 0 && printed.use["inbox"]! > 0 && printed.use["reports"]! > 0 && printed.free > 0)
        #expect(Self.files(folder) == before)
        // A week later the same is a week behind, and a run would mend it.
        let late = try Self.doctor(folder, "2026-04-27")
        #expect(late.status == 0)
        #expect(late.printed.text("report").contains("2 weeks behind"))
        #expect(late.printed.text("report").contains("run \(folder) --as-of 2026-04-27"))
        // Quiet, it says what is to be looked at and nothing else.
        let quiet = try run(["doctor", folder, "--as-of", "2026-04-13", "--quiet"])
        #expect(!quiet.output.contains("OK "), "\(quiet.output)")
    }

    @Test func `every wrong file is named, not the first alone`() throws {
        let folder = try Self.sample(reported: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try "rulez: []\n".write(toFile: "\(folder)/coding.yaml", atomically: true, encoding: .utf8)
        try "nonsense: 1\n".write(toFile: "\(folder)/policies.yaml", atomically: true, encoding: .utf8)
        let (status, printed) = try Self.doctor(folder)
        #expect(status == 64)
        #expect(printed.status("production") == ["OK"])
        #expect(printed.text("coding.yaml").contains("coding.yaml:1:1"), "\(printed.checks)")
        #expect(printed.text("policies.yaml").contains("nonsense"), "\(printed.checks)")
    }

    @Test func `what would stop a run is a FAIL with what to do`() throws {
        let folder = try Self.sample()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        symlink("/etc/hostname", "\(folder)/inbox/xero-bills-link.csv")
        let linked = try Self.doctor(folder)
        #expect(linked.status == 1)
        #expect(linked.printed.status("files") == ["FAIL"])
        #expect(linked.printed.text("files").contains("code 65"))
        unlink("\(folder)/inbox/xero-bills-link.csv")

        let damaged = try FileHandle(forUpdating: URL(fileURLWithPath: "\(folder)/ledger.sqlite"))
        try damaged.seek(toOffset: 8192)
        try damaged.write(contentsOf: Data(repeating: 0xA5, count: 4096 * 8))
        try damaged.close()
        let broken = try Self.doctor(folder)
        #expect(broken.status == 1)
        #expect(broken.printed.status("ledger").contains("FAIL"), "\(broken.printed.checks)")
        #expect(broken.printed.text("ledger").contains("restore it"))
    }

    @Test func `a production that another run holds is a warning that names the process`() throws {
        let folder = try Self.sample()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let lock = try ProductionLock(path: "\(folder)/ledger.sqlite.lock")
        let (status, printed) = try Self.doctor(folder)
        withExtendedLifetime(lock) {}
        #expect(status == 0)
        #expect(printed.status("lock") == ["WARN"])
        #expect(printed.text("lock").contains("process \(getpid())"))
    }

    @Test func `mail that could not go is a FAIL, and mail that waits is said`() throws {
        let show = try MailingProduction(nil)
        defer { show.remove() }
        #expect(try show.queue().status == 0)
        let (status, printed) = try Self.doctor(show.folder, MailingProduction.week)
        #expect(status == 0)
        #expect(printed.status("mail") == ["OK"], "\(printed.text("mail"))")
        #expect(printed.text("outbox") == "1 mail waitscostreport send \(show.folder)")
        chmod("\(show.folder)/password", 0o644)
        let open = try Self.doctor(show.folder, MailingProduction.week)
        #expect(open.status == 1)
        #expect(open.printed.status("mail") == ["FAIL"], "\(open.printed.text("mail"))")
        chmod("\(show.folder)/password", 0o600)
        // Port 1: nobody is there.
        let called = try run(["doctor", show.folder, "--as-of", MailingProduction.week, "--connect"])
        #expect(called.status == 1)
        #expect(called.output.contains("localhost:1: Connection refused"), "\(called.output)")
    }

    @Test func `a folder that is no production says how to make one`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let result = try run(["doctor", folder])
        #expect(result.status == 64)
        #expect(result.output.contains("-> `costreport init \(folder)` makes a new one"), "\(result.output)")
    }

    @Test(arguments: [
        ("/srv/shows/harbor-lights", "srv-shows-harbor\\x2dlights"), ("/", "-"),
        ("/a b/é_1.x", "a\\x20b-\\xc3\\xa9_1.x"),
        ("/.hidden", "\\x2ehidden"),
    ])
    func `the unit's name is the one that systemd makes of a path`(path: String, name: String) throws {
        #expect(Doctor.unitName(path) == name)
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-escape") else { return }
        #expect(try shell("/usr/bin/systemd-escape", ["--path", path]).output == name + "\n")
    }
}
