package import CostModel

/// A workbook as a plain value. Cells say what they mean and which role they play, never a font: `XLSX` turns roles into
/// formats, `TextRenderer` prints the same value for people, diffs and golden files.
package struct Workbook: Sendable {
    package var title: String
    package var company: String
    /// Pins the file's own date, so that the same figures give the same bytes.
    package var date: Day
    package var sheets: [Sheet]
    package var names: [DefinedName] = []
    package var paper: Paper = .letter
    /// A PNG that stands at the top left of every sheet; empty for none.
    package var logo: [UInt8] = []

    package init(title: String, company: String, date: Day, sheets: [Sheet]) {
        self.title = title
        self.company = company
        self.date = date
        self.sheets = sheets
    }
}

/// One sheet: a header block, column headings, then `lines`, then the rows of `detail`, then footnotes.
///
/// Rows are counted from 0 as in libxlsxwriter: header block in rows 0 and 1, row 2 empty, the band in row 3 if any
/// column has one, the headings below. `firstLineRow` is the row of `lines[0]`: row 3 where no headings are shown.
package struct Sheet: Sendable {
    package var name: String
    package var header: Header
    package var columns: [Column]
    package var lines: [Line]
    package var detail: (any DetailRows)?
    package var footnotes: [String] = []
    /// Columns that stay in view at the left.
    package var frozenColumns = 0
    package var hasFilter = false
    package var page: Page = .onePageWide
    /// False for a sheet of tiles and small tables, whose lines bring headings of their own.
    package var showsHeadings = true
    /// Not among the tabs: what a program reads back.
    package var isHidden = false
    /// Protected, without a password, but for the cells of role `input`.
    package var isLocked = true
    package var charts: [Chart] = []
    /// Links of detail rows, by runs of rows: from a posting back to its account.
    package var detailLinks: [DetailLink] = []

    package init(name: String, header: Header, columns: [Column], lines: [Line] = []) {
        self.name = name
        self.header = header
        self.columns = columns
        self.lines = lines
    }

    package enum Page: Sendable {
        /// Always one page: the topsheet.
        case onePage
        case onePageWide
    }

    package var hasBands: Bool { showsHeadings && columns.contains { !$0.band.isEmpty } }
    package var headingRow: Int { showsHeadings ? (hasBands ? 4 : 3) : 2 }
    package var firstLineRow: Int { headingRow + 1 }
    package var firstDetailRow: Int { firstLineRow + lines.count }
    package var lastRow: Int { firstDetailRow + (detail?.count ?? 0) - 1 }

    /// The two rows at the top of every sheet and every printed page.
    package struct Header: Hashable, Sendable {
        /// The show, large, on the left; the report, its number and its week below.
        package var title: String
        package var subtitle: String
        /// Company on the right; shoot day, currency, basis and sign below.
        package var right: String
        package var rightBelow: String
        /// Marked across the header when a tie-out failed.
        package var isDraft: Bool

        package init(title: String, subtitle: String, right: String, rightBelow: String, isDraft: Bool) {
            self.title = title
            self.subtitle = subtitle
            self.right = right
            self.rightBelow = rightBelow
            self.isDraft = isDraft
        }
    }
}

/// A column: its heading, the band above it and what its cells are.
package struct Column: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case text
        /// Text that may wrap over several lines: notes, messages.
        case prose
        /// Whole units printed, cents stored; zero is a dash, negatives in brackets.
        case money
        /// With cents: transactions and proofs.
        case cents
        /// Variance: money with a mark on the side that is over budget.
        case variance(VarianceSign)
        case day
        /// A count or hours with `digits` decimals.
        case number(digits: Int)
        case rate
        /// Whole units with words before them: `working budget 5,809,000`.
        case worded(String)
        /// A percentage, given in tenths of percent, with words behind it: `38 % of final`.
        case share(String)
    }

    package var heading: String
    /// By which programs know the column: the name in the report's definition. Empty where it stands in none.
    package var name = ""
    package var kind: Kind
    package var band: String
    /// In characters; nil lets the writer fit it to the content.
    package var width: Double?
    /// The column that the eye should find: EFC.
    package var isStrong: Bool
    /// There for a program that reads the sheet back.
    package var isHidden = false
    /// Its detail rows are links: `Sheet.detailLinks`.
    package var isLink = false
    /// What may be typed into its input cells; nil where it has none.
    package var entry: InputKind?

    package init(_ heading: String, _ kind: Kind, band: String = "", width: Double? = nil, isStrong: Bool = false) {
        self.heading = heading
        self.kind = kind
        self.band = band
        self.width = width
        self.isStrong = isStrong
    }

    package func named(_ name: String) -> Column {
        var column = self
        column.name = name
        return column
    }
}

