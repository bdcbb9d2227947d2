import CostModel
import Tables
import TestSupport
import Testing

private func grid(_ table: Table) -> [[String]] {
    (0..<table.rowCount).map { row in (0..<table.width(ofRow: row)).map { table.string($0, ofRow: row) } }
}

private func messages(_ table: Table) -> [String] {
    table.problems.map { problem in
        let diagnostic = Diagnostic(problem, file: "f")
        return "\(diagnostic.line): \(diagnostic.message)"
    }
}

@Test(
    arguments: [
        (
            "each line is read by the headings above it",
            "!TRNS|DATE|AMOUNT\n!SPL|DATE|AMOUNT\n!ENDTRNS\nTRNS|d|-5\nSPL|e|5\nENDTRNS\n!TRNS|AMOUNT|DATE\nTRNS|-6|f\nSPL|g|6\nENDTRNS\n",
            [
                "Record DATE AMOUNT", "TRNS d -5", "SPL e 5", "ENDTRNS", "TRNS f -6", "SPL g 6", "ENDTRNS",
            ], []
        ),
        (
            "a leg is missing", "!TRNS|AMOUNT\n!SPL|AMOUNT\n!ENDTRNS\nTRNS|-1.10\nSPL|1\nENDTRNS\n",
            ["Record AMOUNT", "TRNS -1.10", "SPL 1", "ENDTRNS"],
            ["4: the legs of this transaction add up to (0.10) instead of zero"]
        ),
        (
            "no ENDTRNS anywhere", "!TRNS|AMOUNT\n!SPL|AMOUNT\nTRNS|-1\nSPL|1\nTRNS|-2\nSPL|3\n",
            ["Record AMOUNT", "TRNS -1", "SPL 1", "TRNS -2", "SPL 3"],
            ["5: the legs of this transaction add up to 1.00 instead of zero"]
        ),
        (
            "cut short", "!TRNS|AMOUNT\n!SPL|AMOUNT\n!ENDTRNS\nTRNS|-1\nSPL|1\n",
            ["Record AMOUNT", "TRNS -1", "SPL 1"],
            ["4: the file ends in the middle of this transaction: there is no ENDTRNS"]
        ),
        (
            "a leg alone", "!TRNS|AMOUNT\n!SPL|AMOUNT\nSPL|1\n", ["Record AMOUNT", "SPL 1"],
            ["3: this leg belongs to no transaction"]
        ),
        (
            "no headings", "!TRNS|AMOUNT\nTRNS|0\nSPL|7\n", ["Record AMOUNT", "TRNS 0", "SPL"],
            ["3: no !SPL line says above what the cells of SPL lines are"]
        ),
    ] as [(String, String, [String], [String])])
func `interchange files`(name: String, text: String, rows: [String], problems: [String]) {
    let table = Table.read(Array(text.replacing("|", with: "\t").utf8))
    #expect(table.container == .iif)
    #expect(grid(table).map { $0.filter { !$0.isEmpty }.joined(separator: " ") } == rows)
    #expect(messages(table) == problems)
}

private func record(_ type: UInt8, _ payload: [UInt8]) -> [UInt8] {
    [0x23, 0, 0, 0, UInt8(payload.count + 2), 0, type, 0] + payload
}

private let head: [UInt8] =
    Array("SSI*".utf8) + [0, 0x23, 0, 0, 0, 0xE0, 0, 0, 0, 0] + Array("Cast Members\0Props\0".utf8)

private let scene = record(1, [1] + Array("1\t7\tINT. Caf\0".utf8.dropLast()) + [0xE9] + Array(" - DAY\t\0".utf8))

@Test func `an exchange file with its records in any order and any number of NULs behind its categories`() {
    for nuls in 1...3 {
        let source =
            head + [UInt8](repeating: 0, count: nuls) + record(3, [1, 0, 0, 0, 11, 0])
            + record(2, [1, 0, 1] + Array("LAMP\0".utf8)) + record(9, [1, 2, 3]) + scene
        #expect(
            grid(Table.read(source)) == [
                ["Scene", "Int/Ext", "Set", "Time of Day", "Pages", "Cast Members", "Props"],
                ["7", "INT", "Café", "DAY", "1 3/8", "", "LAMP"],
            ])
        #expect(messages(Table.read(source)).count == 1)
    }
}

@Test(
    arguments: [
        (
            "a category that is not there", record(2, [1, 0, 9] + Array("x\0".utf8)),
            "an element of a scene or a category"
        ),
        ("a scene that is not there", record(3, [7, 0, 0, 0, 1, 0]), "the pages of a scene that is not there"),
        ("no pages", record(3, [1, 0]), "pages without a number"),
        ("a long record", [0x23, 0, 0, 0, 0xFF, 0xFF, 1, 0, 0], "is longer than the file"),
        ("no record", [0x24, 0, 0, 0, 2, 0, 1, 0], "no record begins there"),
    ] as [(String, [UInt8], String)])
func `damaged exchange files are refused with the byte`(name: String, tail: [UInt8], message: String) {
    let table = Table.read(head + [0] + scene + tail)
    #expect(table.isRefused)
    #expect(table.rowCount == 1)
    #expect(messages(table).first?.contains(message) == true)
    #expect(messages(table).first?.contains("byte \(head.count + 1 + scene.count)") == true)
}
