import Foundation
import TestSupport
import Testing

/// Every export that a profile is shipped for, in one production: what reaches the report from each is what a person adds up
/// in the file.
@Suite(.serialized) struct EveryExportTests {
    private static let week = "2026-05-02"
    /// Containers that have no reader yet; their figures stand below.
    private static let waiting: Set<String> = []

    /// What a feed gives, added up by hand from its sample.
    private struct Wanted: CustomTestStringConvertible, Sendable {
        var feed: String
        var column: String
        var sum: String
        var testDescription: String { feed }

        init(_ feed: String, _ column: String, _ sum: String) {
            (self.feed, self.column, self.sum) = (feed, column, sum)
        }
    }

    private static let costs: [Wanted] = [
        // Hours times the rate of the worker's deal; overtime at 1.5 and 2.
        Wanted("adp-paydata", "accruals", "2880.00"),  // 40 x 30 + 20 x 45; 32.5 x 24
        Wanted("clockify-detailed", "accruals", "522.60"),  // 13.20 + 0.22 + 4.00 at 30
        Wanted("clockify-summary", "accruals", "56.00"),  // 0.64 + 1.60 at 25
        Wanted("connecteam-timesheet", "accruals", "916.80"),  // 8.25 + 11.67 + 3.00 at 40
        Wanted("deputy", "accruals", "828.00"),  // 12.7 + 8 at 40
        Wanted("film-timecards", "accruals", "2292.00"),  // 15.4 + 12.2 at 50; 4 + 7 + 8 at 48
        Wanted("gusto-hours", "accruals", "2233.00"),  // 40 + 5 x 1.5 + 1 x 2 at 28; 38.5 at 22
        Wanted("harvest", "accruals", "1242.00"),  // 13.2 + 7.5 at 60, the rate in the file
        Wanted("harvest-comma", "accruals", "387.50"),  // 7.5 + 0.25 at 50
        Wanted("quickbooks-time", "accruals", "621.25"),  // 13.2 + 4.55 at 35
        Wanted("toggl-detailed", "accruals", "1798.20"),  // 13.20 + 0.76 + 26.00 at 45
        Wanted("toggl-summary", "accruals", "313.20"),  // 5.50 + 2.33 at 40
        Wanted("when-i-work-timesheet", "accruals", "310.00"),  // 8 + 7.5 at 20
        // Pay runs: gross, and fringes where the file has them.
        Wanted("hot-budget-payroll", "to-date", "3225.00"),
        Wanted("lightspeed-gross-payroll", "to-date", "6182.50"),
        Wanted("payroll-register", "to-date", "3926.50"),  // 3,561.25 + 267.75 + 80.00 + 17.50
        Wanted("showbiz-ubx", "to-date", "1146.00"),
        // Budgets.
        Wanted("aicp-bid", "budget", "8570.50"),
        Wanted("budget-by-account", "budget", "31950.00"),
        Wanted("budget-sheet", "budget", "20515.00"),
        Wanted("mmb-detail", "budget", "22460.40"),  // the report says 22,461 in whole dollars
        Wanted("mmb-tab", "budget", "43372.50"),
        Wanted("saturation", "budget", "24159.60"),
        Wanted("showbiz-budget", "budget", "5400.00"),
        // Ordered and neither billed nor on the order log.
        Wanted("bookings", "open-orders", "1249.60"),
        Wanted("rental-tracker", "open-orders", "5582.25"),
        Wanted("shipment-register", "open-orders", "406.40"),
        // Order 1041 is on both logs. Bills, cards and pay that cite it come to 16,902.60: the 12,750.00 of the first log
        // are used up, and 4,152.60 of the 8,500.00 of the second.
        Wanted("po-log", "open-orders", "6000.00"),
        Wanted("quickbooks-online-open-pos", "open-orders", "11247.40"),  // 4,347.40 + 900.00 + 6,000.00
        // Ledgers, bills and petty cash.
        Wanted("bill-com", "to-date", "6853.66"),
        Wanted("freshbooks", "to-date", "8836.38"),
        Wanted("petty-cash-envelope", "to-date", "109.12"),
        Wanted("petty-cash-log", "to-date", "127.36"),
        Wanted("psl-rows", "to-date", "6853.66"),
        Wanted("quickbooks-iif", "to-date", "8341.66"),
        Wanted("quickbooks-online", "to-date", "5399.50"),
        Wanted("quickbooks-online-bills", "to-date", "6853.66"),
        Wanted("sage-intacct", "to-date", "6650.00"),  // a line of 453.66 has no day
        Wanted("spreadsheet-costs", "to-date", "7218.66"),
        Wanted("wave", "to-date", "5714.00"),
        Wanted("xero-account-transactions", "to-date", "5399.50"),
        Wanted("xero-bills", "to-date", "8187.01"),
        Wanted("xero-bills-export", "to-date", "6863.66"),
        Wanted("zoho-bills", "to-date", "7103.66"),
        // Cards that their users have coded.
        Wanted("brex", "to-date", "4209.80"),
        Wanted("card-coding", "to-date", "4061.00"),
        Wanted("concur-sae", "to-date", "4209.80"),
        Wanted("divvy", "to-date", "4209.80"),
        Wanted("expensify", "to-date", "4209.80"),
        Wanted("pex", "to-date", "4209.80"),
        Wanted("ramp", "to-date", "4209.80"),
    ]

