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
    /// Excel's own.
    package static let sheetNameLengthMax = 31
    package static let sheetRowsMax = 1_048_576
    package static let sheetCountMax = 1_000
    package static let cellTextMax = 32_767
}
