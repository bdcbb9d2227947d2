/// The outbox cannot be read or written.
package struct DeliveryFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package var path: String
    package var message: String

    package init(path: String, _ message: String) {
        self.path = path
        self.message = message
    }

    package var description: String { "\(path): error: \(message)" }
}

/// A password that cannot be used. The password itself is in no message.
package struct SecretFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package var place: String
    package var message: String
    package var hint: String

    package var description: String {
        "\(place): error: \(message) [configuration]" + (hint.isEmpty ? "" : "\n  hint: \(hint)")
    }
}

/// A value that would change the form of a message: a line break in a header, or in an address.
package struct HeaderFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package var header: String

    package var description: String {
        "error: \(header): a line break or another control character cannot stand in the header of a mail"
    }
}