    /// Statements alone, where no log codes them: every charge is cost without an account. Payments are none.
    private static let charges: [Wanted] = [
        Wanted("amex", "to-date", "4122.00"),
        Wanted("amex-members", "to-date", "4459.80"),
        Wanted("amex-short", "to-date", "4122.00"),
        Wanted("apple-card", "to-date", "4061.00"),
        Wanted("capital-one", "to-date", "4061.00"),
        Wanted("chase-card", "to-date", "4516.80"),
        Wanted("chase-checking", "to-date", "57.80"),
        Wanted("chase-debit-credit", "to-date", "4453.66"),
        Wanted("divvy-charges", "to-date", "4061.00"),
        Wanted("mercury", "to-date", "4061.00"),
        Wanted("ramp-charges", "to-date", "4061.00"),
        Wanted("revolut-business", "to-date", "4061.61"),
        Wanted("revolut-personal", "to-date", "604.00"),
        Wanted("wise-statement", "to-date", "306.21"),
        Wanted("wise-transactions", "to-date", "277.11"),
    ]

    /// Rows of schedules, boards and registers: no cost, and yet read.
    private static let rows: [(feed: String, posted: Int)] = [
        ("asana", 5), ("trello", 4), ("monday", 4), ("document-register", 5), ("mms-day-out-of-days", 5),
        ("roster-by-day", 2), ("mms-one-liner", 3), ("shooting-schedule", 4), ("google-calendar-csv", 7),
        ("outlook-csv", 4), ("outlook-csv-by-position", 4), ("calendar-ics", 4), ("mms-sex", 4), ("uss", 5),
        ("expected-items", 3), ("fringes", 5), ("matches", 3), ("vendor-rates", 2),
        ("check-register", 7), ("petty-cash-floats", 7), ("vendors", 3), ("call-sheet", 6), ("production-report", 5),
        ("clock-timecards", 3), ("exchange-rates", 7),
    ]

    private struct Printed: Decodable {
        struct Import: Decodable { var feed: String, rowsPosted: Int, rowsRefused: Int }
        struct Account: Decodable { var account: String }
        struct Proof: Decodable { var name: String, passes: Bool }
        struct Report: Decodable { var accounts: [Account], tieOuts: [Proof] }
        var imports: [Import]
        var report: Report
    }

    private struct Traced: Decodable {
        struct Item: Decodable { var column: String, amount: String, file: String }
        var items: [Item]
    }

    /// The production with the exports of `feeds` in its inbox and `coding` as its rules, run.
    private func produce(_ feeds: [String], coding: String) throws -> (folder: String, printed: Printed) {
        let files = FileManager.default
        let folder = try copyOfSample("every-export")
        try coding.write(toFile: "\(folder)/coding.yaml", atomically: true, encoding: .utf8)
        for feed in feeds {
            let (from, to) = ("\(repositoryRoot)/samples/exports/\(feed)", "\(folder)/inbox/\(feed)")
            try files.createDirectory(atPath: to, withIntermediateDirectories: true)
            for file in try files.contentsOfDirectory(atPath: from) where file != "expected.txt" {
                try files.copyItem(atPath: "\(from)/\(file)", toPath: "\(to)/\(file)")
            }
        }
        let result = try run(["run", folder, "--period", Self.week, "--json"])
        try #require(result.status <= 1, "\(result.errors)")
        return (folder, try JSONDecoder().decode(Printed.self, from: Data(result.output.utf8)))
    }

