//! The documented lifecycle, as far as pause and resume move it: which status every given
//! sandbox ought to be in, told from the answers alone.
//!
//! The replay asks it whether a list already shows what was done, the judge whether a list
//! shows it at all. It reads exchanges and does no I/O.

mod together;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::contract::Operation;
use crate::recording::{Answer, Credential, Exchange};

/// So many pages in a row that show no new sandbox are enough to see where a list leads.
pub const BARREN_PAGES: usize = 3;

/// What is expected of the given sandboxes at one point of a run.
#[derive(Clone, Debug, Default)]
pub struct Expectations {
    sandboxes: BTreeMap<String, Expectation>,
    /// Every pause and resume so far.
    events: Vec<Event>,
    /// The operations whose effect some list has shown.
    proven: BTreeSet<Operation>,
}

/// What is expected of one sandbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The status it ought to be in; none while that cannot be told.
    pub status: Option<String>,
    /// What last bore on it.
    pub cause: Cause,
    /// Whether a list has shown it in that status since.
    pub confirmed: bool,
    /// Whether calls overlapped that may have left it in either status. A list that shows one
    /// may be late, so it takes a call by itself to tell.
    pub uncertain: bool,
    /// How many pauses and resumes of any sandbox had been made when a list last showed it.
    seen_after: usize,
}

/// What an expectation rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The status in which the run found it.
    Found,
    /// A pause or resume of it that was answered with success.
    Done(Operation),
    /// A pause or resume of it that was refused.
    Refused(Operation),
}

/// A pause or resume of any sandbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Which of the two.
    pub operation: Operation,
    /// The sandbox that it named.
    pub sandbox: String,
    /// Whether it was answered with success.
    pub done: bool,
}

/// A given sandbox that a list shows otherwise than expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Its id.
    pub sandbox: String,
    /// What is expected of it.
    pub expected: Expectation,
    /// The status in which the list shows it; none where the list leaves it out.
    pub shown: Option<String>,
    /// Whether nothing was paused or resumed since a list showed it as expected: then it was
    /// changed by somebody else.
    pub untouched: bool,
    /// Every pause and resume since a list last showed it.
    pub since: Vec<Event>,
}

impl Expectations {
    /// Expects every sandbox in the status in which it was found.
    pub fn found<'a>(sandboxes: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Self {
        let expected = |status: Option<&str>| Expectation {
            status: status.map(str::to_owned),
            cause: Cause::Found,
            confirmed: status.is_some(),
            uncertain: false,
            seen_after: 0,
        };
        let sandboxes = sandboxes
            .into_iter()
            .map(|(id, status)| (id.to_owned(), expected(status)));
        Expectations {
            sandboxes: sandboxes.collect(),
            ..Expectations::default()
        }
    }

    /// The status that a sandbox ought to be in.
    pub fn status(&self, sandbox: &str) -> Option<&str> {
        self.sandboxes.get(sandbox)?.status.as_deref()
    }

    /// The sandboxes that something is expected of.
    pub fn sandboxes(&self) -> impl Iterator<Item = (&str, &Expectation)> {
        self.sandboxes
            .iter()
            .map(|(id, expectation)| (id.as_str(), expectation))
    }

    /// Takes note of a pause or resume and what it answered.
    pub fn note(&mut self, exchange: &Exchange) {
        let (Some(id), Some(target)) = (&exchange.sandbox, target(exchange.operation)) else {
            return;
        };
        let Some(entry) = self.sandboxes.get_mut(id) else {
            return;
        };
        let operation = exchange.operation;
        let done = exchange.answer().is_some_and(Answer::is_success);
        let refused = exchange
            .status()
            .is_some_and(|status| (300..500).contains(&status));
        if done && exchange.credential == Credential::Own {
            *entry = Expectation {
                status: Some(target.to_owned()),
                cause: Cause::Done(operation),
                confirmed: false,
                uncertain: false,
                seen_after: entry.seen_after,
            };
        } else if exchange.status() == Some(409) && entry.uncertain {
            entry.told_by_conflict(target);
        } else if exchange.status() == Some(409) && entry.status.as_deref() != Some(target) {
            // It is in another state than was thought: what lists show from now on is no news.
            if entry.confirmed {
                entry.cause = Cause::Found;
            }
        } else if done || refused {
            // Whoever has no say here changes nothing, whatever the answer. What no list has
            // confirmed yet stays the first suspect, unless it has shown its effect before.
            let trusted = |cause: Cause| matches!(cause, Cause::Done(earlier) if self.proven.contains(&earlier));
            if entry.confirmed || trusted(entry.cause) {
                entry.cause = Cause::Refused(operation);
            }
        } else {
            // No answer, or a failure of the server: it may or may not have acted.
            entry.status = None;
            entry.confirmed = false;
        }
        self.events.push(Event {
            operation,
            sandbox: id.clone(),
            done: done && exchange.credential == Credential::Own,
        });
    }

    /// Takes over what the walk of a list showed, once it has been judged: what agrees is
    /// confirmed, what does not is expected from now on, so that one fault is blamed once.
    pub fn take_over(&mut self, walk: &WalkSeen) {
        if walk.foreign {
            return;
        }
        let settled = self.sandboxes.iter_mut();
        for (id, entry) in settled.filter(|(_, entry)| !entry.uncertain) {
            let Some(Some(shown)) = walk.statuses.get(id) else {
                continue;
            };
            let agrees = entry
                .status
                .as_ref()
                .is_some_and(|status| status.eq_ignore_ascii_case(shown));
            if let (true, Cause::Done(operation)) = (agrees, entry.cause) {
                self.proven.insert(operation);
            }
            entry.confirmed = true;
            entry.seen_after = self.events.len();
            if !agrees {
                entry.status = Some(shown.to_lowercase());
                entry.cause = Cause::Found;
            }
        }
    }

    /// Whether anything was paused or resumed yet.
    pub fn anything_done(&self) -> bool {
        !self.events.is_empty()
    }

    /// Whether the walk of a list shows the given sandboxes as expected, and none of them
    /// where its filter does not admit it.
    pub fn agree(&self, walk: &WalkSeen) -> bool {
        let misplaced = |id: &String| match (&walk.status_filter, walk.statuses.get(id)) {
            (Some(filter), Some(Some(shown))) => !filter.eq_ignore_ascii_case(shown),
            _ => false,
        };
        walk.foreign || self.disagreements(walk).is_empty() && !self.sandboxes.keys().any(misplaced)
    }

    /// Every given sandbox that the walk of a list shows otherwise than expected.
    pub fn disagreements(&self, walk: &WalkSeen) -> Vec<Disagreement> {
        let mut found = Vec::new();
        if walk.foreign {
            return found;
        }
        for (id, expected) in &self.sandboxes {
            let Some(status) = &expected.status else {
                continue;
            };
            let shown = match walk.statuses.get(id) {
                // Shown without a status: the schema has its say about that.
                Some(None) => continue,
                Some(shown) => shown.clone(),
                None => None,
            };
            let agrees = match &shown {
                Some(shown) => shown.eq_ignore_ascii_case(status),
                None => !walk.ought_to_show(status),
            };
            if !agrees {
                found.push(Disagreement {
                    sandbox: id.clone(),
                    expected: expected.clone(),
                    shown,
                    untouched: expected.confirmed && expected.seen_after == self.events.len(),
                    since: self
                        .events
                        .get(expected.seen_after..)
                        .unwrap_or_default()
                        .to_vec(),
                });
            }
        }
        found
    }
}

