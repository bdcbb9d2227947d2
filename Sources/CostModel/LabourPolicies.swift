/// What of the payroll register is no pay for work: `labour:` in `policies.yaml`.
package struct LabourPolicies: Hashable, Sendable {
    /// A register row without hours whose earnings type holds one of these words says nothing about the worker's week: the
    /// timecards of the week still count. Compared without regard to case; `_`, `-` and blanks are alike.
    package var notWages = Self.usual

    package static let usual = [
        "kit rental", "box rental", "kit fee", "box fee", "rental", "car allowance", "cell", "phone", "computer",
        "per diem",
        "mileage", "reimburs", "allowance", "expense",
    ]

    package init() {}
}
