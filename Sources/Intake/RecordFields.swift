import CostModel

extension Field {
    /// Fields that hold a text.
    var isText: Bool {
        switch self {
        case .account, .party, .reference, .order, .details, .department, .holder, .type, .set, .tag, .episode,
            .location, .unit, .tax:
            true
        case .date, .weekEnding, .amount, .rate, .percent, .quantity, .hours15, .hours20, .status: false
        }
    }
}

extension Field {
    /// Fields by which records find each other.
    var isIdentity: Bool { self == .account || self == .reference || self == .order }
}

extension CostRecord {
    /// `field` must be one that holds a text.
    @inline(__always)
    mutating func setText(_ field: Field, _ text: TextID) {
        switch field {
        case .account: account = text
        case .party: party = text
        case .reference: reference = text
        case .order: order = text
        case .details: details = text
        case .department: department = text
        case .holder: holder = text
        case .type: type = text
        case .set: set = text
        case .tag: tag = text
        case .episode, .location, .unit, .tax: preconditionFailure("\(field) is a word of the tag")
        case .date, .weekEnding, .amount, .rate, .percent, .quantity, .hours15, .hours20, .status:
            preconditionFailure("\(field) is no text")
        }
    }

    func text(_ field: Field) -> TextID {
        switch field {
        case .account: account
        case .party: party
        case .reference: reference
        case .order: order
        case .details: details
        case .department: department
        case .holder: holder
        case .type: type
        case .set: set
        case .tag: tag
        case .date, .weekEnding, .amount, .rate, .percent, .quantity, .hours15, .hours20, .status, .episode, .location,
            .unit, .tax:
            .empty
        }
    }

    /// The declared key of the record: the values of `fields`. The legs of a row share it, so that a leg that is gone is taken back.
    func key(_ fields: [Field], in texts: Texts) -> Fingerprint {
        var builder = Fingerprint.Builder()
        for field in fields {
            switch field {
            case .date: builder.add(Int64(date.number))
            case .weekEnding: builder.add(Int64(weekEnding.number))
            case .amount: builder.add(amountMinor)
            case .rate, .percent: builder.add(rate.tenThousandths)
            case .quantity: builder.add(Int64(quantity))
            case .hours15: builder.add(Int64(hours15))
            case .hours20: builder.add(Int64(hours20))
            case .status: builder.add(Int64(status.rawValue))
            default: texts.withBytes(of: text(field)) { builder.add($0) }
            }
        }
        return builder.fingerprint
    }
}
