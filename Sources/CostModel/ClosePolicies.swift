/// What closing a period asks for: `close:` of `policies.yaml`.
package struct ClosePolicies: Hashable, Sendable {
    /// Codes of what stands in the way of a closing and may stay as it is. A failed tie-out never may.
    package var allowed: Set<String> = []

    package init() {}
}

/// The codes by which a refused closing names its reasons: those of diagnostics, and a few of its own.
package enum CloseReasonCode {
    package static let periodClosed = "period-closed"
    package static let periodNotClosed = "period-not-closed"
    package static let productionFinal = "production-final"
    package static let periodBeforeFirst = "period-before-first"
    package static let periodAhead = "period-ahead"
    package static let earlierPeriodOpen = "earlier-period-open"
    package static let estimateLeft = "estimate-left"
    package static let creditorMissing = "creditor-missing"
    package static let commitmentLeft = "commitment-left"

    /// What `allow` can never name.
    package static let never = [
        periodClosed, periodNotClosed, productionFinal, periodBeforeFirst, periodAhead, estimateLeft, commitmentLeft,
        creditorMissing,
        DiagnosticCode.tieOutFailed.rawValue,
        DiagnosticCode.closedFileChanged.rawValue,
    ]
    package static let all =
        DiagnosticCode.allCases.map(\.rawValue) + [
            periodClosed, periodNotClosed, productionFinal, periodBeforeFirst, periodAhead, earlierPeriodOpen,
            estimateLeft, commitmentLeft,
            creditorMissing,
        ]
}
