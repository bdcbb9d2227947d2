import CostModel
import Foundation
import Intake
import Settings
import TestSupport
import Testing

/// A rule about single rows: the smallest profile and file that show it.
private struct Rule: CustomTestStringConvertible, Sendable {
    var name: String
    var profile: String
    var text: String
    /// `date account type details amount`, a line a record; `-` for nothing.
    var lines: [String]
    var testDescription: String { name }
}

private func events(_ span: String) -> String {
    """
    title: T
    kind: shoot-day
    match: [Subject, Start, End, All Day]
    day: yyyy-MM-dd
    columns:
      date: Start
      type: { join: [Category, Subject], map: { shoot: shoot, scout: prep }, otherwise: ignore }
    \(span)
    """
}

private func bills(_ account: String, _ more: String) -> String {
    """
    title: T
    kind: ledger-line
    match: [Date, Amount]
    day: yyyy-MM-dd
    columns:
      date: Date
      account: \(account)
      details: { heading: Memo, optional: yes }
      type: { heading: Type, optional: yes }
    amount: Amount
    \(more)
    """
}

private let calendar = """
    Category,Subject,Start,End,All Day
    Shoot,INT. KITCHEN,2026-03-02,2026-03-04,True
    ,Night shoot,2026-03-05,2026-03-06,False
    ,Shoot away,2026-03-09,2026-03-11,False
    ,Lunch,2026-03-05,2026-03-05,False

    """

private let rules = [
    Rule(
        name: "a category in one column and a subject in another say what an event is",
        profile: events(""), text: calendar,
        lines: ["2026-03-02 - shoot - 0.00", "2026-03-05 - shoot - 0.00", "2026-03-09 - shoot - 0.00"]),
    Rule(
        name: "whole days end on the day before, and a night is one day",
        profile: events("span: { to: End, last: excluded, when: { column: All Day, equals: \"True\" } }"),
        text: calendar,
        lines: [
            "2026-03-02 - shoot - 0.00", "2026-03-03 - shoot - 0.00", "2026-03-05 - shoot - 0.00",
            "2026-03-09 - shoot - 0.00", "2026-03-10 - shoot - 0.00", "2026-03-11 - shoot - 0.00",
        ]),
    Rule(
        name: "a whole day that ends where it begins",
        profile: events("span: { to: End, last: excluded }"),
        text: "Category,Subject,Start,End,All Day\n,Shoot,2026-03-02,2026-03-02,True\n",
        lines: ["2026-03-02 - shoot - 0.00"]),
    Rule(
        name: "the code of an account, and a name that has none",
        profile: bills("{ heading: Acct, take: code }", ""),
        text: """
            Date,Acct,Amount
            2026-03-02,3300-30 Camera package,1.00
            2026-03-02,Camera:3300-40 Lenses,2.00
            2026-03-02,6310 · Rent,3.00
            2026-03-02,Accounts Payable,4.00
            2026-03-02,-Split-,5.00
            2026-03-02,3300-50,6.00

            """,
        lines: [
            "2026-03-02 3300-30 - - 1.00", "2026-03-02 3300-40 - - 2.00", "2026-03-02 6310 - - 3.00",
            "2026-03-02 Accounts Payable - - 4.00", "2026-03-02 -Split- - - 5.00", "2026-03-02 3300-50 - - 6.00",
        ]),
    Rule(
        name: "a rule of two tests needs both",
        profile: bills(
            "Acct",
            "ignore: [{ column: Memo, equals: head, and: [{ column: Type, one-of: [BILL, CHECK] }], reason: other side }]"
        ),
        text: """
            Date,Acct,Memo,Type,Amount
            2026-03-02,0200,head,BILL,-5.00
            2026-03-02,3300,line,BILL,5.00
            2026-03-02,3500,head,JOURNAL,2.00

            """,
        lines: ["2026-03-02 3300 BILL line 5.00", "2026-03-02 3500 JOURNAL head 2.00"]),
    Rule(
        name: "the first group above the header",
        profile: bills("Acct", "groups: { type: { column: 1, above-header: yes } }"),
        text: "Board\nCamera\nDate,Acct,Amount\n2026-03-02,3300,1.00\nLocations\n2026-03-02,3500,2.00\n",
        lines: ["2026-03-02 3300 Camera - 1.00", "2026-03-02 3500 Locations - 2.00"]),
    Rule(
        name: "the row above the header is a title where nothing else is said",
        profile: bills("Acct", "groups: { type: { column: 1 } }"),
        text: "Board\nCamera\nDate,Acct,Amount\n2026-03-02,3300,1.00\n", lines: ["2026-03-02 3300 - - 1.00"]),
]

@Test(arguments: rules) private func `rules about single rows`(rule: Rule) throws {
    let read = try Read(rule.text, rule.profile)
    let lines = read.lines { record, texts in
        let words = [texts[record.account], texts[record.type], texts[record.details]].map { $0.isEmpty ? "-" : $0 }
        return [record.date.description] + words + [record.amount.description]
    }
    #expect(lines == rule.lines)
    #expect(read.headlines == [])
}

@Test func `a profile by name is for no file that does not name it`() throws {
    let text =
        "title: T\nkind: ledger-line\nheadings: [Date, Account, Amount]\nday: yyyy-MM-dd\n"
        + "columns: { date: Date, account: Account }\namount: Amount\n"
    let rows = Array("2026-03-02,3300,1.00\n".utf8)
    for (line, isFound) in [("by-name: yes\n", false), ("by-name: no\n", true)] {
        let profile = try ProfileFile.parse(text + line, name: "rows", path: "rows.yaml")
        guard case .one = ProfileSet([profile]).choose(for: rows, file: "in.csv").choice else {
            #expect(!isFound)
            continue
        }
        #expect(isFound)
    }
}

@Test func `a profile without headings of its own does not borrow those of a file that it is not for`() throws {
    let text =
        "title: T\nkind: card-transaction\nheadings: [Date, Amount]\nbegins: [{ column: 3, blank: yes }]\n"
        + "day: yyyy-MM-dd\ncolumns: { date: Date }\namount: Amount\n"
    let profile = try ProfileFile.parse(text, name: "short", path: "short.yaml")
    let file = Array("Date,Amount,Balance\n2026-03-02,1.00,5.00\n".utf8)
    guard case .none = ProfileSet([profile]).choose(for: file, file: "in.csv").choice else {
        Issue.record("it was taken for the file")
        return
    }
}

@Test(arguments: [("task", "due"), ("ledger-line", "posted")])
func `the days of a plan do not date an export, those of postings do`(kind: String, name: String) throws {
    let read = try Read(
        "Date,Name,Amount\n2026-05-04,x,1.00\n",
        "title: T\nkind: \(kind)\nmatch: [Date, Name]\nday: yyyy-MM-dd\ncolumns: { date: Date, details: Name }\namount: Amount\n"
    )
    #expect(read.reading.stamp.isNone == (kind == "task"), "\(name)")
}
