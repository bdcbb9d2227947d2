import CLibzip
import CostModel

/// A zip file in memory, read part by part; closed exactly once.
///
/// Everything that can be refused by its list of parts is refused before a part is unpacked. Sizes are not believed: what
/// comes out is counted.
struct ZipArchive: ~Copyable {
    struct Entry {
        let index: UInt64
        /// As it stands in the file: for messages.
        let name: String
        let packedBytes: Int
        let bytes: Int
    }

    private let archive: OpaquePointer
    private let fileBytes: Int
    /// By the part's name as packages compare them: without regard to case, with `/`, and none in front.
    private var entries: [String: Entry] = [:]
    private var unpackedBytes = 0

    /// `bytes` must outlive the archive.
    static func open(_ bytes: UnsafeRawBufferPointer) throws(TableProblem) -> ZipArchive {
        let directory = ZipDirectory.claimedBytes(bytes)
        guard directory <= Limits.archiveDirectoryBytesMax else { throw .container(.directory(bytes: directory)) }
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(bytes.baseAddress, UInt64(bytes.count), 0, &error) else {
            throw .container(.zipDamaged(String(cString: zip_error_strerror(&error))))
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            throw .container(.zipDamaged(String(cString: zip_error_strerror(&error))))
        }
        var opened = ZipArchive(archive, fileBytes: bytes.count)
        try opened.list()
        return opened
    }

    private init(_ archive: OpaquePointer, fileBytes: Int) {
        self.archive = archive
        self.fileBytes = fileBytes
    }

    deinit { zip_discard(archive) }

    private mutating func list() throws(TableProblem) {
        let count = zip_get_num_entries(archive, 0)
        guard count <= Limits.archiveEntriesMax else { throw .container(.entries(Int(count))) }
        var packedBytes = 0
        for index in 0..<UInt64(max(count, 0)) {
            let entry = try entry(index)
            packedBytes += entry.packedBytes + 30 + entry.name.utf8.count
            if entry.name.hasSuffix("/") { continue }
            guard entries.updateValue(entry, forKey: Self.key(entry.name)) == nil else {
                throw .container(.partRepeated(part: entry.name))
            }
        }
        guard packedBytes <= fileBytes else { throw .container(.partsOverlap) }
    }

    private func entry(_ index: UInt64) throws(TableProblem) -> Entry {
        var stat = zip_stat_t()
        zip_stat_init(&stat)
        guard let raw = zip_get_name(archive, index, 0), zip_stat_index(archive, index, 0, &stat) == 0 else {
            throw .container(.zipDamaged(String(cString: zip_strerror(archive))))
        }
        let name = String(cString: raw)
        guard Int32(stat.encryption_method) == ZIP_EM_NONE else { throw .container(.partEncrypted(part: name)) }
        guard [ZIP_CM_STORE, ZIP_CM_DEFLATE].contains(Int32(stat.comp_method)) else {
            throw .container(.methodUnknown(part: name))
        }
        // A size that claims to be negative claims to be huge.
        let entry = Entry(
            index: index, name: name, packedBytes: Int(clamping: stat.comp_size), bytes: Int(clamping: stat.size))
        guard entry.packedBytes <= fileBytes else { throw .container(.partsOverlap) }
        try check(entry, unpacked: entry.bytes)
        return entry
    }

    private func check(_ entry: Entry, unpacked: Int) throws(TableProblem) {
        if unpacked > Limits.expansionFloorBytes, unpacked / Limits.expansionMax > entry.packedBytes {
            throw .container(.expansion(part: entry.name))
        }
    }

    /// The part of that name; nil when there is none.
    func part(_ name: String) -> Entry? { entries[Self.key(name)] }

    func hasPart(where test: (String) -> Bool) -> Bool { entries.keys.contains(where: test) }

    private static func key(_ name: String) -> String {
        let name = name.lowercased().map { $0 == "\\" ? "/" : $0 }
        return String(name.drop { $0 == "/" })
    }

    func open(_ entry: Entry) throws(TableProblem) -> ZipPart {
        guard let file = zip_fopen_index(archive, entry.index, 0) else {
            throw .container(.partDamaged(part: entry.name, String(cString: zip_strerror(archive))))
        }
        return ZipPart(file, entry)
    }

    /// Unpacks the next piece of a part into `buffer`; 0 at its end, when its checksum was right.
    mutating func read(
        _ part: inout ZipPart, into buffer: UnsafeMutableRawPointer, _ count: Int, limit: Int
    ) throws(TableProblem) -> Int {
        let got = try part.read(into: buffer, count)
        unpackedBytes += got
        let entry = part.entry
        try check(entry, unpacked: part.unpackedBytes)
        guard part.unpackedBytes <= limit else { throw .container(.unpacked(part: entry.name, limit: limit)) }
        let total = min(Limits.workbookBytesMax, max(Limits.expansionFloorBytes, fileBytes * Limits.expansionMax))
        guard unpackedBytes <= total else { throw .container(.unpacked(part: entry.name, limit: total)) }
        return got
    }
}

/// A part that is being unpacked; closed exactly once.
struct ZipPart: ~Copyable {
    private let file: OpaquePointer
    let entry: ZipArchive.Entry
    private(set) var unpackedBytes = 0

    fileprivate init(_ file: OpaquePointer, _ entry: ZipArchive.Entry) {
        self.file = file
        self.entry = entry
    }

    deinit { zip_fclose(file) }

    fileprivate mutating func read(into buffer: UnsafeMutableRawPointer, _ count: Int) throws(TableProblem) -> Int {
        let got = zip_fread(file, buffer, UInt64(count))
        guard got >= 0 else {
            let reason = String(cString: zip_error_strerror(zip_file_get_error(file)))
            throw .container(.partDamaged(part: entry.name, reason))
        }
        unpackedBytes += Int(got)
        return Int(got)
    }
}

/// How long the list of parts says it is. libzip reads all of it before anybody can ask how many there are.
private enum ZipDirectory {
    /// Bytes of all lists that libzip may try: each record in the last 64 KiB that looks like an end names one.
    static func claimedBytes(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard bytes.count >= 22 else { return 0 }
        var total = 0
        for end in max(0, bytes.count - 65_557)...bytes.count - 22
        where bytes.loadUnaligned(fromByteOffset: end, as: UInt32.self) == 0x0605_4B50 {
            var size = Int(bytes.loadUnaligned(fromByteOffset: end + 12, as: UInt32.self))
            if let large = claimedBytes64(bytes, end) { size = large }
            if size <= end { total += size }
        }
        return total
    }

    /// In a file with 64-bit sizes a record in front of the end leads to the true one.
    private static func claimedBytes64(_ bytes: UnsafeRawBufferPointer, _ end: Int) -> Int? {
        guard end >= 20, bytes.loadUnaligned(fromByteOffset: end - 20, as: UInt32.self) == 0x0706_4B50 else {
            return nil
        }
        let place = bytes.loadUnaligned(fromByteOffset: end - 12, as: UInt64.self)
        guard place <= UInt64(max(0, bytes.count - 56)) else { return nil }
        guard bytes.loadUnaligned(fromByteOffset: Int(place), as: UInt32.self) == 0x0606_4B50 else { return nil }
        return Int(clamping: bytes.loadUnaligned(fromByteOffset: Int(place) + 40, as: UInt64.self))
    }
}
