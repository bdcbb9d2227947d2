package import CostModel

/// What a vendor quoted for one unit of something, and what was ordered and billed.
///
/// Fields of a `vendor-rate` record: date = of the quote, weekEnding = valid until, party = vendor, details = item, type = unit,
/// rate, reference = quote, account.
package struct VendorRate: Hashable, Sendable {
    package var vendor: String
    package var item: String
    package var unit: String
    package var quote: String
    package var date: Day
    package var validUntil: Day
    package var quoted: Rate
    /// Of the latest order and the latest bill of the vendor whose text holds the item's words; nil where there is none.
    package var ordered: Rate?
    package var invoiced: Rate?
    package var file: String
    package var line: Int

    /// What is charged above the quote.
    package var drift: Rate? {
        (invoiced ?? ordered).map { Rate(tenThousandths: $0.tenThousandths - quoted.tenThousandths) }
    }

    static func all(_ books: Books) -> [VendorRate] {
        let quotes = books.entries(.vendorRate).filter { books.record($0).status != .void }
        guard !quotes.isEmpty else { return [] }
        var finder = RateFinder(books)
        var latest: [String: Int] = [:]
        for index in quotes {
            let key = finder.key(books.record(index))
            guard books.record(index).date.isNone || books.record(index).date <= books.period else { continue }
            if let other = latest[key], books.record(other).date > books.record(index).date { continue }
            latest[key] = index
        }
        finder.read(latest)
        return latest.keys.sorted().map { finder.rate(latest[$0]!, $0) }
    }
}

private struct RateFinder {
    let books: Books
    private var vendors: VendorIndex
    /// Keys of the items that each vendor has quoted.
    private var items: [Int32: [String]] = [:]
    private var ordered: [String: Priced] = [:]
    private var invoiced: [String: Priced] = [:]

    private struct Priced { var rate: Rate; var date: Day }

    init(_ books: Books) {
        self.books = books
        vendors = VendorIndex(books.texts.count)
    }

    mutating func key(_ record: CostRecord) -> String {
        let item = VendorNames.words(books.texts[record.details]).joined(separator: " ")
        let vendor = vendors.index(of: record.party, books.texts).name
        if !(items[vendor] ?? []).contains(item) { items[vendor, default: []].append(item) }
        return VendorNames.normalized(books.texts[record.party]) + "\u{0}" + item
    }

    mutating func read(_ quotes: [String: Int]) {
        for kind in [RecordKind.purchaseOrderLine, .invoiceLine, .ledgerLine] {
            for index in books.entries(kind) where books.record(index).status != .void {
                let record = books.record(index)
                guard let items = items[vendors.index(of: record.party, books.texts).name], let rate = rate(record)
                else { continue }
                let text = " " + VendorNames.words(books.texts[record.details]).joined(separator: " ") + " "
                let vendor = VendorNames.normalized(books.texts[record.party])
                for item in items where text.contains(" \(item) ") {
                    let (key, priced) = ("\(vendor)\u{0}\(item)", Priced(rate: rate, date: record.date))
                    if kind == .purchaseOrderLine {
                        if ordered[key].map({ $0.date <= record.date }) ?? true { ordered[key] = priced }
                    } else if invoiced[key].map({ $0.date <= record.date }) ?? true {
                        invoiced[key] = priced
                    }
                }
            }
        }
    }

    /// The rate that the row gives, else its amount by its quantity.
    private func rate(_ record: CostRecord) -> Rate? {
        if record.rate.tenThousandths != 0 { return record.rate }
        guard record.quantity > 0 else { return nil }
        let factor = 100 * Decimals.power(4 - books.currency.minorDigits)
        return Rate(tenThousandths: Decimals.scaled(record.amountMinor, by: factor, over: Int64(record.quantity)))
    }

    func rate(_ index: Int, _ key: String) -> VendorRate {
        let record = books.record(index)
        let (file, line) = books.place(index)
        return VendorRate(
            vendor: books.texts[record.party], item: books.texts[record.details], unit: books.texts[record.type],
            quote: books.texts[record.reference], date: record.date, validUntil: record.weekEnding,
            quoted: record.rate, ordered: ordered[key]?.rate, invoiced: invoiced[key]?.rate, file: file, line: line)
    }
}
