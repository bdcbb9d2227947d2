import CostModel
import Foundation
import TestSupport
import Testing

/// The worked example of the field's rules as a production folder: reports 5 and 6, through the whole program to the
/// cells of the workbook.
struct WorkedExampleTests {
    private static func make(_ variance: VarianceSign, _ basis: ETCBasis) throws -> String {
        let folder = try temporaryFolder()
        let manual = basis == .actuals ? "48500.00" : "18500.00"
        var days = "Date,Unit,Day,Type,Location,Notes\n"
        var day = Day(iso: "2026-04-20")!
        for number in 1...40 {
            while [.saturday, .sunday].contains(day.weekday) { day = day + 1 }
            days += "\(day),Main,\(number),Shoot,,\n"
            day = day + 1
        }
        let files = [
            "production.yaml": """
            title: Worked Example
            company: Worked Example, LLC
            currency: USD
            week_ends: saturday
            first_week: 2026-04-11
            variance: \(variance.rawValue)
            etc_basis: \(basis.rawValue)
            sections: [Production]
            feeds:
              - { name: chart, profile: chart, files: budget/accounts.csv }
              - { name: budget, profile: budget, files: budget/budget.csv }
              - { name: changes, profile: budget-changes, files: budget/transfers.csv }
              - { name: forecast, profile: forecast, files: forecast.csv }
              - { name: days, profile: shoot-days, files: schedule/shoot-days.csv }
            """,
            "budget/accounts.csv": """
            Account,Description,Category,Category Name,Section,Type,Department
            2000-10,UPM,2000,Production Staff,Production,cost,
            3200-05,Camera package,3200,Camera,Production,cost,
            3510-20,Location fees,3510,Locations,Production,cost,
            3500-80,Catering,3500,Catering,Production,cost,

            """,
            "budget/budget.csv": """
            Account,Line,Quantity,Unit,X,Rate,Total
            2000-10,,,,,,60000.00
            3200-05,,,,,,88000.00
            3510-20,,,,,,120000.00
            3500-80,,,,,,90000.00

            """,
            "budget/transfers.csv":
                "No,Date,Kind,Account,Amount,Reason,Approved By\nO7,2026-05-12,Overage,3510-20,8000.00,Pier,Bond\n",
            "forecast.csv": """
            Date,Account,Method,Unit,Units,Rate,Percent,Of,Amount,Author,Note
            2026-05-09,2000-10,rate_x_units,week,10,3000.00,,,,,
            2026-05-16,2000-10,rate_x_units,week,9,3000.00,,,,,
            2026-05-16,3200-05,manual,,,,,,\(manual),R. Okafor,B camera for 5 days
            2026-05-16,3500-80,rate_x_units,shoot_day,,2350.00,,,,,

            """,
            "schedule/shoot-days.csv": days,
            "inbox/po-log.csv": """
            PO #,Date,Vendor,Dept,Account,Set,Description,PO Amount,Invoiced,Open,Status
            1041,4/20/26,Otto,CAM,3200-05,,Camera,"$30,000.00",-,-,
            1042,4/20/26,Pier,LOC,3510-20,,Pier,"$22,000.00",-,-,

            """,
            "inbox/coding-5.csv": """
            Date,Card Member,Merchant,Amount,Account,Set,Description,Receipt,PO #,Amex Ref
            5/6/26,A,Payroll,30000.00,2000-10,,,,,
            5/6/26,A,Otto,32000.00,3200-05,,,,,
            5/6/26,A,Pier,65750.00,3510-20,,,,,
            5/6/26,A,Cook,33500.00,3500-80,,,,,

            """,
        ]
        for (name, text) in files {
            let path = URL(fileURLWithPath: "\(folder)/\(name)")
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: path, atomically: true, encoding: .utf8)
        }
        return folder
    }

    private static let secondWeek = """
        Date,Card Member,Merchant,Amount,Account,Set,Description,Receipt,PO #,Amex Ref
        5/6/26,A,Payroll,30000.00,2000-10,,,,,
        5/6/26,A,Otto,32000.00,3200-05,,,,,
        5/6/26,A,Pier,65750.00,3510-20,,,,,
        5/6/26,A,Cook,33500.00,3500-80,,,,,
        5/13/26,A,Payroll,3000.00,2000-10,,,,,
        5/13/26,A,Otto,10000.00,3200-05,,,,,
        5/13/26,A,Pier,4500.00,3510-20,,,,,
        5/13/26,A,Cook,7800.00,3500-80,,,,,

        """

    /// Prints each account's row and the grand total of the sheet, by heading, in whole units.
    private static let reader = """
        import openpyxl, sys
        sheet = openpyxl.load_workbook(sys.argv[1], data_only=True)['Cost Report']
        rows = list(sheet.iter_rows(values_only=True))
        head = next(r for r in rows if r and r[0] == 'Account')
        for row in rows:
            if row[0] in ('2000-10', '3200-05', '3510-20', '3500-80') or 'Grand total' in row:
                print(*[round(v) for h, v in zip(head, row) if isinstance(v, (int, float))])
        print(*[h for h in head if h and 'nder' in h])
        """

    @Test(.enabled(if: python != nil, "needs COSTREPORT_PYTHON"), arguments: VarianceSign.allCases, ETCBasis.allCases)
    func `the cells of the workbook are those of the worked example`(variance: VarianceSign, basis: ETCBasis) throws {
        let folder = try Self.make(variance, basis)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try run(["run", folder, "--period", "2026-05-09", "--quiet"])
        #expect(first.status == 0 && first.errors.isEmpty && first.output.isEmpty, "\(first.errors)")
        try Self.secondWeek.write(toFile: "\(folder)/inbox/coding-6.csv", atomically: true, encoding: .utf8)
        let second = try run(["run", folder, "--period", "2026-05-16", "--quiet"])
        #expect(second.status == 0 && second.errors.isEmpty, "\(second.errors)")
        let book = "\(folder)/reports/2026-05-16/Cost Report.xlsx"
        let cells = try shell(python!, ["-c", Self.reader, book])
        let sign = variance == .underPositive ? -1 : 1
        let etc =
            basis == .actuals ? [27_000, 48_500, 57_750, 47_000, 180_250] : [27_000, 18_500, 35_750, 47_000, 128_250]
        #expect(
            cells.output == """
                3000 33000 0 33000 \(etc[0]) 60000 60000 0 0 60000 0 0
                10000 42000 30000 72000 \(etc[1]) 90500 88000 0 0 88000 \(2_500 * sign) 2500
                4500 70250 22000 92250 \(etc[2]) 128000 120000 8000 0 128000 0 8000
                7800 41300 0 41300 \(etc[3]) 88300 90000 0 0 90000 \(-1_700 * sign) -1700
                25300 186550 52000 238550 \(etc[4]) 366800 358000 8000 0 366000 \(800 * sign) 8800
                \(variance.heading)

                """, "\(cells.errors)")
        let check = try shell(python!, ["\(repositoryRoot)/Tests/Tools/check_workbook.py", book])
        #expect(check.status == 0, "\(check.output)")
    }

    @Test func `a traced figure is the sum of its records, and each names its row`() throws {
        let folder = try Self.make(.overPositive, .totalCosts)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try run(["run", folder, "--period", "2026-05-09", "--quiet"])
        let trace = try run(["trace", folder, "3200-05", "--period", "2026-05-09"])
        #expect(trace.status == 0)
        for part in ["inbox/coding-5.csv:3", "inbox/po-log.csv:2", "budget/budget.csv:3", "to-date: 1, sum 32,000.00"] {
            #expect(trace.output.contains(part), "\(part) in \(trace.output)")
        }
        let unknown = try run(["trace", folder, "3200-O5", "--period", "2026-05-09"])
        #expect(unknown.status == 64)
        #expect(unknown.errors.contains("did you mean \"3200-05\"?"))
    }
}
