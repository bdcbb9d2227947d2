import CostModel

/// One reading of a number, from left to right.
struct NumberScan {
    private let text: UnsafeRawBufferPointer
    private let reader: NumberReader
    private var offset = 0
    private var value: Int64 = 0
    private var negatives = 0
    private var bracketsOpen = 0
    private var isDebit = false
    private var hasPlus = false
    private var hasTooManyDecimals = false

    init(_ text: UnsafeRawBufferPointer, _ reader: NumberReader) {
        self.text = text
        self.reader = reader
    }

    mutating func run() throws(NumberFailure) -> Int64 {
        try readPrefix()
        if offset == text.count {
            // A dash alone is how accountants write zero.
            guard negatives == 1, bracketsOpen == 0 else { throw .unreadable }
            return 0
        }
        try readWhole()
        try readFraction()
        try readSuffix()
        guard bracketsOpen == 0, negatives <= 1, !((isDebit || hasPlus) && negatives > 0) else { throw .unreadable }
        if hasTooManyDecimals { throw .decimals }
        guard value <= reader.limit else { throw .tooLarge }
        return negatives == 1 ? -value : value
    }

    private mutating func readPrefix() throws(NumberFailure) {
        while offset < text.count {
            let byte = text[offset]
            if isDigit(byte) || (byte == markByte && offset + 1 < text.count && isDigit(text[offset + 1])) { return }
            if skipBlank() { continue }
            if skipDash() {
                negatives += 1
            } else if byte == 0x28 {
                (bracketsOpen, negatives) = (bracketsOpen + 1, negatives + 1)
                offset += 1
            } else if byte == 0x2B, !hasPlus {
                hasPlus = true
                offset += 1
            } else {
                try readCurrency()
            }
        }
        if hasPlus, offset == text.count { throw .unreadable }
    }

    private mutating func readWhole() throws(NumberFailure) {
        var inGroup = 0
        var separator: UInt8 = 0
        while offset < text.count {
            if isDigit(text[offset]) {
                try append(text[offset])
                inGroup += 1
                offset += 1
                continue
            }
            let (kind, length) = separatorHere()
            guard length > 0, offset + length < text.count, isDigit(text[offset + length]) else { break }
            guard separator == 0 ? (1...3).contains(inGroup) : inGroup == 3, separator == 0 || separator == kind else {
                throw .grouping
            }
            (separator, inGroup) = (kind, 0)
            offset += length
        }
        if separator != 0, inGroup != 3 { throw .grouping }
    }

    private mutating func readFraction() throws(NumberFailure) {
        var kept = 0
        if offset < text.count, text[offset] == markByte {
            offset += 1
            let start = offset
            while offset < text.count, isDigit(text[offset]) {
                if kept < reader.digits {
                    try append(text[offset])
                    kept += 1
                } else if text[offset] != 0x30 {
                    hasTooManyDecimals = true
                }
                offset += 1
            }
            if offset == start {
                // `12.-` and `12.--`: no cents.
                guard skipDash() else { throw .unreadable }
                _ = skipDash()
            }
        }
        for _ in kept..<reader.digits { try multiply(adding: 0) }
    }

    private mutating func readSuffix() throws(NumberFailure) {
        while offset < text.count {
            let byte = text[offset]
            if skipBlank() { continue }
            if byte == 0x29 {
                bracketsOpen -= 1
                offset += 1
            } else if skipDash() {
                negatives += 1
            } else if byte == 0x25, reader.style == .percent {
                offset += 1
            } else if isLetter(byte), let isCredit = creditWord() {
                if isCredit { negatives += 1 } else { isDebit = true }
                offset += 2
            } else if byte | 0x20 == 0x65, offset > 0, isDigit(text[offset - 1]), isExponent {
                throw .scientific
            } else {
                try readCurrency()
            }
        }
    }

    private var isExponent: Bool {
        guard offset + 1 < text.count else { return false }
        return isDigit(text[offset + 1])
            || ((text[offset + 1] == 0x2B || text[offset + 1] == 0x2D) && offset + 2 < text.count)
    }

    /// `CR` true, `DR` false, as a word of its own.
    private func creditWord() -> Bool? {
        guard offset + 1 < text.count, text[offset + 1] | 0x20 == 0x72,
            offset + 2 == text.count || !isLetter(text[offset + 2])
        else { return nil }
        return text[offset] | 0x20 == 0x63 ? true : text[offset] | 0x20 == 0x64 ? false : nil
    }

    private mutating func readCurrency() throws(NumberFailure) {
        let poundsLost = reader.currency?.description == "GBP"
        guard reader.style == .money, let sign = CurrencySign(text, at: offset, poundsLost: poundsLost) else {
            throw .unreadable
        }
        offset += sign.length
        if let currency = reader.currency, !sign.mayMean(currency) { throw .foreign }
    }

    private mutating func append(_ digit: UInt8) throws(NumberFailure) { try multiply(adding: Int64(digit &- 0x30)) }

    @inline(__always)
    private mutating func multiply(adding digit: Int64) throws(NumberFailure) {
        value = value * 10 + digit
        // Beyond this the next step could overflow; no limit is as high.
        if value > 100_000_000_000_000_000 { throw .tooLarge }
    }

    private var markByte: UInt8 { reader.mark == .point ? 0x2E : 0x2C }
    private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// What sets thousands apart: the other mark, an apostrophe (straight or typographic) or a blank.
    private func separatorHere() -> (kind: UInt8, length: Int) {
        let byte = text[offset]
        if byte == (reader.mark == .point ? 0x2C : 0x2E) { return (byte, 1) }
        if byte == 0x27 { return (byte, 1) }
        if byte == 0xE2, offset + 2 < text.count, text[offset + 1] == 0x80, text[offset + 2] == 0x99 {
            return (0x27, 3)
        }
        let length = CellText.blankLength(text, at: offset)
        return (0x20, length)
    }

    private mutating func skipBlank() -> Bool {
        let length = CellText.blankLength(text, at: offset)
        offset += length
        return length > 0
    }

    /// A hyphen, a minus sign (U+2212) or an en dash, which word processors make of hyphens.
    private mutating func skipDash() -> Bool {
        guard offset < text.count else { return false }
        if text[offset] == 0x2D {
            offset += 1
            return true
        }
        guard text[offset] == 0xE2, offset + 2 < text.count else { return false }
        switch (text[offset + 1], text[offset + 2]) {
        case (0x88, 0x92), (0x80, 0x93):
            offset += 3
            return true
        default: return false
        }
    }
}
