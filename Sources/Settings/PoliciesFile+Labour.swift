import CostModel

extension PoliciesFile {
    /// `labour: { not_wages: [Kit rental, Per diem] }`
    static func labour(_ map: YAMLMapping) throws(SettingsFailure) -> LabourPolicies {
        var policies = LabourPolicies()
        if map.has("not_wages") {
            policies.notWages = try map.strings("not_wages")
            guard policies.notWages.allSatisfy({ !$0.allSatisfy(\.isWhitespace) }) else {
                throw map.failure("not_wages", "must hold words", hint: "such as [Kit rental, Per diem]")
            }
        }
        try map.finish()
        return policies
    }
}
