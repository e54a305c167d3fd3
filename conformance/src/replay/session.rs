//! One run against one server: numbers the calls, keeps the pace, and knows what is expected
//! of the given sandboxes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use percent_encoding::percent_decode_str;

use super::budget::Budget;
use super::credentials::{self, Credentials, OWN};
use super::interrupt::{Interrupt, Interrupted};
use super::pace::Pacer;
use super::patience::Patience;
use super::standing::Standing;
use super::target::{Outgoing, Target};
use crate::contract::{Contract, Operation, escape};
use crate::journal::Claims;
use crate::recording::{
    Answer, Attempt, AuthHeader, Credential, Exchange, FailureKind, Given, Request, Role,
    TargetKind, Wait, WaitReason,
};
use crate::redact::Redactor;
use crate::silence::passes;
use crate::state::{self, Expectations};

/// What is waited before a list that failed for the moment is asked for again.
const MOMENT: Duration = Duration::from_millis(300);
/// How often a call that is refused for the rate limit is tried.
const TRIES: usize = 3;

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
    told: Option<fn(&Wait)>,
    target: Target,
    credentials: Credentials,
    redactor: Arc<Redactor>,
    interrupt: Interrupt,
    pacer: Pacer,
    began: Instant,
    calls: u32,
}

/// A call to make.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) step: String,
    pub(super) role: Role,
    pub(super) operation: Operation,
    pub(super) method: String,
    /// Path and query, without the prefix of the base URL.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
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
            told: None,
            redactor: credentials.redactor(),
            target,
            credentials,
            interrupt,
            pacer: Pacer::default(),
            assumed: None,
            began: Instant::now(),
            calls: 0,
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

    /// Tells of every wait before it begins.
    pub fn telling(self, told: fn(&Wait)) -> Self {
        Session {
            told: Some(told),
            ..self
        }
    }

    /// What is still to be put back, at any time of the run.
    pub fn standing(&self) -> Standing {
        self.standing.clone()
    }

    /// The base URL, as reports show it.
    pub fn base_url(&self) -> String {
        self.target.base_url()
    }

    /// How long the run has taken so far, in milliseconds.
    pub(super) fn elapsed_ms(&self) -> u64 {
        millis(self.began.elapsed())
    }

    /// Whether there is a key of another organisation.
    pub fn has_other_key(&self) -> bool {
        self.credentials.has_other()
    }

    /// Whether a call would pause or resume a sandbox that exists and that the run was not
    /// given: such a call is never made.
    pub(super) fn forbids(&self, call: &Call) -> Option<String> {
        let template = &self.contract.description.operation(call.operation).path;
        let sandbox = sandbox_in(template, call.path())?;
        let stranger = self.shown.contains(&sandbox) && !self.given.contains(&sandbox);
        stranger.then_some(sandbox)
    }

    /// Forgets that the run was interrupted, so that it can be ended in good order.
    pub(super) fn shield(&mut self) {
        self.interrupt = Interrupt::new().1;
    }

    /// A call of an operation with the key of the run.
    pub(super) fn plain_call(
        &self,
        operation: Operation,
        step: &str,
        role: Role,
        sandbox: Option<&str>,
        query: &[(&str, String)],
    ) -> Call {
        let described = self.contract.description.operation(operation);
        let path = described
            .path
            .replace("{id}", &escape(sandbox.unwrap_or_default()));
        let query: Vec<_> = query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        Call {
            step: step.to_owned(),
            role,
            operation,
            method: described.method.clone(),
            target: with_query(&path, &query),
            headers: vec![self.options.auth.carrying(OWN)],
        }
    }

    /// Makes a call, waiting for the rate limit where the server asks for it.
    pub(super) async fn call(&mut self, call: Call) -> Result<Exchange, Interrupted> {
        self.calls += 1;
        let number = self.calls;
        let mut attempts = Vec::new();
        loop {
            if !self.budget.affords(1) {
                self.budget.take();
                return Err(Interrupted);
            }
            self.pause_for_pace().await?;
            self.budget.take();
            self.note_displaced(&call);
            let attempt = self.attempt(&call).await?;
            let again = self.wait_before_retry(&call, &attempt, attempts.len());
            let why = reason(&attempt);
            attempts.push(attempt);
            let again = again.filter(|_| self.budget.affords(1));
            let Some(wait) = again else { break };
            self.wait(why, number, wait).await?;
        }
        let exchange = self.exchange(number, call, attempts);
        self.expectations.note(&exchange);
        self.note_said(&exchange);
        if exchange.operation != Operation::List {
            self.changed_at = Some(Instant::now());
        }
        Ok(exchange)
    }

    /// Makes a call whatever is left of the rate limit, and takes its first answer as it is.
    pub(super) async fn call_at_once(&mut self, call: Call) -> Result<Exchange, Interrupted> {
        self.calls += 1;
        if self.interrupt.is_set() || !self.budget.take() {
            return Err(Interrupted);
        }
        let attempt = self.attempt(&call).await?;
        Ok(self.exchange(self.calls, call, vec![attempt]))
    }

    /// Remembers that a given sandbox is about to be changed, perhaps.
    fn note_displaced(&self, call: &Call) {
        let template = &self.contract.description.operation(call.operation).path;
        if let Some(sandbox) = sandbox_in(template, call.path())
            && let Some(found) = self.found.get(&sandbox)
        {
            self.standing.displace(&sandbox, found);
        }
    }

    /// A text as it may be shown.
    pub(super) fn redacted(&self, text: &str) -> String {
        self.redactor.text(text)
    }

    /// Remembers what a pause or resume said, whatever lists show afterwards.
    fn note_said(&mut self, exchange: &Exchange) {
        let (Some(id), Some(target)) = (&exchange.sandbox, state::target(exchange.operation))
        else {
            return;
        };
        self.unanswered |= exchange.status().is_none();
        match exchange.status() {
            Some(200..300) => self.said.insert(id.clone(), Some(target.to_owned())),
            Some(300..500) => None,
            _ => self.said.insert(id.clone(), None),
        };
    }

    /// Waits before a call, and keeps note of it, unless the run is interrupted.
    pub(super) async fn wait(
        &mut self,
        why: WaitReason,
        before: u32,
        duration: Duration,
    ) -> Result<(), Interrupted> {
        let duration = duration.min(self.options.patience.longest_wait);
        let wait = Wait {
            why,
            ms: millis(duration),
            before,
        };
        if !duration.is_zero() {
            if let Some(told) = self.told {
                told(&wait);
            }
            self.waits.push(wait);
        }
        self.sleep(duration).await
    }

    /// Waits for a list to show what was done, and keeps note of it.
    pub(super) async fn wait_for_lists(&mut self, duration: Duration) -> Result<(), Interrupted> {
        self.wait(WaitReason::Settling, self.calls + 1, duration)
            .await
    }

    /// Waits, unless the run is interrupted.
    pub(super) async fn sleep(&mut self, duration: Duration) -> Result<(), Interrupted> {
        let duration = duration.min(self.options.patience.longest_wait);
        tokio::select! {
            () = tokio::time::sleep(duration) => Ok(()),
            () = self.interrupt.wait() => Err(Interrupted),
        }
    }

    async fn pause_for_pace(&mut self) -> Result<(), Interrupted> {
        if self.interrupt.is_set() {
            return Err(Interrupted);
        }
        match self.pacer.before_next(unix_seconds()) {
            Some(wait) => self.wait(WaitReason::Window, self.calls, wait).await,
            None => Ok(()),
        }
    }

    async fn attempt(&mut self, call: &Call) -> Result<Attempt, Interrupted> {
        let headers = call
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), self.credentials.on_the_wire(value)));
        let outgoing = Outgoing {
            method: call.method.clone(),
            target: call.target.clone(),
            headers: headers.collect(),
        };
        let at = Instant::now();
        let sent = self.target.send(outgoing, &self.redactor);
        // A pause or resume that is under way is waited for: dropped, it may act or not.
        let result = if call.operation == Operation::List {
            tokio::select! {
                result = sent => result,
                () = self.interrupt.wait() => return Err(Interrupted),
            }
        } else {
            sent.await
        };
        if let (Ok(answer), Credential::Own) = (&result, credentials::carried(&call.headers)) {
            self.pacer.note(answer);
        }
        Ok(Attempt {
            at_ms: millis(at - self.began),
            took_ms: millis(at.elapsed()),
            unix_seconds: unix_seconds(),
            result,
        })
    }

    /// How long to wait before the call is tried again; none where it counts as it is.
    fn wait_before_retry(&self, call: &Call, attempt: &Attempt, before: usize) -> Option<Duration> {
        if before + 1 >= TRIES {
            return None;
        }
        match &attempt.result {
            Ok(answer) if answer.status == 429 => self.pacer.after_refusal(answer, unix_seconds()),
            // Documented, and gone in a moment as a rule.
            Ok(answer) if passes(answer.status) && call.operation == Operation::List => {
                let seconds = answer
                    .header("retry-after")
                    .and_then(|text| text.parse().ok());
                Some(seconds.map_or(MOMENT, |seconds: u64| Duration::from_secs(seconds.min(10))))
            }
            // A connection that was kept open may have been closed meanwhile: reading again
            // does no harm, pausing again might.
            Err(failure)
                if failure.kind == FailureKind::Broken
                    && call.operation == Operation::List
                    && before == 0 =>
            {
                Some(Duration::ZERO)
            }
            _ => None,
        }
    }

    fn exchange(&self, number: u32, call: Call, attempts: Vec<Attempt>) -> Exchange {
        let (path, query) = call.target.split_once('?').unwrap_or((&call.target, ""));
        Exchange {
            number,
            step: call.step,
            role: call.role,
            operation: call.operation,
            credential: credentials::carried(&call.headers),
            sandbox: sandbox_in(
                &self.contract.description.operation(call.operation).path,
                path,
            ),
            query: decode_query(query),
            request: Request {
                method: call.method,
                target: call.target.clone(),
                headers: call.headers,
            },
            attempts,
        }
    }
}

