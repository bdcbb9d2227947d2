import CLibcrypto

/// SHA-256, as 64 hex digits.
package enum Digest {
    package static func sha256(_ bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        let done = EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
        precondition(done == 1)
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Of several parts: a length stands before each, so that no two lists of parts are alike.
    package static func sha256(of parts: [String]) -> String {
        sha256(parts.flatMap { Array("\($0.utf8.count):".utf8) + Array($0.utf8) })
    }
}
