import CLibxlsxwriter

/// Why a workbook was not written: the file of that name, if there was one, is as it was.
package struct XLSXFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        /// What the library or the system says.
        case cannotCreate(String)
        case cannotWrite(String)
        /// The value cannot be a workbook: a sheet name, a row count, a text.
        case invalid(String)
        /// The file that was written is not the workbook that was meant.
        case readBack(String)
    }

    package var path: String
    package var reason: Reason

    package init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    package var description: String {
        switch reason {
        case .cannotCreate(let text): "\(path): error: cannot be created: \(text)"
        case .cannotWrite(let text): "\(path): error: cannot be written: \(text)"
        case .invalid(let text): "\(path): error: \(text)"
        case .readBack(let text): "\(path): error: reads back wrong (is the disk full?): \(text); the old file was kept"
        }
    }
}

/// Checks a result of libxlsxwriter.
func check(_ code: lxw_error, _ path: String) throws(XLSXFailure) {
    guard code != LXW_NO_ERROR else { return }
    let text = String(cString: lxw_strerror(code))
    let isFile = [LXW_ERROR_CREATING_XLSX_FILE, LXW_ERROR_CREATING_TMPFILE, LXW_ERROR_ZIP_FILE_OPERATION].contains(code)
    throw XLSXFailure(path: path, reason: isFile ? .cannotWrite(text) : .invalid(text))
}
