import CostModel
import Intake
import Settings
import Tables
import TestSupport
import Testing

/// A reading with its pool, and the invariants that hold for every file checked.
struct Read {
    var reading: FileReading
    var texts: Texts

    init(
        _ text: String, _ profile: String, name: String = "in.csv", sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        self.init(
            Array(text.utf8), try ProfileFile.parse(profile, name: "test", path: "test.yaml"), name: name,
            sourceLocation: sourceLocation)
    }

    init(
        _ bytes: [UInt8], _ profile: Profile, name: String = "in.csv", sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var texts = Texts()
        reading = Intake.read(
            SourceBytes(path: name, bytes: bytes), named: name, feed: "feed", profile: profile, currency: .usd,
            texts: &texts)
        self.texts = texts
        expectAccounted(reading, sourceLocation: sourceLocation)
    }

    /// `account amount status` and what else is asked for, a line a record.
    func lines(_ fields: (CostRecord, Texts) -> [String]) -> [String] {
        reading.rows.map { fields($0.record, texts).joined(separator: " ") }
    }

    var amounts: [String] { lines { record, texts in [texts[record.account], record.amount.description] } }
    var headlines: [String] { reading.diagnostics.all.map(\.headline) }
}

/// Every row is a record, refused or ignored; every cent too.
func expectAccounted(_ reading: FileReading, sourceLocation: SourceLocation = #_sourceLocation) {
    let count = reading.count
    let records = reading.rows.count { $0.record.leg == 0 }
    #expect(count.rowsRead == records + count.rowsRefused + count.rowsIgnored, sourceLocation: sourceLocation)
    let cents = reading.rows.reduce(Int64(0)) { $0 + $1.record.amountMinor }
    #expect(count.centsRead == cents + count.centsRefused + count.centsIgnored, sourceLocation: sourceLocation)
}

private let plain = """
    title: Plain
    kind: invoice-line
    match: [Date, Vendor, Amount]
    day: yyyy-MM-dd
    columns:
      date: Date
      party: { heading: Vendor, aliases: [Supplier] }
      account: { heading: Account, optional: yes }
      details: { heading: Memo, optional: yes }
      type: { text: bill }
    amount: Amount

    """

@Test func `rows become records`() throws {
    let read = try Read(
        "Date,Vendor,Account,Memo,Amount\n2026-04-01,Otto Rentals,2210,\"two\nlines\",\"1,234.50\"\n"
            + "2026-04-02, Pier 40 ,'0015',=\"007\",(5.00)\n", plain)
    #expect(read.reading.diagnostics.isEmpty)
    #expect(
        read.lines { record, texts in
            [
                record.date.description, texts[record.party], texts[record.account], texts[record.details],
                texts[record.type], record.amount.description, record.status.name,
            ]
        } == [
            "2026-04-01 Otto Rentals 2210 two\nlines bill 1234.50 open",
            "2026-04-02 Pier 40 0015 007 bill -5.00 open",
        ])
    #expect(read.reading.rows.map(\.line) == [2, 4])
    #expect(read.reading.count.rowsRead == 3)
    #expect(read.reading.stamp.description == "2026-04-02")
    #expect(read.reading.rows.allSatisfy { $0.key == nil })
}

@Test func `headings are known by any case, blanks, asterisks and aliases, wherever they stand`() throws {
    let read = try Read("Report\n\n\nmemo,*AMOUNT,  supplier*,date\nx,1,Otto,2026-04-01\n", plain)
    #expect(read.reading.diagnostics.isEmpty == false)
    #expect(read.headlines == ["in.csv:5: error: Account: is blank [account-missing]"])
    #expect(read.reading.count.rowsIgnored == 4)
    #expect(read.texts[read.reading.rows[0].record.party] == "Otto")
}

@Test func `a missing account keeps the row, a missing date or amount refuses it`() throws {
    let read = try Read(
        "Date,Vendor,Account,Amount\n2026-04-01,A,,1.00\n,B,2210,2.00\n2026-04-01,C,2210,\n2026-04-01,D,2210,x\n", plain
    )
    #expect(read.amounts == [" 1.00"])
    #expect(
        read.headlines == [
            "in.csv:2:14: error: Account: is blank [account-missing]",
            "in.csv:3:1: error: Date: is blank [cell-missing]",
            "in.csv:4:19: error: Amount: is blank [cell-missing]",
            "in.csv:5:19: error: Amount: \"x\" is not an amount [amount-unreadable]",
        ])
    #expect(read.reading.count.rowsRefused == 3)
    #expect(read.reading.count.centsRefused == 200)
}

