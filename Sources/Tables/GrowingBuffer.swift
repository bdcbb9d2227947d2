/// A buffer that frees its memory itself: for what is in the making.
struct Scratch: ~Copyable {
    var bytes = GrowingBuffer<UInt8>(capacity: 1 << 10)

    deinit { bytes.pointer.deallocate() }

    var all: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes.pointer, count: bytes.count) }
}

/// Memory that doubles when it is full. Whoever takes `pointer` must free it.
struct GrowingBuffer<Element> {
    private(set) var pointer: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        pointer = .allocate(capacity: capacity)
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow() }
        (pointer + count).initialize(to: element)
        count += 1
    }

    mutating func append(contentsOf other: UnsafeRawBufferPointer) where Element == UInt8 {
        while count + other.count > capacity { grow() }
        if let base = other.baseAddress {
            UnsafeMutableRawPointer(pointer + count).copyMemory(from: base, byteCount: other.count)
        }
        count += other.count
    }

    /// Keeps the memory.
    mutating func removeAll() { count = 0 }

    mutating func removeLast(_ number: Int) { count -= number }

    private mutating func grow() {
        let bigger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        bigger.moveInitialize(from: pointer, count: count)
        pointer.deallocate()
        pointer = bigger
        capacity *= 2
    }
}
