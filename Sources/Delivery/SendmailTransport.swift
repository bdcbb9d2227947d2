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
        let kept = ["PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TZ"]
        let environment = kept.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } }
        let child: pid_t
        switch spawn([program, "-i", "-f", from, "--"] + to, environment, input: input, talk: talk) {
        case .success(let made): child = made
        case .failure(let problem):
            return DeliveryResult(
                verdict: .deferred, reply: "\(program) cannot be run: \(String(cString: strerror(problem.code)))")
        }
        guard let status = wait(for: child) else {
            return DeliveryResult(verdict: .unknown, reply: "\(program) did not end within \(timeout) s")
        }
        return result(program, status, talk)
    }

    private struct Problem: Error { var code: Int32 }

    /// By hand: Foundation's Process takes a program for running as long as anything that it has begun in the background.
    private static func spawn(
        _ arguments: [String], _ environment: [String], input: FileHandle, talk: FileHandle
    ) -> Result<pid_t, Problem> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.fileDescriptor, 0)
        posix_spawn_file_actions_adddup2(&actions, talk.fileDescriptor, 1)
        posix_spawn_file_actions_adddup2(&actions, talk.fileDescriptor, 2)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, arguments[0], &actions, nil, &words, &variables)
        return code == 0 ? .success(child) : .failure(Problem(code: code))
    }

    /// nil when it had to be killed.
    private static func wait(for child: pid_t) -> Int32? {
        let start = SMTPConversation.clock()
        var status: Int32 = 0
        while waitpid(child, &status, WNOHANG) == 0 {
            usleep(10_000)
            guard SMTPConversation.clock() - start < Int64(timeout) * 1000 else {
                kill(child, SIGKILL)
                waitpid(child, &status, 0)
                return nil
            }
        }
        return status
    }

    /// The exit codes of sysexits.h.
    private static func result(_ program: String, _ status: Int32, _ talk: FileHandle) -> DeliveryResult {
        try? talk.seek(toOffset: 0)
        let said = String(decoding: (try? talk.read(upToCount: 300)) ?? Data(), as: UTF8.self).unicodeScalars
            .map { $0.properties.generalCategory == .control ? " " : String($0) }.joined()
        guard status & 0x7F == 0 else {
            return DeliveryResult(verdict: .unknown, reply: "\(program) was ended by signal \(status & 0x7F)")
        }
        let code = status >> 8 & 0xFF
        let reply = "\(program) ended with \(code)" + (said.isEmpty ? "" : ": \(said)")
        switch code {
        case 0: return DeliveryResult(verdict: .accepted, reply: "given to \(program)")
        // Usage, data, addressee, host, service, permission, configuration.
        case 64, 65, 67, 68, 69, 77, 78: return DeliveryResult(verdict: .rejected, reply: reply)
        // Input, software, system, file, I/O, temporary failure; and programs that say only that something has failed.
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
