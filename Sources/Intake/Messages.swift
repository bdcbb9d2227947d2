package import CostModel
import Settings

/// A cell or a row of a file, for a message.
struct Place {
    var file: String
    var line: Int
    var column = 0
    var field = ""
    var value = ""
}

/// What can be wrong with a row or a cell.
enum RowProblem {
    case amount(NumberFailure, mark: DecimalMark, otherMarkFits: Bool, digits: Int)
    case number(NumberFailure, digits: Int)
    case day(patterns: [DayPattern], fits: DayPattern?)
    case errorCell
    case missing
    case accountMissing
    case word([String])
    case currency(Currency)
    case totalMixed([Currency])
    case nul
    case spanImpossible(Int)
    case idShortened
    case ragged(cells: Int, headings: Int, hasExtra: Bool)
}

extension Diagnostic {
    init(_ problem: RowProblem, at place: Place) {
        let (code, message, hint) = problem.parts
        self.init(
            code.severity, code, file: place.file, line: place.line, column: place.column, field: place.field,
            value: place.value, message, hint: hint)
    }
}

extension RowProblem {
    var code: DiagnosticCode { parts.code }

    typealias Parts = (code: DiagnosticCode, message: String, hint: String)

    fileprivate var parts: Parts {
        switch self {
        case .amount(let failure, let mark, let fits, let digits): amount(failure, mark, fits, digits)
        case .number(let failure, let digits): number(failure, digits)
        case .day(let patterns, let fits): day(patterns, fits)
        case .errorCell: (.cellError, "is a spreadsheet's error", "mend the formula in the source and export it again")
        case .missing: (.cellMissing, "is blank", "the row cannot be used without it; fill it in and export again")
        case .accountMissing:
            (.accountMissing, "is blank", "the cost is kept in suspense; give the row an account and export again")
        case .word(let words): (.wordUnknown, "is not a word known here", "one of: " + words.joined(separator: ", "))
        case .currency(let currency): (.currencyForeign, "is not \(currency)", Self.foreignHint)
        case .totalMixed(let currencies): Self.totalMixed(currencies)
        case .nul:
            (.encodingInvalid, "the row holds NUL bytes", "the export or the disk is damaged; export it again")
        case .spanImpossible(let most):
            (
                .dateUnreadable, "is before the first day, or \(most) days or more behind it",
                "mend the days and export it again"
            )
        case .idShortened:
            (
                .idShortened, "was shortened by a spreadsheet: its last digits are lost",
                "export it again without opening it in a spreadsheet; until then nothing will match it"
            )
        case .ragged(let cells, let headings, let hasExtra):
            (
                .rowRagged, "this row has \(cells) cells and the header has \(headings)",
                hasExtra
                    ? "a delimiter inside of a cell needs the cell in double quotes"
                    : "the missing cells were taken as blank"
            )
        }
    }

    private func amount(_ failure: NumberFailure, _ mark: DecimalMark, _ otherMarkFits: Bool, _ digits: Int) -> Parts {
        if otherMarkFits, failure != .decimals {
            return (
                .amountUnreadable, "is not an amount with a decimal \(mark.word)",
                "if the file writes decimals with a \(mark.other.word), say `decimal: \"\(mark.other.rawValue)\"` in the profile"
            )
        }
        let sample = mark == .point ? ("1,234.56", "(1,234.56)") : ("1.234,56", "(1.234,56)")
        let howTo = "write it as \(sample.0), or as \(sample.1) for a credit"
        switch failure {
        case .unreadable: return (.amountUnreadable, "is not an amount", howTo)
        case .grouping: return (.amountUnreadable, "has digits that are not grouped by threes", howTo)
        case .decimals:
            var hint = "round it in the source, where it is known how"
            if otherMarkFits {
                hint +=
                    "; if the \(mark.word) sets thousands apart, say `decimal: \"\(mark.other.rawValue)\"` in the profile"
            }
            return (.amountUnreadable, "has more than \(digits) decimals", hint)
        case .scientific:
            return (
                .amountUnreadable, "was shortened by a spreadsheet", "format the column as a number and export again"
            )
        case .tooLarge:
            return (
                .amountTooLarge, "is more than a workbook can hold exactly",
                "is this an amount, or an account or a reference?"
            )
        case .foreign: return (.currencyForeign, "is in another currency", Self.foreignHint)
        case .errorCell: return RowProblem.errorCell.parts
        }
    }

    private func number(_ failure: NumberFailure, _ digits: Int) -> Parts {
        switch failure {
        case .errorCell: return RowProblem.errorCell.parts
        case .decimals:
            return (
                .numberUnreadable, "has more than \(digits) decimals", "round it in the source, where it is known how"
            )
        case .tooLarge: return (.numberUnreadable, "is too large", "are the columns in the right places?")
        case .scientific:
            return (
                .numberUnreadable, "was shortened by a spreadsheet", "format the column as a number and export again"
            )
        case .foreign: return amount(.foreign, .point, false, digits)
        case .unreadable, .grouping: return (.numberUnreadable, "is not a number", "write it as 12.5")
        }
    }