    /// Cents by feed and column of the report, over all its accounts.
    private func sums(_ folder: String, _ accounts: [Printed.Account]) throws -> [String: [String: Int]] {
        var sums: [String: [String: Int]] = [:]
        for account in accounts {
            let result = try run(["trace", "--period", Self.week, "--json", "--", folder, account.account])
            try #require(result.status == 0, "\(account.account): \(result.errors)")
            for item in try JSONDecoder().decode(Traced.self, from: Data(result.output.utf8)).items {
                let feed = String(item.file.split(separator: "/").dropFirst().first ?? "")
                sums[feed, default: [:]][item.column, default: 0] += try cents(item.amount)
            }
        }
        return sums
    }

    private func cents(_ amount: String) throws -> Int {
        try #require(Int(amount.replacing(".", with: "")), "\(amount)")
    }

    private func check(_ wanted: [Wanted], _ folder: String, _ printed: Printed) throws {
        let sums = try sums(folder, printed.report.accounts)
        var differences: [String] = []
        for one in wanted where !Self.waiting.contains(one.feed) {
            let got = sums[one.feed] ?? [:]
            let want = try [one.column: cents(one.sum)]
            if got.filter({ $0.value != 0 }) != want {
                differences.append("\(one.feed): \(one.column) \(one.sum) wanted, \(got) in hundredths")
            }
        }
        #expect(differences == [])
        let others = Set(sums.keys).subtracting(wanted.map(\.feed))
        #expect(others.filter { sums[$0]!.values.contains { $0 != 0 } } == [], "nothing else has cost")
        #expect(printed.report.tieOuts.filter { !$0.passes }.map(\.name) == [])
    }

    private func feeds() throws -> [String] {
        let root = "\(repositoryRoot)/samples/exports"
        return try FileManager.default.contentsOfDirectory(atPath: root).sorted().filter { feed in
            // Statements in pounds are for a production in pounds.
            !FileManager.default.fileExists(atPath: "\(root)/\(feed)/currency.txt") && !Self.waiting.contains(feed)
        }
    }

    @Test func `what each export comes to in the report is what its rows add up to`() throws {
        let feeds = try feeds()
        let rules = try String(
            contentsOfFile: "\(repositoryRoot)/samples/every-export/coding.yaml", encoding: .utf8)
        let (folder, printed) = try produce(feeds, coding: rules)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try check(Self.costs, folder, printed)
        var posted: [String: Int] = [:]
        for one in printed.imports { posted[one.feed, default: 0] += one.rowsPosted }
        for (feed, count) in Self.rows { #expect(posted[feed] == count, "\(feed)") }
        #expect(printed.imports.filter { $0.rowsPosted == 0 }.map(\.feed) == [])
        // Rows that no figure may be made of: a line without a day, a kind of transaction that this report is not for.
        let refused = printed.imports.filter { $0.rowsRefused > 0 }.map { "\($0.feed) \($0.rowsRefused)" }
        #expect(refused.sorted() == ["exchange-rates 3", "quickbooks-online-bills 1", "sage-intacct 1"])
        let known = Self.costs.map(\.feed) + Self.charges.map(\.feed) + Self.rows.map(\.feed)
        #expect(Set(feeds).subtracting(known) == [], "no figure is wanted of them")
    }

    @Test func `charges that nobody has coded are cost in suspense, each statement with its own sum`() throws {
        let (folder, printed) = try produce(Self.charges.map(\.feed), coding: "uncoded_cards: suspense\n")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try check(Self.charges, folder, printed)
    }

    @Test func `the production lists a feed for every export in its currency`() throws {
        let text = try String(
            contentsOfFile: "\(repositoryRoot)/samples/every-export/production.yaml", encoding: .utf8)
        let missing = try (feeds() + Self.waiting).filter { !text.contains("{ name: \($0), profile: \($0), files:") }
        #expect(missing == [])
    }
}
