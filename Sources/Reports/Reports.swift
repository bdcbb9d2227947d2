package import CostModel
package import Reconcile
package import Settings
package import Sheets

package struct ReportDefinition: Sendable {
    package var name: String
    package var file: String
    package static func all(in folder: String) throws(SettingsFailure) -> [ReportDefinition] { [] }
}

package enum Reports {
    package static func build(_ definition: ReportDefinition, snapshot: Snapshot, findings: Findings) -> Workbook {
        Workbook(title: "", company: "", date: findings.period, sheets: [])
    }
}
