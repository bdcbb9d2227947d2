import CostModel
import Reconcile
import Reports
import Sheets
import TestSupport

/// A small show with one of everything: estimates of each method, orders, timecards, cards, petty cash, a reversal, suspense.
enum Fixture {
    static func snapshot(
        _ variance: VarianceSign = .overPositive, _ basis: ETCBasis = .totalCosts,
        _ accruals: AccrualColumn = .commitments, suspense: Bool = true
    ) -> Snapshot {
        var builder = SnapshotBuilder(variance: variance, basis: basis, accruals: accruals)
        addSetUp(&builder)
        addCosts(&builder)
        addLabour(&builder)
        addCards(&builder)
        if suspense { builder.cost("9999-00", 123_45, on: "2026-05-14", kind: .ledgerLine) }
        builder.snapshot.previous = ReportFigures(
            period: Day(iso: "2026-05-09")!,
            lines: [
                .init(account: "2000-10", toDate: 30_000_00, finalCost: 60_000_00, workingBudget: 60_000_00),
                .init(account: "3200-05", toDate: 32_000_00, finalCost: 88_000_33, workingBudget: 88_000_00),
            ])
        builder.snapshot.imports = [
            ImportSummary(
                sourceID: 1, feed: "test", profile: "test", asOf: Day(iso: "2026-05-16")!, count: count(10, 500_00)),
            ImportSummary(
                sourceID: 1, feed: "test", profile: "test", asOf: Day(iso: "2026-05-16")!, count: count(3, 0)),
        ]
        return builder.snapshot
    }

    private static func count(_ rows: Int, _ cents: Int64) -> ImportCount {
        var count = ImportCount()
        count.rowsRead = rows + 2
        count.rowsPosted = rows
        count.rowsIgnored = 2
        count.centsRead = cents * 2
        count.centsPosted = cents
        count.centsIgnored = cents
        return count
    }

    private static func addSetUp(_ builder: inout SnapshotBuilder) {
        builder.shootDays(40, from: "2026-04-20")
        builder.account("2000-10", "Unit production manager", category: "2000")
        builder.account("2000-99", "Fringes", category: "2000", type: "formula")
        builder.account("3200-05", "Camera package", category: "3200")
        builder.account("3200-06", "Nothing here", category: "3200")
        builder.account("3510-20", "Location fees", category: "3510")
        builder.account("3500-80", "Catering", category: "3500")
        builder.account("4500-10", "Editor", category: "4500", section: "Post")
        builder.account("8100-00", "Contingency 5 %", category: "8000", section: "Contractual", type: "formula")
        builder.account("8200-00", "Completion bond", category: "8000", section: "Contractual", type: "formula")
        builder.account("1000-00", "Bank", category: "1000", section: "", type: "balance")
        for (code, budget) in [
            ("2000-10", 60_000_00), ("2000-99", 13_500_00), ("3200-05", 88_000_00), ("3510-20", 120_000_00),
            ("3500-80", 90_000_00), ("4500-10", 30_000_10), ("8100-00", 19_575_01), ("8200-00", 7_000_00),
        ] as [(String, Int64)] {
            builder.budget(code, budget)
        }
        builder.change("O7", "overage", "3510-20", 8_000_00, on: "2026-05-12")
        builder.change("T1", "transfer", "8100-00", -1_000_05, on: "2026-05-12")
        builder.change("T1", "transfer", "3500-80", 1_000_05, on: "2026-05-12")
        builder.forecast("2000-10", "rate_x_units", unit: "week", units: 950, rate: 3_001_1250)
        builder.forecast("2000-99", "percent_of", rate: 22_5000, of: "2000-10")
        builder.forecast("3200-05", "manual", cents: 48_500_07, note: "B camera for 5 days", on: "2026-05-16")
        builder.forecast("3500-80", "rate_x_units", unit: "shoot_day", rate: 2_350_0000)
        builder.forecast("4500-10", "none")
        builder.forecast("8100-00", "percent_of", rate: 5_0000, of: "budget:direct")
        builder.forecast("8200-00", "percent_of", rate: 1_7500, of: "direct")
    }

    private static func addCosts(_ builder: inout SnapshotBuilder) {
        builder.cost("3200-05", 32_000_00, on: "2026-05-06")
        builder.cost("3200-05", 10_000_19, on: "2026-05-13", order: "1041")
        builder.cost("3510-20", 70_250_01, on: "2026-05-08")
        builder.cost("3500-80", 41_300_00, on: "2026-05-13", order: "1043")
        builder.cost("4500-10", 12_345_67, on: "2026-05-12", kind: .ledgerLine)
        builder.cost("1000-00", 99_999_99, on: "2026-05-12", kind: .ledgerLine)
        let wrong = builder.cost("3510-20", 500_00, on: "2026-05-01")
        builder.add(.invoiceLine, period: "2026-05-16", reverses: wrong) {
            $0.account = $1("3510-20")
            $0.party = $1("Vendor of 3510-20")
            $0.amountMinor = 500_00
            $0.date = Day(iso: "2026-05-01")!
        }
        builder.order("1041", "3200-05", 40_000_00, on: "2026-04-20")
        builder.order("1042", "3510-20", 22_000_00, on: "2026-04-20")
        builder.order("1043", "3500-80", 41_000_00, on: "2026-04-21")
        builder.order("1044", "3500-80", 500_30, on: "2026-04-22")
        builder.order("1045", "3500-80", 900_00, on: "2026-04-22", status: .closed)
        for (envelope, cents) in [("JS01", 45_10), ("JS01", 12_00), ("JS02", 80_00)] as [(String, Int64)] {
            builder.add(.pettyCashLine) {
                $0.account = $1("3500-80")
                $0.reference = $1(envelope)
                $0.holder = $1("Sato, June")
                $0.party = $1("Corner shop")
                $0.amountMinor = cents
                $0.date = Day(iso: "2026-05-14")!
                $0.department = $1("Catering")
            }
        }
    }

