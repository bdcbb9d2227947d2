import CostModel

/// A currency symbol or code at a place of a cell, and the currencies that it may mean.
struct CurrencySign {
    let length: Int
    /// ISO codes.
    let codes: [String]

    /// Three letters that are a currency's code.
    static func isCode(_ text: String) -> Bool {
        let bytes = Array(text.uppercased().utf8)
        return bytes.count == 3 && signs.contains { $0.bytes == bytes }
    }

    func mayMean(_ currency: Currency) -> Bool { codes.contains(currency.description) }

    /// nil when there is none at `offset`. `poundsLost` takes `#` and `?` for a pound sign, which passed through a program that
    /// did not know it.
    init?(_ text: UnsafeRawBufferPointer, at offset: Int, poundsLost: Bool) {
        if poundsLost, text[offset] == 0x23 || text[offset] == 0x3F {
            (length, codes) = (1, ["GBP"])
            return
        }
        let rest = text[offset...].prefix(8)
        guard let found = CurrencySign.signs.first(where: { rest.starts(with: $0.bytes) }) else { return nil }
        // A code must not be the beginning of a word.
        let end = offset + found.bytes.count
        if CurrencySign.isLetter(found.bytes.last!), end < text.count, CurrencySign.isLetter(text[end]) { return nil }
        (length, codes) = (found.bytes.count, found.codes)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    private static let signs: [(bytes: [UInt8], codes: [String])] = {
        let dollars = ["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "CLP", "COP"]
        let crowns = ["SEK", "NOK", "DKK", "ISK", "CZK"]
        let symbols: [(String, [String])] = [
            ("US$", ["USD"]), ("CA$", ["CAD"]), ("C$", ["CAD"]), ("AU$", ["AUD"]), ("A$", ["AUD"]), ("NZ$", ["NZD"]),
            ("HK$", ["HKD"]), ("S$", ["SGD"]), ("MX$", ["MXN"]), ("R$", ["BRL"]), ("$", dollars),
            // The pound as UTF-8 that was read as Windows-1252.
            ("Â£", ["GBP"]), ("£", ["GBP"]), ("â‚¬", ["EUR"]), ("€", ["EUR"]), ("Â¥", ["JPY", "CNY"]),
            ("¥", ["JPY", "CNY"]),
            ("₩", ["KRW"]), ("₹", ["INR"]), ("₽", ["RUB"]), ("₺", ["TRY"]), ("₪", ["ILS"]), ("zł", ["PLN"]),
            ("Kč", ["CZK"]),
            ("SFr.", ["CHF"]), ("Fr.", ["CHF"]), ("kr.", crowns), ("kr", crowns), ("Rs.", ["INR"]), ("Ft", ["HUF"]),
        ]
        let codes = [
            "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "CLP", "COP", "BRL", "GBP", "EUR", "CHF", "JPY", "CNY",
            "KRW",
            "INR", "RUB", "TRY", "ILS", "PLN", "CZK", "HUF", "RON", "BGN", "ISK", "SEK", "NOK", "DKK", "ZAR", "MAD",
            "JOD",
            "AED", "SAR", "THB", "MYR", "IDR", "PHP", "VND", "TWD", "KWD", "BHD", "OMR", "TND", "XOF", "XAF", "UAH",
            "HRK",
        ]
        return symbols.map { (Array($0.0.utf8), $0.1) } + codes.map { (Array($0.utf8), [$0]) }
    }()
}
