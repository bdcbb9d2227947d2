import CostModel
import Foundation
import Reports
import Settings
import Sheets
import TestSupport
import Testing

private let good = """
    title: Weekly
    file: Weekly Cost
    sheets:
      - name: Top
        rows: categories
        page: one
        columns: [account, to_date]
        totals: [section, grand]
      - { name: Log, rows: orders, columns: [number, open] }

    """

@Test func `a definition is read`() throws {
    let definition = try ReportDefinition.read(YAMLMapping.parse(good, path: "reports/weekly.yaml"))
    #expect(
        definition
            == ReportDefinition(
                name: "weekly", title: "Weekly", file: "Weekly Cost",
                sheets: [
                    SheetDefinition(
                        name: "Top", rows: .categories, page: .one, columns: ["account", "to_date"],
                        totals: [.section, .grand]),
                    SheetDefinition(name: "Log", rows: .orders, columns: ["number", "open"]),
                ]))
}

@Test(
    arguments: [
        (
            "rows: categories", "rows: categorys", "5:11: error: rows: \"categorys\" is none",
            "did you mean \"categories\"?"
        ),
        (
            "to_date]", "todate]", "7:14: error: columns: \"todate\" is no column of categories",
            "did you mean \"to_date\"?"
        ),
        ("[account, to_date]", "[account, account]", "\"account\" is there twice", ""),
        ("    columns: [account, to_date]\n", "", "\"columns\" is missing", "for categories: account, description"),
        ("page: one", "page: two", "page: \"two\" is none", "one, wide"),
        ("[section, grand]", "[section, grant]", "totals: \"grant\" is none", "did you mean \"grand\"?"),
        ("columns: [number, open] }", "columns: [number], totals: [grand] }", "unknown key \"totals\"", ""),
        ("title: Weekly", "titel: Weekly", "\"title\" is missing", ""),
        ("file: Weekly Cost", "file: ../Cost", "must be a plain file name", "without .xlsx"),
        ("name: Log", "name: top", "two sheets are named \"top\"", ""),
        ("name: Log", "name: A/B", "cannot be a sheet's name", "31"),
        ("name: Log", "name: 'A name that is much too long for a sheet'", "cannot be a sheet's name", ""),
        ("sheets:", "colour: red\nsheets:", "3:1: error: unknown key \"colour\"", ""),
    ] as [(String, String, String, String)])
func `what is wrong in a definition is located and the nearest choice named`(
    part: String, by: String, message: String, hint: String
) {
    let text = good.replacing(part, with: by)
    #expect(text != good)
    let failure = #expect(throws: SettingsFailure.self) {
        try ReportDefinition.read(YAMLMapping.parse(text, path: "weekly.yaml"))
    }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
    #expect(hint.isEmpty || failure?.hint.contains(hint) == true, "\(failure?.hint ?? "")")
}

@Test func `the folder is the registry`() throws {
    let definitions = try ReportDefinition.all(in: "\(repositoryRoot)/reports")
    #expect(definitions.map(\.name).contains("weekly-cost"))
    #expect(definitions.map(\.name) == definitions.map(\.name).sorted())
    #expect(throws: SettingsFailure.self) { try ReportDefinition.all(in: "/nowhere/at/all") }
}

@Test func `two reports cannot write one workbook`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reports-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["a.yaml", "b.yaml"] { try good.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8) }
    let failure = #expect(throws: SettingsFailure.self) { try ReportDefinition.all(in: folder) }
    #expect(failure?.message == "\"Weekly Cost\" is also the file of a.yaml")
}

@Test func `every column of every row source can be printed`() throws {
    for source in RowSource.allCases {
        let definition = ReportDefinition(
            name: "all", title: "All", file: "All",
            sheets: [SheetDefinition(name: "All", rows: source, columns: source.catalogue.map(\.name))])
        let snapshot = Fixture.snapshot(.overPositive, .actuals, .ownColumn)
        expectRecalculates(Fixture.workbook(definition, snapshot))
        #expect(source.catalogue.allSatisfy { $0.entry.column.heading.count <= 24 && !$0.entry.meaning.isEmpty })
    }
}
