import CostModel
import Reports
import Sheets
import TestSupport
import Testing

/// Each report has its picture beside it: what it looks like, and what a change of it changes.
@Test func `every report looks like its picture`() throws {
    for definition in try ReportDefinition.all(in: "\(repositoryRoot)/reports") {
        let picture = TextRenderer.render(Fixture.workbook(definition, Fixture.snapshot()))
        try expectGolden(picture, at: "\(repositoryRoot)/reports/\(definition.name).txt")
    }
}