    private func day(_ patterns: [DayPattern], _ fits: DayPattern?) -> Parts {
        let names = patterns.map(\.text).joined(separator: " or ")
        guard let fits else {
            return (
                .dateUnreadable, "is not a day written as \(names)",
                "export it in that form, or change `day` in the profile"
            )
        }
        return (
            .dateUnreadable, "is not a day written as \(names)",
            "it would be one as \(fits.text): if the whole file puts them in that order, change `day` in the profile; "
                + "if only some rows do, a spreadsheet has exchanged day and month, and the rows that look right may be wrong too"
        )
    }
}

extension DecimalMark {
    var word: String { self == .point ? "point" : "comma" }
}

// MARK: - Files

extension Diagnostic {
    static func headingMissing(_ heading: String, among titles: [String], file: String, line: Int) -> Diagnostic {
        let present = titles.filter { !$0.isEmpty }
        return Diagnostic(
            .error, .headingMissing, file: file, line: line, "there is no column \"\(heading)\"",
            hint: present.isEmpty ? "export it with all columns" : Suggestion.text(for: heading, among: present))
    }

    static func noRows(file: String) -> Diagnostic {
        Diagnostic(
            .warning, .fileEmpty, file: file, "has a header and no rows", hint: "is that right? if not, export it again"
        )
    }

    static func truncated(cells: Int, headings: Int, file: String, line: Int) -> Diagnostic {
        Diagnostic(
            .error, .fileTruncated, file: file, line: line,
            "the file ends in the middle of a row: \(cells) of \(headings) cells and no line end",
            hint: "it was cut short on its way; copy or export it again. Nothing of the file was used")
    }

    static func noDayInName(_ pattern: String, file: String) -> Diagnostic {
        Diagnostic(
            .error, .dateUnreadable, file: file, "its rows have no day, and its name has none written as \(pattern)",
            hint: "put the day into the file's name; nothing of the file was used")
    }

    static func noDayColumns(_ patterns: [DayPattern], file: String, line: Int) -> Diagnostic {
        Diagnostic(
            .error, .headingMissing, file: file, line: line,
            "no heading is a day written as \(patterns.map(\.text).joined(separator: " or "))",
            hint: patterns.allSatisfy(\.hasYear)
                ? "change `days` under `wide` in the profile"
                : "is the year known? put the day of the export into the file's name, as 2026-04-11")
    }

    static func orderOpen(
        _ patterns: [DayPattern], file: String, line: Int, column: Int, field: String, value: String
    ) -> Diagnostic {
        Diagnostic(
            .error, .dayOrderUnproved, file: file, line: line, column: column, field: field, value: value,
            "can be read as \(patterns.map(\.text).joined(separator: " and as ")), and no day of the file settles which",
            hint: "which is it? copy the profile into the production's profiles/ and leave one of them under `day`; "
                + "nothing of the file was used")
    }

    static func orderMixed(file: String, line: Int, column: Int, field: String, value: String) -> Diagnostic {
        Diagnostic(
            .error, .dayOrderUnproved, file: file, line: line, column: column, field: field, value: value,
            "puts day and month in another order than the rows above",
            hint:
                "a spreadsheet has exchanged some of them; export it again without opening it there. Nothing of the file was used"
        )
    }

    static func sumTooLarge(file: String) -> Diagnostic {
        Diagnostic(
            .error, .amountTooLarge, file: file, "its amounts add up to more than can be counted",
            hint: "is the amount's column the right one? nothing of the file was used")
    }

    static func totalDiffers(
        _ stated: String, field: String, rows: Money, difference: Money, file: String, line: Int, column: Int
    ) -> Diagnostic {
        Diagnostic(
            .error, .totalDiffers, file: file, line: line, column: column, field: field, value: stated,
            "is stated, and the rows above add up to \(rows.grouped)",
            hint: "they differ by \(difference.grouped): a row is missing, there twice or was changed; export it again")
    }

    static func groupUnknown(_ text: String, file: String, line: Int) -> Diagnostic {
        Diagnostic(
            .error, .totalDiffers, file: file, line: line, value: text, "closes a group that was not opened above",
            hint: "rows were deleted or sorted; export it again")
    }

    /// `nearest` nil when no profile knows any of the headings; `missing` as `ProfileSet.Choice.none` has them.
    package static func profileUnknown(_ file: String, _ nearest: String?, _ missing: [String]) -> Diagnostic {
        let names = missing.joined(separator: ", ")
        let hint =
            nearest.map { "the nearest is \($0), which also needs \(names)" }
            ?? "it has no heading that any profile knows"
        return Diagnostic(
            .error, .profileUnknown, file: file, "no profile fits this file",
            hint: hint + "; profiles/README.md says how to write one")
    }

    package static func profileAmbiguous(_ names: [String], file: String) -> Diagnostic {
        Diagnostic(
            .error, .profileAmbiguous, file: file, "fits more than one profile: " + names.joined(separator: ", "),
            hint: "give the right one a further heading under `match`, or name it in production.yaml")
    }
}
