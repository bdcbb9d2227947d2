import CostModel
import Tables

extension RowReader {
    /// `column` nil when the whole row is meant.
    mutating func report(_ row: Int, _ column: Int?, _ problem: RowProblem) {
        // Out of `reading` for the call: the message is made only when it is kept, and looks at `self`.
        var diagnostics = Diagnostics()
        swap(&diagnostics, &reading.diagnostics)
        diagnostics.report(diagnostic(row, column, problem), code: problem.code, file: reading.name)
        swap(&diagnostics, &reading.diagnostics)
    }

    mutating func reportAmount(_ row: Int, _ column: Int, _ failure: NumberFailure, by reader: NumberReader) {
        var fits = false
        switch failure {
        case .unreadable, .grouping, .decimals:
            let other = NumberReader.money(money.currency, mark: profile.mark.other)
            if case .value = other.read(raw.cell(column, ofRow: row)) { fits = true }
        case .scientific, .tooLarge, .foreign, .errorCell: break
        }
        report(row, column, .amount(failure, mark: profile.mark, otherMarkFits: fits, digits: reader.digits))
    }

    mutating func reportDay(_ row: Int, _ column: Int, _ text: UnsafeRawBufferPointer) {
        if CellText.isError(text) {
            report(row, column, .errorCell)
            return
        }
        let fits = profile.days.lazy.compactMap(\.exchanged).first { $0.read(text) != nil }
        report(row, column, .day(patterns: profile.days, fits: fits))
    }

    /// The cell as a message shows it.
    func value(_ row: Int, _ column: Int) -> String {
        let text = String(decoding: CellText.trimmed(raw.cell(column, ofRow: row)), as: UTF8.self)
        return text.count > 80 ? text.prefix(79) + "…" : text
    }

    private func diagnostic(_ row: Int, _ column: Int?, _ problem: RowProblem) -> Diagnostic {
        guard let column else {
            // The file has no such column: the message needs a subject all the same.
            let field = problem.code == .accountMissing ? "Account" : ""
            return Diagnostic(problem, at: Place(file: reading.name, line: table.line(ofRow: row), field: field))
        }
        let place = table.place(ofCell: column, inRow: row)
        return Diagnostic(
            problem,
            at: Place(
                file: reading.name, line: place.line, column: place.column, field: layout.title(column),
                value: value(row, column)))
    }
}
