import CostModel
import Reconcile
import Sheets

/// Everything that is wrong or worth a look: errors first, then in order of file and line.
enum ExceptionColumn: String, CatalogueColumn {
    case severity, code, file, line, column, field, value, message, hint

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .severity: CatalogueEntry("Severity", .text, width: 9, "error, warning or note")
        case .code: CatalogueEntry("Code", .text, width: 23, "the stable name of the kind of trouble")
        case .file: CatalogueEntry("File", .text, width: 32, "the file to mend")
        case .line: CatalogueEntry("Line", .number(digits: 0), width: 7, "the line of that file")
        case .column: CatalogueEntry("Column", .number(digits: 0), width: 7, "the character of that line")
        case .field: CatalogueEntry("Field", .text, width: 15, "the heading as it stands in the file")
        case .value: CatalogueEntry("Value", .text, width: 22, "what stands there")
        case .message: CatalogueEntry("Message", .prose, width: 42, "what is wrong")
        case .hint: CatalogueEntry("What to do", .prose, width: 64, "how to mend it")
        }
    }
}

enum ExceptionSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<ExceptionColumn>(definition, context.header, context.production)
        let diagnostics = context.findings.diagnostics
        addCounts(diagnostics, to: grid)
        for severity in Severity.allCases {
            for diagnostic in diagnostics where diagnostic.severity == severity { add(diagnostic, to: grid) }
        }
        grid.set(frozenColumns: 2)
        return grid.sheet
    }

    /// How many there are of each kind, before anyone scrolls.
    private static func addCounts(_ diagnostics: [Diagnostic], to grid: Grid<ExceptionColumn>) {
        var counts: [DiagnosticCode: Int] = [:]
        for diagnostic in diagnostics { counts[diagnostic.code, default: 0] += 1 }
        guard !diagnostics.isEmpty else { return grid.addNote("Nothing to report: no error, no warning, no note.") }
        let bySeverity = Severity.allCases.map { severity in
            let count = diagnostics.count { $0.severity == severity }
            return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }
        grid.addNote(bySeverity.joined(separator: " · "))
        for severity in Severity.allCases {
            for code in DiagnosticCode.allCases where code.severity == severity && counts[code] != nil {
                grid.add(.detail) { column in
                    switch column {
                    case .severity: .text(severity.rawValue, role(severity))
                    case .code: .text(code.rawValue)
                    case .file: .text(counts[code] == 1 ? "1 of this kind" : "\(counts[code]!) of this kind", .muted)
                    default: .blank
                    }
                }
            }
        }
        grid.addSpacer()
        grid.add(.category) { $0 == .severity ? .text("All, errors first") : .blank }
    }

    private static func add(_ diagnostic: Diagnostic, to grid: Grid<ExceptionColumn>) {
        grid.add(.detail) { column in
            switch column {
            case .severity: .text(diagnostic.severity.rawValue, role(diagnostic.severity))
            case .code: .text(diagnostic.code.rawValue)
            case .file: .text(diagnostic.file)
            case .line:
                diagnostic.line > 0
                    ? Cell(.number(Int64(SourceLine(raw: Int32(clamping: diagnostic.line)).number), digits: 0)) : .blank
            case .column: diagnostic.column > 0 ? Cell(.number(Int64(diagnostic.column), digits: 0)) : .blank
            case .field: .text(diagnostic.field)
            case .value: .text(diagnostic.value)
            case .message: .text(diagnostic.message)
            case .hint: .text(diagnostic.hint, .muted)
            }
        }
    }

    private static func role(_ severity: Severity) -> Cell.Role {
        switch severity {
        case .error: .alarm
        case .warning: .plain
        case .note: .muted
        }
    }
}
