//! Staying within the rate limit that a server announces.

use std::time::Duration;

use serde_json::Value;

use crate::recording::Answer;

/// A server that asks to wait longer than this is not waited for.
const LONGEST: Duration = Duration::from_secs(120);
/// A time in Unix seconds lies closer to now than this, or it is something else.
const CLOSE: i64 = 86_400;
/// Two clocks that are no more seconds apart than this show the same time.
const SAME_TIME: i64 = 2;
/// What is waited after a 429 that says nothing of how long.
const UNSAID: Duration = Duration::from_secs(2);

/// What the last answer said about the rate limit.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pacer {
    remaining: Option<u64>,
    reset: Option<i64>,
    /// Whether other calls were under way when the last answer came.
    overtaken: bool,
}

impl Pacer {
    /// Takes note of the headers of an answer that came at a time in Unix seconds.
    pub(super) fn note(&mut self, answer: &Answer, now: i64) {
        self.remaining =
            number(answer, "x-ratelimit-remaining").and_then(|number| u64::try_from(number).ok());
        // The server's clock is the one that its windows go by.
        let ahead = clock(answer).map_or(0, |time| time - now);
        let ahead = Some(ahead).filter(|ahead| ahead.abs() > SAME_TIME);
        self.reset = number(answer, "x-ratelimit-reset").map(|at| at - ahead.unwrap_or(0));
    }

    /// Takes note of the headers of an answer that others overlapped: answers may come in
    /// another order than they were given, so within one window the least counts.
    pub(super) fn note_among(&mut self, answer: &Answer, now: i64, others: usize) {
        let before = *self;
        self.note(answer, now);
        if self.reset == before.reset && (others > 0 || before.overtaken) {
            let least = |remaining: u64| {
                before
                    .remaining
                    .map_or(remaining, |least| least.min(remaining))
            };
            self.remaining = self.remaining.map(least);
        }
        self.overtaken = others > 0;
    }

    /// Whether one more request may be sent while so many are under way, which may not have been
    /// counted yet, at a time in Unix seconds.
    pub(super) fn admits(&self, under_way: usize, now: i64) -> bool {
        let until = self.reset.and_then(|reset| until(reset, now));
        match (self.remaining, until) {
            (Some(left), Some(_)) => usize::try_from(left).is_ok_and(|left| left > under_way),
            _ => true,
        }
    }

    /// The window was waited for, as far as that is done.
    pub(super) fn waited(&mut self) {
        self.remaining = None;
    }

    /// How long to wait before the next request, at a time in Unix seconds.
    pub(super) fn before_next(&self, now: i64) -> Option<Duration> {
        match (self.remaining, self.reset) {
            (Some(0), Some(reset)) => until(reset, now),
            _ => None,
        }
    }

    /// How long a refusal for the rate limit asks to wait: by its body, its header, or the
    /// end of the window. None where that is longer than a run ever waits.
    pub(super) fn after_refusal(&self, answer: &Answer, now: i64) -> Option<Duration> {
        let body = answer.json();
        let said = body
            .as_ref()
            .and_then(|body| body.get("retry_after"))
            .and_then(Value::as_u64);
        let seconds = said.or_else(|| answer.header("retry-after")?.trim().parse().ok());
        let asked = seconds.map(Duration::from_secs);
        let asked = asked.or_else(|| date(answer.header("retry-after")?, now));
        let asked = asked.or_else(|| until(self.reset?, now));
        Some(asked.unwrap_or(UNSAID)).filter(|wait| *wait <= LONGEST)
    }
}

fn number(answer: &Answer, header: &str) -> Option<i64> {
    answer.header(header)?.trim().parse().ok()
}

/// The time that the server's clock shows, in Unix seconds.
fn clock(answer: &Answer) -> Option<i64> {
    let time = jiff::fmt::rfc2822::parse(answer.header("date")?).ok()?;
    Some(time.timestamp().as_second())
}

/// The time until a second has passed, unless it is no time in Unix seconds.
fn until(second: i64, now: i64) -> Option<Duration> {
    let left = second - now;
    if left <= 0 || left > CLOSE {
        return None;
    }
    u64::try_from(left)
        .ok()
        .map(Duration::from_secs)
        .map(|left| left.min(LONGEST))
}

