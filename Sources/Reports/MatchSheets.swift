import CostModel
import Reconcile
import Sheets

/// Two records that are, or may be, one purchase.
enum MatchColumn: String, CatalogueColumn {
    case state, reason, vendor, left
    case leftAmount = "left_amount"
    case leftPlace = "left_place"
    case right
    case rightAmount = "right_amount"
    case rightPlace = "right_place"
    case days, by, effect, row

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .state:
            CatalogueEntry(
                "State", .text, width: 11, "TWICE? (both count), proposed, flagged, confirmed, denied or unusable",
                footnote:
                    "Nothing here changes a figure until its row is in matches.csv, with same or different as the decision."
            )
        case .reason: CatalogueEntry("Why", .prose, width: 16, "what the two have in common")
        case .vendor: CatalogueEntry("Vendor", .text, width: 24, "as the later record gives it")
        case .left: CatalogueEntry("Left", .prose, width: 32, "the earlier record, as matches.csv calls it")
        case .leftAmount: CatalogueEntry("Left amount", .cents, width: 12, "its amount; of an order what is open")
        case .leftPlace: CatalogueEntry("Left file and row", .prose, width: 22, "where it stands")
        case .right: CatalogueEntry("Right", .prose, width: 32, "the later record, as matches.csv calls it")
        case .rightAmount: CatalogueEntry("Right amount", .cents, width: 12, "its amount")
        case .rightPlace: CatalogueEntry("Right file and row", .prose, width: 22, "where it stands")
        case .days: CatalogueEntry("Days", .number(digits: 0), width: 7, "from the one to the other")
        case .by: CatalogueEntry("Decided by", .text, width: 13, "who confirmed or denied it")
        case .effect: CatalogueEntry("Effect", .prose, width: 26, "what the decision does, or why it does nothing")
        case .row: CatalogueEntry("Row to paste", .prose, width: 44, "the row of matches.csv that confirms it")
        }
    }
}

enum MatchSheet {
    /// What may count twice, then what is proposed, then what was decided.
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let doubles = context.findings.purchases.doubleCounts.map { Item(state: "TWICE?", role: .alarm, pair: $0) }
        let proposals = context.commitments.proposals.map { Item(state: "proposed", role: .strong, pair: $0) }
        let decided = context.snapshot.matches.rows.map { Item(decision: $0) }
        return sheet(definition, context, doubles + proposals + decided, "Nothing is proposed or decided.")
    }

    /// Bills that may have been entered twice.
    static func duplicates(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let items = context.findings.purchases.duplicates.map { Item(state: "flagged", role: .alarm, pair: $0) }
        return sheet(definition, context, items, "No bill looks as if it had been entered twice.")
    }

    private struct Item {
        var state: String
        var role: Cell.Role
        var pair: PurchasePair?
        var decision: MatchOutcomes.Row?

        init(state: String, role: Cell.Role, pair: PurchasePair) {
            (self.state, self.role, self.pair) = (state, role, pair)
        }

        init(decision: MatchOutcomes.Row) {
            (state, self.decision) = (decision.state.rawValue, decision)
            role = decision.state == .unusable ? .alarm : .muted
        }
    }

    private static func sheet(
        _ definition: SheetDefinition, _ context: Context, _ items: [Item], _ nothing: String
    ) -> Sheet {
        let grid = Grid<MatchColumn>(definition, context.header, context.production)
        grid.addRows(items, totals: []) { column, item in
            if column == .state { return .text(item.state, item.role) }
            if let pair = item.pair { return cell(column, pair, context.findings.period) }
            return item.decision.map { cell(column, $0) } ?? .blank
        }
        if items.isEmpty { grid.addNote(nothing) }
        grid.set(frozenColumns: 1, hasFilter: !items.isEmpty)
        return grid.sheet
    }

    private static func cell(_ column: MatchColumn, _ pair: PurchasePair, _ date: Day) -> Cell {
        switch column {
        case .reason: .text(pair.reason.rawValue)
        case .vendor: .text(pair.right.vendor)
        case .left: .text(pair.left.name)
        case .leftAmount: .money(pair.left.amount)
        case .leftPlace: .text(pair.left.place)
        case .right: .text(pair.right.name)
        case .rightAmount: .money(pair.right.amount)
        case .rightPlace: .text(pair.right.place)
        case .days:
            pair.left.date.isNone || pair.right.date.isNone
                ? .blank : Cell(.number(Int64(pair.right.date - pair.left.date), digits: 0))
        case .row: .text(pair.row(on: date))
        case .state, .by, .effect: .blank
        }
    }

    private static func cell(_ column: MatchColumn, _ decision: MatchOutcomes.Row) -> Cell {
        switch column {
        case .reason: .text(decision.note)
        case .left: .text(decision.left)
        case .right: .text(decision.right)
        case .rightAmount: decision.settled.isZero ? .blank : .money(decision.settled)
        case .by: .text(decision.by)
        case .effect: .text(decision.effect)
        default: .blank
        }
    }
}

/// The links of the chain of a purchase.
enum ChainColumn: String, CatalogueColumn {
    case link, key, matched
    case matchedAmount = "matched_amount"
    case alone
    case aloneAmount = "alone_amount"
    case meaning

    func entry(_ production: Production) -> CatalogueEntry {
        switch self {
        case .link: CatalogueEntry("Link", .text, width: 34, "the two documents of one purchase")
        case .key: CatalogueEntry("Known by", .text, width: 38, "what joins them")
        case .matched: CatalogueEntry("Joined", .number(digits: 0), width: 9, "documents that are joined")
        case .matchedAmount: CatalogueEntry("Joined amount", .cents, width: 15, "what they come to")
        case .alone: CatalogueEntry("Alone", .number(digits: 0), width: 9, "documents that stand alone")
        case .aloneAmount: CatalogueEntry("Amount alone", .cents, width: 15, "what they come to")
        case .meaning: CatalogueEntry("Alone are", .text, width: 48, "what standing alone means here")
        }
    }
}

enum ChainSheet {
    static func build(_ definition: SheetDefinition, _ context: Context) -> Sheet {
        let grid = Grid<ChainColumn>(definition, context.header, context.production)
        let chains = context.commitments.chains
        grid.addRows(chains, totals: []) { column, chain in
            switch column {
            case .link: .text(chain.link)
            case .key: .text(chain.key)
            case .matched: Cell(.number(Int64(chain.matched), digits: 0))
            case .matchedAmount: .money(chain.matchedAmount)
            case .alone: Cell(.number(Int64(chain.alone), digits: 0))
            case .aloneAmount: .money(chain.aloneAmount)
            case .meaning: .text(chain.alone == 0 ? "" : chain.meaning)
            }
        }
        if chains.isEmpty { grid.addNote("There is nothing to join yet.") }
        grid.set(frozenColumns: 1)
        return grid.sheet
    }
}
