import CostModel
import Foundation
import TestSupport
import Testing

/// `costreport close`, as the accountant calls it.
struct ClosingTests {
    /// The production of the manual with a coding log.
    private static func make(_ rows: [String], forecast: [String] = []) throws -> String {
        let folder = try temporaryFolder() + "/show"
        try FileManager.default.copyItem(atPath: "\(repositoryRoot)/docs/example", toPath: folder)
        try FileManager.default.createDirectory(atPath: "\(folder)/inbox", withIntermediateDirectories: true)
        try log("log-1", rows, in: folder)
        let head = "Date,Account,Method,Unit,Units,Rate,Percent,Of,Amount,Author,Note,Acknowledged"
        try write(([head] + forecast).joined(separator: "\n") + "\n", "forecast.csv", in: folder)
        return folder
    }

    private static func write(_ text: String, _ name: String, in folder: String) throws {
        try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }

    /// `5/12/26,1000.00,3200-05,R1`
    private static func log(_ name: String, _ rows: [String], in folder: String) throws {
        let lines = rows.map { row in
            let cells = row.split(separator: ",").map(String.init)
            return "\(cells[0]),A. Holder,Shop of \(cells[3]),\(cells[1]),\(cells[2]),\(cells[3])"
        }
        let head = "Date,Card Member,Merchant,Amount,Account,Amex Ref"
        try write(([head] + lines).joined(separator: "\n") + "\n", "inbox/\(name).csv", in: folder)
    }

