import CostModel
import Foundation
import RoundTrip
import Sheets
import Tables
import TestSupport
import XLSX

/// A report with estimates, made by hand, as it goes out; `edit` is what somebody does to it.
struct FormBook {
    static let headings = [
        ("account", "Account"), ("description", "Description"), ("method", "Method"), ("units", "Units"),
        ("unit", "Unit"), ("rate", "Rate"), ("etc", "ETC"), ("new_efc", "New EFC"), ("efc", "EFC"), ("note", "Note"),
    ]
    static let header = Sheet.Header(title: "Pier", subtitle: "", right: "", rightBelow: "", isDraft: false)
    /// Key, shown cells, formula of the estimate, cost, row of the forecast.
    struct Account {
        var key: String
        var shown: [String]
        var formula = ""
        var cost: String
        var forecast: [ForecastFacts.Field: String]
    }
    static let accounts = [
        Account(
            key: "10", shown: ["10", "Grips", "rate × units", "8", "weeks", "3000", "24000", "", "30000", "Own crew"],
            formula: "MAX(0,ROUND(D5*F5,2))", cost: "6000",
            forecast: [
                .date: "2026-05-11", .method: "rate_x_units", .unit: "week", .units: "8", .rate: "3000",
                .note: "Own crew", .currency: "USD",
            ]),
        Account(
            key: "20", shown: ["20", "Camera", "manual", "", "", "", "500", "", "900.5", "Bid"], cost: "400.5",
            forecast: [
                .date: "2026-05-11", .method: "manual", .amount: "500.00", .note: "Bid", .currency: "USD",
            ]),
        Account(
            key: "30", shown: ["30", "Office", "budget remaining", "", "", "", "70", "", "100", ""],
            formula: "MAX(0,100-30)", cost: "30", forecast: [.method: "budget_remaining"]),
        Account(
            key: "40", shown: ["40", "Fringes", "percent of", "22.5", "% of 10", "", "6750", "", "6750", ""],
            formula: "ROUND(D8/100*I5,2)", cost: "0",
            forecast: [
                .date: "2026-05-11", .method: "percent_of", .percent: "22.5", .of: "10", .currency: "USD",
            ]),
    ]

    static func bytes(_ edit: (inout Workbook) -> Void = { _ in }) throws -> [UInt8] {
        var sheet = Sheet(
            name: "Cost to Complete", header: header,
            columns: headings.map {
                Column($0.1, ["units", "rate", "etc", "new_efc", "efc"].contains($0.0) ? .cents : .text)
            }
                + [Column("Key", .text)])
        for account in accounts {
            var cells = zip(headings, account.shown).map { name, text in value(name.0, text, account) }
            cells.append(.text(account.key))
            sheet.lines.append(Line(.detail, cells))
        }
        var book = Workbook(
            title: "Pier", company: "", date: Day(iso: "2026-05-16")!, sheets: [sheet, hidden()])
        edit(&book)
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try XLSXWriter.write(book, to: "\(folder)/book.xlsx")
        return try SourceBytes.read("\(folder)/book.xlsx").bytes
    }

    private static func value(_ name: String, _ text: String, _ account: Account) -> Cell {
        if name == "etc", !account.formula.isEmpty { return Cell(.formula(account.formula, number(text))) }
        if ["units", "rate", "etc", "new_efc", "efc"].contains(name) {
            return Cell(text.isEmpty ? .blank : number(text))
        }
        return Cell(text.isEmpty ? .blank : .text(text))
    }

    static func number(_ text: String) -> Cell.Value { .number(Decimals.minorUnits(text, digits: 2)!, digits: 2) }

    private static func hidden() -> Sheet {
        let fields = ForecastFacts.Field.allCases
        var form = Sheet(
            name: EstimateForm.sheetName, header: header,
            columns: (["What", "Key"] + fields.map(\.rawValue)).map { Column($0, .text) })
        form.isHidden = true
        func add(_ texts: [String]) {
            form.lines.append(
                Line(.detail, (0..<form.columns.count).map { $0 < texts.count ? .text(texts[$0]) : .blank }))
        }
        for (fact, value) in [
            ("version", "1"), ("production", "pier"), ("title", "Pier"), ("sheet", "Cost to Complete"),
            ("period", "2026-05-16"), ("number", "6"), ("revision", "0"), ("currency", "USD"),
        ] { add(["fact", fact, value]) }
        add(["column", "names"] + headings.map(\.0) + ["cost", "place"])
        add(["column", "headings"] + headings.map(\.1))
        add(["column", "forecast"] + fields.map(\.rawValue))
        for (index, account) in accounts.enumerated() {
            add(["shown", account.key] + account.shown + [account.cost, "\(index + 5)"])
            add(["formula", account.key] + headings.map { $0.0 == "etc" ? account.formula : "" })
            add(["forecast", account.key] + fields.map { account.forecast[$0] ?? "" })
        }
        return form
    }

    /// Somebody types into cells of the sheet of estimates: account, column, value.
    static func typed(_ cells: [(String, String, Cell.Value)]) -> (inout Workbook) -> Void {
        { book in
            for (key, name, value) in cells {
                let row = accounts.firstIndex { $0.key == key }!
                book.sheets[0].lines[row].cells[headings.firstIndex { $0.0 == name }!] = Cell(value)
            }
        }
    }

    static func facts(_ key: String) -> ForecastFacts {
        var facts = ForecastFacts()
        for (field, text) in accounts.first(where: { $0.key == key })!.forecast { facts[field] = text }
        return facts
    }

    static let production = Production(
        title: "Pier", company: "", currency: .usd,
        calendar: PeriodCalendar(weekEnds: .saturday, firstWeek: Day(iso: "2026-04-11")!), variance: .overPositive,
        etcBasis: .totalCosts, accrualsIn: .commitments, sections: [], contractual: "", accountIgnores: "", feeds: [])
}
