//! Putting the given sandboxes back as they were found.

use std::time::Duration;

use super::call::succeeded;
use super::interrupt::Interrupted;
use super::panic::caught;
use super::play::{described, leading_to};
use super::session::Session;
use crate::contract::Operation;
use crate::recording::{Exchange, Given, NotPutBack, Role};
use crate::scenario::{Status, Walk};
use crate::state::WalkSeen;

/// How often a sandbox is put back before the run gives up.
const TRIES: usize = 3;
/// What is waited between two tries.
const BETWEEN_TRIES: Duration = Duration::from_secs(1);

impl Session<'_> {
    /// Puts every given sandbox back, and looks whether lists agree. An interruption does not
    /// stop this.
    pub(super) async fn close(
        &mut self,
        given: &[Given],
        calls: &mut Vec<Exchange>,
    ) -> Vec<NotPutBack> {
        if given.is_empty() || (!self.expectations.anything_done() && self.changed_at.is_none()) {
            return Vec::new();
        }
        let left = self.put_back(given, calls).await;
        self.standing
            .back_but(left.iter().map(|left| left.id.as_str()));
        left
    }

    /// As [`Session::close`], and if that panics, nothing counts as put back.
    pub(super) async fn close_or_panic(
        &mut self,
        given: &[Given],
        calls: &mut Vec<Exchange>,
    ) -> Vec<NotPutBack> {
        let closed = caught(self.close(given, calls)).await;
        closed.unwrap_or_else(|panic| {
            let fault = self.fault(&panic);
            let found = given
                .iter()
                .filter_map(|given| Some((given, status_of(given)?)));
            found
                .map(|(given, status)| self.not_put_back(given, status, fault.clone()))
                .collect()
        })
    }

    /// Tries to put sandboxes back until it is done, or seems to be of no use.
    pub(super) async fn put_back(
        &mut self,
        given: &[Given],
        calls: &mut Vec<Exchange>,
    ) -> Vec<NotPutBack> {
        self.shield();
        self.budget.keep_back(0);
        let mut left = Vec::new();
        for attempt in 0..TRIES {
            if attempt > 0 && self.sleep(BETWEEN_TRIES).await.is_err() {
                break;
            }
            left = match self.put_back_once(given, calls).await {
                Ok(left) => left,
                // The shield lets none through but the end of the requests.
                Err(Interrupted) => {
                    left = self.out_of_requests(given);
                    break;
                }
            };
            if left.is_empty() {
                break;
            }
        }
        if left.is_empty() && self.unanswered {
            return self.close_once_more(given, calls).await;
        }
        left
    }

    /// A call that was not answered may still be carried out: looks again after the time that
    /// changes may take.
    async fn close_once_more(
        &mut self,
        given: &[Given],
        calls: &mut Vec<Exchange>,
    ) -> Vec<NotPutBack> {
        let settle = self.options.settle;
        match self.sleep(settle).await {
            Ok(()) => self.put_back_once(given, calls).await.unwrap_or_default(),
            Err(Interrupted) => Vec::new(),
        }
    }

    async fn put_back_once(
        &mut self,
        given: &[Given],
        calls: &mut Vec<Exchange>,
    ) -> Result<Vec<NotPutBack>, Interrupted> {
        let mut pending = self.displaced(given);
        if pending.is_empty() {
            let seen = self.see(calls).await?;
            pending = self.displaced(given);
            if pending.is_empty() {
                return Ok(self.disagreeing(given, &seen));
            }
        }
        let mut left = Vec::new();
        let mut unproven = Vec::new();
        // Of these it is not known whether they have to be put back at all.
        let uncertain: Vec<String> = self.expectations.uncertain().map(str::to_owned).collect();
        let mut doubtful = false;
        for (sandbox, status) in pending {
            let operation = leading_to(status);
            let exchange = self.change_back(operation, &sandbox.id, calls).await?;
            let answered = described(&exchange);
            let (done, conflict) = (succeeded(exchange.answer()), exchange.status() == Some(409));
            calls.push(exchange);
            // A conflict may mean that it is back already: only a list can tell.
            if conflict {
                unproven.push((sandbox, status, answered));
            } else if !done && uncertain.contains(&sandbox.id) {
                doubtful = true;
                unproven.push((sandbox, status, answered));
            } else if !done {
                left.push(self.not_put_back(sandbox, status, answered));
            }
        }
        if doubtful {
            // No list is relied on before changes had the time to reach it.
            self.wait_for_lists(self.options.settle).await?;
        }
        let seen = self.see(calls).await?;
        for (sandbox, status, answered) in unproven {
            let shown = seen.statuses.get(&sandbox.id).and_then(Option::as_deref);
            if !shown.is_some_and(|shown| shown.eq_ignore_ascii_case(status.as_str())) {
                left.push(self.not_put_back(
                    sandbox,
                    status,
                    format!("{answered}, and no list shows it so"),
                ));
            }
        }
        if left.is_empty() {
            left = self.disagreeing(given, &seen);
        }
        Ok(left)
    }

    /// What nothing is known to have put back by the time that no request is left.
    fn out_of_requests(&self, given: &[Given]) -> Vec<NotPutBack> {
        let most = self.budget.most().unwrap_or_default();
        let because = format!("--max-requests {most} left no request for it");
        let displaced = self.displaced(given).into_iter();
        displaced
            .map(|(sandbox, status)| self.not_put_back(sandbox, status, because.clone()))
            .collect()
    }

    fn not_put_back(&self, sandbox: &Given, found: Status, because: String) -> NotPutBack {
        NotPutBack {
            id: sandbox.id.clone(),
            found: found.as_str().to_owned(),
            operation: leading_to(found),
            auth: self.options.auth,
            because,
        }
    }

    /// Pauses or resumes a sandbox, with the other header if the server refuses the first.
    async fn change_back(
        &mut self,
        operation: Operation,
        id: &str,
        calls: &mut Vec<Exchange>,
    ) -> Result<Exchange, Interrupted> {
        let exchange = self.change_once(operation, id).await?;
        if exchange.status() != Some(401) {
            return Ok(exchange);
        }
        calls.push(exchange);
        self.options.auth = self.options.auth.other();
        let exchange = self.change_once(operation, id).await;
        self.options.auth = self.options.auth.other();
        exchange
    }

    async fn change_once(
        &mut self,
        operation: Operation,
        id: &str,
    ) -> Result<Exchange, Interrupted> {
        let call = self.plain_call(operation, "put back", Role::Prepare, Some(id), &[]);
        self.call(call).await
    }

    /// The given sandboxes that are not known to be in the status they were found in: neither
    /// by what lists show nor by what pause and resume said last.
    fn displaced<'g>(&self, given: &'g [Given]) -> Vec<(&'g Given, Status)> {
        let found = given
            .iter()
            .filter_map(|given| Some((given, status_of(given)?)));
        let displaced = |(given, status): &(&Given, Status)| {
            let wanted = Some(status.as_str());
            let said = self.said.get(&given.id);
            self.expectations.status(&given.id) != wanted
                || said.is_some_and(|said| said.as_deref() != wanted)
        };
        found.filter(displaced).collect()
    }

    async fn see(&mut self, calls: &mut Vec<Exchange>) -> Result<WalkSeen, Interrupted> {
        let query = [("limit", self.page_size.to_string())];
        let role = Role::Step {
            poll: 0,
            page: 1,
            turn: 1,
        };
        let call = self.plain_call(Operation::List, "put back", role, None, &query);
        let walks = self.walk_until_settled(&call, Some(Walk::Found)).await?;
        let seen = walks.last().map(WalkSeen::read).unwrap_or_default();
        calls.extend(walks.into_iter().flatten());
        Ok(seen)
    }

    /// The given sandboxes that a list shows in another status than they were found in.
    fn disagreeing(&self, given: &[Given], seen: &WalkSeen) -> Vec<NotPutBack> {
        let mut left = Vec::new();
        for sandbox in given {
            let (Some(status), Some(Some(shown))) =
                (status_of(sandbox), seen.statuses.get(&sandbox.id))
            else {
                continue;
            };
            if !shown.eq_ignore_ascii_case(status.as_str()) {
                left.push(self.not_put_back(
                    sandbox,
                    status,
                    format!("a list shows it as {shown}"),
                ));
            }
        }
        left
    }
}

fn status_of(given: &Given) -> Option<Status> {
    match given.found.as_deref() {
        Some("running") => Some(Status::Running),
        Some("paused") => Some(Status::Paused),
        _ => None,
    }
}
