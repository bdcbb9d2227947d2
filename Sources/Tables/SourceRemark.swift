package import CostModel

/// What a reader has to say of a file that is no delimited text: what it could not use, and what the user should know.
package struct SourceRemark: Hashable, Sendable {
    package var code: DiagnosticCode
    /// 0 where the whole file is meant.
    package var line: Int
    package var column: Int
    package var message: String
    package var hint: String

    package init(_ code: DiagnosticCode, line: Int = 0, column: Int = 0, _ message: String, hint: String) {
        self.code = code
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
    }

    static func damaged(_ what: String, line: Int = 0, column: Int = 0) -> SourceRemark {
        SourceRemark(
            .containerRefused, line: line, column: column, what, hint: "export it again; nothing of the file was used")
    }

    static func limit(_ what: String) -> SourceRemark {
        SourceRemark(
            .containerLimit, what, hint: "export a shorter period or fewer items; nothing of the file was used")
    }
}
