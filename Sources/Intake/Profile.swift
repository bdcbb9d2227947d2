package import CostModel
import Settings
import Tables

/// How one vendor's export is read: a value, written in YAML, that arranges and never computes.
package struct Profile: Sendable {
    package var name: String
    package var title: String
    package var kind: RecordKind
    /// SHA-256 of the YAML: a file is read again when its profile has changed.
    package var hash: String
    /// Headings that the header row must have, as written.
    var match: [String]
    var encoding: TextEncoding?
    var delimiter: UInt8?
    var day: DayPattern
    var hasDecimalComma: Bool
    package var coverage: FileReading.Coverage
    var key: [Field]
    var columns: [ColumnRule]
    var amount: AmountRule?
    var legs: [Leg]
    var group: GroupRule?
    var labels: [LabelRule]
    var totals: [TotalRule]
    var ignores: [IgnoreRule]
    var states: [StateRule]
    var stamp: StampRule?

    /// A field and the headings that may stand above it.
    struct ColumnRule: Sendable {
        var field: Field
        var headings: [String]
        var isOptional: Bool
        /// The same text for every row, in place of a column.
        var fixed: String?
    }

    /// Which columns make the amount of a record.
    struct AmountRule: Sendable {
        enum Form: Sendable { case sum, product, debitCredit }
        var form: Form
        /// For each part the headings that it may have.
        var parts: [[String]]
        var isNegated: Bool
    }

    /// A further record of the same row: another amount on another account.
    struct Leg: Sendable {
        var amount: AmountRule
        var account: [String]
    }

    /// A row of which only one cell is filled heads the rows below it.
    struct GroupRule: Sendable {
        var field: Field
        /// From 0.
        var column: Int
        var takesFirstWord: Bool
    }

    /// A cell whose neighbour to the right is carried to the rows that follow.
    struct LabelRule: Sendable {
        var field: Field
        var label: String
    }

    /// A test of one cell of a row.
    struct CellTest: Sendable {
        enum Form: Sendable { case equals, prefix, contains }
        /// A heading, or a column number from 1.
        var column: String
        var form: Form
        var text: String
    }

    struct TotalRule: Sendable {
        var test: CellTest
        /// Closes the rows since the last group heading; else all rows so far.
        var closesGroup: Bool
    }

    struct IgnoreRule: Sendable {
        var test: CellTest
        var reason: String
    }

    struct StateRule: Sendable {
        var test: CellTest
        var status: RecordStatus
    }

    /// The export's own date, behind a word in a row that is not data.
    struct StampRule: Sendable {
        var after: String
        var day: DayPattern
    }

    /// Headings are compared without case, asterisks, and double blanks.
    static func normalized(heading: some StringProtocol) -> String {
        heading.lowercased().split { $0.isWhitespace || $0 == "*" || $0 == "\u{FEFF}" }.joined(separator: " ")
    }
}
