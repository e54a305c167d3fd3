//! Making a call: one after another, each with its attempts.

use std::time::{Duration, Instant};

use super::call::{Call, decode_query, sandbox_in};
use super::credentials;
use super::interrupt::Interrupted;
use super::session::Session;
use super::waiting::unix_seconds;
use crate::contract::Operation;
use crate::recording::{Attempt, Credential, Exchange, FailureKind, Request, WaitReason};
use crate::silence::passes;

/// What is waited before a list that failed for the moment is asked for again.
const MOMENT: Duration = Duration::from_millis(300);
/// How often a call that is refused for the rate limit is tried.
const TRIES: usize = 3;

impl Session<'_> {
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

    async fn attempt(&mut self, call: &Call) -> Result<Attempt, Interrupted> {
        let attempt = self.wire.attempt(call, &mut self.interrupt).await?;
        self.tell_tried(self.calls, call, &attempt);
        if let (Ok(answer), Credential::Own) =
            (&attempt.result, credentials::carried(&call.headers))
        {
            self.pacer.note(answer, attempt.unix_seconds);
        }
        Ok(attempt)
    }

    /// How long to wait before the call is tried again; none where it counts as it is.
    pub(super) fn wait_before_retry(
        &self,
        call: &Call,
        attempt: &Attempt,
        before: usize,
    ) -> Option<Duration> {
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

    /// A call with what came of it.
    pub(super) fn exchange(&self, number: u32, call: Call, attempts: Vec<Attempt>) -> Exchange {
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
            overlap: None,
        }
    }
}

/// Why a call is tried again that came to this.
pub(super) fn reason(attempt: &Attempt) -> WaitReason {
    match &attempt.result {
        Ok(answer) if answer.status == 429 => WaitReason::Refused,
        _ => WaitReason::Failed,
    }
}
