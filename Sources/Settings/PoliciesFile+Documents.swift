import CostModel

/// The section `documents` of `policies.yaml`.
extension PoliciesFile {
    static func documents(_ map: YAMLMapping, _ currency: Currency) throws(SettingsFailure) -> DocumentPolicies {
        var policies = DocumentPolicies()
        for document in try PolicyValue.words("required_for_payment", map) {
            policies.required.append(RequiredDocument(document: document))
        }
        for entry in try map.mappings("required") { policies.required.append(try required(entry, currency)) }
        for entry in try map.mappings("tax_form_thresholds") {
            let text = try entry.string("from")
            guard let from = Day(iso: text) else {
                throw entry.failure("from", "\"\(text)\" is not a day", hint: "write it as 2026-01-01")
            }
            guard let amount = try PolicyValue.amount("amount", entry, currency) else { throw entry.missing("amount") }
            try entry.finish()
            guard !policies.taxFormThresholds.contains(where: { $0.from == from }) else {
                throw entry.failure("from", "\(from) is there twice", hint: "keep one of the two")
            }
            policies.taxFormThresholds.append(TaxFormThreshold(from: from, amount: amount))
        }
        try map.finish()
        return policies
    }

    private static func required(_ map: YAMLMapping, _ currency: Currency) throws(SettingsFailure) -> RequiredDocument {
        var subjects: [RequiredDocument.Subject] = []
        for word in try map.strings("for") {
            guard let subject = RequiredDocument.Subject(rawValue: word) else {
                throw map.failure(
                    "for", "\"\(word)\" is none of the choices",
                    hint: Suggestion.text(for: word, among: RequiredDocument.Subject.allCases.map(\.rawValue)))
            }
            subjects.append(subject)
        }
        let rule = RequiredDocument(
            document: try map.string("document"), above: try PolicyValue.amount("above", map, currency) ?? 0,
            accounts: try PolicyValue.words("accounts", map), subjects: subjects.isEmpty ? [.payment] : subjects)
        try map.finish()
        return rule
    }
}
