import CostModel
import Foundation
import Intake
import TestSupport
import Testing

/// Groups of accounts, words within texts, and grids of days, as the reports of scheduling and budgeting tools have them.
private struct Layout: CustomTestStringConvertible, Sendable {
    var name: String
    var profile: String
    var text: String
    var file = "in.csv"
    /// `date account party type reference amount`, a line a record; `-` for nothing.
    var lines: [String]
    var headlines: [String] = []
    var testDescription: String { name }
}

private let detail = """
    title: T
    kind: budget-line
    match: [Acct No, Description, Subtotal, Total]
    groups: { field: account, column: 1, when: money-blank, take: all }
    columns:
      account: { heading: Acct No, optional: yes }
      reference: { heading: Description, optional: yes }
    amount: { first-filled: [Subtotal, Total] }
    totals: [{ column: 1, prefix: "Account Total for ", closes: group, tolerance: 0.50 }]

    """

private let breaks = """
    title: T
    kind: shoot-day
    match: [Scene, Pages]
    day: ["MMMM d, yyyy", M/d/yyyy]
    columns:
      date: { column: 1, find: yes }
      reference: { column: 1, after: "End of Day ", until: " " }
      type: { column: 1, map: { "End of Day": shoot }, otherwise: ignore }

    """

private func grid(_ days: String) -> String {
    """
    title: T
    kind: dood-day
    match: [Name]
    columns: { party: Name }
    wide: { days: \(days), field: type, map: { W: work }, otherwise: other }
    stamp: { after: "as of ", day: M/d/yyyy }

    """
}

private let named = """
    title: T
    kind: timecard-day
    match: [Day, Name, Hours, Account, Currency]
    day: yyyy-MM-dd
    columns: { date: Day, party: Name, quantity: Hours, account: Account }
    currency: Currency

    """

private let layouts: [Layout] = [
    Layout(
        name: "a currency's name before its code", profile: named,
        text: """
            Day,Name,Hours,Account,Currency
            2026-03-02,Ruiz,8,2210,United States Dollar - USD
            2026-03-02,Ruiz,8,2210,USD
            2026-03-02,Ruiz,8,2210,Euro - EUR

            """,
        lines: ["2026-03-02 2210 Ruiz - - 0.00", "2026-03-02 2210 Ruiz - - 0.00"],
        headlines: ["in.csv:4:24: error: Currency: \"Euro - EUR\" is not USD [currency-foreign]"]),
    Layout(
        name: "a row without money names the account of the rows below it", profile: detail,
        text: """
            Acct No,Description,Subtotal,Total
            2200,CAMERA,,
            2210,Package,,
            ,Bodies,"12,750",
            ,Filters,900.40,"$13,650"
            Account Total for 2200,,,"$13,650"

            """,
        lines: ["- 2210 - - Bodies 12750.00", "- 2210 - - Filters 900.40"]),
    Layout(
        name: "a total in the second of two columns is shown where it stands", profile: detail,
        text: "Acct No,Description,Subtotal,Total\n2210,Package,,\n,Bodies,100,\nAccount Total for 2210,,,101\n",
        lines: ["- 2210 - - Bodies 100.00"],
        headlines: [
            "in.csv:4:26: error: Total: \"101\" is stated, and the rows above add up to 100.00 [total-differs]"
        ]),
    Layout(
        name: "a day and a number within a text", profile: breaks,
        text: """
            Scene,Pages
            12A,2 3/8
            "End of Day 1 -- Monday, March 2, 2026 -- 3 4/8 pages",
            "End of Day 12 - 9/30/2026 -",

            """,
        lines: ["2026-03-02 - - shoot 1 0.00", "2026-09-30 - - shoot 12 0.00"]),
    Layout(
        name: "a text without its day", profile: breaks, text: "Scene,Pages\nEnd of Day 1 -- Monday,\n", lines: [],
        headlines: [
            "in.csv:2:1: error: Scene: \"End of Day 1 -- Monday\" is not a day written as MMMM d, yyyy or M/d/yyyy [date-unreadable]"
        ]),
    Layout(
        name: "days without a year are those nearest to the file's own date, over the turn of the year",
        profile: grid("[M/d, d-MMM]"),
        text: "Roster as of 12/20/2026,,\nName,Wed 12/30,31-Dec,1/2,Total\nRuiz,W,W,F,3\n",
        lines: ["2026-12-30 - Ruiz work - 0.00", "2026-12-31 - Ruiz work - 0.00", "2027-01-02 - Ruiz other - 0.00"]),
    Layout(
        name: "a report printed in January of a grid that began in December", profile: grid("M/d"),
        text: "Roster as of 1/4/2027,,\nName,12/30,1/2\nRuiz,W,W\n",
        lines: ["2026-12-30 - Ruiz work - 0.00", "2027-01-02 - Ruiz work - 0.00"]),
    Layout(
        name: "the next page of a grid has the next days", profile: grid("M/d"),
        text: "as of 3/1/2026,,\nName,3/2,3/3\nRuiz,W,W\nName,3/4,3/5\nRuiz,,W\nName,Total,\n",
        lines: ["2026-03-02 - Ruiz work - 0.00", "2026-03-03 - Ruiz work - 0.00", "2026-03-05 - Ruiz work - 0.00"],
        headlines: ["in.csv:6: error: no heading is a day written as M/d [heading-missing]"]),
    Layout(
        name: "the year of the file's name", profile: grid("[M/d, MMM d]"), text: "Name,3/2,\"Tue, Mar 3\"\nRuiz,W,W\n",
        file: "inbox/roster 2026-02-20.csv",
        lines: ["2026-03-02 - Ruiz work - 0.00", "2026-03-03 - Ruiz work - 0.00"]),
]

