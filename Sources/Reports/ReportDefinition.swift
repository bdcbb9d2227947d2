package import CostModel

/// A report as `reports/<name>.yaml` defines it: which sheets, which rows, which columns in which order.
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

    package init(name: String, title: String, file: String, sheets: [SheetDefinition], isOptional: Bool = false) {
        self.isOptional = isOptional
        self.name = name
        self.title = title
        self.file = file
        self.sheets = sheets
    }
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

    package var name: String
    package var rows: RowSource
    package var page: Page
    /// Names out of the row source's catalogue.
    package var columns: [String]
    package var totals: Set<Total>
    /// What the rows are, where they are the values of a dimension.
    package var by: Dimension?

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
