import CostModel
import Settings
import Tables

/// The sentences of this module: facts come from the readers, wording is here.
extension Diagnostic {
    static func amount(_ problem: DecimalProblem, _ place: CellPlace, _ profile: Profile, currency: Currency?) -> Diagnostic {
        let form = profile.hasDecimalComma ? "1.234,56, or as (1.234,56)" : "1,234.56, or as (1,234.56)"
        switch problem {
        case .unreadable:
            return place.diagnostic(
                currency == nil ? .numberUnreadable : .amountUnreadable,
                currency == nil ? "is not a number" : "is not an amount",
                hint: currency == nil ? "write it with digits, such as 12.5" : "write it as \(form) for a credit")
        case .cellError:
            return place.diagnostic(
                .cellError, "is an error of the spreadsheet, not a value",
                hint: "repair the formula in the sheet and export it again")
        case .tooManyDecimals:
            return place.diagnostic(
                currency == nil ? .numberUnreadable : .amountUnreadable, "has more decimals than can be kept exactly",
                hint: "round it at the source: nothing is rounded here unseen")
        case .tooLarge:
            return place.diagnostic(.amountTooLarge, "is larger than a workbook can hold to the cent", hint: "check the number")
        case .foreign(let mark):
            return place.diagnostic(
                .currencyForeign, "is marked \(mark), and the production counts in \(currency?.description ?? "")",
                hint: "convert it at the source: nothing is converted here unseen")
        }
    }

    static func date(_ place: CellPlace, pattern: DayPattern, fitsSwapped: Bool) -> Diagnostic {
        place.diagnostic(
            .dateUnreadable, "is not a day written \(pattern.text)",
            hint: fitsSwapped
                ? "day and month may be exchanged here: if the whole column is, set `day` in a profile of the production"
                : "correct it at the source, or set `day` in a profile of the production")
    }

    static func word(_ place: CellPlace, choices: [String]) -> Diagnostic {
        place.diagnostic(.wordUnknown, "is none of the words known here", hint: Suggestion.text(for: place.value, among: choices))
    }

    static func missing(_ place: CellPlace) -> Diagnostic {
        place.diagnostic(.cellMissing, "is blank and the row cannot do without it", hint: "fill it in at the source")
    }

    static func headingMissing(_ heading: String, _ present: [String], profile: Profile, file: String, line: Int) -> Diagnostic {
        let named = present.filter { !$0.isEmpty }
        return Diagnostic(
            .error, .headingMissing, file: file, line: line, field: heading,
            "is a heading of the profile \(profile.name) and not of this file; nothing of the file was read",
            hint: named.isEmpty
                ? "is this the right file? `costreport inspect` shows what it holds"
                : Suggestion.text(for: heading, among: named))
    }

    static func total(_ place: CellPlace, stated: Money, sum: Money) -> Diagnostic {
        place.diagnostic(
            .totalDiffers, "is the file's own total, and its rows sum to \(sum.grouped): difference \((stated - sum).grouped)",
            hint: "rows may be missing, refused or hidden by a filter: export the whole list again")
    }
}

/// A cell, for a diagnostic about it.
struct CellPlace {
    var file: String
    var line: Int
    var column: Int
    var heading: String
    var value: String

    func diagnostic(_ code: DiagnosticCode, _ message: String, hint: String) -> Diagnostic {
        Diagnostic(
            code.severity, code, file: file, line: line, column: column, field: heading, value: value, message, hint: hint)
    }
}
