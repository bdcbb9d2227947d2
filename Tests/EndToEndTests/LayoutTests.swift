import Foundation
import TestSupport
import Testing

/// Layouts and department cuts of sample productions, as a run writes them.
@Suite(.serialized) struct LayoutTests {
    private static func workbooks(_ arguments: [String]) throws -> [String] {
        let result = try run(arguments + ["--json"])
        try #require(result.status <= 1, "\(result.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        return try #require(object?["workbooks"] as? [String])
    }

    /// Every part of a workbook, unpacked, one behind the other, entities turned into what they stand for.
    private static func contents(_ path: String) throws -> String {
        let script = """
            import html, sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as book:
                for name in book.namelist():
                    sys.stdout.write(name + "\\n" + html.unescape(book.read(name).decode("utf-8", "replace")) + "\\n")
            """
        let result = try shell(
            "/usr/bin/env", ["python3", "-c", script, path], environment: ["PYTHONIOENCODING": "utf-8"])
        try #require(result.status == 0, "\(result.errors)")
        return result.output
    }

    private static func table(_ path: String) throws -> [[String]] {
        try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func `a department's workbook holds nothing of another account in any of its parts`() throws {
        let folder = try copyOfSample("harbor-lights")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for week in HarborLightsTests.weeks { try drop(week, of: "harbor-lights", into: folder) }
        let paths = try Self.workbooks(["run", folder, "--as-of", "2026-05-16"])
        let whole = try Self.contents(try #require(paths.first { $0.hasSuffix("/Cost Report.xlsx") }))
        let path = try #require(paths.first { $0.hasSuffix("/Cost Report - Camera.xlsx") })
        let cut = try Self.contents(path)
        #expect(cut.contains("Total Camera") && cut.contains("3300-10") && cut.contains("Camera only"))
        let accounts = try Self.table("\(folder)/budget/accounts.csv").filter { !$0[0].hasPrefix("33") }
        let own = Set(try Self.table("\(folder)/budget/accounts.csv").filter { $0[0].hasPrefix("33") }.flatMap { $0 })
        // Words of the whole report that the camera department's accounts do not share.
        let words = Set(accounts.flatMap { [$0[0], $0[1], $0[3]] }).subtracting(own)
            .filter { word in word.count > 4 && !own.contains { $0.contains(word) } }
        let known = words.filter { whole.contains(">\($0)<") }
        #expect(known.count > 150)
        #expect(known.filter { cut.contains(">\($0)<") || cut.contains("'\($0)'") }.sorted() == [])
        #expect(accounts.map { $0[0] }.filter { cut.contains($0) } == [])
        for vendor in ["Ropewalk Studios", "Gull Point", "PAPERCLIP", "Timber & Tide", "Marchetti", "9999-00", "Amex"] {
            #expect(whole.contains(vendor) || vendor == "Amex", "\(vendor) is not in the whole report")
            #expect(!cut.contains(vendor), "\(vendor)")
        }
        if let python {
            let check = try shell(python, ["\(repositoryRoot)/Tests/Tools/check_workbook.py", path])
            #expect(check.status == 0, "\(check.output)\(check.errors)")
        }
    }

    @Test func `a commercial is set against its bid`() throws {
        let folder = try copyOfSample("night-ferry")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for week in ["2026-03-07", "2026-03-14"] {
            try drop(week, of: "night-ferry", into: folder)
            let names = try Self.workbooks(["run", folder, "--as-of", week]).map { ($0 as NSString).lastPathComponent }
            #expect(names.contains("Bid and Actual.xlsx") && !names.contains("Cost Report.xlsx"))
        }
        let picture = try run(["report", folder, "--period", "2026-03-14", "--only", "aicp-actual", "--text"])
        try expectGolden(picture.output, at: "\(repositoryRoot)/reports/aicp-actual.txt")
        if let python {
            let path = "\(folder)/reports/2026-03-14/Bid and Actual.xlsx"
            let check = try shell(python, ["\(repositoryRoot)/Tests/Tools/check_workbook.py", path])
            #expect(check.status == 0, "\(check.output)\(check.errors)")
        }
    }

    /// The production of the manual with one bill and further settings.
    private static func make(_ settings: String) throws -> String {
        let folder = try temporaryFolder() + "/show"
        try FileManager.default.copyItem(atPath: "\(repositoryRoot)/docs/example", toPath: folder)
        try FileManager.default.createDirectory(atPath: "\(folder)/inbox", withIntermediateDirectories: true)
        let text = try String(contentsOfFile: "\(folder)/production.yaml", encoding: .utf8)
        try (text + settings).write(toFile: "\(folder)/production.yaml", atomically: true, encoding: .utf8)
        let log = "Date,Card Member,Merchant,Amount,Account,Amex Ref\n5/12/26,A. Holder,Shop,1000.00,3200-05,R1\n"
        try log.write(toFile: "\(folder)/inbox/log.csv", atomically: true, encoding: .utf8)
        return folder
    }

    private static func remove(_ folder: String) {
        try? FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent)
    }

    @Test func `closing a week seals the cuts with the reports`() throws {
        let folder = try Self.make("departments: [{ name: Camera, accounts: [3200] }]\n")
        defer { Self.remove(folder) }
        let name = "\(folder)/reports/2026-05-16/Cost Report - Camera.xlsx"
        #expect(try Self.workbooks(["run", folder, "--as-of", "2026-05-16"]).contains(name))
        let closed = try run(["close", folder, "--period", "2026-05-16"])
        #expect(closed.status == 0, "\(closed.output)\(closed.errors)")
        let mode = try FileManager.default.attributesOfItem(atPath: name)[.posixPermissions] as? Int
        #expect(mode == 0o444)
        let manifest = try String(
            contentsOfFile: "\(folder)/reports/2026-05-16/manifest.json", encoding: .utf8)
        #expect(manifest.contains("Cost Report - Camera.xlsx"))
        #expect(try Self.workbooks(["report", folder, "--period", "2026-05-16", "--only", "weekly-cost"]).count == 2)
        try FileManager.default.removeItem(atPath: name)
        #expect(try run(["check", folder, "--period", "2026-05-16"]).errors.contains("Cost Report - Camera.xlsx"))
    }

    @Test(
        arguments: [
            ("layout: bonds\n", "no report belongs to the layout \"bonds\"", "did you mean \"bond\"?"),
            (
                "departments: [{ name: Camera, accounts: [3200], reports: [weekly] }]\n",
                "names the report \"weekly\", which is not there", ""
            ),
            (
                "departments: [{ name: Camera, accounts: [3200], reports: [cash] }]\n",
                "cannot be cut to the department \"Camera\"", "none of its sheets"
            ),
            ("departments: [{ name: A/B, accounts: [3200] }]\n", "must be a short name", "Camera"),
            ("departments: [{ name: Camera, accounts: [\"*\"] }]\n", "must be codes", "3200"),
            ("departments: [{ name: Camera }]\n", "\"accounts\" is missing", "3200"),
            ("departments: [{ name: C, accounts: [1], colour: red }]\n", "unknown key \"colour\"", ""),
            ("notes: { over: 5000, percnt: 10 }\n", "unknown key \"percnt\"", "percent"),
            ("paper: a5\n", "paper: \"a5\" is none", ""),
            ("logo: acme.png\n", "logo: \"acme.png\" cannot be read", ""),
        ] as [(String, String, String)])
    func `settings of layouts are strict`(settings: String, message: String, hint: String) throws {
        let folder = try Self.make(settings)
        defer { Self.remove(folder) }
        let result = try run(["run", folder, "--as-of", "2026-05-16"])
        #expect(result.status == 64, "\(result.errors)")
        #expect(result.errors.contains("production.yaml"))
        #expect(result.errors.contains(message) && (hint.isEmpty || result.errors.contains(hint)), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/reports/2026-05-16"))
    }

    @Test func `a run writes the reports of its layouts, and only names any`() throws {
        let folder = try Self.make("layout: bond\n")
        defer { Self.remove(folder) }
        let names = try Self.workbooks(["run", folder, "--as-of", "2026-05-16"])
            .map { ($0 as NSString).lastPathComponent }
        #expect(names.contains("Bond Report.xlsx") && names.contains("Expense Report.xlsx"))
        #expect(!names.contains("Cost Report.xlsx"))
        let one = try Self.workbooks(["report", folder, "--as-of", "2026-05-16", "--only", "weekly-cost"])
        #expect(one == ["\(folder)/reports/2026-05-16/Cost Report.xlsx"])
    }
}
