import Foundation
import TestSupport
import Testing

/// The sample production, week by week as cron would have it, against the figures that its generator computed from its
/// own transactions: an oracle that shares no code with the program.
@Suite(.serialized) struct HarborLightsTests {
    static let weeks = ["2026-04-11", "2026-04-18", "2026-04-25", "2026-05-02", "2026-05-09", "2026-05-16"]

    /// Column of the expected file, key of the JSON.
    private static let columns = [
        ("This Period", "thisPeriod"), ("To Date", "toDate"), ("Open POs", "openOrders"), ("Accruals", "accruals"),
        ("ETC", "etc"), ("EFC", "efc"), ("Budget", "budget"), ("Overages", "overages"), ("Transfers", "transfers"),
        ("Working", "workingBudget"), ("Variance", "variance"), ("Previous EFC", "previousEfc"),
    ]

    private struct Printed: Decodable {
        struct Report: Decodable {
            var number: Int
            var accounts: [[String: Value]]
            var tieOuts: [Proof]
        }
        struct Proof: Decodable { var name: String, passes: Bool }
        /// Texts and truth values side by side.
        enum Value: Decodable {
            case text(String), flag(Bool)
            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let flag = try? container.decode(Bool.self) {
                    self = .flag(flag)
                } else {
                    self = .text(try container.decode(String.self))
                }
            }
            var text: String { if case .text(let text) = self { text } else { "" } }
        }
        var report: Report
        var workbooks: [String]
    }

    @Test
    func `six weeks equal the independent figures to the cent, and their workbooks recalculate to what they hold`()
        throws
    {
        let folder = try copyOfSample("harbor-lights")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var last: [String] = []
        for (index, week) in Self.weeks.enumerated() {
            try drop(week, of: "harbor-lights", into: folder)
            let result = try run(["run", folder, "--as-of", week, "--json"])
            try #require(result.status <= 1, "\(week): \(result.errors)")
            let printed = try JSONDecoder().decode(Printed.self, from: Data(result.output.utf8))
            #expect(printed.report.number == index + 1)
            #expect(printed.report.tieOuts.filter { !$0.passes }.map(\.name) == [])
            try compare(printed.report.accounts, week)
            last = printed.workbooks
        }
        try checkWorkbooks(last)
        for report in [
            "weekly-cost", "expense-report", "ledger", "dimensions", "bond-report", "commitments", "crew-to-complete",
            "labour",
        ] {
            let picture = try run(["report", folder, "--period", Self.weeks[5], "--only", report, "--text"])
            #expect(picture.status == 0, "\(picture.errors)")
            try expectGolden(picture.output, at: "\(repositoryRoot)/reports/\(report).txt")
        }
        // The same period again, with nothing new: the same bytes.
        let before = try last.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        // In another zone and locale, and on one core.
        let again = try shell(
            "/usr/bin/taskset", ["-c", "0", costreport, "run", folder, "--as-of", Self.weeks[5], "--quiet"],
            environment: ["TZ": "Asia/Tokyo", "LC_ALL": "de_DE.UTF-8"], folder: repositoryRoot)
        #expect(again.status == 1, "\(again.errors)")
        #expect(try last.map { try Data(contentsOf: URL(fileURLWithPath: $0)) } == before)
    }

    private func compare(_ accounts: [[String: Printed.Value]], _ week: String) throws {
        let path = "\(repositoryRoot)/samples/harbor-lights/expected/cost-report-\(week).csv"
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let header = lines.removeFirst()
        var printed = Dictionary(uniqueKeysWithValues: accounts.map { ($0["account"]!.text, $0) })
        var differences: [String] = []
        for line in lines {
            let expected = Dictionary(uniqueKeysWithValues: zip(header, line))
            let account = expected["Account"]!
            guard let got = printed.removeValue(forKey: account) else {
                differences.append("\(account) is missing")
                continue
            }
            for (column, key) in Self.columns {
                let want = expected[column]!.isEmpty ? "0.00" : expected[column]!
                if got[key]?.text != want {
                    differences.append("\(account) \(column): \(want) expected, \(got[key]?.text ?? "nothing")")
                }
            }
        }
        differences += printed.keys.map { "\($0) is not expected" }
        #expect(differences.isEmpty, "\(week): \(differences.prefix(10))")
        #expect(lines.count > 160)
    }

    private func checkWorkbooks(_ paths: [String]) throws {
        #expect(paths.count == 8)
        guard let python else {
            print("COSTREPORT_PYTHON is not set: the workbooks were not opened by other readers")
            return
        }
        for path in paths {
            let check = try shell(python, ["\(repositoryRoot)/Tests/Tools/check_workbook.py", path])
            #expect(check.status == 0, "\(check.output)\(check.errors)")
        }
    }
}
