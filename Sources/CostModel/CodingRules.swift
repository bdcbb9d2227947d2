/// The rules of `coding.yaml`: what says where a record belongs that does not say it itself.
///
/// Rules are tried in the order of the file and the first that holds decides. A record's own account stands unless the rule
/// replaces it; its other fields are filled where they are blank.
package struct CodingRules: Hashable, Sendable {
    package var rules: [CodingRule]
    package var uncodedCards: UncodedCards

    package init(rules: [CodingRule], uncodedCards: UncodedCards = .suspense) {
        self.rules = rules
        self.uncodedCards = uncodedCards
    }
}

/// What becomes of a card charge that neither the coding log nor a rule codes.
package enum UncodedCards: String, Sendable, CaseIterable {
    /// It is cost without an account: the report's suspense shows it until somebody codes it.
    case suspense
    /// It is in no figure; the Cards and Exceptions sheets list it.
    case listed
}

package struct CodingRule: Hashable, Sendable {
    /// Stands on each record that the rule codes; no two rules share one.
    package var name: String
    /// Feeds by name; empty for every feed.
    package var feeds: [String]
    /// Kinds of money; empty for every kind.
    package var kinds: [RecordKind]
    /// Which of a row's amounts, where it posts to several accounts: 0 for the first (gross), 1 for the next (fringe).
    package var leg: UInt8?
    /// All of them have to hold.
    package var tests: [Test]
    /// Overrules what the record says itself.
    package var replaces: Bool
    package var values: CodingValues
    /// Of `coding.yaml`, from 1.
    package var line: Int

    package init(
        name: String, feeds: [String] = [], kinds: [RecordKind] = [], leg: UInt8? = nil, tests: [Test],
        replaces: Bool = false, values: CodingValues, line: Int = 1
    ) {
        self.name = name
        self.feeds = feeds
        self.kinds = kinds
        self.leg = leg
        self.tests = tests
        self.replaces = replaces
        self.values = values
        self.line = line
    }

    package enum Test: Hashable, Sendable {
        /// The field's text against words, of which one has to fit; case and runs of blanks do not count.
        case text(CodingField, Comparison, [String])
        /// The record's amount in minor units, both ends included.
        case amount(from: Int64?, to: Int64?)
    }

    package enum Comparison: String, Sendable, CaseIterable {
        case equals, prefix, contains
        /// `equals` with a list, as people say it.
        case oneOf = "one-of"
    }
}

/// The texts of a record that a rule can look at, by their names in profiles.
package enum CodingField: String, Sendable, CaseIterable {
    case party, holder, details, type, tag, reference, order, department, set, account

    package func text(of record: CostRecord) -> TextID {
        switch self {
        case .party: record.party
        case .holder: record.holder
        case .details: record.details
        case .type: record.type
        case .tag: record.tag
        case .reference: record.reference
        case .order: record.order
        case .department: record.department
        case .set: record.set
        case .account: record.account
        }
    }
}

/// What a rule writes; an empty text leaves the field as it is.
package struct CodingValues: Hashable, Sendable {
    package var account: String
    package var set: String
    /// Tag, episode, location, unit and tax tag in one text: the record has one field for them (`TagWords`).
    package var tag: String
    package var department: String

    package init(account: String = "", set: String = "", tag: String = "", department: String = "") {
        self.account = account
        self.set = set
        self.tag = tag
        self.department = department
    }

    package var isEmpty: Bool { self == CodingValues() }

    /// `ep101; episode 101; location Pier 4`: episode and location are kept as words of the tag.
    package static func tag(
        _ tag: String, episode: String, location: String, unit: String = "", tax: String = ""
    ) -> String {
        var words = TagWords()
        words.tag = tag
        for (dimension, value) in zip(Dimension.words, [episode, location, unit, tax]) { words[dimension] = value }
        return words.text
    }
}

/// How an entry of the ledger counts from a week on, as a report decided it. The ledger keeps decisions beside its entries,
/// which stay as the source has them.
package struct CodingDecision: Hashable, Sendable {
    package var entry: Int64
    /// The week from which it holds.
    package var period: Day
    package var state: State
    /// Empty where no rule decided.
    package var rule: String
    package var values: CodingValues

    package enum State: String, Sendable, CaseIterable {
        /// As its source has it: no rule holds, or the coding log has spoken for the charge.
        case source
        /// With the values of the rule. A card charge so coded is cost.
        case coded
        /// A card charge that is cost as it stands, though neither the coding log nor a rule has coded it.
        case counted
    }

    package init(entry: Int64, period: Day, state: State, rule: String = "", values: CodingValues = CodingValues()) {
        self.entry = entry
        self.period = period
        self.state = state
        self.rule = rule
        self.values = values
    }

    /// Whether the two lead to the same record; the name of the rule aside.
    package func saysTheSame(as other: CodingDecision) -> Bool { state == other.state && values == other.values }
}
