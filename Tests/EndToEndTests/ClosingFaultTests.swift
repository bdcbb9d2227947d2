import CostModel
import Foundation
import TestSupport
import Testing

/// All or nothing, and the last report of a production.
struct ClosingFaultTests {
    private static let wrapped = """
        Date,Account,Method,Unit,Units,Rate,Percent,Of,Amount,Author,Note
        2026-05-11,1400-10,none,,,,,,,,
        2026-05-11,1400-99,none,,,,,,,,
        2026-05-11,2000-10,none,,,,,,,,
        2026-05-11,2000-99,none,,,,,,,,
        2026-05-11,2200-10,none,,,,,,,,
        2026-05-11,2200-20,none,,,,,,,,
        2026-05-11,2200-99,none,,,,,,,,
        2026-05-11,3200-05,none,,,,,,,,
        2026-05-11,3500-80,none,,,,,,,,
        2026-05-11,3510-20,none,,,,,,,,
        2026-05-11,5000-10,none,,,,,,,,
        2026-05-11,7000-10,none,,,,,,,,
        2026-05-11,9000-10,none,,,,,,,,

        """
    private static let log = """
        Date,Card Member,Merchant,Amount,Account,Amex Ref
        5/12/26,A. Holder,Otto,1000.00,3200-05,R1

        """

    private static func make() throws -> String {
        let folder = try temporaryFolder() + "/show"
        try FileManager.default.copyItem(atPath: "\(repositoryRoot)/docs/example", toPath: folder)
        try FileManager.default.createDirectory(atPath: "\(folder)/inbox", withIntermediateDirectories: true)
        try write(log, "inbox/log-1.csv", in: folder)
        return folder
    }

    private static func write(_ text: String, _ name: String, in folder: String) throws {
        try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }

