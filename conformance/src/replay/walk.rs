//! Following `next_cursor`, and repeating a list until it shows what was done.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;

use super::call::Call;
use super::interrupt::Interrupted;
use super::session::Session;
use crate::plan::{AS_WRITTEN_PAGES, FEW_PAGES};
use crate::recording::{Credential, Exchange, Role};
use crate::scenario::Walk;
use crate::state::{self, WalkSeen};

/// The first wait before a list is repeated; it doubles each time.
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The page size that a step writes where it means the largest that the server serves.
const LARGEST: &str = "100";

impl Session<'_> {
    /// Walks a list, again and again until it agrees with what is expected of the given
    /// sandboxes or the time for changes to settle is over. The walks are all returned, the
    /// last one counts.
    pub(super) async fn walk_until_settled(
        &mut self,
        call: &Call,
        walk: Option<Walk>,
    ) -> Result<Vec<Vec<Exchange>>, Interrupted> {
        let mut walks = Vec::new();
        let mut wait = FIRST_WAIT;
        self.sleep_as_long_as_usual().await?;
        loop {
            let poll = u32::try_from(walks.len()).unwrap_or(u32::MAX);
            let pages = match self.walk(call, walk, poll).await {
                Ok(pages) => pages,
                Err(interrupted) => {
                    let before = walks.into_iter().flatten();
                    self.broken_off.splice(0..0, before);
                    return Err(interrupted);
                }
            };
            let seen = WalkSeen::read(&pages);
            let agrees = self.expectations.agree(&seen);
            walks.push(pages);
            let mut left = self.settling_left(poll + 1).filter(|_| !agrees);
            if left.is_some() && seen.readable && !self.may_look_again() {
                if self.budget.keeps_back() {
                    // One that learns late must not be taken for one that never does.
                    self.budget.run_out();
                    let before = walks.into_iter().flatten();
                    self.broken_off.splice(0..0, before);
                    return Err(Interrupted);
                }
                left = None;
            }
            if agrees || left.is_none() || !seen.readable {
                self.learn_lag(agrees && poll > 0);
                self.unsettled |= !agrees && seen.readable && self.is_ours(&seen);
                self.expectations.take_over(&seen);
                return Ok(walks);
            }
            let left = left.unwrap_or_default();
            // Where changes were never seen to settle, one look at the end is enough.
            let next = if self.unsettled { left } else { wait.min(left) };
            self.wait_for_lists(next).await?;
            wait *= 2;
        }
    }

    /// Whether somebody else cannot have brought about all that a walk shows otherwise than
    /// expected.
    fn is_ours(&self, seen: &WalkSeen) -> bool {
        let found = self.expectations.disagreements(seen);
        let ours = found.is_empty() || found.iter().any(|found| !found.untouched);
        ours && self.changed_at.is_some()
    }

    /// Waits before a first look, where changes were seen to take their time: looking too
    /// early costs a request and shows nothing.
    async fn sleep_as_long_as_usual(&mut self) -> Result<(), Interrupted> {
        let since = self.changed_at.map(|changed| changed.elapsed());
        match since.and_then(|since| self.lag.checked_sub(since)) {
            Some(wait) if !wait.is_zero() => self.wait_for_lists(wait).await,
            _ => Ok(()),
        }
    }

    /// Remembers how long a change took until a list showed it.
    fn learn_lag(&mut self, repeated: bool) {
        if let Some(changed) = self.changed_at.filter(|_| repeated) {
            self.lag = self.lag.max(changed.elapsed());
        }
    }

    /// Walks a list once.
    pub(super) async fn walk(
        &mut self,
        call: &Call,
        walk: Option<Walk>,
        poll: u32,
    ) -> Result<Vec<Exchange>, Interrupted> {
        let mut next = self.sized(call, walk);
        let mut pages: Vec<Exchange> = Vec::new();
        let mut cursors = BTreeSet::new();
        loop {
            let page = u32::try_from(pages.len()).unwrap_or(u32::MAX) + 1;
            next.role = Role::Step {
                poll,
                page,
                turn: 1,
            };
            let exchange = match self.call(next.clone()).await {
                Ok(exchange) => exchange,
                Err(interrupted) => {
                    self.broken_off.append(&mut pages);
                    return Err(interrupted);
                }
            };
            let cursor = next_cursor(&exchange);
            pages.push(exchange);
            match cursor {
                Some(cursor)
                    if self.goes_on(walk, &pages)
                        && !barren(&pages)
                        && cursors.insert(cursor.clone()) =>
                {
                    next = next.with("cursor", &cursor);
                }
                _ => break,
            }
        }
        self.note_size(call, &pages);
        self.note_shown(&pages);
        Ok(pages)
    }

    /// Whether another look leaves enough requests to put sandboxes back.
    fn may_look_again(&self) -> bool {
        let given = u32::try_from(self.given.len()).unwrap_or(u32::MAX);
        self.budget
            .affords(given.saturating_add(self.pages_to_find.saturating_mul(2)))
    }

    /// How long to wait at the most until a list that was looked at so often is looked at once
    /// more; none where nothing was changed, or where it has had its time and its looks.
    fn settling_left(&self, looks: u32) -> Option<Duration> {
        let since = self.changed_at?.elapsed();
        let left = self.options.settle.saturating_sub(since);
        // Where changes take no time, or were never seen to settle, more looks show nothing new.
        let at_once = self.options.settle.is_zero() || self.unsettled;
        let too_early = !at_once && looks < self.options.patience.least_looks;
        let wait = if too_early {
            left.max(FIRST_WAIT)
        } else {
            left
        };
        Some(wait).filter(|wait| !wait.is_zero())
    }

    fn goes_on(&self, walk: Option<Walk>, pages: &[Exchange]) -> bool {
        let walked = u32::try_from(pages.len()).unwrap_or(u32::MAX);
        match walk {
            None => false,
            Some(Walk::AsWritten) => walked < AS_WRITTEN_PAGES.min(self.max_pages),
            Some(Walk::Whole | Walk::Few) => walked < self.max_pages,
            Some(Walk::Found) => walked < self.max_pages && !self.all_found(pages),
        }
    }

    /// Whether every given sandbox that the list ought to show was shown. Before their status
    /// is known, a list ought to show them all.
    fn all_found(&self, pages: &[Exchange]) -> bool {
        let seen = WalkSeen::read(pages);
        let ought = |id: &&String| match (&seen.status_filter, self.expectations.status(id)) {
            (Some(filter), Some(status)) => filter == status,
            _ => true,
        };
        let mut wanted = self.given.iter().filter(ought).peekable();
        wanted.peek().is_some() && wanted.all(|id| seen.statuses.contains_key(id))
    }

    /// The call with the page size that the walk asks for.
    fn sized(&self, call: &Call, walk: Option<Walk>) -> Call {
        match walk {
            Some(Walk::Whole | Walk::Found) if call.query("limit").as_deref() == Some(LARGEST) => {
                call.with("limit", &self.page_size.to_string())
            }
            Some(Walk::Few) => match self.sizes.get(&filters(call)) {
                Some(size) => call.with("limit", &self.small_page(*size).to_string()),
                None => call.clone(),
            },
            _ => call.clone(),
        }
    }

    /// A page size that cuts a list into a few pages, and that the server serves.
    fn small_page(&self, size: usize) -> u32 {
        let third = u32::try_from(size.div_ceil(FEW_PAGES as usize)).unwrap_or(u32::MAX);
        third.clamp(1, self.page_size)
    }

    /// Remembers every sandbox that a list shows, so that none is paused or resumed that the
    /// run was not given.
    pub(super) fn note_shown(&mut self, pages: &[Exchange]) {
        for body in pages.iter().filter_map(state::readable_page) {
            let ids = state::elements(&body).filter_map(state::id);
            self.shown.extend(ids.map(str::to_owned));
        }
    }

    /// Remembers how many sandboxes a list holds, as far as it was walked.
    fn note_size(&mut self, call: &Call, pages: &[Exchange]) {
        if pages.iter().any(|page| page.credential != Credential::Own) {
            return;
        }
        // One that is shown twice is one: the next walk has to cut the list in the same places.
        let size = ids(pages).len();
        let known = self.sizes.entry(filters(call)).or_default();
        *known = size.max(*known);
    }
}

/// The filters of a list: what makes it another list.
fn filters(call: &Call) -> (Option<String>, Option<String>) {
    (call.query("status"), call.query("region"))
}

/// The sandboxes that pages show.
fn ids(pages: &[Exchange]) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for body in pages.iter().filter_map(state::readable_page) {
        let shown = state::elements(&body).filter_map(state::id);
        ids.extend(shown.map(str::to_owned));
    }
    ids
}

/// Whether the last pages showed no new sandbox, one after another: the walk leads nowhere.
fn barren(pages: &[Exchange]) -> bool {
    let Some(before) = pages.len().checked_sub(state::BARREN_PAGES) else {
        return false;
    };
    ids(&pages[before..]).is_subset(&ids(&pages[..before]))
}

/// Where the next page starts, if there is one.
fn next_cursor(page: &Exchange) -> Option<String> {
    let body = state::readable_page(page)?;
    if body.get("has_more").and_then(Value::as_bool) != Some(true) {
        return None;
    }
    let cursor = body.get("next_cursor").and_then(Value::as_str)?;
    (!cursor.is_empty()).then(|| cursor.to_owned())
}
