import CLibisal

/// Deflate by ISA-L at level 1, in pieces that follow each other in one stream.
enum Deflate {
    /// Compresses a piece. All but the last end on a byte with an empty block, so that pieces made apart can be joined.
    static func compress(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
        let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
        let levelSize = Int(costreport_isal_level1_buffer)
        let level = UnsafeMutablePointer<UInt8>.allocate(capacity: levelSize)
        defer {
            stream.deallocate()
            level.deallocate()
        }
        // ISA-L initialises neither whole, and what lies there could choose other matches: the same bytes have to come out always.
        UnsafeMutableRawPointer(stream).initializeMemory(
            as: UInt8.self, repeating: 0, count: MemoryLayout<isal_zstream>.stride)
        level.initialize(repeating: 0, count: levelSize)
        isal_deflate_stateless_init(stream)
        stream.pointee.level = 1
        stream.pointee.level_buf = level
        stream.pointee.level_buf_size = UInt32(levelSize)
        stream.pointee.end_of_stream = isLast ? 1 : 0
        stream.pointee.flush = UInt16(FULL_FLUSH)
        let capacity = bytes.count + bytes.count / 8 + 1024
        return [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
            bytes.withUnsafeBufferPointer { input in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.pointee.avail_in = UInt32(bytes.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(capacity)
                let status = isal_deflate_stateless(stream)
                precondition(status == COMP_OK, "ISA-L: \(status)")
                count = capacity - Int(stream.pointee.avail_out)
            }
        }
    }

    static func checksum(_ bytes: [UInt8], after sum: UInt32 = 0) -> UInt32 {
        bytes.withUnsafeBufferPointer { crc32_gzip_refl(sum, $0.baseAddress, UInt64(bytes.count)) }
    }

    /// Undoes a whole stream; `body` gets it piece by piece. False when the stream is damaged or ends early.
    static func inflate(_ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
        let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
        let size = 1 << 18
        let output = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        defer {
            state.deallocate()
            output.deallocate()
        }
        isal_inflate_init(state)
        state.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        state.pointee.avail_in = UInt32(bytes.count)
        while true {
            state.pointee.next_out = output
            state.pointee.avail_out = UInt32(size)
            guard isal_inflate(state) == ISAL_DECOMP_OK else { return false }
            let count = size - Int(state.pointee.avail_out)
            if count > 0 { body(UnsafeRawBufferPointer(start: output, count: count)) }
            if state.pointee.block_state == ISAL_BLOCK_FINISH { return true }
            if count == 0, state.pointee.avail_in == 0 { return false }
        }
    }
}
