import CostModel

extension PoliciesFile {
    /// `close: { allow: [account-unknown] }`
    static func close(_ map: YAMLMapping) throws(SettingsFailure) -> ClosePolicies {
        var policies = ClosePolicies()
        for code in try map.strings("allow") {
            guard CloseReasonCode.all.contains(code) else {
                throw map.failure(
                    "allow", "\"\(code)\" is no code of a diagnostic",
                    hint: Suggestion.text(for: code, among: CloseReasonCode.all))
            }
            guard !CloseReasonCode.never.contains(code) else {
                throw map.failure("allow", "\"\(code)\" cannot be allowed: it always stands in the way of a closing")
            }
            policies.allowed.insert(code)
        }
        try map.finish()
        return policies
    }
}
