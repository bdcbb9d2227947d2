import Foundation
import TestSupport
import Testing

/// Random productions against `Tests/Oracle`, a computation of its own from the transactions in memory. More seeds by hand:
/// `python3 Tests/Oracle/run.py --costreport .build/release/costreport --seeds 1..500`.
@Suite struct UnseenProductionsTests {
    @Test(
        arguments: [
            ["--seeds", "1..5"],
            ["--seeds", "6..7", "--shuffle"],
            ["--seeds", "8..11", "--at-once"],
        ])
    func `every column of every account and week is what an independent computation gives`(options: [String]) throws {
        let result = try shell(
            "/usr/bin/env", ["python3", "Tests/Oracle/run.py", "--costreport", costreport] + options,
            folder: repositoryRoot)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
    }
}
