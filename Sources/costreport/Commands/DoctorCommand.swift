import ArgumentParser
import CostModel
import Foundation

/// `costreport doctor DIR`
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Whether a run by itself would work, and what to do where it would not. Changes nothing.",
        discussion: "Exit codes: 0 no FAIL; 1 a FAIL; 64 the configuration is wrong.")
    @OptionGroup var options: ProductionOptions
    @Flag(help: "Call the mail server, to see whether it answers; nothing is sent.") var connect = false

    private struct Printed: Encodable {
        var folder: String
        var checks: [Doctor.Check]
        /// Bytes.
        var use: [String: Int]
        var free: Int?
    }

    func run() throws {
        try guarded(options) {
            let console = Console(isQuiet: options.quiet)
            let doctor = Doctor(options, isConnecting: connect)
            if options.json {
                let use = DiskUse(of: options.folder)
                console.data(
                    try JSONText.of(
                        Printed(
                            folder: options.folder, checks: doctor.checks, use: use.bytes,
                            free: DiskUse.free(at: options.folder))))
            } else {
                for check in doctor.checks where !options.quiet || check.status != .ok { show(check, on: console) }
            }
            if doctor.isMisconfigured { throw ExitStatus.usage }
            if doctor.checks.contains(where: { $0.status == .fail }) { throw ExitStatus.dataErrors }
        }
    }

    private func show(_ check: Doctor.Check, on console: Console) {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(1, width - text.count))
        }
        console.data(
            Diagnostic.printable("\(padded(check.status.rawValue, 6))\(padded(check.name, 14))\(check.message)"))
        if !check.advice.isEmpty { console.data(Diagnostic.printable("      \(padded("", 14))-> \(check.advice)")) }
    }
}
