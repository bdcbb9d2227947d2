import CostModel
import Foundation
package import Testing

/// SplitMix64: a seeded generator, so that a failing property can be run again.
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Checks that `property` holds for `cases` random inputs. A failure names the seed; `SEED=…` runs that one again.
package func forAll(
    cases: Int = 200, sourceLocation: SourceLocation = #_sourceLocation,
    _ property: (inout SeededGenerator) throws -> Bool
) rethrows {
    let environment = ProcessInfo.processInfo.environment
    if let fixed = environment["SEED"].flatMap(UInt64.init) {
        var generator = SeededGenerator(seed: fixed)
        let holds = try property(&generator)
        #expect(holds, "does not hold for SEED=\(fixed)", sourceLocation: sourceLocation)
        return
    }
    let first = environment["FIRST_SEED"].flatMap(UInt64.init) ?? 1
    for seed in first..<first + UInt64(cases) {
        var generator = SeededGenerator(seed: seed)
        guard try property(&generator) else {
            Issue.record("does not hold; run again with SEED=\(seed)", sourceLocation: sourceLocation)
            return
        }
    }
}

/// Compares with the text kept at `path`. `RECORD=1` writes it and fails, so that a recording cannot pass unseen.
package func expectGolden(_ got: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
        try got.write(toFile: path, atomically: true, encoding: .utf8)
        Issue.record("recorded \(path); read its diff, then run without RECORD", sourceLocation: sourceLocation)
        return
    }
    let wanted = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    guard got != wanted else { return }
    let (gotLines, wantedLines) = (
        got.split(separator: "\n", omittingEmptySubsequences: false),
        wanted.split(separator: "\n", omittingEmptySubsequences: false)
    )
    let first =
        zip(gotLines, wantedLines).enumerated().first { $1.0 != $1.1 }?.offset ?? min(gotLines.count, wantedLines.count)
    let show: ([Substring]) -> String = { $0.dropFirst(first).prefix(5).joined(separator: "\n") }
    Issue.record(
        "\(path) differs from line \(first + 1):\n- \(show(wantedLines))\n+ \(show(gotLines))\nTo accept: make golden",
        sourceLocation: sourceLocation)
}

/// The root of the repository, from the place of this file.
package let repositoryRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
