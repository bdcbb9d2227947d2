import ArgumentParser
import CostModel
import Foundation
import Glibc
import Ledger

/// `--log`: one line a stage, for the file or the journal that a scheduler's output goes to.
///
/// A line has the production's folder, the week, the stage, counts and milliseconds; no vendor, amount or address is ever in
/// it. Its time is the clock's: the log is the one place where that is allowed, and no report sees it.
final class RunLog {
    private enum Target { case none, journal, file(Int32) }

    private let target: Target
    private let production: String
    private var last = RunLog.milliseconds()

    /// `-` is stderr: systemd's journal has time and process already, so that they are left out.
    init(_ options: ProductionOptions) throws {
        production = Self.slug(options.folder)
        switch options.log {
        case nil: target = .none
        case "-": target = .journal
        case let path?:
            let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
            guard descriptor >= 0 else {
                throw NotWritable(path: path, text: String(cString: strerror(errno)))
            }
            target = .file(descriptor)
        }
    }

    deinit { if case .file(let descriptor) = target { close(descriptor) } }

    /// A log that cannot be opened stops the run before it begins; one that fails later does not.
    struct NotWritable: Error, CustomStringConvertible {
        var path: String
        var text: String
        var description: String { "\(path): error: the log cannot be written: \(text)" }
    }

    /// Counts in order, the time since the last line behind them.
    func stage(_ name: String, period: Day? = nil, _ counts: KeyValuePairs<String, Int>) {
        let now = Self.milliseconds()
        defer { last = now }
        var line = "production=\(production)"
        if let period { line += " period=\(period)" }
        line += " stage=\(name)"
        for (key, count) in counts { line += " \(key)=\(count)" }
        line += " ms=\(now - last)\n"
        switch target {
        case .none: break
        case .journal: Self.write("costreport: \(line)", to: STDERR_FILENO)
        case .file(let descriptor): Self.write("\(Self.timestamp()) costreport[\(getpid())] \(line)", to: descriptor)
        }
    }

    /// One call a line, so that lines of several productions in one file do not mix.
    private static func write(_ line: String, to descriptor: Int32) {
        let bytes = Array(line.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }

    /// The folder's name in small letters, digits and dashes.
    static func slug(_ folder: String) -> String {
        let path = realpath(folder, nil).map { real in
            defer { free(real) }
            return String(cString: real)
        }
        let name = (path ?? folder).split(separator: "/").last ?? ""
        let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? "production" : words.joined(separator: "-")
    }

    /// Of the clock that no one sets.
    private static func milliseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }

    /// `2026-05-18T06:00:03Z`
    private static func timestamp() -> String {
        let seconds = time(nil)
        func pair(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let second = seconds % 86_400
        let clock = "\(pair(second / 3600)):\(pair(second / 60 % 60)):\(pair(second % 60))"
        return "\(Day(number: Int32(seconds / 86_400)))T\(clock)Z"
    }
}

/// `guarded` for a command on a production: the log's last line is how it ended.
func guarded(_ options: ProductionOptions, _ body: () throws -> Void) throws {
    let console = Console(isQuiet: options.quiet)
    let log: RunLog
    do {
        log = try RunLog(options)
    } catch let failure as RunLog.NotWritable {
        console.complain(failure.description)
        throw ExitStatus.cannotCreate
    }
    var trouble: LedgerFailure?
    do {
        try guarded(console) {
            do {
                try body()
            } catch let failure as LedgerFailure {
                trouble = failure
                throw failure
            }
        }
        log.stage("end", ["exit": 0])
    } catch {
        if let trouble, trouble.mayNeedACopy, let copy = LedgerBackups.all(below: options.folder).last {
            console.complain("  hint: the newest copy is \(copy)")
        }
        log.stage("end", ["exit": Int((error as? ExitCode ?? .failure).rawValue)])
        throw error
    }
}

extension LedgerFailure {
    /// False where the ledger is whole.
    fileprivate var mayNeedACopy: Bool {
        switch reason {
        case .busy, .full, .newer: false
        case .empty, .notALedger, .damaged, .other: true
        }
    }
}
