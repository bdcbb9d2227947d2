import Foundation

/// The program under test, beside the test bundle in the build folder.
package let costreport = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("costreport").path

/// A run of the program in the root of the repository, where the shipped profiles and reports are.
package func run(
    _ arguments: [String], environment: [String: String] = [:]
) throws -> (status: Int32, output: String, errors: String) {
    try shell(costreport, arguments, environment: environment, folder: repositoryRoot)
}

/// A copy of a sample production without its drops; the caller removes it.
package func copyOfSample(_ name: String) throws -> String {
    let files = FileManager.default
    let (sample, copy) = ("\(repositoryRoot)/samples/\(name)", try temporaryFolder())
    for part in ["production.yaml", "forecast.csv", "budget", "schedule", "profiles", "inbox"]
    where files.fileExists(atPath: "\(sample)/\(part)") {
        try files.copyItem(atPath: "\(sample)/\(part)", toPath: "\(copy)/\(part)")
    }
    try files.createDirectory(atPath: "\(copy)/inbox", withIntermediateDirectories: true)
    return copy
}

/// Lets the exports of a week arrive.
package func drop(_ week: String, of sample: String, into production: String) throws {
    let folder = "\(repositoryRoot)/samples/\(sample)/drops/\(week)"
    for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
        try FileManager.default.copyItem(atPath: "\(folder)/\(file)", toPath: "\(production)/inbox/\(file)")
    }
}
