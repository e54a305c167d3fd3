//! Several clients at the same time: each makes its calls one after another, and none waits for
//! another.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;

use super::call::Call;
use super::calling::reason;
use super::interrupt::Interrupted;
use super::session::Session;
use super::waiting::unix_seconds;
use crate::contract::Operation;
use crate::recording::{Attempt, Exchange, Look, Overlap, WaitReason};

/// A call that is being made, over all its attempts.
struct Flight {
    client: usize,
    number: u32,
    call: Call,
    attempts: Vec<Attempt>,
    invoked: u64,
}

/// What came of an attempt.
type Landed = (Flight, Result<Attempt, Interrupted>);
type Flying = FuturesUnordered<BoxFuture<'static, Landed>>;

/// What is still to be called.
struct Clients {
    ahead: Vec<VecDeque<Call>>,
    /// The clients that wait for no answer.
    idle: VecDeque<usize>,
    /// What was refused for the moment, with what is to be waited before it is tried again.
    again: Vec<(Flight, Duration)>,
    /// What has waited for that.
    ready: VecDeque<Flight>,
    /// Nothing new is begun: the run is interrupted, or its requests are used up.
    over: bool,
}

/// Whether a request may be sent now.
enum Leave {
    Now,
    /// Once one that is under way is answered, or some time has passed where none is.
    Later,
    Never,
}

impl Session<'_> {
    /// Makes the calls of several clients, and writes them down in the order in which they are
    /// answered. What is under way when the run is interrupted is waited for.
    pub(super) async fn together(
        &mut self,
        calls: Vec<Vec<Call>>,
        look: &mut Look,
    ) -> Result<(), Interrupted> {
        let before = look.exchanges.len();
        let mut clients = Clients::new(calls);
        let mut flying = Flying::new();
        loop {
            self.launch(&mut clients, &mut flying);
            if let Some((flight, attempt)) = flying.next().await {
                let others = flying.len();
                let landed = attempt.map(|attempt| (flight, attempt));
                // A list that an interruption ended has shown nothing.
                let Ok((flight, attempt)) = landed else {
                    clients.over = true;
                    continue;
                };
                self.land(flight, attempt, others, &mut clients, look);
            } else if clients.over || clients.done() {
                break;
            } else if self.hold(&mut clients).await.is_err() {
                clients.over = true;
            }
        }
        for flight in clients.left() {
            self.write_down(flight, look);
        }
        self.note_together(&look.exchanges[before..]);
        match clients.over {
            true => Err(Interrupted),
            false => Ok(()),
        }
    }

    /// Sends what may be sent: no more at a time than the rate limit has left.
    fn launch(&mut self, clients: &mut Clients, flying: &mut Flying) {
        while clients.may_go_on() {
            match self.leave(flying.len()) {
                Leave::Now => {}
                Leave::Later => return,
                Leave::Never => clients.over = true,
            }
            if clients.over {
                return;
            }
            let tried_before = clients.ready.pop_front();
            let next = tried_before.or_else(|| {
                let (client, call) = clients.next()?;
                self.calls += 1;
                Some(Flight {
                    client,
                    number: self.calls,
                    call,
                    attempts: Vec::new(),
                    invoked: self.event(),
                })
            });
            if let Some(flight) = next {
                self.send(flight, flying);
            }
        }
    }

    fn leave(&mut self, under_way: usize) -> Leave {
        if self.interrupt.is_set() {
            return Leave::Never;
        }
        if !self.budget.affords(1) {
            // Refused, so that it is known why the run ends.
            self.budget.take();
            return Leave::Never;
        }
        match self.pacer.admits(under_way, unix_seconds()) {
            true => Leave::Now,
            false => Leave::Later,
        }
    }

    fn send(&mut self, flight: Flight, flying: &mut Flying) {
        self.budget.take();
        self.note_displaced(&flight.call);
        let (wire, mut interrupt) = (self.wire.clone(), self.interrupt.clone());
        flying.push(Box::pin(async move {
            let attempt = wire.attempt(&flight.call, &mut interrupt).await;
            (flight, attempt)
        }));
    }

    fn land(
        &mut self,
        mut flight: Flight,
        attempt: Attempt,
        others: usize,
        clients: &mut Clients,
        look: &mut Look,
    ) {
        self.tell_tried(flight.number, &flight.call, &attempt);
        if let Ok(answer) = &attempt.result {
            self.pacer.note_among(answer, attempt.unix_seconds, others);
        }
        let again = self.wait_before_retry(&flight.call, &attempt, flight.attempts.len());
        flight.attempts.push(attempt);
        match again.filter(|_| self.budget.affords(1)) {
            Some(wait) if !clients.over => clients.again.push((flight, wait)),
            _ => {
                clients.idle.push_back(flight.client);
                self.write_down(flight, look);
            }
        }
    }

    /// Waits with nothing under way: for what was refused to be tried again, or for the window
    /// of the rate limit.
    async fn hold(&mut self, clients: &mut Clients) -> Result<(), Interrupted> {
        let longest = clients.again.iter().map(|(_, wait)| *wait).max();
        let Some(wait) = longest else {
            self.pause_for_pace().await?;
            self.pacer.waited();
            return Ok(());
        };
        let first = clients.again.first();
        let why = first.and_then(|(flight, _)| flight.attempts.last());
        let why = why.map_or(WaitReason::Failed, reason);
        self.wait(why, self.calls, wait).await?;
        let waited = clients.again.drain(..).map(|(flight, _)| flight);
        clients.ready.extend(waited);
        Ok(())
    }

    fn write_down(&mut self, flight: Flight, look: &mut Look) {
        let overlap = Overlap {
            client: u32::try_from(flight.client).unwrap_or(u32::MAX) + 1,
            invoked: flight.invoked,
            answered: self.event(),
        };
        let exchange = Exchange {
            overlap: Some(overlap),
            ..self.exchange(flight.number, flight.call, flight.attempts)
        };
        if exchange.operation != Operation::List {
            self.changed_at = Some(Instant::now());
        }
        look.exchanges.push(exchange);
    }

    /// The next place among what happens to overlapping calls.
    fn event(&mut self) -> u64 {
        self.events += 1;
        self.events
    }
}

impl Clients {
    fn new(calls: Vec<Vec<Call>>) -> Self {
        Clients {
            idle: (0..calls.len()).collect(),
            ahead: calls.into_iter().map(VecDeque::from).collect(),
            again: Vec::new(),
            ready: VecDeque::new(),
            over: false,
        }
    }

    /// Whether there is a call that waits for nothing but leave to be sent.
    fn may_go_on(&self) -> bool {
        let waiting = |client: &usize| self.ahead.get(*client).is_some_and(|own| !own.is_empty());
        let any = !self.ready.is_empty() || self.idle.iter().any(waiting);
        !self.over && self.again.is_empty() && any
    }

    /// The next call of the client that has waited longest.
    fn next(&mut self) -> Option<(usize, Call)> {
        while let Some(client) = self.idle.pop_front() {
            if let Some(call) = self.ahead.get_mut(client)?.pop_front() {
                return Some((client, call));
            }
        }
        None
    }

    /// Whether every call was made, as far as none is under way.
    fn done(&self) -> bool {
        let none = self.ahead.iter().all(VecDeque::is_empty);
        none && self.again.is_empty() && self.ready.is_empty()
    }

    /// The calls that were to be tried again and are not any more.
    fn left(&mut self) -> Vec<Flight> {
        let again = self.again.drain(..).map(|(flight, _)| flight);
        again.chain(self.ready.drain(..)).collect()
    }
}
