/// Every limit in one place. Past one, the file or the row is refused with a diagnostic that names it.
package enum Limits {
    package static let fileBytesMax = 1 << 30
    package static let fieldBytesMax = 1 << 20
    package static let columnCountMax = 512
    /// Excel stores 15 digits: beyond this many cents a cell could not hold the amount exactly.
    package static let amountMinorMax: Int64 = 10_000_000_000_000
    /// Diagnostics kept for one code and file; the rest is counted.
    package static let diagnosticsPerCodeMax = 50
    package static let yamlBytesMax = 1 << 20
    package static let logoBytesMax = 1 << 19
    package static let logoPixelsMax = 2_000
    /// Excel's own.
    package static let sheetNameLengthMax = 31
    package static let sheetRowsMax = 1_048_576
    package static let sheetCountMax = 1_000
    package static let cellTextMax = 32_767

    // Containers: a workbook is a zip of XML, and both can be made to burst whoever opens them.
    package static let archiveEntriesMax = 2_000
    /// Of the list of parts; also the most that is read before the parts are counted.
    package static let archiveDirectoryBytesMax = 1 << 20
    /// How many times its packed size a part may unpack to, and how much always: real sheets stay below 60 times.
    package static let expansionMax = 200
    package static let expansionFloorBytes = 16 << 20
    /// All parts of a workbook together, unpacked.
    package static let workbookBytesMax = 1 << 31
    /// A part that lists sheets or parts, unpacked; and one that lists styles.
    package static let indexBytesMax = 8 << 20
    package static let stylesBytesMax = 64 << 20
    /// A table in memory: times the file's size, and how much always.
    package static let tableExpansionMax = 100
    package static let tableFloorBytes = 32 << 20
    /// Blank cells for each that is filled, beyond what a table may always take.
    package static let blankCellsMax = 64
    package static let xmlDepthMax = 64
    /// Different names of elements and attributes in one part; expat keeps each of them.
    package static let xmlNamesMax = 2_000
    /// A tag with its attributes, or a comment.
    package static let xmlTagBytesMax = 1 << 20
    package static let jsonBytesMax = 32 << 20
    package static let jsonDepthMax = 64
    package static let jsonValuesMax = 250_000
    /// Of a list of objects, blank ones counted.
    package static let jsonCellsMax = 5_000_000
    /// How many times its file's size a table may have in which texts are repeated, and `tableFloorBytes` always.
    package static let repetitionMax = 16
    package static let calendarBytesMax = 16 << 20
    /// Days on which one repeated event may fall, and all events of a calendar together.
    package static let recurrencesMax = 2_000
    package static let calendarEventsMax = 20_000
    /// libical keeps 3 KiB for each.
    package static let calendarRulesMax = 10_000
    package static let cellFormatsMax = 100_000
    /// Rows without cells that are kept between rows that have some; a stray cell far below must not cost a million rows.
    package static let blankRowsMax = 100_000
}
