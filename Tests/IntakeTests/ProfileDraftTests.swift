import CostModel
import Intake
import Tables
import TestSupport
import Testing

private func draft(_ text: String) throws -> String {
    try #require(ProfileDraft(Table.read(Array(text.utf8)), file: "inbox/log.csv", profiles: shipped)).text
}

@Test func `a draft names what the file shows`() throws {
    let text = try draft(
        """
        Some log;;;
        Invoice Date;Vendor;Konto;Amount
        13.03.2026;Otto Rentals;2210;1.234,50
        2.3.2026;Pier 40;3510;-20,00
        ;;TOTAL;1.214,50

        """)
    for line in [
        "delimiter: semicolon", "day: d.M.yyyy", "decimal: \",\"", "  party: ", "  # ?: Konto", "amount: Amount",
        "  - { column: Konto, equals: TOTAL }",
    ] {
        #expect(text.contains(line), "\(line)\n\(text)")
    }
}

@Test func `a draft can be read as it stands, and reads its own file`() throws {
    let file = "Datum,Vendor,Acct,Amount\n2026-03-02,Otto,2210,5.00\n2026-03-03,\"Pier 40\",3510,7.25\n"
    let profile = try ProfileFile.parse(try draft(file), name: "draft", path: "draft.yaml")
    let read = Read(Array(file.utf8), profile)
    #expect(read.amounts == ["2210 5.00", "3510 7.25"])
    #expect(read.headlines.isEmpty)
}

@Test func `debit and credit are one amount, and both orders of a day are named`() throws {
    let text = try draft("Date,Payee,Debit,Credit\n3/2/2026,Otto,5.00,\n3/4/2026,Otto,,1.00\n")
    #expect(text.contains("amount: { debit: Debit, credit: Credit }"))
    #expect(text.contains("day: [M/d/yyyy, d/M/yyyy]"))
}

@Test func `headings that YAML would read otherwise are quoted`() throws {
    let text = try draft("\"No: #1\",Date,Amount\nx,2026-03-02,5.00\n")
    #expect(text.contains("\"No: #1\""))
    #expect(throws: Never.self) { try ProfileFile.parse(text, name: "d", path: "d.yaml") }
}
