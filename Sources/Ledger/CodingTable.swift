import CostModel
import GRDB

/// Decisions about the coding of entries, as reports were made with them.
enum CodingTable {
    static func insert(_ decisions: [CodingDecision], _ db: Database) throws {
        guard !decisions.isEmpty else { return }
        let statement = try db.makeStatement(
            sql: "INSERT INTO coding (entry, period, state, rule, account, setCode, tag, department) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        for decision in decisions {
            let values = decision.values
            try statement.execute(arguments: [
                decision.entry, decision.period.number, decision.state.rawValue, decision.rule, values.account,
                values.set, values.tag, values.department,
            ])
        }
    }

    /// In the order in which they were made.
    static func decisions(_ db: Database, upTo period: Day) throws -> [CodingDecision] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT entry, period, state, rule, account, setCode, tag, department FROM coding
                  WHERE period <= ? ORDER BY id
                """, arguments: [period.number]
        ).compactMap { row in
            guard let state = CodingDecision.State(rawValue: row[2]) else { return nil }
            return CodingDecision(
                entry: row[0], period: Day(number: row[1]), state: state, rule: row[3],
                values: CodingValues(account: row[4], set: row[5], tag: row[6], department: row[7]))
        }
    }
}
