import Foundation
import TestSupport
import Testing

/// What `inspect` says of a workbook, as far as it is looked at here.
private struct Seen: Decodable, Equatable {
    var format: String
    var sheet: String
    var sheets: [String]
    var columns: [String]
    var rows: [[String]]
}

struct WorkbookInspectionTests {
    /// The table of `Tests/Tools/workbooks.py`.
    private static let rows = [
        ["2026-03-02", "Otto Rentals", "1234.5", "07:00:00", "26:00:00", "TRUE", "12345678901234", "0.125"],
        [
            "2026-03-03 18:30:00", "Café <Łódź> & Sons", "-0.3", "18:45:00", "12:00:00", "FALSE", "1208800011112222",
            "1",
        ],
        ["2024-02-29", "  two\nlines  ", "0", "00:30:00", "120:00:00", "TRUE", "7", "0.5"],
    ]

    @Test(.enabled(if: python != nil, "needs COSTREPORT_PYTHON"))
    func `workbooks of other libraries are read as they were typed`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let made = try shell(python!, ["\(repositoryRoot)/Tests/Tools/workbooks.py", folder])
        #expect(made.status == 0, "\(made.errors)")
        for name in ["openpyxl", "xlsxwriter", "streamed", "from-1904"] {
            let result = try run(["inspect", "--json", "\(folder)/\(name).xlsx"])
            let seen = try JSONDecoder().decode(Seen.self, from: Data(result.output.utf8))
            #expect(seen.format == "xlsx")
            #expect(seen.sheet == "March", "\(name)")
            #expect(seen.sheets == ["March", "April"], "\(name)")
            #expect(
                seen.columns == ["Date", "Vendor", "Amount", "Start", "Hours", "Paid", "Id", "Share"], "\(name)")
            // Without a profile the largest table is shown; that of the other sheet is set apart.
            #expect(seen.rows == Self.rows, "\(name)")
        }
    }

    @Test func `a workbook without computed formulas is an error with its place`() throws {
        let result = try run(["inspect", "Tests/Diagnostics/formula-uncomputed/input.xlsx"])
        #expect(result.errors.contains("input.xlsx:2:4: error: the formula here was never computed"))
        #expect(result.output.contains("#CALC!"))
    }
}
