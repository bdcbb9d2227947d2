import Foundation
import TestSupport
import Testing

/// `coding.yaml` through the whole program: from the charge on a statement to the account of the report, week by week.
struct CodingTests {
    private static let production = """
        title: Night Ferry
        company: Night Ferry, LLC
        currency: USD
        week_ends: saturday
        first_week: 2026-05-09
        variance: over_positive
        sections: [Production]
        feeds:
          - { name: chart, profile: chart, files: budget/accounts.csv }
          - { name: card, profile: amex, files: "inbox/amex-*.csv" }
          - { name: log, profile: card-coding, files: "inbox/log-*.csv" }
          - { name: bills, profile: xero-bills, files: "inbox/bills-*.csv" }

        """
    private static let accounts = """
        Account,Description,Category,Category Name,Section,Type,Department
        2210-00,Camera rental,2200,Camera,Production,cost,Camera
        3500-80,Catering,3500,Catering,Production,cost,Catering

        """
    private static let rules = """
        rules:
          - name: camera
            feed: [card, bills]
            when: { party: { contains: OTTO } }
            set: { account: 2210-00, episode: 101 }

        """
    private static let statement = """
        Date,Description,Card Member,Amount,Reference
        05/05/2026,OTTO LENS HIRE,ASA LINDQVIST,100.00,'1'
        05/06/2026,BAY CAFE 12,ASA LINDQVIST,12.50,'2'
        05/06/2026,BAY CAFE 7,ASA LINDQVIST,40.00,'3'

        """
    private static let log = """
        Date,Card Member,Merchant,Amount,Account,Amex Ref
        5/6/26,Asa Lindqvist,Bay Cafe,40.00,3500-80,3

        """
    private static let bills = """
        ContactName,InvoiceNumber,InvoiceDate,Description,Quantity,UnitAmount,AccountCode,Currency
        Otto Rentals,A1,04/05/2026,Lenses,1,300.00,,USD

        """

