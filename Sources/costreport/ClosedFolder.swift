import CostModel
import Foundation
import Glibc
import Tables

/// The files of a closed period on disk.
enum ClosedFolder {
    static func path(_ closing: Closing, _ file: Closing.File, below production: String) -> String {
        "\(production)/reports/\(closing.folderName)/\(file.name)"
    }

    /// Nobody writes to them by mistake. Done again by every run: one may have been stopped right behind its closing.
    static func seal(_ closing: Closing, below production: String) {
        for file in closing.files {
            let path = path(closing, file, below: production)
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o222 != 0 else {
                continue
            }
            chmod(path, 0o444)
        }
    }

    /// An error for each file that is gone or no longer what was closed.
    static func changes(_ closings: [Closing], below production: String) -> [Diagnostic] {
        closings.flatMap { closing in
            closing.files.compactMap { file in
                isIntact(closing, file, below: production) ? nil : changed(closing, file, below: production)
            }
        }
    }

    static func isIntact(_ closing: Closing, _ file: Closing.File, below production: String) -> Bool {
        (try? SourceBytes.read(path(closing, file, below: production)))?.sha256 == file.sha256
    }

    private static func changed(_ closing: Closing, _ file: Closing.File, below production: String) -> Diagnostic {
        let isThere = FileManager.default.fileExists(atPath: path(closing, file, below: production))
        let revision = closing.revision == 0 ? "" : ", revision \(closing.revision)"
        return Diagnostic(
            .error, .closedFileChanged, file: "reports/\(closing.folderName)/\(file.name)",
            "\(isThere ? "is not the file" : "is missing") that the week ending \(closing.period)\(revision) was closed with",
            hint: "restore it from a backup: its sha256 is \(file.sha256)")
    }
}
