/// Everything that can be wrong with the data, in order of precedence. Raw values are stable: people filter by them.
/// Those of files, rows and cells have a folder below `Tests/Diagnostics` each, with the smallest input that causes it.
package enum DiagnosticCode: String, Sendable, CaseIterable {
    // Files (Tables, Intake).
    case fileUnreadable = "file-unreadable"
    case fileEmpty = "file-empty"
    case fileTooLarge = "file-too-large"
    case encodingInvalid = "encoding-invalid"
    case encodingAssumed = "encoding-assumed"
    case quoteUnclosed = "quote-unclosed"
    case quoteStray = "quote-stray"
    case dialectTie = "dialect-tie"
    case tableLimit = "table-limit"
    case containerRefused = "container-refused"
    case containerLimit = "container-limit"
    case containerRemark = "container-remark"
    case formulaUncomputed = "formula-uncomputed"
    case fileTruncated = "file-truncated"
    case profileUnknown = "profile-unknown"
    case profileAmbiguous = "profile-ambiguous"
    case headingMissing = "heading-missing"
    case dayOrderUnproved = "day-order-unproved"

    // Rows and cells (Intake).
    case rowRagged = "row-ragged"
    case cellMissing = "cell-missing"
    case amountUnreadable = "amount-unreadable"
    case amountTooLarge = "amount-too-large"
    case dateUnreadable = "date-unreadable"
    case numberUnreadable = "number-unreadable"
    case wordUnknown = "word-unknown"
    case cellError = "cell-error"
    case currencyForeign = "currency-foreign"
    case totalDiffers = "total-differs"
    case idShortened = "id-shortened"
    case totalUnchecked = "total-unchecked"

    // The set-up (Reconcile).
    case accountDuplicate = "account-duplicate"
    case sectionUnknown = "section-unknown"
    case budgetAccountUnknown = "budget-account-unknown"
    case transferUnbalanced = "transfer-unbalanced"
    case budgetChanged = "budget-changed"
    case forecastUnusable = "forecast-unusable"
    case forecastCircular = "forecast-circular"
    case forecastUnexplained = "forecast-unexplained"
    case dealUnusable = "deal-unusable"
    case fringeUnusable = "fringe-unusable"
    case itemOverdue = "item-overdue"
    case itemPerhapsOrdered = "item-perhaps-ordered"

    // What the records say together (Reconcile).
    case accountUnknown = "account-unknown"
    case accountMissing = "account-missing"
    case dealMissing = "deal-missing"
    case orderUnknown = "order-unknown"
    case orderOverbilled = "order-overbilled"
    case cardUncoded = "card-uncoded"
    case cardCodingUnmatched = "card-coding-unmatched"
    case cardCodingDiffers = "card-coding-differs"
    case codingAccountUnknown = "coding-account-unknown"
    case codingRuleUnused = "coding-rule-unused"
    case estimateNegative = "estimate-negative"
    case rowVanished = "row-vanished"
    case rowChanged = "row-changed"
    case rowsSuperseded = "rows-superseded"
    case latePosting = "late-posting"
    case tieOutFailed = "tie-out-failed"
    case rateMissing = "rate-missing"
    case rateUnusable = "rate-unusable"
    case rateLockedLater = "rate-locked-later"
    case dimensionUnknown = "dimension-unknown"
    case dimensionMissing = "dimension-missing"
    case baseEpisodeCost = "base-episode-cost"

    // Commitments and matching (Reconcile).
    case orderStale = "order-stale"
    case orderEnded = "order-ended"
    case orderNumberGap = "order-number-gap"
    case costWithoutOrder = "cost-without-order"
    case invoiceDuplicate = "invoice-duplicate"
    case possibleDoubleCount = "possible-double-count"
    case matchUnusable = "match-unusable"
    case matchApplied = "match-applied"

    // Labour and hot costs (Reconcile).
    case clockUnreadable = "clock-unreadable"
    case agreementMissing = "agreement-missing"
    case timecardHoursDiffer = "timecard-hours-differ"
    case hotCostUnreadable = "hot-cost-unreadable"

    // Petty cash, cards, documents and payments (Reconcile).
    case floatMovementUnknown = "float-movement-unknown"
    case floatMovementTwice = "float-movement-twice"
    case floatDiffers = "float-differs"
    case envelopeDiffers = "envelope-differs"
    case policyCap = "policy-cap"
    case policyBanned = "policy-banned"
    case policyReceiptMissing = "policy-receipt-missing"
    case policyReceiptOld = "policy-receipt-old"
    case policySplit = "policy-split"
    case policyGiftCard = "policy-gift-card"
    case policyLabourInCash = "policy-labour-in-cash"
    case policyDuplicateReceipt = "policy-duplicate-receipt"
    case policyAsset = "policy-asset"
    case policyTip = "policy-tip"
    case policyEmployment = "policy-employment"
    case documentMissing = "document-missing"
    case documentExpired = "document-expired"
    case taxFormMissing = "tax-form-missing"
    case closedFileChanged = "closed-file-changed"

    // Estimates read back from a workbook (RoundTrip).
    case formForeign = "form-foreign"
    case estimateConflict = "estimate-conflict"
    case estimateCell = "estimate-cell"
    case cellLocked = "cell-locked"
    case estimateRemark = "estimate-remark"
    case estimateApplied = "estimate-applied"

    // Layouts and department cuts (Reconcile).
    case varianceUnexplained = "variance-unexplained"
    case departmentAccountUnknown = "department-account-unknown"

    /// How bad this is, always: a code that is an error is one in every file.
    package var severity: Severity {
        switch self {
        case .fileUnreadable, .fileTooLarge, .encodingInvalid, .quoteUnclosed, .tableLimit, .containerRefused,
            .containerLimit, .formulaUncomputed, .fileTruncated,
            .profileUnknown, .profileAmbiguous,
            .headingMissing, .dayOrderUnproved, .cellMissing, .amountUnreadable, .amountTooLarge, .dateUnreadable,
            .numberUnreadable,
            .wordUnknown, .cellError, .currencyForeign, .totalDiffers, .accountDuplicate, .sectionUnknown,
            .budgetAccountUnknown, .transferUnbalanced, .forecastUnusable, .forecastCircular, .accountUnknown,
            .accountMissing, .dealMissing, .dealUnusable, .fringeUnusable, .codingAccountUnknown, .tieOutFailed,
            .closedFileChanged, .rateMissing:
            .error
        case .fileEmpty, .encodingAssumed, .containerRemark, .quoteStray, .dialectTie, .rowRagged, .idShortened,
            .orderUnknown,
            .orderOverbilled, .cardUncoded, .cardCodingUnmatched, .cardCodingDiffers, .estimateNegative, .rowVanished,
            .rowsSuperseded,
            .rowChanged, .budgetChanged, .forecastUnexplained, .itemOverdue, .itemPerhapsOrdered, .dimensionUnknown,
            .dimensionMissing, .baseEpisodeCost:
            .warning
        case .orderStale, .orderEnded, .orderNumberGap, .costWithoutOrder, .invoiceDuplicate, .possibleDoubleCount,
            .matchUnusable, .totalUnchecked, .rateUnusable, .rateLockedLater:
            .warning
        case .formForeign, .estimateConflict, .estimateCell, .cellLocked: .warning
        case .varianceUnexplained, .departmentAccountUnknown: .warning
        case .latePosting, .codingRuleUnused, .estimateRemark, .estimateApplied: .note
        case .matchApplied: .note
        case .clockUnreadable, .agreementMissing, .hotCostUnreadable: .warning
        case .timecardHoursDiffer: .note
        case .floatMovementUnknown, .floatMovementTwice, .floatDiffers, .envelopeDiffers, .policyCap, .policyBanned,
            .policyReceiptMissing,
            .policyReceiptOld, .policySplit, .policyGiftCard, .policyLabourInCash, .policyDuplicateReceipt,
            .policyAsset, .policyTip, .policyEmployment, .documentMissing, .documentExpired, .taxFormMissing:
            .warning
        }
    }

    /// Said in the report of the week in which it happened, and no longer.
    package var isEvent: Bool {
        switch self {
        case .rowVanished, .rowChanged, .rowsSuperseded, .latePosting, .estimateConflict, .estimateCell, .cellLocked,
            .estimateRemark, .estimateApplied:
            true
        default: false
        }
    }
}