    private static func remove(_ folder: String) {
        try? FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent)
    }

    private static func hashes(_ folder: String) throws -> String {
        try run(["periods", folder]).output.replacing(folder, with: "show")
    }

    @Test func `a closing killed at any moment leaves the week open, or closed with whole files`() throws {
        let whole = try Self.make()
        defer { Self.remove(whole) }
        _ = try run(["run", whole, "--as-of", "2026-05-16"])
        _ = try run(["close", whole, "--period", "2026-05-16"])
        let wanted = try Self.hashes(whole)
        var closedAtOnce = 0
        for wait in stride(from: UInt32(0), to: 240, by: 20) {
            let folder = try Self.make()
            defer { Self.remove(folder) }
            _ = try run(["run", folder, "--as-of", "2026-05-16"])
            let process = Process()
            process.executableURL = URL(fileURLWithPath: costreport)
            process.arguments = ["close", folder, "--period", "2026-05-16"]
            process.currentDirectoryURL = URL(fileURLWithPath: repositoryRoot)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(wait * 1000)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let state = try Self.hashes(folder)
            if state.contains("closed") {
                closedAtOnce += 1
                #expect(state == wanted, "killed after \(wait) ms")
            } else {
                // Reported and closed as if nothing had been.
                #expect(try run(["run", folder, "--as-of", "2026-05-16"]).status == 0)
                #expect(!FileManager.default.fileExists(atPath: "\(folder)/reports/2026-05-16/manifest.json"))
                #expect(try run(["close", folder, "--period", "2026-05-16"]).status == 0)
                #expect(try Self.hashes(folder) == wanted, "killed after \(wait) ms")
            }
        }
        #expect(closedAtOnce >= 0)
    }

    @Test func `files that were in place before the ledger knew are written anew`() throws {
        let folder = try Self.make()
        defer { Self.remove(folder) }
        _ = try run(["run", folder, "--as-of", "2026-05-16"])
        let ledger = try #require(FileManager.default.contents(atPath: "\(folder)/ledger.sqlite"))
        _ = try run(["close", folder, "--period", "2026-05-16"])
        for end in ["", "-wal", "-shm"] { unlink("\(folder)/ledger.sqlite\(end)") }
        try ledger.write(to: URL(fileURLWithPath: "\(folder)/ledger.sqlite"))
        #expect(try run(["periods", folder]).output == "2026-05-16  report 6  reported\n")
        #expect(try run(["report", folder, "--period", "2026-05-16"]).status == 0)
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/reports/2026-05-16/manifest.json"))
        #expect(try run(["close", folder, "--period", "2026-05-16"]).status == 0)
    }

    @Test func `a final report has no estimates, names its creditors, and nothing is posted behind it`() throws {
        let folder = try Self.make()
        defer { Self.remove(folder) }
        try Self.write(
            """
            PO #,Date,Vendor,Dept,Account,Set,Description,PO Amount,Invoiced,Open,Status
            1041,5/4/26,Otto,CAM,3200-05,,Camera,"$300.00",-,-,

            """, "inbox/po-log.csv", in: folder)
        _ = try run(["run", folder, "--as-of", "2026-05-16"])
        let refused = try run(["close", folder, "--period", "2026-05-16", "--final"])
        #expect(refused.status == 1 && refused.errors.contains("2000-10 has 60,000.00 still to be spent"))
        #expect(refused.errors.components(separatedBy: "[estimate-left]").count == 14)
        try Self.write(Self.wrapped, "forecast.csv", in: folder)
        _ = try run(["run", folder, "--as-of", "2026-05-16"])
        let closed = try run(["close", folder, "--period", "2026-05-16", "--final"])
        #expect(closed.status == 0, "\(closed.errors)")
        let manifest = try String(contentsOfFile: "\(folder)/reports/2026-05-16/manifest.json", encoding: .utf8)
        #expect(manifest.contains("\"name\" : \"Otto\"") && manifest.contains("\"amount\" : \"300.00\""))
        #expect(
            try run(["report", folder, "--period", "2026-05-16", "--text"]).output.contains("Final cost report no. 6"))

        #expect(try run(["run", folder, "--as-of", "2026-05-30"]).status == 0)
        try Self.write(
            Self.log + "5/13/26,A. Holder,Cook,40.00,3500-80,R2\n6/9/26,A. Holder,Lab,5.00,5000-10,R3\n",
            "inbox/log-2.csv", in: folder)
        for command in ["run", "import"] {
            let late = try run([command, folder, "--as-of", "2026-06-13"])
            #expect(late.status == 1 && late.errors.contains("nothing was posted"), "\(late.errors)")
            #expect(late.errors.contains("inbox/log-2.csv"))
        }
        #expect(try run(["close", folder, "--period", "2026-06-13"]).errors.contains("[production-final]"))
        #expect(try run(["import", folder, "--as-of", "2026-06-13", "--after-final"]).status == 0)
        let revised = try run(["report", folder, "--period", "2026-05-16", "--revise", "Late receipts"])
        #expect(revised.status == 0, "\(revised.errors)")
        let restated = try String(contentsOfFile: "\(folder)/reports/2026-05-16r1/manifest.json", encoding: .utf8)
        #expect(restated.contains("\"toDate\" : \"1045.00\"") && restated.contains("\"final\" : true"))
    }

    @Test func `closed workbooks keep their hashes whatever is imported later`() throws {
        try forAll(cases: 3) { random in
            let folder = try Self.make()
            defer { Self.remove(folder) }
            var rows: [String] = []
            var kept: [String] = []
            for week in 0..<4 {
                for number in 0..<Int.random(in: 1...3, using: &random) {
                    let day = Day(iso: "2026-05-11")! + Int.random(in: 0...(week * 7 + 4), using: &random)
                    let (_, month, dayOfMonth) = day.civil
                    rows.append(
                        "\(month)/\(dayOfMonth)/26,A. Holder,Shop,\(week * 10 + number + 1).00,3200-05,R\(rows.count)")
                }
                if Bool.random(using: &random) { rows.remove(at: .random(in: 0..<rows.count, using: &random)) }
                let head = "Date,Card Member,Merchant,Amount,Account,Amex Ref\n"
                try Self.write(head + rows.map { $0 + "\n" }.joined(), "inbox/w\(week).csv", in: folder)
                let end = Day(iso: "2026-05-16")! + week * 7
                guard try run(["run", folder, "--as-of", "\(end)"]).status == 0 else { return false }
                if week == 0 || Bool.random(using: &random) {
                    // Weeks between that were left open come first.
                    for earlier in 0...week {
                        _ = try run(["close", folder, "--period", "\(Day(iso: "2026-05-16")! + earlier * 7)"])
                    }
                    kept = try Self.hashes(folder).split(separator: "\n").map(String.init)
                }
            }
            guard try run(["check", folder]).status == 0 else { return false }
            let last = try Self.hashes(folder).split(separator: "\n").map(String.init)
            return kept.filter { $0.hasPrefix("  ") }.allSatisfy { last.contains($0) && !$0.contains("MISSING") }
        }
    }
}
