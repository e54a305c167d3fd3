//! One request on its way: it needs nothing of the run but whom to call and with what key, so
//! that several may be on their way at the same time.

use std::sync::Arc;
use std::time::Instant;

use super::call::Call;
use super::credentials::Credentials;
use super::interrupt::{Interrupt, Interrupted};
use super::target::{Outgoing, Target};
use super::waiting::{millis, unix_seconds};
use crate::contract::Operation;
use crate::recording::Attempt;
use crate::redact::Redactor;

/// Whom a run calls, and with what keys.
#[derive(Debug)]
pub(super) struct Wire {
    pub(super) target: Target,
    pub(super) credentials: Credentials,
    pub(super) redactor: Arc<Redactor>,
    /// When the run began.
    pub(super) began: Instant,
}

impl Wire {
    pub(super) fn new(target: Target, credentials: Credentials) -> Self {
        Wire {
            redactor: credentials.redactor(),
            target,
            credentials,
            began: Instant::now(),
        }
    }

    /// Tries a call once. A list that is under way ends where the run is interrupted.
    pub(super) async fn attempt(
        &self,
        call: &Call,
        interrupt: &mut Interrupt,
    ) -> Result<Attempt, Interrupted> {
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
                () = interrupt.wait() => return Err(Interrupted),
            }
        } else {
            sent.await
        };
        Ok(Attempt {
            at_ms: millis(at - self.began),
            took_ms: millis(at.elapsed()),
            unix_seconds: unix_seconds(),
            result,
        })
    }
}
