import CostModel
import Glibc

/// The texts that cells of a workbook refer to by number, side by side in memory.
final class SharedStrings {
    private var bytes = GrowingBuffer<UInt8>(capacity: 1 << 12)
    private var ends = GrowingBuffer<Int>(capacity: 1 << 8)

    init() { ends.append(0) }

    deinit {
        bytes.pointer.deallocate()
        ends.pointer.deallocate()
    }

    var count: Int { ends.count - 1 }

    /// Bytes of memory that are in use.
    var memory: Int { bytes.count + ends.count * MemoryLayout<Int>.size }

    /// nil when there is no such text.
    @inline(__always)
    func text(_ index: Int) -> UnsafeRawBufferPointer? {
        guard index >= 0, index < count else { return nil }
        let start = ends.pointer[index]
        return UnsafeRawBufferPointer(start: bytes.pointer + start, count: ends.pointer[index + 1] - start)
    }

    func append(_ text: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
    }
}

/// Reads `sharedStrings.xml`: runs of rich text are one text, phonetic guides are none of it.
final class SharedStringsHandler: XMLHandler {
    let strings = SharedStrings()
    private let part: String
    private let memoryMax: Int
    private var scratch = Scratch()
    private var isInsideItem = false
    private var isInsideText = false
    private var isPhonetic = false

    init(part: String, memoryMax: Int) {
        self.part = part
        self.memoryMax = memoryMax
    }

    override func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
        if strcmp(name, "si") == 0 {
            isInsideItem = true
            scratch.bytes.removeAll()
        } else if strcmp(name, "rPh") == 0 {
            isPhonetic = true
        } else if strcmp(name, "t") == 0 {
            isInsideText = isInsideItem && !isPhonetic
        }
    }

    override func text(_ bytes: UnsafeRawBufferPointer) {
        guard isInsideText else { return }
        scratch.bytes.append(contentsOf: bytes)
        if scratch.bytes.count > Limits.fieldBytesMax { fail(.container(.textTooLong(part: part))) }
    }

    override func end(_ name: UnsafePointer<CChar>) {
        if strcmp(name, "t") == 0 {
            isInsideText = false
        } else if strcmp(name, "rPh") == 0 {
            isPhonetic = false
        } else if strcmp(name, "si") == 0 {
            isInsideItem = false
            CellEscapes.undo(&scratch.bytes)
            strings.append(scratch.all)
            if strings.memory > memoryMax { fail(.container(.unpacked(part: part, limit: memoryMax))) }
        }
    }
}

/// Characters that XML cannot hold, as workbooks spell them: `_x000D_` is a carriage return, `_x005F_` an underscore.
enum CellEscapes {
    /// Undoes them in place: what is undone is never longer.
    static func undo(_ text: inout GrowingBuffer<UInt8>) {
        let bytes = text.pointer
        guard let first = memchr(bytes, 0x5F, text.count) else { return }
        var read = UnsafeRawPointer(first) - UnsafeRawPointer(bytes)
        var written = read
        while read < text.count {
            if let unit = unit(bytes + read, text.count - read), unit & 0xF800 != 0xD800 {
                for byte in String(UnicodeScalar(unit)!).utf8 {
                    bytes[written] = byte
                    written += 1
                }
                read += 7
            } else {
                bytes[written] = bytes[read]
                (read, written) = (read + 1, written + 1)
            }
        }
        text.removeLast(read - written)
    }

    /// The character of a `_xHHHH_` that begins here; nil when there is none.
    private static func unit(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt16? {
        guard count >= 7, bytes[0] == 0x5F, bytes[1] == 0x78, bytes[6] == 0x5F else { return nil }
        var value: UInt16 = 0
        for index in 2..<6 {
            guard let digit = Character(UnicodeScalar(bytes[index])).hexDigitValue else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