    private static func write(_ files: [(name: String, text: String)], to folder: String) throws {
        for (name, text) in files {
            let path = URL(fileURLWithPath: "\(folder)/\(name)")
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: path, atomically: true, encoding: .utf8)
        }
    }

    private struct Printed: Decodable {
        struct Report: Decodable {
            struct Account: Decodable { var account: String, thisPeriod: String, toDate: String }
            struct Use: Decodable { var rule: String, records: Int, amount: String }
            struct Proof: Decodable { var name: String, passes: Bool }
            var accounts: [Account]
            var coded: [Use]
            var tieOuts: [Proof]
        }
        struct Found: Decodable {
            var severity: String, code: String, file: String, line: Int, field: String, value: String
            var message: String, hint: String
        }
        var report: Report
        var diagnostics: [Found]

        /// `2210-00 400.00 100.00`: account, to date, this period.
        var accounts: [String] { report.accounts.map { "\($0.account) \($0.toDate) \($0.thisPeriod)" } }
    }

    private static func json(_ arguments: [String]) throws -> Printed {
        let result = try run(arguments + ["--json"])
        try #require(result.status <= 1, "\(result.errors)")
        return try JSONDecoder().decode(Printed.self, from: Data(result.output.utf8))
    }

    @Test func `rules code charges and bills, suspense names a rule, and a reported week stays`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Self.write(
            [
                ("production.yaml", Self.production), ("budget/accounts.csv", Self.accounts),
                ("coding.yaml", Self.rules), ("inbox/amex-1.csv", Self.statement), ("inbox/log-1.csv", Self.log),
                ("inbox/bills-1.csv", Self.bills),
            ], to: folder)
        let first = try Self.json(["run", folder, "--period", "2026-05-09"])
        #expect(first.accounts == ["2210-00 400.00 400.00", "3500-80 40.00 40.00", " 12.50 12.50"])
        #expect(first.report.coded.map { "\($0.rule) \($0.records) \($0.amount)" } == ["camera 2 400.00"])
        #expect(first.report.tieOuts.allSatisfy { $0.passes })
        #expect(first.diagnostics.map(\.code) == ["card-uncoded"])
        try checkWhereRulesAreNamed(folder)

        // The rule that the hint proposes is pasted, and the log speaks for the lens.
        let hint = try #require(first.diagnostics.first?.hint)
        let rule = try #require(hint.range(of: "- { name:")).lowerBound
        try Self.write(
            [
                ("coding.yaml", Self.rules + "  \(hint[rule...])\n"),
                ("inbox/log-2.csv", Self.log + "5/5/26,Asa Lindqvist,Otto,100.00,3500-80,1\n"),
            ], to: folder)
        let second = try Self.json(["run", folder, "--period", "2026-05-16"])
        #expect(second.accounts == ["2210-00 300.00 -100.00", "3500-80 152.50 112.50", " 0.00 -12.50"])
        #expect(second.report.coded.map { "\($0.rule) \($0.records)" } == ["camera 1", "bay-cafe 1"])
        #expect(second.report.tieOuts.allSatisfy { $0.passes })
        let again = try Self.json(["check", folder, "--period", "2026-05-09"])
        #expect(again.accounts == first.accounts)
        // Nothing new: nothing moves.
        let rerun = try Self.json(["run", folder, "--period", "2026-05-16"])
        #expect(rerun.accounts == second.accounts)
        let third = try Self.json(["run", folder, "--period", "2026-05-23"])
        #expect(third.accounts == ["2210-00 300.00 0.00", "3500-80 152.50 0.00"])
    }

    @Test func `rules and logs that come after a closing recode in the open week`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Self.write(
            [
                ("production.yaml", Self.production), ("budget/accounts.csv", Self.accounts),
                ("coding.yaml", Self.rules), ("inbox/amex-1.csv", Self.statement), ("inbox/log-1.csv", Self.log),
                ("inbox/bills-1.csv", Self.bills), ("policies.yaml", "close: { allow: account-missing }\n"),
            ], to: folder)
        _ = try Self.json(["run", folder, "--period", "2026-05-09"])
        #expect(try run(["close", folder, "--period", "2026-05-09"]).status == 0)
        let rule = "  - { name: bay, when: { party: { prefix: BAY } }, set: { account: 3500-80 } }\n"
        try Self.write(
            [
                ("coding.yaml", Self.rules + rule),
                ("inbox/log-2.csv", Self.log + "5/5/26,Asa Lindqvist,Otto,100.00,3500-80,1\n"),
            ], to: folder)
        // The closed week has no decisions any more, and the open one has them all.
        _ = try Self.json(["run", folder, "--period", "2026-05-09"])
        let second = try Self.json(["run", folder, "--period", "2026-05-16"])
        #expect(second.accounts == ["2210-00 300.00 -100.00", "3500-80 152.50 112.50", " 0.00 -12.50"])
        #expect(second.report.tieOuts.allSatisfy { $0.passes })
        let text = try run(["report", folder, "--period", "2026-05-16", "--only", "closed-periods", "--text"])
        let rows = text.output.split(separator: "\n").filter { $0.hasPrefix("recoded") }
        #expect(rows.count == 2, "\(text.output)")
        #expect(rows.contains { $0.contains("BAY CAFE 12") && $0.contains("12.50") })
        #expect(rows.contains { $0.contains("2210-00") && $0.contains("inbox/log-2.csv") })
        #expect(try run(["check", folder, "--period", "2026-05-16"]).status == 0)
    }

    private func checkWhereRulesAreNamed(_ folder: String) throws {
        let check = try run(["check", folder, "--period", "2026-05-09"])
        #expect(check.output.contains("CODED camera: 2 records, 400.00"), "\(check.output)")
        let trace = try run(["trace", folder, "2210-00", "--period", "2026-05-09"])
        #expect(trace.output.contains("inbox/amex-1.csv:2"), "\(trace.output)")
        #expect(trace.output.split(separator: "\n").count { $0.hasSuffix("coded by camera") } == 2, "\(trace.output)")
        let text = try run(["report", folder, "--period", "2026-05-09", "--only", "weekly-cost", "--text"])
        #expect(text.output.split(separator: "\n").contains { $0.contains("OTTO LENS HIRE") && $0.contains("camera") })
        #expect(text.output.contains("Coded"))
    }

    @Test(arguments: [
        ("feed: [card, bills]", "feed: [cards]", "names the feed \"cards\"", "did you mean \"card\"?"),
        ("contains: OTTO", "contain: OTTO", "coding.yaml:4:22: error: unknown key \"contain\"", "\"contains\"?"),
    ])
    func `a wrong rule is located before anything is read`(part: String, by: String, message: String, hint: String)
        throws
    {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Self.write(
            [
                ("production.yaml", Self.production), ("budget/accounts.csv", Self.accounts),
                ("coding.yaml", Self.rules.replacingOccurrences(of: part, with: by)),
            ], to: folder)
        let result = try run(["run", folder, "--period", "2026-05-09"])
        #expect(result.status == 64)
        #expect(result.errors.contains(message) && result.errors.contains(hint), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/ledger.sqlite"))
    }

    /// The folders below `Tests/Diagnostics` about the rules themselves: the rules and one line of a coding log.
    @Test(arguments: ["coding-account-unknown", "coding-rule-unused"])
    func `what is wrong with a rule has a folder that shows it`(code: String) throws {
        let (folder, source) = (try temporaryFolder(), "\(repositoryRoot)/Tests/Diagnostics/\(code)")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let text = { (name: String) in try String(contentsOfFile: "\(source)/\(name)", encoding: .utf8) }
        try Self.write(
            [
                ("production.yaml", Self.production), ("budget/accounts.csv", Self.accounts),
                ("coding.yaml", text("coding.yaml")), ("inbox/log-1.csv", text("input.csv")),
            ], to: folder)
        let found = try Self.json(["run", folder, "--period", "2026-05-09"]).diagnostics.filter { $0.code == code }
        let lines = found.map {
            "\($0.file):\($0.line): \($0.severity): \($0.field): \($0.value.isEmpty ? "" : "\"\($0.value)\" ")"
                + "\($0.message) [\($0.code)]\n  hint: \($0.hint)\n"
        }
        #expect(!found.isEmpty)
        try expectGolden(lines.joined(), at: "\(source)/expected.txt")
    }
}
