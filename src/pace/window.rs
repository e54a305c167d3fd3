//! What is known of the rate limit, and what follows from it.

use std::time::{Duration, SystemTime};

use crate::rate_limit::{BELIEVED, RateLimit};

/// Whether a call may go now.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Gate {
    Open,
    /// The same, and all others wait for what comes of it.
    OpenToProbe,
    /// Not for so long.
    Wait(Duration),
    /// Not for so long, unless one of the calls in flight turns out to have been counted.
    WaitOrChange(Duration),
    /// Not before another call is answered, unless it is given up: the one of that number was
    /// let through last.
    Behind(u64),
}

/// Everything that is known.
#[derive(Debug, Default)]
pub(super) struct State {
    in_flight: u64,
    /// How many calls have been let through.
    admitted: u64,
    /// Whether the last of them is not waited for any more.
    given_up: bool,
    /// Whether any answer has come.
    acquainted: bool,
    window: Option<Window>,
    /// Until when the server wants to be left alone.
    held: Option<SystemTime>,
    probe: Probe,
}

/// After the limit was reached one call goes ahead, and the others wait for its answer: a
/// window that is not yet over refuses one call then, and not all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Probe {
    #[default]
    Needless,
    Wanted,
    Out,
}

/// A window of the server, or one that must have begun and that no answer has told of yet.
#[derive(Debug)]
struct Window {
    limit: u64,
    left: u64,
    told: Option<Told>,
}

#[derive(Debug)]
struct Told {
    /// The server's name for the window.
    reset: u64,
    ends: SystemTime,
    /// The least that an answer has called left: answers overtake each other.
    least: u64,
}

impl Gate {
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Open | Self::OpenToProbe)
    }
}

impl State {
    pub(super) fn admit(&mut self, now: SystemTime) -> Gate {
        let gate = self.gate(now);
        if gate == Gate::Open {
            self.in_flight += 1;
            self.admitted += 1;
            self.given_up = false;
            if let Some(window) = &mut self.window {
                window.left = window.left.saturating_sub(1);
            }
            if self.probe == Probe::Wanted {
                self.probe = Probe::Out;
                return Gate::OpenToProbe;
            }
        }
        gate
    }

    pub(super) fn admit_cautiously(&mut self, now: SystemTime) -> Gate {
        if !self.acquainted && self.is_awaited() {
            return Gate::Behind(self.admitted);
        }
        self.admit(now)
    }

    /// Whether there is a call whose answer may change something.
    fn is_awaited(&self) -> bool {
        self.in_flight > 0 && !self.given_up
    }

    /// The call of this number has gone without an answer for too long. It may have been left in
    /// a way that does not show: a future that nobody polls any more.
    pub(super) fn give_up(&mut self, number: u64) {
        if number == self.admitted {
            self.given_up = true;
            if self.probe == Probe::Out {
                self.probe = Probe::Wanted;
            }
        }
    }

    fn gate(&mut self, now: SystemTime) -> Gate {
        if let Some(wait) = self.held.and_then(|end| remaining(end, now)) {
            return Gate::Wait(wait);
        }
        self.held = None;
        self.end_window(now);
        match (self.probe, &self.window) {
            (Probe::Needless, Some(window)) if window.left == 0 => self.closed(window, now),
            (Probe::Needless | Probe::Wanted, _) => Gate::Open,
            (Probe::Out, _) => Gate::Behind(self.admitted),
        }
    }

    fn closed(&self, window: &Window, now: SystemTime) -> Gate {
        match &window.told {
            Some(told) => {
                let wait = remaining(told.ends, now).unwrap_or_default();
                match self.in_flight {
                    0 => Gate::Wait(wait),
                    _ => Gate::WaitOrChange(wait),
                }
            }
            None if self.is_awaited() => Gate::Behind(self.admitted),
            None => Gate::Open,
        }
    }

    /// Replaces a window that has ended by the one that must have begun.
    fn end_window(&mut self, now: SystemTime) {
        let Some(window) = &mut self.window else {
            return;
        };
        let told = window.told.as_ref();
        if told.is_some_and(|told| remaining(told.ends, now).is_none()) {
            if window.left == 0 && self.probe == Probe::Needless {
                self.probe = Probe::Wanted;
            }
            window.told = None;
            window.left = window.limit.saturating_sub(self.in_flight);
        }
    }

    /// An answer has come, with what it says of its window and how long that lasts.
    pub(super) fn answered(
        &mut self,
        probe: bool,
        told: Option<(RateLimit, Duration)>,
        now: SystemTime,
    ) {
        if probe && self.probe == Probe::Out {
            self.probe = Probe::Needless;
        }
        self.gone(probe);
        self.acquainted = true;
        match told.and_then(|(limit, lasts)| Some((limit, now.checked_add(lasts)?))) {
            Some((limit, ends)) => self.learn(limit, ends),
            None => self.window = None,
        }
    }

    fn learn(&mut self, said: RateLimit, ends: SystemTime) {
        let known = self.window.as_ref().and_then(|window| window.told.as_ref());
        let (least, ends) = match known {
            Some(told) if told.reset > said.reset => return,
            Some(told) if told.reset == said.reset && told.least < said.remaining => return,
            Some(told) if told.reset == said.reset => (said.remaining, told.ends.min(ends)),
            _ => (said.remaining, ends),
        };
        self.window = Some(Window {
            limit: said.limit,
            left: said.remaining.saturating_sub(self.in_flight),
            told: Some(Told {
                reset: said.reset,
                ends,
                least,
            }),
        });
    }

    /// The server wants to be left alone for so long.
    pub(super) fn hold(&mut self, wait: Duration, now: SystemTime) {
        let end = now.checked_add(wait).filter(|_| wait <= BELIEVED);
        self.held = self.held.max(end);
        if end.is_some() && self.probe == Probe::Needless {
            self.probe = Probe::Wanted;
        }
    }

    /// A call is over. A probe without an answer has found out nothing.
    pub(super) fn gone(&mut self, probe: bool) {
        if probe && self.probe == Probe::Out {
            self.probe = Probe::Wanted;
        }
        self.in_flight = self.in_flight.saturating_sub(1);
    }
}

/// How long it is until `end`, if that is still to come. No wait was longer than is believed
/// when it began: where one is, the clock has been set back, and nothing is known any more.
fn remaining(end: SystemTime, now: SystemTime) -> Option<Duration> {
    let wait = end.duration_since(now).ok()?;
    (!wait.is_zero() && wait <= BELIEVED).then_some(wait)
}
