package import CostModel

/// The rows of a detail table that is too long to hold as cells: transactions by the hundred thousand.
///
/// Rows are asked for in chunks, from several threads at once and in any order; the same range must always give the same cells.
package protocol DetailRows: Sendable {
    var count: Int { get }
    /// Texts that many rows share, by `DetailSink.shared(_:)`; the writer keeps each once.
    var texts: Texts { get }
    /// Writes rows `range`, each as one call for every column of the sheet followed by `endRow()`.
    func write(_ range: Range<Int>, to sink: inout some DetailSink)
}

/// What takes the cells of detail rows, one call a cell, in column order.
package protocol DetailSink {
    mutating func blank()
    /// A text that other rows repeat: kept once in the file.
    mutating func shared(_ text: TextID)
    /// A text of this row alone.
    mutating func text(_ text: TextID)
    mutating func day(_ day: Day)
    mutating func money(_ amount: Money)
    /// `value` in units of 10^-digits.
    mutating func number(_ value: Int64, digits: Int)
    mutating func endRow()
}

/// Where a run of detail rows leads in this workbook.
package struct DetailLink: Hashable, Sendable {
    /// Of the sheet, from 0.
    package var rows: ClosedRange<Int>
    package var column: Int
    /// `'Cost Report'!A12`
    package var location: String

    package init(rows: ClosedRange<Int>, column: Int, location: String) {
        self.rows = rows
        self.column = column
        self.location = location
    }
}
