//! One run against one server: what it may do, and what it knows of the given sandboxes.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::budget::Budget;
use super::credentials::Credentials;
use super::interrupt::Interrupt;
use super::pace::Pacer;
use super::patience::Patience;
use super::standing::Standing;
use super::target::Target;
use super::waiting::millis;
use super::watch::Watch;
use super::wire::Wire;
use crate::contract::Contract;
use crate::journal::Claims;
use crate::recording::{AuthHeader, Exchange, Given, TargetKind, Wait};
use crate::state::Expectations;

/// How a run goes about its calls.
#[derive(Clone, Debug)]
pub struct SessionOptions {
    /// The header that carries the key.
    pub auth: AuthHeader,
    /// How long a state change may take to reach lists.
    pub settle: Duration,
    /// How patient it is otherwise.
    pub patience: Patience,
    /// How many pages of a list are walked at the most.
    pub max_pages: u32,
    /// What the base URL leads to, for the recording.
    pub target: TargetKind,
}

/// A run in progress.
#[derive(Debug)]
pub struct Session<'c> {
    pub(super) contract: &'c Contract,
    pub(super) options: SessionOptions,
    pub(super) expectations: Expectations,
    /// The largest page that the server was seen to serve, as asked for.
    pub(super) page_size: u32,
    /// How many pages of a list are walked at the most, for now.
    pub(super) max_pages: u32,
    /// Whether a list kept disagreeing until the time to settle was over.
    pub(super) unsettled: bool,
    /// Whether some pause or resume was never answered, so that it may act yet.
    pub(super) unanswered: bool,
    /// What pause and resume last said of every given sandbox: the status, or nothing that
    /// could be relied on.
    pub(super) said: BTreeMap<String, Option<String>>,
    /// How long a change was seen to take until a list showed it.
    pub(super) lag: Duration,
    /// Every sandbox that a list has shown.
    pub(super) shown: BTreeSet<String>,
    /// The sandboxes that the run may pause and resume.
    pub(super) given: Vec<String>,
    /// The status that every given sandbox was found in.
    pub(super) found: BTreeMap<String, String>,
    /// What is still to be put back.
    pub(super) standing: Standing,
    /// Where it is written down what the run has borrowed.
    pub(super) claims: Option<&'c mut Claims>,
    /// What the given sandboxes are taken to be, whatever the server says first.
    pub(super) assumed: Option<Vec<Given>>,
    /// When a sandbox was last paused or resumed.
    pub(super) changed_at: Option<Instant>,
    /// How many sandboxes a list was seen to hold, by its filters.
    pub(super) sizes: BTreeMap<(Option<String>, Option<String>), usize>,
    /// How many requests may still be sent.
    pub(super) budget: Budget,
    /// How many pages it took to find the given sandboxes.
    pub(super) pages_to_find: u32,
    /// Calls of a walk that was broken off.
    pub(super) broken_off: Vec<Exchange>,
    /// Every time that was waited.
    pub(super) waits: Vec<Wait>,
    /// Whoever is told of the run while it goes on.
    pub(super) watch: Option<Rc<dyn Watch>>,
    /// What sends requests.
    pub(super) wire: Arc<Wire>,
    pub(super) interrupt: Interrupt,
    pub(super) pacer: Pacer,
    /// How many calls were made.
    pub(super) calls: u32,
    /// How many calls that overlap others were begun or answered.
    pub(super) events: u64,
}

impl<'c> Session<'c> {
    /// Gets ready to call a server. Sends nothing.
    pub fn new(
        contract: &'c Contract,
        target: Target,
        credentials: Credentials,
        options: SessionOptions,
        interrupt: Interrupt,
    ) -> Self {
        Session {
            contract,
            max_pages: options.max_pages,
            options,
            expectations: Expectations::default(),
            page_size: 100,
            unsettled: false,
            unanswered: false,
            said: BTreeMap::new(),
            lag: Duration::ZERO,
            shown: BTreeSet::new(),
            given: Vec::new(),
            found: BTreeMap::new(),
            standing: Standing::default(),
            claims: None,
            changed_at: None,
            sizes: BTreeMap::new(),
            budget: Budget::default(),
            pages_to_find: 1,
            broken_off: Vec::new(),
            waits: Vec::new(),
            watch: None,
            wire: Arc::new(Wire::new(target, credentials)),
            interrupt,
            pacer: Pacer::default(),
            assumed: None,
            calls: 0,
            events: 0,
        }
    }

    /// Writes the status of every given sandbox down before any is changed. Without it, nothing
    /// but this process knows how to put them back.
    pub fn journalled(self, claims: &'c mut Claims) -> Self {
        Session {
            claims: Some(claims),
            ..self
        }
    }

    /// Takes the given sandboxes to be in a status, and plays the scenarios whatever the first
    /// calls found: against servers that are known to be something else.
    pub(crate) fn assuming(self, given: &[Given]) -> Self {
        Session {
            assumed: Some(given.to_vec()),
            ..self
        }
    }

    /// Sends no more than so many requests, and keeps back what putting back takes.
    pub fn capped(self, most: Option<u32>) -> Self {
        Session {
            budget: most.map_or_else(Budget::default, Budget::of),
            ..self
        }
    }

    /// What is still to be put back, at any time of the run.
    pub fn standing(&self) -> Standing {
        self.standing.clone()
    }

    /// The base URL, as reports show it.
    pub fn base_url(&self) -> String {
        self.wire.target.base_url()
    }

    /// How long the run has taken so far, in milliseconds.
    pub(super) fn elapsed_ms(&self) -> u64 {
        millis(self.wire.began.elapsed())
    }

    /// Whether there is a key of another organisation.
    pub fn has_other_key(&self) -> bool {
        self.wire.credentials.has_other()
    }

    /// Forgets that the run was interrupted, so that it can be ended in good order.
    pub(super) fn shield(&mut self) {
        self.interrupt = Interrupt::new().1;
    }

    /// A text as it may be shown.
    pub(super) fn redacted(&self, text: &str) -> String {
        self.wire.redactor.text(text)
    }
}
