import Glibc

extension ForeignFormat {
    /// What the file is by its first bytes; nil when it may be a table. Zips are told apart by their parts, later.
    static func detect(_ bytes: [UInt8]) -> ForeignFormat? {
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            return isLocked(bytes) ? .lockedWorkbook : .oldWorkbook
        }
        if bytes.starts(with: "%PDF-".utf8) { return .pdf }
        // A zip without parts, and the second half of one that was split.
        if bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) || bytes.starts(with: [0x50, 0x4B, 0x07, 0x08]) {
            return .zip
        }
        return detectMarkup(bytes)
    }

    private static func detectMarkup(_ bytes: [UInt8]) -> ForeignFormat? {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let text = bytes[start...].prefix(4096).drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        guard text.first == 0x3C else { return nil }
        let beginning = String(decoding: text, as: UTF8.self).lowercased()
        if beginning.contains("urn:schemas-microsoft-com:office:spreadsheet") { return .xmlWorkbook }
        let tags = ["<!doctype html", "<html", "<table", "<head", "<body", "<style", "<meta", "<div"]
        return tags.contains { beginning.hasPrefix($0) } || beginning.contains("<html") ? .html : nil
    }

    /// A workbook with a password is an old container around an encrypted new one; its stream's name stands in it as UTF-16.
    private static func isLocked(_ bytes: [UInt8]) -> Bool {
        let name = Array("EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        return bytes.withUnsafeBytes { bytes in
            var start = 0
            while bytes.count - start >= name.count,
                let found = memchr(bytes.baseAddress! + start, Int32(name[0]), bytes.count - start - name.count + 1)
            {
                if memcmp(found, name, name.count) == 0 { return true }
                start = UnsafeRawPointer(found) - bytes.baseAddress! + 1
            }
            return false
        }
    }
}
