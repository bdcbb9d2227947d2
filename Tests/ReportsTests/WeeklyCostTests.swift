import CostModel
import Reconcile
import Reports
import Sheets
import TestSupport
import Testing

@Test(arguments: VarianceSign.allCases, ETCBasis.allCases)
func `every formula recalculates to its cached value`(variance: VarianceSign, basis: ETCBasis) throws {
    for accruals in AccrualColumn.allCases {
        for suspense in [true, false] {
            let snapshot = Fixture.snapshot(variance, basis, accruals, suspense: suspense)
            for name in ["weekly-cost", "expense-report"] {
                let workbook = try Fixture.workbook(name, snapshot)
                #expect(expectRecalculates(workbook) > 40)
            }
        }
    }
}

@Test func `print`() throws {
    for name in ["weekly-cost", "expense-report"] {
        let workbook = try Fixture.workbook(name, Fixture.snapshot())
        for sheet in workbook.sheets {
            print("=== \(sheet.name) | \(sheet.header.subtitle) | \(sheet.header.rightBelow) draft \(sheet.header.isDraft)")
            print(sheet.columns.map(\.heading).joined(separator: " | "))
            print(sheet.picture)
            if let detail = sheet.detail {
                var sink = CellSink(detail.texts)
                detail.write(0..<detail.count, to: &sink)
                for row in sink.rows { print(row) }
            }
            print(sheet.footnotes.joined(separator: "\n"))
        }
    }
}
