import CostModel
import Sheets

/// Names for the figures of the grand total, so that people's own formulas say `=EFC` and need not count rows.
enum MainFigures {
    private static let columns: [(name: String, column: CostColumn)] = [
        ("This_Period", .thisPeriod), ("Cost_to_Date", .toDate), ("Commitments", .commitments),
        ("Total_Cost", .totalCost), ("ETC", .estimate), ("EFC", .finalCost), ("Budget", .budget),
        ("Working_Budget", .workingBudget), ("Over_Under", .variance), ("EFC_Change", .finalCostChange),
    ]

    static func names(_ context: Context) -> [DefinedName] {
        columns.compactMap { name, column in
            guard let address = context.grandAddress(column), let mark = address.lastIndex(of: "!") else { return nil }
            let cell = address[address.index(after: mark)...]
            let letters = cell.prefix { $0.isLetter }
            return DefinedName(name, "\(address[...mark])$\(letters)$\(cell.dropFirst(letters.count))")
        }
    }
}