    private static func addLabour(_ builder: inout SnapshotBuilder) {
        builder.add(.crewDeal) {
            $0.party = $1("Ruiz, Ana")
            $0.account = $1("2000-10")
            $0.rate = Rate(tenThousandths: 60_0000)
            $0.type = $1("hour")
        }
        for (week, run) in [("2026-05-02", "2026-05-07"), ("2026-05-09", "2026-05-14")] {
            for (leg, account, cents) in [(0, "2000-10", 2_640_00), (1, "2000-99", 594_00)] as [(UInt8, String, Int64)]
            {
                builder.add(.payrollLine) {
                    $0.leg = leg
                    $0.account = $1(account)
                    $0.party = $1("Ruiz, Ana")
                    $0.amountMinor = cents
                    $0.quantity = 4000
                    $0.hours15 = 267
                    $0.date = Day(iso: run)!
                    $0.weekEnding = Day(iso: week)!
                    $0.department = $1("Production")
                }
            }
        }
        for (day, week) in [("2026-05-08", "2026-05-09"), ("2026-05-14", "2026-05-16"), ("2026-05-15", "2026-05-16")] {
            builder.add(.timecardDay) {
                $0.account = $1("2000-10")
                $0.party = $1("Ana Ruiz")
                $0.quantity = 800
                $0.hours15 = 150
                $0.date = Day(iso: day)!
                $0.weekEnding = Day(iso: week)!
            }
        }
    }

    private static func addCards(_ builder: inout SnapshotBuilder) {
        for (reference, cents, status) in [
            ("'320'", 250_00, RecordStatus.open), ("'321'", 99_95, .open), ("", -1_000_00, .settlement),
        ] as [(String, Int64, RecordStatus)] {
            builder.add(.cardTransaction) {
                $0.reference = $1(reference)
                $0.party = $1("HARDWARE STORE")
                $0.holder = $1("P MORROW")
                $0.amountMinor = cents
                $0.status = status
                $0.date = Day(iso: "2026-05-11")!
            }
        }
        builder.add(.cardCoding) {
            $0.reference = $1("320")
            $0.account = $1("3500-80")
            $0.party = $1("Hardware Store")
            $0.amountMinor = 250_00
            $0.date = Day(iso: "2026-05-11")!
        }
    }

    static func definition(_ name: String) throws -> ReportDefinition {
        try ReportDefinition.load(path: "\(repositoryRoot)/reports/\(name).yaml")
    }

    static func workbook(_ name: String, _ snapshot: Snapshot) throws -> Workbook {
        workbook(try definition(name), snapshot)
    }

    static func workbook(_ definition: ReportDefinition, _ snapshot: Snapshot) -> Workbook {
        Reports.build(definition, snapshot: snapshot, findings: Reconcile.findings(of: snapshot))
    }
}

extension Workbook {
    func sheet(_ name: String) -> Sheet { sheets.first { $0.name == name }! }
}

extension Sheet {
    /// The cells of the first line whose column `heading` reads `text`.
    func line(where heading: String, is text: String) -> Line? {
        let place = columns.firstIndex { $0.heading == heading }!
        return lines.first { $0.cells.indices.contains(place) && $0.cells[place].value == .text(text) }
    }

    func cell(_ line: Line?, _ heading: String) -> Cell? {
        guard let line, let place = columns.firstIndex(where: { $0.heading == heading }) else { return nil }
        return line.cells[place]
    }

    /// Formula and cached cents of a cell.
    func figure(_ line: Line?, _ heading: String) -> (formula: String?, cents: Int64)? {
        switch cell(line, heading)?.value {
        case .money(let amount): (nil, amount.minorUnits)
        case .formula(let formula, .money(let amount)): (formula, amount.minorUnits)
        default: nil
        }
    }

    /// For reading in a failure: the cells as text.
    var picture: String {
        lines.map { line in
            line.cells.map { cell in
                switch cell.value {
                case .blank: ""
                case .text(let text): text
                case .money(let amount): amount.grouped
                case .day(let day): day.description
                case .number(let value, let digits): Decimals.text(value, digits: digits)
                case .formula(let formula, .money(let amount)): "\(amount.grouped){\(formula)}"
                case .formula(let formula, let value): "\(value){\(formula)}"
                }
            }.joined(separator: " | ")
        }.joined(separator: "\n")
    }
}
