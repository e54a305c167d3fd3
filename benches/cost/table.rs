//! The table that says how things stand.

use std::fmt;

use crate::bench::Scenario;
use crate::measure::{Measure, Round, quantile};

/// One figure next to its bound.
pub(crate) struct Line {
    pub(crate) what: &'static str,
    pub(crate) measure: &'static str,
    pub(crate) sdk: String,
    /// Bare `reqwest`, or what else the SDK is compared with.
    pub(crate) other: String,
    pub(crate) ratio: String,
    pub(crate) bound: String,
    pub(crate) keeps: Option<bool>,
}

#[derive(Default)]
pub(crate) struct Table(Vec<Line>);

impl Table {
    pub(crate) fn add(&mut self, line: Line) {
        self.0.push(line);
    }

    /// Adds what came of a comparison.
    pub(crate) fn compared(&mut self, scenario: &Scenario, rounds: &[Round]) {
        for (measure, bound) in scenario.measures {
            self.add(compared(scenario, *measure, *bound, rounds));
        }
    }
}

fn compared(scenario: &Scenario, measure: Measure, bound: Option<f64>, rounds: &[Round]) -> Line {
    let ordered = |of: &dyn Fn(&Round) -> f64| {
        let mut values: Vec<f64> = rounds.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let ratios = ordered(&|round| measure.ratio(round));
    let sdk = ordered(&|round| measure.figure(round.sdk, scenario.calls));
    let bare = ordered(&|round| measure.figure(round.bare, scenario.calls));
    let shown = |values: &[f64]| format!("{:.1} {}", quantile(values, 0.5), measure.unit());
    let ratio = quantile(&ratios, 0.5);
    let sign = match measure {
        Measure::Cpu | Measure::Time => '≤',
        Measure::Throughput => '≥',
    };
    Line {
        what: scenario.name,
        measure: measure.name(),
        sdk: shown(&sdk),
        other: shown(&bare),
        ratio: format!(
            "{ratio:.3} ({:.3} to {:.3})",
            quantile(&ratios, 0.25),
            quantile(&ratios, 0.75)
        ),
        bound: bound.map_or_else(String::new, |bound| format!("{sign} {bound:.2}")),
        keeps: bound.map(|bound| measure.keeps(ratio, bound)),
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            formatter,
            "Medians of all rounds by request; of ratios, the middle half of the rounds too.\n"
        )?;
        row(
            formatter,
            ["", "", "SDK", "bare", "ratio", "bound", "holds"],
        )?;
        row(formatter, ["---"; 7])?;
        for line in &self.0 {
            let keeps = line
                .keeps
                .map_or("", |keeps| if keeps { "yes" } else { "no" });
            let Line {
                what,
                measure,
                sdk,
                other,
                ratio,
                bound,
                ..
            } = line;
            row(formatter, [what, measure, sdk, other, ratio, bound, keeps])?;
        }
        Ok(())
    }
}

/// As Markdown, for the README.
fn row(formatter: &mut fmt::Formatter<'_>, cells: [&str; 7]) -> fmt::Result {
    let [what, measure, sdk, other, ratio, bound, keeps] = cells;
    writeln!(
        formatter,
        "| {what:<33} | {measure:<10} | {sdk:>12} | {other:>12} | {ratio:<22} | {bound:<7} | {keeps:<5} |"
    )
}
