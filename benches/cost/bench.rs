//! Runs comparisons with criterion and remembers every round for the table at the end.

use std::time::Duration;

use criterion::{Criterion, SamplingMode};

use crate::measure::{Measure, Round, Took};
use crate::ratio::Ratio;
use crate::shared::Result;
use crate::table::{Line, Table};

/// How long a comparison goes on, more or less, and in how many samples.
const TIME: Duration = Duration::from_secs(12);
const SAMPLES: usize = 10;

/// What is compared.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    /// How many requests each side makes in a round.
    pub(crate) calls: u32,
    /// What is measured of it, with the bound where there is one. Criterion gets the first.
    pub(crate) measures: &'static [(Measure, Option<f64>)],
}

/// The two sides, and what has to be put in order before each of them.
pub(crate) struct Sides<'a> {
    pub(crate) prepare: &'a mut dyn FnMut() -> Result<()>,
    pub(crate) sdk: &'a mut dyn FnMut() -> Result<()>,
    pub(crate) bare: &'a mut dyn FnMut() -> Result<()>,
}

pub(crate) struct Bench {
    criterion: Criterion<Ratio>,
    pub(crate) table: Table,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let criterion = Criterion::default()
            .with_measurement(Ratio)
            .sample_size(SAMPLES)
            .warm_up_time(Duration::from_millis(100))
            .measurement_time(TIME)
            .configure_from_args();
        Self {
            criterion,
            table: Table::default(),
        }
    }

    /// Compares the sides in as many rounds as there is time for.
    pub(crate) fn compare(&mut self, scenario: &Scenario, mut sides: Sides<'_>) {
        let mut rounds: Vec<Round> = Vec::new();
        let (first, _) = scenario.measures[0];
        let mut group = self.criterion.benchmark_group("cost");
        group.sampling_mode(SamplingMode::Flat);
        group.bench_function(scenario.name, |bencher| {
            bencher.iter_custom(|count| {
                let mut sum = 0.0;
                for _ in 0..count {
                    let round = sides.round(rounds.len()).expect("both sides get answers");
                    rounds.push(round);
                    sum += first.cost(&round);
                }
                sum
            });
        });
        group.finish();
        // None where the command line selects other comparisons.
        if !rounds.is_empty() {
            self.table.compared(scenario, &rounds);
        }
    }

    pub(crate) fn add(&mut self, line: Line) {
        self.table.add(line);
    }

    pub(crate) fn conclude(&self) {
        self.criterion.final_summary();
        println!("{}", self.table);
    }
}

impl Sides<'_> {
    /// Both, the one that goes first taking turns too.
    fn round(&mut self, number: usize) -> Result<Round> {
        (self.prepare)()?;
        if number.is_multiple_of(2) {
            let sdk = Took::by(self.sdk)?;
            (self.prepare)()?;
            let bare = Took::by(self.bare)?;
            Ok(Round { sdk, bare })
        } else {
            let bare = Took::by(self.bare)?;
            (self.prepare)()?;
            let sdk = Took::by(self.sdk)?;
            Ok(Round { sdk, bare })
        }
    }
}

/// Nothing to put in order.
pub(crate) fn ready() -> Result<()> {
    Ok(())
}
