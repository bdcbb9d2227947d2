import Foundation
import Ledger
import TestSupport
import Testing

/// The built program, as cron and people call it.
struct CommandTests {
    @Test func `a new production is ready to run`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let show = "\(folder)/My Show"
        #expect(try run(["init", show]).status == 0)
        let result = try run(["run", show, "--as-of", "2026-01-12"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("reports/2026-01-10/Cost Report.xlsx"))
        #expect(try run(["init", show]).status == 73)
    }

    @Test(arguments: [
        ("variance: over_positive", "", "\"variance\" is missing", "over_positive, under_positive"),
        ("variance: over_positive", "variance: over_positiv", "is none of the choices", "over_positive"),
        ("week_ends: saturday", "week_end: saturday", "\"week_ends\" is missing", "\"week_end\""),
        ("currency: USD", "currency: USD\nvarianse: x", "unknown key \"varianse\"", "did you mean \"variance\"?"),
        ("profile: budget,", "profile: budgets,", "names the profile \"budgets\"", "did you mean \"budget\"?"),
        (
            "files: \"budget/budget.csv\"", "files: \"budget/*.csv\"", "two feeds claim budget/accounts.csv",
            "narrow one of the two"
        ),
    ])
    func `a wrong configuration is located and the nearest choice named`(
        part: String, by: String, message: String, hint: String
    ) throws {
        let folder = try copyOfSample("harbor-lights")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = "\(folder)/production.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.contains(part))
        try text.replacingOccurrences(of: part, with: by).write(toFile: file, atomically: true, encoding: .utf8)
        let result = try run(["run", folder, "--as-of", "2026-04-11"])
        #expect(result.status == 64)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.errors.contains(hint), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/ledger.sqlite"))
    }

    @Test func `a budget line that the chart lacks is named with its row and the nearest account`() throws {
        let folder = try copyOfSample("harbor-lights")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = "\(folder)/budget/budget.csv"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacingOccurrences(of: "\n1100-10,", with: "\n1100-1O,")
            .write(toFile: file, atomically: true, encoding: .utf8)
        let result = try run(["run", folder, "--as-of", "2026-04-11"])
        #expect(result.status == 1)
        #expect(result.errors.contains("budget/budget.csv:"), "\(result.errors)")
        #expect(result.errors.contains("\"1100-1O\" is not in the chart"))
        #expect(result.errors.contains("did you mean 1100-10?"))
    }

    @Test func `a production that another run holds is left alone`() throws {
        let folder = try copyOfSample("harbor-lights")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let lock = try ProductionLock(path: "\(folder)/ledger.sqlite.lock")
        let result = try run(["run", folder, "--as-of", "2026-04-11"])
        withExtendedLifetime(lock) {}
        #expect(result.status == 75)
        #expect(result.errors.contains("process \(ProcessInfo.processInfo.processIdentifier)"))
    }

    @Test func `a ledger that has gone is not begun anew`() throws {
        let folder = try copyOfSample("harbor-lights")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: "\(folder)/reports/2026-04-11", withIntermediateDirectories: true)
        let result = try run(["run", folder, "--as-of", "2026-04-18"])
        #expect(result.status == 74)
        #expect(result.errors.contains("restore it from a backup"))
    }

    @Test func `the messy week is reported, with what is wrong said and no row lost`() throws {
        let folder = try copyOfSample("messy-week")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let result = try run(["run", folder, "--as-of", "2026-04-11", "--json"])
        #expect(result.status == 1, "\(result.errors)")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let imports = try #require(json["imports"] as? [[String: Any]])
        #expect(imports.count > 5)
        for file in imports {
            let count = { (key: String) in file[key] as? Int ?? -1 }
            #expect(
                count("rowsRead") == count("rowsPosted") + count("rowsUnchanged") + count("rowsRefused")
                    + count("rowsIgnored"))
        }
        let found = try #require(json["diagnostics"] as? [[String: Any]])
        #expect(found.allSatisfy { ($0["hint"] as? String)?.isEmpty == false })
        guard let python else { return }
        for book in try #require(json["workbooks"] as? [String]) {
            let check = try shell(python, ["\(repositoryRoot)/Tests/Tools/check_workbook.py", book])
            #expect(check.status == 0, "\(check.output)")
        }
    }

    @Test func `inspect tells what a file is`() throws {
        let file = "samples/harbor-lights/drops/2026-04-11/po-log-2026-04-11.csv"
        let result = try run(["inspect", file, "--json"])
        #expect(result.status == 0, "\(result.errors)")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(json["profile"] as? String == "po-log")
        #expect(json["encoding"] as? String == "windows-1252")
        let wanted = [
            "columns", "diagnostics", "dialect", "encoding", "file", "format", "ignored", "profile", "profiles", "rows",
            "sha256",
        ]
        #expect(json.keys.sorted() == wanted)
        #expect((json["dialect"] as? [String: Any])?.keys.sorted() == ["delimiter", "header", "preamble", "quote"])
        let rows = try #require(json["rows"] as? [[String]])
        #expect(rows.allSatisfy { $0.count == (json["columns"] as? [String])?.count })
        let csv = try run(["inspect", file, "--csv"])
        #expect(
            csv.output.hasPrefix("PO #,Date,Vendor,Dept,Account,Set,Description,PO Amount,Invoiced,Open,Status\r\n"))
        #expect(try run(["inspect", "samples"]).status == 65)
        #expect(try run(["inspect", "nowhere.csv"]).status == 65)
    }

    @Test func `usage errors have the exit code that schedulers know`() throws {
        #expect(try run(["run", "nowhere"]).status == 64)
        #expect(try run(["report", "--period", "May"]).status == 64)
        #expect(try run(["frobnicate"]).status == 64)
        #expect(try run(["--version"]).status == 0)
    }
}
