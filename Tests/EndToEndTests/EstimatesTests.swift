import Foundation
import TestSupport
import Testing

/// A report goes out, somebody types into it, and it comes back. Needs Python and LibreOffice; without them it is skipped.
struct EstimatesTests {
    static let forecast = """
        Date,Account,Method,Unit,Units,Rate,Percent,Of,Amount,Author,Note,Shooting Unit,OT %,Fringe %,Allowances,Reviewed,Edited
        2026-05-11,1400-99,percent_of,,,,20,1400-10,,R. Okafor,Average,,,,,yes,
        2026-05-11,2000-10,rate_x_units,week,8,"3,000.00",,,,R. Okafor,,,,,,,
        2026-05-11,2200-10,rate_x_units,shoot_day,,4250.00,,,,R. Okafor,"Main unit, nights",Main,10,20,250.00,,
        2026-05-11,2200-20,hold_budget,,,,,,,R. Okafor,Until the wrap list is in,,,,,,
        2026-05-11,3200-05,manual,,,,,,18500.00,R. Okafor,B camera for 5 days,,,,,,
        2026-05-11,3500-80,rate_x_units,shoot_day,,2350.00,,,,R. Okafor,,,,,,,
        2026-05-11,3510-20,hold_etc,,,,,,64000.00,R. Okafor,Two locations,,,,,,
        2026-05-11,5000-10,hold_efc,,,,,,48000.00,R. Okafor,Bid of May 10,,,,,,
        2026-05-11,7000-10,none,,,,,,,R. Okafor,Office is closed,,,,,,
        2026-05-11,9000-10,percent_of,,,,10,budget:section:Production,,R. Okafor,Guarantor's rule,,,,,,

        """
    private static let bills = """
        ContactName,InvoiceNumber,InvoiceDate,Description,Quantity,UnitAmount,AccountCode,Currency
        Pier Trust,P1,12/05/2026,Fee,1,70000.00,3510-20,USD
        Otto,O1,12/05/2026,Lenses,1,42000.00,3200-05,USD
        Cut Room,C1,12/05/2026,Suite,1,10000.00,5000-10,USD

        """
    private static let days = """
        Date,Unit,Day,Type,Location,Notes
        2026-05-14,Main,1,Shoot,,
        2026-05-18,Main,2,Shoot,,
        2026-05-19,2nd,1,Shoot,,
        2026-05-20,Main,3,Shoot,,

        """
    static let tool = "\(repositoryRoot)/Tests/Tools/edit_estimates.py"

