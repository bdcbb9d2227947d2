/// How the cells of a text table are set apart.
package struct Dialect: Hashable, Sendable {
    package enum Delimiter: UInt8, Sendable, CaseIterable {
        case comma = 0x2C
        case tab = 0x09
        case semicolon = 0x3B
        case pipe = 0x7C
        case caret = 0x5E
        case tilde = 0x7E
        case unitSeparator = 0x1F
        case hash = 0x23
        case colon = 0x3A
        case space = 0x20

        package var name: String {
            switch self {
            case .comma: "comma"
            case .tab: "tab"
            case .semicolon: "semicolon"
            case .pipe: "pipe"
            case .caret: "caret"
            case .tilde: "tilde"
            case .unitSeparator: "unit-separator"
            case .hash: "hash"
            case .colon: "colon"
            case .space: "space"
            }
        }

        package var character: String { String(UnicodeScalar(rawValue)) }
    }

    /// How sure a choice is that was made from the text.
    package enum Confidence: String, Sendable {
        /// The text or the profile says so.
        case stated
        /// No other reading comes near.
        case high
        /// Another reading makes sense as well.
        case medium
        /// Two readings make as much sense: the user is asked.
        case tie
        /// There is nothing to judge by: one column, or one line.
        case low
    }

    package static let quote: UInt8 = 0x22

    /// As profiles spell it.
    package static func name(_ delimiter: Delimiter) -> String { delimiter.name }

    package var delimiter: Delimiter
    /// The first line is `sep=;`: a word to Excel, no data.
    package var hasSeparatorLine: Bool
    /// The character around cells that hold delimiters.
    package var quote: UInt8
    /// A quote inside of a cell is written `\"`; else it is doubled.
    package var hasBackslashes: Bool
    /// Blanks between a delimiter and the next cell are no part of it: `a, "b, c", d`.
    package var skipsBlanks: Bool
    /// Of a file with blanks for delimiters: so many of them or more are one delimiter, and those at the ends of a line are none.
    /// 0: each blank is one.
    package var blanksMin = 0
    package var confidence: Confidence
    /// The reading that makes as much sense, where there is a tie.
    package var rival: Delimiter?
    /// In words, what the choice rests on.
    package var reason: String

    package init(
        delimiter: Delimiter, hasSeparatorLine: Bool = false, quote: UInt8 = Dialect.quote,
        hasBackslashes: Bool = false,
        skipsBlanks: Bool = false, confidence: Confidence = .stated, rival: Delimiter? = nil, reason: String
    ) {
        self.delimiter = delimiter
        self.hasSeparatorLine = hasSeparatorLine
        self.quote = quote
        self.hasBackslashes = hasBackslashes
        self.skipsBlanks = skipsBlanks
        self.confidence = confidence
        self.rival = rival
        self.reason = reason
    }

    /// As RFC 4180 and every spreadsheet have it: what libcsv reads.
    package var isPlain: Bool { quote == Dialect.quote && !hasBackslashes && !skipsBlanks && blanksMin == 0 }

    /// The dialect of `text`: what its first line says, else the reading under which its first records are most alike and their
    /// cells make most sense. A declared delimiter is never overruled; quotes and escapes are found out all the same.
    package static func detect(_ text: UnsafeRawBufferPointer, declared: Delimiter? = nil) -> Dialect {
        if let delimiter = separatorLine(text) {
            let end = text.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
            var dialect = DialectSearch(UnsafeRawBufferPointer(rebasing: text[end...])).best(declared: delimiter)
            (dialect.hasSeparatorLine, dialect.reason) = (true, "the first line says so")
            return dialect
        }
        return DialectSearch(text).best(declared: declared)
    }

    /// `sep=;`, with or without quotes around it.
    private static func separatorLine(_ text: UnsafeRawBufferPointer) -> Delimiter? {
        let end = text.prefix(16).firstIndex { $0 == 0x0A || $0 == 0x0D } ?? min(text.count, 16)
        var line = text[..<end]
        if line.first == quote, line.last == quote, line.count > 2 { line = line.dropFirst().dropLast() }
        guard line.count == 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=" else {
            return nil
        }
        return Delimiter(rawValue: line.last!)
    }
}
