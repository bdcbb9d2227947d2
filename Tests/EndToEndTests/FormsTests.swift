import Foundation
import TestSupport
import Testing

/// The other forms of reports: the same figures for other programs.
struct FormsTests {
    private static let week = "2026-05-16"

    /// The sample after some weeks, reported with `arguments`.
    private static func production(weeks: Int = 6) throws -> String {
        let folder = try copyOfSample("harbor-lights")
        let drops = try FileManager.default.contentsOfDirectory(atPath: "\(repositoryRoot)/samples/harbor-lights/drops")
        for week in drops.sorted().prefix(weeks) { try drop(week, of: "harbor-lights", into: folder) }
        return folder
    }

    private static func set(formats: String, in folder: String) throws {
        let path = "\(folder)/production.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try (text + "\nformats: \(formats)\n").write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Every file of a week's reports, by its path below the week's folder.
    private static func files(_ folder: String, _ week: String = week) -> [String: Data] {
        let root = "\(folder)/reports/\(week)"
        var found: [String: Data] = [:]
        for name in FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? [] {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isFolder)
            if !isFolder.boolValue { found[name] = FileManager.default.contents(atPath: "\(root)/\(name)") }
        }
        return found
    }

    private static func names(_ folder: String, suffix: String) -> [String] {
        files(folder).keys.filter { $0.hasSuffix(suffix) }.sorted()
    }

    @Test func `every cell of every workbook is in the CSV and in the JSON, and both are the same bytes again`() throws
    {
        let folder = try Self.production()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Self.set(formats: "[xlsx, csv, json]", in: folder)
        let first = try run(
            ["run", folder, "--as-of", Self.week], environment: ["TZ": "Asia/Tokyo", "LC_ALL": "de_DE"])
        #expect(first.status <= 1, "\(first.errors)")
        let before = Self.files(folder)
        #expect(before.keys.contains("csv/Cost Report - Topsheet.csv") && before.keys.contains("Cost Report.json"))
        #expect(first.output.split(separator: "\n").contains { $0.hasSuffix("/csv/Cost Report - Topsheet.csv") })
        _ = try run(["report", folder, "--as-of", Self.week])
        #expect(Self.files(folder) == before)
        guard let python else { return print("COSTREPORT_PYTHON is not set: CSV and JSON were not compared") }
        let tool = "\(repositoryRoot)/Tests/Tools/check_forms.py"
        let check = try shell(python, [tool, "\(folder)/reports/\(Self.week)"])
        #expect(check.status == 0, "\(check.output)\(check.errors)")
    }

    @Test func `forms are added when asked for, and old copies do not stay beside new workbooks`() throws {
        let folder = try Self.production(weeks: 1)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try run(["run", folder, "--as-of", Self.week])
        let books = Self.files(folder)
        #expect(Self.names(folder, suffix: ".csv").isEmpty && Self.names(folder, suffix: ".json").isEmpty)

        let asked = try run([
            "report", folder, "--as-of", Self.week, "--format", "csv,json", "--only", "weekly-cost", "--json",
        ])
        let object = try JSONSerialization.jsonObject(with: Data(asked.output.utf8)) as? [String: Any]
        #expect(object?["workbooks"] as? [String] == [])
        let copies = try #require(object?["copies"] as? [String])
        #expect(copies.contains("\(folder)/reports/\(Self.week)/Cost Report.json"))
        // One of the show, and one of the department that has a cut.
        #expect(copies.count { $0.hasSuffix(".json") } == 2)
        #expect(copies.count == Self.names(folder, suffix: ".csv").count + 2)
        #expect(Self.files(folder).filter { books.keys.contains($0.key) } == books)

        _ = try run(["report", folder, "--as-of", Self.week])
        #expect(Self.files(folder).keys.sorted() == books.keys.sorted())
    }

    @Test func `a closed week keeps its copies, sealed and listed`() throws {
        let folder = try temporaryFolder() + "/show"
        defer { try? FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent) }
        try FileManager.default.copyItem(atPath: "\(repositoryRoot)/docs/example", toPath: folder)
        try FileManager.default.createDirectory(atPath: "\(folder)/inbox", withIntermediateDirectories: true)
        let log = "Date,Card Member,Merchant,Amount,Account,Amex Ref\n5/12/26,A. Holder,Otto,1000.00,3200-05,R1\n"
        try log.write(toFile: "\(folder)/inbox/log-1.csv", atomically: true, encoding: .utf8)
        try Self.set(formats: "[xlsx, csv]", in: folder)
        _ = try run(["run", folder, "--as-of", "2026-05-16"])
        _ = try run(["report", folder, "--as-of", "2026-05-16", "--format", "json"])
        let closed = try run(["close", folder, "--period", "2026-05-16"])
        #expect(closed.status == 0, "\(closed.errors)")
        let kept = Self.files(folder, "2026-05-16")
        #expect(kept.keys.contains("csv/Cost Report - Topsheet.csv") && !kept.keys.contains("Cost Report.json"))
        let path = "\(folder)/reports/2026-05-16/csv/Cost Report - Topsheet.csv"
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o444)
        let asked = try run([
            "report", folder, "--period", "2026-05-16", "--format", "csv,json", "--only", "weekly-cost",
        ])
        #expect(asked.status == 0 && asked.output.contains("Cost Report - Topsheet.csv\n"))
        #expect(!asked.output.contains(".xlsx") && asked.errors.contains("closed without json"))
        #expect(Self.files(folder, "2026-05-16") == kept)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        try "x".write(toFile: path, atomically: false, encoding: .utf8)
        #expect(try run(["check", folder, "--period", "2026-05-16"]).errors.contains("closed-file-changed"))
    }

    @Test(arguments: [
        ("[xlsx, docx]", "\"docx\" is none of the choices"), ("[csv]", "xlsx is missing"),
        ("[xlsx, xlsx]", "\"xlsx\" is there twice"),
    ])
    func `formats that cannot be are refused`(formats: String, message: String) throws {
        let folder = try Self.production(weeks: 1)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Self.set(formats: formats, in: folder)
        let result = try run(["check", folder])
        #expect(result.status == 64 && result.errors.contains(message), "\(result.errors)")
        #expect(try run(["report", folder, "--format", "xlsx,docx"]).status == 64)
    }
}
