import ArgumentParser
import CostModel

/// `xlsx,csv` on the command line: several forms of one option.
struct FormatList: ExpressibleByArgument {
    var formats: [ReportFormat]

    init?(argument: String) {
        var formats: [ReportFormat] = []
        for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let format = ReportFormat(rawValue: String(name)) else { return nil }
            if !formats.contains(format) { formats.append(format) }
        }
        self.formats = formats
    }

    static var allValueStrings: [String] { ReportFormat.allCases.map(\.rawValue) }
}

extension [FormatList] {
    /// In one order, however they were asked for; nil when none was.
    var chosen: [ReportFormat]? {
        let asked = Set(flatMap(\.formats))
        return asked.isEmpty ? nil : ReportFormat.allCases.filter { asked.contains($0) }
    }
}
