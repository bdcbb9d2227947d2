import CLibexpat
import CostModel

/// What makes something of the events of one part. Elements and attributes are known by their names without a prefix: of
/// two vocabularies that say the same, transitional and strict, only the addresses differ.
class XMLHandler {
    fileprivate(set) final var problem: TableProblem?
    fileprivate final var parser: XML_Parser?

    /// `name` ends with NUL.
    func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {}
    func end(_ name: UnsafePointer<CChar>) {}
    func text(_ bytes: UnsafeRawBufferPointer) {}

    /// Reads no further.
    final func fail(_ problem: TableProblem) {
        if self.problem == nil { self.problem = problem }
        if let parser { XML_StopParser(parser, XML_Bool(XML_FALSE)) }
    }
}

/// The attributes of an element, while its start is handled.
struct XMLAttributes {
    /// Name and value by turns; nil behind the last.
    let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

    /// The value of the attribute; `name` is without prefix.
    func text(_ name: String) -> String? {
        var index = 0
        while let key = pairs[index] {
            let key = String(cString: key)
            if key == name || key.hasSuffix(":" + name) { return String(cString: pairs[index + 1]!) }
            index += 2
        }
        return nil
    }

    func isTrue(_ name: String) -> Bool { ["1", "true", "on"].contains(text(name)) }
}

/// expat on one part of a workbook; freed exactly once.
///
/// No document type, nothing from outside. What expat keeps is bounded: depth, names, and how far a tag may reach.
struct XMLReader: ~Copyable {
    private let parser: XML_Parser
    private let guardian: UnsafeMutablePointer<XMLGuard>

    private static let pieceBytes: Int32 = 1 << 16

    private init(_ handler: XMLHandler, part: String) {
        guard let parser = XML_ParserCreate(nil) else { preconditionFailure("out of memory") }
        self.parser = parser
        guardian = .allocate(capacity: 1)
        guardian.initialize(to: XMLGuard(handler: handler, part: part))
        handler.parser = parser
        XML_SetUserData(parser, guardian)
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            let guardian = data!.assumingMemoryBound(to: XMLGuard.self)
            guardian.pointee.handler.fail(.container(.documentType(part: guardian.pointee.part)))
        }
        XML_SetElementHandler(parser) { data, name, attributes in
            data!.assumingMemoryBound(to: XMLGuard.self).pointee.start(name!, XMLAttributes(pairs: attributes!))
        } _: { data, name in
            data!.assumingMemoryBound(to: XMLGuard.self).pointee.end(name!)
        }
        XML_SetCharacterDataHandler(parser) { data, text, count in
            data!.assumingMemoryBound(to: XMLGuard.self).pointee.handler.text(
                UnsafeRawBufferPointer(start: text, count: Int(count)))
        }
    }

    deinit {
        guardian.pointee.handler.parser = nil
        guardian.deinitialize(count: 1)
        guardian.deallocate()
        XML_ParserFree(parser)
    }

    /// Hands the events of a part to `handler`. `limit` is how much it may unpack to.
    static func read(
        _ entry: ZipArchive.Entry, of archive: inout ZipArchive, limit: Int = Limits.workbookBytesMax,
        _ handler: XMLHandler
    ) throws(TableProblem) {
        let reader = XMLReader(handler, part: entry.name)
        try reader.run(entry, &archive, limit)
    }

    private func run(_ entry: ZipArchive.Entry, _ archive: inout ZipArchive, _ limit: Int) throws(TableProblem) {
        var part = try archive.open(entry)
        var count = 0
        repeat {
            guard let buffer = XML_GetBuffer(parser, Self.pieceBytes) else { throw failure(entry) }
            count = try archive.read(&part, into: buffer, Int(Self.pieceBytes), limit: limit)
            guard XML_ParseBuffer(parser, Int32(count), count == 0 ? 1 : 0) == XML_STATUS_OK else {
                throw failure(entry)
            }
            // What is not understood yet is kept by expat, and read again with each piece.
            let pending = part.unpackedBytes - XML_GetCurrentByteIndex(parser)
            if pending > Limits.xmlTagBytesMax { throw .container(.tag(part: entry.name)) }
        } while count > 0
        if let problem = guardian.pointee.handler.problem { throw problem }
    }

    private func failure(_ entry: ZipArchive.Entry) -> TableProblem {
        if let problem = guardian.pointee.handler.problem { return problem }
        let reason = String(cString: XML_ErrorString(XML_GetErrorCode(parser)))
        return .container(
            .partDamaged(part: entry.name, "\(reason) in line \(XML_GetCurrentLineNumber(parser)) of its XML"))
    }
}

/// Stands between expat and a handler: cuts prefixes off, and counts what expat never forgets.
private struct XMLGuard {
    let handler: XMLHandler
    let part: String
    private var depth = 0
    private var names: Set<UInt> = []
    /// The names that were seen last, by their hashes: one that comes again is nearly always among them.
    private var elements = [UInt](repeating: 0, count: 256)
    /// expat gives an attribute's name from one place always; short names lie three bytes apart.
    private var attributes = [UInt](repeating: 0, count: 256)

    init(handler: XMLHandler, part: String) {
        self.handler = handler
        self.part = part
    }

    @inline(__always)
    mutating func start(_ name: UnsafePointer<CChar>, _ list: XMLAttributes) {
        depth += 1
        if depth > Limits.xmlDepthMax { handler.fail(.container(.depth(part: part))) }
        var index = 0
        while let key = list.pairs[index] {
            let address = UInt(bitPattern: key)
            let slot = Int(truncatingIfNeeded: address & 255)
            if attributes[slot] != address {
                attributes[slot] = address
                remember(address)
            }
            index += 2
        }
        handler.start(name[1] == 0 ? name : local(name), list)
    }

    @inline(__always)
    mutating func end(_ name: UnsafePointer<CChar>) {
        depth -= 1
        handler.end(name[1] == 0 ? name : XMLGuard.withoutPrefix(name).name)
    }

    private mutating func local(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
        let (local, hash) = XMLGuard.withoutPrefix(name)
        let slot = Int(truncatingIfNeeded: hash & 255)
        if elements[slot] != hash {
            elements[slot] = hash
            remember(hash)
        }
        return local
    }

    /// Names of one letter are left out: there are few of them, and nearly all cells have no others.
    private mutating func remember(_ name: UInt) {
        names.insert(name)
        if names.count > Limits.xmlNamesMax { handler.fail(.container(.names(part: part))) }
    }

    private static func withoutPrefix(_ name: UnsafePointer<CChar>) -> (name: UnsafePointer<CChar>, hash: UInt) {
        var (local, hash, next) = (name, UInt(5381), name)
        while next.pointee != 0 {
            hash = (hash &* 33) ^ UInt(UInt8(bitPattern: next.pointee))
            if next.pointee == 0x3A { local = next + 1 }
            next += 1
        }
        return (local, hash)
    }
}
