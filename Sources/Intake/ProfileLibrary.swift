import CostModel
import Foundation
package import Settings

/// The profiles that a run knows: the shipped ones and the production's own.
package struct ProfileLibrary: Sendable {
    /// In order of their names.
    package let profiles: [Profile]

    package init(_ profiles: [Profile]) { self.profiles = profiles.sorted { $0.name < $1.name } }

    /// Reads every `*.yaml` of the folders; a later folder's profile takes the place of an earlier one's of the same name.
    /// A folder that is not there holds nothing.
    package static func load(folders: [String]) throws(SettingsFailure) -> ProfileLibrary {
        var byName: [String: Profile] = [:]
        for folder in folders {
            let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
            for file in files where file.hasSuffix(".yaml") {
                let profile = try load(path: folder + "/" + file)
                byName[profile.name] = profile
            }
        }
        return ProfileLibrary(Array(byName.values))
    }

    package static func load(path: String) throws(SettingsFailure) -> Profile {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SettingsFailure(path: path, "cannot be read", hint: "is it there, and may you read it?")
        }
        guard data.count <= Limits.yamlBytesMax, let text = String(data: data, encoding: .utf8) else {
            throw SettingsFailure(path: path, "is too long, or not UTF-8")
        }
        let file = path.split(separator: "/").last ?? ""
        return try ProfileFile.parse(text, name: String(file.dropLast(".yaml".count)), path: path)
    }

    /// The profile that a feed names; the error suggests the nearest.
    package func named(_ name: String, in path: String) throws(SettingsFailure) -> Profile {
        guard let profile = profiles.first(where: { $0.name == name }) else {
            throw SettingsFailure(
                path: path, "there is no profile \"\(name)\"",
                hint: Suggestion.text(for: name, among: profiles.map(\.name)))
        }
        return profile
    }
}
