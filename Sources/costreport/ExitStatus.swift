import ArgumentParser

/// Exit codes that cron, systemd and schedulers understand (sysexits).
enum ExitStatus {
    /// Done, but the data has errors or a tie-out failed: the reports are marked DRAFT.
    static let dataErrors = ExitCode(1)
    /// Usage or configuration.
    static let usage = ExitCode(64)
    /// Input refused.
    static let input = ExitCode(65)
    static let cannotCreate = ExitCode(73)
    static let inputOutput = ExitCode(74)
    /// Locked by another run, or a file is still being written: try again later.
    static let tryAgain = ExitCode(75)
}
