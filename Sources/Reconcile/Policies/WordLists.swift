import CostModel

/// The words of one list of a policy, found in texts: whole words, without regard to case; the last one may stand in the plural.
struct WordList {
    /// As policies.yaml has them, and their words.
    private let phrases: [(text: String, words: [String])]

    init(_ texts: [String]) { phrases = texts.map { ($0, PartyName.words($0)) } }

    var isEmpty: Bool { phrases.isEmpty }

    /// The first of the list that `words` hold.
    func first(in words: [String]) -> String? {
        phrases.first { phrase in Self.holds(words, phrase.words) }?.text
    }

    private static func holds(_ words: [String], _ phrase: [String]) -> Bool {
        guard !phrase.isEmpty, words.count >= phrase.count else { return false }
        for start in 0...(words.count - phrase.count) {
            let isThere = phrase.indices.allSatisfy { place in
                let (word, wanted) = (words[start + place], phrase[place])
                if word == wanted { return true }
                return place == phrase.count - 1 && (word == wanted + "s" || word == wanted + "es")
            }
            if isThere { return true }
        }
        return false
    }
}

/// What a text may break, as bits: a text is looked at once, however many records hold it.
struct PurchaseMarks: OptionSet {
    let rawValue: UInt16

    static let merchant = PurchaseMarks(rawValue: 1)
    static let category = PurchaseMarks(rawValue: 2)
    static let account = PurchaseMarks(rawValue: 4)
    static let giftCard = PurchaseMarks(rawValue: 8)
    static let personal = PurchaseMarks(rawValue: 16)
    static let labour = PurchaseMarks(rawValue: 32)
    static let asset = PurchaseMarks(rawValue: 64)
    static let tip = PurchaseMarks(rawValue: 128)
    /// The text has not been looked at.
    static let unknown = PurchaseMarks(rawValue: 1 << 15)
}

/// The lists of one section of policies.yaml, with what they find in each text of the run.
struct PurchaseWords {
    let policies: PurchasePolicies
    private let merchants, categories, giftCards, personal, labour, tips: WordList
    private let bannedAccounts, labourAccounts, assetAccounts: [String]
    private var ofMerchant: [PurchaseMarks]
    private var ofDetails: [PurchaseMarks]
    private var ofAccount: [PurchaseMarks]
    private let production: Production

    init(_ policies: PurchasePolicies, _ books: Books) {
        self.policies = policies
        production = books.snapshot.production
        merchants = WordList(policies.bannedMerchants)
        categories = WordList(policies.bannedCategories)
        giftCards = WordList(policies.giftCards)
        personal = WordList(policies.personalItems)
        labour = WordList(policies.labourWords)
        tips = WordList(policies.tipWords)
        let code = { [production] (text: String) in production.normalized(account: text) }
        bannedAccounts = policies.bannedAccounts.map(code)
        labourAccounts = policies.labourAccounts.map(code)
        assetAccounts = policies.assetAccounts.map(code)
        ofMerchant = Array(repeating: .unknown, count: books.texts.count)
        ofDetails = ofMerchant
        ofAccount = ofMerchant
    }

    mutating func marks(merchant id: TextID, _ texts: Texts) -> PurchaseMarks {
        let slot = Int(id.index)
        guard ofMerchant[slot] == .unknown else { return ofMerchant[slot] }
        let words = PartyName.words(texts[id])
        var marks = self.marks(words)
        if merchants.first(in: words) != nil { marks.insert(.merchant) }
        ofMerchant[slot] = marks
        return marks
    }

    /// Of what was bought, or of the merchant's category.
    mutating func marks(details id: TextID, _ texts: Texts) -> PurchaseMarks {
        let slot = Int(id.index)
        guard ofDetails[slot] == .unknown else { return ofDetails[slot] }
        let words = PartyName.words(texts[id])
        var marks = self.marks(words)
        if categories.first(in: words) != nil { marks.insert(.category) }
        if tips.first(in: words) != nil { marks.insert(.tip) }
        ofDetails[slot] = marks
        return marks
    }

    mutating func marks(account id: TextID, _ texts: Texts) -> PurchaseMarks {
        let slot = Int(id.index)
        guard ofAccount[slot] == .unknown else { return ofAccount[slot] }
        let code = production.normalized(account: texts[id])
        var marks: PurchaseMarks = []
        if !id.isEmpty {
            if bannedAccounts.contains(where: code.hasPrefix) { marks.insert(.account) }
            if labourAccounts.contains(where: code.hasPrefix) { marks.insert(.labour) }
            if assetAccounts.contains(where: code.hasPrefix) { marks.insert(.asset) }
        }
        ofAccount[slot] = marks
        return marks
    }

    private func marks(_ words: [String]) -> PurchaseMarks {
        var marks: PurchaseMarks = []
        if giftCards.first(in: words) != nil { marks.insert(.giftCard) }
        if personal.first(in: words) != nil { marks.insert(.personal) }
        if labour.first(in: words) != nil { marks.insert(.labour) }
        return marks
    }

    /// The words of policies.yaml that `mark` was set for, to be cited.
    func cited(_ mark: PurchaseMarks, in texts: [String], accounts: [String]) -> String {
        let codes = accounts.map { production.normalized(account: $0) }
        func word(_ list: WordList) -> String? { texts.lazy.compactMap { list.first(in: PartyName.words($0)) }.first }
        func prefix(_ prefixes: [String]) -> String? {
            prefixes.first { prefix in codes.contains { $0.hasPrefix(prefix) } }
        }
        let found: String? =
            switch mark {
            case .merchant: word(merchants)
            case .category: word(categories)
            case .account: prefix(bannedAccounts)
            case .giftCard: word(giftCards)
            case .personal: word(personal)
            case .labour: word(labour) ?? prefix(labourAccounts)
            case .asset: prefix(assetAccounts)
            case .tip: word(tips)
            default: nil
            }
        return found ?? ""
    }
}
