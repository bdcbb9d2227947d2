package import CostModel
import GRDB

extension Ledger {
    /// Names of the feeds that have an import made for the report of a week.
    package func feeds(importedAsOf period: Day) throws(LedgerFailure) -> Set<String> {
        try read { db in
            try String.fetchSet(
                db, sql: "SELECT feed.name FROM import JOIN feed ON feed.id = import.feed WHERE asOf = ?",
                arguments: [period.number])
        }
    }
}
