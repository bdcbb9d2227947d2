import Foundation
import TestSupport
import Testing

@testable import WrapBook

private func bundle(_ members: [BundlePlan.Member]) -> BundlePlan {
    BundlePlan(
        title: "Night <Ferry>", company: "NF & Co", currency: "USD", program: "costreport test",
        periods: [
            .init(period: "2026-05-16", number: "6r1", state: "restated: a lost \"batch\"", folder: "2026-05-16r1")
        ],
        openWeeks: ["2026-05-23"], members: members)
}

private var members: [BundlePlan.Member] {
    [
        .init("reports/2026-05-16r1/Cost Report.xlsx", "", .bytes(Array("workbook".utf8))),
        .init("logs/po-log.csv", "PO log", .bytes([])),
        .init(
            "sources/inbox/Café #1 50%.csv", "bills",
            .load(sha256: Digest.sha256(of: "a,b\r\n")) { Array("a,b\r\n".utf8) }),
    ]
}

extension Digest {
    fileprivate static func sha256(of text: String) -> String {
        Array(text.utf8).withUnsafeBytes { sha256($0) }
    }
}

/// The bundle's bytes, written where nothing else is left.
private func written(_ bundle: BundlePlan) throws -> [UInt8] {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try BundleWriter.write(bundle, to: "\(folder)/Wrap Book.zip")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["Wrap Book.zip"])
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/Wrap Book.zip")))
}

private func problems(_ bytes: [UInt8]) throws -> [String] {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/book"))
    return try BundleCheck(path: "\(folder)/book").problems.map { "\($0.name): \($0.message)" }
}

/// Members as a zip of our own layout, whatever their names.
private func zip(_ members: [(name: String, text: String)]) -> [UInt8] {
    var all: [UInt8] = []
    var entries: [Zip.Entry] = []
    for (name, text) in members {
        let bytes = Array(text.utf8)
        let entry = Zip.Entry(
            name: Array(name.utf8), checksum: bytes.withUnsafeBytes { Zip.checksum($0) }, size: bytes.count,
            offset: all.count)
        all += Zip.header(entry) + bytes
        entries.append(entry)
    }
    return all + Zip.directory(entries, at: all.count)
}

private func manifest(_ members: [(name: String, text: String)]) throws -> (name: String, text: String) {
    let manifest = BundleManifest(
        format: 1, program: "", title: "", company: "", currency: "", periods: [], openWeeks: [],
        members: members.map { .init(name: $0.name, sha256: Digest.sha256(of: $0.text), size: $0.text.utf8.count) })
    return ("manifest.json", String(decoding: try JSONEncoder().encode(manifest), as: UTF8.self))
}

@Test func `the same members are the same bytes, and another reader finds them`() throws {
    let bytes = try written(bundle(members))
    #expect(try written(bundle(members)) == bytes)
    #expect(try problems(bytes) == [])
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/book.zip"))
    let script = """
        import hashlib, json, sys, zipfile
        book = zipfile.ZipFile(sys.argv[1])
        print(book.testzip(), book.namelist())
        for member in json.loads(book.read("manifest.json"))["members"]:
            data = book.read(member["name"])
            assert (hashlib.sha256(data).hexdigest(), len(data)) == (member["sha256"], member["size"]), member
        print(book.read("sources/inbox/Café #1 50%.csv"), {info.date_time for info in book.infolist()}, oct(book.infolist()[0].external_attr >> 16))
        """
    let read = try shell("/usr/bin/env", ["python3", "-c", script, "\(folder)/book.zip"])
    #expect(
        read.output == """
            None ['index.html', 'index.txt', 'reports/2026-05-16r1/Cost Report.xlsx', 'logs/po-log.csv', 'sources/inbox/Café #1 50%.csv', 'manifest.json']
            b'a,b\\r\\n' {(1980, 1, 1, 0, 0, 0)} 0o100444

            """, "\(read.errors)")
}

@Test func `the index escapes what it names, and its links stay in the bundle`() {
    let index = BundleIndex(bundle(members))
    #expect(index.html.contains("<h1>Night &lt;Ferry&gt;</h1>") && index.html.contains("NF &amp; Co"))
    #expect(index.html.contains("restated: a lost &quot;batch&quot;"))
    #expect(index.html.contains("<a href=\"sources/inbox/Caf%C3%A9%20%231%2050%25.csv\">Café #1 50%.csv</a>: bills"))
    #expect(index.html.contains("weeks ending 2026-05-23") && index.text.contains("weeks ending 2026-05-23"))
    #expect(index.text.contains("report 6r1, week ending 2026-05-16: restated: a lost \"batch\""))
    for (name, meaning) in [("a\" onclick=\"x", "<script>"), ("javascript:x", "&")] {
        let html = BundleIndex(bundle([.init(name, meaning, .bytes([]))])).html
        #expect(!html.contains("<script") && !html.contains("\" onclick") && !html.contains("href=\"javascript:"))
    }
}

