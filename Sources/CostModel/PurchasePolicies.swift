/// What may be bought out of a float or on a card, and with what proof. Every limit is the production's own; none is set by default.
/// An amount is in minor units of the production's currency, and a limit is broken by what is above it.
package struct PurchasePolicies: Hashable, Sendable {
    /// The most that one purchase may cost.
    package var singlePurchaseCap: Int64?
    /// The most that one custodian or card member may spend on one day.
    package var dailyCap: Int64?
    /// Words of the merchant's name.
    package var bannedMerchants: [String] = []
    /// Words or numbers of the merchant category, and words of what was bought.
    package var bannedCategories: [String] = []
    /// How account codes begin that may not be bought for.
    package var bannedAccounts: [String] = []
    /// What costs more needs a receipt.
    package var receiptRequiredAbove: Int64?
    /// Days from the purchase to the day on which its receipt is handed in.
    package var receiptMaxAgeDays: Int?
    /// Purchases of one holder at one merchant within so many days count as one against `splitCap`.
    package var splitWithinDays: Int?
    package var splitCap: Int64?
    package var giftCards: [String] = []
    package var personalItems: [String] = []
    /// Words and beginnings of account codes that mean wages.
    package var labourWords: [String] = []
    package var labourAccounts: [String] = []
    /// What costs more belongs on the inventory list of assets; of `assetAccounts` only, where there are any.
    package var assetsAbove: Int64?
    package var assetAccounts: [String] = []
    /// Words that mean a tip, and the share of the rest of the bill that a tip may be.
    package var tipWords: [String] = []
    package var tipsAbove: Percent?
    /// Two purchases alike in merchant, day and amount are flagged.
    package var flagsDuplicates = false
    /// Purchases outside the holder's deal are flagged.
    package var flagsEmployment = false

    package init() {}

    /// Nothing is asked: nobody has to look.
    package var isEmpty: Bool { self == PurchasePolicies() }
}
