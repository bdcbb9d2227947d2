import CostModel
import Reconcile
import Reports

/// Sections, movements and weeks.
extension HTMLSummary {
    private static let ink = "#2f4356"
    private static let grey = "#a9b5c0"

    /// Final cost above, working budget below it in grey; the figures say the same in words.
    var sections: [HTML] {
        guard !summary.sections.isEmpty else { return [] }
        let most = summary.sections.flatMap { [$0.figures.finalCost, $0.figures.workingBudget] }.max() ?? summary.zero
        let rows = summary.sections.flatMap { section in
            row(section.name, section.figures, rule: true) + bars(section.figures, most)
        }
        return [
            Self.title("Estimated final cost against budget"),
            Self.paragraph(
                "Dark bar: estimated final cost. Light bar: working budget. \(summary.sign.heading): ▲ is over.",
                Self.muted),
            Self.table(
                [Self.headings("", ["Final cost", summary.sign.heading])] + rows
                    + row("Grand total", summary.total, rule: true, isStrong: true)),
        ]
    }

    private func row(_ name: String, _ figures: Summary.Figures, rule: Bool, isStrong: Bool = false) -> [HTML] {
        let weight = isStrong ? ";font-weight:bold" : ""
        let over = words.isOver(figures.variance) ? ";font-weight:bold;color:#9b1c1c" : weight
        return [
            .element(
                "tr", [:],
                [
                    .element(
                        "td", ["style": "\(Self.left);\(Self.rule);padding-top:5px;overflow-wrap:anywhere\(weight)"],
                        [.foreign(name)]),
                    Self.figure(SummaryWords.whole(figures.finalCost), Self.rule + ";font-weight:bold"),
                    Self.figure(words.variance(figures.variance), Self.rule + over),
                ]),
            .element(
                "tr", [:],
                [
                    .element(
                        "td", ["colspan": "3", "style": Self.muted],
                        [
                            .text(
                                "budget \(SummaryWords.whole(figures.workingBudget)) · to date \(SummaryWords.whole(figures.toDate)) · "
                                    + "committed \(SummaryWords.whole(figures.commitments)) · "
                                    + "to complete \(SummaryWords.whole(figures.estimate))")
                        ])
                ]),
        ]
    }

    private func bars(_ figures: Summary.Figures, _ most: Money) -> [HTML] {
        if max(figures.finalCost, figures.workingBudget) <= summary.zero { return [] }
        return [
            .element(
                "tr", [:],
                [
                    .element(
                        "td", ["colspan": "3", "style": "padding:2px 0 5px"],
                        [
                            Self.bar(figures.finalCost, of: most, Self.ink, height: 8),
                            Self.bar(figures.workingBudget, of: most, Self.grey, height: 5),
                        ])
                ])
        ]
    }

    var movements: [HTML] {
        let title = Self.title("What moved since the last report")
        if summary.change == nil {
            return [title, Self.paragraph("This is the first report: nothing to compare with.")]
        }
        if summary.movements.isEmpty { return [title, Self.paragraph("No account's final cost moved.")] }
        var rows = [Self.headings("Account", ["Change"])] + summary.movements.flatMap(movement)
        if let other = words.otherMovement {
            rows.append(
                .element(
                    "tr", [:],
                    [
                        .element("td", ["style": "\(Self.left);\(Self.rule);padding-top:5px"], [.text(other.name)]),
                        Self.figure(SummaryWords.whole(other.change), Self.rule),
                    ]))
        }
        if let change = summary.change {
            rows.append(
                .element(
                    "tr", [:],
                    [
                        .element(
                            "td", ["style": "\(Self.left);\(Self.rule);padding-top:5px;font-weight:bold"],
                            [.text("All accounts")]),
                        Self.figure(SummaryWords.whole(change), Self.rule + ";font-weight:bold"),
                    ]))
        }
        return [title, Self.table(rows)]
    }

    private func movement(_ movement: Summary.Movement) -> [HTML] {
        let over = words.isOver(movement.variance)
        return [
            .element(
                "tr", [:],
                [
                    .element(
                        "td", ["style": "\(Self.left);\(Self.rule);padding-top:5px;overflow-wrap:anywhere"],
                        [.foreign("\(movement.account.code) \(movement.account.name)")]),
                    Self.figure(SummaryWords.whole(movement.change), Self.rule + ";font-weight:bold"),
                ]),
            .element(
                "tr", [:],
                [
                    .element(
                        "td", ["colspan": "2", "style": "\(Self.muted);padding-bottom:4px;overflow-wrap:anywhere"],
                        [
                            .foreign(movement.why), .void("br"),
                            .text("EFC \(SummaryWords.whole(movement.finalCost)) · \(summary.sign.heading) "),
                            .element(
                                "span", over ? ["style": "font-weight:bold;color:#9b1c1c"] : [:],
                                [.text(words.variance(movement.variance))]),
                        ])
                ]),
        ]
    }

    /// The last weeks and the shoot days.
    var weeks: [HTML] {
        let weeks = words.weeks(8)
        let most = weeks.map(\.cost).max() ?? summary.zero
        let rows = weeks.map { week in
            HTML.element(
                "tr", [:],
                [
                    .element(
                        "td", ["style": "\(Self.left);white-space:nowrap;padding:2px 8px 2px 0"],
                        [.text(week.ending.description)]),
                    .element(
                        "td", ["style": "width:45%;vertical-align:middle"],
                        [Self.bar(week.cost, of: most, Self.ink, height: 8)]),
                    Self.figure(SummaryWords.whole(week.cost)),
                    Self.figure(SummaryWords.whole(week.cumulative), "color:#55636f"),
                ])
        }
        var parts: [HTML] = []
        if !rows.isEmpty {
            parts += [
                Self.title("Cost by week"),
                Self.paragraph("Week ending, cost of the week, cost to date.", Self.muted), Self.table(rows),
            ]
        }
        let days = summary.schedule
        if days.total > 0 {
            let (done, total) = (Money(Int64(days.done), .several), Money(Int64(days.total), .several))
            parts += [
                Self.title("Shoot days"),
                Self.paragraph(words.shootDays),
                Self.bar(done, of: total, Self.ink, height: 8), Self.bar(total, of: total, Self.grey, height: 5),
            ]
        }
        return parts
    }
}
