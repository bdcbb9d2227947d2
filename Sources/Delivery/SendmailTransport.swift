import Foundation
import Glibc

/// Gives one message to a program that takes what sendmail takes: `-i -f SENDER -- RECIPIENT…`, the message on its standard input.
/// No shell is asked, and of the environment the program gets what it needs to find its files.
package enum SendmailTransport {
    /// Its queue is its own business: it answers at once, or something is wrong with it.
    package static let timeout = 300

    package static func deliver(program: String, message: [UInt8], from: String, to: [String]) -> DeliveryResult {
        guard let input = anonymousFile(unixLines(message)), let talk = anonymousFile([]) else {
            return DeliveryResult(
                verdict: .deferred, reply: "no room for the message: \(String(cString: strerror(errno)))")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-i", "-f", from, "--"] + to
        let kept = ["PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TZ"]
        process.environment = ProcessInfo.processInfo.environment.filter { kept.contains($0.key) }
        process.standardInput = input
        process.standardOutput = talk
        process.standardError = talk
        do {
            try process.run()
        } catch {
            return DeliveryResult(verdict: .deferred, reply: "\(program) cannot be run: \(error.localizedDescription)")
        }
        let start = SMTPConversation.clock()
        while process.isRunning {
            usleep(10_000)
            guard SMTPConversation.clock() - start < Int64(timeout) * 1000 else {
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                return DeliveryResult(verdict: .unknown, reply: "\(program) did not end within \(timeout) s")
            }
        }
        return result(process, talk)
    }

    /// The exit codes of sysexits.h.
    private static func result(_ process: Process, _ talk: FileHandle) -> DeliveryResult {
        try? talk.seek(toOffset: 0)
        let said = String(decoding: (try? talk.read(upToCount: 300)) ?? Data(), as: UTF8.self).unicodeScalars
            .map { $0.properties.generalCategory == .control ? " " : String($0) }.joined()
        let name = process.executableURL?.path ?? ""
        guard process.terminationReason == .exit else {
            return DeliveryResult(verdict: .unknown, reply: "\(name) was ended by signal \(process.terminationStatus)")
        }
        let code = process.terminationStatus
        let reply = "\(name) ended with \(code)" + (said.isEmpty ? "" : ": \(said)")
        switch code {
        case 0: return DeliveryResult(verdict: .accepted, reply: "given to \(name)")
        // Usage, data, addressee, host, service, permission, configuration.
        case 64, 65, 67, 68, 69, 77, 78: return DeliveryResult(verdict: .rejected, reply: reply)
        // No input, software, system, file, create, I/O, temporary failure, protocol; 127: the program could not be begun.
        case 66, 70...76, 127: return DeliveryResult(verdict: .deferred, reply: reply)
        // Programs that keep to no convention say only that something failed.
        default: return DeliveryResult(verdict: .deferred, reply: reply)
        }
    }

    /// Programs of Unix want LF.
    private static func unixLines(_ message: [UInt8]) -> [UInt8] { message.filter { $0 != 13 } }

    /// A file without a name, gone with the program: a pipe would stop both sides when one of them does not read.
    private static func anonymousFile(_ bytes: [UInt8]) -> FileHandle? {
        guard let file = tmpfile() else { return nil }
        let descriptor = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3)
        fclose(file)
        guard descriptor >= 0 else { return nil }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(bytes))
            try handle.seek(toOffset: 0)
        } catch {
            return nil
        }
        return handle
    }
}
