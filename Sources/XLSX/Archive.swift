import Glibc

/// A zip file in memory as libxlsxwriter leaves it: small, without encryption, without zip64.
struct Archive {
    struct Member {
        var name: [UInt8]
        var method: UInt16
        var checksum: UInt32
        var compressedSize: Int
        var size: Int
        var dataOffset: Int
    }

    let bytes: [UInt8]
    private(set) var members: [Member] = []

    /// nil when the bytes are no such archive.
    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        guard bytes.count >= 22 else { return nil }
        var end = bytes.count - 22
        while end >= 0, Self.number(bytes, end, 4) != 0x0605_4B50 { end -= 1 }
        guard end >= 0 else { return nil }
        var place = Self.number(bytes, end + 16, 4)
        for _ in 0..<Self.number(bytes, end + 10, 2) {
            guard place + 46 <= bytes.count, Self.number(bytes, place, 4) == 0x0201_4B50 else { return nil }
            let (nameLength, extra, comment) = (
                Self.number(bytes, place + 28, 2), Self.number(bytes, place + 30, 2), Self.number(bytes, place + 32, 2)
            )
            let local = Self.number(bytes, place + 42, 4)
            guard place + 46 + nameLength <= bytes.count, local + 30 <= bytes.count else { return nil }
            let data = local + 30 + Self.number(bytes, local + 26, 2) + Self.number(bytes, local + 28, 2)
            let member = Member(
                name: Array(bytes[place + 46..<place + 46 + nameLength]),
                method: UInt16(Self.number(bytes, place + 10, 2)),
                checksum: UInt32(Self.number(bytes, place + 16, 4)), compressedSize: Self.number(bytes, place + 20, 4),
                size: Self.number(bytes, place + 24, 4), dataOffset: data)
            guard data + member.compressedSize <= bytes.count else { return nil }
            members.append(member)
            place += 46 + nameLength + extra + comment
        }
    }

    func data(_ member: Member) -> ArraySlice<UInt8> {
        bytes[member.dataOffset..<member.dataOffset + member.compressedSize]
    }

    /// The member's content; nil when it is damaged.
    func content(_ member: Member) -> [UInt8]? {
        guard member.method == 8 else { return member.method == 0 ? Array(data(member)) : nil }
        var content: [UInt8] = []
        content.reserveCapacity(member.size)
        let isWhole = bytes.withUnsafeBytes { all in
            Deflate.inflate(
                UnsafeRawBufferPointer(rebasing: all[member.dataOffset..<member.dataOffset + member.compressedSize])
            ) {
                content.append(contentsOf: $0)
            }
        }
        return isWhole && content.count == member.size ? content : nil
    }

    private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
}

/// Writes a zip file member by member. Times are fixed, so that the same content gives the same bytes.
struct ArchiveWriter {
    private var descriptor: Int32
    private var offset = 0
    private var directory: [UInt8] = []
    private var count = 0
    private(set) var failed: String?

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// Opens a member whose sizes are known only when its pieces are written; `close` fills them in.
    struct Open {
        fileprivate var name: [UInt8]
        fileprivate var headerOffset: Int
        var checksum: UInt32 = 0
        var size = 0
        var compressedSize = 0
    }

    mutating func open(_ name: [UInt8]) -> Open {
        let member = Open(name: name, headerOffset: offset)
        write(header(member, signature: 0x0403_4B50, isCentral: false))
        return member
    }

    mutating func append(_ compressed: some Collection<UInt8>, to member: inout Open) {
        member.compressedSize += compressed.count
        write(Array(compressed))
    }

    mutating func close(_ member: Open, method: UInt16 = 8) {
        guard member.size < Int(UInt32.max), offset < Int(UInt32.max) else {
            failed = failed ?? "the workbook would be larger than 4 GB"
            return
        }
        let local = header(member, signature: 0x0403_4B50, isCentral: false, method: method)
        if failed == nil, pwrite(descriptor, local, local.count, off_t(member.headerOffset)) != local.count {
            failed = String(cString: strerror(errno))
        }
        directory += header(member, signature: 0x0201_4B50, isCentral: true, method: method)
        count += 1
    }

    mutating func finish() {
        let start = offset
        write(directory)
        var end: [UInt8] = []
        for (value, width) in [
            (0x0605_4B50, 4), (0, 2), (0, 2), (count, 2), (count, 2), (directory.count, 4), (start, 4), (0, 2),
        ] { Self.put(value, width, &end) }
        write(end)
    }

    private func header(_ member: Open, signature: Int, isCentral: Bool, method: UInt16 = 8) -> [UInt8] {
        var bytes: [UInt8] = []
        // 1980-01-01, the first day that zip knows.
        let fields = [
            (20, 2), (0, 2), (Int(method), 2), (0, 2), (0x21, 2), (Int(member.checksum), 4),
            (member.compressedSize, 4), (member.size, 4), (member.name.count, 2), (0, 2),
        ]
        Self.put(signature, 4, &bytes)
        if isCentral { Self.put(20, 2, &bytes) }
        for (value, width) in fields { Self.put(value, width, &bytes) }
        if isCentral {
            for (value, width) in [(0, 2), (0, 2), (0, 2), (0, 4), (member.headerOffset, 4)] {
                Self.put(value, width, &bytes)
            }
        }
        return bytes + member.name
    }

    private mutating func write(_ bytes: [UInt8]) {
        var written = 0
        while failed == nil, written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { failed = String(cString: strerror(errno)) }
            written += max(count, 0)
        }
        offset += bytes.count
    }

    private static func put(_ value: Int, _ width: Int, _ bytes: inout [UInt8]) {
        for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }
}