@Test func `a spreadsheet's error in a text refuses the row`() throws {
    let read = try Read("Date,Vendor,Account,Amount\n2026-04-01,#N/A,2210,1.00\n2026-04-01,#1 Props,2210,2.00\n", plain)
    #expect(read.amounts == ["2210 2.00"])
    #expect(read.headlines == ["in.csv:2:12: error: Vendor: \"#N/A\" is a spreadsheet's error [cell-error]"])
}

@Test(arguments: [
    ("2026-04-01,A,2210,1.00\n", [String]()),
    ("2026-04-01,A,2210,1.00,,,\n", []),
    ("2026-04-01,A,2210,1.00,x\n", ["in.csv:2: warning: this row has 5 cells and the header has 4 [row-ragged]"]),
    (
        "2026-04-01,A\n",
        [
            "in.csv:2: error: Amount: is blank [cell-missing]",
            "in.csv:2: warning: this row has 2 cells and the header has 4 [row-ragged]",
        ]
    ),
    (
        "2026-04-01,A,22",
        ["in.csv:2: error: the file ends in the middle of a row: 3 of 4 cells and no line end [file-truncated]"]
    ),
    ("2026-04-01,A,2210,1.0", []),
])
func `rows of other widths than the header`(row: String, headlines: [String]) throws {
    let read = try Read("Date,Vendor,Account,Amount\n" + row, plain)
    #expect(read.headlines.filter { !$0.contains("account-missing") } == headlines)
}

@Test func `a file that is cut short says nothing, not even what vanished`() throws {
    let profile = plain + "cumulative: all\n"
    let whole = try Read("Date,Vendor,Account,Amount\n2026-04-01,A,2210,1.00\n2026-04-02,B,2210,2.00\n", profile)
    #expect(whole.reading.coverage == .all)
    let cut = try Read("Date,Vendor,Account,Amount\n2026-04-01,A,2210,1.00\n2026-04-02,B,22", profile)
    #expect(cut.reading.rows.isEmpty)
    #expect(cut.reading.coverage == .additions)
    #expect(cut.reading.stamp.isNone)
    #expect(cut.reading.count.rowsRefused == 3)
    #expect(cut.reading.count.centsRefused == 100)
    let open = try Read("Date,Vendor,Account,Amount\n2026-04-01,A,2210,1.00\n2026-04-02,\"B,2210,2.00\n", profile)
    #expect(open.reading.rows.isEmpty)
    #expect(open.headlines.contains { $0.hasPrefix("in.csv:3:12: error: the quote that opens here") })
    let header = try Read("Date,Vendor,Account,Amount\n", profile)
    #expect(header.headlines == ["in.csv: warning: has a header and no rows [file-empty]"])
    #expect(header.reading.coverage == .additions)
}

/// No file that was cut short may post a part of a row.
@Test func `a file cut at any byte posts whole rows or nothing`() throws {
    let text = "Date,Vendor,Account,Amount\n2026-04-01,\"A, B\",2210,1.00\n2026-04-02,\"say \"\"x\"\"\",2210,2.00\n"
    let whole = try Read(text, plain).amounts
    for count in 0..<text.utf8.count {
        let cut = try Read(String(decoding: Array(text.utf8).prefix(count), as: UTF8.self), plain)
        // The last cell of a row may lose its last digits unseen when there is no line end: no more than that.
        let isInLastCell = !text.utf8.prefix(count).isEmpty && cut.amounts.count > 0 && Array(text.utf8)[count] != 0x0A
        for (index, amount) in cut.amounts.enumerated() where amount != whole[index] {
            #expect(isInLastCell && index == cut.amounts.count - 1, "cut at \(count): \(cut.amounts)")
        }
    }
}

@Test func `NUL bytes refuse their row`() throws {
    let rows = (1...9).map { "2026-04-0\($0),A,2210,1.00\n" }.joined()
    let read = try Read("Date,Vendor,Account,Amount\n" + rows + "2026-04-10,A\u{0},2210,1.00\n", plain)
    #expect(read.headlines == ["in.csv:11: error: the row holds NUL bytes [encoding-invalid]"])
    #expect(read.reading.rows.count == 9)
}

