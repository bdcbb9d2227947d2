import CostModel
import Foundation
import Intake
import TestSupport
import Testing

/// One rule of the profile language: the smallest profile and file that show it.
private struct Rule: CustomTestStringConvertible, Sendable {
    var name: String
    var profile: String
    var text: String
    var file = "in.csv"
    /// `date account party type quantity amount`, a line a record; `-` for nothing.
    var lines: [String]
    var headlines: [String] = []
    var testDescription: String { name }
}

private func bill(_ more: String, day: String = "yyyy-MM-dd", amount: String = "amount: Amount") -> String {
    """
    title: T
    kind: invoice-line
    match: [Date, Amount]
    day: \(day)
    columns:
      date: Date
      account: { heading: Acct, optional: yes }
      party: { heading: Vendor, optional: yes }
      type: { heading: Type, optional: yes }
    \(amount)
    \(more)
    """
}

private let hours = """
    title: T
    kind: timecard-day
    match: [Day, Last, First, Duration]
    day: [M/d/yyyy, d/M/yyyy]
    columns:
      date: Day
      party: { join: [Last, First], with: ", " }
      quantity: { heading: Duration, as: duration }
      account: { text: "2210" }

    """

private let events = """
    title: T
    kind: shoot-day
    match: [Subject, Start, End]
    day: yyyy-MM-dd
    columns:
      date: Start
      type: { heading: Subject, map: { "shoot day": shoot, scout: prep }, otherwise: ignore }
    span: { to: End }

    """

private let grid = """
    title: T
    kind: dood-day
    match: [Month/Day]
    columns:
      reference: { column: 1 }
      party: { column: 2 }
    wide: { days: MM/dd, field: type, map: { SW: work, W: work, H: hold, WF: work }, otherwise: ignore, year: 2026 }
    ignore:
      - { column: 1, equals: Day of Week, reason: weekdays }

    """

private let bare = """
    title: T
    kind: invoice-line
    headings: [Code, Day, Name, Account, Net]
    begins: [{ column: Code, one-of: [PI, PC] }]
    day: dd/MM/yyyy
    columns:
      date: Day
      account: Account
      party: Name
      type: Code
    amount: { heading: Net, negate-when: [{ column: Code, equals: PC }] }

    """

