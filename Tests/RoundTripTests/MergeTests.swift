import CostModel
import RoundTrip
import Sheets
import Testing

/// What `20 amount 500.00 to 600.00` says of each change, and of each conflict.
private func merge(
    _ cells: [(String, String, Cell.Value)], ours: [String: [ForecastFacts.Field: String]] = [:]
) throws -> (changes: [String], conflicts: [String], remarks: [String], there: [String]) {
    let form = try ReturnedForm(FormBook.bytes(FormBook.typed(cells)))
    var current: [String: CurrentForecast] = [:]
    for account in FormBook.accounts {
        var facts = FormBook.facts(account.key)
        for (field, text) in ours[account.key] ?? [:] { facts[field] = text }
        current[account.key] = CurrentForecast(facts: facts, line: 2)
    }
    let edits = FormEdits(form)
    let merged = EstimateMerge(
        form, edits, ours: current, FormBook.production, author: "R. Okafor", reason: "")
    let changes = merged.changes.flatMap { change in
        change.fields.filter { ![.author, .date, .acknowledged].contains($0.field) }.map {
            "\(change.account) \($0.field.rawValue) \($0.was) to \($0.text)"
        }
    }
    return (
        changes, merged.conflicts.map { "\($0.account) \($0.field.rawValue) \($0.base), \($0.ours), \($0.theirs)" },
        (edits.remarks + merged.remarks).map { "\($0.code.rawValue) \($0.address) \($0.message)" }, merged.alreadyThere
    )
}

private let number = FormBook.number

@Test(
    arguments: [
        ([], []),
        ([("10", "rate", number("3100"))], ["10 rate 3000 to 3100"]),
        (
            [("10", "units", number("7.5")), ("10", "note", .text("Less"))],
            ["10 units 8 to 7.5", "10 note Own crew to Less"]
        ),
        // The same number again is no edit, over our formula neither.
        ([("10", "etc", number("24000")), ("10", "rate", number("3000.00"))], []),
        (
            [("10", "etc", number("5000"))],
            [
                "10 method rate_x_units to manual", "10 unit week to ", "10 units 8 to ", "10 rate 3000 to ",
                "10 amount  to 5000.00",
            ]
        ),
        ([("20", "etc", number("600"))], ["20 amount 500.00 to 600.00"]),
        ([("20", "new_efc", number("1000"))], ["20 method manual to hold_efc", "20 amount 500.00 to 1000.00"]),
        // A new end and an estimate that say the same.
        (
            [("20", "new_efc", number("1000")), ("20", "etc", number("599.5"))],
            ["20 method manual to hold_efc", "20 amount 500.00 to 1000.00"]
        ),
        (
            [("20", "new_efc", number("1000")), ("20", "method", .text("hold ETC"))],
            ["20 method manual to hold_etc", "20 amount 500.00 to 599.50"]
        ),
        // A note alone leaves the end where it is.
        (
            [("20", "note", .text("Second bid"))],
            ["20 method manual to hold_efc", "20 amount 500.00 to 900.50", "20 note Bid to Second bid"]
        ),
        ([("30", "note", .text("Two desks"))], ["30 note  to Two desks"]),
        ([("30", "method", .text("None"))], ["30 method budget_remaining to none"]),
        (
            [("30", "method", .text("rate x units")), ("30", "units", number("3")), ("30", "rate", number("250.5"))],
            ["30 method budget_remaining to rate_x_units", "30 units  to 3", "30 rate  to 250.5"]
        ),
        ([("40", "units", number("19.25"))], ["40 percent 22.5 to 19.25"]),
        (
            [("10", "method", .text("manual"))],
            [
                "10 method rate_x_units to manual", "10 unit week to ", "10 units 8 to ", "10 rate 3000 to ",
                "10 amount  to 24000.00",
            ]
        ),
    ] as [([(String, String, Cell.Value)], [String])])
func `what is typed becomes fields of the forecast`(cells: [(String, String, Cell.Value)], changes: [String]) throws {
    let merged = try merge(cells)
    #expect(merged.changes == changes)
    #expect(merged.remarks == [] && merged.conflicts == [])
}

