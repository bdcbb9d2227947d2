import Foundation

/// A program that runs beside a test, until it is stopped. Not a Foundation `Process`: those wait for each other's children when one of
/// them lives long.
final class Servant {
    private let pid: pid_t
    private let output: Int32

    init(_ arguments: [String]) {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var made: pid_t = 0
        let code = posix_spawn(&made, arguments[0], &actions, nil, &words, environ)
        precondition(code == 0, "\(arguments[0]) cannot be run")
        (pid, output) = (made, ends[0])
        close(ends[1])
    }

    /// The first line that it prints.
    func line() -> String {
        var line = ""
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1, byte != 10 { line.unicodeScalars.append(UnicodeScalar(byte)) }
        return line
    }

    deinit {
        // Threads of a test runner have the gentler signals blocked, and so has what they spawn.
        kill(pid, SIGKILL)
        waitpid(pid, nil, 0)
        close(output)
    }
}
