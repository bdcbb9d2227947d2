package import CostModel

/// Reads `policies.yaml`, which a production may have. Each section is read by an extension in a file of its own.
package enum PoliciesFile {
    package static let name = "policies.yaml"

    package static func load(path: String, currency: Currency) throws(SettingsFailure) -> Policies {
        try read(YAMLMapping.load(path: path), currency: currency)
    }

    package static func read(_ map: YAMLMapping, currency: Currency) throws(SettingsFailure) -> Policies {
        var policies = Policies()
        // One line a section: `if let section = try map.mapping("orders") { policies.orders = try orders(section, currency) }`.
        if let section = try map.mapping("orders") { policies.orders = try orders(section, currency) }
        if let section = try map.mapping("matching") { policies.matching = try matching(section, currency) }
        if let section = try map.mapping("labour") { policies.labour = try labour(section) }
        if let section = try map.mapping("petty_cash") { policies.pettyCash = try pettyCash(section, currency) }
        if let section = try map.mapping("cards") { policies.cards = try cards(section, currency) }
        if let section = try map.mapping("documents") { policies.documents = try documents(section, currency) }
        try map.finish()
        return policies
    }
}