/// What a list, walked page by page, showed.
#[derive(Clone, Debug, Default)]
pub struct WalkSeen {
    /// The status of every sandbox that was shown, where it is a string.
    pub statuses: BTreeMap<String, Option<String>>,
    /// Whether the walk came to the end of the list.
    pub complete: bool,
    /// The status filter.
    pub status_filter: Option<String>,
    /// Whether the list was filtered by something else than the status.
    pub otherwise_filtered: bool,
    /// Whether it did not begin at the beginning, or asked for a size that may mean anything.
    pub partial: bool,
    /// Whether every page could be read.
    pub readable: bool,
    /// Whether an element had no id, so that nothing is known to be missing.
    pub anonymous: bool,
    /// Whether it was asked for with another key than the run's own.
    pub foreign: bool,
}

impl WalkSeen {
    /// Reads the pages of one walk, in order.
    pub fn read<'a>(pages: impl IntoIterator<Item = &'a Exchange>) -> Self {
        let mut seen = WalkSeen {
            readable: true,
            ..WalkSeen::default()
        };
        for (index, page) in pages.into_iter().enumerate() {
            seen.foreign |= page.credential != Credential::Own;
            seen.partial |= index == 0 && asks_for_a_part(page);
            seen.status_filter = page.query("status").map(str::to_owned);
            seen.otherwise_filtered = page.query("region").is_some();
            let Some(body) = readable_page(page) else {
                seen.readable = false;
                seen.complete = false;
                return seen;
            };
            seen.complete = is_last(&body) && !seen.partial;
            for element in elements(&body) {
                let Some(id) = id(element).filter(|id| !id.is_empty()) else {
                    seen.anonymous = true;
                    continue;
                };
                seen.statuses
                    .insert(id.to_owned(), status(element).map(str::to_owned));
            }
        }
        seen
    }

    /// Whether a sandbox in that status must be among what was shown.
    fn ought_to_show(&self, status: &str) -> bool {
        self.complete
            && self.readable
            && !self.anonymous
            && !self.otherwise_filtered
            && self
                .status_filter
                .as_deref()
                .is_none_or(|filter| filter == status)
    }
}

/// The status that an operation leads to.
pub fn target(operation: Operation) -> Option<&'static str> {
    match operation {
        Operation::List => None,
        Operation::Pause => Some("paused"),
        Operation::Resume => Some("running"),
    }
}

/// The body of a page that has a list of sandboxes, however faulty otherwise.
pub fn readable_page(page: &Exchange) -> Option<Cow<'_, Value>> {
    let answer = page.answer().filter(|answer| answer.is_success())?;
    let body = answer.json()?;
    body.get("data")?.is_array().then_some(body)
}

/// Whether a page says that none follows.
pub fn is_last(body: &Value) -> bool {
    body.get("has_more").and_then(Value::as_bool) == Some(false)
}

/// Whether a first page may leave out what the list holds: it begins at a cursor, or its
/// limit is none that a list has to honour.
pub fn asks_for_a_part(first: &Exchange) -> bool {
    let limit = first.query("limit");
    let honoured = limit.is_none_or(|limit| limit.parse::<u32>().is_ok_and(|limit| limit > 0));
    first.query("cursor").is_some() || !honoured
}

/// The elements of a page.
pub fn elements(body: &Value) -> impl Iterator<Item = &Value> {
    body.get("data")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// The id of an element.
pub fn id(element: &Value) -> Option<&str> {
    element.get("id")?.as_str()
}

/// The status of an element.
pub fn status(element: &Value) -> Option<&str> {
    element.get("status")?.as_str()
}
