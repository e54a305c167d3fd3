//! Finding out whom the run is talking to, before the first scenario.
//!
//! A wrong base URL, a refused key or a server that is something else entirely is told here,
//! once, instead of as a failure of every scenario.

use std::collections::BTreeMap;

use super::call::succeeded;
use super::credentials::OTHER;
use super::interrupt::Interrupted;
use super::play::described;
use super::session::Session;
use crate::contract::Operation;
use crate::printable::printable;
use crate::recording::{Exchange, Given, Role, Unready};
use crate::scenario::Walk;
use crate::state::{self, Expectations, WalkSeen};

/// An id that no server has given to a sandbox.
const NO_SANDBOX: &str = "sandbox_doesnotexist_7c41e09b52d8";
/// The page sizes that are tried, largest first: pages of the documentation disagree about
/// the maximum, and every one of them allows the second.
const PAGE_SIZES: [u32; 2] = [1000, 100];

/// How many pages are walked to find the given sandboxes, if `--max-pages` is not more.
const PAGES_TO_FIND: u32 = 80;

impl From<Interrupted> for Unready {
    fn from(_: Interrupted) -> Self {
        Unready::Interrupted
    }
}

impl Session<'_> {
    /// Makes the first calls: learns the page size, checks that the key is taken and that
    /// what answers is an API, and reads the status of every given sandbox.
    pub(super) async fn open(
        &mut self,
        given: &[String],
        calls: &mut Vec<Exchange>,
    ) -> Result<Vec<Given>, Unready> {
        self.given = given.to_vec();
        self.greet(calls).await?;
        self.check_other_key(calls).await?;
        let mut found = Vec::new();
        if given.is_empty() {
            return Ok(found);
        }
        let shown = self.find(given, calls).await?;
        for id in given {
            found.push(Given {
                id: id.clone(),
                found: shown.usable(id)?,
            });
        }
        let readable = found.iter().filter(|given| given.found.is_some());
        self.expectations =
            Expectations::found(readable.map(|given| (given.id.as_str(), given.found.as_deref())));
        Ok(found)
    }

    /// The very first call, tried with the other page size or the other header where the
    /// server does not take the first.
    pub(super) async fn greet(&mut self, calls: &mut Vec<Exchange>) -> Result<(), Unready> {
        for (index, size) in PAGE_SIZES.into_iter().enumerate() {
            let mut exchange = self.first_list(size).await?;
            if exchange.status() == Some(401) {
                calls.push(exchange);
                self.options.auth = self.options.auth.other();
                exchange = self.first_list(size).await?;
            }
            // A server that cannot serve so large a page may say so, or break down over it.
            let refused = |status: u16| status >= 400 && !matches!(status, 401..=403 | 429);
            let too_large = index == 0 && exchange.status().is_some_and(refused);
            let usable = succeeded(exchange.answer())
                && exchange
                    .answer()
                    .is_some_and(|answer| answer.json().is_some());
            let judged = self.judge_greeting(&exchange, too_large || usable);
            calls.push(exchange);
            if !judged? {
                return self.look_closer(calls).await;
            }
            if !too_large {
                self.page_size = size;
                return Ok(());
            }
        }
        Ok(())
    }

    /// A key of another organisation that no server takes would show as a fault of the server.
    async fn check_other_key(&mut self, calls: &mut Vec<Exchange>) -> Result<(), Unready> {
        if !self.has_other_key() {
            return Ok(());
        }
        let role = Role::Step {
            poll: 0,
            page: 1,
            turn: 1,
        };
        let query = [("limit", "1".to_owned())];
        let mut call = self.plain_call(Operation::List, "opening", role, None, &query);
        call.headers = vec![self.options.auth.carrying(OTHER)];
        let exchange = self.call(call).await?;
        let status = exchange.status();
        calls.push(exchange);
        match status {
            Some(status @ 401..=403) => Err(Unready::Usage(format!(
                "the key of the other organisation is refused with {status}\n  mend: check HOPX_OTHER_API_KEY or --other-api-key, or leave it out"
            ))),
            _ => Ok(()),
        }
    }

    pub(super) async fn first_list(&mut self, size: u32) -> Result<Exchange, Interrupted> {
        let query = [("limit", size.to_string())];
        let role = Role::Step {
            poll: 0,
            page: 1,
            turn: 1,
        };
        let call = self.plain_call(Operation::List, "opening", role, None, &query);
        let exchange = self.call(call).await?;
        self.note_shown(std::slice::from_ref(&exchange));
        Ok(exchange)
    }

    /// Whether the run can go on (true), has to look closer (false), or cannot tell.
    fn judge_greeting(&self, exchange: &Exchange, good: bool) -> Result<bool, Unready> {
        if good {
            return Ok(true);
        }
        let base_url = self.base_url();
        let Some(answer) = exchange.answer() else {
            let failure = exchange
                .failure()
                .map(|failure| failure.message.clone())
                .unwrap_or_default();
            return Err(Unready::CouldNotTell(format!(
                "{base_url} cannot be reached: {failure}\n  mend: check --base-url, that the server is up, and --proxy, --connect-timeout and --timeout"
            )));
        };
        let is_json = answer.json().is_some();
        match answer.status {
            status @ (401..=403) if is_json => Err(Unready::CouldNotTell(format!(
                "{base_url} refused the key, in both header forms, with {status}\n  mend: check HOPX_API_KEY or --api-key"
            ))),
            429 => Err(Unready::CouldNotTell(format!(
                "{base_url} kept refusing for its rate limit\n  mend: wait for a minute and run again"
            ))),
            status if status >= 500 && is_json => Err(Unready::CouldNotTell(format!(
                "{base_url} answers {status} to a plain list\n  mend: run again once the server is well"
            ))),
            _ => Ok(false),
        }
    }

    /// The first answer was none that an API gives. Asks for two things more before it says
    /// what is there.
    async fn look_closer(&mut self, calls: &mut Vec<Exchange>) -> Result<(), Unready> {
        let role = Role::Step {
            poll: 0,
            page: 1,
            turn: 1,
        };
        let unknown = self.plain_call(Operation::Pause, "opening", role, Some(NO_SANDBOX), &[]);
        let mut anonymous = self.plain_call(Operation::List, "opening", role, None, &[]);
        anonymous.headers.clear();
        for call in [unknown, anonymous] {
            let exchange = self.call(call).await?;
            calls.push(exchange);
        }
        let answers: Vec<_> = calls.iter().filter_map(Exchange::answer).collect();
        let base_url = self.base_url();
        if answers.iter().all(|answer| answer.json().is_none()) {
            let first = calls.first().map(described).unwrap_or_default();
            let kind = answers
                .first()
                .and_then(|answer| answer.header("content-type"))
                .unwrap_or("no media type");
            let kind = printable(kind);
            return Err(Unready::CouldNotTell(format!(
                "nothing at {base_url} answers JSON (the list {first} with {kind}): this is a web page or a login, not the HopX API\n  mend: check --base-url, its path prefix above all"
            )));
        }
        if answers.iter().all(|answer| answer.status == 404) {
            return Err(Unready::CouldNotTell(format!(
                "{base_url} answers 404 to everything, to a plain list too\n  mend: check the path of --base-url; /v1/sandboxes is added to it"
            )));
        }
        Ok(())
    }

    /// Looks for the given sandboxes in the whole list, and then under each status.
    pub(super) async fn find(
        &mut self,
        given: &[String],
        calls: &mut Vec<Exchange>,
    ) -> Result<Shown, Interrupted> {
        let mut shown = Shown::default();
        self.max_pages = self.options.max_pages.max(PAGES_TO_FIND);
        let documented = self.contract.description.known_statuses().iter().take(4);
        let filters: Vec<Option<String>> = std::iter::once(None)
            .chain(documented.cloned().map(Some))
            .collect();
        for filter in filters {
            if given.iter().all(|id| shown.statuses.contains_key(id)) {
                break;
            }
            let mut query = vec![("limit", self.page_size.to_string())];
            query.extend(filter.map(|status| ("status", status)));
            let role = Role::Step {
                poll: 0,
                page: 1,
                turn: 1,
            };
            let call = self.plain_call(Operation::List, "opening", role, None, &query);
            let pages = self.walk(&call, Some(Walk::Found), 0).await?;
            shown.take_in(&pages);
            self.pages_to_find = u32::try_from(pages.len()).unwrap_or(u32::MAX);
            calls.extend(pages);
        }
        self.max_pages = self.options.max_pages;
        Ok(shown)
    }
}

