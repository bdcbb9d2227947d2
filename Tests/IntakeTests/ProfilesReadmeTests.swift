import CostModel
import Foundation
import Intake
import TestSupport
import Testing

/// The second half of profiles/README.md is made from the profiles: what each matches, what it feeds, where its sample is.
@Test func `profiles README lists every profile`() throws {
    let path = repositoryRoot + "/profiles/README.md"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let mark = "\n## The profiles\n"
    let prose = text.components(separatedBy: mark)[0]
    try expectGolden(prose + mark + list(), at: path)
}

private func list() -> String {
    var text = ""
    for group in Group.allCases {
        let profiles = shipped.profiles.filter { group.kinds.contains($0.kind) }
        guard !profiles.isEmpty else { continue }
        text +=
            "\n### \(group.rawValue)\n\n| profile | is for | is known by | feeds | sample |\n|---|---|---|---|---|\n"
        for profile in profiles { text += row(profile) }
    }
    return text
}

private func row(_ profile: Profile) -> String {
    let known =
        profile.match.isEmpty
        ? "no header; \(profile.headings.count) columns by position" : profile.match.joined(separator: ", ")
    let cells = [
        "[`\(profile.name)`](\(profile.name).yaml)", profile.title, known, profile.kind.name, sample(of: profile.name),
    ]
    return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
}

/// A folder of its own, or a feed of the sample production.
private func sample(of name: String) -> String {
    let folder = "samples/exports/\(name)"
    if FileManager.default.fileExists(atPath: repositoryRoot + "/" + folder) { return "[`\(folder)`](../\(folder))" }
    return "[`samples/harbor-lights`](../samples/harbor-lights)"
}

private enum Group: String, CaseIterable {
    case setUp = "Set-up: chart, budget, deals, forecast"
    case schedule = "Schedules, boards and documents"
    case time = "Time: accruals until the register arrives"
    case payroll = "Payroll registers: actuals"
    case bills = "Ledgers and bills: actuals"
    case orders = "Orders, bookings, rentals: commitments"
    case cards = "Cards: statements, and the coding that makes them cost"
    case petty = "Petty cash: actuals"

    var kinds: Set<RecordKind> {
        switch self {
        case .setUp:
            [.account, .budgetLine, .budgetChange, .crewDeal, .fringe, .forecast, .expectedItem, .exchangeRate, .match]
        case .schedule: [.shootDay, .doodDay, .task, .document, .hotCostDay, .vendor, .vendorRate]
        case .time: [.timecardDay]
        case .payroll: [.payrollLine]
        case .bills: [.ledgerLine, .invoiceLine, .payment]
        case .orders: [.purchaseOrderLine]
        case .cards: [.cardTransaction, .cardCoding]
        case .petty: [.pettyCashLine, .floatMovement]
        }
    }
}

@Test func `every kind has a place in the list`() {
    for kind in RecordKind.allCases { #expect(Group.allCases.count { $0.kinds.contains(kind) } == 1, "\(kind)") }
}

@Test func `every profile has a sample`() throws {
    let production = try String(
        contentsOfFile: repositoryRoot + "/samples/harbor-lights/production.yaml", encoding: .utf8)
    for name in shipped.names {
        let folder = repositoryRoot + "/samples/exports/\(name)"
        let hasFolder = FileManager.default.fileExists(atPath: folder)
        let isFeed = production.contains("profile: \(name)")
        #expect(hasFolder || isFeed, "\(name)")
    }
}
