import CostModel
import Tables

extension Inspection {
    /// One JSON object, the same bytes for the same file and profiles.
    package func json() throws -> String {
        let dialectFields: [(String, String)] = [
            ("delimiter", JSON.string(dialect.delimiter.character)),
            ("quote", JSON.string(String(UnicodeScalar(dialect.quote)))),
            ("preamble", String(preamble)), ("header", String(SourceLine(raw: Int32(clamping: header)).number)),
        ]
        let fileFields = [
            ("file", JSON.string(file)), ("sha256", JSON.string(sha256)), ("format", JSON.string(container.rawValue)),
        ]
        let tableFields: [(String, String)] = [
            ("encoding", JSON.string(encoding.rawValue)), ("dialect", JSON.object(dialectFields)),
            ("profile", profile.map(JSON.string) ?? "null"),
            (
                "profiles",
                JSON.lines(
                    fits.map {
                        JSON.object([
                            ("name", JSON.string($0.name)), ("missing", JSON.array($0.missing.map(JSON.string))),
                        ])
                    })
            ),
            ("columns", JSON.array(columns.map(JSON.string))),
            ("rows", JSON.lines(rows.map { JSON.array($0.map(JSON.string)) })),
            (
                "ignored",
                JSON.lines(
                    ignored.map { JSON.object(place($0.line) + [("reason", JSON.string($0.reason))]) })
            ),
            ("diagnostics", JSON.lines(diagnostics.map(json))),
        ]
        let fields = fileFields + sheetFields + tableFields
        return "{\n" + fields.map { "\(JSON.string($0)): \($1)" }.joined(separator: ",\n") + "\n}\n"
    }

    /// Of a workbook: the sheet with the headings, and all that were read.
    private var sheetFields: [(String, String)] {
        guard !sheets.isEmpty else { return [] }
        let first = header > 0 ? JSON.string(sheet(ofLine: header)) : "null"
        return [("sheet", first), ("sheets", JSON.array(sheets.map(JSON.string)))]
    }

    /// A line by its number; one of a workbook by its sheet besides.
    private func place(_ line: Int) -> [(String, String)] {
        let number = ("line", String(SourceLine(raw: Int32(clamping: line)).number))
        return sheets.isEmpty || line == 0 ? [number] : [("sheet", JSON.string(sheet(ofLine: line))), number]
    }

    private func sheet(ofLine line: Int) -> String {
        let index = SourceLine(raw: Int32(clamping: line)).sheet
        return index < sheets.count ? sheets[index] : ""
    }

    private func json(_ diagnostic: Diagnostic) -> String {
        let value = diagnostic.value.isEmpty ? "" : "\"\(diagnostic.value)\" "
        let kind = [
            ("severity", JSON.string(diagnostic.severity.rawValue)), ("code", JSON.string(diagnostic.code.rawValue)),
        ]
        let rest = [
            ("column", String(diagnostic.column)), ("field", JSON.string(diagnostic.field)),
            ("message", JSON.string(value + diagnostic.message)), ("hint", JSON.string(diagnostic.hint)),
        ]
        return JSON.object(kind + place(diagnostic.line) + rest)
    }

    /// The table alone, as RFC 4180 has it: comma, CRLF, quotes where they are needed, UTF-8.
    package var csv: String {
        ([columns] + rows).filter { !$0.isEmpty }.map { row in
            // A lone empty cell would be a blank line, which is no record.
            row == [""] ? "\"\"\r\n" : row.map(Inspection.quoted).joined(separator: ",") + "\r\n"
        }.joined()
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }
}

/// Just enough JSON to write.
private enum JSON {
    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    static func array(_ values: [String]) -> String { "[" + values.joined(separator: ", ") + "]" }

    /// An array with one value a line.
    static func lines(_ values: [String]) -> String {
        values.isEmpty ? "[]" : "[\n  " + values.joined(separator: ",\n  ") + "\n]"
    }

    static func object(_ fields: [(String, String)]) -> String {
        "{" + fields.map { "\(string($0)): \($1)" }.joined(separator: ", ") + "}"
    }
}
