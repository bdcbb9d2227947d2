import CostModel
import Foundation
import Intake
import Tables
import TestSupport
import Testing

/// Small files in the look of each tool.
private let files: [(profile: String, text: String)] = [
    (
        "quickbooks-online",
        "\"Harbor, LLC\",,,,,,,,\n,,,,,,,,\n,Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n"
            + "2210 Camera,,,,,,,,\n,Beginning Balance,,,,,,,\"1,200.00\"\n,03/02/2026,Bill,88,Otto,\"Lens, week 1\",A/P,\"4,250.00\",5\n"
            + ",03/05/2026,Vendor Credit,CM-7,Otto,Return,A/P,$(250.00),5\nTotal for 2210 Camera,,,,,,,\"$4,000.00\",\n"
            + "TOTAL,,,,,,,\"$4,000.00\",\n,,,,,,,,\n\"Tuesday - Accrual Basis\",,,,,,,,\n"
    ),
    (
        "petty-cash-envelope",
        "PETTY CASH ENVELOPE,,,,,,\nName:,Ana Ruiz,,Dept:,Camera,Env #:,12\n#,Date,Paid To,Description,Acct,Set,Amount\n"
            + "1,3/2/26,Depot,\"Tape, 2\"\"\",2230,015,$48.12\n2,3/3/26,Shell,Fuel,3520,,$61.00\n,,,,,TOTAL,$109.12\n"
            + ",,,,,Cash returned,$390.88\n"
    ),
    (
        "po-log",
        "PO LOG as of 3/7/26,,,,,,,,,,\nPO #,Date,Vendor,Dept,Account,Set,Description,PO Amount,Invoiced,Open,Status\n"
            + "1041,3/2/26,Otto,CAM,2210,015,Lens,\"$4,500.00\",-,1,\n1042-A,3/4/26,Pier,LOC,3510,,VOID,-,-,-,\n"
            + ",,,,,,TOTAL,\"$4,500.00\",,,\n"
    ),
    (
        "payroll-register",
        "Worker,Work Week Ending,Hours ST,Rate,Gross,Employer Taxes,Benefits,Handling Fee,Cost Code,Fringe Code,Run Date\n"
            + "\"Ruiz, Ana\",04/04/2026,40.0,63.75,2550.00,228.23,229.50,28.05,2000-10,2000-99,04/09/2026\n"
            + "TOTAL,,40.0,,2550.00,228.23,229.50,28.05,,,\n"
    ),
    (
        "xero-bills",
        "*ContactName,*InvoiceNumber,*InvoiceDate,Description,*Quantity,*UnitAmount,*AccountCode,Currency\n"
            + "Otto,88,02/03/2026,\"Lens\nweek 1\",3,4250.005,2210,USD\n"
    ),
]

/// Whatever happens to a file on its way: an answer, in which every row and cent is accounted for, and twice the same one.
@Test func `a damaged file is accounted for like any other`() {
    let pieces = Array("\"\n\r,;0-$(#\u{0}\u{FF}E.TOTAL".utf8) + [0xEF, 0xBB, 0xBF, 0xC3]
    forAll(cases: 400) { random in
        let file = files.randomElement(using: &random)!
        let profile = shipped[file.profile]!
        var bytes = Array(file.text.utf8)
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0...4, using: &random) {
            case 0: bytes[place] = pieces.randomElement(using: &random)!
            case 1: bytes.insert(pieces.randomElement(using: &random)!, at: place)
            case 2: bytes.remove(at: place)
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
            default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 60)], at: place)
            }
            if bytes.isEmpty { bytes = [0x0A] }
        }
        var (texts, again) = (Texts(), Texts())
        let source = SourceBytes(path: "x", bytes: bytes)
        let first = Intake.read(source, named: "x", feed: "", profile: profile, currency: .usd, texts: &texts)
        let second = Intake.read(source, named: "x", feed: "", profile: profile, currency: .usd, texts: &again)
        let inspected = Intake.inspect(source, profiles: shipped, currency: nil)
        return isAccounted(first) && first.rows.map(\.record) == second.rows.map(\.record)
            && first.diagnostics.all == second.diagnostics.all && first.count == second.count
            && !inspected.csv.contains("\n\n\n\n\n\n\n\n")
    }
}

private func isAccounted(_ reading: FileReading) -> Bool {
    let count = reading.count
    let cents = reading.rows.reduce(Int64(0)) { $0 + $1.record.amountMinor }
    return count.rowsRead == reading.rows.count { $0.record.leg == 0 } + count.rowsRefused + count.rowsIgnored
        && count.centsRead == cents + count.centsRefused + count.centsIgnored
}

@Test func `the undamaged files are clean`() {
    for file in files {
        let profile = shipped[file.profile]!
        let read = Read(Array(file.text.utf8), profile)
        #expect(read.headlines == [], "\(file.profile)")
        #expect(!read.reading.rows.isEmpty)
        #expect(
            Intake.inspect(SourceBytes(path: "x", bytes: Array(file.text.utf8)), profiles: shipped, currency: nil)
                .profile == file.profile)
    }
}

/// The same rows in another encoding, with another delimiter or other record ends, are the same records.
@Test func `a file saved again by another program says the same`() {
    for file in files {
        let profile = shipped[file.profile]!
        let wanted = Read(Array(file.text.utf8), profile)
        var semicolons = ""
        var isQuoted = false
        for character in file.text {
            if character == "\"" { isQuoted.toggle() }
            semicolons.append(character == "," && !isQuoted ? ";" : character)
        }
        let tabs = semicolons.replacing(";", with: "\t")
        let utf16 = ([0xFEFF] + Array(tabs.utf16)).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let versions: [[UInt8]] = [
            [0xEF, 0xBB, 0xBF] + Array(file.text.utf8), Array(semicolons.utf8), Array(("sep=;\n" + semicolons).utf8),
            utf16,
            Array(file.text.replacing("\n", with: "\r\n").utf8), Array(file.text.replacing("\n", with: "\r").utf8),
            Array(file.text.replacing("\n", with: "\n\n").utf8),
            Array((file.text + String(repeating: ",,,,,\n", count: 9)).utf8),
        ]
        for (index, bytes) in versions.enumerated() {
            let got = Read(bytes, profile)
            #expect(got.headlines == [], "\(file.profile) \(index)")
            // Line ends within cells differ where the file's do.
            let same =
                got.lines { record, texts in described(record, texts) }
                == wanted.lines { record, texts in described(record, texts) }
            #expect(same, "\(file.profile) \(index)")
        }
    }
}

private func described(_ record: CostRecord, _ texts: Texts) -> [String] {
    [record.account, record.party, record.reference, record.details, record.holder].map {
        texts[$0].replacing("\r\n", with: " ").replacing("\r", with: " ").replacing("\n\n", with: " ").replacing(
            "\n", with: " ")
    } + [record.amount.description, record.date.description, "\(record.leg)", record.status.name]
}
