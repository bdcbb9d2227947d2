import CostModel
import Intake
import Ledger
import RoundTrip
import Settings
import Sheets
import Tables

extension Session {
    /// A workbook of ours with estimates, and no feed's file, whatever its name.
    func isForm(_ name: String, _ source: SourceBytes) -> Bool {
        name.hasPrefix("inbox/") && RawWorkbook.hasSheet(EstimateForm.sheetName, in: source.bytes)
    }

    /// Reads the estimates of workbooks of the inbox that were not read before, and writes the forecast. Whoever calls it
    /// remembers them: a crash in between reads them again, and finds that the forecast says already what they say.
    func takeEstimates(_ forms: [(name: String, source: SourceBytes)]) throws -> [ReturnedWorkbook] {
        var taken: [ReturnedWorkbook] = []
        for (name, source) in forms {
            do throws(WorkbookRefused) {
                taken.append(try returned(source, named: name))
            } catch {
                say(Diagnostic(.warning, .formForeign, file: name, error.message, hint: error.hint))
            }
        }
        guard !taken.isEmpty else { return [] }
        var edition: ForecastEdition
        do throws(SettingsFailure) {
            edition = try forecastEdition()
        } catch {
            for workbook in taken {
                say(
                    Diagnostic(
                        .warning, .formForeign, file: workbook.name,
                        "was not read back: \(error.path) \(error.message)", hint: error.hint))
            }
            return []
        }
        for index in taken.indices { merge(&taken[index], into: &edition, author: nil, reason: "") }
        try write(edition)
        // What could not be written is not remembered: the next run reads it again.
        for workbook in taken where workbook.isUnread { workbook.faults.forEach(say) }
        return taken.filter { !$0.isUnread }
    }

    /// Forms that the ledger does not know yet.
    func unreadForms(_ claims: [(name: String, source: SourceBytes)]) throws -> [(name: String, source: SourceBytes)] {
        try claims.filter { name, source in
            try !ledger.isKnown(sha256: source.sha256, feed: Self.estimatesFeed, named: name, profileHash: "")
        }
    }
}
