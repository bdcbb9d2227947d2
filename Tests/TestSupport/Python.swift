import Foundation

/// The Python that the Makefile has set up with openpyxl and python-calamine; tests that need it are skipped without.
package let python = ProcessInfo.processInfo.environment["COSTREPORT_PYTHON"]

/// Runs a program and gives back what it printed and how it ended.
package func shell(
    _ program: String, _ arguments: [String], environment: [String: String] = [:], folder: String? = nil
) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // Both pipes are drained at once, so that neither fills and stops the program.
    nonisolated(unsafe) var errorData = Data()
    let reader = Thread { errorData = errors.fileHandleForReading.readDataToEndOfFile() }
    reader.start()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    while !reader.isFinished { usleep(1000) }
    return (
        process.terminationStatus, String(decoding: data, as: UTF8.self), String(decoding: errorData, as: UTF8.self)
    )
}

/// A new folder for a test; the caller removes it.
package func temporaryFolder() throws -> String {
    let path = NSTemporaryDirectory() + "costreport-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
}

/// A script that can be run. Another program writes it: whatever this process has open for writing while another test starts a
/// program is open in that program, too, for a moment, and "busy" to whoever would run it.
package func writeProgram(_ script: String, at path: String) throws {
    try script.write(toFile: path + ".source", atomically: false, encoding: .utf8)
    _ = try shell("/usr/bin/install", ["-m", "755", path + ".source", path])
    try FileManager.default.removeItem(atPath: path + ".source")
}
