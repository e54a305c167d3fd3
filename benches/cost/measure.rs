//! What is measured of both sides, and what it may be at the most.

use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

use crate::shared::Result;

/// What one side took in one round.
#[derive(Clone, Copy)]
pub(crate) struct Took {
    /// Of all threads of this process, in user mode and in the system.
    cpu: Duration,
    time: Duration,
}

impl Took {
    /// What `work` takes.
    pub(crate) fn by(work: &mut dyn FnMut() -> Result<()>) -> Result<Self> {
        let (cpu, time) = (ProcessTime::try_now()?, Instant::now());
        work()?;
        Ok(Self {
            time: time.elapsed(),
            cpu: cpu.try_elapsed()?,
        })
    }
}

/// What both sides took, one right after the other.
#[derive(Clone, Copy)]
pub(crate) struct Round {
    pub(crate) sdk: Took,
    pub(crate) bare: Took,
}

/// What is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    Cpu,
    Time,
    /// Calls by time.
    Throughput,
}

impl Measure {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Cpu => "CPU time",
            Self::Time => "time",
            Self::Throughput => "throughput",
        }
    }

    /// How many times as much the SDK takes: more is worse.
    pub(crate) fn cost(self, round: &Round) -> f64 {
        let taken = |took: Took| self.taken(took).as_secs_f64();
        taken(round.sdk) / taken(round.bare)
    }

    /// The ratio of the SDK to the other side, as the bound has it.
    pub(crate) fn ratio(self, round: &Round) -> f64 {
        match self {
            Self::Cpu | Self::Time => self.cost(round),
            Self::Throughput => self.cost(round).recip(),
        }
    }

    fn taken(self, took: Took) -> Duration {
        match self {
            Self::Cpu => took.cpu,
            Self::Time | Self::Throughput => took.time,
        }
    }

    /// The figure of one side, by call.
    pub(crate) fn figure(self, took: Took, calls: u32) -> f64 {
        let seconds = self.taken(took).as_secs_f64() / f64::from(calls);
        match self {
            Self::Cpu | Self::Time => seconds * 1e6,
            Self::Throughput => seconds.recip(),
        }
    }

    pub(crate) fn unit(self) -> &'static str {
        match self {
            Self::Cpu | Self::Time => "µs",
            Self::Throughput => "/s",
        }
    }

    /// Whether a ratio keeps to a bound.
    pub(crate) fn keeps(self, ratio: f64, bound: f64) -> bool {
        match self {
            Self::Cpu | Self::Time => ratio <= bound,
            Self::Throughput => ratio >= bound,
        }
    }
}

/// The value with as many values below it as `part` says, of values that are in order.
pub(crate) fn quantile(ordered: &[f64], part: f64) -> f64 {
    let place = part * (ordered.len() - 1) as f64;
    ordered[place.round() as usize]
}