@Test(arguments: layouts) private func `what stands above, within and beside`(layout: Layout) throws {
    let read = try Read(layout.text, layout.profile, name: layout.file)
    let lines = read.lines { record, texts in
        let words = [texts[record.account], texts[record.party], texts[record.type], texts[record.reference]]
        return [record.date.isNone ? "-" : record.date.description] + words.map { $0.isEmpty ? "-" : $0 }
            + [record.amount.description]
    }
    #expect(lines == layout.lines)
    #expect(read.headlines == layout.headlines)
}

/// Which of two profiles a file is for, where both could read it.
struct ChoiceTests {
    private static let bare = """
        title: T
        kind: invoice-line
        headings: [Date, Name, Account, Net]
        begins: [{ column: 2, contains: ", " }]
        day: M/d/yyyy
        columns: { date: Date, account: Account, party: Name }
        amount: Net

        """
    private static let list = """
        title: T
        kind: timecard-day
        match: [Date, Hours]
        day: M/d/yyyy
        columns: { date: Date, party: Name, quantity: Hours, account: Account }

        """

    private func choice(_ text: String, _ profiles: [(String, String)]) throws -> String {
        let set = ProfileSet(
            try profiles.map { try ProfileFile.parse($0.1, name: $0.0, path: "profiles/\($0.0).yaml") })
        return switch set.choose(for: Array(text.utf8), file: "in.csv").choice {
        case .one(let name): name
        case .tie(let names): names.joined(separator: " = ")
        case .none: "none"
        }
    }

    @Test func `headings say more than the look of some cells`() throws {
        let profiles = [("bare", Self.bare), ("list", Self.list)]
        #expect(try choice("3/2/2026,\"Ruiz, Ana\",2210,5\n", profiles) == "bare")
        #expect(try choice("Date,Name,Account,Hours\n3/2/2026,\"Ruiz, Ana\",2210,5\n", profiles) == "list")
    }

    @Test func `what the first records say tells two layouts of one header apart`() throws {
        let comma = Self.list.replacing(
            "day:", with: "decimal: \",\"\nbegins: [{ column: Hours, contains: \",\" }]\nday:")
        let profiles = [("comma", comma), ("point", Self.list)]
        #expect(try choice("Date,Name,Account,Hours\n3/2/2026,A,1,\"7,5\"\n", profiles) == "comma")
        #expect(try choice("Date,Name,Account,Hours\n3/2/2026,A,1,7.5\n", profiles) == "point")
    }

    @Test func `a grid of days is none without a day`() throws {
        let profiles = [
            ("grid", grid("M/d")), ("list", Self.list.replacing("[Date, Hours]", with: "[Date, Hours, Unit]")),
        ]
        #expect(try choice("Name,Mon 3/2,Tue 3/3\nRuiz,W,\n", profiles) == "grid")
        #expect(try choice("Name,Role\nRuiz,Gaffer\n", profiles) == "none")
    }
}
