import Foundation
import TestSupport
import Testing

/// `costreport wrap`, as the accountant calls it when the show is over.
struct WrapTests {
    private static let head = "Date,Card Member,Merchant,Amount,Account,Amex Ref\n"

    private static func make(isClosed: Bool = true) throws -> String {
        let folder = try temporaryFolder() + "/show"
        try FileManager.default.copyItem(atPath: "\(repositoryRoot)/docs/example", toPath: folder)
        try FileManager.default.createDirectory(atPath: "\(folder)/inbox", withIntermediateDirectories: true)
        try log("log-1", "5/12/26,A. Holder,=Otto,1000.00,3200-05,R1\n", in: folder)
        _ = try run(["run", folder, "--as-of", "2026-05-16"])
        if isClosed { #expect(try run(["close", folder, "--period", "2026-05-16"]).status == 0) }
        return folder
    }

    private static func log(_ name: String, _ rows: String, in folder: String) throws {
        try (head + rows).write(toFile: "\(folder)/inbox/\(name).csv", atomically: true, encoding: .utf8)
    }

    private static func remove(_ folder: String) {
        try? FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent)
    }

    private static func bytes(_ path: String) -> Data? { FileManager.default.contents(atPath: path) }

    private static func reports(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/reports").sorted()
    }

    /// Unpacks with a reader that is not ours, and gives back the names.
    private static func unpack(_ book: String, into folder: String) throws -> [String] {
        let script =
            "import sys, zipfile; book = zipfile.ZipFile(sys.argv[1]); book.extractall(sys.argv[2]); "
            + "print('\\n'.join(book.namelist()))"
        let result = try shell("/usr/bin/env", ["python3", "-c", script, book, folder])
        try #require(result.status == 0, "\(result.errors)")
        return result.output.split(separator: "\n").map(String.init)
    }