    /// A production with its report of May 16; the caller removes the folder around it.
    static func production() throws -> String {
        let folder = try temporaryFolder() + "/show"
        try FileManager.default.copyItem(atPath: "\(repositoryRoot)/docs/example", toPath: folder)
        try FileManager.default.createDirectory(atPath: "\(folder)/inbox", withIntermediateDirectories: true)
        for (name, text) in [
            ("forecast.csv", forecast), ("inbox/bills.csv", bills), ("schedule/shoot-days.csv", days),
        ] { try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8) }
        let made = try run(["run", folder, "--as-of", "2026-05-16", "--quiet"])
        try #require(made.status <= 1, "\(made.errors)")
        return folder
    }

    static func remove(_ folder: String) {
        try? FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent)
    }

    static func report(_ folder: String) -> String { "\(folder)/reports/2026-05-16/Cost Report.xlsx" }

    static func copy(_ folder: String) throws -> String {
        let other = try temporaryFolder() + "/show"
        try FileManager.default.copyItem(atPath: folder, toPath: other)
        return other
    }

    static func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    struct Expected: Decodable {
        var changes: [String: [String: String]]
        var remarks: [[String]]
        var kind: String
    }

    struct Printed: Decodable {
        struct Field: Decodable { var field: String, was: String, now: String }
        struct Change: Decodable { var account: String, cell: String, fields: [Field] }
        struct Conflict: Decodable { var account: String, field: String }
        struct Remark: Decodable { var severity: String, code: String, cell: String }
        struct Workbook: Decodable {
            var author: String, modified: String, changes: [Change], conflicts: [Conflict], remarks: [Remark]
            var alreadyThere: [String]
        }
        var workbooks: [Workbook]
        var patch: String, written: Bool
    }

    static func forecast(_ arguments: [String]) throws -> Printed {
        let result = try run(["forecast"] + arguments + ["--json"])
        try #require(result.status <= 1, "\(arguments): \(result.status) \(result.errors)")
        return try JSONDecoder().decode(Printed.self, from: Data(result.output.utf8))
    }

    /// `3.0` and `3` are one number.
    private static func plain(_ text: String) -> String { Double(text).map { "\($0)" } ?? text }

    private static func changes(_ workbook: Printed.Workbook) -> [String: [String: String]] {
        let passed = ["date", "author", "acknowledged"]
        return Dictionary(
            uniqueKeysWithValues: workbook.changes.map { change in
                let fields = change.fields.filter { !passed.contains($0.field) }.map { ($0.field, plain($0.now)) }
                return (change.account, Dictionary(uniqueKeysWithValues: fields))
            })
    }

    @Test(arguments: [1...10, 11...20])
    func `what is typed comes back exactly from LibreOffice, and what else was changed is reported`(
        seeds: ClosedRange<Int>
    ) throws {
        guard let python else { return print("COSTREPORT_PYTHON is not set: no workbook was edited") }
        let folder = try Self.production()
        defer { Self.remove(folder) }
        let out = (folder as NSString).deletingLastPathComponent + "/edits"
        let edited = try shell(python, [Self.tool, Self.report(folder), out] + seeds.map { "\($0)" })
        try #require(edited.status == 0, "\(edited.errors)")
        let before = try Self.text("\(folder)/forecast.csv")
        for seed in seeds {
            let expected = try JSONDecoder().decode(
                Expected.self, from: Data(try Self.text("\(out)/edited/\(seed).json").utf8))
            let workbook = "\(out)/saved/\(seed).xlsx"
            let dry = try Self.forecast([folder, workbook, "--dry-run"])
            #expect(try Self.text("\(folder)/forecast.csv") == before && !dry.written, "seed \(seed)")
            let found = dry.workbooks[0]
            #expect(Self.changes(found) == expected.changes.mapValues { $0.mapValues(Self.plain) }, "seed \(seed)")
            let remarks = found.remarks.filter { $0.severity != "note" }.map { [$0.code, $0.cell] }
            #expect(Set(remarks) == Set(expected.remarks), "seed \(seed), \(expected.kind)")
            #expect(found.author == "Editor \(seed)")
            try applyToCopy(folder, workbook, expected, dry.patch, before, seed)
        }
    }

    /// Applied for real: the old text stands in front of the new one byte for byte, and a second reading finds nothing to do.
    private func applyToCopy(
        _ folder: String, _ workbook: String, _ expected: Expected, _ patch: String, _ before: String, _ seed: Int
    ) throws {
        let copy = try Self.copy(folder)
        defer { Self.remove(copy) }
        let done = try Self.forecast([copy, workbook])
        #expect(done.patch == patch && done.written == !expected.changes.isEmpty, "seed \(seed)")
        let after = try Self.text("\(copy)/forecast.csv")
        #expect(after.hasPrefix(before), "seed \(seed)")
        let again = try Self.forecast([copy, workbook])
        #expect(try Self.text("\(copy)/forecast.csv") == after && again.workbooks[0].changes.isEmpty, "seed \(seed)")
        #expect(Set(again.workbooks[0].alreadyThere) == Set(expected.changes.keys), "seed \(seed)")
        // The patch is one: `patch` makes the new file of the old one.
        guard !expected.changes.isEmpty else { return }
        try before.write(toFile: "\(copy)/forecast.csv", atomically: true, encoding: .utf8)
        try patch.write(toFile: "\(copy)/edits.patch", atomically: true, encoding: .utf8)
        let patched = try shell("/usr/bin/patch", ["-p1", "-s", "-i", "edits.patch"], folder: copy)
        #expect(patched.status == 0, "seed \(seed): \(patched.output)\(patched.errors)")
        #expect(try Self.text("\(copy)/forecast.csv") == after, "seed \(seed)")
    }

    @Test func `of two workbooks the second is merged with what the first has left, and their conflicts are found`()
        throws
    {
        guard let python else { return }
        let folder = try Self.production()
        defer { Self.remove(folder) }
        func edit(_ name: String, _ cells: [String]) throws -> String {
            let path = (folder as NSString).deletingLastPathComponent + "/\(name).xlsx"
            let edited = try shell(python, [Self.tool, Self.report(folder), path, "set", name] + cells)
            try #require(edited.status == 0, "\(edited.errors)")
            return path
        }
        let one = try edit(
            "one", ["2000-10", "rate", "3100", "5000-10", "new_efc", "51000", "3500-80", "rate", "2400"])
        let two = try edit("two", ["2000-10", "units", "7", "5000-10", "etc", "1", "3500-80", "rate", "2400"])
        let both = try Self.forecast([folder, one, two])
        #expect(both.workbooks[0].changes.map(\.account) == ["2000-10", "3500-80", "5000-10"])
        #expect(both.workbooks[1].changes.map(\.account) == ["2000-10"])
        #expect(both.workbooks[1].alreadyThere == ["3500-80"])
        #expect(Set(both.workbooks[1].conflicts.map(\.account)) == ["5000-10"])
        let rows = try Self.text("\(folder)/forecast.csv").split(separator: "\n").suffix(4).map(String.init)
        #expect(
            rows.map { $0.split(separator: ",", omittingEmptySubsequences: false).prefix(10).joined(separator: ",") }
                == [
                    "2026-05-16,2000-10,rate_x_units,week,8,3100.00,,,,one",
                    "2026-05-16,3500-80,rate_x_units,shoot_day,,2400.00,,,,one",
                    "2026-05-16,5000-10,hold_efc,,,,,,51000.00,one",
                    "2026-05-16,2000-10,rate_x_units,week,7,3100.00,,,,two",
                ])
        // The moment of saving goes into the column that the file has for it.
        #expect(rows.allSatisfy { $0.hasSuffix("Z") })
    }
}