    private static func remove(_ folder: String) {
        try? FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent)
    }

    private static func json(_ arguments: [String]) throws -> (status: Int32, object: [String: Any]) {
        let result = try run(arguments + ["--json"])
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        return (result.status, try #require(object, "\(result.errors)"))
    }

    /// Name, bytes and mode of every file of the reports.
    private static func files(_ folder: String, below part: String = "") throws -> [String: Data] {
        let root = "\(folder)/reports\(part)"
        var found: [String: Data] = [:]
        for name in (FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? []) {
            if let data = FileManager.default.contents(atPath: "\(root)/\(name)") { found[name] = data }
        }
        return found
    }

    private static func codes(_ object: [String: Any]) -> [String] {
        (object["reasons"] as? [[String: Any]] ?? []).map { $0["code"] as? String ?? "" }
    }

    @Test func `a closed week keeps its files whatever is imported later, and the differences count in the open one`()
        throws
    {
        let folder = try Self.make(["5/12/26,1000.00,3200-05,R1", "5/13/26,250.00,3500-80,R2"])
        defer { Self.remove(folder) }
        _ = try run(["run", folder, "--as-of", "2026-05-16"])
        let closed = try Self.json(["close", folder, "--period", "2026-05-16"])
        #expect(closed.status == 0 && closed.object["closed"] as? Bool == true)
        #expect(closed.object["reportNumber"] as? Int == 6 && closed.object["period"] as? String == "2026-05-16")
        let manifest = try #require(closed.object["manifest"] as? String)
        let listed = try #require(closed.object["files"] as? [[String: String]])
        #expect(
            listed.map { ($0["path"]! as NSString).lastPathComponent }
                == [
                    "Cost Report.xlsx", "Expense Report.xlsx", "Ledger Reports.xlsx", "Summary.html", "Summary.txt",
                    "manifest.json",
                ])
        for file in listed {
            let mode = try FileManager.default.attributesOfItem(atPath: file["path"]!)[.posixPermissions] as? Int
            #expect(mode == 0o444)
        }
        let before = try Self.files(folder, below: "/2026-05-16")

        try Self.log("log-2", ["5/12/26,1100.00,3200-05,R1", "5/14/26,33.00,2200-20,R3"], in: folder)
        for day in ["2026-05-16", "2026-05-23"] { #expect(try run(["run", folder, "--as-of", day]).status == 0) }
        let again = try Self.json(["report", folder, "--period", "2026-05-16"])
        #expect(again.status == 0)
        #expect((again.object["workbooks"] as? [String])?.count == 3)
        let kept = (again.object["report"] as? [String: Any])?["accounts"] as? [[String: Any]]
        #expect(kept?.first { $0["account"] as? String == "3200-05" }?["toDate"] as? String == "1000.00")
        #expect(try Self.files(folder, below: "/2026-05-16") == before)
        #expect(try Data(contentsOf: URL(fileURLWithPath: manifest)) == before["manifest.json"])

        let open = try Self.json(["report", folder, "--period", "2026-05-23"])
        let accounts = try #require((open.object["report"] as? [String: Any])?["accounts"] as? [[String: Any]])
        func cost(_ code: String) -> [String?] {
            let line = accounts.first { $0["account"] as? String == code }
            return [line?["thisPeriod"] as? String, line?["toDate"] as? String]
        }
        #expect(cost("3200-05") == ["100.00", "1100.00"] && cost("2200-20") == ["33.00", "33.00"])
        #expect(cost("3500-80") == ["-250.00", "0.00"])
        let text = try run(["report", folder, "--period", "2026-05-23", "--only", "closed-periods", "--text"])
        #expect(text.output.contains("not in inbox/log-2.csv") && text.output.contains("(117.00)"))
    }

    @Test func `a refused closing gives every reason and changes nothing`() throws {
        let folder = try Self.make(
            ["5/5/26,10.00,3200-05,R0", "5/12/26,1000.00,9999-99,R1", "5/12/26,1000.00,3200-05,R2"],
            forecast: ["2026-05-11,3200-05,manual,,,,,,-70000.00,R. Okafor,,"])
        defer { Self.remove(folder) }
        // Imported, and reported of an earlier week alone.
        _ = try run(["run", folder, "--as-of", "2026-05-02"])
        let before = try Self.files(folder)
        let refused = try Self.json(["close", folder, "--period", "2026-05-16"])
        #expect(refused.status == 1 && refused.object["closed"] as? Bool == false)
        #expect(Self.codes(refused.object) == ["earlier-period-open", "account-unknown", "estimate-negative"])
        #expect(try Self.files(folder) == before)
        let said = try run(["close", folder, "--period", "2026-05-16", "--quiet"])
        #expect(said.output.isEmpty && said.errors.contains("nothing was changed"), "\(said.errors)")
        #expect(
            try run(["periods", folder]).output == """
                2026-05-02  report 4  reported
                2026-05-09  report 5  open
                2026-05-16  report 6  open

                """)
        // The same with the policy that allows it, and with a name under the negative estimate.
        try Self.write("close: { allow: [account-unknown, earlier-period-open] }\n", "policies.yaml", in: folder)
        try Self.write(
            """
            Date,Account,Method,Unit,Units,Rate,Percent,Of,Amount,Author,Note,Acknowledged
            2026-05-11,3200-05,manual,,,,,,-70000.00,R. Okafor,Credit expected,P. Vale

            """, "forecast.csv", in: folder)
        #expect(try Self.codes(Self.json(["close", folder, "--period", "2026-05-16"]).object) == ["estimate-negative"])
        _ = try run(["run", folder, "--as-of", "2026-05-16"])
        let closed = try Self.json(["close", folder, "--period", "2026-05-16", "--as-of", "2026-05-18"])
        #expect(closed.status == 0, "\(closed.object)")
        let manifest = try Self.manifest(folder, "2026-05-16")
        #expect(manifest["closedAsOf"] as? String == "2026-05-18")
        #expect((manifest["acknowledged"] as? [[String: String]])?.map { $0["by"] } == ["P. Vale"])
        #expect((manifest["allowed"] as? [[String: Any]])?.map { $0["count"] as? Int } == [1, 0])
        #expect(try Self.codes(Self.json(["close", folder, "--period", "2026-05-16"]).object) == ["period-closed"])
    }

    private static func manifest(_ folder: String, _ name: String) throws -> [String: Any] {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/reports/\(name)/manifest.json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test func `the manifest lists inputs and totals, and the same closing gives the same bytes`() throws {
        var texts: [Data] = []
        for _ in 0..<2 {
            let folder = try Self.make(["5/12/26,1000.00,3200-05,R1"])
            defer { Self.remove(folder) }
            _ = try run(["run", folder, "--as-of", "2026-05-16"])
            _ = try run(["close", folder, "--period", "2026-05-16"])
            let manifest = try Self.manifest(folder, "2026-05-16")
            let inputs = try #require(manifest["inputs"] as? [String: [[String: Any]]])
            func names(_ key: String) -> [String] { inputs[key]!.map { $0["name"] as? String ?? "" } }
            #expect(names("sources").contains("inbox/log-1.csv") && names("sources").contains("budget/budget.csv"))
            #expect(names("settings") == ["production.yaml"])
            #expect(names("profiles").contains("card-coding") && names("definitions").contains("weekly-cost"))
            #expect((manifest["totals"] as? [String: String])?["toDate"] == "1000.00")
            #expect(manifest["sign"] as? String == "over_positive" && manifest["basis"] as? String == "total_costs")
            texts.append(
                try #require(FileManager.default.contents(atPath: "\(folder)/reports/2026-05-16/manifest.json")))
        }
        #expect(texts[0] == texts[1])
    }

    @Test func `a restatement is a numbered report beside the original`() throws {
        let folder = try Self.make(["5/12/26,1000.00,3200-05,R1"])
        defer { Self.remove(folder) }
        _ = try run(["run", folder, "--as-of", "2026-05-16"])
        let early = try Self.json(["report", folder, "--period", "2026-05-16", "--revise", "Too early"])
        #expect(early.status == 1 && Self.codes(early.object) == ["period-not-closed"])
        _ = try run(["close", folder, "--period", "2026-05-16"])
        let original = try Self.files(folder, below: "/2026-05-16")
        try Self.log(
            "log-2", ["5/12/26,1000.00,3200-05,R1", "5/14/26,33.00,2200-20,R3", "5/20/26,7.00,2200-20,R4"], in: folder)
        _ = try run(["run", folder, "--as-of", "2026-05-23"])
        let week7 = try Self.json(["report", folder, "--period", "2026-05-23"])
        for number in 1...2 {
            let revised = try Self.json(["report", folder, "--period", "2026-05-16", "--revise", "A lost receipt"])
            #expect(revised.status == 0 && revised.object["edition"] as? String == "6r\(number)")
            let manifest = try Self.manifest(folder, "2026-05-16r\(number)")
            #expect(
                manifest["reportNumber"] as? String == "6r\(number)"
                    && manifest["reason"] as? String == "A lost receipt")
            #expect((manifest["totals"] as? [String: String])?["toDate"] == "1033.00")
        }
        #expect(try Self.files(folder, below: "/2026-05-16") == original)
        // The week behind it compares with the original, and holds the late row.
        let after = try Self.json(["report", folder, "--period", "2026-05-23"])
        #expect(after.object["report"] as? NSDictionary == week7.object["report"] as? NSDictionary)
        if let python {
            let cells = try shell(
                python,
                [
                    "-c",
                    "import openpyxl,sys; s=openpyxl.load_workbook(sys.argv[1]).worksheets[0]; "
                        + "print(*[c.value for r in s.iter_rows(max_row=3) for c in r if c.value])",
                    "\(folder)/reports/2026-05-16r1/Cost Report.xlsx",
                ])
            #expect(cells.output.contains("no. 6r1") && cells.output.contains("restated: A lost receipt"), "\(cells)")
        }
        #expect(try run(["report", folder, "--period", "2026-05-16", "--revise", " "]).status == 64)
    }

    @Test func `a changed or missing file of a closed week is an error`() throws {
        let folder = try Self.make(["5/12/26,1000.00,3200-05,R1"])
        defer { Self.remove(folder) }
        _ = try run(["run", folder, "--as-of", "2026-05-16"])
        _ = try run(["close", folder, "--period", "2026-05-16"])
        #expect(try run(["check", folder, "--as-of", "2026-05-16"]).status == 0)
        let book = "\(folder)/reports/2026-05-16/Cost Report.xlsx"
        let bytes = try #require(FileManager.default.contents(atPath: book))
        unlink(book)
        let missing = try run(["check", folder, "--as-of", "2026-05-16"])
        #expect(missing.status == 1 && missing.errors.contains("[closed-file-changed]"), "\(missing.errors)")
        #expect(missing.errors.contains("is missing"))
        _ = FileManager.default.createFile(atPath: book, contents: bytes + Data([0]))
        #expect(try run(["check", folder, "--as-of", "2026-05-16"]).errors.contains("is not the file"))
        #expect(try run(["periods", folder]).output.contains("CHANGED OR MISSING"))
        unlink(book)
        _ = FileManager.default.createFile(atPath: book, contents: bytes)
        #expect(try run(["check", folder, "--as-of", "2026-05-16"]).status == 0)
        // And sealed again, as after a run that was stopped right behind the closing.
        #expect(try FileManager.default.attributesOfItem(atPath: book)[.posixPermissions] as? Int == 0o444)
    }
}