/// What the first lists show.
#[derive(Default)]
pub(super) struct Shown {
    statuses: BTreeMap<String, Option<String>>,
    /// Whether any of them could be read.
    readable: bool,
    /// How many pages were walked where a list did not come to its end.
    cut_after: Option<usize>,
    /// Whether some element could not be told from another, for want of an id.
    anonymous: bool,
}

impl Shown {
    fn take_in(&mut self, pages: &[Exchange]) {
        let seen = WalkSeen::read(pages);
        self.readable |= pages
            .iter()
            .any(|page| state::readable_page(page).is_some());
        self.anonymous |= seen.anonymous;
        if !seen.complete {
            self.cut_after = Some(pages.len());
        }
        for (id, status) in seen.statuses {
            self.statuses.entry(id).or_insert(status);
        }
    }

    /// The status that a sandbox is shown in.
    pub(super) fn status(&self, id: &str) -> Option<String> {
        Some(self.statuses.get(id)?.as_deref()?.to_lowercase())
    }

    /// Whether the lists tell that a sandbox is not there, or why not.
    pub(super) fn tells(&self, id: &str) -> Result<(), String> {
        if self.statuses.contains_key(id) {
            Err("a list shows it without a status".to_owned())
        } else if self.anonymous || !self.readable {
            Err("lists cannot be read".to_owned())
        } else if let Some(pages) = self.cut_after {
            Err(format!("it is not on the first {pages} pages of any list"))
        } else {
            Ok(())
        }
    }

    /// The status of a given sandbox, if the run may work on it; none where lists cannot be
    /// read so far.
    fn usable(&self, id: &str) -> Result<Option<String>, Unready> {
        let Some(status) = self.statuses.get(id) else {
            // Where lists cannot be read, that is the server's fault and not the user's.
            if self.anonymous || !self.readable {
                return Ok(None);
            }
            return Err(Unready::Usage(self.not_shown(id)));
        };
        let Some(status) = status.as_deref().map(str::to_lowercase) else {
            return Ok(None);
        };
        if matches!(status.as_str(), "running" | "paused") {
            return Ok(Some(status));
        }
        Err(Unready::Usage(format!(
            "the sandbox `{id}` is {}, and only running and paused ones can be borrowed\n  mend: start it first, or name another",
            printable(&status)
        )))
    }

    fn not_shown(&self, id: &str) -> String {
        match self.cut_after {
            Some(pages) => format!(
                "the sandbox `{id}` is not on the first {pages} pages of any list\n  mend: raise --max-pages, or name a sandbox that comes earlier"
            ),
            None => format!(
                "no list shows the sandbox `{id}`, under any status\n  mend: name one that `GET /v1/sandboxes` shows for this key"
            ),
        }
    }
}