@Test(
    arguments: [
        ([("10", "units", .text("seven"))], "D5 is text where a number belongs"),
        ([("10", "units", .text("1.234,50"))], "D5 is text where a number belongs"),
        ([("10", "units", number("-1"))], "D5 is negative"),
        ([("10", "units", .formula("4+4", number("8")))], "D5 is a formula in a cell to type into"),
        ([("10", "etc", .formula("2*3000", number("6000")))], "G5 is a formula in a cell to type into"),
        ([("10", "rate", .blank)], "F5 leaves the account without a rate"),
        ([("20", "etc", .blank)], "G6 was cleared"),
        ([("20", "etc", .number(1, digits: 3))], "G6 has more than 2 decimals, or is too large"),
        ([("30", "rate", number("3"))], "F7 has no effect: the method is \"budget remaining\""),
        ([("30", "method", .text("by feeling"))], "C7 is no method"),
        ([("30", "method", .text("percent of"))], "C7 asks for a percentage, and nothing says of what"),
        ([("30", "method", .text("rate × units"))], "C7 leaves the account without a rate"),
        (
            [("20", "new_efc", number("1000")), ("20", "etc", number("1"))],
            "H6 does not agree with the estimate that was typed too"
        ),
        (
            [("20", "etc", number("1")), ("20", "method", .text("none"))],
            "G6 is typed, and the method \"none\" makes its own"
        ),
    ] as [([(String, String, Cell.Value)], String)])
func `what cannot be taken is said, and the row stays as it is`(
    cells: [(String, String, Cell.Value)], said: String
) throws {
    let merged = try merge(cells + [(cells[0].0, "note", .text("why"))])
    #expect(merged.remarks == ["estimate-cell Cost to Complete!\(said)"])
    #expect(merged.changes == [] && merged.conflicts == [])
}

@Test(
    arguments: [
        // Another field of the same estimate, another account: merged.
        ("10", [("10", "rate", number("3100"))], [.units: "6"], ["10 rate 3000 to 3100"], []),
        ("20", [("10", "rate", number("3100"))], [.amount: "1.00"], ["10 rate 3000 to 3100"], []),
        ("10", [("10", "rate", number("3100"))], [.note: "Theirs"], ["10 rate 3000 to 3100"], []),
        ("10", [("10", "note", .text("Ours"))], [.rate: "9"], ["10 note Own crew to Ours"], []),
        // The same change on both sides.
        ("10", [("10", "rate", number("3100"))], [.rate: "3100"], [], []),
        // Different ones.
        ("10", [("10", "rate", number("3100"))], [.rate: "3200"], [], ["10 rate 3000, 3200, 3100"]),
        (
            "10", [("10", "rate", number("3100")), ("10", "note", .text("x"))], [.note: "y"], [],
            ["10 note Own crew, y, x"]
        ),
        // How an account is estimated is one thing once the method changes.
        ("10", [("10", "etc", number("5000"))], [.rate: "3200"], [], ["10 rate 3000, 3200, "]),
        (
            "10", [("10", "rate", number("3100"))], [.method: "none", .unit: "", .units: "", .rate: ""], [],
            [
                "10 method rate_x_units, none, rate_x_units", "10 unit week, , week", "10 units 8, , 8",
                "10 rate 3000, , 3100",
            ]
        ),
        (
            "30", [("30", "method", .text("none"))], [.method: "hold_budget"], [],
            [
                "30 method budget_remaining, hold_budget, none"
            ]
        ),
    ] as [(String, [(String, String, Cell.Value)], [ForecastFacts.Field: String], [String], [String])])
func `what the forecast says by now is merged, and a conflict is listed and not guessed`(
    account: String, cells: [(String, String, Cell.Value)], ours: [ForecastFacts.Field: String], changes: [String],
    conflicts: [String]
) throws {
    let merged = try merge(cells, ours: [account: ours])
    #expect(merged.changes == changes)
    #expect(merged.conflicts == conflicts)
    #expect(merged.there == (changes + conflicts == [] ? [account] : []))
}
