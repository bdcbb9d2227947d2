import CostModel

/// Why a period cannot be closed. Programs go by the code, people by the message.
package struct CloseReason: Hashable, Sendable {
    /// That of a diagnostic, or one of `CloseReasonCode`.
    package var code: String
    /// Empty where no single account is to blame.
    package var account: String
    package var file: String
    package var line: Int
    package var message: String
    package var hint: String

    package init(
        _ code: String, account: String = "", file: String = "", line: Int = 0, _ message: String, hint: String
    ) {
        self.code = code
        self.account = account
        self.file = file
        self.line = line
        self.message = message
        self.hint = hint
    }
}

/// What has to be in order before figures are frozen (domain 0, 1.11 and 1.12).
package enum CloseCheck {
    /// Every reason at once, `creditors` being given for a final report; less those that the production's policy allows.
    package static func reasons(_ findings: Findings, creditors: AccruedCreditors?) -> [CloseReason] {
        var reasons = findings.lines.compactMap(suspense) + tieOuts(findings)
        reasons += findings.lines.compactMap(negative)
        reasons += errors(findings, hasSuspense: findings.lines.contains { suspense($0) != nil })
        let allowed = findings.production.policies.close.allowed
        reasons.removeAll { allowed.contains($0.code) }
        if let creditors { reasons += final(findings, creditors) }
        return reasons
    }

    /// Lines whose negative estimate somebody has accepted.
    package static func acknowledged(_ findings: Findings) -> [CostLine] {
        findings.lines.filter { $0.remaining.isNegative && !$0.forecast.acknowledgedBy.isEmpty }
    }

    /// A code that has been recoded since keeps its line for the change, and is no obstacle.
    private static func suspense(_ line: CostLine) -> CloseReason? {
        let figures = [
            line.toDate, line.openOrders, line.accruals, line.remaining, line.budget, line.overages, line.transfers,
        ]
        guard line.isSuspense, figures.contains(where: { !$0.isZero }) else { return nil }
        let code: DiagnosticCode = line.account.code.isEmpty ? .accountMissing : .accountUnknown
        let name = line.account.code.isEmpty ? "what has no account" : "\"\(line.account.code)\""
        return CloseReason(
            code.rawValue, account: line.account.code,
            "suspense: \(name) holds \(line.totalCost.grouped) of cost and commitments and is not in the chart",
            hint: "recode it, add a rule to coding.yaml, or add the account to the chart")
    }

    private static func tieOuts(_ findings: Findings) -> [CloseReason] {
        findings.tieOuts.filter { !$0.passes }.map {
            CloseReason(
                DiagnosticCode.tieOutFailed.rawValue,
                "\($0.name) does not tie: \($0.leftName) \($0.left.grouped), \($0.rightName) \($0.right.grouped)",
                hint: $0.remedy)
        }
    }

    private static func negative(_ line: CostLine) -> CloseReason? {
        guard line.remaining.isNegative, line.forecast.acknowledgedBy.isEmpty else { return nil }
        return CloseReason(
            DiagnosticCode.estimateNegative.rawValue, account: line.account.code,
            "the estimate to complete of \(line.account.code) is \(line.remaining.grouped), and nobody has acknowledged it",
            hint: "correct the forecast, or write a name under Acknowledged in forecast.csv")
    }

    private static func errors(_ findings: Findings, hasSuspense: Bool) -> [CloseReason] {
        var listed: [DiagnosticCode] = [.tieOutFailed]
        // The suspense lines say it already, once a code.
        if hasSuspense { listed += [.accountUnknown, .accountMissing] }
        return findings.diagnostics.filter { $0.severity == .error && !listed.contains($0.code) }.map { found in
            let field = [found.field, found.value.isEmpty ? "" : "\"\(found.value)\""].filter { !$0.isEmpty }
            return CloseReason(
                found.code.rawValue, file: found.file, line: found.line,
                (field.isEmpty ? "" : field.joined(separator: " ") + " ") + found.message, hint: found.hint)
        }
    }

    /// Nothing is left to be spent, and what is not billed is owed to somebody by name: the list makes up the commitments.
    private static func final(_ findings: Findings, _ creditors: AccruedCreditors) -> [CloseReason] {
        var reasons = findings.lines.filter { !$0.remaining.isZero }.map {
            CloseReason(
                CloseReasonCode.estimateLeft, account: $0.account.code,
                "\($0.account.code) has \($0.remaining.grouped) still to be spent; a final report has no estimates",
                hint: "give the line the method none in forecast.csv, or keep the period open")
        }
        var listed: [String: Money] = [:]
        for sum in creditors.byAccount { listed[sum.account] = sum.accruals + sum.orders }
        for line in findings.lines {
            let ahead = line.commitments - (listed[line.account.code] ?? .zero(line.commitments.currency))
            guard !ahead.isZero else { continue }
            reasons.append(
                CloseReason(
                    CloseReasonCode.commitmentLeft, account: line.account.code,
                    "\(ahead.grouped) of \(line.account.code) is on order and still to come; a final report has no such orders",
                    hint: "close the order, or keep the period open until it has come"))
        }
        for row in creditors.rows where row.creditor.isEmpty {
            reasons.append(
                CloseReason(
                    CloseReasonCode.creditorMissing, account: row.account,
                    "\(row.amount.grouped) of \(row.account) is owed to nobody by name (\(row.reference))",
                    hint: "name the vendor or the worker at the source"))
        }
        return reasons
    }
}
