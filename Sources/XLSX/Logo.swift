import CLibxlsxwriter

/// A PNG beside the title of every sheet, as high as the two rows of the header block.
struct Logo {
    private let bytes: [UInt8]
    private let scale: Double
    /// What keeps the title clear of it: an indent is 9 pixels.
    let indent: UInt8

    /// The header block's two rows, less a margin.
    private static let heightPixels = 50.0
    private static let widthPixelsMax = 220.0

    /// nil for no picture, and for what is no PNG.
    init?(_ bytes: [UInt8]) {
        guard bytes.count > 33, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
        func number(_ at: Int) -> Double { bytes[at..<at + 4].reduce(0.0) { $0 * 256 + Double($1) } }
        let (width, height) = (number(16), number(20))
        guard width > 0, height > 0 else { return nil }
        self.bytes = bytes
        let shrink = min(Self.heightPixels / height, Self.widthPixelsMax / width)
        // The library sizes a picture by its own resolution first.
        scale = shrink * Self.resolution(bytes) / 96
        indent = UInt8((width * shrink / 9).rounded(.up)) + 1
    }

    func insert(_ worksheet: UnsafeMutablePointer<lxw_worksheet>, _ path: String) throws(XLSXFailure) {
        var options = lxw_image_options()
        (options.x_offset, options.y_offset) = (2, 2)
        (options.x_scale, options.y_scale) = (scale, scale)
        options.decorative = 1
        try check(worksheet_insert_image_buffer_opt(worksheet, 0, 0, bytes, bytes.count, &options), path)
    }

    /// Dots an inch, from the pHYs chunk; 96 where there is none.
    private static func resolution(_ bytes: [UInt8]) -> Double {
        var at = 8
        while at + 12 <= bytes.count {
            let length = bytes[at..<at + 4].reduce(0) { $0 * 256 + Int($1) }
            let name = String(decoding: bytes[at + 4..<at + 8], as: UTF8.self)
            if name == "pHYs", length == 9, at + 17 <= bytes.count, bytes[at + 16] == 1 {
                let metre = bytes[at + 8..<at + 12].reduce(0.0) { $0 * 256 + Double($1) }
                return metre > 0 ? metre * 0.0254 : 96
            }
            if name == "IDAT" { break }
            at += 12 + length
        }
        return 96
    }
}
