//! Spending the rate limit on purpose, to see how a server refuses.

use super::call::Call;
use super::interrupt::Interrupted;
use super::play::{Told, told};
use super::session::Session;
use crate::plan::{BEYOND_THE_LIMIT, HIGHEST_LIMIT, PRO_REQUESTS_A_MINUTE};
use crate::recording::{Exchange, Look, Outcome, Role};
use crate::scenario::{Scenario, Step};
use crate::silence::passes;

/// How much of the announced rate limit has been spent, as far as the answers tell.
#[derive(Debug, Default)]
struct Spent {
    calls: u32,
    /// The end of the window, as it was last announced, and how many calls fell into it.
    window: Option<(String, u32)>,
    /// The limit, where one is announced.
    limit: Option<u32>,
}

impl Session<'_> {
    /// Repeats a call without waiting until it is refused for the rate limit, or so many were
    /// answered that it never will be.
    pub(super) async fn exhaust(
        &mut self,
        (scenario, step): (&Scenario, &Step),
        call: &Call,
        look: &mut Look,
    ) -> Result<Told, Interrupted> {
        let mut spent = Spent::default();
        loop {
            let mut call = call.clone();
            call.role = Role::Step {
                poll: spent.calls,
                page: 1,
                turn: 1,
            };
            let exchange = self.call_at_once(call).await?;
            spent.note(&exchange);
            // What passes by itself has nothing to do with the limit.
            let goes_on = exchange
                .answer()
                .is_some_and(|answer| answer.is_success() || passes(answer.status));
            let told = told(&exchange, scenario, step);
            look.exchanges.push(exchange);
            if !goes_on {
                return Ok(told);
            }
            if let Some(reason) = spent.unrefused() {
                return Ok(Told::Stop(Outcome::Skipped(reason)));
            }
        }
    }
}

impl Spent {
    fn note(&mut self, exchange: &Exchange) {
        self.calls += 1;
        let Some(answer) = exchange.answer() else {
            return;
        };
        let limit = answer.header("x-ratelimit-limit");
        self.limit = limit
            .and_then(|limit| limit.trim().parse().ok())
            .or(self.limit);
        let reset = answer.header("x-ratelimit-reset").unwrap_or_default();
        match &mut self.window {
            Some((window, calls)) if window == reset => *calls += 1,
            window => *window = Some((reset.to_owned(), 1)),
        }
    }

    /// Why nothing was refused, once it is plain that nothing will be.
    fn unrefused(&self) -> Option<String> {
        let limit = self.limit.unwrap_or(PRO_REQUESTS_A_MINUTE);
        if limit > HIGHEST_LIMIT {
            return Some(format!(
                "the server announces a limit of {limit} requests, and no more than {HIGHEST_LIMIT} are spent on purpose: leave --exhaust-rate-limit out"
            ));
        }
        let enough = limit + BEYOND_THE_LIMIT;
        let in_window = self.window.as_ref().map_or(0, |(_, calls)| *calls);
        // The first of them may fall into a window that was about to end.
        let done = in_window >= enough || self.calls >= limit.saturating_mul(2) + BEYOND_THE_LIMIT;
        done.then(|| {
            format!(
                "none of {} requests was refused, {in_window} of them in one window (the limit is not enforced, or answers are too slow to reach it): leave --exhaust-rate-limit out",
                self.calls
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spent(calls: u32, in_window: u32, limit: Option<u32>) -> Spent {
        Spent {
            calls,
            window: Some(("1".to_owned(), in_window)),
            limit,
        }
    }

    #[test]
    fn a_few_more_than_the_limit_in_one_window_are_enough() {
        assert_eq!(spent(104, 104, Some(100)).unrefused(), None);
        assert!(spent(105, 105, Some(100)).unrefused().is_some());
        assert_eq!(
            spent(105, 105, None).unrefused(),
            None,
            "a Pro key may have 200"
        );
        assert!(spent(205, 205, None).unrefused().is_some());
    }

    #[test]
    fn windows_that_keep_ending_end_it_too() {
        assert_eq!(spent(204, 20, Some(100)).unrefused(), None);
        assert!(spent(205, 20, Some(100)).unrefused().is_some());
    }

    #[test]
    fn a_very_high_limit_is_not_spent() {
        assert_eq!(spent(1, 1, Some(HIGHEST_LIMIT)).unrefused(), None);
        let reason = spent(1, 1, Some(HIGHEST_LIMIT + 1)).unrefused();
        assert!(reason.is_some_and(|reason| reason.contains("a limit of 1001 requests")));
    }
}
