import ArgumentParser

/// Exit codes that cron, systemd and schedulers understand (sysexits).
enum ExitStatus {
    /// Done, but the data has errors or a tie-out failed: the reports are marked DRAFT.
    static let dataErrors = ExitCode(1)
    /// Usage or configuration.
    static let usage = ExitCode(64)
    /// Input refused.
    static let input = ExitCode(65)
    /// A mail was refused for good.
    static let mailRefused = ExitCode(69)
    static let cannotCreate = ExitCode(73)
    /// I/O, or a mail whose fate is unknown.
    static let inputOutput = ExitCode(74)
    /// Locked by another run, a file is still being written, or a mail was put off: try again later.
    static let tryAgain = ExitCode(75)
}
