import CostModel
import Settings
import Testing

private func read(_ text: String) throws -> ClosePolicies {
    try PoliciesFile.read(YAMLMapping.parse(text, path: "policies.yaml"), currency: .usd).close
}

@Test func `codes that may stand in the way of a closing are read`() throws {
    #expect(try read("close: { allow: [account-unknown, earlier-period-open] }\n").allowed.count == 2)
    #expect(try read("close: { allow: account-missing }\n").allowed == ["account-missing"])
    #expect(try read("close: { allow: [] }\n").allowed == [])
}

@Test(arguments: [
    ("close: { allow: [acount-unknown] }", "is no code of a diagnostic", "did you mean \"account-unknown\"?"),
    ("close: { allow: [tie-out-failed] }", "cannot be allowed", ""),
    ("close: { allow: [period-closed] }", "cannot be allowed", ""),
    ("close: { alow: [account-unknown] }", "unknown key \"alow\"", "allow"),
])
func `what cannot be allowed is refused`(text: String, message: String, hint: String) throws {
    let failure = #expect(throws: SettingsFailure.self) { try read(text + "\n") }
    #expect(failure?.message.contains(message) == true, "\(failure?.description ?? "")")
    #expect(failure?.hint.contains(hint) == true || hint.isEmpty)
}
