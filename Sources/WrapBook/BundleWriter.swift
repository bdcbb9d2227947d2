import Foundation

/// Writes a bundle: index, members in order, manifest. The same members give the same bytes.
package struct BundleWriter {
    private let file: BundleFile
    private let path: String
    private var entries: [Zip.Entry] = []
    private var listed: [BundleManifest.Member] = []

    /// Returns the SHA-256 of the manifest, by which a bundle can be told from another, and how many members it has.
    package static func write(_ bundle: BundlePlan, to path: String) throws -> (manifest: String, count: Int) {
        var writer = BundleWriter(file: try BundleFile(path: path), path: path)
        let index = BundleIndex(bundle)
        for (name, text) in zip(BundlePlan.indexNames, [index.html, index.text]) {
            try writer.add(name, Array(text.utf8))
        }
        for member in bundle.members { try writer.add(member) }
        let manifest = try writer.manifest(bundle)
        try writer.add(BundlePlan.manifestName, manifest)
        try writer.file.write(Zip.directory(writer.entries, at: writer.file.offset))
        try writer.file.publish()
        return (manifest.withUnsafeBytes { Digest.sha256($0) }, writer.entries.count)
    }

    private mutating func add(_ member: BundlePlan.Member) throws {
        switch member.content {
        case .bytes(let bytes): try add(member.name, bytes)
        case .made(let path): try add(member.name, read(path))
        case .file(let path, let sha256): try add(member.name, read(path), mustBe: sha256)
        case .load(let sha256, let load): try add(member.name, load(), mustBe: sha256)
        }
    }

    private func read(_ path: String) throws -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw BundleFailure(path: path, reason: .cannotRead("it is gone, or may not be read"))
        }
    }

    private mutating func add(_ name: String, _ content: some ContiguousBytes, mustBe sha256: String? = nil) throws {
        precondition(MemberName.isInside(name), "a member would leave the folder: \(name)")
        try content.withUnsafeBytes { bytes in
            guard bytes.count <= Zip.sizeMax else {
                throw BundleFailure(
                    path: path, reason: .tooLarge("\(name) has more than 4 GB, which zip readers refuse"))
            }
            let digest = Digest.sha256(bytes)
            guard sha256 == nil || sha256 == digest else {
                throw BundleFailure(path: name, reason: .notAsKept("its sha256 is \(digest) in place of \(sha256!)"))
            }
            let entry = Zip.Entry(
                name: Array(name.utf8), checksum: Zip.checksum(bytes), size: bytes.count, offset: file.offset)
            try file.write(Zip.header(entry))
            try file.write(bytes)
            entries.append(entry)
            listed.append(BundleManifest.Member(name: name, sha256: digest, size: bytes.count))
        }
    }

    private func manifest(_ bundle: BundlePlan) throws -> [UInt8] {
        let manifest = BundleManifest(
            format: 1, program: bundle.program, title: bundle.title, company: bundle.company,
            currency: bundle.currency,
            periods: bundle.periods.map(\.folder), openWeeks: bundle.openWeeks, members: listed)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return Array(try encoder.encode(manifest)) + [0x0A]
    }
}
