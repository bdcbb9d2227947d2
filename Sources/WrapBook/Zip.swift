/// A zip file as this program writes it: members one behind the other, stored, with one fixed date; then the directory.
///
/// Stored, so that the same members are the same bytes on every machine and with every version of a library, and so that a
/// damaged byte damages one member. With zip64 records only where a place needs them.
enum Zip {
    struct Entry: Hashable {
        var name: [UInt8]
        var checksum: UInt32
        var size: Int
        var offset: Int
    }

    static let sizeMax = Int(UInt32.max) - 1

    /// What stands before a member's bytes.
    static func header(_ entry: Entry) -> [UInt8] {
        var bytes = ZipBytes()
        bytes.put(0x0403_4B50, 4)
        bytes.put(common(entry, needs: 20))
        bytes.put(0, 2)
        return bytes.all + entry.name
    }

    /// What stands behind the last member: the directory and its end.
    static func directory(_ entries: [Entry], at offset: Int) -> [UInt8] {
        var bytes = ZipBytes()
        for entry in entries {
            let isFar = entry.offset > sizeMax
            bytes.put(0x0201_4B50, 4)
            // Made on Unix, so that the mode means something: a file that all may read.
            bytes.put(3 << 8 | 45, 2)
            bytes.put(common(entry, needs: isFar ? 45 : 20))
            for (value, width) in [
                (isFar ? 12 : 0, 2), (0, 2), (0, 2), (0, 2), (0o100444 << 16, 4),
                (isFar ? sizeMax + 1 : entry.offset, 4),
            ] { bytes.put(value, width) }
            bytes.put(entry.name)
            if isFar { for (value, width) in [(1, 2), (8, 2), (entry.offset, 8)] { bytes.put(value, width) } }
        }
        bytes.put(end(count: entries.count, size: bytes.all.count, at: offset))
        return bytes.all
    }

    private static func end(count: Int, size: Int, at offset: Int) -> [UInt8] {
        var bytes = ZipBytes()
        if count >= 0xFFFF || offset > sizeMax || size > sizeMax {
            bytes.put(0x0606_4B50, 4)
            for (value, width) in [
                (44, 8), (3 << 8 | 45, 2), (45, 2), (0, 4), (0, 4), (count, 8), (count, 8), (size, 8), (offset, 8),
            ] { bytes.put(value, width) }
            bytes.put(0x0706_4B50, 4)
            for (value, width) in [(0, 4), (offset + size, 8), (1, 4)] { bytes.put(value, width) }
        }
        bytes.put(0x0605_4B50, 4)
        let (shownCount, shownSize) = (min(count, 0xFFFF), min(size, sizeMax + 1))
        for (value, width) in [
            (0, 2), (0, 2), (shownCount, 2), (shownCount, 2), (shownSize, 4), (min(offset, sizeMax + 1), 4), (0, 2),
        ] { bytes.put(value, width) }
        return bytes.all
    }

    /// The fields that header and directory share.
    private static func common(_ entry: Entry, needs version: Int) -> [UInt8] {
        var bytes = ZipBytes()
        // Names are UTF-8; stored; 1980-01-01 at midnight, the first moment that zip knows.
        for (value, width) in [
            (version, 2), (0x0800, 2), (0, 2), (0, 2), (0x21, 2), (Int(entry.checksum), 4), (entry.size, 4),
            (entry.size, 4), (entry.name.count, 2),
        ] { bytes.put(value, width) }
        return bytes.all
    }

    // MARK: CRC-32

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }

    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        ~table.withUnsafeBufferPointer { table in
            bytes.reduce(UInt32.max) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
        }
    }
}

/// Numbers in the byte order of zip.
struct ZipBytes {
    private(set) var all: [UInt8] = []

    mutating func put(_ value: Int, _ width: Int) {
        for index in 0..<width { all.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }

    mutating func put(_ bytes: [UInt8]) { all += bytes }
}
