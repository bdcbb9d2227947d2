import CostModel
import Reconcile
import Sheets

/// Floats by custodian: what is outstanding, and what a count found of it.
enum FloatColumn: String, CatalogueColumn {
    case custodian, advances, replenishments, receipts, returned, outstanding, counted
    case onHand = "on_hand"
    case since
    case inHand = "in_hand"
    case unposted, accounted, difference, state

    func entry(_ production: Production) -> CatalogueEntry {
        let (movement, proof) = ("The float", "The count")
        return switch self {
        case .custodian: CatalogueEntry("Custodian", .text, width: 26, "who holds the float")
        case .advances: CatalogueEntry("Advances", .cents, band: movement, width: 13, "cash given out")
        case .replenishments:
            CatalogueEntry("Replenished", .cents, band: movement, width: 13, "cash given out for accepted envelopes")
        case .receipts:
            CatalogueEntry("Receipts posted", .cents, band: movement, width: 13, "accepted receipts, which are cost")
        case .returned: CatalogueEntry("Returned", .cents, band: movement, width: 13, "cash brought back")
        case .outstanding:
            CatalogueEntry(
                "Outstanding", .cents, band: movement, width: 13, isStrong: true,
                "what the custodian has still to account for",
                footnote:
                    "Outstanding: advances and replenishments less posted receipts and cash returned. A float is no cost."
            )
        case .counted: CatalogueEntry("Counted on", .day, band: proof, width: 11, "day of the latest count")
        case .onHand: CatalogueEntry("Cash on hand", .cents, band: proof, width: 13, "cash that the count found")
        case .since:
            CatalogueEntry(
                "Moved since", .cents, band: proof, width: 13, "cash given out less returned after the count")
        case .inHand: CatalogueEntry("Receipts in hand", .cents, band: proof, width: 13, "receipts not handed in yet")
        case .unposted:
            CatalogueEntry("Envelopes unposted", .cents, band: proof, width: 13, "handed in, and not in the ledger yet")
        case .accounted: CatalogueEntry("Accounted for", .cents, band: proof, width: 13, "cash, receipts and envelopes")
        case .difference:
            CatalogueEntry("Difference", .cents, band: proof, width: 12, "outstanding less what is accounted for")
        case .state: CatalogueEntry("Proof", .text, band: proof, width: 12, "PROVES, DIFFERS or not counted")
        }
    }

    func amount(_ proof: FloatProof) -> Money? {
        switch self {
        case .custodian, .counted, .state: nil
        case .advances: proof.advances
        case .replenishments: proof.replenishments
        case .receipts: proof.receipts
        case .returned: proof.returned
        case .outstanding: proof.outstanding
        case .onHand: proof.onHand
        case .since: proof.since
        case .inHand: proof.inHand
        case .unposted: proof.unposted
        case .accounted: proof.accounted
        case .difference: proof.isCounted ? proof.difference : .zero(proof.advances.currency)
        }
    }

    /// Only a count has these.
    var isOfCount: Bool { [.onHand, .since, .inHand, .unposted, .accounted, .difference].contains(self) }
}

struct FloatSheet {
    private let grid: Grid<FloatColumn>
    private let digits: Int

    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let sheet = FloatSheet(
            grid: Grid(definition, context.header, context.production), digits: context.production.currency.minorDigits)
        let floats = context.findings.cash.floats
        let first = sheet.grid.nextRow
        for proof in floats { sheet.add(proof) }
        if floats.isEmpty {
            sheet.grid.addNote("No float has been given out yet.")
        } else {
            let rows = [first...first + floats.count - 1]
            sheet.grid.add(.grand) { column in
                guard column.amount(floats[0]) != nil else {
                    return column == sheet.grid.columns.first ? .text("Total") : .blank
                }
                return sheet.grid.sum(column, rows, floats.reduce(context.zero) { $0 + column.amount($1)! })
            }
        }
        sheet.grid.set(frozenColumns: 1)
        return sheet.grid.sheet
    }

    private func add(_ proof: FloatProof) {
        let at = grid.nextRow
        let state = !proof.isCounted ? "not counted" : proof.proves ? "PROVES" : "DIFFERS"
        let role: Cell.Role = proof.isCounted && !proof.proves ? .alarm : .plain
        grid.add(.detail) { column in
            if column.isOfCount, !proof.isCounted { return .blank }
            switch column {
            case .custodian:
                return .text(proof.custodian.isEmpty ? "No custodian given" : proof.custodian)
            case .counted: return .day(proof.counted)
            case .state: return .text(state, role)
            case .outstanding:
                return live([.advances, .replenishments], less: [.receipts, .returned], proof.outstanding, at)
            case .accounted: return live([.onHand, .since, .inHand, .unposted], less: [], proof.accounted, at)
            case .difference: return live([.outstanding], less: [.accounted], proof.difference, at, role)
            default: return .money(column.amount(proof)!)
            }
        }
    }

    /// The sum as a formula where the sheet has all of its terms.
    private func live(
        _ terms: [FloatColumn], less others: [FloatColumn], _ amount: Money, _ at: Int, _ role: Cell.Role = .plain
    ) -> Cell {
        let (plus, minus) = (terms.map { grid.address($0, at) }, others.map { grid.address($0, at) })
        guard !(plus + minus).contains(nil) else { return .money(amount, role) }
        let formula =
            plus.compactMap(\.self).joined(separator: "+") + minus.compactMap(\.self).map { "-\($0)" }.joined()
        return .formula("ROUND(\(formula),\(digits))", amount, role)
    }
}

