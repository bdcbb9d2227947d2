/// Why a form of a report was not written: the file of that name, if there was one, is as it was.
package struct FormFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        /// What the system says.
        case cannotCreate(String)
        case cannotWrite(String)
        /// A program that makes the form is not installed; what to install.
        case programMissing(String)
        /// The program was there and made nothing; what it said.
        case programFailed(String)
    }

    package var path: String
    package var reason: Reason

    package init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    package var description: String {
        switch reason {
        case .cannotCreate(let text): "\(path): error: cannot be created: \(text)"
        case .cannotWrite(let text): "\(path): error: cannot be written: \(text)"
        case .programMissing(let text), .programFailed(let text): "\(path): error: was not made: \(text)"
        }
    }
}
