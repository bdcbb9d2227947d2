import Foundation

/// Checks a bundle against its own manifest: every hash, nothing missing, nothing added, not a byte beside the members.
package struct BundleCheck {
    package struct Problem: Hashable, Sendable {
        /// Empty where it is the whole file.
        package var name: String
        package var message: String
    }

    package private(set) var problems: [Problem] = []
    package private(set) var memberCount = 0
    package private(set) var title = ""
    package private(set) var periods: [String] = []
    /// Of the manifest.
    package private(set) var sha256 = ""

    package init(path: String) throws(BundleFailure) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw BundleFailure(path: path, reason: .cannotRead("is it there, and may you read it?"))
        }
        data.withUnsafeBytes { check($0) }
    }

    private mutating func check(_ bytes: UnsafeRawBufferPointer) {
        guard let entries = ZipReader(bytes).entries else {
            return report("", "is no wrap book, or was cut short")
        }
        memberCount = entries.count
        checkLayout(entries, bytes)
        var contents: [String: (sha256: String, size: Int)] = [:]
        var manifest: BundleManifest?
        for entry in entries {
            let name = String(decoding: entry.name, as: UTF8.self)
            if !MemberName.isInside(name) { report(name, "would be unpacked outside the folder") }
            if contents[name] != nil { report(name, "is there twice") }
            let content = UnsafeRawBufferPointer(rebasing: bytes[entry.start..<entry.start + entry.size])
            if Zip.checksum(content) != entry.checksum { report(name, "is damaged: its CRC-32 differs") }
            contents[name] = (Digest.sha256(content), entry.size)
            if name == BundlePlan.manifestName {
                manifest = try? JSONDecoder().decode(BundleManifest.self, from: Data(content))
                sha256 = contents[name]!.sha256
            }
        }
        guard let manifest else { return report(BundlePlan.manifestName, "is missing or cannot be read") }
        (title, periods) = (manifest.title, manifest.periods)
        compare(manifest, contents)
    }

    private mutating func compare(_ manifest: BundleManifest, _ contents: [String: (sha256: String, size: Int)]) {
        var known: Set<String> = [BundlePlan.manifestName]
        for member in manifest.members {
            known.insert(member.name)
            guard let content = contents[member.name] else {
                report(member.name, "is missing")
                continue
            }
            if content.sha256 != member.sha256 || content.size != member.size {
                report(member.name, "was changed: its sha256 is \(content.sha256) in place of \(member.sha256)")
            }
        }
        for name in contents.keys.sorted() where !known.contains(name) {
            report(name, "was added: no manifest names it")
        }
    }

    /// The file has to be what this program would write of these members: then nothing can hide between them.
    private mutating func checkLayout(_ entries: [ZipReader.Entry], _ bytes: UnsafeRawBufferPointer) {
        var place = 0
        var plain: [Zip.Entry] = []
        for entry in entries {
            let own = Zip.Entry(name: entry.name, checksum: entry.checksum, size: entry.size, offset: place)
            let header = Zip.header(own)
            guard entry.offset == place, place + header.count == entry.start,
                bytes[place..<entry.start].elementsEqual(header)
            else {
                return report(String(decoding: entry.name, as: UTF8.self), "does not stand where a wrap book has it")
            }
            plain.append(own)
            place = entry.start + entry.size
        }
        if !bytes[place...].elementsEqual(Zip.directory(plain, at: place)) {
            report("", "the list of members is not as a wrap book has it")
        }
    }

    private mutating func report(_ name: String, _ message: String) {
        problems.append(Problem(name: name, message: message))
    }
}

/// Reads the directory of a zip file that may be damaged or hostile: every place is checked before it is used.
struct ZipReader {
    struct Entry {
        var name: [UInt8]
        var checksum: UInt32
        var size: Int
        var offset: Int
        /// Of the member's bytes.
        var start: Int
    }

    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// nil where the bytes are no such file.
    var entries: [Entry]? {
        guard let (count, start) = end, count <= bytes.count / 46 else { return nil }
        var place = start
        var found: [Entry] = []
        for _ in 0..<count {
            guard number(place, 4) == 0x0201_4B50, let nameLength = number(place + 28, 2),
                let extra = number(place + 30, 2), let comment = number(place + 32, 2),
                let size = number(place + 24, 4),
                let checksum = number(place + 16, 4), var offset = number(place + 42, 4),
                let name = slice(place + 46, nameLength)
            else { return nil }
            if offset == Zip.sizeMax + 1, extra == 12, let far = number(place + 46 + nameLength + 4, 8) { offset = far }
            let start = offset + 30 + nameLength
            guard offset >= 0, offset < bytes.count, start + size <= bytes.count else { return nil }
            found.append(
                Entry(name: Array(name), checksum: UInt32(checksum), size: size, offset: offset, start: start))
            place += 46 + nameLength + extra + comment
        }
        return found
    }

    /// How many members there are and where their list begins: from the last 22 bytes, and the record that they point to.
    private var end: (count: Int, start: Int)? {
        let place = bytes.count - 22
        guard number(place, 4) == 0x0605_4B50, let count = number(place + 10, 2), let start = number(place + 16, 4)
        else { return nil }
        guard number(place - 20, 4) == 0x0706_4B50 else { return (count, start) }
        guard let far = number(place - 12, 8), number(far, 4) == 0x0606_4B50, let count = number(far + 32, 8),
            let start = number(far + 48, 8)
        else { return nil }
        return (count, start)
    }

    private func slice(_ place: Int, _ count: Int) -> Slice<UnsafeRawBufferPointer>? {
        guard place >= 0, count >= 0, place <= bytes.count, count <= bytes.count - place else { return nil }
        return bytes[place..<place + count]
    }

    private func number(_ place: Int, _ width: Int) -> Int? {
        guard let part = slice(place, width) else { return nil }
        let value = part.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return value <= UInt64(Int.max / 4) ? Int(value) : nil
    }
}
