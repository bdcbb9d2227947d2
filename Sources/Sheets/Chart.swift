/// A native chart over cells of the workbook: it is drawn again when one of them changes.
package struct Chart: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case lines
        /// Horizontal bars, the first category on top.
        case bars
        case columns
    }

    /// How a series stands out without its colour: by weight, by dash, by lightness.
    package enum Role: Hashable, Sendable {
        /// What there is: dark, heavy.
        case actual
        /// What is expected: dark, dashed.
        case forecast
        /// What was agreed: grey.
        case budget
    }

    package struct Series: Hashable, Sendable {
        package var name: String
        package var role: Role
        /// Ranges with their sheet: `'Weekly Cost'!$C$6:$C$20`.
        package var categories: String
        package var values: String

        package init(_ name: String, _ role: Role, categories: String, values: String) {
            self.name = name
            self.role = role
            self.categories = categories
            self.values = values
        }
    }

    package var kind: Kind
    package var title: String
    package var series: [Series]
    /// The rows and columns of the sheet that it covers, from 0.
    package var rows: ClosedRange<Int>
    package var columns: ClosedRange<Int>
    /// What it shows, in words, for those who cannot see it.
    package var description: String

    package init(
        _ kind: Kind, _ title: String, rows: ClosedRange<Int>, columns: ClosedRange<Int>, description: String,
        series: [Series]
    ) {
        self.kind = kind
        self.title = title
        self.rows = rows
        self.columns = columns
        self.description = description
        self.series = series
    }
}

/// A name that formulas and people can use in place of a cell: `EFC` for `'Cost Report'!$H$210`.
package struct DefinedName: Hashable, Sendable {
    package var name: String
    /// With its sheet and dollar signs.
    package var reference: String

    package init(_ name: String, _ reference: String) {
        self.name = name
        self.reference = reference
    }
}

/// What may be typed into the input cells of a column: the workbook refuses the rest when it is typed.
package enum InputKind: Hashable, Sendable {
    /// One of a list, offered as a menu.
    case choice([String])
    /// Money or a rate, negative ones too.
    case amount
    /// A number of units; not negative.
    case count
    /// One line or several of text.
    case note
}

/// The paper that pages are laid out for. Every sheet is scaled to the paper's width.
package enum Paper: String, Sendable, CaseIterable {
    case letter, legal, a4, a3

    /// The number that workbooks know it by.
    package var code: UInt8 {
        switch self {
        case .letter: 1
        case .legal: 5
        case .a4: 9
        case .a3: 8
        }
    }
}
