import CostModel

/// Which row of a sheet of categories or accounts holds what, known before any cell is written: sheets refer to each other.
struct CostPlan {
    enum Row: Hashable {
        case sectionHeading(Int)
        case heading(category: Int)
        case account(line: Int)
        /// A whole category on one row: the topsheet.
        case category(Int)
        case categoryTotal(Int)
        case sectionTotal(Int)
        case directTotal
        case grandTotal
        /// Where the direct costs end, before contingency and bond have their say.
        case beforeContractual
        case spacer
    }

    let sheet: String
    /// Accounts fold into their category.
    let isOutlined: Bool
    private let isByAccount: Bool
    let tree: CostTree
    private(set) var rows: [Row] = []
    private let firstRow: Int
    /// Row of everything that has a row of its own; spacers do not.
    private var places: [Row: Int] = [:]

    init(_ definition: SheetDefinition, firstRow: Int, _ tree: CostTree) {
        sheet = definition.name
        isByAccount = definition.rows.isByAccount
        isOutlined = isByAccount && definition.group == .category
        self.tree = tree
        self.firstRow = firstRow
        let totals = definition.totals
        for (index, section) in tree.sections.enumerated() {
            let isList = isByAccount && definition.group == .none
            if isByAccount, definition.group == .section { add(.sectionHeading(index)) }
            for category in section.categories { add(category, definition) }
            if totals.contains(.section), !isList { add(.sectionTotal(index)) }
            if !isList { add(.spacer) }
        }
        if let suspense = tree.suspense {
            add(suspense, definition)
            add(.spacer)
        }
        if totals.contains(.direct) { add(.directTotal) }
        for category in tree.contractual {
            if !isByAccount {
                for line in tree.categories[category].lines { add(.account(line: line)) }
            } else {
                add(category, definition)
            }
        }
        if totals.contains(.grand) { add(.grandTotal) }
        if !isByAccount, !tree.contractual.isEmpty, totals.contains(.direct) {
            add(.spacer)
            add(.beforeContractual)
        }
        while rows.last == .spacer { rows.removeLast() }
    }

    private mutating func add(_ row: Row) {
        if row != .spacer { places[row] = firstRow + rows.count }
        rows.append(row)
    }

    private mutating func add(_ category: Int, _ definition: SheetDefinition) {
        guard isByAccount else { return add(.category(category)) }
        let hasHeading = definition.group == .category
        if hasHeading { add(.heading(category: category)) }
        for line in tree.categories[category].lines { add(.account(line: line)) }
        if hasHeading, definition.totals.contains(.category) { add(.categoryTotal(category)) }
    }

    func row(_ row: Row) -> Int? { places[row] }

    /// The rows that sum to a category: its total where there is one, else its accounts.
    func terms(category: Int) -> [Int] {
        if let row = places[.categoryTotal(category)] ?? places[.category(category)] { return [row] }
        return accounts(category: category)
    }

    func accounts(category: Int) -> [Int] {
        tree.categories[category].lines.compactMap { places[.account(line: $0)] }
    }

    func terms(section: Int) -> [Int] {
        if let row = places[.sectionTotal(section)] { return [row] }
        return tree.sections[section].categories.flatMap { terms(category: $0) }
    }

    /// What the direct total adds up.
    var directTerms: [Int] {
        tree.sections.indices.flatMap { terms(section: $0) } + (tree.suspense.map { terms(category: $0) } ?? [])
    }

    var grandTerms: [Int] {
        (places[.directTotal].map { [$0] } ?? directTerms) + tree.contractual.flatMap { terms(category: $0) }
    }
}
