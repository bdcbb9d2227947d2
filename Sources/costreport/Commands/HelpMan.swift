import ArgumentParser
import Foundation

/// `costreport help-man DIR`: for `make install`.
struct HelpMan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "help-man", abstract: "Write the manual pages into a folder.", shouldDisplay: false)

    @Argument(help: "The folder; it has to be there.") var folder: String

    func run() throws {
        for page in try ManPage.all() {
            try page.text.write(toFile: "\(folder)/\(page.name)", atomically: true, encoding: .utf8)
        }
    }
}