private let rules: [Rule] = [
    Rule(
        name: "a currency in the heading of the amount",
        profile: bill("", amount: "amount: Amount (*)").replacing(
            "match: [Date, Amount]", with: "match: [Date, Amount (*)]"),
        text: "Date,Acct,Amount (USD)\n2026-03-02,2210,5.00\n", lines: ["2026-03-02 2210 - - 0 5.00"]),
    Rule(
        name: "empty brackets name no currency",
        profile: bill("", amount: "amount: Amount (*)").replacing(
            "match: [Date, Amount]", with: "match: [Date, Amount (*)]"),
        text: "Date,Acct,Amount ()\n2026-03-02,2210,5.00\n", lines: ["2026-03-02 2210 - - 0 5.00"]),
    Rule(
        name: "another currency in the heading refuses its rows",
        profile: bill("", amount: "amount: Amount (*)").replacing(
            "match: [Date, Amount]", with: "match: [Date, Amount (*)]"),
        text: "Date,Acct,Amount (EUR)\n2026-03-02,2210,5.00\n", lines: [],
        headlines: ["in.csv:2:17: error: Amount (EUR): \"5.00\" is not USD [currency-foreign]"]),
    Rule(
        name: "a time behind the day", profile: bill(""),
        text: "Date,Acct,Amount\n2026-03-02T17:00:00.000Z,2210,5.00\n2026-03-03 07:00,2210,1.00\n",
        lines: ["2026-03-02 2210 - - 0 5.00", "2026-03-03 2210 - - 0 1.00"]),
    Rule(
        name: "of two amounts the first that is filled",
        profile: bill("", amount: "amount: { first-filled: [Gross, Amount] }"),
        text: "Date,Acct,Gross,Amount\n2026-03-02,2210,7.00,5.00\n2026-03-02,2210,,5.00\n",
        lines: ["2026-03-02 2210 - - 0 7.00", "2026-03-02 2210 - - 0 5.00"]),
    Rule(
        name: "blank and filled cells, and one of several words",
        profile: bill(
            "ignore: [{ column: Vendor, blank: yes, reason: b }, { column: Type, one-of: [Pending, Failed], reason: s }]"
        ),
        text:
            "Date,Acct,Vendor,Type,Amount\n2026-03-02,2210,A,ok,5.00\n2026-03-02,2210,,ok,1.00\n2026-03-02,2210,A,FAILED,2.00\n",
        lines: ["2026-03-02 2210 A ok 0 5.00"]),
    Rule(
        name: "a total that is rounded", profile: bill("totals: [{ column: Vendor, equals: TOTAL, tolerance: 1.00 }]"),
        text: "Date,Acct,Vendor,Amount\n2026-03-02,2210,A,4.60\n,,TOTAL,5.00\n", lines: ["2026-03-02 2210 A - 0 4.60"]),
    Rule(
        name: "a total that is further off than its rounding",
        profile: bill("totals: [{ column: Vendor, equals: TOTAL, tolerance: 0.30 }]"),
        text: "Date,Acct,Vendor,Amount\n2026-03-02,2210,A,4.60\n,,TOTAL,5.00\n", lines: ["2026-03-02 2210 A - 0 4.60"],
        headlines: ["in.csv:3:9: error: Amount: \"5.00\" is stated, and the rows above add up to 4.60 [total-differs]"]),
    Rule(
        name: "durations, joined names and an order that the days prove", profile: hours,
        text: "Day,Last,First,Duration\n3/13/2026,Ruiz,Ana,13:12:00\n3/4/2026,Lee,,0:20\n3/5/2026,Lee,Jo,8.5\n",
        lines: [
            "2026-03-13 2210 Ruiz, Ana - 1320 0.00", "2026-03-04 2210 Lee - 33 0.00",
            "2026-03-05 2210 Lee, Jo - 850 0.00",
        ]),
    Rule(
        name: "an order that nothing proves is a question", profile: hours,
        text: "Day,Last,First,Duration\n3/4/2026,Ruiz,Ana,1\n", lines: [],
        headlines: [
            "in.csv:2:1: error: Day: \"3/4/2026\" can be read as M/d/yyyy and as d/M/yyyy, and no day of the file settles which [day-order-unproved]"
        ]),
    Rule(
        name: "a day that is the same either way needs no proof", profile: hours,
        text: "Day,Last,First,Duration\n3/3/2026,Ruiz,Ana,1\n", lines: ["2026-03-03 2210 Ruiz, Ana - 100 0.00"]),
    Rule(
        name: "two orders in one column", profile: hours,
        text: "Day,Last,First,Duration\n3/13/2026,Ruiz,Ana,1\n14/3/2026,Ruiz,Ana,1\n", lines: [],
        headlines: [
            "in.csv:3:1: error: Day: \"14/3/2026\" puts day and month in another order than the rows above [day-order-unproved]"
        ]),
    Rule(
        name: "a duration that is none", profile: hours,
        text: "Day,Last,First,Duration\n3/13/2026,Ruiz,Ana,1:75\n", lines: [],
        headlines: ["in.csv:2:20: error: Duration: \"1:75\" is not a number [number-unreadable]"]),
    Rule(
        name: "events of several days, and those that mean nothing here", profile: events,
        text:
            "Subject,Start,End\nShoot Day 1,2026-03-02,2026-03-03\nTech scout,2026-02-20,\nLunch,2026-03-02,2026-03-02\n",
        lines: ["2026-03-02 - - shoot 0 0.00", "2026-03-03 - - shoot 0 0.00", "2026-02-20 - - prep 0 0.00"]),
    Rule(
        name: "a span that ends before it begins", profile: events,
        text: "Subject,Start,End\nShoot Day 1,2026-03-02,2026-03-01\n", lines: [],
        headlines: [
            "in.csv:2:24: error: End: \"2026-03-01\" is before the first day, or 400 days or more behind it [date-unreadable]"
        ]),
    Rule(
        name: "a grid of days", profile: grid,
        text: "Month/Day,,03/02,03/03,Co.\nDay of Week,,Mon,Tue,Work\n1.,GEORGE,SW,H,2\n2.,MARY,,WF,1\n3.,NOBODY,,,0\n",
        lines: ["2026-03-02 - GEORGE work 0 0.00", "2026-03-03 - GEORGE hold 0 0.00", "2026-03-03 - MARY work 0 0.00"]),
    Rule(
        name: "a file without a header", profile: bare,
        text: "PI,02/03/2026,Otto,5210,5.00\nPC,03/03/2026,Otto,5210,1.00\n",
        lines: ["2026-03-02 5210 Otto PI 0 5.00", "2026-03-03 5210 Otto PC 0 -1.00"]),
    Rule(
        name: "the day of the file's name",
        profile: bill("").replacing("  date: Date", with: "  date: { file-name: yyyyMMdd }"),
        text: "Date,Acct,Amount\nx,2210,5.00\n", file: "inbox/run-12-20260307.csv",
        lines: ["2026-03-07 2210 - - 0 5.00"]),
    Rule(
        name: "a file's name without a day",
        profile: bill("").replacing("  date: Date", with: "  date: { file-name: yyyyMMdd }"),
        text: "Date,Acct,Amount\nx,2210,5.00\n", lines: [],
        headlines: ["in.csv: error: its rows have no day, and its name has none written as yyyyMMdd [date-unreadable]"]),
    Rule(
        name: "headings with other blanks, points and underscores",
        profile: bill("").replacing("heading: Acct", with: "heading: \"Acct No.\""),
        text: "DATE,acct_no:,*Amount\n2026-03-02,2210,5.00\n", lines: ["2026-03-02 2210 - - 0 5.00"]),
]

@Test(arguments: rules) private func `the language of profiles`(rule: Rule) throws {
    let read = try Read(rule.text, rule.profile, name: rule.file)
    let lines = read.lines { record, texts in
        let words = [texts[record.account], texts[record.party], texts[record.type]].map { $0.isEmpty ? "-" : $0 }
        return [record.date.description] + words + [String(record.quantity), record.amount.description]
    }
    #expect(lines == rule.lines)
    #expect(read.headlines == rule.headlines)
}