/// The time until an HTTP date.
fn date(text: &str, now: i64) -> Option<Duration> {
    let at = jiff::fmt::rfc2822::parse(text).ok()?;
    until(at.timestamp().as_second(), now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(headers: &[(&str, &str)], body: &str) -> Answer {
        let headers = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Answer {
            status: 429,
            headers: headers.collect(),
            body: body.as_bytes().to_vec().into(),
            broken: None,
        }
    }

    fn pacer(remaining: &str, reset: &str) -> Pacer {
        let mut pacer = Pacer::default();
        let headers = [
            ("x-ratelimit-remaining", remaining),
            ("x-ratelimit-reset", reset),
        ];
        pacer.note(&answer(&headers, ""), 1_000);
        pacer
    }

    #[test]
    fn a_window_ends_by_the_clock_of_the_server() {
        let mut pacer = Pacer::default();
        let headers = [
            ("date", "Thu, 01 Jan 1970 00:26:40 GMT"),
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "1612"),
        ];
        pacer.note(&answer(&headers, ""), 1_000);
        assert_eq!(pacer.before_next(1_000), Some(Duration::from_secs(12)));
    }

    #[test]
    fn an_empty_window_is_waited_out() {
        assert_eq!(
            pacer("0", "1030").before_next(1_000),
            Some(Duration::from_secs(30))
        );
        assert_eq!(pacer("1", "1030").before_next(1_000), None);
        assert_eq!(pacer("0", "990").before_next(1_000), None);
    }

    #[test]
    fn no_more_are_under_way_than_the_window_has_left() {
        let two = pacer("2", "1030");
        assert!(two.admits(0, 1_000) && two.admits(1, 1_000) && !two.admits(2, 1_000));
        assert!(two.admits(2, 1_030), "the window is over");
        assert!(Pacer::default().admits(100, 1_000));
        let mut none = pacer("0", "1030");
        assert!(!none.admits(0, 1_000));
        none.waited();
        assert!(none.admits(0, 1_000));
    }

    #[test]
    fn answers_that_overtake_each_other_leave_the_least() {
        let said = |remaining: &str, reset: &str| {
            let headers = [
                ("x-ratelimit-remaining", remaining),
                ("x-ratelimit-reset", reset),
            ];
            answer(&headers, "")
        };
        let mut pacer = Pacer::default();
        pacer.note_among(&said("4", "1030"), 1_000, 1);
        pacer.note_among(&said("5", "1030"), 1_000, 0);
        assert!(pacer.admits(3, 1_000) && !pacer.admits(4, 1_000));
        // Another window begins anew.
        pacer.note_among(&said("9", "1090"), 1_000, 1);
        assert!(pacer.admits(8, 1_000));
    }

    #[test]
    fn a_reset_that_is_no_unix_time_is_not_waited_for() {
        let now = 1_800_000_000;
        assert_eq!(pacer("0", "30").before_next(now), None);
        assert_eq!(pacer("0", "1800000030000").before_next(now), None);
    }

    #[test]
    fn the_body_is_asked_before_the_header_and_the_window() {
        let pacer = pacer("0", "1050");
        let both = answer(&[("retry-after", "7")], r#"{"retry_after": 3}"#);
        assert_eq!(
            pacer.after_refusal(&both, 1_000),
            Some(Duration::from_secs(3))
        );
        let header = answer(&[("retry-after", "7")], "");
        assert_eq!(
            pacer.after_refusal(&header, 1_000),
            Some(Duration::from_secs(7))
        );
        let bare = answer(&[], "");
        assert_eq!(
            pacer.after_refusal(&bare, 1_000),
            Some(Duration::from_secs(50))
        );
        assert_eq!(Pacer::default().after_refusal(&bare, 1_000), Some(UNSAID));
    }

    #[test]
    fn a_retry_after_may_be_a_date() {
        let dated = answer(&[("retry-after", "Thu, 01 Jan 1970 00:17:00 GMT")], "");
        assert_eq!(
            Pacer::default().after_refusal(&dated, 1_000),
            Some(Duration::from_secs(20))
        );
    }

    #[test]
    fn no_server_makes_us_wait_for_hours() {
        let long = answer(&[("retry-after", "86400")], "");
        assert_eq!(Pacer::default().after_refusal(&long, 1_000), None);
    }
}