@Test func `days that fit the other order are told apart from nonsense`() throws {
    let profile = plain.replacing("yyyy-MM-dd", with: "MM/dd/yyyy")
    let read = try Read("Date,Vendor,Account,Amount\n13/04/2026,A,2210,1\n2026-04-13,A,2210,1\n", profile)
    #expect(read.headlines.map { $0.contains("is not a day written as MM/dd/yyyy [date-unreadable]") } == [true, true])
    #expect(read.reading.diagnostics.all[0].hint.hasPrefix("it would be one as dd/MM/yyyy"))
    #expect(read.reading.diagnostics.all[1].hint.hasPrefix("export it in that form"))
}

@Test func `a comma for a decimal point is recognised`() throws {
    let read = try Read("Date;Vendor;Account;Amount\n2026-04-01;A;2210;1.234,50\n", plain)
    #expect(
        read.headlines == [
            "in.csv:2:19: error: Amount: \"1.234,50\" is not an amount with a decimal point [amount-unreadable]"
        ])
    let other = try Read("Date;Vendor;Account;Amount\n2026-04-01;A;2210;1.234,50\n", plain + "decimal: \",\"\n")
    #expect(other.amounts == ["2210 1234.50"])
}

@Test func `quantity times price is exact and rounded once`() throws {
    let profile = plain.replacing("amount: Amount", with: "amount: { times: [Quantity, Price] }").replacing(
        "match: [Date, Vendor, Amount]", with: "match: [Date, Vendor]")
    let read = try Read(
        "Date,Vendor,Account,Quantity,Price\n2026-04-01,A,1,3,33.335\n2026-04-01,A,2,-3,33.335\n2026-04-01,A,3,1.5,0.01\n"
            + "2026-04-01,A,4,0.1,0.05\n2026-04-01,A,5,1.00000000,\"4,250.00\"\n2026-04-01,A,6,x,1\n2026-04-01,A,7,1,\n"
            + "2026-04-01,A,8,9999999,9999999\n2026-04-01,A,9,1,1.23456\n", profile)
    #expect(read.amounts == ["1 100.01", "2 -100.01", "3 0.02", "4 0.01", "5 4250.00"])
    #expect(
        read.headlines.map { String($0.split(separator: "[").last ?? "") } == [
            "amount-unreadable]", "cell-missing]", "amount-too-large]", "amount-unreadable]",
        ])
    #expect(read.reading.diagnostics.all.map(\.field) == ["Quantity", "Quantity", "Price", "Price"])
}

@Test func `debit and credit, and charges written as negative numbers`() throws {
    let columns = plain.replacing("match: [Date, Vendor, Amount]", with: "match: [Date, Vendor]")
    let read = try Read(
        "Date,Vendor,Account,Debit,Credit\n2026-04-01,A,1,5.00,\n2026-04-01,A,2,,3.00\n2026-04-01,A,3,,\n",
        columns.replacing("amount: Amount", with: "amount: { debit: Debit, credit: Credit }"))
    #expect(read.amounts == ["1 5.00", "2 -3.00"])
    let negated = try Read("Date,Vendor,Account,Amount\n2026-04-01,A,1,-5.00\n", plain + "sign: negate\n")
    #expect(negated.amounts == ["1 5.00"])
}

@Test func `a row in another currency is refused`() throws {
    let read = try Read(
        "Date,Vendor,Account,Amount,Cur\n2026-04-01,A,1,5.00,USD\n2026-04-01,A,2,5.00,EUR\n2026-04-01,A,3,€5.00,usd\n"
            + "2026-04-01,A,4,5.00,\n", plain + "currency: Cur\n")
    #expect(read.amounts == ["1 5.00", "4 5.00"])
    #expect(read.reading.diagnostics.all.map(\.code) == [.currencyForeign, .currencyForeign])
    #expect(read.reading.diagnostics.all.map(\.field) == ["Cur", "Amount"])
}

@Test func `amounts that together leave 64 bits refuse the file`() throws {
    let headings = (1...400).map { "Amount \($0)" }
    let profile = plain.replacing("amount: Amount", with: "amount: { sum: [\(headings.joined(separator: ", "))] }")
        .replacing(
            "match: [Date, Vendor, Amount]", with: "match: [Date, Vendor]")
    let row = "2026-04-01,A,2210" + String(repeating: ",99999999999.99", count: 400) + "\n"
    let text = "Date,Vendor,Account,\(headings.joined(separator: ","))\n"
    let read = try Read(text + String(repeating: row, count: 2_306), profile)
    #expect(read.headlines == ["in.csv: error: its amounts add up to more than can be counted [amount-too-large]"])
    #expect(read.reading.rows.isEmpty)
    #expect(try Read(text + String(repeating: row, count: 2_305), profile).headlines == [])
}
