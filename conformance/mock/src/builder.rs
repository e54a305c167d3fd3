//! What a mock is made with.

use crate::clock::{Clock, SystemClock};
use crate::control_plane::ControlPlane;
use crate::date::Date;
use crate::fault::{Fault, Operation, Script};
use crate::mock::Mock;
use crate::organization::Organization;
use crate::rate_limit::{RateLimit, RateLimiter};
use crate::request_ids::RequestIds;
use crate::request_log::RequestLog;
use crate::state::State;
use crate::store::{DuplicateId, RepeatedChange, SandboxSeed, Sandboxes, generated};
use crate::twin::{Playing, Twin};
use std::fmt;
use std::io;
use std::sync::Mutex;
use std::time::SystemTime;

/// What a mock is made with; begins with [`Mock::builder`] and ends with [`start`](Self::start)
/// or [`build`](Self::build).
///
/// Unless told otherwise: 25 sandboxes and 3 of the other organisation, the clock of the machine,
/// the documented rate limit but not enforced, 200 for a repeated change, and a log of the last
/// 10,000 requests.
pub struct MockBuilder {
    sandboxes: usize,
    other_sandboxes: usize,
    seeds: Vec<SandboxSeed>,
    clock: Box<dyn Clock>,
    rate_limit: RateLimit,
    repeated: RepeatedChange,
    request_log: usize,
    script: Script,
    twin: Option<&'static Twin>,
}

impl Default for MockBuilder {
    fn default() -> Self {
        Self {
            sandboxes: 25,
            other_sandboxes: 3,
            seeds: Vec::new(),
            clock: Box::new(SystemClock),
            rate_limit: RateLimit::default(),
            repeated: RepeatedChange::default(),
            request_log: 10_000,
            script: Script::default(),
            twin: None,
        }
    }
}

impl MockBuilder {
    /// How many sandboxes are made up for the main organisation. They are the same in every mock:
    /// their statuses, regions and templates take turns, and 30 in a row show every combination of
    /// running, paused, stopped and creating with `us-east` and `eu-west` and three templates.
    #[must_use]
    pub fn sandboxes(mut self, count: usize) -> Self {
        self.sandboxes = count;
        self
    }

    /// How many sandboxes are made up for the other organisation, in the same way.
    #[must_use]
    pub fn other_sandboxes(mut self, count: usize) -> Self {
        self.other_sandboxes = count;
        self
    }

    /// Adds a sandbox behind those that are made up. May be called many times.
    #[must_use]
    pub fn sandbox(mut self, seed: SandboxSeed) -> Self {
        self.seeds.push(seed);
        self
    }

    /// Where the mock reads the time, and by what it waits.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// The rate limit of each key.
    #[must_use]
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limit = limit;
        self
    }

    /// What pausing a paused sandbox or resuming a running one answers.
    #[must_use]
    pub fn repeated_change(mut self, answer: RepeatedChange) -> Self {
        self.repeated = answer;
        self
    }

    /// How many of the latest requests are kept for [`ControlPlane::requests`]; 0 keeps none.
    #[must_use]
    pub fn request_log(mut self, capacity: usize) -> Self {
        self.request_log = capacity;
        self
    }

    /// Scripts `fault` for `operation`, as [`ControlPlane::script`] does. May be called many times.
    #[must_use]
    pub fn script(self, operation: Operation, fault: Fault) -> Self {
        self.script.add(operation, fault);
        self
    }

    /// Makes the mock differ from a faultless one in the one thing that `twin` names. The last
    /// twin counts. Calls that a scripted fault hits are heard as the twin hears them, and
    /// answered as the fault says.
    #[must_use]
    pub fn twin(mut self, twin: &'static Twin) -> Self {
        self.twin = Some(twin);
        self
    }

    /// Makes the control plane without a server.
    ///
    /// # Errors
    /// If two sandboxes have the same id.
    pub fn build(self) -> Result<ControlPlane, DuplicateId> {
        let sandboxes = self.seeded(self.clock.now())?;
        Ok(ControlPlane::new(State {
            clock: self.clock,
            sandboxes: Mutex::new(sandboxes),
            limiter: RateLimiter::new(self.rate_limit),
            limit_header: self.rate_limit.requests().into(),
            date: Date::default(),
            script: self.script,
            log: RequestLog::new(self.request_log),
            request_ids: RequestIds::default(),
            repeated: self.repeated,
            twin: self.twin.map(Playing::new),
        }))
    }

    /// Makes the control plane and serves it on a free loopback port, in a task of the present
    /// tokio runtime.
    ///
    /// # Errors
    /// If two sandboxes have the same id or no port can be had.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub async fn start(self) -> Result<Mock, StartError> {
        let plane = self.build().map_err(StartError::Seed)?;
        Mock::start(plane).await.map_err(StartError::Listen)
    }

    fn seeded(&self, now: SystemTime) -> Result<Sandboxes, DuplicateId> {
        let mut sandboxes = Sandboxes::default();
        let made_up = generated(Organization::Main, self.sandboxes, now).chain(generated(
            Organization::Other,
            self.other_sandboxes,
            now,
        ));
        let made_up = made_up.map(|seed| match self.twin {
            Some(twin) => seed.named(|id| twin.name_of(id)),
            None => seed,
        });
        for seed in made_up.chain(self.seeds.iter().cloned()) {
            sandboxes.add(seed, now)?;
        }
        Ok(sandboxes)
    }
}

impl fmt::Debug for MockBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("MockBuilder")
            .finish_non_exhaustive()
    }
}

/// Why a mock could not be started.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// Two sandboxes have the same id.
    Seed(DuplicateId),
    /// No loopback port could be had.
    Listen(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seed(_) => formatter.write_str("the sandboxes of the mock are not distinct"),
            Self::Listen(_) => formatter.write_str("the mock cannot listen on a loopback port"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Seed(error) => Some(error),
            Self::Listen(error) => Some(error),
        }
    }
}
