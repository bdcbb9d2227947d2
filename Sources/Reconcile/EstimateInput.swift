import CostModel

/// All that estimates are made from. The bridge between two reports is made by exchanging one part after the other, so every part
/// is a value, and is keyed by the lines of the report that is made.
struct EstimateInput {
    /// A row of the forecast in force, and its entry.
    struct Given: Hashable {
        var line: ForecastLine
        var entry: Int
    }

    /// Cost, commitments and budget of each line; nothing of it is an estimate.
    var lines: [CostLine]
    var coverage: Coverage
    var schedule: Schedule
    var deals: [CrewEstimates.GivenDeal]
    var fringes: [CrewEstimates.GivenFringe]
    /// By line.
    var forecasts: [Int: Given]
    /// Expected items that are neither ordered nor billed, in minor units by line.
    var expected: [Int: Int64]
    /// Where a typed estimate ends: the cost of its week and the amount. By line.
    var held: [Int: Money]
}

/// Something to say about a row of the set-up, once and not for each exchange of the bridge.
struct EstimateRemark: Hashable {
    var code: DiagnosticCode
    var entry: Int
    var field: String
    var value: String
    var message: String
    var hint: String
}
