import Foundation
import TestSupport
import Testing

/// Workbooks that come back through the inbox.
struct InboxEstimatesTests {
    private static func drop(_ cells: [String], as name: String, into folder: String) throws -> Bool {
        guard let python else { return false }
        let edited = try shell(
            python,
            [EstimatesTests.tool, EstimatesTests.report(folder), "\(folder)/inbox/\(name)", "set", "R. Okafor"] + cells)
        try #require(edited.status == 0, "\(edited.errors)")
        return true
    }

    private static func json(_ arguments: [String]) throws -> [String: Any] {
        let result = try run(arguments + ["--json"])
        try #require(result.status <= 1, "\(result.errors)")
        return try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    private static func codes(_ printed: [String: Any]) -> [String] {
        let found = printed["diagnostics"] as? [[String: Any]] ?? []
        return found.map { "\($0["code"]!)" }.filter {
            $0.hasPrefix("estimate-") && $0 != "estimate-negative" || $0.hasPrefix("cell-locked")
                || $0.hasPrefix("form-")
        }
    }

    private static func account(_ code: String, _ printed: [String: Any]) -> [String: Any] {
        let report = printed["report"] as? [String: Any] ?? [:]
        return (report["accounts"] as? [[String: Any]] ?? []).first { $0["account"] as? String == code } ?? [:]
    }

    @Test func `a workbook in the inbox is read once, and a later hand edit stays`() throws {
        let folder = try EstimatesTests.production()
        defer { EstimatesTests.remove(folder) }
        let cells = ["5000-10", "new_efc", "51000", "5000-10", "note", "Second editor", "3500-80", "rate", "2400"]
        guard try Self.drop(cells, as: "Back.xlsx", into: folder) else { return }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/inbox/Back.xlsx"))
        // A copy that was stopped between the writing of the forecast and the ledger's word for it.
        let stopped = try EstimatesTests.copy(folder)
        defer { EstimatesTests.remove(stopped) }

        let second = try Self.json(["run", folder, "--as-of", "2026-05-23"])
        #expect(Self.account("5000-10", second)["efc"] as? String == "51000.00")
        #expect(Self.account("5000-10", second)["method"] as? String == "hold_efc")
        #expect(Self.codes(second) == ["estimate-applied", "estimate-applied"])
        let picture = try run(["report", folder, "--period", "2026-05-23", "--only", "weekly-cost", "--text"]).output
        let change = picture.split(separator: "\n").first { $0.contains("5000-10") && $0.contains(" Manual ") }
        let words = change.map { String($0) } ?? "no row of EFC Changes"
        #expect(words.contains("R. Okafor") && words.contains("Second editor"), "\(words)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/inbox/Back.xlsx")) == bytes)

        let applied = try EstimatesTests.text("\(folder)/forecast.csv")
        try applied.write(toFile: "\(stopped)/forecast.csv", atomically: true, encoding: .utf8)
        _ = try Self.json(["run", stopped, "--as-of", "2026-05-23"])
        #expect(try EstimatesTests.text("\(stopped)/forecast.csv") == applied)

        let byHand = EstimatesTests.forecast
        try byHand.write(toFile: "\(folder)/forecast.csv", atomically: true, encoding: .utf8)
        let third = try Self.json(["run", folder, "--as-of", "2026-05-23"])
        #expect(try EstimatesTests.text("\(folder)/forecast.csv") == byHand)
        #expect(Self.account("5000-10", third)["efc"] as? String == "48000.00")
        // What happened belongs to the week in which it happened.
        #expect(Self.codes(try Self.json(["check", folder, "--period", "2026-05-30"])) == [])
    }

    @Test func `a conflict and a cell that cannot be read are warnings with their places`() throws {
        let folder = try EstimatesTests.production()
        defer { EstimatesTests.remove(folder) }
        let cells = [
            "5000-10", "new_efc", "51000", "3500-80", "Description", "Food", "2000-10", "method", "by feeling",
        ]
        guard try Self.drop(cells, as: "Back.xlsx", into: folder) else { return }
        let edited = EstimatesTests.forecast.replacing("48000.00", with: "47000.00")
        try edited.write(toFile: "\(folder)/forecast.csv", atomically: true, encoding: .utf8)
        let printed = try Self.json(["run", folder, "--as-of", "2026-05-16"])
        #expect(Self.codes(printed).sorted() == ["cell-locked", "estimate-cell", "estimate-conflict"])
        #expect(try EstimatesTests.text("\(folder)/forecast.csv") == edited)
        let found = (printed["diagnostics"] as? [[String: Any]] ?? []).first {
            $0["code"] as? String == "estimate-conflict"
        }
        #expect((found?["field"] as? String)?.hasPrefix("Cost to Complete!H") == true, "\(found ?? [:])")
        #expect(found?["file"] as? String == "inbox/Back.xlsx")
    }

    @Test func `a workbook of another production is refused, and in the inbox left alone`() throws {
        let folder = try EstimatesTests.production()
        defer { EstimatesTests.remove(folder) }
        guard try Self.drop(["5000-10", "new_efc", "1"], as: "Back.xlsx", into: folder) else { return }
        let settings = try EstimatesTests.text("\(folder)/production.yaml")
            .replacing("title: Pier Nine", with: "title: Pier Ten")
        try settings.write(toFile: "\(folder)/production.yaml", atomically: true, encoding: .utf8)
        let refused = try run(["forecast", folder, "\(folder)/inbox/Back.xlsx"])
        #expect(refused.status == 65)
        #expect(refused.errors.contains("belongs to another production: Pier Nine, report 6, week ending 2026-05-16"))
        #expect(try run(["forecast", folder, "\(folder)/inbox/bills.csv"]).status == 65)
        let printed = try Self.json(["run", folder, "--as-of", "2026-05-16"])
        #expect(Self.codes(printed) == ["form-foreign"])
        #expect(try EstimatesTests.text("\(folder)/forecast.csv") == EstimatesTests.forecast)
    }

    @Test func `a forecast without a needed column is left alone, and the workbook is read again when it has it`()
        throws
    {
        let folder = try EstimatesTests.production()
        defer { EstimatesTests.remove(folder) }
        guard try Self.drop(["7000-10", "etc", "900"], as: "Back.xlsx", into: folder) else { return }
        let poor = "Date,Account,Method,Author,Note\n2026-05-11,7000-10,none,R. Okafor,Office is closed\n"
        try poor.write(toFile: "\(folder)/forecast.csv", atomically: true, encoding: .utf8)
        let printed = try Self.json(["run", folder, "--as-of", "2026-05-16"])
        #expect(Self.codes(printed) == ["estimate-cell"])
        #expect(try EstimatesTests.text("\(folder)/forecast.csv") == poor)
        // A later one, with the column and with the line ends of another system.
        let rich = poor.replacing("Method,", with: "Method,Amount,").replacing("none,", with: "none,,")
            .replacing("\n", with: "\r\n")
        try rich.write(toFile: "\(folder)/forecast.csv", atomically: true, encoding: .utf8)
        #expect(Self.codes(try Self.json(["run", folder, "--as-of", "2026-05-16"])) == ["estimate-applied"])
        #expect(
            try EstimatesTests.text("\(folder)/forecast.csv")
                == rich + "2026-05-16,7000-10,manual,900.00,R. Okafor,Office is closed\r\n")
    }

    @Test func `inspect says whose estimates a workbook carries and what was edited`() throws {
        let folder = try EstimatesTests.production()
        defer { EstimatesTests.remove(folder) }
        guard try Self.drop(["5000-10", "new_efc", "51000"], as: "Back.xlsx", into: folder) else { return }
        let shown = try run(["inspect", "\(folder)/inbox/Back.xlsx"])
        #expect(shown.status == 0)
        #expect(shown.output.contains("Pier Nine, report 6, week ending 2026-05-16"))
        #expect(shown.output.contains("5000-10 New EFC: \"\" to \"51000\""))
        let printed = try Self.json(["inspect", "\(folder)/inbox/Back.xlsx"])
        #expect(printed["profile"] as? String == "estimates read back")
    }
}
