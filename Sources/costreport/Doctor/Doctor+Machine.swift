import CostModel
import Foundation
import Glibc
import Settings

extension Doctor {
    /// What is no part of the program: fonts, and LibreOffice for PDF.
    mutating func machine() {
        fonts()
        if let office = Self.program("soffice") ?? Self.program("libreoffice") {
            ok("pdf", "\(office) is there")
        } else {
            warn(
                "pdf", "LibreOffice is not on the PATH: reports cannot be written as PDF",
                "apt-get install libreoffice-calc-nogui; workbooks need nothing")
        }
    }

    /// Columns are as wide as Calibri's digits; Carlito has the same.
    private mutating func fonts() {
        guard let list = Self.program("fc-list") else {
            return warn("fonts", "fc-list is not there, so fonts cannot be looked up", "apt-get install fontconfig")
        }
        let families = Self.output(of: list, [":", "family"]) ?? ""
        if let font = ["Calibri", "Carlito"].first(where: { families.contains($0) }) {
            ok("fonts", "\(font) is installed")
        } else {
            warn(
                "fonts", "neither Calibri nor Carlito is installed: PDF files made here are set in another font",
                "apt-get install fonts-crosextra-carlito; workbooks are not concerned")
        }
    }

    mutating func disk(_ folder: ProductionFolder) {
        if access(folder.path, W_OK) != 0 {
            fail("folder", "\(folder.path) cannot be written by this user", "give it to the user that runs costreport")
        }
        if let network = Self.networkFileSystem(folder.path) {
            warn(
                "folder", "is on a network file system (\(network)), whose locks and journals are not to be relied on",
                "keep the production on a local disk, and copy reports/ to the share")
        }
        let use = DiskUse(of: folder.path)
        let parts = DiskUse.parts.filter { use[$0] > 0 }.map { "\($0) \(DiskUse.text(use[$0]))" }
        ok("use", "\(DiskUse.text(use.total)): \(parts.joined(separator: ", "))")
        guard let free = DiskUse.free(at: folder.path) else { return }
        let need = DiskNeed(newBytes: 0, ledger: use["ledger"], report: 0, weeks: 1).bytes
        let message = "\(DiskUse.text(free)) are free"
        if free < need {
            fail("disk", "\(message), and a run needs \(DiskUse.text(need))", "make room: a run refuses to start")
        } else if free < need * 4 {
            warn("disk", message, "make room before it becomes less than the \(DiskUse.text(need)) that a run needs")
        } else {
            ok("disk", message)
        }
    }

    /// Whether anything calls the program by itself.
    mutating func schedule(_ folder: ProductionFolder) {
        let path = realpath(folder.path, nil).map { real in
            defer { free(real) }
            return String(cString: real)
        }
        let unit = "costreport@\(Self.unitName(path ?? folder.path)).timer"
        if FileManager.default.fileExists(atPath: "/etc/systemd/system/timers.target.wants/\(unit)") {
            return ok("timer", "\(unit) is enabled")
        }
        if let table = Self.crontabs().first(where: { Self.text($0).contains("costreport") }) {
            return ok("timer", "\(table) calls costreport")
        }
        warn(
            "timer", "nothing was found that runs it by itself",
            "systemctl enable --now '\(unit)', or a crontab: docs/unattended.md")
    }

    private static func crontabs() -> [String] {
        let folders = ["/etc/cron.d", "/etc/cron.weekly", "/etc/cron.daily", "/var/spool/cron/crontabs"]
        return ["/etc/crontab"]
            + folders.flatMap { folder in
                ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().map {
                    "\(folder)/\($0)"
                }
            }
    }

    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }

    /// A path as systemd writes it in the name of a unit: `systemd-escape --path`.
    static func unitName(_ path: String) -> String {
        let parts = path.split(separator: "/")
        guard !parts.isEmpty else { return "-" }
        let digits = Array("0123456789abcdef")
        var name = ""
        for (index, byte) in parts.joined(separator: "/").utf8.enumerated() {
            let scalar = Character(Unicode.Scalar(byte))
            if byte == 0x2F {
                name += "-"
            } else if byte < 0x80, scalar.isLetter || scalar.isNumber || ":_.".contains(scalar),
                !(index == 0 && byte == 0x2E)
            {
                name.append(scalar)
            } else {
                name += "\\x\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return name
    }

    /// The kind of file system, where it is one of the network's; from the mount whose point is the longest above the path.
    private static func networkFileSystem(_ folder: String) -> String? {
        let path = realpath(folder, nil).map { real in
            defer { free(real) }
            return String(cString: real)
        }
        let mounts = text("/proc/self/mounts").split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let above = mounts.filter { mount in
            mount.count > 2 && ("\(path ?? folder)/").hasPrefix(mount[1] == "/" ? "/" : "\(mount[1])/")
        }
        guard let kind = above.max(by: { $0[1].utf8.count <= $1[1].utf8.count })?[2] else { return nil }
        return ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs"].contains(kind) ? kind : nil
    }

    /// The path of a program that can be run.
    static func program(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    private static func output(of program: String, _ arguments: [String]) -> String? {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
