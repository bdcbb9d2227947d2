import Delivery
import Foundation

/// A message as `send --dry-run` shows it: its headers as they will go, its text, and what is attached.
enum MailPreview {
    static func text(_ message: OutboxMessage, _ bytes: [UInt8]) -> String {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        let headers = lines.prefix { !$0.isEmpty }
        let attachments = lines.indices.filter { lines[$0].hasPrefix("Content-Disposition: attachment") }
            .map { "[\(lines[lines.index(after: $0)].trimmingCharacters(in: .whitespaces))]" }
        let parts = [
            "--- \(message.id)  \(message.state.rawValue)", headers.joined(separator: "\n"), "", plainText(lines),
            attachments.joined(separator: "\n"),
        ]
        return parts.joined(separator: "\n")
    }

    /// The first text part; ours are always base64.
    private static func plainText(_ lines: [Substring]) -> String {
        guard let start = lines.firstIndex(where: { $0.hasPrefix("Content-Type: text/plain") }) else { return "" }
        let body = lines[start...].drop { !$0.isEmpty }.dropFirst().prefix { !$0.hasPrefix("--") }.joined()
        let data = Data(base64Encoded: body) ?? Data()
        return String(decoding: data, as: UTF8.self).replacing("\r\n", with: "\n")
    }
}
