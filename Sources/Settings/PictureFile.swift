import CostModel
import Foundation

/// A logo: a PNG file that a definition or `production.yaml` names.
package enum PictureFile {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// The bytes of the file that `key` names, looked for in `folders` in order; empty where the key is absent.
    package static func read(_ key: String, _ map: YAMLMapping, in folders: [String]) throws(SettingsFailure) -> [UInt8]
    {
        guard let name = try map.optionalString(key) else { return [] }
        guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
            throw map.failure(key, "must be a file beside this one or below the production folder")
        }
        let path = folders.map { "\($0)/\(name)" }.first { FileManager.default.fileExists(atPath: $0) }
        guard let path, let data = FileManager.default.contents(atPath: path) else {
            throw map.failure(key, "\"\(name)\" cannot be read", hint: "looked in \(folders.joined(separator: ", "))")
        }
        guard data.count <= Limits.logoBytesMax else {
            throw map.failure(
                key, "\"\(name)\" has \(data.count) bytes; the limit is \(Limits.logoBytesMax)",
                hint: "every workbook holds a copy: save it smaller")
        }
        let bytes = [UInt8](data)
        guard bytes.starts(with: signature), bytes.count > 33, size(bytes, at: 16) > 0, size(bytes, at: 20) > 0 else {
            throw map.failure(key, "\"\(name)\" is not a PNG picture", hint: "save the logo as PNG")
        }
        guard size(bytes, at: 16) <= Limits.logoPixelsMax, size(bytes, at: 20) <= Limits.logoPixelsMax else {
            throw map.failure(
                key, "\"\(name)\" is \(size(bytes, at: 16)) by \(size(bytes, at: 20)) pixels",
                hint: "at most \(Limits.logoPixelsMax) each way: it stands in a corner of the page")
        }
        return bytes
    }

    /// Width at 16 and height at 20 of the header that every PNG begins with.
    private static func size(_ bytes: [UInt8], at place: Int) -> Int {
        bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
