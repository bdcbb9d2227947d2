/// A 128-bit fingerprint of a record's content: the row identity where the profile declares no key.
///
/// It is kept in the ledger, so the function may never change; `FingerprintTests` pins its values.
/// Not meant against an adversary: whoever can choose the rows can already write what they like into them.
package struct Fingerprint: Hashable, Sendable, Comparable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package static func < (left: Fingerprint, right: Fingerprint) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// Two 64-bit hashes with different seeds; the length of each part goes in, so that ("a", "bc") is not ("ab", "c").
    package struct Builder {
        private var high: UInt64 = 0x9E37_79B9_7F4A_7C15
        private var low: UInt64 = 0xC2B2_AE3D_27D4_EB4F

        package init() {}

        package mutating func add(_ text: UnsafeRawBufferPointer) {
            let (first, second) = (hash64(text), hash64(text, seed: 0x27D4_EB2F_1656_67C5))
            high = mix(high ^ first, 0xA076_1D64_78BD_642F)
            low = mix(low ^ second, 0xE703_7ED1_A0B4_28DB)
        }

        package mutating func add(_ value: Int64) {
            let word = UInt64(bitPattern: value)
            high = mix(high ^ word, 0x8EBC_6AF0_9C88_C6E3)
            low = mix(low &+ word, 0x5899_65CC_7537_4CC3)
        }

        package var fingerprint: Fingerprint {
            Fingerprint(high: mix(high, 0x1D8E_4E27_C47D_124F), low: mix(low, 0xEB44_ACCA_B455_D165))
        }
    }

    package static func hash64(_ text: UnsafeRawBufferPointer, seed: UInt64 = 0x2545_F491_4F6C_DD1D) -> UInt64 {
        var hash = mix(seed ^ UInt64(text.count), 0xA076_1D64_78BD_642F)
        var offset = 0
        while offset + 8 <= text.count {
            let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            hash = mix(hash ^ word, 0xE703_7ED1_A0B4_28DB)
            offset += 8
        }
        var tail: UInt64 = 0
        var shift: UInt64 = 0
        while offset < text.count {
            tail |= UInt64(text[offset]) << shift
            shift += 8
            offset += 1
        }
        return mix(hash ^ tail, 0x8EBC_6AF0_9C88_C6E3)
    }

    @inline(__always)
    static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = (left ^ right).multipliedFullWidth(by: right | 1)
        return product.high ^ product.low ^ (left &* 0x9FB2_1C65_1E98_DF25)
    }
}