/// Every byte of a bundle is spoken for.
@Test func `whichever byte is changed, cut or put in, the check says so`() throws {
    let bytes = try written(bundle(members))
    try forAll(cases: 300) { random in
        var changed = bytes
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: changed[place] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
        case 1: changed.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 2: changed.remove(at: place)
        default: changed.removeSubrange(place...)
        }
        return try changed == bytes || !problems(changed).isEmpty
    }
    #expect(try !problems(bytes + [0]).isEmpty && !problems([0] + bytes).isEmpty && !problems([]).isEmpty)
}

@Test func `what is missing, added, changed, doubled or leads outside is named`() throws {
    let (a, b) = ((name: "a", text: "one"), (name: "b", text: "two"))
    let both = try manifest([a, b])
    #expect(try problems(zip([a, b, both])) == [])
    #expect(try problems(zip([a, both])) == ["b: is missing"])
    #expect(try problems(zip([a, b, (name: "c", text: "x"), both])) == ["c: was added: no manifest names it"])
    #expect(
        try problems(zip([a, (name: "b", text: "tow"), both])) == [
            "b: was changed: its sha256 is \(Digest.sha256(of: "tow")) in place of \(Digest.sha256(of: "two"))"
        ])
    #expect(try problems(zip([a, b, b, both])).contains("b: is there twice"))
    #expect(try problems(zip([a, b])) == ["manifest.json: is missing or cannot be read"])
    for name in ["../a", "/a", "a/../../b", "a\\b", "", "a//b", "./a"] {
        let member = (name: name, text: "x")
        #expect(
            try problems(zip([member, manifest([member])])) == ["\(name): would be unpacked outside the folder"],
            "\(name)")
    }
}

@Test func `a member that is not what it was kept as stops the bundle, and nothing is left`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let wrong = BundlePlan.Member("x", "", .load(sha256: String(repeating: "0", count: 64)) { [1] })
    let failure = #expect(throws: BundleFailure.self) {
        _ = try BundleWriter.write(bundle(members + [wrong]), to: "\(folder)/book.zip")
    }
    #expect(failure?.description.hasPrefix("x: error: its sha256 is") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
}

@Test(arguments: [
    ("inbox/po-log.csv", "inbox/po-log.csv"), ("../../etc/passwd", "etc/passwd"), ("/etc/passwd", "etc/passwd"),
    ("a\\..\\b", "a/b"), ("a:b*?.csv", "a_b__.csv"), ("con.csv", "_con.csv"), ("x/LPT1", "x/_LPT1"),
    ("name. ", "name"), ("", "unnamed"), ("///", "unnamed"), ("a\u{202E}b\u{0}", "a_b_"), ("Café.csv", "Café.csv"),
    (".hidden", ".hidden"),
])
func `names of members are safe on any system`(name: String, safe: String) {
    #expect(MemberName.safe(name) == safe)
    #expect(MemberName.isInside(MemberName.safe(name)))
}

@Test func `files of one name are told apart, whatever the system thinks of case`() {
    #expect(
        MemberName.distinct(["s/a.csv", "s/a.csv", "s/A.CSV", "s/a (2).csv", "t/a", "t/a"])
            == ["s/a.csv", "s/a (2).csv", "s/A (3).CSV", "s/a (2) (2).csv", "t/a", "t/a (2)"])
    let long = String(repeating: "ä", count: 200) + ".csv"
    let names = MemberName.distinct([long, long])
    #expect(names.allSatisfy { $0.utf8.count < 140 && $0.hasSuffix(".csv") } && names[0] != names[1])
}

/// Places beyond four gigabytes: the file has a hole in front.
@Test func `a bundle of more than 4 GB is read by others`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/far.zip"
    let start = 5 << 30
    let text = Array("far away".utf8)
    let entry = Zip.Entry(
        name: Array("far.txt".utf8), checksum: text.withUnsafeBytes { Zip.checksum($0) }, size: text.count,
        offset: start)
    let bytes = Zip.header(entry) + text
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seek(toOffset: UInt64(start))
    try file.write(contentsOf: Data(bytes + Zip.directory([entry], at: start + bytes.count)))
    try file.close()
    let script = "import sys, zipfile; book = zipfile.ZipFile(sys.argv[1]); print(book.testzip(), book.read('far.txt'))"
    let read = try shell("/usr/bin/env", ["python3", "-c", script, path])
    #expect(read.output == "None b'far away'\n", "\(read.errors)")
    let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    let places = data.withUnsafeBytes { ZipReader($0).entries?.map(\.offset) }
    #expect(places == [start])
}
