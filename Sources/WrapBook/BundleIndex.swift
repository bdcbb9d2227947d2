/// The page of contents, for people: as HTML and as plain text.
struct BundleIndex {
    private let bundle: BundlePlan

    init(_ bundle: BundlePlan) { self.bundle = bundle }

    /// The folders of the bundle in order, each with what is in it.
    private var folders: [(folder: String, members: [BundlePlan.Member])] {
        var folders: [(folder: String, members: [BundlePlan.Member])] = []
        for member in bundle.members {
            let folder = member.name.split(separator: "/").dropLast().joined(separator: "/")
            if folders.last?.folder == folder {
                folders[folders.count - 1].members.append(member)
            } else {
                folders.append((folder, [member]))
            }
        }
        return folders
    }

    private var openText: String {
        bundle.openWeeks.isEmpty
            ? ""
            : "Not closed, and therefore not in here: the weeks ending \(bundle.openWeeks.joined(separator: ", "))."
    }

    private static let checkText = """
        Every file is listed with its SHA-256 in manifest.json. "costreport wrap --verify FILE" compares them all, and finds \
        what is missing, changed or added.
        """

    var text: String {
        var text = "\(bundle.title)\nWrap book of \(bundle.company), in \(bundle.currency)\n\n"
        for period in bundle.periods {
            text +=
                "report \(period.number), week ending \(period.period): \(period.state)\n  reports/\(period.folder)/\n"
        }
        if !openText.isEmpty { text += "\n\(openText)\n" }
        for (folder, members) in folders {
            text += "\n\(folder)/\n"
            for member in members {
                let name = member.name.dropFirst(folder.isEmpty ? 0 : folder.utf8.count + 1)
                text += "  \(name)\(member.meaning.isEmpty ? "" : ": \(member.meaning)")\n"
            }
        }
        return text + "\n\(Self.checkText)\n"
    }

    var html: String {
        var body = "<h1>\(Self.escaped(bundle.title))</h1>\n"
        body += "<p>Wrap book of \(Self.escaped(bundle.company)), in \(Self.escaped(bundle.currency))</p>\n"
        body += "<table>\n<tr><th>Report</th><th>Week ending</th><th>State</th></tr>\n"
        for period in bundle.periods {
            body += "<tr><td>\(Self.escaped(period.number))</td>"
            body += "<td><a href=\"#\(Self.escaped(period.folder))\">\(Self.escaped(period.period))</a></td>"
            body += "<td>\(Self.escaped(period.state))</td></tr>\n"
        }
        body += "</table>\n"
        if !openText.isEmpty { body += "<p><b>\(Self.escaped(openText))</b></p>\n" }
        for (folder, members) in folders {
            let anchor = folder.hasPrefix("reports/") ? String(folder.dropFirst("reports/".count)) : folder
            body += "<h2 id=\"\(Self.escaped(anchor))\">\(Self.escaped(folder))</h2>\n<ul>\n"
            for member in members {
                let name = String(member.name.dropFirst(folder.isEmpty ? 0 : folder.utf8.count + 1))
                body += "<li><a href=\"\(Self.link(member.name))\">\(Self.escaped(name))</a>"
                body += "\(member.meaning.isEmpty ? "" : ": \(Self.escaped(member.meaning))")</li>\n"
            }
            body += "</ul>\n"
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(Self.escaped(bundle.title)): wrap book</title>
            <style>
            body { font: 16px/1.5 Carlito, Calibri, Arial, sans-serif; color: #1d2a35; background: #fff; max-width: 48em;
              margin: 0 auto; padding: 1em; overflow-wrap: anywhere }
            h1 { font-size: 1.5em; margin: 0 } h2 { font-size: 1.1em; margin: 1.5em 0 .3em; border-bottom: 1px solid #8896a3 }
            ul { margin: 0; padding-left: 1.2em } th { text-align: left } td, th { padding: .1em 1.2em .1em 0 }
            a { color: #1d2a35 }
            </style>
            </head>
            <body>
            \(body)<p>\(Self.escaped(Self.checkText))</p>
            </body>
            </html>

            """
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// A relative address: a name with a colon is no protocol, and a blank is no end.
    private static func link(_ name: String) -> String {
        var link = ""
        for byte in name.utf8 {
            let character = UnicodeScalar(byte)
            let isPlain = byte < 0x80 && (character.properties.isAlphabetic || (0x30...0x39).contains(byte))
            if isPlain || "-._~/".unicodeScalars.contains(character) {
                link.unicodeScalars.append(character)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                link += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return link
    }
}
