package import CostModel
import Glibc

/// Reads a password from where the settings say it is.
package enum Secret {
    private static let lengthMax = 4096

    /// A relative path of a file is below `folder`.
    package static func read(_ secret: MailSecret, below folder: String) throws(SecretFailure) -> String {
        switch secret {
        case .environment(let name):
            guard let value = getenv(name) else {
                throw SecretFailure(
                    place: name, message: "the variable with the mail password is not set",
                    hint: "set it in the environment of the program, or use password_file")
            }
            return try checked(String(cString: value), name)
        case .credential(let name):
            guard let directory = getenv("CREDENTIALS_DIRECTORY") else {
                throw SecretFailure(
                    place: name, message: "there is no $CREDENTIALS_DIRECTORY",
                    hint: "systemd makes it for a unit that has LoadCredential=\(name):PATH")
            }
            // systemd keeps others away from the folder itself.
            return try contents("\(String(cString: directory))/\(name)", isPrivate: false)
        case .file(let path):
            return try contents(path.hasPrefix("/") ? path : "\(folder)/\(path)", isPrivate: true)
        }
    }

    private static func contents(_ path: String, isPrivate: Bool) throws(SecretFailure) -> String {
        func failure(_ message: String, _ hint: String = "") -> SecretFailure {
            SecretFailure(place: path, message: message, hint: hint)
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw failure("the file with the mail password cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        // Of the open file, not of its name: nobody can exchange it in between.
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failure("is no file with a mail password")
        }
        if isPrivate {
            guard status.st_mode & 0o077 == 0 else {
                throw failure("others than its owner may read the mail password", "chmod 600 \(path)")
            }
            guard status.st_uid == geteuid() || status.st_uid == 0 else {
                throw failure(
                    "the file with the mail password belongs to somebody else", "chown it to who runs costreport")
            }
        }
        guard status.st_size <= lengthMax else { throw failure("is too long for a password") }
        var bytes = [UInt8](repeating: 0, count: lengthMax)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw failure("the file with the mail password cannot be read") }
        var text = Substring(decoding: bytes.prefix(count), as: UTF8.self)
        if text.last == "\n" || text.last == "\r\n" { text.removeLast() }
        return try checked(String(text), path)
    }

    private static func checked(_ password: String, _ place: String) throws(SecretFailure) -> String {
        guard !password.isEmpty else {
            throw SecretFailure(place: place, message: "the mail password is empty", hint: "")
        }
        guard !password.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw SecretFailure(
                place: place, message: "the mail password has a line break or another control character",
                hint: "the file holds the password on one line, and nothing else")
        }
        return password
    }
}
