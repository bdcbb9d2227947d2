package import CostModel
import Sheets

/// A report as `reports/<name>.yaml` defines it: which sheets, which rows, which columns in which order, in whose words.
///
/// A definition chooses, orders, names and groups from closed lists; it computes nothing.
package struct ReportDefinition: Hashable, Sendable {
    /// The file's name without `.yaml`: what `--only` names.
    package var name: String
    /// Printed in the heading of every sheet, before the report's number.
    package var title: String
    /// The workbook's file name without `.xlsx`.
    package var file: String
    package var sheets: [SheetDefinition]
    /// Not written when no record feeds any of its sheets.
    package var isOptional: Bool
    /// Written where `production.yaml` asks for one of them; empty: written always.
    package var layouts: [String] = []
    /// Printed behind the report's number and week; empty for nothing.
    package var subtitle = ""
    /// nil for the usual header block.
    package var header: HeaderDefinition?
    /// A PNG file as it is; empty where the production's own stands, if any.
    package var logo: [UInt8] = []
    /// nil where the production's own counts, else letter.
    package var paper: PaperSize?
    /// nil where the production's own counts, if any.
    package var notes: NoteThreshold?

    package init(name: String, title: String, file: String, sheets: [SheetDefinition], isOptional: Bool = false) {
        self.isOptional = isOptional
        self.name = name
        self.title = title
        self.file = file
        self.sheets = sheets
    }

    /// Whether a production of these layouts gets the report.
    package func belongs(to layouts: [String]) -> Bool {
        self.layouts.isEmpty || self.layouts.contains { layouts.contains($0) }
    }

    package func threshold(_ production: Production) -> NoteThreshold? { notes ?? production.reports.notes }
    package func paper(_ production: Production) -> PaperSize { paper ?? production.reports.paper ?? .letter }
    package func logo(_ production: Production) -> [UInt8] { logo.isEmpty ? production.reports.logo : logo }
}

/// One sheet of a definition.
package struct SheetDefinition: Hashable, Sendable {
    package enum Page: String, Sendable, CaseIterable {
        /// Everything on one page, whatever its length.
        case one
        /// One page wide and as long as it gets.
        case wide
    }

    /// Sums that a sheet of categories or accounts prints.
    package enum Total: String, Sendable, CaseIterable { case category, section, direct, grand }

    /// What the account lines stand below.
    package enum Group: String, Sendable, CaseIterable {
        /// A heading and a total for each category, within the sections.
        case category
        /// A heading and a total for each section.
        case section
        /// Nothing: one list.
        case none
    }

    package var name: String
    package var rows: RowSource
    package var page: Page
    /// Names out of the row source's catalogue.
    package var columns: [String]
    package var totals: Set<Total>
    /// What the rows are, where they are the values of a dimension.
    package var by: Dimension?
    package var group = Group.category
    /// A definition's own words for its columns, by name.
    package var wording: [String: ColumnWording] = [:]

    package init(
        name: String, rows: RowSource, page: Page = .wide, columns: [String], totals: Set<Total> = Set(Total.allCases),
        by: Dimension? = nil
    ) {
        self.by = by
        self.name = name
        self.rows = rows
        self.page = page
        self.columns = columns
        self.totals = totals
    }
}

/// What a definition says differently from the catalogue; nil leaves it as it is.
package struct ColumnWording: Hashable, Sendable {
    package var heading: String?
    /// The word above the heading; empty for none.
    package var band: String?
    /// In characters.
    package var width: Double?

    package init(heading: String? = nil, band: String? = nil, width: Double? = nil) {
        (self.heading, self.band, self.width) = (heading, band, width)
    }

    func applied(to column: Column, _ production: Production) -> Column {
        var column = column
        if let heading {
            // Which sign is over budget stands in the heading, whatever else the studio calls the column (domain 1.2).
            let isVariance = if case .variance = column.kind { true } else { false }
            column.heading = isVariance ? "\(heading) \(production.variance.heading)" : heading
        }
        if let band { column.band = band }
        if let width { column.width = width }
        return column
    }
}