    @Test func `a wrap book has every closed report and every source byte for byte, and is the same again`() throws {
        let folder = try Self.make()
        defer { Self.remove(folder) }
        // The file of the inbox goes on; the ledger has what was imported.
        let source = Self.bytes("\(folder)/inbox/log-1.csv")
        try Self.log("log-1", "5/12/26,A. Holder,=Otto,1100.00,3200-05,R1\n", in: folder)
        _ = try run(["import", folder, "--as-of", "2026-05-16"])
        let restated = try run(["close", folder, "--period", "2026-05-16", "--revise", "a lost bill"])
        #expect(restated.status == 0, "\(restated.errors)")

        let made = try run(["wrap", folder])
        let book = "\(folder)/reports/Wrap Book.zip"
        #expect(made.output == "\(book)\n", "\(made.errors)")
        // The changed row counts in the week after, which is open.
        #expect(made.status == 1 && made.errors.contains("not closed") && made.errors.contains("2026-05-23"))
        let again = try run(
            ["wrap", folder, "--out", "\(folder)/again.zip", "--quiet"],
            environment: ["TZ": "Asia/Tokyo", "LC_ALL": "de_DE.UTF-8"])
        #expect(again.status == 1 && again.output.isEmpty)
        #expect(Self.bytes(book) == Self.bytes("\(folder)/again.zip"))
        #expect(try FileManager.default.attributesOfItem(atPath: book)[.posixPermissions] as? Int == 0o600)
        #expect(try Self.reports(folder) == ["2026-05-16", "2026-05-16r1", "Wrap Book.zip"])

        let names = try Self.unpack(book, into: "\(folder)/unpacked")
        for week in ["2026-05-16", "2026-05-16r1"] {
            for name in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/reports/\(week)") {
                #expect(names.contains("reports/\(week)/\(name)"))
                #expect(
                    Self.bytes("\(folder)/unpacked/reports/\(week)/\(name)")
                        == Self.bytes("\(folder)/reports/\(week)/\(name)"))
            }
            #expect(
                Self.bytes("\(folder)/unpacked/ledger/manifests/\(week).json")
                    == Self.bytes("\(folder)/reports/\(week)/manifest.json"))
        }
        #expect(Self.bytes("\(folder)/unpacked/sources/inbox/log-1.csv") == source)
        #expect(
            Self.bytes("\(folder)/unpacked/sources/inbox/log-1 (2).csv") == Self.bytes("\(folder)/inbox/log-1.csv"))
        for name in [
            "logs/exceptions.csv", "logs/proof.csv", "registers/general-ledger.csv", "ledger/closing-list.csv",
        ] {
            #expect(names.contains(name), "\(name)")
        }
        let ledger = String(
            decoding: try #require(Self.bytes("\(folder)/unpacked/registers/general-ledger.csv")), as: UTF8.self)
        // The restated figures, and no formula.
        #expect(ledger.contains(",Total,,,,,,,,,,1100.00,1100.00,,1100.00,") && ledger.contains(",'=Otto,"))
        let index = String(decoding: try #require(Self.bytes("\(folder)/unpacked/index.txt")), as: UTF8.self)
        #expect(index.contains("restated: a lost bill") && index.contains("2026-05-23"))
        let check = try run(["wrap", "--verify", book])
        #expect(check.status == 0 && check.errors.contains("all as the manifest says"), "\(check.errors)")
    }

    @Test func `where nothing is closed or a closed file was changed, there is no wrap book`() throws {
        let folder = try Self.make(isClosed: false)
        defer { Self.remove(folder) }
        let open = try run(["wrap", folder])
        #expect(open.status == 1 && open.errors.contains("no week is closed") && open.output.isEmpty)
        #expect(try run(["close", folder, "--period", "2026-05-16"]).status == 0)
        #expect(try run(["wrap", folder]).status == 0)
        let whole = Self.bytes("\(folder)/reports/Wrap Book.zip")
        let file = "\(folder)/reports/2026-05-16/Cost Report.xlsx"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        try "x".write(toFile: file, atomically: false, encoding: .utf8)
        let changed = try run(["wrap", folder])
        #expect(
            changed.status == 65 && changed.errors.contains("reports/2026-05-16/Cost Report.xlsx"), "\(changed.errors)")
        #expect(Self.bytes("\(folder)/reports/Wrap Book.zip") == whole)
        #expect(try Self.reports(folder) == ["2026-05-16", "Wrap Book.zip"])
        #expect(try run(["wrap", folder, "--out", "/nowhere/book.zip"]).status == 65)
        #expect(try run(["wrap", "--verify", "/nowhere/book.zip"]).status == 65)
    }

    @Test func `a wrap book that was tampered with is refused by name`() throws {
        let folder = try Self.make()
        defer { Self.remove(folder) }
        let book = "\(folder)/book.zip"
        #expect(try run(["wrap", folder, "--out", book, "--json"]).status == 0)
        let script = """
            import sys, zipfile
            old, new = zipfile.ZipFile(sys.argv[1]), zipfile.ZipFile(sys.argv[2], "w")
            for info in old.infolist():
                data = old.read(info)
                if info.filename == "logs/proof.csv": continue
                if info.filename == "sources/inbox/log-1.csv": data = data.replace(b"1000.00", b"9000.00")
                new.writestr(info, data)
            new.writestr("reports/2026-05-16/Extra.xlsx", b"x")
            new.close()
            """
        let forged = try shell("/usr/bin/env", ["python3", "-c", script, book, "\(folder)/forged.zip"])
        #expect(forged.status == 0, "\(forged.errors)")
        let check = try run(["wrap", "--verify", "\(folder)/forged.zip"])
        #expect(check.status == 65)
        for text in [
            "logs/proof.csv: is missing", "sources/inbox/log-1.csv: was changed", "Extra.xlsx: was added",
        ] { #expect(check.errors.contains(text), "\(check.errors)") }
        let printed = try run(["wrap", "--verify", "\(folder)/forged.zip", "--json"])
        let object = try JSONSerialization.jsonObject(with: Data(printed.output.utf8)) as? [String: Any]
        #expect(object?["intact"] as? Bool == false && (object?["problems"] as? [Any])?.count == 4)
    }

    @Test func `a wrap that is killed leaves the old book or the new one, and nothing else`() throws {
        let folder = try Self.make()
        defer { Self.remove(folder) }
        let target = "\(folder)/target"
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        for wait in stride(from: UInt32(0), to: 200, by: 20) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: costreport)
            process.arguments = ["wrap", folder, "--out", "\(target)/book.zip"]
            process.currentDirectoryURL = URL(fileURLWithPath: repositoryRoot)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(wait * 1000)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let left = try FileManager.default.contentsOfDirectory(atPath: target)
            #expect(left == [] || left == ["book.zip"], "killed after \(wait) ms")
            if !left.isEmpty { #expect(try run(["wrap", "--verify", "\(target)/book.zip"]).status == 0) }
        }
        #expect(try run(["wrap", folder, "--out", "\(target)/book.zip"]).status == 0)
        #expect(try Self.reports(folder) == ["2026-05-16"])
    }
}
