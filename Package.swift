// swift-tools-version: 6.2
import PackageDescription

/// One row of the module map in ARCHITECTURE.md is one target here. An arrow may only point down;
/// `make build` passes `--explicit-target-dependency-import-check error`, so that the compiler holds it.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

let package = Package(
    name: "costreport",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // C libraries of the system, two files each.
        .systemLibrary(name: "CLibcsv", providers: [.apt(["libcsv-dev"])]),
        .systemLibrary(name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibxlsxwriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CLibexpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CLibical", pkgConfig: "libical", providers: [.apt(["libical-dev"])]),
        .systemLibrary(name: "CLibzip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CLibisal", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),

        // The nouns.
        module("CostModel"),

        // On the nouns alone.
        module("Settings", ["CostModel", .product(name: "Yams", package: "Yams")]),
        module("Tables", ["CostModel", "CLibcsv", "CLibical", "CLibcrypto", "CLibexpat", "CLibzip"]),
        module(
            "Ledger",
            [
                "CostModel", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        module("Reconcile", ["CostModel"]),
        module("Sheets", ["CostModel"]),
        module("Delivery", ["CostModel", "CLibcurl", "CLibcrypto"]),

        // On those.
        module("Intake", ["CostModel", "Settings", "Tables"]),
        module("RoundTrip", ["CostModel", "Sheets", "Tables"]),
        module("Reports", ["CostModel", "Settings", "Reconcile", "Sheets"]),
        module("Forms", ["CostModel", "Sheets", "Reconcile", "Reports"]),
        module("WrapBook", ["CLibcrypto"]),
        module("XLSX", ["CostModel", "Sheets", "CLibxlsxwriter", "CLibexpat", "CLibisal"]),

        .executableTarget(
            name: "costreport",
            dependencies: [
                "CostModel", "Settings", "Tables", "Intake", "Ledger", "Reconcile", "Sheets", "Reports", "RoundTrip",
                "XLSX", "Delivery", "Forms", "WrapBook",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        .target(name: "TestSupport", dependencies: ["CostModel"], path: "Tests/TestSupport", swiftSettings: strict),
        tests("CostModelTests", ["CostModel"]),
        tests("TablesTests", ["CostModel", "Tables", "CLibzip"]),
        tests("IntakeTests", ["CostModel", "Settings", "Tables", "Intake"]),
        tests("SettingsTests", ["CostModel", "Settings"]),
        tests("ReconcileTests", ["CostModel", "Reconcile"]),
        tests("XLSXTests", ["CostModel", "Sheets", "XLSX"]),
        tests("FormsTests", ["CostModel", "Sheets", "Reconcile", "Reports", "Forms"]),
        tests("WrapBookTests", ["WrapBook"]),
        tests("LedgerTests", ["CostModel", "Ledger", "Reconcile", .product(name: "GRDB", package: "GRDB.swift")]),
        tests("RoundTripTests", ["CostModel", "Sheets", "Tables", "RoundTrip", "XLSX"]),
        tests("ReportsTests", ["CostModel", "Settings", "Reconcile", "Sheets", "Reports"]),
        tests("DeliveryTests", ["CostModel", "Delivery"]),
        tests("EndToEndTests", ["CostModel", "Ledger", "costreport"]),
    ],
    swiftLanguageModes: [.v6]
)
