package import CostModel
package import Sheets
package import Tables

/// Why nothing can be read back from a workbook.
package enum FormRefusal: Error, Hashable, Sendable {
    /// No workbook, or a damaged one; what the reader says.
    case unreadable(TableProblem)
    case noForm
    case damaged(String)
    case newerVersion(String)
    case noSheet(String)
    case noKeys(sheet: String)

    /// A sentence whose subject is the file.
    package var message: String {
        switch self {
        case .unreadable: "cannot be read as a workbook"
        case .noForm: "carries no estimates to be read back: its hidden sheet \(EstimateForm.sheetName) is missing"
        case .damaged(let what): "has a hidden sheet \(EstimateForm.sheetName) that lacks \(what)"
        case .newerVersion(let version): "was written by a newer version of the program (form \(version))"
        case .noSheet(let name): "has no sheet \"\(name)\", nor another one with its headings"
        case .noKeys(let sheet): "has lost the hidden column \"\(EstimateForm.keyHeading)\" of the sheet \"\(sheet)\""
        }
    }

    package var hint: String {
        switch self {
        case .unreadable: "save it as .xlsx in Excel, LibreOffice or Google Sheets"
        case .newerVersion: "read it back with the program that wrote it, or write the report again"
        case .noForm, .damaged, .noSheet, .noKeys:
            "type the changes into a fresh copy of the report, and save it as .xlsx with all of its sheets and columns"
        }
    }
}

/// A workbook that came back: the form as it went out, from the hidden sheet, and where its parts are now.
package struct ReturnedForm: Sendable {
    /// One account as it went out.
    package struct Base: Sendable {
        /// By the name of the column; blank cells are left out.
        package var shown: [String: String] = [:]
        package var formulas: [String: String] = [:]
        package var forecast = ForecastFacts()
    }

    package private(set) var facts: [EstimateForm.Fact: String] = [:]
    /// Keys in the order in which they went out.
    package private(set) var keys: [String] = []
    package private(set) var bases: [String: Base] = [:]
    /// Columns by name and their headings, in the order in which they went out.
    package private(set) var columns: [(name: String, heading: String)] = []
    package private(set) var workbook: RawWorkbook
    private var fields: [ForecastFacts.Field?] = []

    /// Where things are now.
    package private(set) var sheetName = ""
    package private(set) var headingRow = 0
    package private(set) var keyColumn = 0
    package private(set) var places: [String: Int] = [:]

    package var period: Day { Day(iso: self[.period]) ?? .none }
    package subscript(fact: EstimateForm.Fact) -> String { facts[fact] ?? "" }

    /// `report 6, week ending 2026-05-16`
    package var sentence: String {
        let revision = self[.revision] == "0" ? "" : "r\(self[.revision])"
        return "\(self[.title]), report \(self[.number])\(revision), week ending \(self[.period])"
    }

    /// Reads all sheets: an edit on any of them is said.
    package init(_ bytes: [UInt8]) throws(FormRefusal) {
        do throws(TableProblem) {
            workbook = try RawWorkbook.read(bytes)
        } catch {
            throw .unreadable(error)
        }
        guard let hidden = workbook.sheet(EstimateForm.sheetName) else { throw .noForm }
        readHidden(hidden)
        guard self[.version] == EstimateForm.version else {
            throw self[.version].isEmpty ? .damaged("its version") : .newerVersion(self[.version])
        }
        guard !period.isNone, !self[.production].isEmpty, !columns.isEmpty else { throw .damaged("the report's name") }
        try locate()
    }

    private mutating func readHidden(_ sheet: RawWorkbook.Sheet) {
        var names: [String] = []
        for row in Self.rows(sheet) {
            let (what, key) = (row[0] ?? "", row[1] ?? "")
            let values = (2..<max(2, (row.keys.max() ?? 0) + 1)).map { row[$0] ?? "" }
            switch EstimateForm.Row(rawValue: what) {
            case .fact:
                if let fact = EstimateForm.Fact(rawValue: key) { facts[fact] = values.first ?? "" }
            case .column where key == "names": names = values.filter { !$0.isEmpty }
            case .column where key == "headings":
                columns = zip(names, values).filter { !$0.1.isEmpty }.map { (name: $0.0, heading: $0.1) }
            case .column: fields = values.map(ForecastFacts.Field.init(rawValue:))
            case .shown:
                if bases[key] == nil { keys.append(key) }
                bases[key, default: Base()].shown = Self.named(names, values)
            case .formula: bases[key, default: Base()].formulas = Self.named(names, values)
            case .forecast:
                for (field, value) in zip(fields, values) {
                    if let field { bases[key, default: Base()].forecast[field] = value }
                }
            case nil: break
            }
        }
    }

    private static func named(_ names: [String], _ values: [String]) -> [String: String] {
        Dictionary(zip(names, values).filter { !$0.1.isEmpty }.map { ($0.0, $0.1) }, uniquingKeysWith: { $1 })
    }

    /// The texts of each row by column.
    private static func rows(_ sheet: RawWorkbook.Sheet) -> [[Int: String]] {
        var rows: [[Int: String]] = []
        var last = -1
        for cell in sheet.cells {
            if cell.row != last { rows.append([:]) }
            last = cell.row
            rows[rows.count - 1][cell.column] = cell.text
        }
        return rows
    }

    /// The sheet of estimates may have another name by now, its columns another order.
    private mutating func locate() throws(FormRefusal) {
        let named = workbook.sheets.filter { $0.name == self[.sheet] }
        let others = workbook.sheets.filter { $0.name != self[.sheet] && $0.name != EstimateForm.sheetName }
        for sheet in named + others where findHeadings(sheet) {
            sheetName = sheet.name
            return
        }
        if let sheet = named.first { throw .noKeys(sheet: sheet.name) }
        throw .noSheet(self[.sheet])
    }

    private mutating func findHeadings(_ sheet: RawWorkbook.Sheet) -> Bool {
        let wanted = Set(columns.map(\.heading))
        var start = 0
        while start < sheet.cells.count, sheet.cells[start].row < 100 {
            let row = sheet.cells[start].row
            let cells = sheet.cells[start...].prefix { $0.row == row }
            start += cells.count
            let keys = cells.filter { $0.text == EstimateForm.keyHeading }
            guard let key = keys.last, cells.count(where: { wanted.contains($0.text) }) * 2 >= wanted.count else {
                continue
            }
            (headingRow, keyColumn) = (row, key.column)
            for (name, heading) in columns {
                let found = cells.filter { $0.text == heading && $0.column != key.column }
                if found.count == 1 { places[name] = found.first!.column }
            }
            return true
        }
        return false
    }

    /// Another production's workbook is of no use here.
    package func isOf(_ production: Production) -> Bool { self[.production] == EstimateForm.slug(production.title) }
}