/// Envelopes against their top sheets.
enum EnvelopeProofColumn: String, CatalogueColumn {
    case custodian, envelope, first, last, lines, receipts, stated, difference
    case withoutReceipt = "without_receipt"
    case withoutVendor = "without_vendor"
    case withoutAccount = "without_account"
    case overCap = "over_cap"
    case state, file, row

    func entry(_ production: Production) -> CatalogueEntry {
        func count(_ heading: String, _ meaning: String) -> CatalogueEntry {
            CatalogueEntry(heading, .number(digits: 0), width: 9, meaning)
        }
        return switch self {
        case .custodian: CatalogueEntry("Custodian", .text, width: 26, "who holds the float")
        case .envelope: CatalogueEntry("Envelope", .text, width: 13, "the envelope's number")
        case .first: CatalogueEntry("First receipt", .day, width: 11, "day of its first receipt")
        case .last: CatalogueEntry("Last receipt", .day, width: 11, "day of its last receipt")
        case .lines: count("Lines", "its receipt lines")
        case .receipts: CatalogueEntry("Receipts", .cents, width: 13, isStrong: true, "what its lines come to")
        case .stated:
            CatalogueEntry(
                "Stated", .cents, width: 13, "the total of its top sheet",
                footnote:
                    "Stated: as the list of floats has it. An envelope form's own total is compared when its file is read."
            )
        case .difference: CatalogueEntry("Difference", .cents, width: 12, "stated less receipts")
        case .withoutReceipt: count("No receipt", "lines without the number of a receipt")
        case .withoutVendor: count("No vendor", "lines that do not say who was paid")
        case .withoutAccount: count("No account", "lines without an account")
        case .overCap: CatalogueEntry("Over the cap", .cents, width: 12, "above envelope_cap of policies.yaml")
        case .state: CatalogueEntry("Proof", .text, width: 10, "WHOLE or LOOK")
        case .file: CatalogueEntry("Source file", .text, width: 32, "where its first line stands")
        case .row: CatalogueEntry("Row", .number(digits: 0), width: 7, "the line of that file")
        }
    }
}

enum EnvelopeProofSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<EnvelopeProofColumn>(definition, context.header, context.production)
        let envelopes = context.findings.cash.envelopes
        let places = SourcePlaces(context.snapshot)
        let first = grid.nextRow
        for proof in envelopes {
            func count(_ value: Int) -> Cell { value == 0 ? .blank : Cell(.number(Int64(value), digits: 0), .alarm) }
            grid.add(.detail) { column in
                switch column {
                case .custodian: .text(proof.custodian.isEmpty ? "No custodian given" : proof.custodian)
                case .envelope: .text(proof.envelope)
                case .first: .day(proof.first)
                case .last: .day(proof.last)
                case .lines: Cell(.number(Int64(proof.lines), digits: 0))
                case .receipts: .money(proof.receipts)
                case .stated: proof.stated.map { .money($0) } ?? .blank
                case .difference:
                    proof.stated == nil ? .blank : .money(proof.difference, proof.difference.isZero ? .plain : .alarm)
                case .withoutReceipt: count(proof.withoutReceipt)
                case .withoutVendor: count(proof.withoutVendor)
                case .withoutAccount: count(proof.withoutAccount)
                case .overCap: proof.overCap.isZero ? .blank : .money(proof.overCap, .alarm)
                case .state: .text(proof.isWhole ? "WHOLE" : "LOOK", proof.isWhole ? .plain : .alarm)
                case .file: .text(places.file(proof.entry))
                case .row: places.row(proof.entry)
                }
            }
        }
        if envelopes.isEmpty { grid.addNote("No envelope has been handed in yet.") }
        let rows = envelopes.isEmpty ? [] : [first...first + envelopes.count - 1]
        grid.add(.grand) { column in
            switch column {
            case .lines: grid.sum(column, rows, envelopes.reduce(0) { $0 + Int64($1.lines) }, digits: 0)
            case .receipts: grid.sum(column, rows, envelopes.reduce(context.zero) { $0 + $1.receipts })
            case .stated: grid.sum(column, rows, envelopes.reduce(context.zero) { $0 + ($1.stated ?? context.zero) })
            case .difference: grid.sum(column, rows, envelopes.reduce(context.zero) { $0 + $1.difference })
            case .overCap: grid.sum(column, rows, envelopes.reduce(context.zero) { $0 + $1.overCap })
            default: column == grid.columns.first ? .text("Total") : .blank
            }
        }
        grid.set(frozenColumns: 2)
        return grid.sheet
    }
}

/// File and row of an entry, for the sheets that cite them.
struct SourcePlaces {
    private let snapshot: Snapshot
    private let names: [Int32: String]

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        names = Dictionary(snapshot.files.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// Empty where there is no entry.
    func file(_ entry: Int) -> String { entry < 0 ? "" : names[snapshot.entries[entry].origin.sourceID] ?? "" }

    func row(_ entry: Int) -> Cell {
        entry < 0
            ? .blank : Cell(.number(Int64(SourceLine(raw: snapshot.entries[entry].origin.line).number), digits: 0))
    }

    func file(id: Int32) -> String { names[id] ?? "" }
}