/// One row of a sheet that is small enough to hold: accounts, totals, exceptions.
package struct Line: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case detail
        /// A light band: the heading or the total of a category.
        case category
        /// A darker band with a rule above: a section's total.
        case section
        /// Double rule: the grand total.
        case grand
        /// A thin empty row between sections.
        case spacer
        /// Free text across the columns.
        case note
        /// The three rows of a band of tiles: what it is, the figure, what it is measured by.
        case tileLabel, tileFigure, tileNote
        /// The title of a table or chart among the lines.
        case title
        /// Column headings among the lines.
        case heading
        /// An empty row of ordinary height, as below a chart.
        case room
    }

    package var kind: Kind
    package var cells: [Cell]
    /// Outline level in Excel, 0 for none: 1 folds into the category, 2 into the account.
    package var outline: UInt8

    package init(_ kind: Kind, _ cells: [Cell], outline: UInt8 = 0) {
        self.kind = kind
        self.cells = cells
        self.outline = outline
    }

    package static let spacer = Line(.spacer, [])
    package static let room = Line(.room, [])
}

/// What a cell holds, what it links to and whether it is the reader's to change.
package struct Cell: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case blank
        case text(String)
        case money(Money)
        case day(Day)
        /// `value` in units of 10^-digits.
        case number(Int64, digits: Int)
        /// An Excel formula without `=`, with our exact result, which the file holds as the cached value.
        indirect case formula(String, Value)
    }

    package enum Role: Hashable, Sendable {
        case plain
        case muted
        case strong
        /// Pale yellow, blue ink, unlocked: yours to change.
        case input
        /// Marked as bad without relying on colour: FAIL, an error.
        case alarm
    }

    package var value: Value
    package var role: Role
    /// A place in this workbook: `'Transactions'!A12`.
    package var link: String?
    /// Columns that it covers; the cells behind it must be blank.
    package var span = 1
    /// What it holds, where that is not what its column holds.
    package var kind: Column.Kind?

    package init(_ value: Value, _ role: Role = .plain, link: String? = nil) {
        self.value = value
        self.role = role
        self.link = link
    }

    package static let blank = Cell(.blank)
    package static func text(_ text: String, _ role: Role = .plain) -> Cell { Cell(.text(text), role) }
    package static func money(_ amount: Money, _ role: Role = .plain) -> Cell { Cell(.money(amount), role) }
    package static func day(_ day: Day) -> Cell { day.isNone ? .blank : Cell(.day(day)) }
    package static func formula(_ formula: String, _ result: Money, _ role: Role = .plain) -> Cell {
        Cell(.formula(formula, .money(result)), role)
    }
}

/// Cell addresses as Excel writes them.
package enum Address {
    /// `A` for 0, `AA` for 26.
    package static func column(_ index: Int) -> String {
        var name = ""
        var rest = index + 1
        while rest > 0 {
            name = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + name
            rest = (rest - 1) / 26
        }
        return name
    }

    /// `C6` for (5, 2); both from 0.
    package static func cell(_ row: Int, _ column: Int) -> String { "\(Self.column(column))\(row + 1)" }

    /// `'Cost Report'!C6`; quotes in the name are doubled.
    package static func cell(_ row: Int, _ column: Int, on sheet: String) -> String {
        "'\(sheet.replacing("'", with: "''"))'!\(cell(row, column))"
    }
}
