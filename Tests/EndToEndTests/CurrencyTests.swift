import Foundation
import TestSupport
import Testing

/// Productions whose own currency has no decimals or three: their workbooks are written and read back.
struct CurrencyTests {
    @Test(arguments: [("JPY", "1.6", "4300", "6880"), ("KWD", "0.3125", "4300.255", "1343.830")])
    func `a production may report in yen or in dinars`(code: String, rate: String, bill: String, cost: String) throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let production = "\(folder)/production"
        try FileManager.default.copyItem(atPath: "\(repositoryRoot)/docs/example", toPath: production)
        try FileManager.default.createDirectory(atPath: "\(production)/inbox", withIntermediateDirectories: true)
        let settings = try String(contentsOfFile: "\(production)/production.yaml", encoding: .utf8)
            .replacing("currency: USD", with: "currency: \(code)\ncurrencies: [TND, KRW]")
        try settings.write(toFile: "\(production)/production.yaml", atomically: true, encoding: .utf8)
        let foreign = code == "JPY" ? "KRW" : "TND"
        let rates = "Date,Currency,Rate,Kind\n2026-05-04,\(foreign),\(rate),daily\n"
        try rates.write(toFile: "\(production)/inbox/rates.csv", atomically: true, encoding: .utf8)
        let bills = """
            ContactName,InvoiceNumber,InvoiceDate,Description,Quantity,UnitAmount,AccountCode,Currency
            Otto Rentals,A1,12/05/2026,Lenses,1,\(bill),3200-05,\(foreign)
            Otto Rentals,A2,12/05/2026,Lenses,1,7,3510-20,\(code)

            """
        try bills.write(toFile: "\(production)/inbox/bills.csv", atomically: true, encoding: .utf8)
        let result = try run(["run", production, "--as-of", "2026-05-16", "--json"])
        #expect(result.status == 0, "\(result.errors)")
        let printed = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        let report = printed?["report"] as? [String: Any]
        let accounts = report?["accounts"] as? [[String: Any]] ?? []
        #expect(accounts.first { $0["account"] as? String == "3200-05" }?["toDate"] as? String == cost)
        #expect((printed?["workbooks"] as? [String])?.contains { $0.hasSuffix("Currencies.xlsx") } == true)
    }
}
