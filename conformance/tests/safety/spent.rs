//! What a run spends of the rate limit.

use std::time::Duration;

use hopx_mock::{Mock, RateLimit, SandboxStatus};

use crate::door::Server;
use crate::play::{Play, both, some};

/// Plays everything as it is played by default and returns the statuses of all answers.
fn spent(server: &Server, given: &[String]) -> Vec<u16> {
    let base_url = server.base_url();
    let mut play = Play::against(&base_url, given);
    play.settle = Duration::from_secs(2);
    let played = play.run();
    played.ended(0);
    let answered = server.requests();
    assert_eq!(played.recording.requests(), answered.len(), "all are shown");
    answered.iter().map(|request| request.status).collect()
}

#[test]
fn a_default_run_makes_at_most_100_requests_whatever_state_it_finds() {
    use SandboxStatus::{Paused, Running};
    for statuses in [
        [Running, Paused],
        [Paused, Running],
        [Running, Running],
        [Paused, Paused],
    ] {
        let server = Server::start(Mock::builder());
        let spent = spent(&server, &some(&server, &statuses));
        assert!(spent.len() <= 100, "{statuses:?}: {}", spent.len());
    }
}

#[test]
fn a_default_run_never_meets_an_enforced_rate_limit() {
    let server = Server::start(Mock::builder().rate_limit(RateLimit::default().enforced()));
    let spent = spent(&server, &both(&server));
    assert!(!spent.contains(&429), "{spent:?}");
}

#[test]
fn a_run_that_has_spent_its_window_waits_for_the_next() {
    let limit = RateLimit::new(5, Duration::from_secs(1)).enforced();
    let server = Server::start(Mock::builder().rate_limit(limit));
    let base_url = server.base_url();
    let patterns = ["pause/pause-running"];
    let played = Play::against(&base_url, &both(&server))
        .only(&patterns)
        .run();
    played.ended(0);
    let refused = server
        .requests()
        .into_iter()
        .filter(|request| request.status == 429);
    assert_eq!(refused.count(), 0);
}
