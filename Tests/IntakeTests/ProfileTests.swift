import CostModel
import Intake
import Settings
import TestSupport
import Testing

/// The profiles that are shipped.
let shipped = try! ProfileSet.load([repositoryRoot + "/profiles"])

@Test func `the shipped profiles can be read, one for each feed of a production`() {
    #expect(
        Set(shipped.profiles.map { "\($0.name): \($0.kind.name)" }).isSuperset(of: [
            "amex: card-transaction", "budget: budget-line", "budget-changes: budget-change",
            "card-coding: card-coding",
            "chart: account", "crew-deals: crew-deal", "film-timecards: timecard-day", "forecast: forecast",
            "payroll-register: payroll-line", "petty-cash-envelope: petty-cash-line", "po-log: po-line",
            "quickbooks-online: ledger-line", "shoot-days: shoot-day", "xero-bills: invoice-line",
        ]))
}

@Test func `a production's own profile takes the place of a shipped one`() throws {
    let folder = repositoryRoot + "/Tests/Diagnostics/profile-ambiguous"
    let set = try ProfileSet.load([folder, repositoryRoot + "/nowhere", repositoryRoot + "/profiles"])
    #expect(set.names.count == shipped.names.count + 2)
    #expect(set["bills"]?.title == "Bills")
    #expect(set["amex"]?.hash == shipped["amex"]?.hash)
    #expect(set["ammex"] == nil)
    let other = try ProfileSet.load([repositoryRoot + "/profiles", folder, repositoryRoot + "/profiles"])
    #expect(other.names == set.names)
}

private let good = """
    title: Bills
    kind: invoice-line
    match: [Date, Vendor]
    day: yyyy-MM-dd
    columns:
      date: Date
      party: { heading: Vendor, optional: no }
    amount: Amount
    totals: [{ column: Vendor, equals: TOTAL }]

    """

@Test(arguments: [
    (
        "kind: invoice-line", "kind: invoise-line", "2:7: error: kind: \"invoise-line\" is no kind of record",
        "did you mean \"invoice-line\"?"
    ),
    ("title: Bills\n", "", "\"title\" is missing", ""),
    ("match: [Date, Vendor]\n", "", "\"match\" is missing", "[Date, Amount]"),
    ("day: yyyy-MM-dd\n", "", "\"day\" is missing", "MM/dd/yyyy"),
    (
        "day: yyyy-MM-dd", "day: dd/mm/yyyy", "4:6: error: day: \"dd/mm/yyyy\" is no known pattern",
        "did you mean \"dd/MM/yyyy\"?"
    ),
    ("day: yyyy-MM-dd", "day: M/d", "has no year", "`wide`"),
    (
        "  party: { heading", "  partie: { heading", "7:11: error: partie: \"partie\" is no field",
        "did you mean \"party\"?"
    ),
    ("  date: Date\n", "", "needs the field \"date\"", ""),
    ("  date: Date\n", "  date: Date\n  amount: Amount\n", "amount: does not belong here", "beside `columns:`"),
    ("amount: Amount\n", "", "\"amount\" is missing", ""),
    ("amount: Amount", "amount: { sum: [A], heading: B }", "must have one of: heading, sum, times", ""),
    ("amount: Amount", "amount: { times: [A] }", "must name two headings", "Quantity"),
    ("amount: Amount", "amount: { debit: A }", "\"credit\" is missing", ""),
    ("optional: no", "optional: maybe", "\"maybe\" is none of the choices", ""),
    ("optional: no", "optionel: no", "unknown key \"optionel\"", "did you mean \"optional\"?"),
    ("equals: TOTAL", "equal: TOTAL", "\"equals\" is missing", "prefix, contains"),
    ("equals: TOTAL", "equals: TOTAL, closes: blok", "\"blok\" is none of the choices", "did you mean \"block\"?"),
    ("amount: Amount", "amount: Amount\nsign: minus", "\"minus\" is none of the choices", "as-is"),
    ("amount: Amount", "amount: Amount\ncumulative: yes", "\"yes\" is none of the choices", "dates"),
    ("amount: Amount", "amount: Amount\nencoding: latin1", "\"latin1\" is none of the choices", "windows-1252"),
    ("amount: Amount", "amount: Amount\ndelimiter: semi", "\"semi\" is none of the choices", "semicolon"),
    ("amount: Amount", "amount: Amount\nkey: [reference]", "the field \"reference\" has no column", ""),
    ("amount: Amount", "amount: Amount\nlabels: { rate: \"R:\" }", "\"rate\" is no text", ""),
    ("amount: Amount", "amount: Amount\nexpression: a + b", "unknown key \"expression\"", ""),
    (
        "amount: Amount", "amount: Amount\nstates: [{ column: A, equals: B, is: dead }]",
        "\"dead\" is none of the choices", "void"
    ),
    ("amount: Amount", "amount: Amount\nignore: [{ column: A, equals: B }]", "\"reason\" is missing", ""),
    (
        "amount: Amount", "amount: Amount\ngroups: { account: { column: 1, when: always } }",
        "\"always\" is none of the choices", "rest-blank"
    ),
    ("  date: Date\n", "  date: { text: soon }\n", "\"soon\" is no value of the field \"date\"", ""),
    ("amount: Amount", "amount: Amount\nstamp: { after: x, day: never }", "\"never\" is no known pattern", ""),
])
func `what is wrong in a profile is located, and the nearest choice named`(
    part: String, by: String, message: String, hint: String
) throws {
    let text = good.replacing(part, with: by)
    #expect(text != good)
    let failure = #expect(throws: SettingsFailure.self) { try ProfileFile.parse(text, name: "p", path: "p.yaml") }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
    #expect(failure?.hint.contains(hint) == true, "\(failure?.hint ?? "")")
}

@Test func `a profile's hash is that of its text`() throws {
    let one = try ProfileFile.parse(good, name: "p", path: "p.yaml")
    let other = try ProfileFile.parse("# a comment\n" + good, name: "p", path: "p.yaml")
    #expect(one.hash.count == 64)
    #expect(one.hash != other.hash)
}
