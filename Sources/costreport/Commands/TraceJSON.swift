import CostModel
import Foundation
import Reconcile
import Sheets

/// A trace as programs read it. Amounts are decimal texts, so that no reader rounds them.
struct TraceJSON: Encodable {
    struct Item: Encodable {
        var column: String, date: String, period: String, kind: String, party: String, reference: String
        var details: String, amount: String, file: String, line: Int, sha256: String, codedBy: String, reversal: Bool
        var foreignAmount: String?, currency: String?, exchangeRate: String?
    }

    struct Rule: Encodable {
        var method: String, words: String, note: String, author: String, file: String, line: Int, sha256: String
    }

    struct BridgeForm: Encodable {
        struct Step: Encodable { var step: String, amount: String, cause: String }
        var previousEfc: String, steps: [Step], efc: String

        init(_ bridge: Bridge.Line) {
            (previousEfc, efc) = (bridge.previous.description, bridge.final.description)
            steps = Bridge.Step.allCases.map {
                Step(step: $0.name, amount: bridge[$0].description, cause: bridge.cause($0))
            }
        }
    }

    struct CellForm: Encodable {
        struct Precedent: Encodable { var cell: String, label: String, value: String }
        var sheet: String, cell: String, heading: String, value: String, formula: String
        var row: [String: String], precedents: [Precedent]

        init(_ cell: FoundCell) {
            (sheet, self.cell, heading) = (cell.sheet, cell.address, cell.heading)
            (value, formula) = (cell.text, cell.formula)
            row = Dictionary(cell.row.map { ($0.heading, $0.text) }, uniquingKeysWith: { first, _ in first })
            precedents = cell.precedents.map { Precedent(cell: $0.address, label: $0.label, value: $0.text) }
        }
    }

    var period: String
    var cell: CellForm?
    var figures: JSONOutcome.Line?
    var rule: Rule?
    var bridge: BridgeForm?
    var items: [Item]

    init(_ cell: FoundCell?, _ trace: Trace?, _ findings: Findings) {
        period = findings.period.description
        self.cell = cell.map(CellForm.init)
        figures = trace.map { JSONOutcome.Line($0.line, findings.production.variance) }
        rule = trace.map(\.rule).map {
            Rule(
                method: $0.method, words: $0.words, note: $0.note, author: $0.author, file: $0.file,
                line: SourceLine(raw: Int32(clamping: $0.line)).number, sha256: $0.sha256)
        }
        bridge = trace?.bridge.map(BridgeForm.init)
        items = (trace?.items ?? []).map {
            Item(
                column: $0.column.rawValue, date: $0.date.description, period: $0.period.description, kind: $0.kind,
                party: $0.party, reference: $0.reference, details: $0.details, amount: $0.amount.description,
                file: $0.file, line: SourceLine(raw: Int32(clamping: $0.line)).number, sha256: $0.sha256,
                codedBy: $0.codedBy, reversal: $0.isReversal,
                foreignAmount: $0.foreign?.description, currency: $0.foreign?.currency.description,
                exchangeRate: $0.exchangeRate?.description)
        }
    }

    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