impl Call {
    /// The path, without the query.
    fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The same call for another sandbox.
    pub(super) fn for_sandbox(&self, template: &str, sandbox: &str) -> Call {
        Call {
            target: template.replace("{id}", &escape(sandbox)),
            ..self.clone()
        }
    }

    /// The same call with a query parameter set to a value.
    pub(super) fn with(&self, name: &str, value: &str) -> Call {
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        let mut query = decode_query(query);
        query.retain(|(key, _)| key != name);
        query.push((name.to_owned(), value.to_owned()));
        Call {
            target: with_query(path, &query),
            ..self.clone()
        }
    }

    /// The value of a query parameter.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.target.split_once('?')?;
        let found = decode_query(query).into_iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value)
    }
}

/// Why a call is tried again that came to this.
fn reason(attempt: &Attempt) -> WaitReason {
    match &attempt.result {
        Ok(answer) if answer.status == 429 => WaitReason::Refused,
        _ => WaitReason::Failed,
    }
}

/// Whether an answer is one that a conforming server gives to a valid call.
pub(super) fn succeeded(answer: Option<&Answer>) -> bool {
    answer.is_some_and(Answer::is_success)
}

/// The id in a path, decoded, by the template of the path.
fn sandbox_in(template: &str, path: &str) -> Option<String> {
    let (before, after) = template.split_once("{id}")?;
    let id = path.strip_prefix(before)?.strip_suffix(after)?;
    Some(percent_decode_str(id).decode_utf8_lossy().into_owned())
}

fn with_query(path: &str, query: &[(String, String)]) -> String {
    if query.is_empty() {
        return path.to_owned();
    }
    let pairs = query
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)));
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

fn decode_query(query: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

fn unix_seconds() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
