import Foundation
import Glibc

/// Another program, run by its path and its arguments: no shell reads them. It gets nothing of our environment but what it is
/// given, and its time is limited from outside, with everything that it has started.
struct Program {
    var path: String
    var arguments: [String]
    var environment: [String: String]

    enum End: Equatable {
        case exited(Int32)
        case killed(Int32)
        case timedOut
        case notStarted(String)
    }

    /// The first program of this name on PATH that may be run.
    static func find(_ name: String, path: String? = ProcessInfo.processInfo.environment["PATH"]) -> String? {
        (path ?? "").split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// Runs it to its end; what it prints goes to the file `log`.
    func run(seconds: Int, log: String) -> End {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        // A group of its own: what it starts ends with it.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        let words = ([path] + arguments).map { strdup($0) }
        let settings = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") }
        defer { for text in words + settings { free(text) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, path, &actions, &attributes, words + [nil], settings + [nil])
        guard code == 0 else { return .notStarted(String(cString: strerror(code))) }
        return wait(for: child, seconds: seconds)
    }

    /// Asked every 20 ms whether it is done: a run takes seconds.
    private func wait(for child: pid_t, seconds: Int) -> End {
        let end = ContinuousClock.now + .seconds(seconds)
        var status: Int32 = 0
        while true {
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child { break }
            if ended < 0, errno != EINTR { return .notStarted(String(cString: strerror(errno))) }
            if ContinuousClock.now >= end {
                kill(-child, SIGKILL)
                while waitpid(child, &status, 0) < 0, errno == EINTR {}
                return .timedOut
            }
            usleep(20_000)
        }
        // It may have left something running.
        kill(-child, SIGKILL)
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal)
    }
}
